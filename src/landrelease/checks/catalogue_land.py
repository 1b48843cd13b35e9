"""Texts of the findings that the ledger raises while it folds."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

LEDGER_RULES: Final = (
    Rule(
        "reopened-released-land", "warning", room="ledger",
        what=_("The hazard reopens {area_m2:,.1f} m² of released land."),
        why=_(
            "Ordnance on released land is a critical event: the release that missed it and its neighbours need a "
            "second look.",
        ),
        cure=_("Find the releases by `explain`, and review the other work of the same unit and time."),
    ),
    Rule(
        "release-outside-hazard", "warning", room="ledger",
        what=_("{area_m2:,.1f} m² were released where no hazard was ever recorded."),
        why=_("Work beyond the hazard inflates released land unless the increase is recorded (IMAS 07.11)."),
        cure=_("Record the enlarged hazard, or correct one of the shapes."),
    ),
    Rule(
        "repeat-release", "note", room="ledger",
        what=_("{area_m2:,.1f} m² had been released before and are not counted again."),
        why=_("Quality control, weekly and final reports cover the same ground; every square metre counts once."),
        cure=_("Nothing where the work was a re-check; else look for a report entered twice."),
    ),
    Rule(
        "other-claim-remains", "warning", room="ledger",
        what=_("{area_m2:,.1f} m² stay open, since other hazards claim them."),
        why=_("A release answers for the hazards that it names, not for others on the same land."),
        cure=_("Release the other hazards too, or withdraw them with evidence if they were duplicates."),
    ),
    Rule(
        "release-too-shallow", "warning", room="ledger",
        what=_("{area_m2:,.1f} m² stay open: the release does not state a depth that reaches the required one."),
        why=_("Clearance is to the specified depth (IMAS 09.10); an unstated depth counts as none."),
        cure=_("State the done depth, work deeper, or correct the required depth with its reason."),
    ),
    Rule(
        "hazard-recorded-after-release", "warning", room="ledger",
        what=_("The release closes {area_m2:,.1f} m² of hazards that were written down only after it."),
        why=_("Those who released the land may not have known of the hazard."),
        cure=_(
            "Let survey decide whether the release answers for it, and name it in the release if so; else record "
            "the hazard anew.",
        ),
    ),
    Rule(
        "hazard-during-clearance", "warning", room="ledger",
        what=_("The release closes {area_m2:,.1f} m² of hazards that were found while the land was being worked."),
        why=_("It is unclear whether the work dealt with it before the release was signed."),
        cure=_("Ask the unit; record the hazard anew if it was not dealt with."),
    ),
    Rule(
        "same-day", "note", room="ledger",
        what=_(
            "On {area_m2:,.1f} m² hazard and release are of one day; the land stays open where the release names "
            "no hazard.",
        ),
        why=_("The order within a day is not known, and the careful order is taken."),
        cure=_("Name the hazard in the release if the release came after it."),
    ),
    Rule(
        "release-names-absent-hazard", "warning", room="ledger",
        what=_("The release names the hazard {hazard}, of which no record is in force."),
        why=_("It closes no claim of that name; a mistyped id leaves the right hazard open."),
        cure=_("Correct `area_id`, or import the hazard."),
    ),
    Rule(
        "release-names-no-hazard", "warning", room="ledger",
        what=_("The release covers {area_m2:,.1f} m² of confirmed land and names no hazard."),
        why=_("Confirmed land is released by a decision about that hazard (IMAS 07.11)."),
        cure=_("Name the hazards in `area_id`."),
    ),
    Rule(
        "ordnance-on-released-land", "warning", room="ledger",
        what=_("The item lies on land that was {status} on {since}."),
        why=_("A missed item must be investigated before more work of the same unit is accepted (IMAS 07.40)."),
        cure=_("Reopen the land by a hazard record, or show that the position is wrong."),
    ),
    Rule(
        "resurvey-leaves-land-undecided", "warning", room="ledger",
        what=_(
            "The hazard {hazard} was redrawn smaller; {area_m2:,.1f} m² that the new drawing leaves out stay open "
            "until somebody decides.",
        ),
        why=_("A smaller drawing is no release: land left out by a pen was never surveyed."),
        cure=_("Cancel the rest by survey, or correct the older record with evidence."),
    ),
    Rule(
        "hazards-overlap", "note", room="ledger",
        what=_("The hazards {hazard} and {other} share {area_m2:,.1f} m² of open land."),
        why=_("Land that two hazards claim stays open until both are released; often they are one, reported twice."),
        cure=_("Name one hazard in both records where they are one; else release both together."),
    ),
    Rule(
        "imprecise-order", "note", room="ledger",
        what=_(
            "The date of the release is imprecise and was read {days} days later, so that it does not lie before "
            "its hazard.",
        ),
        one=_(
            "The date of the release is imprecise and was read {days} day later, so that it does not lie before "
            "its hazard.",
        ),
        why=_(
            "A month or a year can lie before or after another record; imprecision never puts a release before "
            "the hazard that it names.",
        ),
        cure=_("Give the day if a document holds it."),
    ),
    Rule(
        "release-of-unknown-size", "warning", room="ledger",
        what=_("The release names the unmapped hazard {hazard} and states no area."),
        why=_("Without a size nothing can be moved out of the unmapped account."),
        cure=_("State the area, or better: draw the land."),
    ),
    Rule(
        "release-without-shape", "warning", room="ledger",
        what=_("The release has no shape; none of the mapped land of {hazard} is released."),
        why=_("Mapped land is released only by a shape that says where (IMAS 07.11)."),
        cure=_("Draw the land that was released."),
    ),
)  # fmt: skip
