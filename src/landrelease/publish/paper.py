"""Papers that people sign: parts in one or more languages side by side, set by typst into the same bytes each time."""

import datetime as dt
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any, Final, TypeVar

import msgspec

from landrelease.records import times
from landrelease.records.text import languages, speaking, tr
from landrelease.records.text import marked as _

UNSTATED: Final = _("not stated")
_SCRIPTS_WITHOUT_LETTERS: Final = frozenset({"ar"})
"""Languages whose letters are in none of the fonts that papers carry."""
_STANDARD: Final = "a-3b"
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
Row = tuple[str, str | None]
Built = TypeVar("Built")


class Side(msgspec.Struct, frozen=True):
    """
    What a part says in one language.

    Attributes
    ----------
    heading : str
        Its heading.
    rows : tuple
        Name and value of each fact; None where it is not stated.
    texts : tuple of str
        Paragraphs.
    """

    heading: str
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()


class Facts(msgspec.Struct, frozen=True, tag="facts", tag_field="kind"):
    """
    Facts by name.

    Attributes
    ----------
    sides : tuple of Side
        The same in each language.
    """

    sides: tuple[Side, ...]


class Words(msgspec.Struct, frozen=True, tag="words", tag_field="kind"):
    """
    Paragraphs.

    Attributes
    ----------
    sides : tuple of Side
        The same in each language.
    strong : bool
        Whether they are set in bold.
    """

    sides: tuple[Side, ...]
    strong: bool = False


class Table(msgspec.Struct, frozen=True, tag="table", tag_field="kind"):
    """
    A table across the page.

    Attributes
    ----------
    heading : tuple of str
        In each language.
    head : tuple of tuple
        Names of each column, one for each different word.
    rows : tuple of tuple
        Cells; None is shown as a dash.
    right : tuple of bool
        Which columns hold figures.
    widths : tuple of int
        Shares of the width; 0 for as wide as its cells.
    notes : tuple of str
        Lines below it.
    links : tuple of tuple
        Anchor of a `Sum` that each cell leads to, empty for none; no rows where no cell leads anywhere.
    total : bool
        Whether the last row adds up the others.
    """

    heading: tuple[str, ...]
    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str | None, ...], ...]
    right: tuple[bool, ...]
    widths: tuple[int, ...]
    notes: tuple[str, ...] = ()
    links: tuple[tuple[str, ...], ...] = ()
    total: bool = False


class Map(msgspec.Struct, frozen=True, tag="map", tag_field="kind"):
    """
    A drawing.

    Attributes
    ----------
    heading : tuple of str
        In each language.
    svg : str or None
        The drawing; None where nothing can be drawn.
    """

    heading: tuple[str, ...]
    svg: str | None


class Party(msgspec.Struct, frozen=True):
    """
    Somebody who signs.

    Attributes
    ----------
    name : str
        Name of the organisation or body.
    role : tuple of str
        For what it signs, in each language.
    """

    name: str
    role: tuple[str, ...]


class Signatures(msgspec.Struct, frozen=True, tag="signatures", tag_field="kind"):
    """
    Room to sign.

    Attributes
    ----------
    heading : tuple of str
        In each language.
    lines : tuple of tuple
        What is written on each line, in each language.
    parties : tuple of Party
        Who signs.
    """

    heading: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    parties: tuple[Party, ...]


class Ids(msgspec.Struct, frozen=True, tag="ids", tag_field="kind"):
    """
    Record ids behind a paper.

    Attributes
    ----------
    heading : tuple of str
        In each language.
    rows : tuple of tuple
        Kind and id.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


class Sum(msgspec.Struct, frozen=True):
    """
    A figure as the sum of what records add.

    Attributes
    ----------
    anchor : str
        Name by which cells lead to it.
    name, shown : str
        What it tells, and the figure.
    parts : tuple of tuple
        Number of each record in the `Index`, and what it adds.
    """

    anchor: str
    name: str
    shown: str
    parts: tuple[tuple[int, str], ...]


class Sums(msgspec.Struct, frozen=True, tag="sums", tag_field="kind"):
    """
    Figures as sums of what records add.

    Attributes
    ----------
    heading : tuple of str
        In each language.
    sums : tuple of Sum
        In the order of the figures.
    linked : bool
        Whether each number leads to its place in the `Index`.
    """

    heading: tuple[str, ...]
    sums: tuple[Sum, ...]
    linked: bool = True


class Index(msgspec.Struct, frozen=True, tag="index", tag_field="kind"):
    """
    Record ids by number.

    Attributes
    ----------
    heading : tuple of str
        In each language.
    rows : tuple of tuple
        Number and whole id.
    linked : bool
        Whether the numbers of `Sums` lead here.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[int, str], ...]
    linked: bool = True


Part = Facts | Words | Table | Map | Signatures | Ids | Sums | Index


