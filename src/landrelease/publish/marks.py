"""Signs of a task's map: how each thing that lies on it is drawn, and what the legend calls it."""

from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.publish.markup import Markup, element
from landrelease.records.codes import LISTS
from landrelease.records.text import marked as _

TASK_LINE: Final = "#101820"
OTHER_LINE: Final = "#6d685c"
BARRED: Final = "#b0103a"
ROUTE: Final = "#1f7a3a"


class Sign(NamedTuple):
    """
    How a kind of feature is drawn.

    Attributes
    ----------
    form : str
        ``point``, ``line`` or ``area``.
    colour : str
        Its colour.
    letter : str
        Short mark inside the sign of a point.
    dash : str
        Pattern of its line; empty for a whole one.
    """

    form: str
    colour: str
    letter: str = ""
    dash: str = ""


SIGNS: Final = MappingProxyType(
    {
        "access-route": Sign("line", ROUTE, dash="2.4 1"),
        "exclusion-zone": Sign("area", BARRED),
        "start-point": Sign("point", TASK_LINE, "S"),
        "benchmark": Sign("point", TASK_LINE, "B"),
        "turning-point": Sign("point", TASK_LINE),
        "control-point": Sign("point", "#14607a", "C"),
        "demolition": Sign("point", BARRED, "D"),
        "evacuation-point": Sign("point", ROUTE, "+"),
        "lane": Sign("line", "#14607a", dash="0.8 0.8"),
    }
)
"""Sign of each code of the list ``feature_type``."""
OTHER: Final = Sign("point", "#444444", "?")
TASK: Final = _("Area of the task")
DONE: Final = _("Land that this task reports as done")
NEIGHBOUR: Final = _("Work of others")


def point(x: float, y: float, sign: Sign) -> Markup:
    """
    Draw the sign of a point.

    Parameters
    ----------
    x, y
        Place on the paper, millimetres.
    sign
        How it is drawn.

    Returns
    -------
    Markup
        A circle with its letter; a dot where it has none.

    Examples
    --------
    >>> "circle" in point(1, 2, SIGNS["benchmark"])
    True
    """
    radius = 1.9 if sign.letter else 0.7
    disc = element(
        "circle", cx=round(x, 2), cy=round(y, 2), r=radius, fill=sign.colour, stroke="#fff", stroke_width=0.3
    )
    if not sign.letter:
        return disc
    letter = element(
        "text", sign.letter, x=round(x, 2), y=round(y + 1, 2), font_size=2.8, font_weight=700, fill="#fff",
        text_anchor="middle",
    )  # fmt: skip
    return element("g", disc, letter)


def barred_pattern() -> Markup:
    """
    Define the hatch of land that must not be entered.

    Returns
    -------
    Markup
        A ``<defs>``.

    Examples
    --------
    >>> 'id="barred"' in barred_pattern()
    True
    """
    line = element("line", x1=0, y1=0.6, x2=1.2, y2=0.6, stroke=BARRED, stroke_width=0.35)
    return element(
        "defs",
        element(
            "pattern", line, id="barred", width=1.2, height=1.2, patternUnits="userSpaceOnUse",
            patternTransform="rotate(-45)",
        ),
    )  # fmt: skip


def label(kind: str) -> str:
    """
    Name a kind of feature in English, for `tr`.

    Parameters
    ----------
    kind
        Code of the list ``feature_type``.

    Returns
    -------
    str
        Its word; the code itself where the list lacks it.

    Examples
    --------
    >>> label("benchmark"), label("pond")
    ('benchmark', 'pond')
    """
    term = LISTS["feature_type"].get(kind)
    return term.word if term else kind
