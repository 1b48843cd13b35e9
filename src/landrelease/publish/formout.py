"""Forms in every format that they leave in."""

from pathlib import Path
from typing import Final

from landrelease.desk.errors import BadRequestError
from landrelease.desk.reading import Reading
from landrelease.publish.form import Form
from landrelease.publish.formbook import write_form_xlsx
from landrelease.publish.formfile import form_csv, form_html
from landrelease.publish.formpaper import write_form_pdf
from landrelease.publish.hxl import form_hxl
from landrelease.publish.iati import form_iati, reporter_of
from landrelease.publish.writing import replacing
from landrelease.records.text import marked as _
from landrelease.records.text import tr

TEXTS: Final = ("csv", "html", "hxl", "iati")
FILES: Final = ("xlsx", "pdf")
_NO_FORMAT: Final = _("{format}: no such format of a form; there are {formats}")


def form_text(register: Reading, form: Form, name: str) -> str:
    """
    Write a form in a format that is text.

    Parameters
    ----------
    register
        The register that it was filled from.
    form
        The form.
    name
        One of `TEXTS`.

    Returns
    -------
    str
        The whole file.

    Raises
    ------
    BadRequestError
        Where there is no such format, or the form has nothing for it.
    """
    if name == "iati":
        return form_iati(form, reporter_of(register, form))
    writers = {"csv": form_csv, "html": form_html, "hxl": form_hxl}
    if name not in writers:
        raise BadRequestError(tr(_NO_FORMAT).format(format=name, formats=", ".join((*TEXTS, *FILES))))
    return writers[name](form)


def write_form(register: Reading, form: Form, name: str, path: Path) -> None:
    """
    Write a form to a file.

    Parameters
    ----------
    register
        The register that it was filled from.
    form
        The form.
    name
        One of `TEXTS` or `FILES`.
    path
        The file.

    Raises
    ------
    BadRequestError
        As `form_text`.
    """
    if name == "xlsx":
        write_form_xlsx(form, path)
    elif name == "pdf":
        write_form_pdf(form, path)
    else:
        text = form_text(register, form, name)
        with replacing(path) as partial:
            partial.write_text(text, encoding="utf-8")
