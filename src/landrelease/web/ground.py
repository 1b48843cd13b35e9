"""Ground as people describe it: drawn, as turning points in any notation, or walked by bearings and distances."""

import math
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, cast, get_args

import numpy as np
import shapely

from landrelease.geometry.area import geodesic_area
from landrelease.geometry.crs import CrsError, crs_name, read_crs, to_wgs84
from landrelease.geometry.notation import NotationError, Order, read_position
from landrelease.geometry.traverse import Compass, Leg, Traverse, TraverseError, ground, walk
from landrelease.intake import number
from landrelease.records.shape import WGS84
from landrelease.records.text import tr

DRAWN: Final = "wkt"
"""Field of the drawing."""
FIELDS: Final = (
    DRAWN, "positions", "order", "system", "benchmark", "approach", "legs", "north", "bearing_unit", "correction",
    "adjust",
)  # fmt: skip
"""Fields of a form that describe ground."""
North = Literal["true", "magnetic", "grid"]
_PAIR: Final = 2
_LEG: Final = (2, 3)
_AREA: Final = 3
_NEAR_DEG: Final = 1e-6
_MOST_LINES: Final = 20_000


class Ground(NamedTuple):
    """
    How a description of ground was read.

    Attributes
    ----------
    shape : shapely.Geometry or None
        In the units of `crs`; None where nothing was described, or it could not be read.
    crs : str
        Reference system of `shape`.
    lonlat : shapely.Geometry or None
        The same in longitude and latitude.
    styles : tuple of str
        Notations that were met, see `geometry.notation.Position.style`.
    step_m : float
        Size of the coarsest last digit on the ground, metres; 0 where it is not known.
    walked : Traverse or None
        The traverse, where ground was walked.
    faults : tuple of str
        Every fault, each with its line.
    """

    shape: shapely.Geometry | None = None
    crs: str = WGS84
    lonlat: shapely.Geometry | None = None
    styles: tuple[str, ...] = ()
    step_m: float = 0.0
    walked: Traverse | None = None
    faults: tuple[str, ...] = ()

    @property
    def wkt(self) -> str:
        """Well-known text in longitude and latitude; empty where there is no shape."""
        return "" if self.lonlat is None else shapely.to_wkt(self.lonlat, rounding_precision=9, trim=True)

    @property
    def vertices(self) -> int:
        """How many corners it has; the last of a ring is its first and not counted."""
        if self.lonlat is None:
            return 0
        rings = len(shapely.get_rings(self.lonlat)) if self.lonlat.area else 0
        return int(shapely.get_num_coordinates(self.lonlat)) - rings

    @property
    def area_m2(self) -> float:
        """Square metres on the ellipsoid; 0 of points and lines."""
        return 0.0 if self.lonlat is None or not self.lonlat.area else float(geodesic_area(np.array([self.lonlat]))[0])


def read_ground(fields: Mapping[str, str]) -> Ground:
    r"""
    Read ground as a form describes it.

    Parameters
    ----------
    fields
        `FIELDS`: `wkt` for a drawing; `positions`, one for each line, with `order` where no letter says which comes
        first, or numbers in `system`; or `benchmark`, `approach` and `legs` with `north`, `bearing_unit`, `correction`
        and `adjust`.

    Returns
    -------
    Ground
        Empty where nothing is described. Two descriptions that differ are a fault: nobody chooses between them.

    Examples
    --------
    >>> corners = "44°06'N 17°12'E\n44°06'N 17°12.6'E\n33T YJ 16535 87421"
    >>> read = read_ground({"positions": corners})
    >>> read.vertices, read.styles, round(read.area_m2, -4)
    (3, ('degrees-minutes', 'mgrs'), 400000.0)
    >>> read_ground({"positions": "44.1 17.2\n44.1 E"}).faults[0]
    'line 1: `44.1 17.2`: which of the two is the longitude? add N, S, E or W, or say in which order they stand'
    """
    drawn = _drawn(fields.get(DRAWN, ""))
    written = [read for read in (_listed(fields), _paced(fields)) if read != Ground()]
    described = [one for one in (drawn, *written) if one != Ground()]
    if not described:
        return Ground()
    found = described[-1]
    if any(one.lonlat is not None and found.lonlat is not None and _apart(one, found) for one in described):
        said = tr("The drawing, the list of points and the legs describe different ground. Leave only the right one.")
        return found._replace(faults=(*found.faults, said))
    faults = tuple(fault for one in described for fault in one.faults)
    return found._replace(faults=faults)


def _apart(one: Ground, other: Ground) -> bool:
    """Tell whether they differ by more than the digits that a drawing keeps."""
    first, second = one.lonlat, other.lonlat
    if first is None or second is None or first.geom_type != second.geom_type:
        return True
    return bool(shapely.hausdorff_distance(first, second) > _NEAR_DEG)


