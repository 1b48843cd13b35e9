"""Search on the map: ids, places, and coordinates in any notation."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import shapely
from litestar import get

from landrelease.desk.looking import admin_areas
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.site import placed
from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.notation import NotationError, Position, read_position
from landrelease.publish.wording import degrees
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading
from landrelease.web.finding import LEAST, hits
from landrelease.web.naming import kind_word

_MOST: Final = 12


@get("/map/search", permission="land.read", include_in_schema=False, sync_to_thread=True)
def search(request: Asked) -> list[dict[str, Any]]:
    """
    Find places.

    Parameters
    ----------
    request
        The request; ``q`` in its query is what is looked for.

    Returns
    -------
    list of dict
        ``label``, ``kind``, where it has a position ``lon``, ``lat`` and perhaps ``bbox``, and ``href`` of a record.
    """
    text = request.query_params.get("q", "").strip()
    if len(text) < LEAST:
        return []
    with reading(request) as register:
        found = [*_positions(text), *_places(register, text)]
        return [*found, *islice(_records(register, request.user, text), max(0, _MOST - len(found)))]


def _positions(text: str) -> Iterator[dict[str, Any]]:
    """Read coordinates; where nobody says which of the two comes first, both ways are offered."""
    try:
        yield _position(read_position(text), tr("position"))
    except NotationError:
        for order, said in (("latlon", tr("latitude first")), ("lonlat", tr("longitude first"))):
            try:
                yield _position(read_position(text, order), said)  # type: ignore[arg-type]  # words of `Order`
            except NotationError:
                continue


def _position(found: Position, kind: str) -> dict[str, Any]:
    return {"label": degrees(found.lon, found.lat), "kind": kind, "lon": found.lon, "lat": found.lat}


def _places(register: Reading, text: str) -> Iterator[dict[str, Any]]:
    wanted = text.casefold()
    for fact in StoreRoll(register.store).all("settlement"):
        shape = placed(fact)
        if shape is not None and wanted in (fact.record.name or "").casefold():
            yield _placed(fact.record.name, kind_word("settlement"), shape)
    areas = [area for area in admin_areas(register) if wanted in (area.name or "").casefold()]
    for area, shape in zip(areas, geometry_of([area.shape for area in areas]), strict=True):
        if shape is not None:
            yield _placed(area.name or "", kind_word("admin_area"), shape)


def _placed(label: str, kind: str, shape: shapely.Geometry) -> dict[str, Any]:
    middle = shapely.point_on_surface(shape)
    found = {"label": label, "kind": kind, "lon": middle.x, "lat": middle.y}
    box = list(shapely.bounds(shape))
    return found | ({"bbox": box} if box[:2] != box[2:] else {})


def _records(register: Reading, actor: Actor, text: str) -> Iterator[dict[str, Any]]:
    for row, told in hits(register, actor, text):
        if told.kind in {"settlement", "admin_area"}:
            continue
        label = row["source_id"] or told.id[:12]
        found = {"label": label, "kind": kind_word(told.kind)} if told.shape is None else _placed(
            label, kind_word(told.kind), told.shape
        )  # fmt: skip
        yield found | {"href": f"/records/{told.id}"}


ROUTES: Final = (search,)
