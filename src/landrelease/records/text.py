"""Visible words: every text a person reads goes through `tr` from the first commit."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

_CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
_ENGLISH: Final = gettext.NullTranslations()
_current: Final = ContextVar[gettext.NullTranslations]("language", default=_ENGLISH)
"""The language of whoever is served: one for a command, one for each request of the web application."""


def use_language(code: str) -> None:
    """
    Choose the language of all texts that follow.

    Parameters
    ----------
    code
        Language tag such as ``fr`` or ``ar``; one without a catalogue leaves English.

    Examples
    --------
    >>> use_language("xx")
    >>> tr("record")
    'record'
    """
    _current.set(_catalogue(code))


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("landrelease", _CATALOGUES, [code], fallback=True)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """
    Choose the language of the texts inside a block, for papers that say the same in several.

    Parameters
    ----------
    code
        Language tag, as for `use_language`.

    Yields
    ------
    None
        The language of before comes back at the end.

    Examples
    --------
    >>> with speaking("fr"):
    ...     tr("cleared")
    'dépollué'
    >>> tr("cleared")
    'cleared'
    """
    token = _current.set(_catalogue(code))
    try:
        yield
    finally:
        _current.reset(token)


def languages() -> list[str]:
    """
    List the languages that texts can be shown in.

    Returns
    -------
    list of str
        Tags: English, and those with a catalogue.

    Examples
    --------
    >>> languages()
    ['ar', 'en', 'es', 'fr', 'uk']
    """
    return sorted({"en", *(path.parts[-3] for path in _CATALOGUES.glob("*/LC_MESSAGES/landrelease.mo"))})


def tr(text: str) -> str:
    """
    Translate one text into the language in use.

    Parameters
    ----------
    text
        English text, with ``{name}`` places to fill in after translation.

    Returns
    -------
    str
        The translation, or `text` itself where there is none.

    Examples
    --------
    >>> tr("a text that nobody translated")
    'a text that nobody translated'
    """
    return _current.get().gettext(text) if text else text


def ntr(one: str, many: str, count: int) -> str:
    """
    Translate a text that counts something, in the plural form that the language has for the number.

    Parameters
    ----------
    one
        English text for one.
    many
        English text for any other number, with ``{name}`` places to fill in after translation.
    count
        The number.

    Returns
    -------
    str
        The translation, or the English text where there is none.

    Examples
    --------
    >>> [ntr("{count} row", "{count} rows", count).format(count=count) for count in (0, 1, 2)]
    ['0 rows', '1 row', '2 rows']
    """
    return _current.get().ngettext(one, many, count)


def counted(one: str, many: str, count: int, **values: object) -> str:
    """
    Write a text that counts something, filled in.

    Parameters
    ----------
    one
        English text for one.
    many
        English text for any other number.
    count
        The number, for the place ``{count}``.
    **values
        For the other places.

    Returns
    -------
    str
        The text in the language in use.

    Examples
    --------
    >>> counted("{count:,} row of {name}", "{count:,} rows of {name}", 1200, name="a.csv")
    '1,200 rows of a.csv'
    """
    return ntr(one, many, count).format(count=count, **values)


def marked(text: str) -> str:
    """
    Mark a text for the catalogue without translating it yet.

    Parameters
    ----------
    text
        English text that is kept in a table and shown later through `tr`.

    Returns
    -------
    str
        `text`, unchanged.

    Examples
    --------
    >>> marked("cleared")
    'cleared'
    """
    return text
