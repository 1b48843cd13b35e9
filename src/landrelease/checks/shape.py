"""Checks of shapes by themselves: lost, empty, invalid, badly drawn.

The list is that of the field's own geometry checks of the older information system (domain brief 1.12), with the same
tolerances, done on arrays: a loop is entered only for shapes that are already suspicious.
"""

import re
from collections.abc import Callable
from typing import Final

import numpy as np
import shapely

from landrelease.checks.finding import Finding, place
from landrelease.checks.metres import area_m2, per_degree
from landrelease.checks.outline import Flags, Indices, Outline
from landrelease.checks.position import POSITION_CHECKS, Position
from landrelease.checks.proposed import Frame, Proposed, Shapes, in_order
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.land import Hazard, Release, Survey
from landrelease.records.text import marked as _

SHAPED: Final = frozenset({Hazard, Survey, Release, Ordnance, Accident})
CIRCLE_VERTICES: Final = 12
SQUARE_SHARE: Final = 0.06
READINGS_APART_M2: Final = 1.0
REASONS: Final = {
    "Self-intersection": _("the boundary crosses itself"),
    "Ring Self-intersection": _("the boundary touches itself"),
    "Hole lies outside shell": _("a hole lies outside its outer boundary"),
    "Holes are nested": _("a hole lies inside another hole"),
    "Interior is disconnected": _("the inside falls into pieces"),
    "Nested shells": _("one part lies inside another"),
    "Duplicate Rings": _("a ring occurs twice"),
    "Too few points in geometry component": _("a ring has too few points"),
    "Invalid Coordinate": _("a coordinate is not a number"),
}
_REASON: Final = re.compile(r"(.*?)\s*(?:\[(\S+) (\S+)\])?")
_LONGEST_DEGREE_M: Final = 111_700.0
_DISTINCT: Final = 3


def check_shapes(proposed: Proposed, frame: Frame = Frame()) -> list[Finding]:  # noqa: B008 - immutable
    """
    Check the shapes of proposed records, and where on the globe they lie.

    No more than one finding of a code comes about one record.

    Parameters
    ----------
    proposed
        Records and their shapes; the two readings of invalid rings where somebody made them.
    frame
        What is known of the programme: its land and its limits.

    Returns
    -------
    list of Finding
        In the order of the rows.

    Examples
    --------
    >>> bow = shapely.from_wkt(["POLYGON ((18 43, 18.001 43.001, 18.001 43, 18 43.001, 18 43))"])
    >>> (found,) = check_shapes(Proposed([Hazard()], bow))
    >>> found.code, found.params
    ('ring-invalid', {'reason': 'the boundary crosses itself', 'lon': 18.0005, 'lat': 43.0005})
    """
    outline = Outline(proposed, frame)
    lie = Position(outline)
    drawn = [found for check in SHAPE_CHECKS for found in check(outline)]
    return in_order(drawn + [found for look in POSITION_CHECKS for found in look(lie)])


def shape_missing(outline: Outline) -> list[Finding]:
    """
    See land, finds and accidents without any shape.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``shape-missing``.
    """
    records = outline.proposed.records
    missing = np.flatnonzero(shapely.is_missing(outline.shapes)).tolist()
    return [outline.finding("shape-missing", index) for index in missing if type(records[index]) in SHAPED]


def shape_empty(outline: Outline) -> list[Finding]:
    """
    See shapes that hold no coordinates, as simplifying leaves them.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``shape-empty``.
    """
    empty = np.flatnonzero(shapely.is_empty(outline.shapes)).tolist()
    return [outline.finding("shape-empty", index) for index in empty]


def ring_invalid(outline: Outline) -> list[Finding]:
    """
    See boundaries that break the rules of simple features, with the reason and the first place (rule V1).

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``ring-invalid``.
    """
    found = []
    for index in np.flatnonzero(outline.invalid).tolist():
        match = _REASON.fullmatch(shapely.is_valid_reason(outline.shapes[index]))
        reason, lon, lat = match.groups() if match else ("", None, None)
        where = place(float(lon), float(lat)) if lon and lat and np.isfinite(float(lon)) else {}
        found.append(outline.finding("ring-invalid", index, reason=REASONS.get(reason, reason), **where))
    return found


