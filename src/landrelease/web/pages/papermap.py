"""A map for paper: chosen, looked at, taken as a file."""

from typing import Any, Final

from litestar import Response, get
from litestar.exceptions import HTTPException

from landrelease.desk.looking import admin_areas
from landrelease.desk.register import Register
from landrelease.publish.meta import valid_for
from landrelease.publish.printmap import PAPERS, PrintMap, cut_off, leaf_of
from landrelease.publish.redaction.audience import EXACT
from landrelease.records.text import languages, tr
from landrelease.records.text import marked as _
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page, word
from landrelease.web.noting import note
from landrelease.web.pages.papers import file_answer
from landrelease.web.papermap import (
    SCALES,
    MapWish,
    asked_of,
    audiences_for,
    map_wish,
    preview_of,
    print_map,
    sheet_of,
    tasks_for,
)
from landrelease.web.policy import reads

FILES: Final = {
    "gpkg": _("GeoPackage, for GIS"),
    "geojson": _("GeoJSON, for maps on the web"),
    "fgb": _("FlatGeobuf, for large maps"),
    "kml": _("KML, for globes and telephones"),
    "kmz": _("KMZ, the same packed"),
    "gpx": _("GPX, for receivers"),
    "pmtiles": _("PMTiles, tiles of every day"),
    "csv": _("CSV, for tables"),
}
"""Endings of the files of land, and what they are for."""
TYPES: Final = {"pdf": "application/pdf", "png": "image/png"}


@get("/map/paper", permission="land.read", include_in_schema=False, sync_to_thread=True)
def paper_page(request: Asked) -> Response[str]:
    """
    Ask which map is wanted, and show it.

    Parameters
    ----------
    request
        The request; what was chosen stands in its query.

    Returns
    -------
    Response
        The page.
    """
    actor, query, refused, status = request.user, asked_of(request.query_params, request.user), "", 200
    with reading(request) as register:
        try:
            wish = map_wish(query, actor)
        except HTTPException as fault:
            wish, refused, status = map_wish({}, actor), fault.detail, fault.status_code
        made, refused = (None, refused) if refused else _tried(register, actor, wish)
        return page(request, "map_paper.html", status=status, **_shown(register, actor, wish, made), refused=refused)


def _tried(register: Register, actor: Actor, wish: MapWish) -> tuple[PrintMap | None, str]:
    """Gather a map, or tell why there is none."""
    try:
        return print_map(register, actor, wish), ""
    except HTTPException as fault:
        return None, fault.detail


def _shown(register: Register, actor: Actor, wish: MapWish, made: PrintMap | None) -> dict[str, Any]:
    exact = reads(actor, EXACT)
    classes = register.frame().programme.classes
    view = {name: value for name, value in wish.query().items() if name in {"as_of", "known_at", "class"}}
    return {
        "view": view, "files": {ending: tr(what) for ending, what in FILES.items()},
        "wish": wish, "query": wish.query(), "made": made, "scale": leaf_of(made).scale if made else 0,
        "cut": bool(made and cut_off(made)), "exact": exact,
        "areas": [(one.id or one.name, one.name or one.id) for one in admin_areas(register)],
        "tasks": tasks_for(register, actor), "papers": list(PAPERS), "scales": SCALES, "tongues": languages(),
        "audiences": audiences_for(actor), "formats": list(TYPES),
        "classes": {"all": tr("all hazards"), **{code: word("class", code) for code in classes}} if exact else {},
    }  # fmt: skip


@get("/map/paper/preview.png", permission="land.read", include_in_schema=False, sync_to_thread=True)
def preview_file(request: Asked) -> Response[bytes]:
    """Draw a map for paper as a picture for the screen."""
    with reading(request) as register:
        made = print_map(register, request.user, map_wish(request.query_params, request.user))
    headers = {"Cache-Control": "private, no-cache"}
    return Response(preview_of(made), media_type=TYPES["png"], headers=headers)


@get(
    [f"/map/paper/export.{form}" for form in TYPES],
    permission="product.export",
    include_in_schema=False,
    sync_to_thread=True,
)
def paper_file(request: Asked) -> Response[bytes]:
    """Give a map for paper as a file."""
    return map_answer(request, request.url.path.rsplit(".", 1)[-1])


def map_answer(request: Asked, form: str) -> Response[bytes]:
    """
    Answer with a map for paper.

    Parameters
    ----------
    request
        The request; which map stands in its query.
    form
        Key of `TYPES`.

    Returns
    -------
    Response
        The file; its name says for whom it is and of which day.
    """
    with reading(request) as register:
        wish = map_wish(request.query_params, request.user)
        made = print_map(register, request.user, wish)
    content = sheet_of(made, "pdf" if form == "pdf" else "png")
    note(request, "map-printed")
    return file_answer(content, f"map-{wish.audience}-{valid_for(made.seen.meta)}.{form}", TYPES[form])


ROUTES: Final = (paper_page, preview_file, paper_file)
