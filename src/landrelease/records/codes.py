"""The code lists: each term has a stable code, a word and an explanation, both translatable.

Codes never change and are never reused; words and explanations may. The terms are those of the field (IMAS 04.10 in
substance, in our own words), the lists are the short national minimum: a programme may extend them by settings.
"""

from types import MappingProxyType
from typing import Final

from landrelease.records.codes_evidence import EVIDENCE_LISTS
from landrelease.records.codes_programme import PROGRAMME_LISTS
from landrelease.records.term import terms
from landrelease.records.text import marked as _

AUDIENCES: Final = ("public", "donor", "partner", "operator", "contributor", "quality", "authority", "restricted")
CLASSES: Final = ("mines", "cluster", "other")
STATUSES: Final = ("none", "suspected", "confirmed", "cancelled", "reduced", "cleared")

HAZARD_STATUS: Final = terms(
    ("suspected", _("suspected"), _("Reasonable suspicion of explosive ordnance from indirect evidence (SHA).")),
    ("confirmed", _("confirmed"), _("Presence of explosive ordnance confirmed by direct evidence (CHA).")),
)
RELEASE_STATUS: Final = terms(
    ("cancelled", _("cancelled"), _("Concluded free of evidence of ordnance by non-technical survey.")),
    ("reduced", _("reduced"), _("Concluded free of evidence of ordnance by technical survey.")),
    ("cleared", _("cleared"), _("All specified ordnance removed or destroyed to the specified depth.")),
)
CONTAMINATION: Final = terms(
    ("AP", _("anti-personnel mine"), _("A mine made to be set off by a person.")),
    ("AV", _("anti-vehicle mine"), _("A mine made to be set off by a vehicle.")),
    ("improvised", _("improvised mine"), _("A home-made device that its victim sets off; it counts as a mine.")),
    ("IED", _("improvised explosive device"), _("A home-made device that is not set off by its victim.")),
    ("CMR", _("cluster munition remnants"), _("Failed or left cluster munitions and their submunitions.")),
    ("UXO", _("unexploded ordnance"), _("Ordnance that was fired, dropped or thrown and did not explode.")),
    ("AXO", _("abandoned ordnance"), _("Ordnance that was left behind unused and is under nobody's control.")),
    ("other", _("other ordnance"), _("Explosive ordnance of none of the kinds above.")),
)
CLASS_OF_CONTAMINATION: Final = MappingProxyType(
    {
        "AP": "mines",
        "AV": "mines",
        "improvised": "mines",
        "CMR": "cluster",
        "UXO": "other",
        "AXO": "other",
        "IED": "other",
        "other": "other",
    },
)
CAPABILITY: Final = terms(
    ("nts", _("non-technical survey"), _("Information gathered and weighed without technical means in the area.")),
    ("ts", _("technical survey"), _("Information gathered with technical means inside the area.")),
    ("manual-clearance", _("manual clearance"), _("Clearance by deminers with detectors and hand tools.")),
    ("mechanical", _("mechanical demining"), _("Ground prepared or processed by machines.")),
    ("animal", _("animal detection"), _("Search by dogs or rats with their handlers.")),
    ("bac", _("battle area clearance"), _("Clearance of land known to hold no mines.")),
    ("eod-level-1", _("EOD level 1"), _("May locate, identify and destroy single known items where they lie.")),
    ("eod-level-2", _("EOD level 2"), _("Level 1, and may judge whether an item can be moved, and move it.")),
    ("eod-level-3", _("EOD level 3"), _("Level 2, and may render safe and dispose of a wide range of items.")),
    ("eod-level-3plus", _("EOD level 3+"), _("Level 3 with named specialist modules.")),
    ("iedd", _("IED disposal"), _("Disposal of improvised explosive devices.")),
    ("eore", _("risk education"), _("Teaching people at risk how to live with explosive ordnance.")),
    ("qa", _("quality assurance"), _("Monitoring of the work of others.")),
)
STAGE: Final = terms(
    ("complete", _("complete"), _("The report that ends the work; it moves land in the ledger.")),
    ("progress", _("progress"), _("A report on work still going on; it moves nothing and is shown as a memo.")),
)
SURVEY_RESULT: Final = terms(
    ("hazard-found", _("hazard found"), _("Evidence of explosive ordnance was found; a hazard record follows.")),
    ("no-evidence", _("no evidence"), _("No evidence was found where the survey looked.")),
    ("inconclusive", _("inconclusive"), _("The survey could not be finished or decides nothing.")),
)
VERDICT: Final = terms(
    ("accept", _("accept"), _("The record counts from now on.")),
    ("return", _("return"), _("The record goes back to its author, with the reason.")),
    ("reject", _("reject"), _("The record does not count, with the reason.")),
    ("settle", _("settle"), _("A person has looked at a finding and says why it may stand.")),
)
WITHDRAWAL_REASON: Final = terms(
    ("entered-in-error", _("entered in error"), _("The record should never have been written.")),
    ("duplicate", _("duplicate"), _("Another record says the same of the same land.")),
    ("datum", _("datum"), _("The coordinates were read in the wrong reference system.")),
    ("unit", _("unit"), _("A figure was written in the wrong unit.")),
    ("mapping", _("mapping"), _("The shape was drawn or digitised wrongly.")),
    ("dropped-from-source", _("dropped from source"), _("The source's later file no longer holds the row.")),
)
ORDNANCE_ACTION: Final = terms(
    ("found", _("found"), _("Seen and recorded, nothing done yet.")),
    ("destroyed", _("destroyed"), _("Destroyed where it lay or at a disposal site.")),
    ("render-safe", _("rendered safe"), _("Made unable to function by an EOD procedure.")),
    ("moved", _("moved"), _("Taken to another place for disposal.")),
    ("handed-over", _("handed over"), _("Given to another authority, usually the army or police.")),
    ("seized", _("seized"), _("Taken from somebody who held it.")),
)
ORDNANCE_CONTEXT: Final = terms(
    ("area-clearance", _("area clearance"), _("Found while an area was cleared.")),
    ("spot-task", _("spot task"), _("A single item dealt with on a call.")),
    ("survey", _("survey"), _("Found by non-technical or technical survey.")),
    ("stockpile", _("stockpile"), _("Found in or destroyed as a store.")),
    ("military", _("military operation"), _("Reported by armed forces outside humanitarian work.")),
)
ACCIDENT_TYPE: Final = terms(
    ("civilian", _("civilian accident"), _("People who were not clearing were hurt or endangered.")),
    ("demining", _("demining accident"), _("Happened during survey or clearance work.")),
    ("unknown", _("unknown"), _("The source does not say.")),
)
MATCH_VERDICT: Final = terms(
    ("same", _("the same"), _("The records tell of one event or person, and counts take them once.")),
    ("different", _("different"), _("The records tell of different events or persons, and are kept apart.")),
)
DEVICE: Final = terms(
    ("AP", _("anti-personnel mine"), _("A mine made to be set off by a person.")),
    ("AV", _("anti-vehicle mine"), _("A mine made to be set off by a vehicle.")),
    ("improvised", _("improvised mine"), _("A home-made device that its victim sets off; it counts as a mine.")),
    ("mine", _("mine of unknown kind"), _("A mine; the source does not say which kind.")),
    ("CMR", _("cluster munition remnants"), _("Failed or left cluster munitions and their submunitions.")),
    ("ERW", _("other explosive remnants"), _("Unexploded or abandoned ordnance other than mines and submunitions.")),
    ("IED", _("improvised explosive device"), _("A home-made device that is not set off by its victim.")),
    ("unknown", _("unknown"), _("The source does not say.")),
)
CASUALTY_OUTCOME: Final = terms(
    ("killed", _("killed"), _("The person died of it, at once or later.")),
    ("injured", _("injured"), _("The person was hurt and lived.")),
    ("unknown", _("unknown"), _("The source does not say.")),
)
SEX: Final = terms(
    ("female", _("female"), _("A girl or woman.")),
    ("male", _("male"), _("A boy or man.")),
    ("unknown", _("unknown"), _("The source does not say.")),
)
AGE_GROUP: Final = terms(
    ("child", _("child"), _("A girl or boy: under 18 years on that day.")),
    ("adult", _("adult"), _("A woman or man: 18 years or older on that day.")),
    ("unknown", _("unknown"), _("The source does not say.")),
)
CIVILIAN_STATUS: Final = terms(
    ("civilian", _("civilian"), _("Neither a deminer at work nor a member of armed forces, police or armed groups.")),
    ("deminer", _("deminer"), _("Somebody at work in survey, clearance or disposal for a humanitarian operator.")),
    ("military", _("military"), _("A member of armed forces, police or an armed group.")),
    ("unknown", _("unknown"), _("The source does not say.")),
)
CONSENT: Final = terms(
    ("authorities", _("authorities"), _("The person agreed that authorities may be told who they are.")),
    ("services", _("services"), _("The person agreed that organisations which give help may be told.")),
    ("refused", _("refused"), _("The person was asked and refused.")),
)
DEPTH_REFERENCE: Final = terms(
    ("ground", _("ground level"), _("Depth below the surface as it was when the work was done.")),
    ("datum", _("height datum"), _("Depth given as a height in a national height system.")),
)
SOURCE_TYPE: Final = terms(
    ("news", _("news report"), _("An article or broadcast of a newspaper, agency or station.")),
    ("social-media", _("social media"), _("A post, channel or video that anybody can publish.")),
    ("official-statement", _("official statement"), _("A communiqué or statement of an authority or armed force.")),
    ("report", _("report of an organisation"), _("A report of an operator, monitor or other body.")),
    ("interview", _("interview"), _("What somebody told a survey team.")),
    ("hotline-call", _("call to the hotline"), _("What somebody reported by telephone or form.")),
    ("minefield-record", _("minefield record"), _("A record, sketch or map by those who laid the mines.")),
    ("imagery", _("imagery"), _("A picture from the air, from space or from the ground.")),
    ("other", _("other document"), _("None of the others.")),
)
PUBLICATION_TYPE: Final = terms(
    ("form", _("form"), _("A form of a treaty, a reviewer or a donor.")),
    ("communique", _("press statement"), _("A text whose sentences tell figures of the register.")),
)
EOD_SPOT_METHODS: Final = frozenset({"bac", "eod-level-1", "eod-level-2", "eod-level-3", "eod-level-3plus", "iedd"})

