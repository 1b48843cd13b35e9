"""How a status looks, everywhere: one table of colours and hatches.

Open land is warm and hatched, released land cool and plain, so that the two can never be taken for each other: not by
a colour-blind person, not on a grey printout. Within each group the statuses differ in lightness. A test simulates
the three kinds of colour blindness (Machado, Oliveira and Fernandes 2009) and grey, and measures the distances.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.publish.markup import Markup, element
from landrelease.records.codes import HAZARD_STATUS, RELEASE_STATUS
from landrelease.records.text import marked as _
from landrelease.records.text import tr


class Style(NamedTuple):
    """
    The look and the words of one status.

    Attributes
    ----------
    code : str
        Status.
    label : str
        What the legend says.
    fill : str
        Colour of the land, ``#rrggbb``.
    line : str
        Colour of its outline.
    hatch : str
        Colour of the hatch; empty for none.
    angles : tuple of int
        Directions of the hatch, degrees.
    """

    code: str
    label: str
    fill: str
    line: str
    hatch: str = ""
    angles: tuple[int, ...] = ()


_ALL: Final = (
    Style("confirmed", _("Confirmed hazard"), "#b0103a", "#640820", "#ffffff", (45, 135)),
    Style("suspected", _("Suspected hazard"), "#f2a100", "#7a4f00", "#7a4f00", (45,)),
    Style("cancelled", _("Cancelled"), "#cdd1d6", "#79818a"),
    Style("reduced", _("Reduced"), "#5aa9da", "#22638f"),
    Style("cleared", _("Cleared"), "#14607a", "#072f3d"),
)
_TERMS: Final = {**HAZARD_STATUS, **RELEASE_STATUS}
STYLES: Final = MappingProxyType({style.code: style for style in _ALL})
GROUPS: Final = MappingProxyType({
    "open": STYLES["suspected"]._replace(code="open", label=_("Land that may hold explosive ordnance")),
    "released": STYLES["cleared"]._replace(code="released", label=_("Land released by survey or clearance")),
})  # fmt: skip
"""Looks of land that was made coarser: of which kind it is, its readers are not told."""
OPEN: Final = ("confirmed", "suspected")
_TILE: Final = 5.0
RELEASED: Final = ("cancelled", "reduced", "cleared")


def patterns(prefix: str, size: float = 5.0, styles: Iterable[Style] = tuple(STYLES.values())) -> Markup:
    """
    Write the SVG definitions of all statuses' fills.

    Parameters
    ----------
    prefix
        Start of the ids, different for every drawing of one document.
    size
        Distance of the lines of a hatch, units of the drawing.
    styles
        The looks that are used.

    Returns
    -------
    Markup
        A ``<defs>`` with one pattern for each hatched status.

    Examples
    --------
    >>> 'id="a-suspected"' in patterns("a"), "a-cleared" in patterns("a")
    (True, False)
    """
    return element("defs", (_pattern(prefix, style, size) for style in styles if style.angles))


def _pattern(prefix: str, style: Style, size: float) -> Markup:
    strokes = ((0, _TILE / 2, _TILE, _TILE / 2), (_TILE / 2, 0, _TILE / 2, _TILE))[: len(style.angles)]
    lines = (
        element("line", x1=a, y1=b, x2=c, y2=d, stroke=style.hatch, stroke_width=0.8, stroke_opacity=0.75)
        for a, b, c, d in strokes
    )
    ground = element("rect", width=_TILE, height=_TILE, fill=style.fill)
    return element(
        "pattern", ground, lines, id=f"{prefix}-{style.code}", width=_TILE, height=_TILE,
        patternUnits="userSpaceOnUse", patternTransform=f"rotate(-45) scale({size / _TILE:g})",
    )  # fmt: skip


def paint(prefix: str, code: str) -> str:
    """
    Name the SVG paint of a status.

    Parameters
    ----------
    prefix
        The same as given to `patterns`.
    code
        Status, or group of land that was made coarser.

    Returns
    -------
    str
        A colour, or a reference to its pattern.

    Examples
    --------
    >>> paint("a", "cleared"), paint("a", "suspected")
    ('#14607a', 'url(#a-suspected)')
    """
    style = STYLES.get(code) or GROUPS[code]
    return f"url(#{prefix}-{code})" if style.angles else style.fill


def swatch(prefix: str, code: str) -> Markup:
    """
    Draw the small square of a legend.

    Parameters
    ----------
    prefix
        The same as given to `patterns`.
    code
        Status.

    Returns
    -------
    Markup
        An inline SVG that screen readers pass over.

    Examples
    --------
    >>> "aria-hidden" in swatch("a", "cleared")
    True
    """
    square = element(
        "rect", x=0.75, y=0.75, width=16.5, height=12.5, fill=paint(prefix, code),
        stroke=(STYLES.get(code) or GROUPS[code]).line,
    )  # fmt: skip
    return element("svg", square, class_="swatch", width=18, height=14, viewBox="0 0 18 14", aria_hidden="true")


def legend_lines() -> list[tuple[str, str]]:
    """
    Give the legend in words.

    Returns
    -------
    list of tuple of str
        Label and meaning of every status, translated, in drawing order.

    Examples
    --------
    >>> legend_lines()[2][0]
    'Cancelled'
    """
    return [(tr(style.label), tr(_TERMS[style.code].meaning)) for style in STYLES.values()]
