"""Land as vector tiles, for the map."""

from hashlib import sha256
from typing import Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from landrelease.desk.register import Register
from landrelease.publish.coarse import coarse_tile
from landrelease.publish.notice import areas_for, rules_for
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.tilegrid import Tile, TileError
from landrelease.publish.tiles import land_tile
from landrelease.records.text import tr
from landrelease.web.atlases import atlas, view_of
from landrelease.web.book import Asked, reading

_MEDIA_TYPE: Final = "application/vnd.mapbox-vector-tile"
_ENDING: Final = ".mvt"
_KEEPING: Final = "private, no-cache"
_FORM: Final = "2"
"""Raised where the bytes of tiles change while the land does not, so that browsers ask anew."""


@get(
    "/tiles/{klass:str}/{z:int}/{x:int}/{row:str}", permission="land.read", include_in_schema=False,
    sync_to_thread=True,
)  # fmt: skip
def tile(
    request: Asked, klass: FromPath[str], z: FromPath[int], x: FromPath[int], row: FromPath[str]
) -> Response[bytes]:
    """
    Draw the land of a tile, exact for those who read positions and as coarse as the programme says for others.

    Parameters
    ----------
    request
        The request; ``known_at`` in its query is the moment of the knowledge.
    klass
        Hazard class, or ``all``.
    z, x
        Zoom and column.
    row
        Row, and the ending ``.mvt``.

    Returns
    -------
    Response
        The tile; without a body where the browser's own is still true.

    Raises
    ------
    NotFoundException
        Where there is no such tile.
    """
    audience, place = request.user.audience, _place(z, x, row)
    with reading(request) as register:
        if not reads_exactly(audience):
            return _coarse(request, register, place, klass)
        # the map takes a tile of one class for that of another where both have the same tag
        headers = _headers(f"{klass}-exact-{view_of(request, register).tag}")
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(b"", status_code=304, headers=headers, media_type=_MEDIA_TYPE)
        data = land_tile(atlas(request, register), *place, klass)
    return Response(data, headers=headers, media_type=_MEDIA_TYPE)


def _coarse(request: Asked, register: Register, place: Tile, klass: str) -> Response[bytes]:
    """Draw a tile for who reads no positions; its tag is that of its bytes: one of the register tells of each write."""
    audience = request.user.audience
    rules = rules_for(register, audience)
    data = coarse_tile(atlas(request, register), place, klass, audience, rules, areas_for(register, rules))
    headers = _headers(f"{klass}-{audience}-{sha256(data).hexdigest()[:24]}")
    known = request.headers.get("if-none-match") == headers["ETag"]
    return Response(b"" if known else data, status_code=304 if known else 200, headers=headers, media_type=_MEDIA_TYPE)


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": f'W/"{_FORM}-{tag}"', "Cache-Control": _KEEPING}


def _place(z: int, x: int, row: str) -> Tile:
    try:
        if not row.endswith(_ENDING):
            raise ValueError(row)  # noqa: TRY301 - refused below, as a row that is no number is
        return Tile(z, x, int(row.removesuffix(_ENDING))).checked()
    except TileError as fault:
        raise NotFoundException(str(fault)) from None
    except ValueError:
        raise NotFoundException(tr("A tile ends in zoom, column and row, such as 9/285/186.mvt.")) from None


ROUTES: Final = (tile,)
