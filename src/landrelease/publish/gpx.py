"""Land as GPX 1.1 for hand-held receivers: every outline a track, the turning points of open land waypoints."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from landrelease.geometry.turning import turning_points
from landrelease.publish.markup import Markup, element, joined
from landrelease.publish.meta import Meta, notices, valid_for
from landrelease.publish.style import Style
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.publish.seen import Seen

SPACE: Final = "http://www.topografix.com/GPX/1/1"
MOST_POINTS: Final = 2000
"""Turning points that one file may hold; many receivers take no more waypoints than these."""
_DIGITS: Final = 9
_SHORT: Final = 8
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_gpx(seen: "Seen", path: Path) -> None:
    """
    Write land as GPX.

    Turning points are written only where all of them fit (`MOST_POINTS`): half of an outline would be taken for the
    whole. A part of the land, such as a district, brings them back.

    Parameters
    ----------
    seen
        The land, with its view and its look.
    path
        The file.
    """
    styles = {style.code: style for style in seen.styles}
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_pieces(seen, styles))


def gpx_notes(seen: "Seen") -> tuple[str, ...]:
    """
    Say what a file of receivers leaves out.

    Parameters
    ----------
    seen
        The land.

    Returns
    -------
    tuple of str
        Why there are no turning points, where there are none.
    """
    count = _corners(seen)
    if not seen.whole or count <= MOST_POINTS:
        return ()
    said = tr(
        "The outlines have {count} turning points, more than the {most} that receivers take: they are in the file as"
        " tracks only. Choose a part of the land to get its turning points."
    )
    return (said.format(count=f"{count:,}", most=f"{MOST_POINTS:,}"),)


def _pieces(seen: "Seen", styles: Mapping[str, Style]) -> Iterator[str]:
    yield f'{_HEAD}<gpx version="1.1" creator="landrelease" xmlns="{SPACE}">\n'
    yield metadata(seen.meta, tr("Land"), seen.table.geometry.tolist())
    yield from _turning(seen, styles)
    for shape, row in _rows(seen):
        yield track(_name(row, styles), _said(row), str(row["status"]), shape)
    yield "\n</gpx>\n"


def metadata(meta: Meta, what: str, shapes: list[shapely.Geometry]) -> Markup:
    """
    Write what a file says of itself.

    Parameters
    ----------
    meta
        The view.
    what
        What the file shows.
    shapes
        All that is in it, for its bounds.

    Returns
    -------
    Markup
        Name, the notices, the keywords (audience and day), and the bounds.
    """
    title = " · ".join(part for part in (what, meta.name or meta.programme, meta.as_of) if part)
    words = ", ".join(part for part in (meta.audience, valid_for(meta)) if part)
    parts = [element("name", title), element("desc", " ".join(notices(meta))), element("keywords", words)]
    if shapes:
        west, south, east, north = (f"{edge:.{_DIGITS}f}" for edge in shapely.total_bounds(shapes).tolist())
        parts.append(element("bounds", minlat=south, minlon=west, maxlat=north, maxlon=east))
    return element("metadata", parts)


def track(name: str, said: str, kind: str, shape: shapely.Geometry) -> Markup:
    """
    Write the outline of an area.

    Parameters
    ----------
    name
        What the receiver shows.
    said
        What it shows when asked.
    kind
        Code of what it is.
    shape
        Polygons, longitude and latitude.

    Returns
    -------
    Markup
        One segment for each ring, closed.
    """
    rings = shapely.get_rings(shapely.get_parts(shape))
    segments = (element("trkseg", (_point("trkpt", lon, lat) for lon, lat in _places(ring))) for ring in rings)
    inner = (element("name", name), element("desc", said), element("type", kind), segments)
    return joined([Markup("\n"), element("trk", inner)])


def waypoint(lon: float, lat: float, name: str, said: str, kind: str) -> Markup:
    r"""
    Write a place.

    Parameters
    ----------
    lon, lat
        Degrees.
    name
        What the receiver shows.
    said
        What it shows when asked.
    kind
        Code of what it is.

    Returns
    -------
    Markup
        An element.

    Examples
    --------
    >>> str(waypoint(18.5, 44, "TP 1", "Turning point", "turning-point"))[:51]
    '\n<wpt lat="44.000000000" lon="18.500000000"><name>T'
    """
    inner = [element("name", name), element("desc", said), element("sym", "Flag, Red"), element("type", kind)]
    return joined([Markup("\n"), _point("wpt", lon, lat, *inner)])


def _point(name: str, lon: float, lat: float, *inner: Markup) -> Markup:
    return element(name, inner, lat=f"{lat:.{_DIGITS}f}", lon=f"{lon:.{_DIGITS}f}")


def _places(ring: shapely.LinearRing) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = shapely.get_coordinates(ring).tolist()
    return found


def _rows(seen: "Seen") -> Iterator[tuple[shapely.Geometry, dict[str, object]]]:
    names = list(seen.table.values)
    columns = [values.tolist() for values in seen.table.values.values()]
    for shape, row in zip(seen.table.geometry, zip(*columns, strict=True), strict=True):
        yield shape, dict(zip(names, row, strict=True))


def _hatched(seen: "Seen") -> list[str]:
    return [style.code for style in seen.styles if style.angles]


def _corners(seen: "Seen") -> int:
    """Count the corners of open land."""
    chosen = seen.table.geometry[np.isin(seen.table.values["status"].astype(str), _hatched(seen))]
    rings = shapely.get_rings(shapely.get_parts(chosen))
    return int(shapely.get_num_coordinates(rings).sum()) - len(rings)


def _turning(seen: "Seen", styles: Mapping[str, Style]) -> list[Markup]:
    """Give the corners of open land; of land that was made coarser there are none, since its corners mean nothing."""
    if not seen.whole or _corners(seen) > MOST_POINTS:
        return []
    return [
        waypoint(one.lon, one.lat, f"{str(row['id'])[:_SHORT]} TP {one.number}", _name(row, styles), "turning-point")
        for shape, row in _rows(seen)
        if row["status"] in _hatched(seen)
        for one in turning_points(shape)[1]
    ]


def _name(row: Mapping[str, object], styles: Mapping[str, Style]) -> str:
    label = tr(styles[str(row["status"])].label)
    return f"{label} {str(row['id'])[:_SHORT]}" if "id" in row else label


def _said(row: Mapping[str, object]) -> str:
    return "; ".join(f"{name} {row[name]}" for name in ("id", "since", "record") if row.get(name))
