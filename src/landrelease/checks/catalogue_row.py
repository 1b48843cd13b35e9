"""Texts of the checks of one record's fields: `row`, `dates` and `figures`."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

ROW_RULES: Final = (
    Rule(
        "no-status", "error", blocking=True,
        what=_("The record has no status that the ledger knows (read: {value})."),
        why=_(
            "Land moves from status to status (IMAS 07.11): a record without one cannot be booked, and none is "
            "guessed.",
        ),
        cure=_(
            "Give suspected or confirmed for a hazard, cancelled, reduced or cleared for a release; or map the "
            "word.",
        ),
    ),
    Rule(
        "no-date", "error", blocking=True,
        what=_("The record has no date that can be read (read: {value})."),
        why=_("The order of survey and clearance decides what the land is today; without a date there is no order."),
        cure=_("Give the day, or only the month or year if no more is known, as YYYY-MM-DD, YYYY-MM or YYYY."),
    ),
    Rule(
        "occurred-after-recorded", "error", blocking=True,
        what=_("The record is dated {date}, but was written on {recorded} (days of {time_zone})."),
        why=_("Nobody can report work that has not happened; such a date would also outrank every report until then."),
        cure=_("Correct the date (day and month exchanged, wrong year, another calendar?) or the clock of the device."),
    ),
    Rule(
        "release-without-shape-or-hazard", "error", blocking=True,
        what=_("The release has neither a usable shape nor the name of a hazard."),
        why=_(
            "A release is a statement about defined land (IMAS 07.11); one about nowhere would free land by "
            "default.",
        ),
        cure=_("Find the polygon in the completion report, or name the hazard in `area_id`."),
    ),
    Rule(
        "empty-record", "error", blocking=True,
        what=_("The record says nothing besides its own id."),
        why=_("An empty record that is approved turns a blank line of a sheet into a fact about land."),
        cure=_("Fill in the record or leave the line out."),
    ),
    Rule(
        "date-unreadable", "error",
        what=_("{field} holds {value}, which is no date."),
        why=_("A wrongly read day can put clearance before the survey that it answers."),
        cure=_("Write YYYY-MM-DD, YYYY-MM or YYYY; a profile can name the form of the source's dates."),
    ),
    Rule(
        "date-implausible", "warning",
        what=_("{field} holds {value}, before the year {earliest_year}."),
        why=_("Such dates come from typing slips and from empty cells that a program turned into its own zero day."),
        cure=_("Look at the paper; leave the date out if it is not known."),
    ),
    Rule(
        "date-imprecise", "note",
        what=_("The date is known only as {value}."),
        why=_(
            "A release then counts from the first, a hazard until the last day that it can mean, so that no land "
            "is freed early.",
        ),
        cure=_("Give the day if a document holds it; else leave it as imprecise as it is."),
    ),
    Rule(
        "completion-before-start", "error",
        what=_("The work is dated {date}, before its first day {date_from}."),
        why=_(
            "Work cannot be complete before it began; one of the two days is wrong and the ledger uses the later "
            "one.",
        ),
        cure=_("Compare with the task order and the completion report."),
    ),
    Rule(
        "reported-before-done", "warning",
        what=_("The report of {reported} is older than the work of {date}."),
        why=_("Reports of plans have been counted as work done."),
        cure=_("Ask the organisation whether the work was planned or done."),
    ),
    Rule(
        "reported-after-recorded", "warning",
        what=_("The report is dated {reported}, but was written into the register on {recorded}."),
        why=_("A report from the future points to exchanged day and month or a wrong clock."),
        cure=_("Correct the day of the report."),
    ),
    Rule(
        "code-unknown", "warning",
        what=_("{field}: {value} is not in the code list."),
        why=_(
            "Words outside the list are counted nowhere; national totals broke on spellings (IMAS 05.10 asks for "
            "agreed lists).",
        ),
        cure=_("Map the value in the profile, or extend the list of the programme by a setting."),
    ),
    Rule(
        "unknown-contamination", "warning",
        what=_("The expected contamination {value} is not in the code list; the hazard counts in every class."),
        why=_("An unknown danger is kept as every danger until somebody says which it is."),
        cure=_("Map the value to AP, AV, improvised, IED, CMR, UXO, AXO or other."),
    ),
    Rule(
        "unknown-scope", "warning",
        what=_("The scope {value} is not in the code list; the release covers no class."),
        why=_(
            "Work whose object is unknown cannot remove a suspicion (IMAS 09.10: clearance is of specified "
            "ordnance).",
        ),
        cure=_("Map the value to codes of contamination or to a class, by the task order."),
    ),
    Rule(
        "scope-missing-for-spot-task", "warning",
        what=_("Work by {method} without a scope never covers mines; claims of mines stay open."),
        why=_("Battle area clearance is work where no mines are expected (IMAS 09.11), and a spot task is one item."),
        cure=_("State the scope by the task order."),
    ),
    Rule(
        "number-unusable", "error",
        what=_("{field} holds {value}, which is no figure that can be counted."),
        why=_("Negative and endless figures come from formulas and empty cells, and silently change every sum."),
        cure=_("Give the figure or leave the cell empty."),
    ),
    Rule(
        "depth-implausible", "warning",
        what=_("{field} is {depth_m:g} m; more than {most_m:g} m is not plausible for this work."),
        why=_(
            "Depths written in centimetres pass as metres, and a done depth decides whether land is released "
            "(IMAS 09.10).",
        ),
        cure=_("Check the unit: 20 cm is written 0.2. Depths against a height datum need `depth_reference`."),
    ),
    Rule(
        "stated-area-other-unit", "error",
        what=_("The stated {stated_m2:g} fits the shape of {computed_m2:,.0f} m² when read in {unit_name}."),
        why=_(
            "Slips of hectares, square kilometres and dunums into square metres are among the commonest faults "
            "of the field.",
        ),
        cure=_("Give the stated area in square metres, or name the unit in the profile."),
    ),
    Rule(
        "stated-area-differs", "warning",
        what=_(
            "The source states {stated_m2:,.0f} m², the shape covers {computed_m2:,.0f} m² "
            "({difference_percent:.0f} % apart).",
        ),
        why=_(
            "More than a few per cent apart, figure and map no longer speak of the same land; the shape is what "
            "counts.",
        ),
        cure=_("Ask for the survey's own polygon; state which of the two was measured."),
    ),
    Rule(
        "stated-area-far-off", "error",
        what=_(
            "The source states {stated_m2:,.0f} m², the shape covers {computed_m2:,.0f} m² "
            "({difference_percent:.0f} % apart).",
        ),
        why=_("A difference of this size means the wrong polygon, the wrong task or the wrong unit."),
        cure=_("Compare with the paper map before anything is accepted."),
    ),
    Rule(
        "stated-area-implausible", "warning",
        what=_("The source states {stated_m2:,.0f} m² for one record without a polygon."),
        why=_(
            "One national total once equalled the surface of the whole country, since single records were never "
            "questioned.",
        ),
        cure=_("Check the unit and whether the figure is a sum or an area of interest rather than a hazard."),
    ),
    Rule(
        "method-contradicts-status", "error",
        what=_("Land {status} by {method}: that work does not lead to this status."),
        why=_(
            "Land is cancelled by non-technical survey, reduced by technical survey, cleared by clearance (IMAS "
            "07.11).",
        ),
        cure=_("Correct the status or the method by the completion report."),
    ),
    Rule(
        "cleared-without-depth", "warning",
        what=_("The land was cleared to no stated depth."),
        why=_("Clearance is to a specified depth (IMAS 09.10); without it a required depth counts as not reached."),
        cure=_("Give `depth_m` from the completion report."),
    ),
    Rule(
        "cleared-without-method", "warning",
        what=_("The land was cleared by no stated method."),
        why=_("How land was worked says what may have been missed, and which accreditation was needed (IMAS 07.30)."),
        cure=_("Give `method` from the completion report."),
    ),
    Rule(
        "cleared-incomplete", "note",
        what=_("The record of cleared land lacks {field}."),
        why=_("Who has to trace a missed item asks when the work was done and under which task (IMAS 07.40)."),
        cure=_("Complete it from the completion report."),
    ),
    Rule(
        "release-without-doer", "note",
        what=_("Neither an organisation nor a unit answers for this release."),
        why=_(
            "Only accredited bodies release land, and a missed item must be traced to those who worked there "
            "(IMAS 07.30).",
        ),
        cure=_("Give `organisation` or `unit`."),
    ),
    Rule(
        "hazard-without-evidence", "note",
        what=_("The record does not say what the hazard rests on."),
        why=_(
            "A suspected area rests on indirect, a confirmed one on direct evidence (IMAS 08.10); without it "
            "land is locked up for nothing.",
        ),
        cure=_("Name the evidence: interviews, accidents, items seen."),
    ),
    Rule(
        "point-needs-polygon", "warning",
        what=_("The land is given as {shape_type}, which covers no area; it enters the unmapped account."),
        why=_("Release needs land with a boundary; a point on a map has been taken for a hazard of no size."),
        cure=_("Draw the boundary from the survey report, or state the area."),
    ),
    Rule(
        "ordnance-incomplete", "note",
        what=_("The ordnance record lacks {field}."),
        why=_(
            "Category, number and position of what was found are the least that every programme exchanges (IMAS "
            "05.10).",
        ),
        cure=_("Complete it from the daily report."),
    ),
    Rule(
        "accident-incomplete", "note",
        what=_("The accident record lacks {field}."),
        why=_("Type, device and place of an accident are what connects it to the land that caused it (IMAS 10.60)."),
        cure=_("Complete it from the investigation."),
    ),
)  # fmt: skip
