"""The site of a task: its area, what lies on its map, the land around it, and what happened there before."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
import shapely

from landrelease.desk.answers import parcels_near
from landrelease.desk.rolling import StoreRoll, rules_of
from landrelease.desk.upkeep import frame_at
from landrelease.desk.views import EVER, store_view
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import GRID_PER_M, NM_PER_M, Plane
from landrelease.ledger.table import Parcels
from landrelease.programme.case import Case
from landrelease.programme.ordering import Known
from landrelease.programme.roll import Fact, plain
from landrelease.programme.rules import Rules
from landrelease.records.kinds import kind_of
from landrelease.register.store import Store

AROUND_M: Final = 250.0
"""How far around the area the land is shown, metres."""
OPEN: Final = ("suspected", "confirmed")


class Site(NamedTuple):
    """
    Where a task is done.

    Attributes
    ----------
    area : shapely geometry or None
        The area to be worked, longitude and latitude; None where the task has none.
    features : tuple of Fact
        What lies on its map.
    land : Parcels or None
        Parcels in the area and around it; None where nothing can be placed.
    """

    area: shapely.Geometry | None
    features: tuple[Fact, ...]
    land: Parcels | None


def known_as(store: Store, known_at: str = EVER) -> Known:
    """
    Gather what was known at a moment.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.

    Returns
    -------
    Known
        Roll, rules, plane and the moment.
    """
    frame = frame_at(store, store_view(store, known_at))
    rules = rules_of(frame) if frame else Rules(lambda _key, _day: None)
    return Known(StoreRoll(store, known_at), rules, frame.plane if frame else None, known_at)


def site_of(store: Store, known: Known, case: Case, land: Parcels | None = None) -> Site:
    """
    Look at the site of a task.

    Parameters
    ----------
    store
        An open store.
    known
        What is known.
    case
        The task.
    land
        All parcels of this view, where they have been read already.

    Returns
    -------
    Site
        Area, features and land.
    """
    features = tuple(known.roll.naming("task", case.id, "task_feature"))
    area = placed(case.task)
    places = [area, *(placed(fact) for fact in features)]
    return Site(area, features, land_near(store, known, [one for one in places if one is not None], land))


def placed(fact: Fact) -> shapely.Geometry | None:
    """
    Read where a record says that something is.

    Parameters
    ----------
    fact
        A statement.

    Returns
    -------
    shapely geometry or None
        Valid, longitude and latitude; None where it has no shape that can be read.
    """
    shape = geometry_of([getattr(fact.record, "shape", None)])[0]
    return None if shape is None or shapely.is_empty(shape) else shapely.make_valid(shape)


def in_plane(shape: shapely.Geometry, plane: Plane) -> shapely.Geometry:
    """
    Draw a geometry in the programme's plane.

    Parameters
    ----------
    shape
        Longitude and latitude.
    plane
        The plane.

    Returns
    -------
    shapely geometry
        Metres.

    Examples
    --------
    >>> in_plane(shapely.Point(18, 44), Plane(18, 44))
    <POINT (0 0)>
    """
    moved: shapely.Geometry = shapely.transform(shape, lambda part: plane.forward(part) / GRID_PER_M)
    return moved


def land_near(
    store: Store, known: Known, places: Iterable[shapely.Geometry], land: Parcels | None = None
) -> Parcels | None:
    """
    Read the parcels in some places and around them.

    Parameters
    ----------
    store
        An open store.
    known
        What is known.
    places
        Longitude and latitude.
    land
        All parcels of this view, where they have been read already.

    Returns
    -------
    Parcels or None
        None where there is no place, or no plane yet.
    """
    if known.plane is None:
        return None
    flat = [in_plane(place, known.plane) for place in places]
    if not flat:
        return None
    x0, y0, x1, y1 = (float(bound) for bound in shapely.total_bounds(flat))
    box = shapely.box(x0 - AROUND_M, y0 - AROUND_M, x1 + AROUND_M, y1 + AROUND_M)
    found = parcels_near(store, known.now, box.bounds, "all") if land is None else land
    near = shapely.intersects(found.geometry, _lonlat_box(box.bounds, known.plane))
    near[near] = [bool(shapely.intersects(in_plane(one, known.plane), box)) for one in found.geometry[near]]
    kept = np.asarray(near, dtype=bool)
    return Parcels(found.klass, *(column[kept] for column in found[1:]))


def _lonlat_box(bounds: tuple[float, float, float, float], plane: Plane) -> shapely.Geometry:
    """Draw a rectangle of the plane in degrees, wider by a hundredth: its edges are not straight there."""
    x0, y0, x1, y1 = bounds
    corners = np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]])
    west, south, east, north = shapely.total_bounds(shapely.points(plane.inverse(np.rint(corners * NM_PER_M))))
    more = max(east - west, north - south) / 100
    return shapely.box(west - more, south - more, east + more, north + more)


def open_land(land: Parcels | None, shape: shapely.Geometry | None, plane: Plane | None) -> list[dict[str, object]]:
    """
    List the open land inside a shape: what other claims hold open there.

    Parameters
    ----------
    land
        Parcels near.
    shape
        Longitude and latitude.
    plane
        The programme's plane.

    Returns
    -------
    list of dict
        ``status``, ``area_m2`` and ``record``, ordered by status and record; less than a square decimetre is left out,
        since neighbours share their boundary.

    Examples
    --------
    >>> open_land(None, shapely.Point(18, 44), None)
    []
    """
    if land is None or shape is None or plane is None:
        return []
    flat = in_plane(shape, plane)
    found: dict[tuple[str, str], float] = {}
    for parcel, status, record in zip(land.geometry, land.status, land.record, strict=True):
        if status in OPEN:
            shared = float(shapely.area(shapely.intersection(flat, shapely.make_valid(in_plane(parcel, plane)))))
            key = (str(status), str(record))
            found[key] = found.get(key, 0.0) + shared
    rows = sorted(found.items())
    return [
        {"status": status, "area_m2": round(m2, 1), "record": record} for (status, record), m2 in rows if m2 >= _LEAST
    ]


_LEAST: Final = 0.01


def before(known: Known, case: Case, site: Site) -> Iterator[Fact]:
    """
    List what is recorded about this land: surveys, hazards, releases, accidents and ordnance.

    Parameters
    ----------
    known
        What is known.
    case
        The task.
    site
        Its site.

    Yields
    ------
    Fact
        Ordered by date and id: those that name a hazard of the task, or touch its area.
    """
    hazards = {plain(name) for name in (case.task.record.area_id or "").split(";")} - {""}
    flat = in_plane(site.area, known.plane) if site.area is not None and known.plane else None
    for fact in known.roll.all("survey", "hazard", "release", "accident", "ordnance"):
        named = {plain(name) for name in (fact.record.area_id or "").split(";")}
        if kind_of(fact.record) == "hazard":
            named.add(plain(fact.record.id))
        if named & hazards or _touches(fact, flat, known.plane):
            yield fact


def _touches(fact: Fact, flat: shapely.Geometry | None, plane: Plane | None) -> bool:
    shape = placed(fact) if flat is not None and plane is not None else None
    if shape is None or flat is None or plane is None:
        return False
    return float(shapely.distance(in_plane(shape, plane), flat)) <= 0
