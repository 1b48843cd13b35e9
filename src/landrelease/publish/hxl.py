"""Tables in the Humanitarian Exchange Language: CSV with a row of hashtags below the headings."""

from typing import Final

from landrelease.desk.errors import BadRequestError
from landrelease.publish.commas import csv_rows
from landrelease.publish.form import Entry, Form, Section
from landrelease.publish.formfile import value_text
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_NO_TAGS: Final = _("{form}: no table of this form has hashtags; take the form 5w")
_FACTS: Final = (
    ("#meta+records", _("Records")),
    ("#meta+audience", _("For whom")),
    ("#date+valid", _("Valid for")),
    ("#date+known", _("As known at")),
    ("#meta+note", _("Note")),
)


def form_hxl(form: Form) -> str:
    """
    Write the table of a form that has hashtags.

    Parameters
    ----------
    form
        The form.

    Returns
    -------
    str
        Headings, hashtags, then one line for each row, without totals, which programs add up on their own. The records
        behind a row stand in a column where the audience may know them; what must stand on every product, in the last.

    Raises
    ------
    BadRequestError
        Where no table of the form has hashtags.
    """
    section = next((one for one in form.sections if one.tags), None)
    if section is None:
        raise BadRequestError(tr(_NO_TAGS).format(form=form.title))
    facts = _FACTS if form.exact else _FACTS[1:]
    lines: list[tuple[str, ...]] = [
        (*section.columns, *(tr(head) for _tag, head in facts)),
        (*section.tags, *(tag for tag, _head in facts)),
    ]
    mark = (form.mark.audience, form.mark.valid_for, form.meta.known_at, " ".join(form.mark.sentences))
    for cells in _rows(section):
        names = dict.fromkeys(part.record for cell in cells for part in cell.parts)
        records = (";".join(names),) if form.exact else ()
        shown = (cell.value if isinstance(cell.value, str) else value_text(cell) for cell in cells)
        lines.append((*shown, *records, *mark))
    return csv_rows(lines)


def _rows(section: Section) -> tuple[tuple[Entry, ...], ...]:
    return section.rows[:-1] if section.total else section.rows