LISTS: Final = MappingProxyType(
    {
        "hazard_status": HAZARD_STATUS,
        "release_status": RELEASE_STATUS,
        "contamination": CONTAMINATION,
        "capability": CAPABILITY,
        "stage": STAGE,
        "survey_result": SURVEY_RESULT,
        "verdict": VERDICT,
        "withdrawal_reason": WITHDRAWAL_REASON,
        "ordnance_action": ORDNANCE_ACTION,
        "ordnance_context": ORDNANCE_CONTEXT,
        "accident_type": ACCIDENT_TYPE,
        "match_verdict": MATCH_VERDICT,
        "device": DEVICE,
        "casualty_outcome": CASUALTY_OUTCOME,
        "sex": SEX,
        "age_group": AGE_GROUP,
        "civilian_status": CIVILIAN_STATUS,
        "consent": CONSENT,
        "depth_reference": DEPTH_REFERENCE,
        "source_type": SOURCE_TYPE,
        "publication_type": PUBLICATION_TYPE,
        "audience": terms(
            ("public", _("public"), _("Everybody.")),
            ("donor", _("donor"), _("Those who pay for the work.")),
            ("partner", _("partner"), _("Humanitarian partners of the programme.")),
            ("operator", _("operator"), _("Those who survey and clear.")),
            ("contributor", _("contributor"), _("A contributing state, for its own units.")),
            ("quality", _("quality"), _("Those who inspect.")),
            ("authority", _("authority"), _("The national authority and its centre.")),
            ("restricted", _("restricted"), _("Named persons only.")),
        ),
        "class": terms(
            ("mines", _("mines"), _("Anti-personnel, anti-vehicle and improvised mines.")),
            ("cluster", _("cluster munitions"), _("Cluster munition remnants.")),
            ("other", _("other ordnance"), _("All other explosive ordnance.")),
        ),
        **PROGRAMME_LISTS,
        **EVIDENCE_LISTS,
    },
)
