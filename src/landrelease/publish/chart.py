"""Charts of a series of statements as inline SVG: balances over time, and what each period moved.

They are drawn in the colours and hatches of `style`, take the text colour of the page, and name every band beside it,
so that no colour has to be looked up.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from landrelease.publish.markup import Markup, element
from landrelease.publish.style import OPEN, RELEASED, STYLES, paint, patterns
from landrelease.records.text import tr

_STACK: Final = (*OPEN, *RELEASED)
_WIDTH, _HEIGHT = 760, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 218, 28, 30
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_LABEL_GAP: Final = 19
_TICKS: Final = 5
_MOST_NAMES: Final = 12
_M2_PER_KM2: Final = 1_000_000


class _Frame(NamedTuple):
    """The drawing's coordinates: days across, square kilometres up."""

    first: float
    last: float
    low: float
    high: float

    def x(self, day: float) -> float:
        return round(_LEFT + (day - self.first) / (self.last - self.first) * (_WIDTH - _LEFT - _RIGHT), 2)

    def y(self, value: float) -> float:
        return round(_HEIGHT - _BOTTOM - (value - self.low) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM), 2)


class _Period(NamedTuple):
    """One statement: its days, its name, its row."""

    first: int
    after: int
    name: str
    row: Mapping[str, Any]


def balance_chart(docs: Sequence[Mapping[str, Any]], *, prefix: str = "balance") -> Markup:
    """
    Draw the land of every status over the years as stacked areas, open land at the bottom.

    Straight lines join the balances of the closing days; between them nothing is claimed.

    Parameters
    ----------
    docs
        Statements as plain data, each with one row, in the order of time.
    prefix
        Start of the ids inside the drawing.

    Returns
    -------
    Markup
        An ``<svg>`` with a title and a description for screen readers; a note where there is nothing to draw.

    Examples
    --------
    >>> balance_chart([])
    '<p class="note">No statement to draw.</p>'
    """
    periods = _periods(docs)
    if not periods:
        return _nothing()
    days = [periods[0].first, *(period.after for period in periods)]
    balances = [_balance(periods[0].row, "opening"), *(_balance(period.row, "closing") for period in periods)]
    frame = _Frame(days[0], days[-1], 0, _ceiling(max(sum(balance.values()) for balance in balances)))
    floor = [0.0] * len(days)
    bands, middles = [], {}
    for status in _STACK:
        top = [low + balance[status] for low, balance in zip(floor, balances, strict=True)]
        bands.append(_band(frame, days, (floor, top), prefix, status))
        middles[status] = (frame.y((floor[-1] + top[-1]) / 2), balances[-1][status])
        floor = top
    text = tr("Land by status, square kilometres, at the end of each period")
    inner = [_grid(frame), bands, _names(frame, periods), _labels(middles, prefix, str(docs[-1]["to"])[:10])]
    return _drawing(prefix, text, _said(periods[-1].name, balances[-1]), inner)


def movement_chart(docs: Sequence[Mapping[str, Any]], *, prefix: str = "movement") -> Markup:
    """
    Draw what each period moved: land released upwards, land found or reopened downwards.

    Parameters
    ----------
    docs
        Statements as plain data, each with one row, in the order of time.
    prefix
        Start of the ids inside the drawing.

    Returns
    -------
    Markup
        An ``<svg>``; a note where there is nothing to draw.

    Examples
    --------
    >>> movement_chart([])
    '<p class="note">No statement to draw.</p>'
    """
    periods = _periods(docs)
    if not periods:
        return _nothing()
    moved = [_moved(period.row) for period in periods]
    high = _ceiling(max(sum(amounts[status] for status in RELEASED) for amounts in moved))
    low = -_ceiling(max(sum(amounts[status] for status in OPEN) for amounts in moved))
    frame = _Frame(periods[0].first, periods[-1].after, low, high)
    bars = [_bars(frame, period, amounts, prefix) for period, amounts in zip(periods, moved, strict=True)]
    totals = {status: sum(amounts[status] for amounts in moved) for status in _STACK}
    zero = element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=frame.y(0), y2=frame.y(0), stroke="currentColor")
    labels = [
        _labels({status: (frame.y(frame.high / 2), totals[status]) for status in RELEASED}, prefix, tr("Released")),
        _labels({status: (frame.y(frame.low / 2), totals[status]) for status in OPEN}, prefix, tr("Found or reopened")),
    ]
    text = tr("Land released, and land found or reopened, in each period, square kilometres")
    inner = [_grid(frame), bars, zero, _names(frame, periods), labels]
    return _drawing(prefix, text, _said(tr("all periods"), totals), inner)


