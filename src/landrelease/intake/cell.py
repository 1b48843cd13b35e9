"""One cell of a table becomes the value of a field, or says why it cannot."""

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from landrelease.intake import number
from landrelease.intake.field import Field, Type
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.records.times import interval

STRICT: Final = MappingProxyType(
    {
        "hazard_status": "no-status",
        "release_status": "no-status",
        "stage": "code-required",
        "verdict": "code-required",
        "withdrawal_reason": "code-required",
    }
)
"""Code lists that decide what a record does to land: a word outside them is a fault of this code, not kept."""
MERGED: Final = "(merged cell)"
"""Stands in cells that are merged with one that holds the value."""
_LOST: Final = frozenset(
    {
        MERGED, "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
        "#BLOCKED!", "#CONNECT!", "#BUSY!", "#GETTING_DATA", "Err:502", "Err:508", "Err:509", "Err:522",
    },
)  # fmt: skip
"""What spreadsheets show, and write into CSV files, in the place of a value that they lost."""
_DAY: Final = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_SHOWN: Final = 40
_WHOLE: Final = 2**53
_DIVIDER: Final = ";"


class Reading(NamedTuple):
    """
    How a file writes its values.

    Attributes
    ----------
    decimal : str
        Decimal sign of texts that hold numbers, see `number.decimal_of`; empty where the file does not decide it.
    dates : tuple of str
        Forms of dates besides ISO, as `datetime.datetime.strptime` knows them, such as ``%d.%m.%Y`` or ``%m/%Y``.
    """

    decimal: str = ""
    dates: tuple[str, ...] = ()


class CellError(ValueError):
    """
    A cell does not fit its field.

    Parameters
    ----------
    code
        Code of the finding.
    expected
        What the field takes.

    Attributes
    ----------
    code : str
        Code of the finding.
    expected : str
        What the field takes.
    """

    def __init__(self, *, code: str, expected: str) -> None:
        super().__init__(code, expected)
        self.code = code
        self.expected = expected

    def __str__(self) -> str:
        """Say what the field takes."""
        return tr("it takes {expected}").format(expected=self.expected)


def shown(value: object) -> str:
    """
    Shorten a value for a finding.

    Parameters
    ----------
    value
        A cell.

    Returns
    -------
    str
        At most forty characters on one line.

    Examples
    --------
    >>> shown("x" * 50)[-3:]
    'xx…'
    """
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def text_of(value: object) -> str | None:
    """
    Read any cell as text: whole numbers without a decimal point, dates as ISO, blanks around it left out.

    Parameters
    ----------
    value
        A cell.

    Returns
    -------
    str or None
        The text, none where the cell is empty.

    Examples
    --------
    >>> text_of(12.0), text_of("  H-1 "), text_of(" "), text_of(True), text_of(dt.date(2024, 5, 1))
    ('12', 'H-1', None, 'true', '2024-05-01')
    >>> text_of(["AP", "AV"]), text_of(float("nan"))
    ('["AP","AV"]', None)
    """
    if isinstance(value, str):
        return value.strip() or None
    if value is None or value != value:  # noqa: PLR0124 - not a number is the only value unlike itself
        return None
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    return str(value) if isinstance(value, int) else msgspec.json.encode(value).decode()


def convert(value: object, field: Field, reading: Reading) -> Any:  # noqa: ANN401 - as many types as fields have
    """
    Read one cell as the value of a field.

    Parameters
    ----------
    value
        A cell that is not empty.
    field
        The field.
    reading
        How the file writes its values.

    Returns
    -------
    object
        The value as the record holds it; codes in the spelling of their list, unknown ones as they stand.

    Raises
    ------
    CellError
        Where the cell does not fit.

    Examples
    --------
    >>> from landrelease.intake.field import fields_of
    >>> hazard = fields_of("hazard")
    >>> convert("ap; AV ;nails", hazard["contamination"], Reading())
    ('AP', 'AV', 'nails')
    >>> convert("17.05.2024", hazard["date"], Reading(dates=("%d.%m.%Y",)))
    '2024-05-17'
    >>> convert("17.05.2024", hazard["date"], Reading())
    Traceback (most recent call last):
    ...
    landrelease.intake.cell.CellError: it takes YYYY-MM-DD, YYYY-MM or YYYY
    """
    return _CONVERTERS[field.type](value, field, reading)


def converted(values: Sequence[Any], field: Field, reading: Reading) -> tuple[list[Any], dict[int, CellError]]:
    """
    Read a column; each different value is read once.

    Parameters
    ----------
    values
        Cells [n], None where empty.
    field
        The field.
    reading
        How the file writes its values.

    Returns
    -------
    tuple
        Values of the field [n], None where there is none, and position to fault.
    """
    types = set(map(type, values)) - {type(None)}
    if types == {str} and field.type == "text" and not field.codes and _LOST.isdisjoint(values):
        return [value and (value.strip() or None) for value in values], {}
    if types == {float} and field.type == "number" and all(value is None or 0 <= value < math.inf for value in values):
        return list(values), {}
    keys: Sequence[Any] = values
    try:
        different = set(values)
    except TypeError:  # lists and objects of a JSON file
        keys = [text_of(value) for value in values]
        different = set(keys)
    fits, faults = _read_once(different, field, reading)
    return (
        [fits[key] for key in keys],
        {at: faults[key] for at, key in enumerate(keys) if key in faults} if faults else {},
    )


