"""Checks of land among the records: pieces of a hazard, a release in its hazard, an item in its area, the whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import shapely

from landrelease.checks.columns import POLYGON, dimensions
from landrelease.checks.finding import Finding, place
from landrelease.checks.held import Held, keys_of
from landrelease.checks.metres import Floats, area_m2, in_metres, per_degree
from landrelease.records.context import AdminArea, Settlement
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release


class _Band(NamedTuple):
    """The widest empty band between boxes, in metres, and the boxes on its sides."""

    metres: float
    before: int
    after: int


def key_on_far_apart_land(held: Held) -> list[Finding]:
    """
    See one hazard on land too far apart to be one.

    Its pieces are far apart where a band wider than the limit, north to south or east to west, runs between them and
    none reaches into it; so a long chain of pieces stays one hazard.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``key-on-far-apart-land``, one for each hazard and issuer, about a piece on either side of the widest band.
    """
    found = []
    for (key, _), group in _pieces(held).items():
        band = max(_bands(held.bounds[group])) if len(group) > 1 else _Band(0.0, 0, 0)
        if band.metres > held.view.limits.far_apart_m:
            about = (held.facts[group[band.before]].id, held.facts[group[band.after]].id)
            params: dict[str, str | int | float] = {"hazard": key, "distance_m": band.metres}
            found.append(Finding("key-on-far-apart-land", about, params=params))
    return found


def _pieces(held: Held) -> dict[tuple[str, str | None], list[int]]:
    groups: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for position in held.of(Hazard):
        record = held.facts[position].record
        if np.isfinite(held.bounds[position, 0]):
            for key in keys_of(record):
                groups[key, record.organisation].append(position)
    return groups


def _bands(boxes: Floats) -> Iterator[_Band]:
    scales = per_degree(boxes[:, 1].mean())
    for low, high, scale in ((0, 2, scales[0]), (1, 3, scales[1])):
        order = np.argsort(boxes[:, low], kind="stable")
        reach = np.maximum.accumulate(boxes[order, high])
        gaps = boxes[order[1:], low] - reach[:-1]
        at = int(np.argmax(gaps))
        before = int(np.flatnonzero(boxes[order[: at + 1], high] == reach[at])[0])
        yield _Band(float(gaps[at] * scale), int(order[before]), int(order[at + 1]))


def release_outside_named_hazard(held: Held) -> list[Finding]:
    """
    See releases that reach beyond the hazards that they name (rule V7).

    Hazards without a polygon are left out, since their land is not known; so are keys that no hazard bears.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``release-outside-named-hazard``, with the land beyond and its share.
    """
    found = []
    for release, hazards, key in _beyond(held):
        land = shapely.union_all(shapely.make_valid(held.shapes[hazards]))
        shape = shapely.make_valid(held.shapes[release])
        whole, beyond = float(shapely.area(shape)), float(shapely.area(shapely.difference(shape, land)))
        if beyond > held.view.limits.outside_share * whole:
            scale = float(area_m2(np.array([shape]))[0]) / whole
            params: dict[str, str | int | float]
            params = {"hazard": key, "outside_m2": beyond * scale, "outside_percent": beyond / whole * 100}
            found.append(Finding("release-outside-named-hazard", (held.facts[release].id,), params=params))
    return found


def _beyond(held: Held) -> list[tuple[int, list[int], str]]:
    """Releases with the polygons of the hazards that they name, save those that one of them plainly holds."""
    land = dimensions(held.shapes) == POLYGON
    named = []
    for release in np.array(held.of(Release), dtype=np.int64)[land[held.of(Release)]].tolist():
        keys = keys_of(held.facts[release].record)
        hazards = [other for key in keys for other in held.hazards.get(key, ()) if land[other]]
        if hazards:
            named.append((release, hazards, "; ".join(keys)))
    pairs = np.array([(release, other) for release, hazards, _ in named for other in hazards], dtype=np.int64)
    pairs = pairs.reshape(-1, 2)
    within = shapely.covers(held.shapes[pairs[:, 1]], held.shapes[pairs[:, 0]])
    inside = frozenset(pairs[within, 0].tolist())
    return [entry for entry in named if entry[0] not in inside]


def ordnance_outside_area(held: Held) -> list[Finding]:
    """
    See items farther from the land to which they are booked than their position is accurate (rule V12).

    The land is that of the hazard named, else that of the releases of the same task; a spot task belongs to no land.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``ordnance-outside-area``, with the distance.
    """
    tasks = _tasks(held)
    land = dimensions(held.shapes) == POLYGON
    found = []
    for position in held.of(Ordnance):
        name, others = _booked_to(held, position, tasks)
        others = [other for other in others if land[other]]
        apart = min((_apart_m(held, position, other) for other in others), default=0.0)
        if apart > _accuracy_m(held, position):
            params: dict[str, str | int | float] = {
                "area": name,
                "distance_m": apart,
                **place(*held.bounds[position][:2]),
            }
            found.append(Finding("ordnance-outside-area", (held.facts[position].id,), params=params))
    return found


def _tasks(held: Held) -> dict[str, list[int]]:
    tasks: dict[str, list[int]] = defaultdict(list)
    for position in held.of(Release):
        task = getattr(held.facts[position].record, "task", None)
        if task and task.strip():
            tasks[task.strip()].append(position)
    return tasks


def _booked_to(held: Held, position: int, tasks: Mapping[str, list[int]]) -> tuple[str, Iterable[int]]:
    record = held.facts[position].record
    if not isinstance(record, Ordnance) or record.context == "spot-task" or np.isnan(held.bounds[position, 0]):
        return "", ()
    keys = keys_of(record)
    if keys:
        return "; ".join(keys), [other for key in keys for other in held.hazards.get(key, ())]
    task = (record.task or "").strip()
    return task, tasks.get(task, ())


def _apart_m(held: Held, item: int, area: int) -> float:
    if shapely.intersects(held.shapes[item], held.shapes[area]):
        return 0.0
    latitude = float(held.bounds[item, 1])
    return float(in_metres(held.shapes[item], latitude).distance(in_metres(held.shapes[area], latitude)))


def _accuracy_m(held: Held, position: int) -> float:
    shape = getattr(held.facts[position].record, "shape", None)
    stated = shape.accuracy_m if shape is not None else None
    return float(held.view.limits.place_tolerance_m if stated is None else stated)


def outside_declared_admin_area(held: Held) -> list[Finding]:
    """
    See settlements away from the administrative area to which they are said to belong (rule V4).

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``outside-declared-admin-area``, about the settlement and the area, with the distance; areas without a boundary
        are left alone.
    """
    areas = {
        (held.facts[position].record.id or "").strip(): position
        for position in held.of(AdminArea)
        if np.isfinite(held.bounds[position, 0])
    }
    found = []
    for position in held.of(Settlement):
        name = (getattr(held.facts[position].record, "admin_area", None) or "").strip()
        if name in areas and np.isfinite(held.bounds[position, 0]):
            apart = _apart_m(held, position, areas[name])
            if apart > _accuracy_m(held, position):
                about = (held.facts[position].id, held.facts[areas[name]].id)
                params: dict[str, str | int | float] = {"area": name, "distance_m": apart}
                found.append(Finding("outside-declared-admin-area", about, params=params))
    return found


def total_larger_than_country(held: Held) -> list[Finding]:
    """
    See hazards that together are larger than the country (rule V6).

    A record counts by its shape, or by what it states where it has none; of one hazard the largest record counts.

    Parameters
    ----------
    held
        The register, with the land of the country.

    Returns
    -------
    list of Finding
        ``total-larger-than-country``, at most one, about the largest hazard.
    """
    country = held.view.places.country
    hazards = held.of(Hazard)
    if country is None or not hazards:
        return []
    whole = float(area_m2(np.array([country]))[0])
    mapped = area_m2(held.shapes[hazards])
    largest: dict[str, tuple[float, str]] = {}
    for (id_, record), area in zip((held.facts[position] for position in hazards), mapped.tolist(), strict=True):
        key = next(iter(keys_of(record)), id_)
        size = area or float(getattr(record, "stated_m2", None) or 0.0)
        largest[key] = max(largest.get(key, (0.0, "")), (size, id_))
    total = sum(size for size, _ in largest.values())
    about = (max(largest.values())[1],)
    params: dict[str, str | int | float] = {"area_m2": total, "country_m2": whole}
    return [Finding("total-larger-than-country", about, params=params)] if total > whole else []
