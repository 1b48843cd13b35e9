"""A document as it came in: text, web page or PDF, with what it says of itself and nothing that it does not say."""

import codecs
import io
import json
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.records.times import interval

LONGEST_BYTES: Final = 64_000_000
DEEPEST: Final = 2000
"""How many elements of a page may lie in one another: the time to take its words out grows with the square."""
_LONGEST_TITLE: Final = 220
_PDF: Final = b"%PDF-"
_HEAD: Final = 2048
_PAGE: Final = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(?=T|\s|$)")
_PUBLISHED: Final = (
    "article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "parsely-pub-date",
    "date",
)  # fmt: skip
"""What pages call the day of their publication, the surest first; a day of change or of printing is none."""
_PUBLISHER: Final = ("og:site_name", "publisher", "dc.publisher")
_STATED: Final = ("publisher", "published", "url", "language", "title", "written_by")
"""What the first lines of a text may state, each as ``key: value``, before one empty line."""
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class UnreadableError(Exception):
    """A document cannot be read as text; nothing of it was kept."""

    exit_code = 61

    def __str__(self) -> str:
        """Say where, what, why, and the way out."""
        said = _(
            "{what}\nWhy: words that are half read would be taken for what the document says. Nothing was kept.\n"
            "Way out: save the document as UTF-8 text, as a web page or as a PDF that holds text."
        )
        return tr(said).format(what=super().__str__())


