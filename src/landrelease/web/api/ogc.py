"""OGC API - Features: layers by audience, so that GIS programs can connect."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.exceptions import ClientException, HTTPException, NotFoundException
from litestar.params import FromPath, QueryParameter

from landrelease.desk.reading import Reading
from landrelease.records.text import tr
from landrelease.web.api import crs as systems
from landrelease.web.api import ogc_answers as answers
from landrelease.web.api.cql import FilterError
from landrelease.web.api.layers import Layer, layers_for, table_for
from landrelease.web.api.problems import problems
from landrelease.web.api.selecting import LANGUAGE, MOST, USUAL, Question, answering, today, values_of
from landrelease.web.api.shelf import Shelf
from landrelease.web.api.table import Table
from landrelease.web.api.turning import features
from landrelease.web.book import Asked, reading

GEOJSON: Final = "application/geo+json"
SCHEMA: Final = "application/schema+json"
JSON: Final = "application/json"
_TAGS: Final = ("OGC API - Features",)
_SHELF: Final[Shelf[Table]] = Shelf()
Form = Annotated[str, QueryParameter(name="f", description="Only json.")]
Limit = Annotated[
    int, QueryParameter(ge=1, description=f"How many features at most; more than {MOST} are never given at once.")
]
Offset = Annotated[int, QueryParameter(ge=0, le=2**53, description="After how many features.")]
Bbox = Annotated[str, QueryParameter(description="Where: four numbers, or six with heights, divided by commas.")]
BboxCrs = Annotated[str, QueryParameter(name="bbox-crs", description="System of bbox.")]
Crs = Annotated[str, QueryParameter(description="System of the answer.")]
When = Annotated[str, QueryParameter(name="datetime", description="A day or moment, or two divided by /, open as ..")]
Filter = Annotated[str, QueryParameter(name="filter", description="A filter as CQL2 text.")]
FilterLang = Annotated[str, QueryParameter(name="filter-lang", description="Only cql2-text.")]
FilterCrs = Annotated[str, QueryParameter(name="filter-crs", description="System of the shapes in the filter.")]


@contextmanager
def _reading(request: Asked, form: str, *given: str) -> Iterator[Reading]:
    """Open the register for an answer in JSON; say faults of the question as the standard wants it."""
    if form not in {"", "json"}:
        raise ClientException(tr("f: there is only json"))
    wanted = request.headers.get("accept", "")
    if not form and wanted and not request.accept.accepts("json") and request.accept.best_match([*given, JSON]) is None:
        raise HTTPException(tr("There is only JSON here."), status_code=406)
    try:
        with reading(request) as register:
            yield register
    except FilterError as fault:
        raise ClientException(str(fault)) from None


def _only(request: Asked, *known: str) -> None:
    """Refuse parameters that nobody knows."""
    unknown = [name for name, _ in request.query_params.multi_items() if name not in {"f", *known}]
    if unknown:
        raise ClientException(tr("there is no parameter {name} here").format(name=unknown[0][:40]))


def _base(request: Asked) -> str:
    return str(request.base_url).rstrip("/")


def _layer(register: Reading, request: Asked, name: str) -> Layer:
    found = next((layer for layer in layers_for(register, request.user) if layer.id == name), None)
    if found is None:
        raise NotFoundException(tr("There is no layer {name} here for you.").format(name=name[:40]))
    return found


def _table(register: Reading, request: Asked, layer: Layer) -> Table:
    actor = request.user
    whom = (actor.signed_in, actor.bound, actor.audience, actor.organisation, actor.territory, actor.roles)
    key = (register.store.address, register.store.root(), register.today(), layer.id, whom)
    return _SHELF.get(key, lambda: table_for(register, actor, layer))


@get("/ogc", permission="anybody", tags=_TAGS, responses=problems(406), sync_to_thread=True)
def landing(request: Asked, form: Form = "") -> answers.Landing:
    """Say where everything is."""
    with _reading(request, form) as register:
        _only(request)
        return answers.landing(_base(request), register.frame().programme)


@get("/ogc/conformance", permission="anybody", tags=_TAGS, responses=problems(406), sync_to_thread=True)
def conformance(request: Asked, form: Form = "") -> answers.Conformance:
    """Say which parts of which standard this follows."""
    with _reading(request, form):
        _only(request)
        return answers.Conformance(list(answers.CLASSES))


@get("/ogc/collections", permission="anybody", tags=_TAGS, responses=problems(406), sync_to_thread=True)
def collections(request: Asked, form: Form = "") -> answers.Collections:
    """List the layers that whoever asks may read."""
    base = _base(request)
    with _reading(request, form) as register:
        _only(request)
        found = [_described(register, request, layer) for layer in layers_for(register, request.user)]
    return answers.Collections([answers.Link(f"{base}/ogc/collections", "self", JSON)], found, list(systems.KNOWN))


def _described(register: Reading, request: Asked, layer: Layer) -> answers.Collection:
    table = _table(register, request, layer)
    return answers.collection(_base(request), layer, table)


@get(
    "/ogc/collections/{layer:str}", permission="anybody", tags=_TAGS, responses=problems(404, 406), sync_to_thread=True
)
def collection(request: Asked, layer: FromPath[str], form: Form = "") -> answers.Collection:
    """Describe a layer."""
    with _reading(request, form) as register:
        _only(request)
        return _described(register, request, _layer(register, request, layer))


@get(
    "/ogc/collections/{layer:str}/queryables", permission="anybody", tags=_TAGS, responses=problems(404, 406),
    media_type=SCHEMA, sync_to_thread=True,
)  # fmt: skip
def queryables(request: Asked, layer: FromPath[str], form: Form = "") -> answers.Queryables:
    """Say which properties of a layer can be asked for, as a JSON schema."""
    with _reading(request, form, SCHEMA) as register:
        _only(request)
        found = _layer(register, request, layer)
        return answers.queryables(_base(request), found, _table(register, request, found))


@get(
    "/ogc/collections/{layer:str}/items", permission="anybody", tags=_TAGS, responses=problems(404, 406),
    media_type=GEOJSON, sync_to_thread=True,
)  # fmt: skip
def items(
    request: Asked,
    layer: FromPath[str],
    limit: Limit = USUAL,
    offset: Offset = 0,
    bbox: Bbox = "",
    bbox_crs: BboxCrs = "",
    crs: Crs = "",
    when: When = "",
    filter_: Filter = "",
    filter_lang: FilterLang = LANGUAGE,
    filter_crs: FilterCrs = "",
    form: Form = "",
) -> Response[answers.FeatureCollection]:
    """Give the features of a layer, page by page; any property of the layer may be asked for by its name."""
    if filter_lang not in {"", LANGUAGE}:
        raise ClientException(tr("filter-lang: there is only {language}").format(language=LANGUAGE))
    asked = Question(
        min(limit, MOST), offset, bbox, bbox_crs, when, filter_, filter_crs, crs,
        values_of(request.query_params.multi_items()),
    )  # fmt: skip
    with _reading(request, form, GEOJSON) as register:
        found = answering(_table(register, request, _layer(register, request, layer)), asked)
        system = systems.checked(crs, "crs")
        page = _page(request, found, asked, system)
    return Response(page, media_type=GEOJSON, headers={"Content-Crs": f"<{system}>"})


def _page(request: Asked, found: Table, asked: Question, system: str) -> answers.FeatureCollection:
    many, given = len(found.id), list(request.query_params.multi_items())
    rows = slice(asked.offset, asked.offset + asked.limit)
    shown = Table(found.fields, found.id[rows], found.geometry[rows], {n: c[rows] for n, c in found.values.items()},
                  found.first[rows], found.last[rows])  # fmt: skip
    here = f"{_base(request)}{request.url.path}"

    def link(rel: str, offset: int) -> answers.Link:
        query = [(name, value) for name, value in given if name != "offset"] + [("offset", str(offset))]
        return answers.Link(f"{here}?{urlencode(query)}", rel, GEOJSON)

    links = [answers.Link(here + (f"?{request.url.query}" if request.url.query else ""), "self", GEOJSON)]
    links.append(answers.Link(here.rsplit("/", 1)[0], "collection", JSON))
    if asked.offset + asked.limit < many:
        links.append(link("next", asked.offset + asked.limit))
    if asked.offset:
        links.append(link("prev", max(0, asked.offset - asked.limit)))
    return answers.FeatureCollection(features(shown, system), links, today(), many, len(shown.id))


@get(
    "/ogc/collections/{layer:str}/items/{feature:str}", permission="anybody", tags=_TAGS, responses=problems(404, 406),
    media_type=GEOJSON, sync_to_thread=True,
)  # fmt: skip
def item(
    request: Asked, layer: FromPath[str], feature: FromPath[str], crs: Crs = "", form: Form = ""
) -> Response[answers.Feature]:
    """Give one feature."""
    with _reading(request, form, GEOJSON) as register:
        _only(request, "crs")
        system = systems.checked(crs, "crs")
        table = _table(register, request, _layer(register, request, layer))
        found = features(table.take(table.id == feature), system)
    if not found:
        raise NotFoundException(tr("There is no such feature here for you."))
    here = f"{_base(request)}{request.url.path}"
    links = [answers.Link(here, "self", GEOJSON), answers.Link(here.rsplit("/items", 1)[0], "collection", JSON)]
    one = msgspec.structs.replace(found[0], links=links)
    return Response(one, media_type=GEOJSON, headers={"Content-Crs": f"<{system}>"})


ROUTES: Final = (landing, conformance, collections, collection, queryables, items, item)
