"""Gather the visible texts of all rooms, bring them into the catalogue of every language, and compile the catalogues.

    python scripts/words.py             bring every catalogue up to date and compile it
    python scripts/words.py --check     exit 1 where that would change anything
    python scripts/words.py --missing fr   print what has no translation yet, as a catalogue to fill in
    python scripts/words.py --take FILE fr   take the translations of such a catalogue over

A text that nobody says any more leaves the catalogues. No place in the source is written beside a text, so that
moving a line changes no catalogue.
"""

import argparse
import ast
import datetime as dt
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "landrelease"
LOCALES = SOURCE / "locale"
LANGUAGES = ("ar", "es", "fr", "uk")
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
"""How each language counts, as its translations were written: releases of Babel differ."""
WORDS = {
    **dict.fromkeys(("tr", "_", "marked", "gettext")),
    **dict.fromkeys(("ntr", "counted", "ngettext"), (1, 2)),
    "words": (2,),
}
PLACES = re.compile(r"\{[a-z_0-9:,.!]*\}|%\([a-z_]+\)[sd]|%[sd]", re.IGNORECASE)
CHANGING = {
    "POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team",
}  # fmt: skip
"""What the head of a catalogue says of when, by whom and by what, which the history of the files says better."""
NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
ONLY_ENGLISH = {"demo", "cli"}
"""Rooms whose texts stay English: the example's own story, and the help of commands."""


class Words(Catalog):
    """A catalogue whose head is the same whenever, and by whatever release of Babel, it is written."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super()._get_mime_headers() if name not in CHANGING]

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)  # noqa: SLF001 - Babel offers no other way


def main() -> int:
    """
    Do what the command line asks for.

    Returns
    -------
    int
        Exit code.
    """
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--check", action="store_true", help="change nothing; exit 1 where anything would change")
    words.add_argument("--missing", metavar="LANGUAGE", choices=LANGUAGES, help="print what has no translation yet")
    words.add_argument("--take", metavar="FILE", type=Path, help="take translations over, for LANGUAGE")
    words.add_argument("language", nargs="?", choices=LANGUAGES)
    asked = words.parse_args()
    said = texts()
    if asked.missing:
        write_po(sys.stdout.buffer, missing(asked.missing, said), width=0, omit_header=True)
        return 0
    if asked.take:
        return take(asked.take, asked.language, said)
    changed = [language for language in LANGUAGES if kept(language, updated(language, said), check=asked.check)]
    if asked.check and changed:
        sys.stdout.write(f"words: the catalogues of {', '.join(changed)} are out of date (python scripts/words.py)\n")
    return int(asked.check and bool(changed))


def texts() -> dict[str | tuple[str, ...], set[str]]:
    """
    Gather the texts of all rooms.

    Returns
    -------
    dict
        Text, or one and many, to the rooms that say it.
    """
    found: dict[str | tuple[str, ...], set[str]] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        room = path.relative_to(SOURCE).parts[0]
        if room in ONLY_ENGLISH:
            continue
        for parts in on_page(path) if path.suffix == ".html" else in_source(path.read_text("utf-8")):
            found.setdefault(parts, set()).add(room)
    return found


def on_page(path: Path) -> Iterator[str | tuple[str, ...]]:
    """
    Gather the texts of a template.

    Parameters
    ----------
    path
        Where it is.

    Yields
    ------
    str or tuple of str
        Text, or one and many.
    """
    options = {"newstyle_gettext": "true", "trimmed": "false"}
    for _line, text, _comments, _context in extract_from_file("jinja2", path, keywords=WORDS, options=options):
        parts = tuple(text) if isinstance(text, tuple | list) else text
        if parts and all(parts):
            yield parts


def in_source(source: str) -> Iterator[str | tuple[str, ...]]:
    """
    Gather the texts of a module, by its syntax: releases of Babel differ in what they take for a call.

    Parameters
    ----------
    source
        The module.

    Yields
    ------
    str or tuple of str
        Text, or one and many; what is not written out in the call is left alone.

    Examples
    --------
    >>> list(in_source("tr('one'); self.counted('a row', 'rows', n); tr(said)"))
    ['one', ('a row', 'rows')]
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in WORDS:
                given = [node.args[n - 1] for n in WORDS[called] or (1,) if n <= len(node.args)]
                parts = tuple(
                    one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )
                if all(parts) and len(parts) == len(WORDS[called] or (1,)):
                    yield parts if len(parts) > 1 else parts[0]


