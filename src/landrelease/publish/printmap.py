"""A map for paper, A4 to A0: the land in UTM at a round scale, with all that must stand beside it, in languages."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

import msgspec
import numpy as np
import shapely

from landrelease.geometry.utm import Utm, utm_at
from landrelease.publish.columns import Values
from landrelease.publish.markup import Markup, element
from landrelease.publish.meta import direction, moment_text, notices, steady, valid_for
from landrelease.publish.pagedata import Place
from landrelease.publish.paper import in_each
from landrelease.publish.seen import Seen
from landrelease.publish.sheetparts import (
    apart,
    borders_of,
    grid_step,
    land_of,
    metres_text,
    names_of,
    scale_bar,
    utm_grid,
)
from landrelease.publish.style import Style, paint, patterns
from landrelease.publish.writing import OutputError
from landrelease.records import times
from landrelease.records.text import marked as _
from landrelease.records.text import tr

SCALES: Final = tuple(round(step * 10**power) for power in range(2, 8) for step in (5, 7.5, 10, 15, 20, 25, 30, 40))
"""Denominators among which a map chooses its own, the largest map first."""
PAPERS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType({
    "A4": (297.0, 210.0), "A3": (420.0, 297.0), "A2": (594.0, 420.0), "A1": (841.0, 594.0), "A0": (1189.0, 841.0),
})  # fmt: skip
"""Name to the long and the short edge, millimetres."""
FORMATS: Final = ("pdf", "png", "svg")
DPI: Final = 300
_SIZES: Final = MappingProxyType({"A4": 1.0, "A3": 1.15, "A2": 1.4, "A1": 1.7, "A0": 2.1})
"""How much larger letters are than on A4."""
_MARGIN, _HEAD, _SIDE, _GAP, _LABEL = 8.0, 15.0, 62.0, 4.0, 5.0
"""Edge, heading, side, distance between, and room for the figures of the grid; millimetres on A4."""
_NOTE_PT, _MM_PER_PT = 6.6, 0.3528
_STANDARD: Final = "a-3b"
_LETTER: Final = 0.53
"""Width of a letter on average, in heights."""
_LEADING: Final = 1.45
_SHARE: Final = 0.97
_NORTHMOST: Final = 84.0
_EDGE_POINTS: Final = 9
_FONTS: Final = "Noto Sans, Noto Sans Latin Ext, Noto Sans Cyrillic, Noto Sans Cyrillic Ext, Noto Sans Arabic"
_M2_PER_KM2: Final = 1e6
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_VALID_FOR, _KNOWN_AT, _AUDIENCE = _("Valid for"), _("Known at"), _("Audience")
_CLASS, _GRID, _PAPER = _("Hazard class"), _("Grid"), _("Paper")
Form = Literal["pdf", "png", "svg"]


class Leaf(NamedTuple):
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
    width, height : float
        Of the frame, millimetres.
    label : float
        Room to the left of the frame and below it, millimetres.
    """

    utm: Utm
    x: float
    y: float
    scale: int
    width: float
    height: float
    label: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """As `sheetparts.Laid.box`."""
        return self.label, 0.2, self.label + self.width, 0.2 + self.height

    def placed(self, metres: Values) -> Values:
        """As `sheetparts.Laid.placed`."""
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
        half = np.array([self.width, self.height]) * self.scale / 2000
        flat = shapely.box(self.x - half[0], self.y - half[1], self.x + half[0], self.y + half[1])
        found: shapely.Geometry = shapely.transform(
            shapely.segmentize(flat, max(half) / _EDGE_POINTS), self.utm.inverse
        )
        return found


class Ground(NamedTuple):
    """
    What a map shows besides the land.

    Attributes
    ----------
    places : tuple of Place
        Names with positions.
    borders : tuple of shapely geometries
        Polygons drawn as outlines, longitude and latitude.
    """

    places: tuple[Place, ...] = ()
    borders: tuple[shapely.Geometry, ...] = ()


