"""Positions as people write them: degrees in every style, UTM, MGRS; read strictly, never guessed.

Decimal degrees, degrees and minutes, degrees, minutes and seconds; with signs or with the letters of the four quarters
before or behind; with marks in any of their shapes, or with blanks and colons alone; with decimal points or decimal
commas. What can be read in two ways is refused with the way out, since a swapped pair puts a hazard into another
country.
"""

import re
from typing import Literal, NamedTuple

from landrelease.geometry.gridref import GridError, read_mgrs, read_utm
from landrelease.records.text import tr

Order = Literal["lonlat", "latlon"]
Axis = Literal["lon", "lat"]

_LIMITS: dict[Axis, float] = {"lon": 180.0, "lat": 90.0}
_QUARTERS: dict[str, tuple[Axis, int]] = {"N": ("lat", 1), "S": ("lat", -1), "E": ("lon", 1), "W": ("lon", -1)}
_SIXTY = 60.0
_DEGREE_M = 111_320.0
_PAIR = 2
_STYLES = ("decimal-degrees", "degrees-minutes", "degrees-minutes-seconds")
_MARKS = "°'\""
_SHAPES = str.maketrans("−–˚º′’‘´`″”“", "--°°'''''\"\"\"")  # noqa: RUF001 - the shapes that people's tools write
_WORDS = {
    "DEGREES": "°",
    "DEG": "°",
    "MINUTES": "'",
    "MIN": "'",
    "SECONDS": '"',
    "SEC": '"',
    "''": '"',
    "NORTH": "N",
    "SOUTH": "S",
    "EAST": "E",
    "WEST": "W",
    "LATITUDE": " ",
    "LONGITUDE": " ",
    "LAT": " ",
    "LON": " ",
}
_WORD = re.compile("|".join(_WORDS))
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_SIGN = re.compile(r"\s*([+-]?\d+(?:\.\d+)?|[°'\":]|[NSEW]|[,;/])\s*")


class NotationError(ValueError):
    """A text that is no position, or that can be read as two."""


class Position(NamedTuple):
    """
    A position, with the text that it was read from.

    Attributes
    ----------
    lon : float
        Longitude, degrees.
    lat : float
        Latitude, degrees.
    style : str
        ``decimal-degrees``, ``degrees-minutes``, ``degrees-minutes-seconds``, ``utm`` or ``mgrs``.
    step_m : float
        Size of the last digit on the ground, metres: what the text can tell apart, not how well it was measured.
    entered : str
        The text as entered.
    """

    lon: float
    lat: float
    style: str
    step_m: float
    entered: str


class _Angle(NamedTuple):
    degrees: float
    axis: Axis | None
    parts: int
    step_m: float


def read_position(text: str, order: Order | None = None) -> Position:
    """
    Read a position from one text.

    Parameters
    ----------
    text
        Both coordinates, as entered.
    order
        Which comes first where no letter says it: ``lonlat`` or ``latlon``.

    Returns
    -------
    Position
        The place in WGS84 and the text.

    Raises
    ------
    NotationError
        Where it is no position, or can be read as two.

    Examples
    --------
    >>> read_position("44° 15 30 N, 18° 30 W")[:3]
    (-18.5, 44.25833333333333, 'degrees-minutes-seconds')
    >>> read_position("44,25 18,5", order="latlon")[:2]
    (18.5, 44.25)
    >>> read_position("44.25, 18.5")
    Traceback (most recent call last):
    ...
    landrelease.geometry.notation.NotationError: `44.25, 18.5`: which of the two is the longitude? add N, S, E or W, \
or say in which order they stand
    """
    try:
        for style, read in (("mgrs", read_mgrs), ("utm", read_utm)):
            if place := read(_pointed(text)):
                return Position(place.lon, place.lat, style, place.step_m, text)
    except GridError as fault:
        raise NotationError(str(fault)) from None
    angles = [_angle(text, group) for group in _groups(text)]
    if len(angles) != _PAIR:
        msg = tr("`{text}`: a position has a longitude and a latitude; divide them by a semicolon or a blank")
        raise NotationError(msg.format(text=text))
    lon, lat = _lonlat(text, angles, order)
    style = _STYLES[max(lon.parts, lat.parts) - 1]
    return Position(_on(text, lon, "lon"), _on(text, lat, "lat"), style, max(lon.step_m, lat.step_m), text)


def read_angle(text: str, axis: Axis) -> float:
    """
    Read one coordinate, as a column holds it.

    Parameters
    ----------
    text
        A longitude or a latitude, as entered.
    axis
        Which of them: ``lon`` or ``lat``.

    Returns
    -------
    float
        Degrees.

    Raises
    ------
    NotationError
        Where it is none, or one of the other axis.

    Examples
    --------
    >>> read_angle("18°30,6'W", "lon")
    -18.51
    >>> read_angle("18 W", "lat")
    Traceback (most recent call last):
    ...
    landrelease.geometry.notation.NotationError: `18 W`: a latitude has N or S, a longitude has E or W
    """
    groups = _groups(text, pairs=False)
    if len(groups) != 1:
        msg = tr("`{text}`: one coordinate is needed here, in degrees")
        raise NotationError(msg.format(text=text))
    return _on(text, _angle(text, groups[0]), axis)


def _pointed(text: str) -> str:
    """Write decimal points; where there are points already, commas divide."""
    return text if "." in text else _DECIMAL_COMMA.sub(".", text)


