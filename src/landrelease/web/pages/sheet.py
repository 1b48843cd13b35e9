"""A sheet of the map for paper, to scale, and the file of the base map."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from litestar import Response, get
from litestar.exceptions import NotFoundException, PermissionDeniedException, ValidationException

from landrelease.desk.answers import day_of
from landrelease.desk.looking import admin_areas
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.versions import versions_near
from landrelease.geometry.geojson import geometry_of
from landrelease.publish.atlas import Atlas
from landrelease.publish.landsheet import PAPERS, SCALES, Sheet, Shown, Thing, land_sheet, sheet_at
from landrelease.publish.pagedata import Place
from landrelease.publish.redaction.audience import EXACT
from landrelease.publish.redaction.outward import to_plane
from landrelease.publish.style import STYLES
from landrelease.publish.view import meta_of
from landrelease.records.codes import STATUSES
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.atlases import atlas
from landrelease.web.book import Asked, conf, reading
from landrelease.web.drawing import page, word
from landrelease.web.grounds import ADDRESS, part_of, span_of
from landrelease.web.noting import note
from landrelease.web.pages.layers import LAYERS
from landrelease.web.pages.story import number_of
from landrelease.web.policy import reads

_STATUS: Final = np.array(STATUSES, dtype=object)
_NORTHMOST: Final = 84.0
"""Latitude beyond which there is no UTM."""


@get("/map/print", permission="land.read", include_in_schema=False, sync_to_thread=True)
def print_page(request: Asked) -> Response[str]:
    """
    Draw a sheet around a place, at a scale.

    Parameters
    ----------
    request
        The request; the place, the scale, the paper and what is shown stand in its query.

    Returns
    -------
    Response
        A page that prints as one sheet.

    Raises
    ------
    PermissionDeniedException
        Where the account reads no positions.
    """
    if not reads(request.user, EXACT):
        raise PermissionDeniedException(tr("A sheet shows exact positions, which your account may not read."))
    asked = request.query_params
    sheet = _sheet(request)
    as_of, klass = asked.get("as_of") or "", asked.get("class") or "all"
    with reading(request) as register:
        meta = meta_of(register, as_of=as_of or register.today(), known_at=asked.get("known_at") or "")
        drawn = land_sheet(
            sheet,
            _land(atlas(request, register), sheet, meta.as_of, klass, _chosen(request, "statuses", list(STYLES))),
            meta=meta,
            klass=tr("all hazards") if klass == "all" else word("class", klass),
            places=list(_names(register, request.user, sheet)),
            borders=_borders(register),
            things=list(_things(register, request.user, sheet, _chosen(request, "layers", []))),
        )
        note(request, "map-printed")
        query = {name: value for name, value in asked.items() if name not in {"scale", "paper"}}
        return page(
            request,
            "sheet.html",
            drawn=drawn,
            sheet=sheet,
            query=query,
            scales=SCALES,
            papers=list(PAPERS),
            klass=klass,
        )


def _sheet(request: Asked) -> Sheet:
    lon, lat, scale = (number_of(request, name) for name in ("lon", "lat", "scale"))
    paper = request.query_params.get("paper") or "a4"
    if not (-180 <= lon <= 180 and -_NORTHMOST <= lat <= _NORTHMOST):  # noqa: PLR2004 - the globe
        raise ValidationException(tr("A sheet lies between 84 degrees south and north."))
    if scale not in SCALES or paper not in PAPERS:
        shown = ", ".join(f"1:{one}" for one in SCALES)
        raise ValidationException(tr("There are sheets of A4 and A3 at {scales}.").format(scales=shown))
    return sheet_at(lon, lat, int(scale), paper)


def _chosen(request: Asked, name: str, usual: Sequence[str]) -> list[str]:
    given = request.query_params.get(name)
    return list(usual) if given is None else given.split(",")


def _land(land: Atlas, sheet: Sheet, as_of: str, klass: str, statuses: Sequence[str]) -> Shown:
    """Choose the land of a day within the frame, of that which the person may see."""
    none = Shown(np.zeros(0, dtype=object), np.zeros(0, dtype=object))
    if land.plane is None:
        return none
    x0, y0, x1, y1 = to_plane(sheet.window, land.plane).bounds
    found = versions_near(land.known, (x0, y0, x1, y1), klass)
    parcel, status = found.on(day_of(as_of, 0))
    shapes, codes = found.polygons()[parcel], _STATUS[status]
    kept = shapely.intersects(shapes, sheet.window) & np.isin(codes.astype(str), statuses)
    if land.within is not None:
        kept &= np.isin(found.id[parcel].astype(str), [str(one) for one in land.names(klass)])
    return Shown(shapes[kept], codes[kept])


def _names(register: Reading, actor: Actor, sheet: Sheet) -> Iterator[Place]:
    for shape, said in LAYERS["settlements"].source(register, actor):
        if shapely.intersects(sheet.window, shape):
            yield Place(str(said["name"] or ""), shape.x, shape.y)


def _borders(register: Register) -> list[shapely.Geometry]:
    return [one for one in geometry_of([area.shape for area in admin_areas(register)]) if one is not None]


def _things(register: Reading, actor: Actor, sheet: Sheet, names: Sequence[str]) -> Iterator[Thing]:
    for name, one in LAYERS.items():
        if name in names and name != "settlements" and one.open_to(actor):
            shapes = [shape for shape, _ in one.source(register, actor) if shapely.intersects(sheet.window, shape)]
            if shapes:
                yield Thing(tr(one.label), one.colour, np.array(shapes, dtype=object))


@get(ADDRESS, permission="land.read", include_in_schema=False, sync_to_thread=True)
def ground_file(request: Asked) -> Response[Any]:
    """
    Give a span of the file of the base map.

    Parameters
    ----------
    request
        The request, with the header ``Range``.

    Returns
    -------
    Response
        The bytes.

    Raises
    ------
    NotFoundException
        Where this machine has no such file.
    """
    path = conf(request).basemap
    if not path or "{" in path or not Path(path).is_file():
        raise NotFoundException(tr("This machine has no base map."))
    size = Path(path).stat().st_size
    span = span_of(request.headers.get("range", ""), size)
    if span is None:
        return Response(b"", status_code=416, headers={"Content-Range": f"bytes */{size}"}, media_type=_BYTES)
    headers = {
        "Content-Range": f"bytes {span[0]}-{span[1] - 1}/{size}", "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
    }  # fmt: skip
    return Response(part_of(path, *span), status_code=206, headers=headers, media_type=_BYTES)


_BYTES: Final = "application/octet-stream"
ROUTES: Final = (print_page, ground_file)
