"""What sheets with a map have in common: outlines, land by status, borders, names, bar of the scale, north."""

import math
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
import shapely

from landrelease.publish.columns import Values
from landrelease.publish.markup import Markup, element
from landrelease.publish.pagedata import Place
from landrelease.publish.style import Style, paint
from landrelease.records.text import tr

_DOT_MM: Final = 0.7
_GRID_MM: Final = 20.0
_LINE_CHARS: Final = 36


class Frame(Protocol):
    """Where the land lies on a sheet."""

    def on_paper(self, lonlat: Values) -> Values:
        """
        Give millimetres on the sheet.

        Parameters
        ----------
        lonlat
            Positions [n, 2], degrees.

        Returns
        -------
        ndarray
            Positions [n, 2], rounded to hundredths.
        """
        ...


class Laid(Frame, Protocol):
    """A sheet in a UTM zone."""

    @property
    def x(self) -> float:
        """Easting of the middle, metres."""
        ...

    @property
    def y(self) -> float:
        """Northing of the middle, metres."""
        ...

    @property
    def scale(self) -> int:
        """Denominator."""
        ...

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom edge of the frame, millimetres from the corner of the paper."""
        ...

    def placed(self, metres: Values) -> Values:
        """
        Give millimetres on the paper for places in the plane.

        Parameters
        ----------
        metres
            Easting and northing [n, 2].

        Returns
        -------
        ndarray
            Positions [n, 2], rounded to hundredths.
        """
        ...


def utm_grid(sheet: Laid, size: float = 2.4) -> tuple[list[Markup], list[Markup]]:
    """
    Draw the lines of the UTM grid, and write their metres outside the frame.

    Parameters
    ----------
    sheet
        Where the land lies on the paper.
    size
        Height of the figures, millimetres.

    Returns
    -------
    lines : list of Markup
        To be cut at the frame.
    labels : list of Markup
        Below it and to its left.
    """
    left, top, right, bottom = sheet.box
    step = grid_step(sheet.scale)
    lines, labels = [], []
    for metres in _ticks(sheet.x, (right - left) * sheet.scale / 1000, step):
        x = float(sheet.placed(np.array([[metres, sheet.y]]))[0, 0])
        lines.append(_line(x, top, x, bottom))
        labels.append(text(x, bottom + 1.6 * size, metres_text(metres), text_anchor="middle", font_size=size))
    for metres in _ticks(sheet.y, (bottom - top) * sheet.scale / 1000, step):
        y = float(sheet.placed(np.array([[sheet.x, metres]]))[0, 1])
        lines.append(_line(left, y, right, y))
        at = left - 0.67 * size
        turned = f"rotate(-90 {at:g} {y:g})"
        labels.append(text(at, y, metres_text(metres), text_anchor="middle", font_size=size, transform=turned))
    return lines, labels


def grid_step(scale: float) -> float:
    """
    Choose how far apart the lines of a grid are.

    Parameters
    ----------
    scale
        Denominator.

    Returns
    -------
    float
        Metres, a round number.

    Examples
    --------
    >>> grid_step(25_000), grid_step(10_000)
    (500.0, 200.0)
    """
    return round_step(_GRID_MM * scale / 1000)


def _ticks(middle: float, extent: float, step: float) -> list[float]:
    first, last = math.ceil((middle - extent / 2) / step), math.floor((middle + extent / 2) / step)
    return [number * step for number in range(first, last + 1)]


def _line(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="#46535c", stroke_width=0.1, stroke_opacity=0.6)


def metres_text(value: float) -> str:
    """
    Write whole metres with narrow spaces.

    Parameters
    ----------
    value
        Metres.

    Returns
    -------
    str
        Groups of three digits.

    Examples
    --------
    >>> metres_text(4_883_500)
    '4\u202f883\u202f500'
    """
    return f"{value:,.0f}".replace(",", "\u202f")


def text(x: float, y: float, said: str, **attributes: str | float) -> Markup:
    """
    Write a text.

    Parameters
    ----------
    x, y
        Where it begins, millimetres.
    said
        The text.
    **attributes
        Attributes of the element.

    Returns
    -------
    Markup
        An element.

    Examples
    --------
    >>> str(text(1, 2.345, "N"))
    '<text x="1" y="2.35">N</text>'
    """
    return element("text", said, x=round(x, 2), y=round(y, 2), **attributes)


def path(geometry: Values, frame: Frame) -> str:
    """
    Write the rings of polygons as one path.

    Parameters
    ----------
    geometry
        Polygons, longitude and latitude.
    frame
        Where they lie on the sheet.

    Returns
    -------
    str
        Data of a path; vertices that fall on the one before are dropped.
    """
    rings, _ = shapely.get_rings(shapely.get_parts(geometry), return_index=True)
    lonlat, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(lonlat):
        return ""
    xy = frame.on_paper(lonlat)
    kept = np.append(True, (ring[1:] != ring[:-1]) | (xy[1:] != xy[:-1]).any(axis=1))
    xy, ring = xy[kept], ring[kept]
    first = np.append(True, ring[1:] != ring[:-1])
    letters = np.where(first, "M", "L").tolist()
    closed = ["Z" if begins and n else "" for n, begins in enumerate(first.tolist())]
    pieces = (f"{end}{letter}{x:g} {y:g}" for end, letter, (x, y) in zip(closed, letters, xy.tolist(), strict=True))
    return "".join(pieces) + "Z"


def land_of(geometry: Values, statuses: Values, style: Style, frame: Frame) -> Markup:
    """
    Draw all land of one status: one path, and a dot for each parcel too small to see.

    Parameters
    ----------
    geometry
        Parcels, longitude and latitude.
    statuses
        Status of each.
    style
        Which are drawn, and how.
    frame
        Where they lie on the sheet.

    Returns
    -------
    Markup
        A group; the patterns of `style.patterns` with the prefix ``sheet`` must be in the document.
    """
    mine = geometry[statuses == style.code]
    fill = paint("sheet", style.code)
    bounds = shapely.bounds(mine).reshape(-1, 2, 2)
    low, high = frame.on_paper(bounds[:, 0]), frame.on_paper(bounds[:, 1])
    small = np.abs(high - low).max(axis=1, initial=0) < _DOT_MM
    dots = [
        element(
            "rect",
            x=round(x - _DOT_MM / 2, 2),
            y=round(y - _DOT_MM / 2, 2),
            width=_DOT_MM,
            height=_DOT_MM,
            fill=style.fill,
        )
        for x, y in ((low + high) / 2)[small].tolist()
    ]
    land = element(
        "path", d=path(mine[~small], frame), fill=fill, fill_rule="evenodd", stroke=style.line, stroke_width=0.12,
        stroke_linejoin="round",
    )  # fmt: skip
    return element("g", land, dots, id=f"land-{style.code}")


def borders_of(borders: Values, frame: Frame) -> Markup:
    """
    Draw borders.

    Parameters
    ----------
    borders
        Polygons, longitude and latitude.
    frame
        Where they lie on the sheet.

    Returns
    -------
    Markup
        A path.
    """
    return element(
        "path",
        d=path(borders, frame),
        fill="none",
        stroke="#6d685c",
        stroke_width=0.3,
        stroke_dasharray="2 0.8 0.4 0.8",
    )


def names_of(places: Sequence[Place], frame: Frame) -> list[Markup]:
    """
    Write names of places.

    Parameters
    ----------
    places
        Names with positions.
    frame
        Where they lie on the sheet.

    Returns
    -------
    list of Markup
        A dot and the name of each.
    """
    if not places:
        return []
    points = frame.on_paper(np.array([[place.lon, place.lat] for place in places])).tolist()
    return [
        element(
            "g", element("circle", cx=x, cy=y, r=0.7, stroke="#fff", stroke_width=0.3),
            text(x, y - 1.6, place.name, text_anchor="middle", font_weight=600, stroke="#fff", stroke_width=0.7,
                 paint_order="stroke", stroke_linejoin="round"),
        )
        for place, (x, y) in zip(places, points, strict=True)
    ]  # fmt: skip


def round_step(least: float) -> float:
    """
    Choose a round step.

    Parameters
    ----------
    least
        What it must reach.

    Returns
    -------
    float
        1, 2 or 5 times a power of ten.

    Examples
    --------
    >>> round_step(0.3), round_step(1000), round_step(5001)
    (0.5, 1000.0, 10000.0)
    """
    power = 10.0 ** math.floor(math.log10(least))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= least * (1 - 1e-9))


def scale_bar(x: float, y: float, scale: float, longest_mm: float) -> list[Markup]:
    """
    Draw the bar of the scale in four pieces.

    Parameters
    ----------
    x, y
        Where it begins, millimetres.
    scale
        Denominator.
    longest_mm
        How long it may be.

    Returns
    -------
    list of Markup
        Pieces, and the texts at both ends.
    """
    length = round_step(longest_mm / 2 * scale / 1000)
    across = length * 1000 / scale
    quarter = across / 4
    pieces = [
        element(
            "rect", x=round(x + n * quarter, 3), y=y, width=round(quarter, 3), height=1.6, stroke="#000",
            stroke_width=0.2, fill="#fff" if n % 2 else "#000",
        )
        for n in range(4)
    ]  # fmt: skip
    said = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"  # noqa: PLR2004 - metres in a kilometre
    ends = [text(x, y - 1.5, "0", text_anchor="middle"), text(x + across, y - 1.5, said, text_anchor="middle")]
    return [*pieces, *ends]


def north(x: float, y: float) -> Markup:
    """
    Draw the arrow that points north.

    Parameters
    ----------
    x, y
        Its tip, millimetres.

    Returns
    -------
    Markup
        Arrow and letter.
    """
    arrow = element("path", d=f"M{x} {y}l-3 10l3 -2.2l3 2.2z", fill="#000")
    return element("g", arrow, text(x, y - 1.2, tr("N"), text_anchor="middle", font_weight=700))


def wrapped(sentence: str) -> list[str]:
    """
    Divide a sentence into lines for the side of a sheet.

    Parameters
    ----------
    sentence
        Any text.

    Returns
    -------
    list of str
        Lines of at most 36 letters, unless a word is longer.

    Examples
    --------
    >>> wrapped("Land that is not shown here was not recorded.")
    ['Land that is not shown here was not', 'recorded.']
    """
    lines = [""]
    for word in sentence.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE_CHARS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def apart(
    at: Sequence[Sequence[float]], names: Sequence[str], size: float, box: tuple[float, float, float, float]
) -> list[int]:
    """
    Choose names that do not run into each other or over the edge.

    Parameters
    ----------
    at
        Where each place lies, across and down.
    names
        Their names, the most important first.
    size
        Height of the letters.
    box
        Left, top, right and bottom edge.

    Returns
    -------
    list of int
        Which are written.

    Examples
    --------
    >>> apart([(50, 50), (52, 51), (50, 80), (1, 50)], ["Mill", "Ferry", "Bridge", "Edge"], 3, (0, 0, 100, 100))
    [0, 2]
    """
    kept: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    for number, ((x, y), name) in enumerate(zip(at, names, strict=True)):
        half = 0.31 * size * (len(name) + 1)
        mine = (x - half, y - 1.75 * size, x + half, y + 0.4 * size)
        clear = all(mine[2] < one[0] or one[2] < mine[0] or mine[3] < one[1] or one[3] < mine[1] for one in boxes)
        if clear and mine[0] > box[0] and mine[1] > box[1] and mine[2] < box[2] and mine[3] < box[3]:
            kept.append(number)
            boxes.append(mine)
    return kept
