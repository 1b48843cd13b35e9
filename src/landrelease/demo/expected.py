"""The oracle: what the books must say about the example, worked out the slow and obvious way.

The land is cut into faces along every outline; at one point of each face the rules of the ledger are followed record by
record.  Nothing here is shared with the ledger's own code: only Shapely, pyproj and the rules, and of the rules only
what the example needs (one organisation per hazard id, no conflicting corrections, every decision an acceptance).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import pyproj
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.strtree import STRtree

from landrelease.demo import cast
from landrelease.demo.mistakes import CORRECTED, SET_ASIDE
from landrelease.demo.row import Row, lonlat
from landrelease.demo.story import Story

CLASSES: Final = ("mines", "cluster", "other")
VIEWS: Final = ("all", *CLASSES)
_CLASS: Final = {"AP": "mines", "AV": "mines", "improvised": "mines", "CMR": "cluster"}
_NEVER_MINES: Final = ("bac", "eod", "iedd")
_LAND: Final = ("hazard", "release")
_PLANE: Final = f"+proj=laea +lat_0={cast.CENTRE[1]} +lon_0={cast.CENTRE[0]} +datum=WGS84 +units=m"
_OPEN: Final = ("suspected", "confirmed")
_RELEASES: Final = ("cleared", "reduced", "cancelled")


class Year(NamedTuple):
    """
    What the books of one year must say in one class.

    Attributes
    ----------
    year : int
        Calendar year.
    view : str
        ``all`` or a class.
    closing : dict of str to int
        Status to square metres at the end of the year, rounded to 1 m².
    movements : dict of str to int
        Movement to square metres within the year, rounded to 1 m².
    """

    year: int
    view: str
    closing: dict[str, int]
    movements: dict[str, int]


class _Entry(NamedTuple):
    order: tuple[int, int, int, str, str]
    day: int
    kind: str
    status: str
    names: tuple[str, ...]
    classes: tuple[str, ...]
    depth_m: float | None
    recorded: str
    area: BaseGeometry


_Claims = dict[tuple[str, str], str]
_Sums = defaultdict[tuple[int, str, str], float]
_Posting = tuple[int, str, str, str]


def expected(story: Story, *, known_at: str | None = None) -> list[Year]:
    """
    Work out closings and movements of every year and class.

    Parameters
    ----------
    story
        What was told.
    known_at
        Last day of knowledge, ISO; without it everything counts, the withdrawal of the hazard typed twice included,
        which the register records by its own clock.

    Returns
    -------
    list of Year
        For every year of `cast.YEARS` and every view, in this order.
    """
    entries = _entries(story, known_at)
    balance: _Sums = defaultdict(float)
    moved: _Sums = defaultdict(float)
    for covering, area in _faces(entries):
        for day, view, movement, before_after in _postings([entries[index] for index in covering]):
            year = dt.date.fromordinal(day).year
            moved[year, view, movement] += area
            before, after = before_after.split(">")
            balance[year, view, before] -= area
            balance[year, view, after] += area
    return [_year(year, view, balance, moved) for year in cast.YEARS for view in VIEWS]


def unmapped(story: Story) -> dict[int, tuple[float, int]]:
    """
    Work out what stands in the unmapped accounts at the end of each year (suspected; the example has no other).

    Parameters
    ----------
    story
        What was told.

    Returns
    -------
    dict
        Year to stated square metres and number of hazards of unknown size.
    """
    rows = [row for row in _sound(story) if row.record == "hazard" and row.shape is not None]
    points = [row for row in rows if row.shape is not None and row.shape.area == 0.0]
    mapped = {row.area_id: int(str(row.values["date"])[:4]) for row in rows if row not in points}
    told: dict[int, tuple[float, int]] = {}
    for year in cast.YEARS:
        still = [row for row in points if mapped.get(row.area_id, 9999) > year >= int(str(row.values["date"])[:4])]
        sizes = [row.values.get("stated_m2") for row in still]
        told[year] = (sum(float(size) for size in sizes if size is not None), sizes.count(None))
    return told


def _year(year: int, view: str, balance: _Sums, moved: _Sums) -> Year:
    closing: defaultdict[str, float] = defaultdict(float)
    for (when, where, status), area in balance.items():
        if when <= year and where == view and status != "none":
            closing[status] += area
    movements = {name: round(area) for (when, where, name), area in moved.items() if (when, where) == (year, view)}
    return Year(year, view, {name: round(closing[name]) for name in (*_OPEN, *_RELEASES)}, movements)


def _sound(story: Story) -> list[Row]:
    aside = {own for name in SET_ASIDE for own in story.mistakes[name]}
    return [row for row in story.rows if row.record in _LAND and row.id not in aside]


def _entries(story: Story, known_at: str | None) -> list[_Entry]:
    rows = [row for row in _sound(story) if row.values.get("stage") != "progress"]
    if known_at is None:
        rows = [row for row in rows if row.id != story.mistakes["typed-twice"][1]]
    else:
        rows = [row for row in rows if row.sheet.recorded[:10] <= known_at]
    right = {row.id for row in rows if row.sheet == CORRECTED}
    rows = [row for row in rows if row.id not in right or row.sheet == CORRECTED]
    project = pyproj.Transformer.from_crs(cast.WGS84, _PLANE, always_xy=True)
    flat = shapely.transform(
        np.array(lonlat(rows), dtype=object),
        lambda xy: np.round(np.column_stack(project.transform(xy[:, 0], xy[:, 1])), 4),
    )
    hazards: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        if row.record == "hazard":
            hazards[row.area_id].append(_days(row))
    entries = [_entry(row, area, hazards) for row, area in zip(rows, flat, strict=True) if area.area > 0.0]
    return sorted(entries, key=lambda entry: entry.order)


def _days(row: Row) -> tuple[int, int]:
    text = str(row.values["date"])
    first = dt.date.fromisoformat(text if "-" in text else f"{text}-01-01")
    last = first if "-" in text else dt.date(first.year, 12, 31)
    return first.toordinal(), last.toordinal()


def _entry(row: Row, area: BaseGeometry, hazards: dict[str, list[tuple[int, int]]]) -> _Entry:
    first, last = _days(row)
    names = tuple(name for name in row.area_id.split(";") if name)
    status = str(row.values["status"])
    if row.record == "hazard":
        day, rank, within = last, 2, _OPEN[::-1].index(status)
        classes, depth = _classes(str(row.values["contamination"])), row.values.get("required_depth_m")
    else:
        told = [end for name in names for _, end in hazards.get(name, ()) if first <= end <= last]
        day, rank, within = max([first, *told]), 3 if names else 1, _RELEASES.index(status)
        classes, depth = _scope(row), row.values.get("depth_m")
    order = (day, rank, within, row.sheet.recorded, row.id)
    deep = None if depth is None else float(depth)
    shape = _reading(area, larger=row.record == "hazard")
    return _Entry(order, day, row.record, status, names, classes, deep, row.sheet.recorded, shape)


def _classes(codes: str) -> tuple[str, ...]:
    named = {_CLASS.get(code, "other") for code in codes.split(";")}
    return tuple(name for name in CLASSES if name in named)


def _scope(row: Row) -> tuple[str, ...]:
    if "scope" in row.values:
        return _classes(str(row.values["scope"]))
    return CLASSES[1:] if str(row.values["method"]).startswith(_NEVER_MINES) else CLASSES


def _reading(area: BaseGeometry, *, larger: bool) -> BaseGeometry:
    if area.is_valid:
        return area
    lines = _polygons(shapely.make_valid(area, method="linework"))
    rings = _polygons(shapely.make_valid(area, method="structure", keep_collapsed=False))
    return _polygons(shapely.union(lines, rings) if larger else shapely.intersection(lines, rings))


def _faces(entries: list[_Entry]) -> Iterable[tuple[tuple[int, ...], float]]:
    shapes = [entry.area for entry in entries]
    lines = shapely.unary_union(shapely.boundary(shapes))
    faces = [face for face in shapely.get_parts(shapely.polygonize([lines])) if isinstance(face, Polygon)]
    tree = STRtree(shapes)
    inside = tree.query([face.representative_point() for face in faces], "within")
    covering: defaultdict[int, list[int]] = defaultdict(list)
    for face, shape in inside.T.tolist():
        covering[face].append(shape)
    areas: defaultdict[tuple[int, ...], float] = defaultdict(float)
    for index, found in covering.items():
        areas[tuple(sorted(found))] += faces[index].area
    return areas.items()


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    return shapely.MultiPolygon(parts)


def _postings(here: list[_Entry]) -> list[_Posting]:
    claims: _Claims = {}
    needs: dict[tuple[str, str], float] = {}
    heard: dict[tuple[str, str], str] = {}
    status = dict.fromkeys(VIEWS, "none")
    found: list[_Posting] = []
    for entry in here:
        if entry.kind == "hazard":
            _open(entry, claims, needs, heard)
        else:
            _close(entry, claims, needs, heard)
        for view in VIEWS:
            before, after = status[view], _status(entry, view, claims, heard, status[view])
            if after != before:
                status[view] = after
                found.append((entry.day, view, _movement(before, after), f"{before}>{after}"))
    return found


def _open(
    entry: _Entry, claims: _Claims, needs: dict[tuple[str, str], float], heard: dict[tuple[str, str], str]
) -> None:
    for name in CLASSES:
        if name in entry.classes:
            key = (entry.names[0], name)
            claims[key] = "confirmed" if claims.get(key) == "confirmed" else entry.status
            heard[key] = entry.recorded
            needs[key] = max(needs.get(key, 0.0), entry.depth_m or 0.0)


def _close(
    entry: _Entry, claims: _Claims, needs: dict[tuple[str, str], float], heard: dict[tuple[str, str], str]
) -> None:
    for key in list(claims):
        named = key[0] in entry.names or (not entry.names and heard[key] <= entry.recorded)
        deep = entry.status == "cancelled" or not needs[key] or (entry.depth_m or 0.0) >= needs[key]
        if key[1] in entry.classes and deep and (entry.status == "cleared" or named):
            del claims[key]


def _status(entry: _Entry, view: str, claims: _Claims, heard: dict[tuple[str, str], str], before: str) -> str:
    mine = [status for (_, name), status in claims.items() if view in {"all", name}]
    if mine:
        return "confirmed" if "confirmed" in mine else "suspected"
    if before in _OPEN:
        return entry.status
    never_claimed = entry.kind == "release" and before == "none" and not heard
    return entry.status if never_claimed and view in {"all", *entry.classes} else before


def _movement(before: str, after: str) -> str:
    if after in _RELEASES:
        return "released_outside_hazard" if before == "none" else after
    if before in _RELEASES:
        return "reopened"
    return f"newly_{after}" if before == "none" else f"{after}_from_{before}"
