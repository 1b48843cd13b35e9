"""The language of a request, and numbers, areas and days as that language writes them."""

import datetime as dt
from contextvars import ContextVar
from decimal import Decimal
from typing import Final

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from landrelease.checks.columns import zone_of
from landrelease.records import times
from landrelease.records.text import languages, use_language

_DAY: Final = len("2024-07-31")
NAMES: Final = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "uk": "Українська"}
"""What each language calls itself."""
_HECTARE: Final = 10_000
_SQUARE_KILOMETRE: Final = 1_000_000
_code: Final = ContextVar("code", default="en")


def choose(wished: str, accepted: str) -> str:
    """
    Choose the language of an answer.

    Parameters
    ----------
    wished
        What the person chose; empty where they did not.
    accepted
        What their browser says, as the header ``Accept-Language``.

    Returns
    -------
    str
        One of the languages that there is a catalogue for.

    Examples
    --------
    >>> choose("", "pt-BR,fr;q=0.8,en;q=0.5"), choose("xx", "")
    ('fr', 'en')
    """
    tags = [part.split(";")[0].strip().replace("-", "_") for part in accepted.split(",")]
    return negotiate_locale([wished, *tags], languages(), sep="_") or "en"


def speak(code: str) -> None:
    """
    Answer in a language from here on, for this request.

    Parameters
    ----------
    code
        One of `languages`.
    """
    _code.set(code)
    use_language(code)


def spoken() -> str:
    """
    Name the language of this request.

    Returns
    -------
    str
        Its code.
    """
    return _code.get()


def direction() -> str:
    """
    Tell in which direction the language of this request is written.

    Returns
    -------
    str
        ``ltr`` or ``rtl``.
    """
    found: str = Locale.parse(spoken()).text_direction
    return found


def number(value: float | Decimal | None, digits: int = 0) -> str:
    """
    Write a number.

    Parameters
    ----------
    value
        The number; None for one that is not known.
    digits
        Places after the point, at most.

    Returns
    -------
    str
        Grouped as the language groups; a dash for what is not known.

    Examples
    --------
    >>> number(1234567.891, 1), number(None)
    ('1,234,567.9', '–')
    """
    if value is None:
        return "–"
    return format_decimal(value, format="#,##0." + "#" * digits if digits else "#,##0", locale=spoken())


def area(value: float | Decimal | None) -> str:
    """
    Write an area, in the unit in which people can read it.

    Parameters
    ----------
    value
        Square metres.

    Returns
    -------
    str
        In m² below a hectare, in ha below a square kilometre, in km² above; exact figures stand in tables and files.

    Examples
    --------
    >>> area(812.4), area(Decimal("60313.5")), area(649499587), area(0), area(-20000)
    ('812 m²', '6.03 ha', '649.5 km²', '0 m²', '-2 ha')
    """
    if value is None:
        return "–"
    size = abs(float(value))
    if size < _HECTARE:
        return f"{number(value)} m²"
    if size < _SQUARE_KILOMETRE:
        return f"{number(float(value) / _HECTARE, 2)} ha"
    return f"{number(float(value) / _SQUARE_KILOMETRE, 2)} km²"


def day(text: str | None) -> str:
    """
    Write a day; a month or a year alone stays one.

    Parameters
    ----------
    text
        ISO date, month or year.

    Returns
    -------
    str
        As the language writes it; what is no date stays as it is.

    Examples
    --------
    >>> day("2024-07-31"), day("2024-07"), day("2024"), day(None)
    ('31 Jul 2024', 'Jul 2024', '2024', '–')
    """
    if not text:
        return "–"
    try:
        first = dt.date.fromordinal(times.interval(text).first)
    except ValueError:
        return text
    pattern = {len("2024"): "yyyy", len("2024-07"): "LLL yyyy"}.get(len(text), "d MMM yyyy")
    return format_date(first, format=pattern, locale=spoken())


def weekday(text: str) -> str:
    """
    Name the day of the week of a date.

    Parameters
    ----------
    text
        ISO date.

    Returns
    -------
    str
        Short, as it stands over a column of a calendar.

    Examples
    --------
    >>> weekday("2025-03-01")
    'Sat'
    """
    return format_date(dt.date.fromisoformat(text), format="ccc", locale=spoken())


def moment(text: str | None, zone: str = "UTC") -> str:
    """
    Write a moment in the time of the programme; a day, month or year alone stays one.

    Parameters
    ----------
    text
        As records hold moments (UTC), or what is left of one for who reads months.
    zone
        Time zone of the programme.

    Returns
    -------
    str
        Day, hour and minute.

    Examples
    --------
    >>> moment("2024-07-31T22:30:00.000Z", "Europe/Sarajevo"), moment("2024-07"), moment(None)
    ('1 Aug 2024 00:30', 'Jul 2024', '–')
    """
    if not text or len(text) <= _DAY:
        return day(text)
    return format_datetime(times.instant(text), "d MMM yyyy HH:mm", tzinfo=zone_of(zone), locale=spoken())