def _read_once(different: set[Any], field: Field, reading: Reading) -> tuple[dict[Any, Any], dict[Any, CellError]]:
    fits: dict[Any, Any] = {None: None}
    faults: dict[Any, CellError] = {}
    read = _CONVERTERS[field.type]
    for value in different - {None}:
        try:
            _refuse_lost(value)
            fits[value] = None if value == "" or text_of(value) is None else read(value, field, reading)
        except CellError as fault:
            fits[value] = None
            faults[value] = fault
    return fits, faults


def lost(value: object) -> str:
    """
    Tell what a spreadsheet shows in the place of a value that it lost.

    Parameters
    ----------
    value
        A cell.

    Returns
    -------
    str
        Code of the finding; empty for any value.

    Examples
    --------
    >>> lost("#REF!"), lost(MERGED), lost("H-1")
    ('cell-in-error', 'cell-merged', '')
    """
    if not isinstance(value, str) or value.strip() not in _LOST:
        return ""
    return "cell-merged" if value == MERGED else "cell-in-error"


def _refuse_lost(value: object) -> None:
    if code := lost(value):
        raise CellError(code=code, expected=_("a value"))


def _text(value: object, field: Field, _reading: Reading) -> str | None:
    text = text_of(value)
    if text is None or not field.codes:
        return text
    code = _code(text, field)
    if code not in field.codes and field.mark.codes in STRICT:
        raise CellError(code=STRICT[field.mark.codes], expected=", ".join(field.codes))
    return code


def _code(text: str, field: Field) -> str:
    """Give the code in the spelling of its list; a word that is in no list stays as it stands."""
    if text in field.codes:
        return text
    return next((code for code in field.codes if code.casefold() == text.casefold()), text)


def _list(value: object, field: Field, _reading: Reading) -> tuple[str, ...]:
    text = text_of(value) or ""
    if text.startswith("["):
        try:
            found = msgspec.json.decode(text, type=tuple[str | int | float, ...])
            return tuple(_code(str(part).strip(), field) for part in found)
        except msgspec.DecodeError:
            pass
    return tuple(_code(part.strip(), field) for part in text.split(_DIVIDER) if part.strip())


def _date(value: object, _field: Field, reading: Reading) -> str:
    text = text_of(value) or ""
    day = _DAY.fullmatch(text)
    if day:  # with a time of day it stays the day as it was written: where the work was done, not in UTC
        text = f"{day[1]}-{day[3]}-{day[4]}"
    try:
        interval(text)
    except ValueError:
        return _date_by_form(text, reading.dates)
    return text


def _date_by_form(text: str, forms: tuple[str, ...]) -> str:
    for form in forms:
        try:
            found = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
        parts = ("%Y-%m-%d", "%Y-%m", "%Y")[_precision(form)]
        return found.strftime(parts)
    raise CellError(code="value-not-a-date", expected=", ".join((_("YYYY-MM-DD, YYYY-MM or YYYY"), *forms)))


def _precision(form: str) -> int:
    if any(part in form for part in ("%d", "%j", "%x", "%c", "%D")):
        return 0
    return 1 if any(part in form for part in ("%m", "%b", "%B")) else 2


def _number(value: object, _field: Field, reading: Reading) -> float:
    found = number.parse(value, reading.decimal) if isinstance(value, str) else _figure(value)
    if found is None:
        if isinstance(value, str) and number.is_doubtful(value):
            raise CellError(code="number-ambiguous", expected=_("a number that can be read in one way only"))
        raise CellError(code="value-not-a-number", expected=_("a number"))
    if found < 0:
        raise CellError(code="number-unusable", expected=_("a number that is not negative"))
    return found


def _figure(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def _count(value: object, field: Field, reading: Reading) -> int:
    found = _number(value, field, reading)
    if not found.is_integer():
        raise CellError(code="value-not-a-number", expected=_("a whole number"))
    return int(found)


def _pair(value: object, _field: Field, reading: Reading) -> tuple[float, float]:
    parts = [number.parse(part, reading.decimal) for part in (text_of(value) or "").split(_DIVIDER)]
    if len(parts) != 2 or parts[0] is None or parts[1] is None:  # noqa: PLR2004 - longitude and latitude
        raise CellError(code="value-not-a-number", expected=_("two numbers divided by `;`, longitude first"))
    return parts[0], parts[1]


def _any(value: object, _field: Field, _reading: Reading) -> object:
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value.strip())
    except msgspec.DecodeError:
        return value.strip()


def _object(value: object, _field: Field, _reading: Reading) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text_of(value) or "", type=dict[str, Any])
    except msgspec.DecodeError:
        raise CellError(
            code="value-not-an-object", expected=_("a JSON object with `kind` and the fields of that kind")
        ) from None


_CONVERTERS: Final[MappingProxyType[Type, Callable[[object, Field, Reading], Any]]] = MappingProxyType(
    {
        "text": _text,
        "date": _date,
        "list": _list,
        "number": _number,
        "count": _count,
        "pair": _pair,
        "any": _any,
        "object": _object,
    },
)