class Attachment(msgspec.Struct, frozen=True):
    """
    A file inside the paper.

    Attributes
    ----------
    name : str
        Its name.
    text : str
        What is in it.
    description : str
        What it is.
    """

    name: str
    text: str
    description: str


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """
    A whole paper.

    Attributes
    ----------
    languages : tuple of str
        Language tags, in the order of the columns.
    title : tuple of str
        In each language.
    number, programme, author : str
        Its number, the programme's name and who gives it out.
    moment : str
        Moment of the knowledge that it shows; the file bears it as its date.
    parts : tuple of Part
        In order.
    draft : tuple of tuple
        Why it is a draft, in each language; empty where it is none.
    notices : tuple of tuple
        Sentences that must stand on it, in each language.
    code : str
        Short code at the foot of each page.
    qr : str or None
        The same as a QR code, SVG.
    attachment : Attachment or None
        A file inside it.
    landscape : bool
        Whether its pages lie on their long side.
    """

    languages: tuple[str, ...]
    title: tuple[str, ...]
    number: str
    programme: str
    author: str
    moment: str
    parts: tuple[Part, ...]
    draft: tuple[tuple[str, ...], ...] = ()
    notices: tuple[tuple[str, ...], ...] = ()
    code: str = ""
    qr: str | None = None
    attachment: Attachment | None = None
    landscape: bool = False


def paper_languages() -> list[str]:
    """
    List the languages in which papers can be set.

    Returns
    -------
    list of str
        Those with a catalogue whose letters are in the fonts of papers.

    Examples
    --------
    >>> paper_languages()
    ['en', 'es', 'fr', 'uk']
    """
    return [code for code in languages() if code not in _SCRIPTS_WITHOUT_LETTERS]


def in_each(languages: Sequence[str], build: Callable[[], Built]) -> tuple[Built, ...]:
    """
    Build something once in each language.

    Parameters
    ----------
    languages
        Language tags.
    build
        Builds it in the language in use.

    Returns
    -------
    tuple
        In the order of the languages.

    Examples
    --------
    >>> in_each(("en", "fr"), lambda: tr("cleared"))
    ('cleared', 'dépollué')
    """
    found = []
    for code in languages:
        with speaking(code):
            found.append(build())
    return tuple(found)


def words(languages: Sequence[str], text: str) -> tuple[str, ...]:
    """
    Say one text in each language.

    Parameters
    ----------
    languages
        Language tags.
    text
        English text that is marked for the catalogue.

    Returns
    -------
    tuple of str
        In the order of the languages.

    Examples
    --------
    >>> words(("fr", "en"), UNSTATED)
    ('non précisé', 'not stated')
    """
    return in_each(languages, lambda: tr(text))


def table(
    languages: Sequence[str],
    heading: str,
    columns: Sequence[tuple[str, int, bool]],
    rows: Callable[[], Sequence[Sequence[str | None]]],
    notes: Callable[[], Sequence[str]] = tuple,
) -> Table:
    """
    Make one table of several languages: cells that differ between them hold both.

    Parameters
    ----------
    languages
        Language tags.
    heading
        English heading, marked.
    columns
        English name, share of the width and whether it holds figures, of each column.
    rows
        Gives the rows in the language in use.
    notes
        Gives the lines below it in the language in use.

    Returns
    -------
    Table
        The table.

    Examples
    --------
    >>> both = table(("en", "fr"), "Depth", [("Result", 1, False)], lambda: [[tr("cleared")], ["R-1"]])
    >>> both.rows
    (('cleared / dépollué',), ('R-1',))
    """
    spoken = in_each(languages, rows)
    below = in_each(languages, notes)
    return Table(
        words(languages, heading),
        tuple(tuple(dict.fromkeys(words(languages, name))) for name, _, _ in columns),
        tuple(tuple(_joined(cells) for cells in zip(*same, strict=True)) for same in zip(*spoken, strict=True)),
        tuple(right for _, _, right in columns),
        tuple(width for _, width, _ in columns),
        tuple(dict.fromkeys(line for lines in below for line in lines)),
    )


def _joined(cells: Sequence[str | None]) -> str | None:
    found = list(dict.fromkeys(cell for cell in cells if cell is not None))
    return " / ".join(found) if found else None


def pdf(paper: Paper) -> bytes:
    """
    Set a paper.

    Parameters
    ----------
    paper
        The paper.

    Returns
    -------
    bytes
        A PDF/A-3 file with its fonts inside; the same paper always gives the same bytes.
    """
    import typst  # noqa: PLC0415 - a compiler, only where a paper is set

    moment = times.instant(paper.moment) if paper.moment else _EPOCH
    data: dict[str, Any] = msgspec.to_builtins(paper)
    data |= {
        "unstated": words(paper.languages, UNSTATED),
        "keywords": [paper.code] if paper.code else [],
        "day": list(moment.timetuple()[:6]),
    }
    source = files("landrelease.publish").joinpath("templates", "paper.typ").read_bytes()
    # Fonts of the machine would make the same records look otherwise elsewhere; those inside typst are everywhere.
    compiler = typst.Compiler(source, ignore_system_fonts=True, sys_inputs={"data": msgspec.json.encode(data).decode()})
    made = compiler.compile(format="pdf", pdf_standards=[_STANDARD], timestamp=moment.replace(microsecond=0))
    if not isinstance(made, bytes):
        msg = f"typst gave {type(made).__name__}, not one PDF"
        raise TypeError(msg)
    return made