def ring_readings_differ(outline: Outline) -> list[Finding]:
    """
    See boundaries whose two readings are more than a square metre apart.

    Parameters
    ----------
    outline
        Shapes, with the readings that repair made of them.

    Returns
    -------
    list of Finding
        ``ring-readings-differ``, with both areas.
    """
    larger, smaller = outline.proposed.larger_m2, outline.proposed.smaller_m2
    apart = np.flatnonzero(larger - smaller > READINGS_APART_M2).tolist()
    return [
        outline.finding(
            "ring-readings-differ",
            index,
            larger_m2=float(larger[index]),
            smaller_m2=float(smaller[index]),
            difference_m2=float(larger[index] - smaller[index]),
        )
        for index in apart
    ]


def too_few_vertices(outline: Outline) -> list[Finding]:
    """
    See rings of fewer than three distinct vertices; only rings of invalid shapes can be such.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``too-few-vertices``, with the count of the poorest ring.
    """
    poorest: dict[int, int] = {}
    for path in np.flatnonzero(outline.is_ring & outline.invalid[outline.owner]).tolist():
        distinct = len(set(map(tuple, outline.xy[outline.start[path] : outline.start[path + 1]].tolist())))
        owner = int(outline.owner[path])
        poorest[owner] = min(distinct, poorest.get(owner, distinct))
    return [outline.finding("too-few-vertices", index, n=n) for index, n in poorest.items() if n < _DISTINCT]


def vertex_repeated(outline: Outline) -> list[Finding]:
    """
    See vertices that repeat the one before them (rule V2); a ring's closing vertex is none.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``vertex-repeated``, with their count and the first place.
    """
    first, extent = outline.steps
    tolerance = outline.frame.limits.vertex_tolerance_deg
    short = np.flatnonzero((np.abs(extent[:, 0]) < tolerance) & (np.abs(extent[:, 1]) < tolerance))
    owner = outline.owner[outline.path_of[first[short]]]
    shapes, begin, counts = np.unique(owner, return_index=True, return_counts=True)
    return [
        outline.finding("vertex-repeated", int(index), n=int(n), **place(*outline.xy[first[short[at]]]))
        for index, at, n in zip(shapes, begin, counts, strict=True)
    ]


def end_repeats_start(outline: Outline) -> list[Finding]:
    """
    See rings whose last two vertices are their first two again.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``end-repeats-start``.
    """
    rings = np.flatnonzero(outline.is_ring & (outline.lengths > _DISTINCT + 2))
    begin, end = outline.start[rings], outline.start[rings + 1]
    again = _same(outline, begin, end - 3) & _same(outline, begin + 1, end - 2)
    owners = dict.fromkeys(outline.owner[rings[again]].tolist())
    return [outline.finding("end-repeats-start", index) for index in owners]


def _same(outline: Outline, one: Indices, other: Indices) -> Flags:
    apart = np.abs(outline.xy[one] - outline.xy[other])
    return np.asarray((apart < outline.frame.limits.vertex_tolerance_deg).all(axis=1))


def vertex_gap(outline: Outline) -> list[Finding]:
    """
    See vertices too far from the one before them (rule V3).

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``vertex-gap``, with the longest step of the shape and where it begins.
    """
    first, extent = outline.steps
    most = outline.frame.limits.vertex_gap_m
    wide = np.flatnonzero(extent[:, 0] ** 2 + extent[:, 1] ** 2 > (most / _LONGEST_DEGREE_M) ** 2)
    length = outline.step_m(wide)
    wide, length = wide[length > most], length[length > most]
    order = np.argsort(-length, kind="stable")
    owner = outline.owner[outline.path_of[first[wide[order]]]]
    shapes, longest = np.unique(owner, return_index=True)
    return [
        outline.finding(
            "vertex-gap", int(index), distance_m=float(length[order[at]]), **place(*outline.xy[first[wide[order[at]]]])
        )
        for index, at in zip(shapes, longest, strict=True)
    ]


def parts_overlap(outline: Outline) -> list[Finding]:
    """
    See shapes whose parts cover land together; copies of a part are left to `part_repeated`.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``parts-overlap``, with the land that is covered more than once and its share.
    """
    found = []
    for index, parts in _several_parts(outline):
        sound = shapely.make_valid(parts[_originals(parts)])
        union = shapely.union_all(sound)
        twice = float(shapely.area(sound).sum() - shapely.area(union))
        if twice > outline.frame.limits.parts_overlap_share * shapely.area(union):
            scale = float(area_m2(np.array([union]))[0] / shapely.area(union))
            percent = twice / shapely.area(union) * 100
            found.append(outline.finding("parts-overlap", index, overlap_m2=twice * scale, overlap_percent=percent))
    return found


