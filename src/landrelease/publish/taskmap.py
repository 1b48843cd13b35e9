"""The map of a task as SVG: area, features, land around it and work of others, in UTM at a round scale."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from landrelease.geometry.utm import Utm, utm_at
from landrelease.publish import marks
from landrelease.publish.columns import Values
from landrelease.publish.marks import SIGNS, Sign
from landrelease.publish.markup import Markup, element
from landrelease.publish.style import STYLES, paint, patterns
from landrelease.records.text import marked as _
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

_FONT: Final = "Libertinus Serif"
_WIDTH, _HEIGHT = 178.0, 98.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 7.0, 2.0, 128.0, 92.0
_SIDE: Final = 132.0
_SCALES: Final = tuple(n * 10**power for power in range(2, 7) for n in (1, 2, 2.5, 5))
_SHARE: Final = 0.86
_GRID_MM: Final = 22.0
_KM: Final = 1000
_ROW: Final = 4.3
_LOWEST: Final = 98.0
"""Where the legend ends at the latest, millimetres from the top; its rows move closer where they are many."""
_LINE: Final = 2.5
_LINE_CHARS: Final = 33
_SMALL: Final = 2.5
_NUMBERED: Final = 30
Say = Callable[[str], str]


class Item(NamedTuple):
    """
    Something on the map of a task.

    Attributes
    ----------
    kind : str
        Code of the list ``feature_type``.
    name : str
        Written beside it.
    shape : shapely geometry
        Longitude and latitude.
    distance_m : float
        Distance to be kept from it, drawn as a ring; 0 for none.
    """

    kind: str
    name: str
    shape: shapely.Geometry
    distance_m: float = 0.0


class Scene(NamedTuple):
    """
    What is drawn.

    Attributes
    ----------
    area : shapely geometry
        Area of the task, longitude and latitude.
    items : tuple of Item
        What lies on its map.
    land : Parcels or None
        Land by status.
    others : tuple of tuple
        Names and areas of other tasks.
    done : tuple of shapely geometry
        Land that the task released.
    corners : shapely points, degrees
        Turning points in order, numbered from 1.
    """

    area: shapely.Geometry
    items: tuple[Item, ...] = ()
    land: "Parcels | None" = None
    others: tuple[tuple[str, shapely.Geometry], ...] = ()
    done: tuple[shapely.Geometry, ...] = ()
    corners: tuple[tuple[float, float], ...] = ()


class Sheet(NamedTuple):
    """
    Where the land lies on the paper.

    Attributes
    ----------
    utm : Utm
        Its plane.
    scale : float
        Denominator.
    x, y : float
        Middle, metres.
    """

    utm: Utm
    scale: float
    x: float
    y: float

    def on_paper(self, lonlat: Values) -> Values:
        """
        Give millimetres on the paper.

        Parameters
        ----------
        lonlat
            Positions [n, 2], degrees.

        Returns
        -------
        ndarray
            Positions [n, 2], rounded to hundredths.
        """
        return self.placed(self.utm.forward(lonlat))

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
        middle = np.array([(_LEFT + _RIGHT) / 2, (_TOP + _BOTTOM) / 2])
        moved = (metres - np.array([self.x, self.y])) * (1000 / self.scale) * np.array([1, -1])
        placed: Values = np.round(moved + middle, 2)
        return placed


def task_map(scene: Scene, say: Say = tr) -> str:
    """
    Draw the map of a task.

    Parameters
    ----------
    scene
        What is drawn.
    say
        Gives a marked text in the language or languages of the paper.

    Returns
    -------
    str
        An SVG document of 178 by 98 millimetres, grid north up.
    """
    sheet = sheet_of(scene)
    lines, labels = _grid(sheet)
    land = _land(scene, sheet)
    done = [
        element(
            "path", d=_path(one, sheet), fill="none", stroke="#14607a", stroke_width=0.9, stroke_dasharray="1.6 0.7"
        )
        for one in scene.done
    ]
    area = element("path", d=_path(scene.area, sheet), fill="none", stroke=marks.TASK_LINE, stroke_width=0.7)
    others = _others(scene, sheet)
    drawn = element(
        "g", land, lines, others, area, done, _items(scene.items, sheet), _corners(scene, sheet),
        clip_path="url(#frame)",
    )  # fmt: skip
    clip = element("defs", element("clipPath", _frame(), id="frame"))
    inner = [
        clip, patterns("task", 1.3), marks.barred_pattern(), _frame(fill="#faf8f2"), drawn,
        _frame(fill="none", stroke="#000", stroke_width=0.3), labels,
        _legend(scene, say, seen=bool(others)), _scale(sheet), _north(say),
    ]  # fmt: skip
    document = element(
        "svg", inner, xmlns="http://www.w3.org/2000/svg", width=f"{_WIDTH:g}mm", height=f"{_HEIGHT:g}mm",
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}", font_family=_FONT, font_size=2.9,
    )  # fmt: skip
    return str(document)


def sheet_of(scene: Scene) -> Sheet:
    """
    Choose the zone, the middle and the largest round scale at which the task and its features fit.

    Parameters
    ----------
    scene
        What is drawn.

    Returns
    -------
    Sheet
        Where it lies on the paper.

    Examples
    --------
    >>> sheet = sheet_of(Scene(shapely.box(18.2, 44.1, 18.202, 44.101)))
    >>> sheet.utm.name, sheet.scale
    ('UTM 34N', 2000)
    """
    middle = shapely.centroid(scene.area)
    utm = utm_at(middle.x, middle.y)
    everything = [scene.area, *(item.shape for item in scene.items)]
    x0, y0, x1, y1 = shapely.total_bounds([shapely.transform(one, utm.forward) for one in everything])
    need = max((x1 - x0) / (_SHARE * (_RIGHT - _LEFT)), (y1 - y0) / (_SHARE * (_BOTTOM - _TOP))) * 1000
    scale = next((one for one in _SCALES if one >= need), _SCALES[-1])
    return Sheet(utm, scale, float(x0 + x1) / 2, float(y0 + y1) / 2)


def _frame(**attributes: str | float) -> Markup:
    return element("rect", x=_LEFT, y=_TOP, width=_RIGHT - _LEFT, height=_BOTTOM - _TOP, **attributes)


def _path(shape: shapely.Geometry, sheet: Sheet) -> str:
    pieces = []
    for part in _lines(shape):
        points = sheet.on_paper(shapely.get_coordinates(part)).tolist()
        steps = (f"{'M' if n == 0 else 'L'}{x:g} {y:g}" for n, (x, y) in enumerate(points))
        pieces.append("".join(steps) + ("Z" if shapely.is_closed(part) else ""))
    return "".join(pieces)


def _lines(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    for part in shapely.get_parts(shapely.get_parts([shape])):
        if shapely.get_dimensions(part) == 2:  # noqa: PLR2004 - a polygon
            yield from shapely.get_rings(part)
        elif shapely.get_dimensions(part) == 1:
            yield part


def _land(scene: Scene, sheet: Sheet) -> list[Markup]:
    if scene.land is None:
        return []
    return [
        element(
            "path", d="".join(_path(one, sheet) for one in scene.land.geometry[scene.land.status == code]),
            fill=paint("task", code), fill_opacity=0.75, fill_rule="evenodd", stroke=style.line, stroke_width=0.12,
        )
        for code, style in reversed(list(STYLES.items()))
        if (scene.land.status == code).any()
    ]  # fmt: skip


def _others(scene: Scene, sheet: Sheet) -> list[Markup]:
    found = []
    edge = shapely.box(_LEFT, _TOP, _RIGHT, _BOTTOM)
    for name, shape in scene.others:
        if not shapely.intersects(edge, shapely.transform(shape, sheet.on_paper)):
            continue
        line = element(
            "path", d=_path(shape, sheet), fill="none", stroke=marks.OTHER_LINE, stroke_width=0.5,
            stroke_dasharray="3 0.8 0.6 0.8",
        )  # fmt: skip
        x, y = sheet.on_paper(shapely.get_coordinates(shapely.point_on_surface(shape)))[0].tolist()
        found += [line, _halo(x, y, name, fill=marks.OTHER_LINE, text_anchor="middle")]
    return found


def _items(items: Iterable[Item], sheet: Sheet) -> list[Markup]:
    found: list[Markup] = []
    for item in sorted(items, key=lambda one: (_sign(one.kind).form == "point", one.kind, one.name)):
        found += _item(item, _sign(item.kind), sheet)
    return found


def _sign(kind: str) -> Sign:
    return SIGNS.get(kind, marks.OTHER)


def _item(item: Item, sign: Sign, sheet: Sheet) -> list[Markup]:
    x, y = sheet.on_paper(shapely.get_coordinates(shapely.point_on_surface(item.shape)))[0].tolist()
    found = []
    if item.distance_m:
        radius = round(item.distance_m * 1000 / sheet.scale, 2)
        found.append(
            element(
                "circle", cx=x, cy=y, r=radius, fill="none", stroke=sign.colour, stroke_width=0.35,
                stroke_dasharray="1 0.7",
            )
        )  # fmt: skip
    if shapely.get_dimensions(item.shape) == 0:
        return [*found, marks.point(x, y, sign), _halo(x + 2.4, y - 1.4, item.name, fill=sign.colour)]
    fill = "url(#barred)" if sign.form == "area" else "none"
    outline = element(
        "path", d=_path(item.shape, sheet), fill=fill, stroke=sign.colour, stroke_width=0.7,
        stroke_dasharray=sign.dash or None,
    )  # fmt: skip
    return [*found, outline, _halo(x + 1.2, y - 1.2, item.name, fill=sign.colour)]


def _corners(scene: Scene, sheet: Sheet) -> list[Markup]:
    if not scene.corners:
        return []
    centre = sheet.on_paper(shapely.get_coordinates(shapely.centroid(scene.area)))[0]
    found = []
    for number, place in enumerate(sheet.on_paper(np.array(scene.corners)), start=1):
        away = place - centre
        x, y = (place + away / max(float(np.hypot(*away)), 1e-9) * 2.6).tolist()
        dot = element("circle", cx=float(place[0]), cy=float(place[1]), r=0.8, fill=marks.TASK_LINE)
        found.append(dot)
        if number == 1 or len(scene.corners) <= _NUMBERED or number % 5 == 0:
            found.append(_halo(x, y + 1, str(number), text_anchor="middle", font_weight=700))
    return found


def _halo(x: float, y: float, text: str, **attributes: str | float) -> Markup:
    """Write a text on the map, with a light edge under it so that it can be read on any land."""
    place = {"x": round(x, 2), "y": round(y, 2), **attributes}
    edge = element("text", text, **{**place, "fill": "#fff", "stroke": "#fff", "stroke_width": 0.8, "opacity": 0.85})
    return element("g", edge, element("text", text, **place))


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= least * (1 - 1e-9))


def _grid(sheet: Sheet) -> tuple[list[Markup], list[Markup]]:
    """Draw the lines of the UTM grid, and write their metres outside the frame."""
    step = _round_step(_GRID_MM * sheet.scale / 1000)
    lines, labels = [], []
    for metres in _ticks(sheet.x, (_RIGHT - _LEFT) * sheet.scale / 1000, step):
        x = float(sheet.placed(np.array([[metres, sheet.y]]))[0, 0])
        lines.append(_line(x, _TOP, x, _BOTTOM))
        labels.append(_text(x, _BOTTOM + 3.4, _metres(metres), text_anchor="middle", font_size=2.4))
    for metres in _ticks(sheet.y, (_BOTTOM - _TOP) * sheet.scale / 1000, step):
        y = float(sheet.placed(np.array([[sheet.x, metres]]))[0, 1])
        lines.append(_line(_LEFT, y, _RIGHT, y))
        turned = f"rotate(-90 {_LEFT - 1.3:g} {y:g})"
        labels.append(_text(_LEFT - 1.3, y, _metres(metres), text_anchor="middle", font_size=2.4, transform=turned))
    return lines, labels


def _ticks(middle: float, width: float, step: float) -> list[float]:
    first, last = math.ceil((middle - width / 2) / step), math.floor((middle + width / 2) / step)
    return [number * step for number in range(first, last + 1)]


def _metres(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u202f")


def _line(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="#46535c", stroke_width=0.1, stroke_opacity=0.6)


def _text(x: float, y: float, text: str, **attributes: str | float) -> Markup:
    return element("text", text, x=round(x, 2), y=round(y, 2), **attributes)


def _legend(scene: Scene, say: Say, *, seen: bool) -> list[Markup]:
    rows = [*_legend_lines(scene, seen=seen), *_legend_land(scene), *_legend_items(scene.items)]
    found: list[Markup] = [_text(_SIDE, _TOP + 24, say(_("Legend")), font_weight=700, font_size=3.4)]
    y = _TOP + 27.5
    told = [(sign, _wrapped(say(word))) for sign, word in rows]
    whole = sum(_ROW + _LINE * (len(lines) - 1) for _, lines in told)
    closer = min(1.0, (_LOWEST - y) / whole) if whole else 1.0
    for sign, lines in told:
        texts = [_text(_SIDE + 8, y + 0.9 + closer * _LINE * n, line, font_size=_SMALL) for n, line in enumerate(lines)]
        found += [element("g", sign, transform=f"translate({_SIDE:g} {y:g})"), *texts]
        y += closer * (_ROW + _LINE * (len(lines) - 1))
    return found


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE_CHARS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _legend_lines(scene: Scene, *, seen: bool) -> Iterator[tuple[Markup, str]]:
    def outline(colour: str, width: float, dash: str | None = None) -> Markup:
        return element(
            "rect", x=0, y=-1.5, width=6, height=3, fill="none", stroke=colour, stroke_width=width,
            stroke_dasharray=dash,
        )  # fmt: skip

    yield outline(marks.TASK_LINE, 0.7), marks.TASK
    if scene.done:
        yield outline("#14607a", 0.9, "1.6 0.7"), marks.DONE
    if seen:
        yield outline(marks.OTHER_LINE, 0.5, "3 0.8 0.6 0.8"), marks.NEIGHBOUR


def _legend_land(scene: Scene) -> Iterator[tuple[Markup, str]]:
    shown: Sequence[str] = sorted(set(scene.land.status)) if scene.land is not None else ()
    for code, style in STYLES.items():
        if code in shown:
            yield (
                element(
                    "rect", x=0, y=-1.5, width=6, height=3, fill=paint("task", code), fill_opacity=0.75,
                    stroke=style.line, stroke_width=0.15,
                ),
                style.label,
            )  # fmt: skip


def _legend_items(items: Iterable[Item]) -> Iterator[tuple[Markup, str]]:
    for kind in sorted({item.kind for item in items}):
        sign = _sign(kind)
        if sign.form == "point":
            yield marks.point(3, 0, sign), marks.label(kind)
        elif sign.form == "line":
            dash = sign.dash or None
            yield (
                element("line", x1=0, y1=0, x2=6, y2=0, stroke=sign.colour, stroke_width=0.7, stroke_dasharray=dash),
                marks.label(kind),
            )
        else:
            yield (
                element(
                    "rect", x=0, y=-1.5, width=6, height=3, fill="url(#barred)", stroke=sign.colour, stroke_width=0.4
                ),
                marks.label(kind),
            )


def _scale(sheet: Sheet) -> list[Markup]:
    length = _round_step(16 * sheet.scale / 1000)
    across, y = length * 1000 / sheet.scale, _TOP + 14.0
    pieces = [
        element(
            "rect", x=round(_SIDE + n * across / 4, 3), y=y, width=round(across / 4, 3), height=1.3, stroke="#000",
            stroke_width=0.15, fill="#fff" if n % 2 else "#000",
        )
        for n in range(4)
    ]  # fmt: skip
    text = f"{length / _KM:g} km" if length >= _KM else f"{length:g} m"
    ratio = f"1 : {_metres(sheet.scale)} · {sheet.utm.name} ({sheet.utm.crs})"
    return [
        *pieces,
        _text(_SIDE, y - 1.2, "0"),
        _text(_SIDE + across, y - 1.2, text, text_anchor="end"),
        _text(_SIDE, y + 5, ratio, font_size=2.6),
    ]


def _north(say: Say) -> Markup:
    x, y = _WIDTH - 6, _TOP + 4.5
    arrow = element("path", d=f"M{x:g} {y:g}l-2.2 8l2.2 -1.8l2.2 1.8z", fill="#000")
    return element("g", arrow, _text(x, y - 0.9, say(_("N")), text_anchor="middle", font_weight=700))
