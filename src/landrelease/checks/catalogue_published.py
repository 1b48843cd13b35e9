"""Texts of the findings about tables that are, or are about to be, published."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

_SUMS: Final = _("Readers add up what they are given; figures that do not add up are not believed, and rightly.")
_SPLIT: Final = _("Those who plan and pay ask for it, and what is once added up cannot be taken apart again.")
_SAY: Final = _("Find the records behind it; correct the figure, or say in the table what it holds.")

PUBLISHED_RULES: Final = (
    Rule(
        "parts-differ-from-whole", "error",
        what=_("{name}: {parts} add up to {computed}, stated are {stated}; {difference} have no explanation."),
        why=_SUMS,
        cure=_SAY,
    ),
    Rule(
        "lines-differ-from-total", "error",
        what=_("{column}: the lines add up to {computed}, the total says {stated}; {difference} have no explanation."),
        why=_SUMS,
        cure=_SAY,
    ),
    Rule(
        "sum-within-rounding", "note",
        what=_("{column}: {computed} against {stated}; rounding of the {n} figures can make up to {most}."),
        why=_("Rounded figures need not add up to a rounded sum; a reader should be told so before asking."),
        cure=_("Publish the exact figures, or write beside the table that it is rounded."),
    ),
    Rule(
        "hazards-fill-the-land", "error",
        what=_("{name}: {column} states {stated}, {percent:.0f} % of the land there ({land_m2:,.0f} m²)."),
        why=_("Hazards that cover a whole country or district are the boundary of a survey, or a slip, not a finding."),
        cure=_SAY,
    ),
    Rule(
        "hazards-on-much-land", "warning",
        what=_("{name}: {column} states {stated}, {percent:.0f} % of the land there ({land_m2:,.0f} m²)."),
        why=_("Land that may be affected is often taken for hazards that were surveyed."),
        cure=_SAY,
    ),
    Rule(
        "unit-slip", "error",
        what=_("{name}: {column} states {stated}; {other} fits if it is read in {unit_name}."),
        why=_("Hectares taken for square kilometres are wrong by a hundred, and look like success or disaster."),
        cure=_("Look at the unit in the source, and write it into the heading."),
    ),
    Rule(
        "year-on-year-jump", "warning",
        what=_("{name}: {column} states {stated}, after {other} in {earlier}."),
        why=_("Work and land change slowly; what jumps is more often a way of counting than a change on the ground."),
        cure=_SAY,
    ),
    Rule(
        "year-not-begun", "error",
        what=_("{file} tells of {year}, of which nothing can be known on {day}."),
        why=_("Zeros of a year that lies ahead look like a year in which nothing was done."),
        cure=_("Take a year that has begun, or the knowledge of a later day."),
    ),
    Rule(
        "year-not-over", "warning",
        what=_("{file} tells of {year}, which was not over on {day}."),
        why=_("A part of a year, read as the whole of it, looks like work that slowed down."),
        cure=_("Say beside the figures up to which day they go, and publish the whole year when it is known."),
    ),
    Rule(
        "cumulative-as-annual", "error",
        what=_("{name}: {column} states {stated} for {year}: {reason} ({other}); it looks like a sum of many years."),
        why=_("A sum since the beginning, taken for one year, promises a pace that nobody can keep."),
        cure=_("Subtract what was published for the years before, or head the column as a sum since its first year."),
    ),
    Rule(
        "balance-unexplained", "error",
        what=_("{name}: from {opening} in {earlier}, what is stated as found and released leads to {computed}, stated"
               " are {stated}; {difference} have no explanation."),
        why=_("Land that disappears without release, or appears without survey, is a correction; call it so."),
        cure=_("Show corrections on a line of their own, with their reason."),
    ),
    Rule(
        "history-revised", "warning",
        what=_("{name}: {column} for {year} was {other} in {edition}, now it is {stated}."),
        why=_("Both figures are in use; whoever compares them takes the correction for a change on the ground."),
        cure=_("Say beside the table what was corrected and why, and which figure was known before."),
    ),
    Rule(
        "suspected-confirmed-together", "warning",
        what=_("Open land or areas are stated without suspected and confirmed apart."),
        why=_SPLIT,
        cure=_("Add a column for each."),
    ),
    Rule(
        "ordnance-not-apart", "warning",
        what=_("Destroyed ordnance is stated without {missing} apart."),
        why=_("Treaties ask for each kind by itself, and an improvised mine set off by its victim counts as a mine."),
        cure=_("Add a column for each kind."),
    ),
    Rule(
        "spot-tasks-not-apart", "warning",
        what=_("Destroyed ordnance is stated without spot tasks and area clearance apart."),
        why=_SPLIT,
        cure=_("Add a column for each."),
    ),
    Rule(
        "spot-tasks-as-clearance", "error",
        what=_("{name}: {stated} are stated as released; that fits only with {other} of spot tasks added."),
        why=_("A spot task deals with an item; the land around it was not searched and stays as it was."),
        cure=_("Take the land of spot tasks out of the sum, and state it beside it."),
    ),
)  # fmt: skip
