"""Counts by group as horizontal bars, as inline SVG; each bar is named, and its number stands beside it."""

from collections.abc import Sequence
from typing import Final

from landrelease.publish.markup import Markup, element
from landrelease.publish.redaction.suppression import MARK
from landrelease.records.text import tr

_WIDTH, _NAME, _NUMBER, _LINE = 760, 200, 80, 24
_LONGEST: Final = 28


def bar_chart(bars: Sequence[tuple[str, int | None]], title: str) -> Markup:
    """
    Draw counts as bars.

    Parameters
    ----------
    bars
        Name and number of each group, from top to bottom; None for a number that is left out.
    title
        What is counted, for screen readers.

    Returns
    -------
    Markup
        An ``<svg>``; a note where there is nothing to draw.

    Examples
    --------
    >>> bar_chart([], "hazards")
    '<p class="note">Nothing to draw.</p>'
    >>> bar_chart([("2024", None)], "hazards").count("<rect")
    0
    """
    if not bars:
        return element("p", tr("Nothing to draw."), class_="note")
    most = max((number or 0 for _name, number in bars), default=0) or 1
    lines = [_bar(at * _LINE, name, number, most) for at, (name, number) in enumerate(bars)]
    return element(
        "svg", element("title", title), lines, xmlns="http://www.w3.org/2000/svg", role="img", class_="chart",
        viewBox=f"0 0 {_WIDTH} {len(bars) * _LINE}", direction="ltr", font_size=13,
        font_family="system-ui, sans-serif",
    )  # fmt: skip


def _bar(top: int, name: str, number: int | None, most: int) -> list[Markup]:
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    width = round((number or 0) / most * (_WIDTH - _NAME - _NUMBER), 2)
    middle = top + _LINE - 8
    bar = [element("rect", x=_NAME, y=top + 4, width=width, height=_LINE - 8, fill="#14607a")] if number else []
    figure = MARK if number is None else f"{number:,}"
    return [
        element("text", shown, x=_NAME - 8, y=middle, text_anchor="end", fill="currentColor"),
        *bar,
        element("text", figure, x=_NAME + width + 8, y=middle, fill="currentColor"),
    ]
