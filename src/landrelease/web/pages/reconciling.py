"""A published table of somebody else beside the ledger, line by line."""

import tempfile
from pathlib import Path
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body

from landrelease.intake.publishedtable import read_published
from landrelease.ledger.statement import SLOT_NAMES
from landrelease.publish.reconciliation import findings_lines, heads, shown_rows
from landrelease.publish.reconciling import reconciled, summary
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.changing import plain_name
from landrelease.web.pages.published import opens

Uploaded = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


def _page(request: Asked, *, status: int = 200, **more: Any) -> Response[str]:  # noqa: ANN401 - what a page shows
    shown = {"classes": SLOT_NAMES, "asked": {}, "rows": [], "heads": (), "said": "", "gate": [], "ignored": (), **more}
    return page(request, "reconcile.html", status=status, **shown)


@get("/statement/reconcile", permission="finding.read", include_in_schema=False, sync_to_thread=True)
def reconcile_page(request: Asked) -> Response[str]:
    """Ask for a published table."""
    with reading(request):
        return _page(request)


@post("/statement/reconcile", permission="finding.read", include_in_schema=False, sync_to_thread=True)
def reconcile_table(request: Asked, data: Uploaded) -> Response[str]:
    """
    Lay a published table beside the ledger.

    Parameters
    ----------
    request
        The request.
    data
        The table, its year and class.

    Returns
    -------
    Response
        Both, line by line, with what explains each difference.

    Raises
    ------
    NotFoundException
        For those who see a part of the programme only.
    """
    if not opens(request.user):
        raise NotFoundException(tr("Tables are reconciled by those who see the whole programme."))
    asked = {name: str(data.get(name) or "").strip() for name in ("year", "class")}
    file = data.get("table")
    if not isinstance(file, UploadFile) or not file.filename:
        with reading(request):
            return _page(request, status=422, asked=asked, said=tr("Choose a file."))
    year = int(asked["year"]) if asked["year"].isdecimal() else 0
    with tempfile.TemporaryDirectory() as folder, reading(request) as register:
        path = Path(folder) / plain_name(file.filename)
        path.write_bytes(file.file.read())
        read = read_published(path, year=year)
        if not year and read.table.group != "year":
            return _page(request, status=422, asked=asked, said=tr("Say of which year the table tells."))
        klass = asked["class"] if asked["class"] in SLOT_NAMES else "all"
        found = reconciled(register, read.table, klass=klass)
        note(request, "reconcile", "/statement/reconcile")
        rows = list(zip(shown_rows(found), (row.explained for row in found.rows), strict=True))
        return _page(
            request, asked=asked, rows=rows, heads=heads(), said=summary(found), gate=findings_lines(found),
            ignored=read.ignored, title=read.table.title,
        )  # fmt: skip


ROUTES: Final = (reconcile_page, reconcile_table)
