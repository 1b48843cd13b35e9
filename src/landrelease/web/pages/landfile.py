"""Land as files, for those who read positions."""

import tempfile
from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.exceptions import PermissionDeniedException

from landrelease.desk.versions import known
from landrelease.desk.views import EVER
from landrelease.publish.atlas import Atlas
from landrelease.publish.land import write_land
from landrelease.publish.redaction.outward import to_plane
from landrelease.publish.tilearchive import write_land_tiles
from landrelease.publish.view import meta_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.noting import note
from landrelease.web.policy import reads
from landrelease.web.territory import land_of, parcels_in

_FORMS: Final = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "csv": "text/csv",
    "fgb": "application/octet-stream",
    "kml": "application/vnd.google-earth.kml+xml",
    "kmz": "application/vnd.google-earth.kmz",
    "gpx": "application/gpx+xml",
    "pmtiles": "application/vnd.pmtiles",
}
_NOT_TOLD: Final = _("Parcels as they are drawn are for operators and the authority. The statement is open to you.")


@get(
    [f"/land/export.{form}" for form in _FORMS],
    permission="product.export",
    include_in_schema=False,
    sync_to_thread=True,
)
def land_file(request: Asked) -> Response[bytes]:
    """
    Give land as a file: the parcels of a view, of their own areas to who is confined to some.

    Parameters
    ----------
    request
        The request; the day, the knowledge and the class stand in its query, the format ends its path.

    Returns
    -------
    Response
        The file.

    Raises
    ------
    PermissionDeniedException
        Where the account reads no positions.
    """
    if not reads(request.user, "operator"):
        raise PermissionDeniedException(tr(_NOT_TOLD))
    form, asked = request.url.path.rsplit(".", 1)[-1], request.query_params
    as_of, known_at = str(asked.get("as_of", "")), str(asked.get("known_at", ""))
    with reading(request) as register, tempfile.TemporaryDirectory() as folder:
        klass, land = str(asked.get("class", "")) or "all", land_of(register, request.user)
        path = Path(folder) / f"land.{form}"
        moment = register.known_at(known_at) if known_at else ""
        meta = meta_of(register, as_of=as_of, known_at=moment, audience=request.user.audience)
        if form == "pmtiles":
            plane = register.frame().plane
            around = None if land is None or plane is None else to_plane(land, plane)
            write_land_tiles(Atlas(known(register.store, moment or EVER), around), path, meta=meta, klass=klass)
        else:
            found = register.land(as_of=as_of or None, known_at=known_at or None, klass=klass)
            write_land(parcels_in(land, found), path, meta=meta)
        content = path.read_bytes()
    note(request, "land-export", f"/land/export.{form}")
    name = f"land-{as_of or 'now'}.{form}".replace('"', "")
    return Response(content, media_type=_FORMS[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


ROUTES: Final = (land_file,)
