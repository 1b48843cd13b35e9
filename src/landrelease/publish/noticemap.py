"""The map of the public: generalised land as one drawing that an old telephone shows without a script."""

import math
from collections.abc import Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from landrelease.publish.markup import Markup, element
from landrelease.publish.pagedata import Place
from landrelease.publish.printmap import Ground
from landrelease.publish.redaction.land import PublishedLand
from landrelease.publish.sheetparts import apart
from landrelease.publish.style import paint, patterns, swatch
from landrelease.records.text import tr

WIDTH: Final = 1000
_PREFIX: Final = "public"
_MARGIN: Final = 24
_DEGREE_M: Final = 111_320.0
_LOOKS: Final = {"open": "suspected", "released": "cleared"}
"""Open land is drawn as suspected, released as cleared: of which kind each is, the public is not told."""
_STEPS: Final = (1, 2, 5)


def notice_svg(land: Sequence[PublishedLand], title: str, ground: Ground = Ground()) -> Markup:  # noqa: B008 - frozen
    """
    Draw published land.

    Parameters
    ----------
    land
        What is published.
    title
        What the drawing is called where it cannot be seen.
    ground
        Names and borders, where they are published.

    Returns
    -------
    Markup
        An SVG element; empty where there is nothing to draw.

    Examples
    --------
    >>> str(notice_svg([], "Land"))
    ''
    """
    drawn = [(one.group, one.geometry) for one in land if one.geometry is not None and not one.geometry.is_empty]
    if not drawn:
        return Markup()
    west, south, east, north = shapely.total_bounds([shape for _, shape in drawn])
    metres = _DEGREE_M * math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * _MARGIN) / max((east - west) * metres, (north - south) * _DEGREE_M, 1.0)
    height = round((north - south) * _DEGREE_M * scale) + 4 * _MARGIN

    def on_paper(shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(
            shape,
            lambda at: (at - (west, north)) * (metres * scale, -_DEGREE_M * scale) + (_MARGIN, _MARGIN),
        )

    paths = [
        element(
            "path", d=_path(on_paper(shape)), fill=paint(_PREFIX, _LOOKS[group]), stroke="#444444", fill_rule="evenodd"
        )
        for group, shape in reversed(drawn)
    ]
    paper = element("rect", width=WIDTH, height=height, fill="#ffffff")
    borders = [
        element("path", d=_path(on_paper(one)), fill="none", stroke="#6d685c", stroke_width=1.5, stroke_dasharray="9 4")
        for one in ground.borders
    ]
    spots = [on_paper(shapely.Point(place.lon, place.lat)) for place in ground.places]
    kept = apart([(at.x, at.y) for at in spots], [place.name for place in ground.places], 11, (0, 0, WIDTH, height))
    names = [_name(ground.places[one], spots[one]) for one in kept]
    return element(
        "svg", element("title", title), patterns(_PREFIX), paper, *paths, *borders, names, _scale(scale, height),
        viewBox=f"0 0 {WIDTH} {height}", role="img", width="100%", direction="ltr", xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def legend_swatch(group: str) -> Markup:
    """
    Draw the sample of a group for the legend; it needs the drawing on the same page.

    Parameters
    ----------
    group
        ``open`` or ``released``.

    Returns
    -------
    Markup
        An SVG element.

    Examples
    --------
    >>> "public-suspected" in legend_swatch("open")
    True
    """
    return swatch(_PREFIX, _LOOKS[group])


def _name(place: Place, at: shapely.Point) -> Markup:
    dot = element("circle", cx=f"{at.x:.1f}", cy=f"{at.y:.1f}", r=3, fill="#111111", stroke="#ffffff")
    name = element(
        "text", place.name, x=f"{at.x:.1f}", y=f"{at.y - 6:.1f}", font_size=11, text_anchor="middle", fill="#111111",
        stroke="#ffffff", stroke_width=3, paint_order="stroke",
    )  # fmt: skip
    return element("g", dot, name)


def _path(shape: BaseGeometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring)[:-1]) + "Z" for ring in rings
    )


def _scale(scale: float, height: int) -> Markup:
    """Draw a bar of a round length, about a fifth of the drawing."""
    wanted = WIDTH / 5 / scale
    power = 10 ** math.floor(math.log10(wanted))
    metres = max(step * power for step in _STEPS if step * power <= wanted)
    words = tr("{count} km").format(count=f"{metres / 1000:g}")
    end = _MARGIN + metres * scale
    y = height - _MARGIN
    line = element("path", d=f"M{_MARGIN} {y}H{end:.1f}", stroke="#222222", stroke_width=4)
    return element("g", line, element("text", words, x=f"{end + 10:.1f}", y=y + 8, font_size=24, fill="#222222"))