class PrintMap(NamedTuple):
    """
    A map that can be set.

    Attributes
    ----------
    seen : Seen
        The land, its view and its look.
    title : str
        What part of the land it shows; empty for all of the programme's.
    languages : tuple of str
        Language tags; the first decides the direction.
    paper : str
        Key of `PAPERS`.
    scale : int
        Denominator; 0 for the largest of `SCALES` at which everything fits.
    extent : shapely geometry or None
        What must fit; all land where it is None.
    ground : Ground
        What is shown besides.
    portrait : bool
        Whether the paper stands upright.
    """

    seen: Seen
    title: str
    languages: tuple[str, ...] = ("en",)
    paper: str = "A3"
    scale: int = 0
    extent: shapely.Geometry | None = None
    ground: Ground = Ground()
    portrait: bool = False

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the paper, millimetres."""
        long, short = PAPERS[self.paper]
        return (short, long) if self.portrait else (long, short)


def leaf_of(made: PrintMap) -> Leaf:
    """
    Lay the sheet of a map.

    Parameters
    ----------
    made
        The map.

    Returns
    -------
    Leaf
        Around the middle of what it shows.

    Raises
    ------
    OutputError
        Where there is nothing to show, or it lies where UTM ends.
    """
    extent = made.extent if made.extent is not None else _around(made)
    middle = shapely.box(*extent.bounds).centroid
    if abs(middle.y) > _NORTHMOST:
        raise OutputError(tr("A sheet lies between 84 degrees south and north."))
    utm = utm_at(middle.x, middle.y)
    flat = shapely.transform(shapely.segmentize(extent.envelope, 0.5), utm.forward)
    west, south, east, north = flat.bounds
    width, height = _frame_mm(made)
    needed = max((east - west) / width, (north - south) / height) * 1000 / _SHARE
    scale = made.scale or next((one for one in SCALES if one >= needed), SCALES[-1])
    size = _SIZES[made.paper]
    return Leaf(utm, (west + east) / 2, (south + north) / 2, scale, width, height, _LABEL * size)


def cut_off(made: PrintMap) -> bool:
    """
    Tell whether a part of what was asked for lies outside the sheet.

    Parameters
    ----------
    made
        The map.

    Returns
    -------
    bool
        Whether the chosen scale is too large for the paper.
    """
    extent = made.extent if made.extent is not None else _around(made)
    return not leaf_of(made).window.covers(extent)


def set_map(made: PrintMap, form: Form, *, dpi: int = DPI) -> bytes:
    """
    Set a map.

    Parameters
    ----------
    made
        The map.
    form
        ``pdf`` (PDF/A), ``png`` or ``svg``.
    dpi
        Points an inch of the PNG.

    Returns
    -------
    bytes
        The file; fonts are inside, so that it looks the same everywhere, and no clock is in it.

    Raises
    ------
    OutputError
        As `leaf_of`.
    """
    import typst  # noqa: PLC0415 - a compiler, only where a map is set

    meta = made.seen.meta
    moment = times.instant(meta.known_at) if "T" in meta.known_at else _EPOCH
    told = msgspec.json.encode(_told(made, moment)).decode()
    source = files("landrelease.publish").joinpath("templates", "map.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(__file__).with_name("fonts")])
    compiler = typst.Compiler(source, font_paths=fonts, sys_inputs={"data": told})
    result = compiler.compile(
        format=form,
        ppi=float(dpi),
        timestamp=moment.replace(microsecond=0),
        pdf_standards=[_STANDARD] if form == "pdf" else None,
    )
    if not isinstance(result, bytes):
        msg = f"typst gave {type(result).__name__}, not one sheet"
        raise TypeError(msg)
    return result


def _around(made: PrintMap) -> shapely.Geometry:
    """Give the box of the land, or of the borders where there is none."""
    shapes = [*made.seen.table.geometry, *([] if len(made.seen.table.geometry) else made.ground.borders)]
    if not shapes:
        raise OutputError(tr("There is nothing that this map could show. Choose a place with --bbox, or another day."))
    return shapely.box(*shapely.total_bounds(shapes))


def _foot_mm(made: PrintMap) -> float:
    """Say how high the sentences at the foot are, with one column for each language."""
    size, (width, _height) = _SIZES[made.paper], made.size_mm
    letter = _NOTE_PT * size * _MM_PER_PT * _LETTER
    column = (width - 2 * _MARGIN * size) / len(made.languages) - _GAP * size
    said = in_each(made.languages, lambda: " ".join(map(steady, notices(made.seen.meta))))
    lines = max(math.ceil(len(text) * letter / column) for text in said)
    return (lines + 0.6) * _NOTE_PT * size * _MM_PER_PT * _LEADING


def _frame_mm(made: PrintMap) -> tuple[float, float]:
    size, (width, height) = _SIZES[made.paper], made.size_mm
    across = width - (2 * _MARGIN + _SIDE + _GAP + _LABEL) * size
    return across, height - (2 * _MARGIN + _HEAD + _LABEL) * size - _foot_mm(made) - 0.4


def _told(made: PrintMap, moment: dt.datetime) -> dict[str, Any]:
    """Give the template everything that it sets."""
    size, leaf, meta = _SIZES[made.paper], leaf_of(made), made.seen.meta
    inside = _inside(made.seen, leaf)
    width, height = made.size_mm
    spoken = [direction(msgspec.structs.replace(meta, language=code)) for code in made.languages]
    return {
        "languages": made.languages, "directions": spoken, "size": size, "width": width, "height": height,
        "margin": _MARGIN * size, "head": _HEAD * size, "side": _SIDE * size, "gap": _GAP * size,
        "foot": _foot_mm(made), "note_pt": _NOTE_PT * size,
        "title": made.title or meta.name or meta.programme, "programme": meta.name or meta.programme,
        "subject": in_each(made.languages, lambda: tr("Map of the land")),
        "map": _drawing(made, leaf, inside), "map_width": leaf.width + leaf.label + 0.4,
        "map_height": leaf.height + leaf.label + 0.4,
        "heading": in_each(made.languages, lambda: tr("Status of land")),
        "legend": [*_legend(made, inside)],
        "bar": _bar(leaf, size), "ratio": f"1 : {metres_text(leaf.scale)}", "north": _north(),
        "facts": [*_facts(made, leaf)],
        "notes": in_each(made.languages, lambda: [steady(one) for one in notices(meta)]),
        "keywords": [part for part in (meta.audience, valid_for(meta)) if part],
        "day": list(moment.timetuple()[:6]),
    }  # fmt: skip


def _inside(seen: Seen, leaf: Leaf) -> Values:
    """Tell which land meets the frame."""
    window = leaf.window
    shapely.prepare(window)
    found: Values = shapely.intersects(seen.table.geometry, window)
    return found


def _drawing(made: PrintMap, leaf: Leaf, inside: Values) -> str:
    size, seen = _SIZES[made.paper], made.seen
    lines, labels = utm_grid(leaf, 2.1 * size)
    shapes, statuses = seen.table.geometry[inside], seen.table.values["status"][inside]
    drawn = element(
        "g", [land_of(shapes, statuses, style, leaf) for style in reversed(seen.styles)], lines,
        borders_of(np.array([*made.ground.borders, None], dtype=object)[:-1], leaf),
        names_of(_apart(made.ground.places, leaf, size), leaf), clip_path="url(#frame)", font_size=2.6 * size,
    )  # fmt: skip
    inner = [
        patterns("sheet", 1.3 * size, seen.styles), element("defs", element("clipPath", _edge(leaf), id="frame")),
        _edge(leaf, fill="#faf8f2"), drawn, _edge(leaf, fill="none", stroke="#000", stroke_width=0.35), labels,
    ]  # fmt: skip
    width, height = leaf.width + leaf.label + 0.4, leaf.height + leaf.label + 0.4
    return str(
        element(
            "svg", inner, xmlns="http://www.w3.org/2000/svg", width=f"{width:g}mm", height=f"{height:g}mm",
            viewBox=f"0 0 {width:g} {height:g}", font_family=_FONTS,
        )
    )  # fmt: skip


def _edge(leaf: Leaf, **attributes: str | float) -> Markup:
    left, top, right, bottom = leaf.box
    return element("rect", x=left, y=top, width=right - left, height=bottom - top, **attributes)


def _apart(places: Sequence[Place], leaf: Leaf, size: float) -> list[Place]:
    """Choose the names that are written."""
    if not places:
        return []
    at = leaf.on_paper(np.array([[place.lon, place.lat] for place in places])).tolist()
    return [places[one] for one in apart(at, [place.name for place in places], 2.6 * size, leaf.box)]


def _legend(made: PrintMap, inside: Values) -> Iterator[dict[str, Any]]:
    """Say what the colours mean; of whole parcels also how much of each there is on the sheet."""
    seen = made.seen
    for style in seen.styles:
        mine = inside & (seen.table.values["status"] == style.code)
        figure = ""
        if seen.whole:
            figure = f"{seen.table.values['area_m2'][mine].sum() / _M2_PER_KM2:,.3f} km² · {int(mine.sum()):,}"
        labels = in_each(made.languages, lambda style=style: tr(style.label))  # type: ignore[misc]
        yield {"swatch": _swatch(style), "labels": list(dict.fromkeys(labels)), "figure": figure}


def _swatch(style: Style) -> str:
    square = element(
        "rect", x=0.2, y=0.2, width=7.6, height=4.6, fill=paint("legend", style.code), stroke=style.line,
        stroke_width=0.25,
    )  # fmt: skip
    inner = [patterns("legend", 1.3, [style]), square]
    return str(element("svg", inner, xmlns="http://www.w3.org/2000/svg", width="8mm", height="5mm", viewBox="0 0 8 5"))


def _bar(leaf: Leaf, size: float) -> str:
    inner = scale_bar(4, 4.5, leaf.scale / size, 46)
    return str(
        element(
            "svg", inner, xmlns="http://www.w3.org/2000/svg", width="58mm", height="7mm", viewBox="0 0 58 7",
            font_family=_FONTS, font_size=2.6,
        )
    )  # fmt: skip


def _north() -> str:
    arrow = element("path", d="M4 0.5l-3 10l3 -2.2l3 2.2z", fill="#1c2733")
    return str(
        element("svg", arrow, xmlns="http://www.w3.org/2000/svg", width="8mm", height="11mm", viewBox="0 0 8 11")
    )


def _facts(made: PrintMap, leaf: Leaf) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give what stands below the scale: names in each language, and values."""
    meta, seen = made.seen.meta, made.seen

    def said(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(in_each(made.languages, lambda: tr(text))))

    yield said(_VALID_FOR), valid_for(meta)
    yield said(_KNOWN_AT), moment_text(meta.known_at)
    if meta.audience:
        yield said(_AUDIENCE), " / ".join(said(meta.audience))
    yield said(_CLASS), " / ".join(said(seen.klass))
    yield said(_GRID), f"{leaf.utm.name} · {leaf.utm.crs} · {metres_text(grid_step(leaf.scale))} m"
    yield said(_PAPER), made.paper
