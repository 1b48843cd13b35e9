"""Texts of the findings about evidence items, which the room evidence raises."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

EVIDENCE_RULES: Final = (
    Rule(
        "credibility-without-origins", "error", room="evidence",
        what=_("The information is graded 1, confirmed, and {n} independent origins are behind it."),
        why=_("Five reports of one newspaper confirm nothing; grade 1 needs two origins that do not know each other."),
        cure=_("Name the other documents and items that say the same, or grade it 2 or lower by a correction."),
        one=_("The information is graded 1, confirmed, and one independent origin is behind it."),
    ),
    Rule(
        "grade-without-judge", "warning", room="evidence",
        what=_("Graded without saying who judged and when: {field}."),
        why=_("Source and information are judged apart, each by a person who can be asked."),
        cure=_("Correct the item with the judge and the day, or leave the grade out."),
    ),
    Rule(
        "evidence-target-unknown", "warning", room="evidence",
        what=_("It names {value}, which the register does not hold."),
        why=_("Evidence that hangs on nothing supports nothing, and a wrong id hangs it on the wrong land."),
        cure=_("Enter what is missing, or correct the id."),
    ),
    Rule(
        "evidence-without-hazard", "note", room="evidence",
        what=_("It speaks of {value}, which was withdrawn or rejected."),
        why=_("What was seen there was seen all the same, and may ask for another hazard."),
        cure=_("Look at the proposals, and name the hazard that it belongs to now."),
    ),
    Rule(
        "evidence-contradicts", "warning", room="evidence",
        what=_("Evidence speaks against {value}: {items}."),
        why=_("Evidence on both sides is a question for a survey, never a reason to count the more convenient side."),
        cure=_("Have somebody look at the land, and settle this with what was found."),
    ),
    Rule(
        "evidence-class-differs", "note", room="evidence",
        what=_("It is called {stated}; by the lists of the programme {type} is {counted}."),
        why=_("A fact may be direct evidence in one country and indirect in another; the national list decides."),
        cure=_("Correct the type or the class where one is wrong; the list counts."),
    ),
    Rule(
        "confirmed-without-direct", "warning", room="evidence",
        what=_("{value} is confirmed, and none of its evidence ({items}) counts as direct."),
        why=_("A confirmed hazardous area rests on direct evidence; without it the area is suspected."),
        cure=_("Enter the direct evidence, or have the grades looked at; the area stays confirmed until then."),
    ),
)  # fmt: skip