def _plain(text: str) -> str:
    """Write capitals, marks of one shape, and decimal points."""
    return _pointed(_WORD.sub(lambda found: _WORDS[found[0]], text.translate(_SHAPES).upper()))


class _Group:
    """What belongs to one coordinate: its numbers as written, each with its mark, and its letter."""

    def __init__(self, letter: str = "") -> None:
        self.numbers: list[str] = []
        self.marks: list[str] = []
        self.letter = letter


def _groups(text: str, *, pairs: bool = True) -> list[_Group]:
    groups = [_Group()]
    for sign in _signs(text):
        if sign in _MARKS:
            _mark(groups, sign)
        elif sign in _QUARTERS:
            _letter(groups, sign)
        elif sign in ",;/":
            groups.append(_Group())
        elif sign != ":":
            if groups[-1].numbers and sign[0] in "+-":
                groups.append(_Group())
            groups[-1].numbers.append(sign)
            groups[-1].marks.append("")
    found = [group for group in groups if group.numbers or group.letter]
    return _halves(found[0]) if pairs and len(found) == 1 else found


def _signs(text: str) -> list[str]:
    """Divide a text into numbers, marks, letters and what stands between coordinates."""
    plain, signs, place = _plain(text).strip(), [], 0
    while place < len(plain):
        found = _SIGN.match(plain, place)
        if found is None:
            if plain[place] == "O":
                cause = tr("O may be west (ouest, oeste) or east (Ost); write W or E")
            else:
                cause = tr("`{rest}` is no part of a position in degrees, UTM or MGRS").format(rest=plain[place:])
            msg = f"`{text}`: {cause}"
            raise NotationError(msg)
        signs.append(found[1])
        place = found.end()
    return signs


def _mark(groups: list[_Group], mark: str) -> None:
    """Put a mark to the last number; a degree sign on a later number begins the other coordinate."""
    last = groups[-1]
    if not last.numbers:
        return
    if mark == "°" and len(last.numbers) > 1:
        groups.append(_Group())
        groups[-1].numbers.append(last.numbers.pop())
        last.marks.pop()
        groups[-1].marks.append("")
    groups[-1].marks[-1] = mark


def _letter(groups: list[_Group], letter: str) -> None:
    """Put a letter to the numbers before it where they have none yet, else to those that follow."""
    last = groups[-1]
    if last.numbers and not last.letter:
        last.letter = letter
        groups.append(_Group())
    elif last.numbers or last.letter:
        groups.append(_Group(letter))
    else:
        last.letter = letter


def _halves(group: _Group) -> list[_Group]:
    """Divide a row of bare numbers into two coordinates."""
    half, rest = divmod(len(group.numbers), _PAIR)
    if rest or group.letter or any(group.marks):
        return [group]
    first, second = _Group(), _Group()
    first.numbers, second.numbers = group.numbers[:half], group.numbers[half:]
    first.marks, second.marks = [""] * half, [""] * half
    return [first, second]


def _angle(text: str, group: _Group) -> _Angle:
    numbers = group.numbers
    whole = all("." not in number for number in numbers[:-1])
    marked = all(mark in ("", _MARKS[place]) for place, mark in enumerate(group.marks[: len(_MARKS)]))
    values = [abs(float(number)) for number in numbers]
    if not 1 <= len(numbers) <= len(_MARKS) or not whole or not marked or any(value >= _SIXTY for value in values[1:]):
        msg = tr(
            "`{text}`: degrees, minutes below 60 and seconds below 60 are needed, a decimal point only in the last"
        )
        raise NotationError(msg.format(text=text))
    if group.letter and numbers[0][0] in "+-":
        msg = tr("`{text}`: a sign and a letter together can be read in two ways; leave one out")
        raise NotationError(msg.format(text=text))
    axis, sign = _QUARTERS.get(group.letter, (None, -1 if numbers[0][0] == "-" else 1))
    degrees = sum(value / _SIXTY**place for place, value in enumerate(values))
    decimals = len(numbers[-1].partition(".")[2])
    return _Angle(sign * degrees, axis, len(numbers), _DEGREE_M / _SIXTY ** (len(numbers) - 1) / 10**decimals)


def _lonlat(text: str, angles: list[_Angle], order: Order | None) -> tuple[_Angle, _Angle]:
    first, second = angles
    beyond = [abs(angle.degrees) > _LIMITS["lat"] for angle in angles]
    if first.axis or second.axis:
        swapped = first.axis == "lat" or second.axis == "lon"
    elif order:
        swapped = order == "latlon"
    elif beyond[0] != beyond[1]:
        swapped = beyond[1]
    else:
        msg = tr("`{text}`: which of the two is the longitude? add N, S, E or W, or say in which order they stand")
        raise NotationError(msg.format(text=text))
    return (second, first) if swapped else (first, second)


def _on(text: str, angle: _Angle, axis: Axis) -> float:
    if angle.axis not in (None, axis):
        msg = tr("`{text}`: a latitude has N or S, a longitude has E or W")
        raise NotationError(msg.format(text=text))
    if abs(angle.degrees) > _LIMITS[axis]:
        msg = tr("`{text}`: a latitude lies within 90 degrees, a longitude within 180")
        raise NotationError(msg.format(text=text))
    return angle.degrees
