"""A map for paper as SVG: one A4 sheet at a round scale, with legend, grid, scale bar and north.

The sheet is drawn in the Mercator projection, true to scale at the latitude of its middle, so that north is up
everywhere and shapes are those of the ground. Outlines are rounded to a hundredth of a millimetre of paper; nothing
else is left out, and parcels too small to see are drawn as dots.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from landrelease.publish.columns import Values, land_table
from landrelease.publish.markup import Markup, element
from landrelease.publish.meta import Meta, day_text, moment_text, notices
from landrelease.publish.pagedata import Place
from landrelease.publish.sheetparts import borders_of, land_of, names_of, north, round_step, scale_bar, text, wrapped
from landrelease.publish.style import STYLES, paint, patterns
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

_FONTS: Final = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif"
_EARTH_RADIUS_M: Final = 6_378_137.0
_WIDTH, _HEIGHT = 297.0, 210.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 12.0, 24.0, 220.0, 194.0
_SIDE: Final = 226.0
_SCALES: Final = tuple(n * 10**power for power in range(3, 9) for n in (1, 2, 2.5, 5))
_SHARE: Final = 0.94
_LINE_MM: Final = 3.9
_M2_PER_KM2: Final = 1e6
_GRID_MM: Final = 25.0
_BAR_MM: Final = 50.0
_NOTHING: Final[Values] = np.empty(0, dtype=object)


class Frame(NamedTuple):
    """
    Where the land lies on the paper.

    Attributes
    ----------
    scale : float
        Denominator: one millimetre of paper is so many millimetres of ground at the middle.
    x, y : float
        Middle, Mercator radians.
    """

    scale: float
    x: float
    y: float

    @property
    def per_radian(self) -> float:
        """Millimetres of paper for one radian of Mercator."""
        return 1000 * _EARTH_RADIUS_M * math.cos(self.latitude) / self.scale

    @property
    def latitude(self) -> float:
        """Latitude of the middle, radians."""
        return 2 * math.atan(math.exp(self.y)) - math.pi / 2

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
        middle, paper = np.array([self.x, self.y]), np.array([(_LEFT + _RIGHT) / 2, (_TOP + _BOTTOM) / 2])
        placed: Values = np.round((_mercator(lonlat) - middle) * self.per_radian * np.array([1, -1]) + paper, 2)
        return placed


def map_svg(
    parcels: "Parcels", *, meta: Meta, title: str, places: Sequence[Place] = (), borders: Values = _NOTHING,
) -> str:  # fmt: skip
    """
    Draw a map of land for paper.

    Parameters
    ----------
    parcels
        Parcels of one class.
    meta
        The view.
    title
        Heading.
    places
        Names on the map.
    borders
        Polygons drawn as outlines, longitude and latitude.

    Returns
    -------
    str
        An SVG document of A4 size, landscape, at the largest round scale at which everything fits.
    """
    table = land_table(parcels)
    frame = frame_of(np.append(table.geometry, borders))
    clip = element("clipPath", _box(), id="frame")
    marks, lines = _grid(frame)
    land = [land_of(table.geometry, table.values["status"], style, frame) for style in reversed(tuple(STYLES.values()))]
    drawn = element("g", lines, borders_of(borders, frame), land, names_of(places, frame), clip_path="url(#frame)")
    edge = _box(fill="none", stroke="#000", stroke_width=0.35)
    side = [_legend(table.values), _scale(frame), north(_WIDTH - 18, _TOP + 60), _notes(meta, frame)]
    map_part = [_box(fill="#faf8f2"), drawn, edge, marks]
    inner = [
        element("title", title), patterns("sheet", 1.3), element("defs", clip), map_part,
        _heading(title, meta, parcels.klass), side,
    ]  # fmt: skip
    sheet = element(
        "svg", inner, xmlns="http://www.w3.org/2000/svg", width=f"{_WIDTH:g}mm", height=f"{_HEIGHT:g}mm",
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}", font_family=_FONTS, font_size=3, role="img", direction="ltr",
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{sheet}\n'


def frame_of(geometry: Values) -> Frame:
    """
    Choose the largest round scale at which land fits the sheet.

    Parameters
    ----------
    geometry
        Land and borders, longitude and latitude.

    Returns
    -------
    Frame
        Middle and scale; the whole world where there is no land.

    Examples
    --------
    >>> frame_of(np.array([shapely.box(17.0, 43.0, 17.4, 43.2)])).scale
    200000
    >>> round(frame_of(np.empty(0, dtype=object)).y, 6)
    0.0
    """
    bounds = shapely.total_bounds(geometry) if len(geometry) else np.array([-170.0, -80.0, 170.0, 80.0])
    (left, low), (right, high) = _mercator(bounds.reshape(2, 2)).tolist()
    middle = Frame(1.0, (left + right) / 2, (low + high) / 2)
    across = (right - left) * middle.per_radian / (_SHARE * (_RIGHT - _LEFT))
    upwards = (high - low) * middle.per_radian / (_SHARE * (_BOTTOM - _TOP))
    fitting = (scale for scale in _SCALES if scale >= max(across, upwards))
    return middle._replace(scale=next(fitting, _SCALES[-1]))


def _mercator(lonlat: Values) -> Values:
    radians = np.radians(lonlat)
    return np.column_stack([radians[:, 0], np.log(np.tan(np.pi / 4 + radians[:, 1] / 2))])


def _box(**attributes: str | float) -> Markup:
    return element("rect", x=_LEFT, y=_TOP, width=_RIGHT - _LEFT, height=_BOTTOM - _TOP, **attributes)


def _grid(frame: Frame) -> tuple[list[Markup], list[Markup]]:
    """Draw meridians and parallels; give their labels (outside the frame) and the lines."""
    step = round_step(math.degrees(_GRID_MM / frame.per_radian))
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    marks, lines = [], []
    for lon in _ticks(frame.x, (_RIGHT - _LEFT) / frame.per_radian, step, math.degrees):
        x = float(frame.on_paper(np.array([[lon, 0.0]]))[0, 0])
        lines.append(_line(x, _TOP, x, _BOTTOM))
        marks.append(text(x, _BOTTOM + 3.6, f"{lon:.{digits}f}°", text_anchor="middle", font_size=2.6))
    for lat in _ticks(frame.y, (_BOTTOM - _TOP) / frame.per_radian, step, _latitude):
        y = float(frame.on_paper(np.array([[0.0, lat]]))[0, 1])
        lines.append(_line(_LEFT, y, _RIGHT, y))
        turned = f"rotate(-90 {_LEFT - 1.4:g} {y:g})"
        marks.append(text(_LEFT - 1.4, y, f"{lat:.{digits}f}°", text_anchor="middle", font_size=2.6, transform=turned))
    return marks, lines


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)


def _ticks(middle: float, extent: float, step: float, to_degrees: Callable[[float], float]) -> Iterator[float]:
    low, high = (to_degrees(middle + sign * extent / 2) for sign in (-1, 1))
    return (n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1))


def _line(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="#b9b4a6", stroke_width=0.12)


def _heading(title: str, meta: Meta, klass: str) -> list[Markup]:
    view = tr("{name} · land as of {day} · as known at {moment} · hazard class: {klass}").format(
        name=meta.name or meta.programme,
        day=day_text(meta),
        moment=moment_text(meta.known_at),
        klass=tr(klass),
    )
    return [
        text(_LEFT, 12, title, font_size=6, font_weight=700),
        text(_LEFT, 19, view, font_size=3.4),
    ]


def _legend(values: dict[str, Values]) -> list[Markup]:
    lines = [text(_SIDE, _TOP + 4, tr("Status of land"), font_weight=700, font_size=3.6)]
    for place, (code, style) in enumerate(STYLES.items(), start=1):
        mine = values["status"] == code
        y = _TOP + 2 + place * 9
        area = f"{values['area_m2'][mine].sum() / _M2_PER_KM2:,.3f} km² · {int(mine.sum())}"
        square = element(
            "rect",
            x=_SIDE,
            y=y - 3.4,
            width=7,
            height=4.6,
            fill=paint("sheet", code),
            stroke=style.line,
            stroke_width=0.2,
        )
        lines += [
            square,
            text(_SIDE + 9.5, y - 1.6, tr(style.label), font_weight=600),
            text(_SIDE + 9.5, y + 2, area, font_size=2.7),
        ]
    return lines


def _scale(frame: Frame) -> list[Markup]:
    ratio = tr("1 : {scale} when printed on A4").format(scale=f"{frame.scale:,.0f}")
    return [*scale_bar(_SIDE, _TOP + 66, frame.scale, _BAR_MM), text(_SIDE, _TOP + 72, ratio)]


def _notes(meta: Meta, frame: Frame) -> list[Markup]:
    projection = tr("WGS 84, Mercator, true to scale at latitude {latitude}°.").format(
        latitude=f"{math.degrees(frame.latitude):.2f}",
    )  # fmt: skip
    y, lines = _TOP + 84.0, []
    for sentence in (*notices(meta), projection):
        for line in wrapped(sentence):
            lines.append(text(_SIDE, y, line, font_size=2.7, font_weight=700 if sentence == notices(meta)[0] else 400))
            y += _LINE_MM
        y += 1.6
    return lines
