"""Sketches: a shape on the land around it, small, for a screen; the same frame for land before and after."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.geometry.utm import Utm, utm_at
from landrelease.publish.markup import Markup, element
from landrelease.publish.style import STYLES, paint, patterns

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

Values = NDArray[np.float64]
_WIDTH, _HEIGHT = 480.0, 320.0
_SHARE: Final = 0.6
"""Share of the sketch that the shape fills at most: the rest is the land around it."""
_LEAST_M: Final = 120.0
"""Land that is shown at least, across; around a point there would be none."""
_GROUND, _LINE, _HALO, _INK = "#faf8f2", "#1b1b1f", "#ffffff", "#33363b"
_POINT: Final = 6.0
_BAR: Final = 110.0
_STEPS: Final = (1, 2, 5)


class View(NamedTuple):
    """
    Where the land lies in a sketch.

    Attributes
    ----------
    utm : Utm
        Its plane.
    x, y : float
        Middle, metres.
    per_m : float
        Units of the sketch for a metre.
    """

    utm: Utm
    x: float
    y: float
    per_m: float

    def placed(self, lonlat: Values) -> Values:
        """
        Place positions in the sketch.

        Parameters
        ----------
        lonlat
            Positions [n, 2], degrees.

        Returns
        -------
        ndarray
            Positions [n, 2], units of the sketch, rounded to tenths.
        """
        moved = (self.utm.forward(lonlat) - np.array([self.x, self.y])) * self.per_m * np.array([1, -1])
        placed: Values = np.round(moved + np.array([_WIDTH / 2, _HEIGHT / 2]), 1)
        return placed


def view_of(shape: shapely.Geometry) -> View:
    """
    Choose the frame of a sketch.

    Parameters
    ----------
    shape
        What is to be seen whole, longitude and latitude.

    Returns
    -------
    View
        With land around it.

    Examples
    --------
    >>> view = view_of(shapely.Point(18.2, 44.1))
    >>> view.placed(np.array([[18.2, 44.1]])).tolist(), round(view.per_m, 2)
    ([[240.0, 160.0]], 2.67)
    """
    west, south, east, north = shapely.bounds(shape).tolist()
    utm = utm_at((west + east) / 2, (south + north) / 2)
    x0, y0, x1, y1 = shapely.bounds(shapely.transform(shape, utm.forward)).tolist()
    wide, high = (max(span, _LEAST_M * _SHARE) for span in (x1 - x0, y1 - y0))
    return View(utm, (x0 + x1) / 2, (y0 + y1) / 2, _SHARE * min(_WIDTH / wide, _HEIGHT / high))


def sketch(shape: shapely.Geometry, land: "Parcels | None", prefix: str, label: str) -> Markup:
    """
    Draw a shape on the land around it.

    Parameters
    ----------
    shape
        The shape, longitude and latitude; a boundary that crosses itself is drawn as it was given.
    land
        Land by status.
    prefix
        Start of the ids, different for every drawing of one document.
    label
        What it shows, for those who cannot see it.

    Returns
    -------
    Markup
        An SVG element, grid north up.

    Examples
    --------
    >>> drawn = sketch(shapely.box(18.2, 44.1, 18.202, 44.101), None, "a", "H-1 on the land as it is")
    >>> 'aria-label="H-1 on the land as it is"' in drawn, drawn.count("<path")
    (True, 3)
    """
    view = view_of(shape)
    frame = element("rect", width=_WIDTH, height=_HEIGHT, fill=_GROUND)
    return element(
        "svg", patterns(prefix, 9.0), frame, _land(land, view, prefix), _outline(shape, view), _scale(view),
        class_="sketch", role="img", aria_label=label, viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}", font_size=12.0,
        direction="ltr",
    )  # fmt: skip


def _land(land: "Parcels | None", view: View, prefix: str) -> list[Markup]:
    if land is None or not len(land.geometry):
        return []
    seen = shapely.intersects(land.geometry, _window(view))
    return [
        element(
            "path", d="".join(_path(one, view) for one in land.geometry[seen & (land.status == code)]),
            fill=paint(prefix, code), fill_opacity=0.8, fill_rule="evenodd", stroke=style.line, stroke_width=0.8,
        )
        for code, style in reversed(list(STYLES.items()))
        if (seen & (land.status == code)).any()
    ]  # fmt: skip


def _window(view: View) -> shapely.Geometry:
    half = np.array([_WIDTH, _HEIGHT]) / view.per_m / 2
    box = shapely.box(view.x - half[0], view.y - half[1], view.x + half[0], view.y + half[1])
    window: shapely.Geometry = shapely.transform(box, view.utm.inverse)
    return window


def _outline(shape: shapely.Geometry, view: View) -> list[Markup]:
    """Draw the shape twice: a pale line below a dark one, so that it is seen on every ground."""
    drawn = "".join(_path(part, view) for part in shapely.get_parts(shape)) + _points(shape, view)
    return [
        element("path", d=drawn, fill="none", stroke=colour, stroke_width=width, stroke_linejoin="round")
        for colour, width in ((_HALO, 5.0), (_LINE, 2.2))
    ]


def _path(shape: shapely.Geometry, view: View) -> str:
    return "".join(_steps(line, view) for line in _lines(shape))


def _lines(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    for part in shapely.get_parts(shapely.get_parts([shape])):
        if shapely.get_dimensions(part) == 2:  # noqa: PLR2004 - a polygon
            yield from shapely.get_rings(part)
        elif shapely.get_dimensions(part) == 1:
            yield part


def _steps(line: shapely.Geometry, view: View) -> str:
    points = view.placed(shapely.get_coordinates(line)).tolist()
    steps = (f"{'M' if n == 0 else 'L'}{x:g} {y:g}" for n, (x, y) in enumerate(points))
    return "".join(steps) + ("Z" if shapely.is_closed(line) else "")


def _points(shape: shapely.Geometry, view: View) -> str:
    points = [part for part in shapely.get_parts(shapely.get_parts([shape])) if shapely.get_dimensions(part) == 0]
    placed = view.placed(shapely.get_coordinates(points)).tolist() if points else []
    return "".join(
        f"M{x - _POINT:g} {y:g}L{x + _POINT:g} {y:g}M{x:g} {y - _POINT:g}L{x:g} {y + _POINT:g}" for x, y in placed
    )


def _scale(view: View) -> list[Markup]:
    """Draw a bar of a round length."""
    least = _BAR / 2.5 / view.per_m
    power = 10.0 ** np.floor(np.log10(least))
    metres = float(next((step * power for step in _STEPS if step * power >= least), 10 * power))
    length, y = metres * view.per_m, _HEIGHT - 14
    bar = element(
        "path", d=f"M14 {y - 5:g}V{y:g}H{14 + length:.1f}V{y - 5:g}", fill="none", stroke=_INK, stroke_width=1.5
    )
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"  # noqa: PLR2004 - metres of a kilometre
    text = element(
        "text", said, x=20 + length, y=y, fill=_INK, stroke=_HALO, stroke_width=3.0, paint_order="stroke",
    )  # fmt: skip
    return [bar, text]