class Document(NamedTuple):
    """
    What a document says, and says of itself; empty where it does not.

    Attributes
    ----------
    text : str
        Its words: composed letters, line feeds, no space at the ends of lines, one empty line between paragraphs.
    title : str
        Its heading.
    publisher : str
        Who published it.
    published : str
        When: a partial date.
    written_by : str
        Who wrote it.
    language : str
        Language as a code.
    url : str
        Its address.
    media_type : str
        Of the file.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    written_by: str = ""
    language: str = ""
    url: str = ""
    media_type: str = "text/plain"


def read_document(data: bytes, name: str) -> Document:
    r"""
    Read a document; its form is told by its bytes.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        Name of the file, for messages.

    Returns
    -------
    Document
        What it says.

    Raises
    ------
    UnreadableError
        Where it is too large, encrypted, damaged, or holds no words.

    Examples
    --------
    >>> read_document(b"Field cleared\n\nTeams cleared a field.\r\n", "a.txt")[:2]
    ('Teams cleared a field.', 'Field cleared')
    >>> read_document(b"Teams cleared a field.", "a.txt").published
    ''
    """
    if len(data) > LONGEST_BYTES:
        raise UnreadableError(tr("{name}: it is larger than a document ever is").format(name=name))
    if data.startswith(_PDF):
        found = _paper(data, name)
    else:
        words = _decoded(data, name)
        found = _page(words, name) if _PAGE.search(data[:_HEAD]) else _plain(words)
    if not found.text:
        raise UnreadableError(tr("{name}: it holds no words; a scanned page must be typed first").format(name=name))
    return found


def tidy(text: str) -> str:
    r"""
    Write words the one way in which they are kept, so that places in them stay what they are.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As `Document.text` says.

    Examples
    --------
    >>> tidy("One\u00a0two  \r\n\r\n\r\n\r\nthree")
    'One two\n\nthree'
    """
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _decoded(data: bytes, name: str) -> str:
    """Read the letters; one that stands for none is the mark of another kind of file."""
    text = _letters(data, name)
    if "\0" in text:
        said = _("{name}: it holds bytes that stand for no letter (NUL): a file of another kind that is called a text")
        raise UnreadableError(tr(said).format(name=name))
    return text


def _letters(data: bytes, name: str) -> str:
    encoding = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "utf-8")
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:_HEAD])
    for one in (encoding, declared.group(1).decode() if declared else "utf-8"):
        try:
            return data.decode(one)
        except (UnicodeError, LookupError):
            continue
    raise UnreadableError(tr("{name}: its letters are not UTF-8, and it names no other writing").format(name=name))


def _plain(words: str) -> Document:
    """Read a text; a short first line that ends no sentence and stands alone is its heading."""
    stated, words = _stated(words)
    text = tidy(words)
    if stated:
        return Document(text, **{**stated, "published": _day(stated.get("published", ""))})
    head, _between, rest = text.partition("\n\n")
    if rest and "\n" not in head and len(head) <= _LONGEST_TITLE and head[-1] not in ".!…:;,":
        return Document(rest, title=head)
    return Document(text)


def _stated(words: str) -> tuple[dict[str, str], str]:
    """Read first lines that state what the text is, as tools that gather documents write them."""
    head, _between, rest = words.replace("\r\n", "\n").partition("\n\n")
    pairs = [line.partition(":") for line in head.split("\n")]
    if not rest or any(name not in _STATED or not sign for name, sign, _value in pairs):
        return {}, words
    return {name: value.strip() for name, _sign, value in pairs}, rest


def _page(words: str, name: str) -> Document:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - only for web pages
    from resiliparse.parse.html import HTMLTree  # noqa: PLC0415

    tree: Any = HTMLTree.parse(words)
    if _depth(tree) > DEEPEST:
        raise UnreadableError(tr("{name}: it is larger than a document ever is").format(name=name))
    told = _told(tree)
    text = tidy(extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False))
    title = tidy(_first(told, ("og:title",)) or _heading(tree) or tree.title or "")
    if title and text.startswith(f"{title}\n"):
        text = text[len(title) :].strip()
    root = tree.document.query_selector("html")
    return Document(
        text,
        title=title,
        publisher=_first(told, _PUBLISHER),
        published=next((day for name in _PUBLISHED if (day := _day(told.get(name, "")))), ""),
        written_by=_first(told, ("author", "article:author")),
        language=((root.getattr("lang") if root is not None else "") or "").split("-")[0].lower(),
        url=_first(told, ("og:url", "canonical")),
        media_type="text/html",
    )


def _heading(tree: Any) -> str:  # noqa: ANN401 - the tree has no types
    found = tree.document.query_selector_all("h1")
    return str(found[0].text) if len(found) == 1 else ""


def _told(tree: Any) -> dict[str, str]:  # noqa: ANN401 - the tree has no types
    """Read what a page says of itself in its head: name in small letters to value, the first of each."""
    found: dict[str, str] = {}
    nodes = _nodes(tree)
    for node in nodes["meta"]:
        name = (node.getattr("property") or node.getattr("name") or node.getattr("itemprop") or "").lower()
        found.setdefault(name, (node.getattr("content") or "").strip())
    for node in nodes["link"]:
        if (node.getattr("rel") or "").lower() == "canonical":
            found.setdefault("canonical", node.getattr("href") or "")
    for node in nodes["script"]:
        if (node.getattr("type") or "").lower() == "application/ld+json":
            for one in _linked(node.text):
                found.setdefault("datepublished", str(one.get("datePublished") or ""))
    return found


def _depth(tree: Any) -> int:  # noqa: ANN401 - the tree has no types
    from resiliparse.parse.html import traverse_dom  # noqa: PLC0415 - only for web pages

    depths = [0]
    traverse_dom(tree.document, lambda context: depths.append(max(depths.pop(), context.depth)))
    return depths[0]


def _nodes(tree: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - the tree has no types
    """Gather what may tell of a page in one walk: to step through a list of query results takes its length squared."""
    found: dict[str, list[Any]] = {"meta": [], "link": [], "script": []}
    for node in tree.document:
        if node.tag in found:
            found[node.tag].append(node)
    return found


def _linked(text: str) -> Iterator[dict[str, Any]]:
    try:
        read = json.loads(text)
    except ValueError:
        return
    graph = read.get("@graph", [read]) if isinstance(read, dict) else read
    yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _first(told: dict[str, str], names: Iterable[str]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


def _day(text: str) -> str:
    """Read the day of a date and time; what is no date in the order of ISO is nobody's date."""
    found = _DAY.match(text.strip())
    try:
        return found.group() if found and interval(found.group()) else ""
    except ValueError:
        return ""


def _paper(data: bytes, name: str) -> Document:
    from pypdf import PdfReader  # noqa: PLC0415 - only for papers

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a paper is said once, by the refusal
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        pages = [page.extract_text() for page in reader.pages]
        title = str((reader.metadata and reader.metadata.title) or "")
    except Exception as fault:  # noqa: BLE001 - a damaged paper makes the reader stumble in any way
        raise UnreadableError(tr("{name}: this PDF cannot be read: {fault}").format(name=name, fault=fault)) from None
    return Document(_unbroken("\n\n".join(pages)), title=tidy(title), media_type="application/pdf")


def _unbroken(text: str) -> str:
    """Join the lines of a set paper to paragraphs, and words that were divided at the end of a line."""
    joined = re.sub(r"(?<=\w)[-\u00ad]\n(?=[^\W\d_A-Z])", "", tidy(text))
    return tidy(re.sub(r"(?<!\n)\n(?!\n)", " ", joined))
