"""Texts of the checks of shapes and their places: `shape` and `place`, and of traverses."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

SHAPE_RULES: Final = (
    Rule(
        "shape-missing", "warning",
        what=_("The record has no shape."),
        why=_("Hazards whose shape was lost in an exchange vanished from maps while the land stayed as dangerous."),
        cure=_("Recover the shape from the source; until then a hazard stands in the unmapped account."),
    ),
    Rule(
        "shape-empty", "warning",
        what=_("The shape is there, but holds no coordinates."),
        why=_("Simplifying for a small map scale empties small polygons, and small hazards kill as well."),
        cure=_("Export again without simplification."),
    ),
    Rule(
        "ring-invalid", "warning",
        what=_("The boundary does not enclose land clearly: {reason}."),
        why=_(
            "A boundary that crosses itself has more than one reading; a hazard takes the larger, a release the "
            "smaller one.",
        ),
        cure=_("Put the turning points in the order of the survey sketch."),
    ),
    Rule(
        "ring-readings-differ", "warning",
        what=_(
            "The boundary can be read as {larger_m2:,.0f} m² or as {smaller_m2:,.0f} m²: {difference_m2:,.1f} m² "
            "are in doubt.",
        ),
        why=_("The doubtful land is kept as dangerous: it is inside for a hazard and outside for a release."),
        cure=_("Put the turning points in the order of the survey sketch."),
    ),
    Rule(
        "too-few-vertices", "warning",
        what=_("A ring has only {n} distinct vertices."),
        one=_("A ring has only {n} distinct vertex."),
        why=_("Fewer than three turning points enclose no land."),
        cure=_("Look for turning points lost in the exchange."),
    ),
    Rule(
        "vertex-repeated", "note",
        what=_("{n} vertices repeat the one before them."),
        one=_("{n} vertex repeats the one before it."),
        why=_("Repeated turning points show a list that was typed or joined twice, and break other systems."),
        cure=_("Nothing to do where the boundary is right; else compare with the list of turning points."),
    ),
    Rule(
        "end-repeats-start", "warning",
        what=_("The last two vertices are the first two again."),
        why=_("Some field forms ask for the start point at the end, and the boundary then runs over itself."),
        cure=_("Leave out the repeated points."),
    ),
    Rule(
        "vertex-gap", "warning",
        what=_("Two vertices in sequence are {distance_m:,.0f} m apart."),
        why=_("Turning points of a hazard lie within sight of each other; a long step is mostly a mistyped digit."),
        cure=_("Check the coordinates on both sides of the step."),
    ),
    Rule(
        "parts-overlap", "warning",
        what=_("Parts of the shape overlap by {overlap_m2:,.0f} m² ({overlap_percent:.1f} %)."),
        why=_("Overlapping parts are counted twice by systems that add areas."),
        cure=_("Say which part is right, or whether they are two hazards."),
    ),
    Rule(
        "part-repeated", "warning",
        what=_("{n} parts of the shape are copies of others."),
        one=_("{n} part of the shape is a copy of another."),
        why=_("Copies arise when one polygon is entered twice in one record, and double its area elsewhere."),
        cure=_("Leave out the copies."),
    ),
    Rule(
        "position-repeated", "note",
        what=_("{n} points of the shape repeat others."),
        one=_("{n} point of the shape repeats another."),
        why=_("A repeated point may be a second item at one place or a line copied twice; it is kept."),
        cure=_("Ask the source which of the two it is."),
    ),
    Rule(
        "line-closed", "warning",
        what=_("The line ends where it began: it is drawn as a boundary, yet encloses no land as a line."),
        why=_("Perimeters walked with a receiver arrive as tracks, and a track has no area."),
        cure=_("Import it as a polygon."),
    ),
    Rule(
        "circle-of-equal-area", "note",
        what=_("The shape is a circle of about {radius_m:,.0f} m radius."),
        why=_("Old surveys drew a circle of the reported size around the viewing point; its boundary was never seen."),
        cure=_("Treat the boundary as unknown until a survey draws it."),
    ),
    Rule(
        "coordinates-off-the-globe", "error",
        what=_("Coordinates are no longitude and latitude: {lon_text}, {lat_text}."),
        why=_("Figures beyond 180 and 90 degrees are metres of some national grid, or typing slips."),
        cure=_("Name the coordinate reference system of the file, or correct the figures."),
    ),
    Rule(
        "zero-coordinates", "error",
        what=_("Coordinates are zero."),
        why=_("Empty cells become zero, and the hazard lands in the Gulf of Guinea."),
        cure=_("Leave the position empty or find it."),
    ),
    Rule(
        "coordinates-on-whole-minutes", "warning",
        what=_("All coordinates lie on whole minutes of arc."),
        why=_(
            "A minute is nearly two kilometres: such positions were read off a small-scale map or cut off in an "
            "exchange.",
        ),
        cure=_("Find the seconds or decimals in the source; else state the accuracy."),
    ),
    Rule(
        "axes-swapped", "error",
        what=_("The shape lies outside the country, and inside when longitude and latitude change places."),
        why=_("Half of all forms put latitude first, half longitude."),
        cure=_("Exchange the two columns in the profile."),
    ),
    Rule(
        "wrong-hemisphere", "error",
        what=_("The shape lies outside the country, and inside when the sign is changed: {reading}."),
        why=_("A lost minus or hemisphere letter moves a hazard half around the world, and off every map in use."),
        cure=_("Correct the sign of the coordinate."),
    ),
    Rule(
        "outside-country", "error",
        what=_("The shape lies far outside the country."),
        why=_("A hazard on the wrong side of the world is missing where people walk."),
        cure=_("Check coordinates and reference system; land beyond the border belongs to another programme."),
    ),
    Rule(
        "partly-outside-country", "warning",
        what=_("{outside_percent:.0f} % of the shape lie beyond the border."),
        why=_("Mined borders are worked by two authorities, and coarse borders cut real hazards."),
        cure=_("Check the border that was loaded; agree with the neighbour who reports the rest."),
    ),
    Rule(
        "outside-admin-areas", "warning",
        what=_("The shape lies in none of the administrative areas."),
        why=_("Land in no area is missing from every local table."),
        cure=_("Check the position and whether the boundary set is complete; it is counted as `outside`."),
    ),
    Rule(
        "away-from-the-rest", "warning",
        what=_("The shape lies far from all others of the file, and among them when read so: {reading}."),
        why=_("Without a boundary of the country, a lost sign or swapped axes show only against the neighbours."),
        cure=_("Check this coordinate; load the boundary of the country for a firm answer."),
    ),
    Rule(
        "area-larger-than-admin-unit", "error",
        what=_(
            "The shape covers {area_m2:,.0f} m², more than its administrative area {admin_area} ({admin_m2:,.0f} "
            "m²).",
        ),
        why=_("Whole districts drawn as one hazard are areas of interest, not hazards found by survey (IMAS 08.10)."),
        cure=_("Check coordinates and unit; enter the evidence that a survey found instead."),
    ),
    Rule(
        "area-larger-than-country", "error",
        what=_("The record covers {area_m2:,.0f} m², more than the country ({country_m2:,.0f} m²)."),
        why=_("No hazard is larger than its country: a coordinate or a unit is wrong."),
        cure=_("Check coordinates and unit."),
    ),
    Rule(
        "traverse-misclosed", "error", room="geometry",
        what=_("The legs miss their start by {misclosure_m:.1f} m over {perimeter_m:,.0f} m."),
        why=_(
            "A boundary measured by bearing and distance must come back to its start; a large miss means a wrong "
            "leg.",
        ),
        cure=_("Measure again, or let a person accept the adjustment; the legs as measured are kept."),
    ),
    Rule(
        "bearing-without-declination", "error", room="geometry",
        what=_("The legs are compass bearings without a declination."),
        why=_(
            "In a test minefield uncorrected compass legs were off by more than two metres, four times the "
            "corrected ones.",
        ),
        cure=_("Give the bearing type, and for magnetic bearings the declination and its date."),
    ),
)  # fmt: skip
