"""The table of turning points of a paper, in degrees and in metres of the UTM zone."""

from collections.abc import Sequence

import shapely

from landrelease.geometry.turning import Turning, turning_points
from landrelease.geometry.utm import Utm
from landrelease.publish.paper import Table, table
from landrelease.publish.wording import figure
from landrelease.records.text import marked as _
from landrelease.records.text import tr


def turning_table(languages: Sequence[str], area: shapely.Geometry | None) -> Table:
    """
    Make the table of turning points.

    Parameters
    ----------
    languages
        Language tags.
    area
        Longitude and latitude; None where the task has none.

    Returns
    -------
    Table
        One row for each corner, with the leg to the next.
    """
    utm, points = turning_points(area) if area is not None else (None, [])
    columns = (
        (_("Point"), 0, True), (_("Latitude (WGS 84)"), 3, True), (_("Longitude (WGS 84)"), 3, True),
        (_("Easting (m)"), 2, True), (_("Northing (m)"), 2, True), (_("To the next (m)"), 2, True),
        (_("Grid bearing"), 2, True),
    )  # fmt: skip
    rows = [_row(one) for one in points]
    return table(languages, _("Turning points"), columns, lambda: rows, lambda: _notes(utm))


def _row(one: Turning) -> list[str | None]:
    return [
        str(one.number), f"{one.lat:.7f}", f"{one.lon:.7f}", figure(one.easting, 2), figure(one.northing, 2),
        figure(one.leg_m, 1), f"{one.bearing:.1f}°",
    ]  # fmt: skip


def _notes(utm: Utm | None) -> list[str]:
    if utm is None:
        return []
    text = tr("{name}, {crs}, datum WGS 84; bearings from grid north. Legs and bearings are those of the UTM plane.")
    return [text.format(name=utm.name, crs=utm.crs)]
