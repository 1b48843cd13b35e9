"""Texts of the checks of records among each other: `identity`, `reference`, `whereabouts` and `decision`."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

REGISTER_RULES: Final = (
    Rule(
        "source-id-repeated", "error",
        what=_("{n} {kind} records of one issuer and day carry the id {value}."),
        why=_("Two records under one id cannot be told apart on paper, and one of them will be forgotten."),
        cure=_("Withdraw the copy, or give one of them its own id by a correction."),
    ),
    Rule(
        "source-id-shared", "warning",
        what=_("{n} issuers use the id {value} for {kind} records."),
        why=_("A release that names this id may close the wrong hazard."),
        cure=_("Write it as issuer:id wherever it is named."),
    ),
    Rule(
        "source-id-lookalike", "error",
        what=_("The {kind} ids {value} look alike and differ only in blanks, case or letters of the same look."),
        why=_(
            "A blank at the end or a Cyrillic letter makes one hazard two, and only one of them gets cleared in "
            "the books.",
        ),
        cure=_("Correct the mistyped id; settle the finding where they are truly two."),
    ),
    Rule(
        "shape-repeated", "warning",
        what=_("{n} {kind} records of different hazards have exactly the same shape."),
        why=_("One polygon under two names is mostly one hazard reported by two organisations."),
        cure=_("Withdraw the duplicate, or name the same hazard in both."),
    ),
    Rule(
        "record-repeated", "warning",
        what=_("{n} {kind} records agree in shape, date and organisation."),
        why=_("The same report entered twice doubles the work done in every table that adds reports."),
        cure=_("Withdraw the copy with the reason `duplicate`."),
    ),
    Rule(
        "ordnance-repeated", "note",
        what=_("{n} ordnance records agree in model, quantity, place and date."),
        why=_("They may be real repeats: a find of two equal items on one day is common, so nothing is removed."),
        cure=_("Ask the source; withdraw only what it confirms as a copy."),
    ),
    Rule(
        "many-records-at-one-place", "note",
        what=_("{n} {kind} records lie at exactly this place."),
        why=_("Positions that were not known are often set to the municipal seat, where nobody found anything."),
        cure=_("State the accuracy, or leave the position out where it is not known."),
    ),
    Rule(
        "person-under-two-ids", "warning",
        what=_("The person ids {value} seem to be one person."),
        why=_("Who has two ids can approve own work without being noticed."),
        cure=_("Keep one id and withdraw the other."),
    ),
    Rule(
        "two-programmes", "error",
        what=_("The register holds records of {n} programmes: {value}."),
        why=_("Two programmes have two planes and two authorities; their areas do not add."),
        cure=_("Keep one register for each programme."),
    ),
    Rule(
        "land-in-two-planes", "error",
        what=_("Programme records name {n} different planes ({value}); areas are computed in the earliest."),
        why=_("Areas from two planes do not balance to the square millimetre."),
        cure=_("Compute again what was published from the later plane; then settle the finding and say so."),
    ),
    Rule(
        "time-zone-unknown", "error",
        what=_("{value} is no known time zone; days are taken in UTC."),
        why=_("A day of work is a day where the work was done."),
        cure=_("Give an IANA name such as Europe/Sarajevo."),
    ),
    Rule(
        "organisation-unknown", "warning",
        what=_("{n} records name the organisation {value}, which no record describes."),
        one=_("{n} record names the organisation {value}, which no record describes."),
        why=_("Work by unknown bodies cannot be traced or checked against accreditation (IMAS 07.30)."),
        cure=_("Add the organisation, or correct the spelling of its id."),
    ),
    Rule(
        "unit-unknown", "warning",
        what=_("{n} records name the unit {value}, which no record describes."),
        one=_("{n} record names the unit {value}, which no record describes."),
        why=_("A missed item must be traced to the team that worked there."),
        cure=_("Add the unit, or correct the spelling of its id."),
    ),
    Rule(
        "hazard-unknown", "warning",
        what=_("{n} {kind} records name the hazard {value}, which no record describes."),
        one=_("{n} {kind} record names the hazard {value}, which no record describes."),
        why=_("A find or accident that belongs to no hazard opens no land."),
        cure=_("Add the hazard, or correct the spelling of its id."),
    ),
    Rule(
        "admin-area-unknown", "warning",
        what=_("{n} records name the administrative area {value}, which no record describes."),
        one=_("{n} record names the administrative area {value}, which no record describes."),
        why=_("Tables by area lose what lies in areas nobody loaded."),
        cure=_("Import the boundary set that holds it."),
    ),
    Rule(
        "release-before-hazard", "warning",
        what=_(
            "The release of {date} is older than every record of the hazard {hazard} that it names (first "
            "{hazard_date}).",
        ),
        why=_("Land is released from a known hazard; work before the record points to a wrong date or a wrong name."),
        cure=_("Correct the date, or add the older record of the hazard."),
    ),
    Rule(
        "key-on-far-apart-land", "warning",
        what=_("Records of the hazard {hazard} lie {distance_m:,.0f} m apart."),
        why=_("One name on distant land is two hazards, and a cancellation of one would cancel the other."),
        cure=_("Give one of them its own id, or correct the coordinates."),
    ),
    Rule(
        "ordnance-outside-area", "warning",
        what=_("The item lies {distance_m:,.0f} m outside {area}, to which it is booked."),
        why=_("Items outside the boundary mean that the boundary, the position or the task number is wrong."),
        cure=_("Correct the position, book it as a spot task, or enlarge the hazard."),
    ),
    Rule(
        "outside-declared-admin-area", "warning",
        what=_("The settlement lies {distance_m:,.0f} m outside the administrative area {area} that it names."),
        why=_("One of the two is wrong: tables by area and the map then speak of different places."),
        cure=_("Correct the position or the area; look whether the boundaries are of the same year."),
    ),
    Rule(
        "release-outside-named-hazard", "warning",
        what=_(
            "{outside_m2:,.0f} m² of the release ({outside_percent:.0f} %) lie outside the hazard {hazard} that "
            "it names.",
        ),
        why=_("Release products stay inside their hazard unless an increase was recorded (IMAS 07.11)."),
        cure=_("Record the enlarged hazard first, or correct the shape."),
    ),
    Rule(
        "total-larger-than-country", "error",
        what=_("All hazards together make {area_m2:,.0f} m², more than the country ({country_m2:,.0f} m²)."),
        why=_("A published national total once equalled the whole country; a sum of this size is never survey."),
        cure=_("Look at the largest stated areas first: units, sums, areas of interest."),
    ),
    Rule(
        "approver-is-author", "error", blocking=True,
        what=_("Only the author of the record has accepted it."),
        why=_("A release is decided by somebody other than those who did the work (four eyes)."),
        cure=_("Let another person decide."),
    ),
    Rule(
        "decision-about-unknown", "error",
        what=_("The decision is about the record {value}, which the register does not hold."),
        why=_("A verdict without its object was made in another register or refers to a mistyped id."),
        cure=_("Sync the register that holds the record."),
    ),
    Rule(
        "conflicting-decisions", "warning",
        what=_("{accepts} decisions accept the record and {refusals} return or reject it."),
        why=_("While people disagree land stays as dangerous as the more careful of them says."),
        cure=_("Decide again and name the decisions that this one supersedes."),
    ),
    Rule(
        "reason-missing", "warning",
        what=_("The {kind} gives no reason."),
        why=_("Those who read the books later must see why something was taken out or sent back."),
        cure=_("Write it again with its reason."),
    ),
    Rule(
        "target-unknown", "error",
        what=_("The {kind} names the record {value}, which the register does not hold."),
        why=_("A change of nothing changes nothing, and the record that was meant stays as it is."),
        cure=_("Sync the register that holds the record, or correct the id."),
    ),
    Rule(
        "decision-withdrawn", "error",
        what=_("The {kind} aims at a decision."),
        why=_("A decision was made, whatever came after; it is superseded by a later one and never taken back."),
        cure=_("Decide again and name the old decision as superseded."),
    ),
    Rule(
        "correction-unreadable", "error",
        what=_("The corrected statement cannot be read: {value}."),
        why=_("A correction must carry the whole statement put right, or the old one would be lost without a new one."),
        cure=_("Write the correction again."),
    ),
    Rule(
        "conflicting-corrections", "warning",
        what=_("{n} corrections of one record stand side by side."),
        why=_("Until one of them is withdrawn hazards all count and releases count only where all cover."),
        cure=_("Withdraw all but one, or correct the corrections."),
    ),
    Rule(
        "hazard-withdrawn", "error",
        what=_("The withdrawal makes land less dangerous ({how}) and names no evidence."),
        why=_(
            "Land never becomes less dangerous by default: what was true is released, only what never was is "
            "withdrawn.",
        ),
        cure=_("Name the evidence, or release the land by survey or clearance."),
    ),
    Rule(
        "correction-withdrawn", "note",
        what=_("A correction was withdrawn; the old record counts again."),
        why=_("Land changes back without a new report, which readers of two statements will notice."),
        cure=_("Check that the old record is what is meant; settle the finding if it is."),
    ),
    Rule(
        "dropped-from-source", "warning",
        what=_("The source's later file no longer holds this row; the record counts until somebody decides."),
        why=_("Rows vanish by mistake as often as on purpose, and a hazard must not vanish with them."),
        cure=_("Ask the source; accept the proposed withdrawal only with its evidence, else reject it."),
    ),
    Rule(
        "correction-lessens-danger", "error",
        what=_("The correction makes land less dangerous ({how}) and names no evidence."),
        why=_("A correction can free land without anybody having been there."),
        cure=_("Name the evidence for the corrected statement."),
    ),
)  # fmt: skip