def _drawn(text: str) -> Ground:
    if not text.strip():
        return Ground()
    try:
        shape = shapely.from_wkt(text)
    except shapely.errors.ShapelyError:
        return Ground(faults=(tr("The drawing cannot be read: it takes well-known text, such as POINT (18.2 43.6)."),))
    if shape is None or shape.is_empty or not np.isfinite(shapely.get_coordinates(shape)).all():
        return Ground(faults=(tr("The drawing is empty. Draw the outline, or leave the field empty."),))
    return Ground(shape, WGS84, shape)


def _lines(text: str) -> list[tuple[int, str]]:
    return [(at, line.strip()) for at, line in enumerate(text.splitlines()[:_MOST_LINES], start=1) if line.strip()]


def _listed(fields: Mapping[str, str]) -> Ground:
    """Read turning points: one is a spot, two are a line, more enclose land."""
    lines = _lines(fields.get("positions", ""))
    if not lines:
        return Ground()
    system = fields.get("system", "").strip()
    return _in_system(lines, system) if system else _as_written(lines, fields.get("order", ""))


def _as_written(lines: list[tuple[int, str]], order: str) -> Ground:
    points, styles, faults, step_m = [], [], [], 0.0
    asked = cast("Order", order) if order in get_args(Order) else None
    for at, line in lines:
        try:
            position = read_position(line, asked)
        except NotationError as fault:
            faults.append(_at(at, fault))
            continue
        points.append((position.lon, position.lat))
        styles.append(position.style)
        step_m = max(step_m, position.step_m)
    if faults:
        return Ground(faults=tuple(faults))
    shape = _through(points)
    return Ground(shape, WGS84, shape, tuple(dict.fromkeys(styles)), step_m)


def _at(line: int, fault: object) -> str:
    return tr("line {line}: {fault}").format(line=line, fault=fault)


def _in_system(lines: list[tuple[int, str]], system: str) -> Ground:
    points, faults = [], []
    for at, line in lines:
        numbers = _numbers(line)
        if len(numbers) == _PAIR:
            points.append((numbers[0], numbers[1]))
        else:
            faults.append(_at(at, tr("`{text}`: it takes two numbers, easting first").format(text=line)))
    try:
        name = crs_name(read_crs(system))
        shape = _through(points) if points and not faults else None
        lonlat = None if shape is None else to_wgs84(np.array([shape], dtype=object), name)[0]
    except CrsError as fault:
        return Ground(faults=(*faults, str(fault)))
    return Ground(shape, name, lonlat, (name,), 0.0, None, tuple(faults))


def _numbers(line: str) -> list[float]:
    """Read the numbers of a line; nothing where one of them is none, or can be read in two ways."""
    parts = line.replace(";", " ").split()
    if len(parts) == 1:
        parts = line.split(",")
    found = [number.parse(part.strip(" ,"), "") for part in parts]
    return [] if any(one is None for one in found) else [one for one in found if one is not None]


def _through(points: list[tuple[float, float]]) -> shapely.Geometry:
    if len(points) > 1 and points[0] == points[-1]:
        points = points[:-1]
    if len(points) >= _AREA:
        return shapely.Polygon(points)
    return shapely.LineString(points) if len(points) == _PAIR else shapely.Point(points[0])


# ---- bearings and distances ----


def _paced(fields: Mapping[str, str]) -> Ground:
    """Read legs from a benchmark around the ground."""
    legs = _lines(fields.get("legs", ""))
    if not legs:
        return Ground()
    approach, wrong = _legs(_lines(fields.get("approach", "")))
    around, wrong_too = _legs(legs)
    faults = [*wrong, *wrong_too]
    try:
        asked = fields.get("order", "")
        origin = read_position(fields.get("benchmark", ""), cast("Order", asked) if asked in get_args(Order) else None)
    except NotationError as fault:
        return Ground(faults=(tr("benchmark: {fault}").format(fault=fault), *faults))
    if faults:
        return Ground(faults=tuple(faults))
    try:
        walked = walk((origin.lon, origin.lat), approach, around, _compass(fields), closed=True)
        shape = ground(walked, adjust=bool(fields.get("adjust")))
    except TraverseError as fault:
        return Ground(faults=(str(fault),))
    return Ground(shape, WGS84, shape, (origin.style,), origin.step_m, walked)


def _compass(fields: Mapping[str, str]) -> Compass:
    said = fields.get("correction", "").strip()
    correction = number.parse(said, "") if said else None
    asked = fields.get("north", "")
    north: North = cast("North", asked) if asked in get_args(North) else "true"
    unreadable = math.nan if said and correction is None else correction
    return Compass(north, fields.get("bearing_unit") or "degree", unreadable)


def _legs(lines: list[tuple[int, str]]) -> tuple[list[Leg], list[str]]:
    found, faults = [], []
    for at, line in lines:
        numbers = _numbers(line)
        if len(numbers) in _LEG:
            found.append(Leg(*numbers))
        else:
            expected = tr("`{text}`: it takes a bearing, a distance in metres, and perhaps a slope in degrees")
            faults.append(_at(at, expected.format(text=line)))
    return found, faults
