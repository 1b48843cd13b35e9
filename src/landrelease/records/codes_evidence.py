"""The code lists of evidence: what an item is, what it speaks for, and the two grades that are judged apart."""

from types import MappingProxyType
from typing import Final

from landrelease.records.term import terms
from landrelease.records.text import marked as _

EVIDENCE_LISTS: Final = MappingProxyType(
    {
        "evidence_type": terms(
            ("ordnance-seen", _("ordnance seen"), _("Somebody saw explosive ordnance at the place.")),
            ("detonation", _("detonation"), _("Something exploded at the place.")),
            ("accident-placed", _("accident at a known place"), _("People or animals were hurt at a known place.")),
            ("marking", _("mine signs or fencing"), _("Signs, fences or local marking stand at the place.")),
            ("record-reliable", _("reliable minefield record"), _("A record by those who laid it, held for reliable.")),
            ("record-doubtful", _("doubtful minefield record"), _("A record that is incomplete or of unknown origin.")),
            ("accident-unplaced", _("accident at an unknown place"), _("An accident whose place is not known well.")),
            ("old-survey", _("old survey"), _("An earlier survey says so.")),
            ("combat-zone", _("former combat zone"), _("Fighting, positions or front lines were there.")),
            ("unused-land", _("good land not in use"), _("People leave land unused that they need.")),
            ("verbal", _("verbal report"), _("Somebody told of it.")),
            ("imagery", _("seen in imagery"), _("A picture or a detection by a machine, not looked at on the ground.")),
            ("land-use", _("land in use"), _("Ploughing, grazing or harvest without incident.")),
            ("traffic", _("traffic"), _("People and vehicles pass without incident.")),
            ("construction", _("construction"), _("Building or digging without incident.")),
            ("searched-nothing", _("searched, nothing found"), _("A survey looked there and found no evidence.")),
            ("other", _("other evidence"), _("None of the others.")),
        ),
        "evidence_class": terms(
            ("direct", _("direct"), _("It shows that ordnance is or was there.")),
            ("indirect", _("indirect"), _("It gives reason to suspect that ordnance is there.")),
            ("negative", _("negative"), _("It speaks against ordnance being there; it never releases land.")),
        ),
        "source_reliability": terms(
            ("A", _("completely reliable"), _("No doubt of the source; a history of complete reliability.")),
            ("B", _("usually reliable"), _("Minor doubts; most of what it said was right.")),
            ("C", _("fairly reliable"), _("Doubts; some of what it said was right.")),
            ("D", _("not usually reliable"), _("Great doubts; little of what it said was right.")),
            ("E", _("unreliable"), _("What it said was wrong.")),
            ("F", _("reliability cannot be judged"), _("Nothing is known of the source.")),
        ),
        "information_credibility": terms(
            ("1", _("confirmed"), _("Confirmed by two or more independent origins.")),
            ("2", _("probably true"), _("It fits what is known, and is not confirmed.")),
            ("3", _("possibly true"), _("It is reasonable, and fits some of what is known.")),
            ("4", _("doubtful"), _("It is possible, and nothing that is known bears it out.")),
            ("5", _("improbable"), _("What is known speaks against it.")),
            ("6", _("credibility cannot be judged"), _("There is nothing to judge it by.")),
        ),
    }
)
