"""Files that leave the house, for programs: maps for paper, and the public site."""

from typing import Annotated, Final, Literal

from litestar import Response, get
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromQuery, QueryParameter

from landrelease.publish.writing import OutputError
from landrelease.records.text import languages
from landrelease.web.api.land import AsOf, Class, KnownAt
from landrelease.web.api.problems import problems
from landrelease.web.book import Asked, conf
from landrelease.web.editions import packed_site
from landrelease.web.pages.papermap import TYPES, map_answer
from landrelease.web.pages.publicsite import ZIP, need, site_answer

_TAGS: Final = ("Publication",)


def _map_route(form: str) -> BaseRouteHandler:
    @get(
        f"/api/map.{form}",
        permission="product.export",
        tags=_TAGS,
        responses=problems(),
        media_type=TYPES[form],
        sync_to_thread=True,
    )
    def map_route(
        request: Asked,
        area: Annotated[str, QueryParameter(max_length=200, description="Id of an administrative area.")] = "",
        task: Annotated[str, QueryParameter(max_length=200, description="Id of a task.")] = "",
        bbox: Annotated[str, QueryParameter(max_length=200, description="West, south, east, north, degrees.")] = "",
        paper: FromQuery[Literal["A4", "A3", "A2", "A1", "A0"]] = "A4",
        orientation: FromQuery[Literal["landscape", "portrait"]] = "landscape",
        scale: Annotated[int | None, QueryParameter(ge=500, le=50_000_000, description="1 : scale.")] = None,
        language: Annotated[str, QueryParameter(max_length=20, description="The first language.")] = "",
        beside: Annotated[str, QueryParameter(max_length=20, description="A second language beside it.")] = "",
        audience: Annotated[str, QueryParameter(max_length=20, description="For whom; at most one's own.")] = "",
        as_of: AsOf = None,
        known_at: KnownAt = None,
        class_: Annotated[Class, QueryParameter(name="class", description="Hazard class.")] = "all",
    ) -> Response[bytes]:
        """Draw a map for paper; without a scale the largest at which everything fits."""
        del area, task, bbox, paper, orientation, scale, language, beside, audience, as_of, known_at, class_
        return map_answer(request, form)

    return map_route


@get("/api/site.zip", permission="record.propose", tags=_TAGS, responses=problems(), media_type=ZIP,
     sync_to_thread=True)  # fmt: skip
def site_route(
    request: Asked,
    language: Annotated[str, QueryParameter(max_length=100, description="Languages, divided by commas.")] = "",
) -> Response[bytes]:
    """Make the public site as it is now, and give it as a ZIP for a web server."""
    need(request.user)
    wanted = tuple(dict.fromkeys(part.strip() for part in language.split(",") if part.strip()))
    unknown = [one for one in wanted if one not in languages()]
    if unknown:
        raise HTTPException(status_code=400, detail=f"language={','.join(unknown)}: {', '.join(languages())}")
    try:
        packed = packed_site(conf(request).address, wanted or tuple(languages()))
    except OutputError as fault:
        raise HTTPException(status_code=409, detail=str(fault)) from None
    return site_answer(request, packed)


ROUTES: Final = (*map(_map_route, TYPES), site_route)
"""The parameters of maps are those of the page of maps for paper."""
