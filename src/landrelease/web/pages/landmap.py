"""The page of the map, and what the browser must know to draw it."""

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely
from litestar import Response, get

from landrelease.desk.looking import admin_areas, land_of_areas
from landrelease.desk.reading import Reading
from landrelease.geometry.geojson import geometry_of
from landrelease.publish.atlas import Atlas
from landrelease.publish.landsheet import SCALES
from landrelease.publish.notice import rules_for
from landrelease.publish.redaction.audience import EXACT
from landrelease.publish.style import OPEN, STYLES
from landrelease.publish.tilearchive import SHOWN_TO, lonlat_bounds
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.atlases import atlas
from landrelease.web.book import Asked, conf, reading
from landrelease.web.drawing import page, word
from landrelease.web.grounds import base_ground
from landrelease.web.mapwords import map_words
from landrelease.web.pages.layers import AREAS, GROUND, LAYERS
from landrelease.web.policy import reads

Box = tuple[float, float, float, float]
TILES: Final = "/tiles/{class}/{z}/{x}/{y}.mvt?known_at={known_at}"
ALL: Final = "all"
_COARSE_DEG: Final = 0.25
_WORLD: Final = (-180.0, -85.0, 180.0, 85.0)


@get("/map", permission="land.read", include_in_schema=False, sync_to_thread=True)
def map_page(request: Asked) -> Response[str]:
    """
    Show the map.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    Response
        The page.
    """
    with reading(request):
        return page(request, "map.html", exact=reads(request.user, EXACT))


@get("/map/settings.json", permission="land.read", include_in_schema=False, sync_to_thread=True)
def settings(request: Asked) -> dict[str, Any]:
    """
    Say what the map shows, for who asks.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    dict
        As ``front/README.md`` describes it.
    """
    with reading(request) as register:
        land, exact = atlas(request, register), reads(request.user, EXACT)
        programme = register.frame().programme
        shown = exact or rules_for(register, request.user.audience).shows("land-open")
        first, last = (shown and land.days(ALL)) or (None, None)
        today = register.today()
        end = max(today, _iso(last) or today)
        classes = [{"code": code, "label": word("class", code)} for code in programme.classes]
        found = {
            "bounds": _bounds(register, land if shown else None, request.user, exact=exact),
            "classes": [{"code": ALL, "label": tr(_("all hazards"))}, *classes],
            "class": ALL,
            "tiles": TILES,
            "tiles_max_zoom": SHOWN_TO,
            "statuses": list(_statuses(exact=exact)),
            "days": {"first": _month(_iso(first) or today), "last": end, "day": today},
            "known_at": "",
            "layers": list(_layers(request.user)),
            "grounds": list(_grounds(request)),
            "search": "/map/search",
            "paper": "/map/paper",
            "save": "save-view",
            "words": map_words(),
        }
    return found | ({"explain": "/map/explain", "print": "/map/print", "print_scales": list(SCALES)} if exact else {})


def _iso(day: int | None) -> str | None:
    return dt.date.fromordinal(day).isoformat() if day else None


def _month(day: str) -> str:
    """Begin the slider with a month: its first day tells no more than that."""
    return f"{day[:7]}-01"


def _statuses(*, exact: bool) -> Iterator[dict[str, Any]]:
    for code, style in STYLES.items():
        if exact or code in OPEN:
            yield {**style._asdict(), "label": tr(style.label), "angles": list(style.angles)}


def _layers(actor: Actor) -> Iterator[dict[str, Any]]:
    for name, one in LAYERS.items():
        if one.open_to(actor):
            written = {"label_field": one.field} if one.field else {}
            yield {
                "id": name, "label": tr(one.label), "url": f"/map/layers/{name}.json", "kind": one.kind,
                "colour": one.colour, "shown": name == "settlements", **written,
            }  # fmt: skip


def _grounds(request: Asked) -> Iterator[dict[str, Any]]:
    if base := base_ground(conf(request).basemap):
        yield base
    yield {
        "id": AREAS, "label": tr(GROUND.label), "kind": "admin", "url": f"/map/layers/{AREAS}.json", "shown": True,
        "label_field": GROUND.field,
    }  # fmt: skip


def _bounds(register: Reading, land: Atlas | None, actor: Actor, *, exact: bool) -> Box:
    """Show all land; to who may not read positions, all areas or a box that is rounded outwards."""
    boxes = land.boxes(ALL) if land else np.zeros((0, 4))
    if exact and len(boxes):
        return lonlat_bounds(boxes)
    shapes = [land_of_areas(register, actor.territory)] if actor.territory else _areas(register)
    known = [one for one in shapes if one is not None and not shapely.is_empty(one)]
    if known:
        west, south, east, north = shapely.total_bounds(known).tolist()
        return west, south, east, north
    return _outwards(lonlat_bounds(boxes)) if len(boxes) else _WORLD


def _areas(register: Reading) -> list[shapely.Geometry | None]:
    return list(geometry_of([area.shape for area in admin_areas(register)]))


def _outwards(box: Box) -> Box:
    west, south = (math.floor(value / _COARSE_DEG) * _COARSE_DEG for value in box[:2])
    east, north = (math.ceil(value / _COARSE_DEG) * _COARSE_DEG for value in box[2:])
    return west, south, east, north


MENU: Final = (("/map", _("Map"), "land.read"),)
ROUTES: Final = (map_page, settings)