def period_name(doc: Mapping[str, Any]) -> str:
    """
    Name a period briefly.

    Parameters
    ----------
    doc
        Statement as plain data.

    Returns
    -------
    str
        The year where it is a whole one, else the two days.

    Examples
    --------
    >>> period_name({"from": "2024-01-01", "to": "2024-12-31"}), period_name({"from": "2024-01-01", "to": "2024-03-31"})
    ('2024', '2024-01-01 – 2024-03-31')
    """
    first, last = str(doc["from"])[:10], str(doc["to"])[:10]
    whole = first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31")
    return first[:4] if whole else f"{first} – {last}"


def _periods(docs: Sequence[Mapping[str, Any]]) -> list[_Period]:
    return [
        _Period(_day(doc["from"]), _day(doc["to"]) + 1, period_name(doc), doc["rows"][0]) for doc in docs if doc["rows"]
    ]


def _day(text: str) -> int:
    return dt.date.fromisoformat(text[:10]).toordinal()


def _balance(row: Mapping[str, Any], part: str) -> dict[str, float]:
    return {status: float(row[part][f"{status}_m2"]) / _M2_PER_KM2 for status in _STACK}


def _moved(row: Mapping[str, Any]) -> dict[str, float]:
    """Add up what went into each status from the other side: open land from elsewhere, released land."""
    found = dict.fromkeys(_STACK, Decimal(0))
    for posting in row["postings"]:
        goal = posting["to"]
        if goal in RELEASED or (goal in OPEN and posting["from"] not in OPEN):
            found[goal] += posting["area_m2"]
    return {status: float(area) / _M2_PER_KM2 for status, area in found.items()}


def _ceiling(value: float) -> float:
    """Round up to what divides into even ticks."""
    step = _step(value)
    return max(step, math.ceil(value / step - 1e-9) * step)


def _step(value: float) -> float:
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value / _TICKS))
    return next(power * step for step in _STEPS if power * step * _TICKS >= value * (1 - 1e-9))


def _grid(frame: _Frame) -> list[Markup]:
    step = _step(max(frame.high, -frame.low))
    ticks = range(math.ceil(frame.low / step - 1e-9), math.floor(frame.high / step + 1e-9) + 1)
    lines = []
    for tick in ticks:
        y = frame.y(tick * step)
        lines.append(
            element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, stroke="currentColor", stroke_opacity=0.18)
        )
        lines.append(_word(_LEFT - 8, y + 4, f"{abs(tick * step):,.10g}", "end"))
    return [*lines, _word(_LEFT - 8, _TOP - 12, "km²", "end")]


def _word(x: float, y: float, text: str, anchor: str = "middle") -> Markup:
    return element("text", text, x=x, y=y, text_anchor=anchor, fill="currentColor")


def _names(frame: _Frame, periods: list[_Period]) -> list[Markup]:
    every = math.ceil(len(periods) / _MOST_NAMES)
    return [
        _word((frame.x(period.first) + frame.x(period.after)) / 2, _HEIGHT - _BOTTOM + 18, period.name)
        for period in periods[::every]
    ]


