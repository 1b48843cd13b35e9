"""Numbers as people write them in tables: decimal comma or point, grouped thousands, and what cannot be told apart."""

import re
from collections.abc import Iterable
from typing import Final

_BLANKS: Final = re.compile(r"(?<=\d)[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}'\u2019](?=\d{3}(?:\D|$))")
_PLAIN: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMA: Final = re.compile(r"[+-]?\d*,\d+")
_DOUBTFUL: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_SIGNS: Final = frozenset(".,")
_GROUPED: Final = {
    ",": re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
}


def decimal_of(texts: Iterable[str]) -> str:
    """
    Find out from its numbers whether a file writes a decimal comma or a decimal point.

    Only numbers that can be read in one way decide.

    Parameters
    ----------
    texts
        Cells of all columns that hold numbers.

    Returns
    -------
    str
        ``.`` or ``,``; empty where the file does not decide it, ``?`` where it holds both.

    Examples
    --------
    >>> decimal_of(["0,2", "1.250"]), decimal_of(["12.5", "1,250"])
    (',', '.')
    >>> decimal_of(["1,250"]), decimal_of(["0,2", "0.3"])
    ('', '?')
    """
    shown = {sign for text in texts if (sign := _shown(_joined(text)))}
    return "?" if len(shown) > 1 else "".join(shown)


def parse(text: str, decimal: str = "") -> float | None:
    """
    Read a number, if it can be read in one way only.

    Parameters
    ----------
    text
        A cell.
    decimal
        Decimal sign of the file, see `decimal_of`.

    Returns
    -------
    float or None
        The number; none where the text is none, is endless, or can be read in two ways and the file does not decide.

    Examples
    --------
    >>> parse("0,2"), parse("12 500,5"), parse("1,250,000"), parse("1.250")
    (0.2, 12500.5, 1250000.0, 1.25)
    >>> parse("1,250"), parse("1,250", ","), parse("1,250", "."), parse("1.250", "?")
    (None, 1.25, 1250.0, None)
    >>> parse("nan"), parse("two"), parse("1e999")
    (None, None, None)
    """
    text = _joined(text)
    if _DOUBTFUL.fullmatch(text):
        return _doubtful(text, decimal)
    if _PLAIN.fullmatch(text):
        return _finite(text)
    if _COMMA.fullmatch(text):
        return _finite(text.replace(",", "."))
    for group, form in _GROUPED.items():
        if form.fullmatch(text):
            return _finite(text.replace(group, "").replace(",", "."))
    return None


def is_doubtful(text: str) -> bool:
    """
    Tell whether a text is a number that can be read in two ways.

    Parameters
    ----------
    text
        A cell.

    Returns
    -------
    bool
        True for one comma or point with three digits behind it and one to three before.

    Examples
    --------
    >>> is_doubtful("1,250"), is_doubtful("0,250"), is_doubtful("1,25")
    (True, False, False)
    """
    return bool(_DOUBTFUL.fullmatch(_joined(text)))


def _joined(text: str) -> str:
    return _BLANKS.sub("", text.strip())


def _doubtful(text: str, decimal: str) -> float | None:
    """Read ``1,250`` or ``1.250``: a point is one by default, a comma only where the file shows what it means."""
    sign = "," if "," in text else "."
    if decimal not in _SIGNS:
        return None if decimal or sign == "," else float(text)
    return float(text.replace(",", ".") if sign == decimal else text.replace(sign, ""))


def _finite(text: str) -> float | None:
    value = float(text)
    return value if abs(value) != float("inf") else None


def _shown(text: str) -> str:
    """Name the decimal sign that a number shows beyond doubt, empty where it shows none."""
    if _DOUBTFUL.fullmatch(text):
        return ""
    if _PLAIN.fullmatch(text):
        return "." if "." in text else ""
    if _COMMA.fullmatch(text):
        return ","
    return next(("." if group == "," else "," for group, form in _GROUPED.items() if form.fullmatch(text)), "")
