"""A sheet of a part of the land at a chosen scale, in UTM: a kilometre of its grid measures true on paper."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
import shapely

from landrelease.geometry.utm import Utm, utm_at
from landrelease.publish.columns import Values
from landrelease.publish.markup import Markup, element
from landrelease.publish.meta import Meta, day_text, moment_text, notices
from landrelease.publish.pagedata import Place
from landrelease.publish.sheetparts import (
    borders_of,
    land_of,
    metres_text,
    names_of,
    north,
    path,
    scale_bar,
    text,
    utm_grid,
    wrapped,
)
from landrelease.publish.style import STYLES, paint, patterns
from landrelease.records.text import tr

SCALES: Final = (1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000)
PAPERS: Final = MappingProxyType({"a4": (297.0, 210.0), "a3": (420.0, 297.0)})
"""Name to width and height, millimetres."""
_FONTS: Final = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif"
_LEFT, _TOP, _RIGHT, _BOTTOM = 14.0, 24.0, 77.0, 16.0
"""Distances of the frame from the edges of the paper, millimetres."""
_BAR_MM: Final = 50.0
_LINE_MM: Final = 3.9
_EDGE_POINTS: Final = 9


class Sheet(NamedTuple):
    """
    Where the land lies on the paper.

    Attributes
    ----------
    utm : Utm
        Its plane.
    x, y : float
        Middle, metres.
    scale : int
        Denominator.
    paper : str
        Key of `PAPERS`.
    """

    utm: Utm
    x: float
    y: float
    scale: int
    paper: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom edge of the frame, millimetres from the corner of the paper."""
        width, height = PAPERS[self.paper]
        return _LEFT, _TOP, width - _RIGHT, height - _BOTTOM

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

        Examples
        --------
        >>> sheet = sheet_at(18.2, 44.1, 10_000, "a4")
        >>> sheet.placed(np.array([[sheet.x, sheet.y], [sheet.x + 1000, sheet.y]])).tolist()
        [[117.0, 109.0], [217.0, 109.0]]
        """
        left, top, right, bottom = self.box
        middle = np.array([(left + right) / 2, (top + bottom) / 2])
        found: Values = np.round((metres - np.array([self.x, self.y])) * (1000 / self.scale) * (1, -1) + middle, 2)
        return found

    def on_paper(self, lonlat: Values) -> Values:
        """As `sheetparts.Frame.on_paper`."""
        return self.placed(self.utm.forward(lonlat))

    @property
    def window(self) -> shapely.Geometry:
        """What the frame shows, longitude and latitude."""
        left, top, right, bottom = self.box
        half = np.array([right - left, bottom - top]) * self.scale / 2000
        edge = shapely.segmentize(
            shapely.box(self.x - half[0], self.y - half[1], self.x + half[0], self.y + half[1]),
            max(half) / _EDGE_POINTS,
        )
        found: shapely.Geometry = shapely.transform(edge, self.utm.inverse)
        return found


class Shown(NamedTuple):
    """
    Land of one day.

    Attributes
    ----------
    geometry : ndarray of shapely.Polygon
        Parcels, longitude and latitude.
    status : ndarray of str
        Status of each.
    """

    geometry: Values
    status: Values


class Thing(NamedTuple):
    """
    Something besides land, such as the ordnance found.

    Attributes
    ----------
    label : str
        What the legend calls it.
    colour : str
        In which colour it is drawn.
    geometry : ndarray of shapely geometries
        Points, lines or areas, longitude and latitude.
    """

    label: str
    colour: str
    geometry: Values


def sheet_at(lon: float, lat: float, scale: int, paper: str) -> Sheet:
    """
    Lay a sheet around a place.

    Parameters
    ----------
    lon, lat
        Middle of the sheet, degrees.
    scale
        Denominator.
    paper
        Key of `PAPERS`.

    Returns
    -------
    Sheet
        In the zone of its middle.
    """
    utm = utm_at(lon, lat)
    (x, y) = utm.forward([[lon, lat]])[0].tolist()
    return Sheet(utm, x, y, scale, paper)


def land_sheet(  # noqa: PLR0913 - the parts of one sheet
    sheet: Sheet,
    land: Shown,
    *,
    meta: Meta,
    klass: str,
    places: Sequence[Place] = (),
    borders: Sequence[shapely.Geometry] = (),
    things: Sequence[Thing] = (),
) -> Markup:
    """
    Draw the sheet.

    Parameters
    ----------
    sheet
        Where the land lies on the paper.
    land
        Parcels; what lies outside is cut at the frame.
    meta
        The view.
    klass
        Word for the hazard class that is shown.
    places
        Names on the map.
    borders
        Polygons drawn as outlines.
    things
        What else is shown.

    Returns
    -------
    Markup
        An SVG element of the size of the paper.
    """
    width, height = PAPERS[sheet.paper]
    lines, labels = utm_grid(sheet)
    drawn = element(
        "g", borders_of(np.array(borders, dtype=object), sheet),
        [land_of(land.geometry, land.status, style, sheet) for style in reversed(tuple(STYLES.values()))],
        lines, [_thing(one, sheet) for one in things], names_of(places, sheet), clip_path="url(#sheet-frame)",
    )  # fmt: skip
    inner = [
        element("title", tr("Map of the land")), patterns("sheet", 1.3),
        element("defs", element("clipPath", _frame(sheet), id="sheet-frame")), _frame(sheet, fill="#faf8f2"), drawn,
        _frame(sheet, fill="none", stroke="#000", stroke_width=0.35), labels, _heading(meta, klass),
        _side(sheet, land, things, meta),
    ]  # fmt: skip
    return element(
        "svg", inner, xmlns="http://www.w3.org/2000/svg", width=f"{width:g}mm", height=f"{height:g}mm",
        viewBox=f"0 0 {width:g} {height:g}", font_family=_FONTS, font_size=3, role="img", direction="ltr",
    )  # fmt: skip


def _frame(sheet: Sheet, **attributes: str | float) -> Markup:
    left, top, right, bottom = sheet.box
    return element("rect", x=left, y=top, width=right - left, height=bottom - top, **attributes)


def _thing(thing: Thing, sheet: Sheet) -> Markup:
    points = shapely.get_dimensions(thing.geometry) == 0
    xy = sheet.on_paper(shapely.get_coordinates(thing.geometry[points])).tolist() if points.any() else []
    dots = [element("circle", cx=x, cy=y, r=0.9, fill=thing.colour, stroke="#fff", stroke_width=0.25) for x, y in xy]
    areas = path(thing.geometry[shapely.get_dimensions(thing.geometry) == 2], sheet)  # noqa: PLR2004 - polygons
    outline = element("path", d=areas, fill="none", stroke=thing.colour, stroke_width=0.6)
    return element("g", outline if areas else [], dots)


def _heading(meta: Meta, klass: str) -> list[Markup]:
    view = tr("Land as of {day} · as known at {moment} · hazard class: {klass}").format(
        day=day_text(meta), moment=moment_text(meta.known_at), klass=klass
    )
    title = text(_LEFT, 12, meta.name or meta.programme, font_size=6, font_weight=700)
    return [title, text(_LEFT, 19, view, font_size=3.4)]


def _side(sheet: Sheet, land: Shown, things: Sequence[Thing], meta: Meta) -> list[Markup]:
    width, _height = PAPERS[sheet.paper]
    side, y = width - _RIGHT + 6, _TOP + 4.0
    found: list[Markup] = [text(side, y, tr("Status of land"), font_weight=700, font_size=3.6)]
    for code, style in STYLES.items():
        if (land.status == code).any():
            y += 7
            ink = paint("sheet", code)
            found += [
                element("rect", x=side, y=y - 3.4, width=7, height=4.6, fill=ink, stroke=style.line, stroke_width=0.2),
                text(side + 9.5, y, tr(style.label)),
            ]
    for thing in things:
        y += 7
        found += [
            element("circle", cx=side + 3.5, cy=y - 1.1, r=1.2, fill=thing.colour),
            text(side + 9.5, y, thing.label),
        ]
    y += 14
    ratio = tr("1 : {scale} when printed on {paper} without fitting to the page").format(
        scale=metres_text(sheet.scale), paper=sheet.paper.upper()
    )
    found += [*scale_bar(side, y, sheet.scale, _BAR_MM), north(width - 12, _TOP + 2)]
    return found + _notes(side, y + 8, [ratio, f"{sheet.utm.name} ({sheet.utm.crs})", *notices(meta)])


def _notes(x: float, y: float, sentences: Sequence[str]) -> list[Markup]:
    found = []
    for sentence in sentences:
        for line in wrapped(sentence):
            found.append(text(x, y, line, font_size=2.7))
            y += _LINE_MM
        y += 1.6
    return found