def _band(frame: _Frame, days: list[int], edges: tuple[list[float], list[float]], prefix: str, status: str) -> Markup:
    floor, top = edges
    there = [f"{frame.x(day)},{frame.y(value)}" for day, value in zip(days, top, strict=True)]
    back = [f"{frame.x(day)},{frame.y(value)}" for day, value in zip(days, floor, strict=True)]
    style = STYLES[status]
    title = element("title", tr(style.label))
    return element(
        "polygon", title, points=" ".join([*there, *reversed(back)]), fill=paint(prefix, status), stroke=style.line,
        stroke_width=0.75,
    )  # fmt: skip


def _bars(frame: _Frame, period: _Period, amounts: dict[str, float], prefix: str) -> list[Markup]:
    left, right = frame.x(period.first), frame.x(period.after)
    across, width = round(left + 0.2 * (right - left), 2), round(0.6 * (right - left), 2)
    bars = []
    for group, sign in ((RELEASED, 1), (OPEN[::-1], -1)):
        level = 0.0
        for status in group:
            ends = sorted((frame.y(sign * level), frame.y(sign * (level + amounts[status]))))
            level += amounts[status]
            if amounts[status]:
                bars.append(_bar(across, width, ends, status, (prefix, period.name, amounts[status])))
    return bars


def _bar(x: float, width: float, ends: list[float], status: str, told: tuple[str, str, float]) -> Markup:
    prefix, name, amount = told
    title = element("title", f"{name}: {tr(STYLES[status].label)} {amount:,.3f} km²")
    return element(
        "rect", title, x=x, y=ends[0], width=width, height=round(ends[1] - ends[0], 2), fill=paint(prefix, status),
        stroke=STYLES[status].line, stroke_width=0.75,
    )  # fmt: skip


def _labels(middles: dict[str, tuple[float, float]], prefix: str, heading: str) -> list[Markup]:
    """Name every band at its right end, moved apart where they would overlap, under a heading."""
    order = sorted(middles, key=lambda status: (middles[status][0], -_STACK.index(status)))
    places = _apart([middles[status][0] for status in order])
    x = _WIDTH - _RIGHT + 14
    labels = [_word(x, places[0] - _LABEL_GAP, heading, "start")]
    for status, y in zip(order, places, strict=True):
        style = STYLES[status]
        fill = paint(prefix, status)
        labels.append(element("rect", x=x, y=y - 6, width=14, height=11, fill=fill, stroke=style.line))
        labels.append(_word(x + 20, y + 4, f"{tr(style.label)} {middles[status][1]:,.2f}", "start"))
    return labels


def _apart(wished: list[float]) -> list[float]:
    """Move heights (ascending) apart to the gap of a label, within the drawing."""
    places: list[float] = []
    for y in wished:
        places.append(max(y, places[-1] + _LABEL_GAP if places else _TOP + _LABEL_GAP))
    limit = float(_HEIGHT - _BOTTOM)
    for place in range(len(places) - 1, -1, -1):
        places[place] = min(places[place], limit)
        limit = places[place] - _LABEL_GAP
    return places


def _said(name: str, amounts: dict[str, float]) -> str:
    parts = (f"{tr(STYLES[status].label)} {amount:,.3f} km²" for status, amount in amounts.items())
    return f"{name}: {', '.join(parts)}."


def _drawing(prefix: str, title: str, description: str, inner: list[Any]) -> Markup:
    heads = [
        element("title", title, id=f"{prefix}-title"),
        element("desc", description, id=f"{prefix}-desc"),
        patterns(prefix),
    ]
    return element(
        "svg", heads, inner, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", class_="chart",
        role="img", aria_labelledby=f"{prefix}-title {prefix}-desc", direction="ltr", font_size=13,
        font_family="system-ui, sans-serif",
    )  # fmt: skip


def _nothing() -> Markup:
    return element("p", tr("No statement to draw."), class_="note")
