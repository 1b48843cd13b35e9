"""Forms of treaties, reviewers and donors: chosen, shown with what the gate says, opened down to records, as files."""

import tempfile
from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.exceptions import HTTPException, NotFoundException

from landrelease.checks.catalogue import render
from landrelease.checks.plausibility import stopped
from landrelease.desk.errors import BadRequestError
from landrelease.desk.register import Register
from landrelease.publish.form import Form
from landrelease.publish.formout import write_form
from landrelease.publish.treaty import KINDS
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.filled import Filled, Wish, audiences_of, wish_of
from landrelease.web.noting import note

_TYPES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "html": "text/html",
    "hxl": "text/csv",
    "iati": "application/xml",
}
_ENDINGS: Final = {"hxl": "hxl.csv", "iati": "xml"}


def filled(request: Asked, register: Register, wish: Wish) -> Form:
    """
    Fill a form, or take it from those that were filled.

    Parameters
    ----------
    request
        The request.
    register
        Its register, still.
    wish
        Which form.

    Returns
    -------
    Form
        For the audience of the wish.
    """
    kept: Filled = request.app.state.filled
    return kept.of(register, wish)


@get("/statement/forms", permission="land.read", include_in_schema=False, sync_to_thread=True)
def forms_page(request: Asked) -> Response[str]:
    """Show a form with what the plausibility gate says of it."""
    with reading(request) as register:
        wish = wish_of(request.query_params, request.user, register.today())
        form, refused = _tried(request, register, wish)
        findings = [(one.code, render(one)) for one in form.findings] if form and form.exact else []
        return page(
            request, "statement_forms.html", wish=wish, form=form, refused=refused, findings=findings,
            kinds=_titles(wish), layouts=tuple(KINDS[wish.form].layouts), audiences=audiences_of(request.user),
            formats=_formats(wish),
            stopped=bool(form and stopped(form.findings) and not wish.despite),
        )  # fmt: skip


def _tried(request: Asked, register: Register, wish: Wish) -> tuple[Form | None, str]:
    try:
        return filled(request, register, wish), ""
    except BadRequestError as fault:
        return None, str(fault).partition("\n")[0]


def _titles(wish: Wish) -> dict[str, str]:
    return {name: tr(kind.title).format(year=wish.year) for name, kind in KINDS.items()}


def _formats(wish: Wish) -> tuple[str, ...]:
    return tuple(name for name in _TYPES if name not in {"hxl", "iati"} or name in _OF.get(wish.form, ()))


_OF: Final = {"5w": ("hxl",), "iati-results": ("iati",), "landmine-monitor": ("hxl",), "apmbc-article-7": ("hxl",)}
"""Formats that only some forms have."""


@get("/statement/forms/figure", permission="land.read", include_in_schema=False, sync_to_thread=True)
def figure_page(request: Asked) -> Response[str]:
    """Show what each record adds to a figure of a form."""
    query = request.query_params
    with reading(request) as register:
        wish = wish_of(query, request.user, register.today())
        form = filled(request, register, wish)
        place = [query.get(name, "") for name in ("part", "row", "column")]
        spots = [one for one in form.figures() if [one.section.code, str(one.row), str(one.column)] == place]
        if not spots:
            raise NotFoundException(tr("This form has no such figure."))
        spot = spots[0]
        rows = [part._asdict() for part in spot.entry.parts] if form.exact else []
        note(request, "form-figure", "/statement/forms/figure")
        return page(request, "statement_figure.html", form=form, spot=spot, rows=rows, wish=wish)


@get(
    [f"/statement/forms/export.{name}" for name in _TYPES],
    permission="product.export",
    include_in_schema=False,
    sync_to_thread=True,
)
def form_file(request: Asked) -> Response[bytes]:
    """
    Give a form as a file, unless the gate stops it.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    Response
        The file.

    Raises
    ------
    HTTPException
        Where the gate found errors, and nobody said why it may leave.
    """
    name = request.url.path.rsplit(".", 1)[-1]
    with reading(request) as register:
        wish = wish_of(request.query_params, request.user, register.today())
        form = filled(request, register, wish)
        if stopped(form.findings) and not form.despite:
            said = tr("The plausibility gate found errors; mend the records, or say why the form may leave.")
            raise HTTPException(status_code=409, detail=said)
        data = _data(register, form, name)
    note(request, "form-export", f"/statement/forms/export.{name}")
    given = f"{wish.form}-{wish.year}-{wish.audience}.{_ENDINGS.get(name, name)}"
    return Response(data, media_type=_TYPES[name], headers={"Content-Disposition": f'attachment; filename="{given}"'})


def _data(register: Register, form: Form, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form"
        write_form(register, form, name, path)
        return path.read_bytes()


ROUTES: Final = (forms_page, figure_page, form_file)
