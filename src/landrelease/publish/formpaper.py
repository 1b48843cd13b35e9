"""Forms as papers: tables across, then under each figure the records that it is added up from."""

from decimal import Decimal
from pathlib import Path
from typing import Final

from landrelease.desk.errors import BadRequestError
from landrelease.publish.form import Entry, Form, Section, Spot
from landrelease.publish.formfile import gate_on, records_of
from landrelease.publish.meta import moment_text
from landrelease.publish.paper import Index, Paper, Side, Sum, Sums, Table, Words, paper_languages, pdf
from landrelease.publish.writing import replacing
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_NO_LETTERS: Final = _(
    "papers cannot be set in the language {language}, whose letters are in no font that papers carry; there are "
    "{languages}. Take the page or the workbook, or another language."
)
_WIDE: Final = 3
"""Columns up to which a form stands upright."""
LINKED_AT_MOST: Final = 5000
"""Summands up to which each leads to its record; a link to each of more takes longer than the rest of the paper."""
PRINTED_AT_MOST: Final = 100_000
"""Summands up to which they are printed."""
_TOO_MANY: Final = _(
    "The records behind the figures are too many to print: {count} summands. The workbook, the page and the CSV of this"
    " form name them all."
)
_TEXT_SHARE: Final = 5
_FIGURE_SHARE: Final = 4


def write_form_pdf(form: Form, path: Path) -> None:
    """
    Write a form as a PDF/A file.

    Each figure leads to the sum of what its records add, where the audience may know them; the records stand by number
    there, and with their whole ids at the end. Where they are very many, numbers lead nowhere, or the paper names the
    files that hold them.

    Parameters
    ----------
    form
        The form.
    path
        File to write.

    Raises
    ------
    BadRequestError
        Where papers cannot be set in the language of the form.
    """
    made = pdf(paper_of(form))
    with replacing(path) as partial:
        partial.write_bytes(made)


def paper_of(form: Form) -> Paper:
    """
    Lay a form out.

    Parameters
    ----------
    form
        The form.

    Returns
    -------
    Paper
        In the one language that its texts are in.

    Raises
    ------
    BadRequestError
        Where papers cannot be set in that language.
    """
    language = form.meta.language
    if language not in paper_languages():
        raise BadRequestError(tr(_NO_LETTERS).format(language=language, languages=", ".join(paper_languages())))
    gate = gate_on(form)
    said = [_words(tr("What the plausibility gate says"), gate)] if gate else []
    numbers = _numbers(form)
    tables = [part for section in form.sections for part in _section(form, section)]
    return Paper(
        languages=(language,),
        title=(form.title,),
        number=tr("As known at {moment}.").format(moment=moment_text(form.meta.known_at)),
        programme=form.meta.name or form.meta.programme,
        author=form.meta.programme,
        moment=form.meta.known_at,
        parts=(*said, *tables, *_behind(form, numbers)),
        notices=(form.mark.sentences,),
        landscape=any(len(section.columns) > _WIDE for section in form.sections),
    )


def _words(heading: str, texts: list[str] | tuple[str, ...]) -> Words:
    return Words((Side(heading, texts=tuple(texts)),))


def _section(form: Form, section: Section) -> list[Table | Words]:
    heading = f"{section.code}. {section.heading}"
    if not section.columns:
        return [_words(heading, section.notes)]
    figures = [any(not isinstance(row[at].value, str) for row in section.rows) for at in range(len(section.columns))]
    wide = len(section.columns) > _WIDE
    return [
        Table(
            (heading,),
            tuple((name,) for name in section.columns),
            tuple(tuple(cell.shown for cell in row) for row in section.rows),
            tuple(figures),
            tuple(_FIGURE_SHARE if figure and wide else _TEXT_SHARE for figure in figures),
            section.notes,
            links=_links(form, section),
            total=section.total,
        )
    ]


def _links(form: Form, section: Section) -> tuple[tuple[str, ...], ...]:
    """Name the place that each cell leads to; empty where it leads nowhere."""
    if _summands(form) > PRINTED_AT_MOST:
        return ()
    anchors = {(spot.row, spot.column): _anchor(form, spot) for spot in form.figures() if spot.section is section}
    return tuple(
        tuple(anchors.get((row, column), "") for column in range(len(cells))) for row, cells in enumerate(section.rows)
    )


def _anchor(form: Form, spot: Spot) -> str:
    at = next(n for n, section in enumerate(form.sections) if section is spot.section)
    return f"figure-{at}-{spot.row}-{spot.column}" if records_of(form, spot) else ""


def _summands(form: Form) -> int:
    return sum(len(spot.entry.parts) for spot in form.figures() if records_of(form, spot))


def _numbers(form: Form) -> dict[str, int]:
    """Give each record a number in the order in which the figures name them."""
    names = dict.fromkeys(name for spot in form.figures() for name in records_of(form, spot))
    return {name: number for number, name in enumerate(names, start=1)}


def _behind(form: Form, numbers: dict[str, int]) -> list[Sums | Index | Words]:
    if not numbers:
        return []
    count = _summands(form)
    if count > PRINTED_AT_MOST:
        return [_words(tr("Records behind the figures"), [tr(_TOO_MANY).format(count=f"{count:,}")])]
    linked = count <= LINKED_AT_MOST
    sums = [
        Sum(
            _anchor(form, spot),
            f"{spot.section.code}, {spot.name}, {spot.section.columns[spot.column]}",
            spot.entry.shown,
            tuple((numbers[part.record], _added(part.value, m2=spot.entry.m2)) for part in spot.entry.parts),
        )
        for spot in form.figures()
        if records_of(form, spot)
    ]
    return [
        Sums((tr("Records behind the figures"),), tuple(sums), linked),
        Index((tr("The records by number"),), tuple((number, name) for name, number in numbers.items()), linked),
    ]


def _added(value: Decimal, *, m2: bool) -> str:
    return Entry(value, m2).shown