def before(language: str) -> Catalog:
    """
    Read the catalogue of a language.

    Parameters
    ----------
    language
        Its code.

    Returns
    -------
    babel.messages.catalog.Catalog
        Empty where there is none yet.
    """
    path = LOCALES / language / "LC_MESSAGES" / "landrelease.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, said: dict[str | tuple[str, ...], set[str]]) -> Catalog:
    """
    Bring a catalogue up to date.

    Parameters
    ----------
    language
        Its code.
    said
        The texts of all rooms.

    Returns
    -------
    babel.messages.catalog.Catalog
        With what is said, in the order of the texts; translations stay.
    """
    old = before(language)
    new = Words(locale=language, project="landrelease", version="1", fuzzy=False, creation_date=NO_DAY)
    new.mime_headers = [("Plural-Forms", PLURALS[language])]
    for text in sorted(said, key=str):
        known = old.get(text[0] if isinstance(text, tuple) else text)
        string = known.string if known and _complete(known.string) else ""
        new.add(text, string=string or None)
    return new


def _complete(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def missing(language: str, said: dict[str | tuple[str, ...], set[str]]) -> Catalog:
    """
    List what has no translation yet.

    Parameters
    ----------
    language
        Its code.
    said
        The texts of all rooms.

    Returns
    -------
    babel.messages.catalog.Catalog
        To be filled in.
    """
    found = Catalog(locale=language, fuzzy=False)
    found.mime_headers = [("Plural-Forms", PLURALS[language])]
    for message in updated(language, said):
        if message.id and not _complete(message.string):
            found.add(message.id)
    return found


def take(path: Path, language: str, said: dict[str | tuple[str, ...], set[str]]) -> int:
    """
    Take translations over from a file.

    Parameters
    ----------
    path
        A catalogue as `missing` prints it, filled in.
    language
        Its language.
    said
        The texts of all rooms.

    Returns
    -------
    int
        1 where a translation has other places to fill in than its text; it is left out then.
    """
    with path.open("rb") as file:
        given = read_po(file, locale=language)
    new, faults = updated(language, said), 0
    for message in given:
        target = new.get(message.id[0] if isinstance(message.id, tuple) else message.id) if message.id else None
        if target is None or not _complete(message.string):
            continue
        if not fits(message):
            faults += 1
            sys.stdout.write(f"words: other places to fill in: {message.id!r} -> {message.string!r}\n")
            continue
        target.string = message.string
    kept(language, new, check=False)
    return int(faults > 0)


def fits(message: Message) -> bool:
    """
    Tell whether a translation fills in what its text fills in.

    Parameters
    ----------
    message
        Text and translation.

    Returns
    -------
    bool
        Each form of a translation of several must fit one of the two texts.
    """
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    wanted = [sorted(PLACES.findall(str(text))) for text in ids]
    return all(sorted(PLACES.findall(str(text))) in wanted for text in strings)


def kept(language: str, catalogue: Catalog, *, check: bool) -> bool:
    """
    Write a catalogue, and compile it.

    Parameters
    ----------
    language
        Its code.
    catalogue
        What is to be kept.
    check
        Whether nothing is written.

    Returns
    -------
    bool
        Whether anything changed.
    """
    folder = LOCALES / language / "LC_MESSAGES"
    written, compiled = io.BytesIO(), io.BytesIO()
    catalogue.header_comment = ""
    write_po(written, catalogue, width=0, omit_header=False, sort_output=False, include_previous=False)
    write_mo(compiled, catalogue)
    pairs = {folder / "landrelease.po": written.getvalue(), folder / "landrelease.mo": compiled.getvalue()}
    changed = any(not path.exists() or path.read_bytes() != data for path, data in pairs.items())
    if changed and not check:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in pairs.items():
            path.write_bytes(data)
    return changed


if __name__ == "__main__":
    sys.exit(main())