def part_repeated(outline: Outline) -> list[Finding]:
    """
    See parts that are copies of other parts of the same shape, wherever they start.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``part-repeated``, with the number of copies.
    """
    copies = ((index, len(parts) - len(_originals(parts))) for index, parts in _several_parts(outline))
    return [outline.finding("part-repeated", index, n=n) for index, n in copies if n]


def _several_parts(outline: Outline) -> list[tuple[int, Shapes]]:
    """Parts of the shapes that have several polygons and could overlap: parts of a valid multipolygon cannot."""
    mixed = shapely.get_type_id(outline.shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    every, owners = outline.parts_of(outline.invalid | mixed)
    land = shapely.get_type_id(every) == shapely.GeometryType.POLYGON
    parts, owner = every[land], owners[land]
    shapes, begin = np.unique(owner, return_index=True)
    pieces = np.split(parts, begin[1:])
    return [(index, own) for index, own in zip(shapes.tolist(), pieces, strict=False) if len(own) > 1]


def _originals(parts: Shapes) -> Indices:
    written = shapely.to_wkb(shapely.normalize(parts))
    return np.sort(np.unique(written, return_index=True)[1])


def position_repeated(outline: Outline) -> list[Finding]:
    """
    Note points that occur more than once in one shape.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``position-repeated``, with the number of repeats; they are kept.
    """
    found = []
    several = shapely.get_type_id(outline.shapes) == shapely.GeometryType.MULTIPOINT
    for index in np.flatnonzero(several & outline.sound).tolist():
        xy = shapely.get_coordinates(outline.shapes[index])
        repeats = len(xy) - len(np.unique(xy, axis=0))
        if repeats:
            found.append(outline.finding("position-repeated", index, n=repeats))
    return found


def line_closed(outline: Outline) -> list[Finding]:
    """
    See lines that end where they began: boundaries drawn as tracks.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``line-closed``.
    """
    lines = np.flatnonzero(~outline.is_ring & (outline.lengths > _DISTINCT))
    closed = _same(outline, outline.start[lines], outline.start[lines + 1] - 1)
    owners = dict.fromkeys(outline.owner[lines[closed]].tolist())
    return [outline.finding("line-closed", index) for index in owners]


def circle_of_equal_area(outline: Outline) -> list[Finding]:
    """
    Note circles: old surveys drew the reported size around the point from which they looked.

    A shape counts as a circle where it is one ring of at least twelve vertices, all equally far from their middle.

    Parameters
    ----------
    outline
        Shapes.

    Returns
    -------
    list of Finding
        ``circle-of-equal-area``, with the radius and the middle.
    """
    rings = _perhaps_circles(outline)
    if not len(rings):
        return []
    counts = outline.lengths[rings] - 1
    offset = np.repeat(np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    xy = outline.xy[np.repeat(outline.start[rings], counts) + np.arange(int(counts.sum())) - offset]
    begin = np.concatenate([[0], np.cumsum(counts)[:-1]])
    middle = np.add.reduceat(xy, begin) / counts[:, None]
    east, north = (np.repeat(figure, counts) for figure in per_degree(middle[:, 1]))
    away = xy - np.repeat(middle, counts, axis=0)
    radius = np.hypot(away[:, 0] * east, away[:, 1] * north)
    mean = np.add.reduceat(radius, begin) / counts
    spread = np.maximum.reduceat(radius, begin) - np.minimum.reduceat(radius, begin)
    round_ = np.flatnonzero((spread < outline.frame.limits.circle_share * mean) & (mean > 0))
    return [
        outline.finding(
            "circle-of-equal-area", int(outline.owner[rings[at]]), radius_m=float(mean[at]), **place(*middle[at])
        )
        for at in round_.tolist()
    ]


def _perhaps_circles(outline: Outline) -> Indices:
    """Single rings of many vertices that are as wide as they are high."""
    single = np.bincount(outline.owner, minlength=len(outline.shapes)) == 1
    west, south, east, north = outline.bounds.T
    lon_m, lat_m = per_degree((south + north) / 2)
    wide, high = (east - west) * lon_m, (north - south) * lat_m
    square = single & (np.abs(wide - high) < SQUARE_SHARE * high)
    return np.flatnonzero(outline.is_ring & (outline.lengths > CIRCLE_VERTICES) & square[outline.owner])


SHAPE_CHECKS: Final[tuple[Callable[[Outline], list[Finding]], ...]] = (
    shape_missing,
    shape_empty,
    ring_invalid,
    ring_readings_differ,
    too_few_vertices,
    vertex_repeated,
    end_repeats_start,
    vertex_gap,
    parts_overlap,
    part_repeated,
    position_repeated,
    line_closed,
    circle_of_equal_area,
)
