"""What the public sees: published land and figures, what to do, whom to call; and a form to report something."""

from typing import Annotated, Any, Final

import msgspec
import shapely
from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException, TooManyRequestsException
from litestar.params import Body

from landrelease.desk.opening import open_register
from landrelease.publish.notice import Notice
from landrelease.publish.noticemap import legend_swatch, notice_svg
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.redaction.suppression import MARK
from landrelease.records.text import tr
from landrelease.web import tongue
from landrelease.web.board import Board
from landrelease.web.book import Asked, conf, reading
from landrelease.web.drawing import page
from landrelease.web.lead import AUTHOR, LONGEST, enter, lead_of
from landrelease.web.noting import note
from landrelease.web.pages.signing import origin

_KEPT_S: Final = 300
_LARGEST: Final = 16 * 1024
_AGAIN_S: Final = 30
_TRAP: Final = "website"
"""A field that people do not see; whoever fills it in is a program."""
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/public", permission="anybody", include_in_schema=False, sync_to_thread=True)
def public_page(request: Asked) -> Response[Any]:
    """Show what is published."""
    found = _board(request).notice()
    if found is None:
        return _being_made(request)
    _state, notice, told = found
    if not notice.rules.published:
        return _unpublished(request)
    actor = request.user.account
    tag = f'"{told}-{tongue.spoken()}-{actor[:8]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(None, status_code=304, headers=_kept(tag, "private"))
    with reading(request):
        answer = page(request, "public.html", mark=MARK, swatch=legend_swatch, **_shown(notice))
    answer.headers.update(_kept(tag, "private"))
    return answer


@get("/public/land.json", permission="anybody", include_in_schema=False, sync_to_thread=True)
def public_land(request: Asked) -> Response[Any]:
    """Give published land as GeoJSON; empty while nothing is published."""
    found = _board(request).notice()
    if found is None:
        return _being_made(request)
    state, notice, told = found
    tag = f'"{told}-{tongue.spoken()}-land"'
    if request.headers.get("if-none-match") == tag:
        return Response(None, status_code=304, headers=_kept(tag, "public"))
    return Response(
        _collection(notice),
        media_type="application/geo+json",
        headers=_kept(tag, "public") if state.rules.published else {},
    )


@get("/public/report", permission="anybody", include_in_schema=False, sync_to_thread=True)
def report_page(request: Asked) -> Response[str]:
    """Ask what somebody saw."""
    return _form(request)


@post(
    "/public/report",
    permission="anybody",
    include_in_schema=False,
    sync_to_thread=True,
    status_code=200,
    request_max_body_size=_LARGEST,
)
def report(request: Asked, data: Form) -> Response[str]:
    """Take a report into the queue, where people of the programme look at it."""
    if not _board(request).state().rules.published:
        raise PermissionDeniedException(
            tr("The programme takes no reports here. Call the police or the local authority.")
        )
    lead = lead_of(data)
    if lead is None:
        return _form(request, data, missing=True)
    if not data.get(_TRAP):
        if not request.app.state.quota.take(origin(request).network):
            raise TooManyRequestsException(
                tr("There were many reports from here within the hour. Please call instead.")
            )
        with open_register(conf(request).address, acting=AUTHOR) as register:
            record = enter(register, lead)
        note(request, "public-report", record)
    return _form(request, done=True)


def _board(request: Asked) -> Board:
    found: Board = request.app.state.board
    return found


def _kept(tag: str, whose: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": f"{whose}, max-age={_KEPT_S}", "Vary": "Cookie, Accept-Language"}


def _shown(notice: Notice) -> dict[str, Any]:
    return {
        "notice": notice,
        "drawing": notice_svg(notice.land, tr("Map of land that may hold explosive ordnance")),
        "sentences": stamp("public", notice.meta).sentences,
    }


def _collection(notice: Notice) -> bytes:
    said = stamp("public", notice.meta).facts() if notice.rules.published else {}
    features = [
        {
            "type": "Feature",
            "properties": {"group": one.group, "area_m2": one.area_m2},
            "geometry": msgspec.Raw(shapely.to_geojson(one.geometry).encode()),
        }
        for one in notice.land
        if one.geometry is not None and not one.geometry.is_empty
    ]
    return msgspec.json.encode({"type": "FeatureCollection", **said, "features": features})


def _unpublished(request: Asked) -> Response[str]:
    with reading(request):
        return page(request, "public_off.html", making=False)


def _being_made(request: Asked) -> Response[str]:
    with reading(request):
        answer = page(request, "public_off.html", status=503, making=True)
    answer.headers["Retry-After"] = str(_AGAIN_S)
    return answer


def _form(
    request: Asked, form: dict[str, str] | None = None, *, missing: bool = False, done: bool = False
) -> Response[str]:
    rules = _board(request).state().rules
    if not rules.published:
        return _unpublished(request)
    with reading(request):
        return page(
            request,
            "public_report.html",
            status=400 if missing else 200,
            rules=rules,
            form={name: (form or {}).get(name, "") for name in LONGEST},
            longest=LONGEST,
            missing=missing,
            done=done,
        )


ROUTES: Final = (public_page, public_land, report_page, report)
