"""The statements of several years side by side, and the figures that stand above everything."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from landrelease.publish.chart import period_name
from landrelease.publish.markup import Markup, element
from landrelease.publish.statement import ACCOUNTS, MEMOS, MOVEMENTS, account
from landrelease.publish.style import OPEN, RELEASED, STYLES, swatch
from landrelease.publish.table import beside, square_metres
from landrelease.records.text import tr

_M2_PER_KM2: Final = Decimal(1_000_000)

Years = Sequence[Mapping[str, Any]]


class _Line(NamedTuple):
    """A line of the table: its heading and how to read it from a year's row."""

    heading: str | Markup
    read: Callable[[Mapping[str, Any]], Decimal]


def figures(docs: Years) -> Markup:
    """
    Write the figures for a director: what is open, what was released, what the last period moved.

    Parameters
    ----------
    docs
        Statements as plain data, oldest first, each with one row.

    Returns
    -------
    Markup
        A description list; empty text where there is no statement.

    Examples
    --------
    >>> figures([])
    ''
    """
    if not docs:
        return Markup()
    name, row = period_name(docs[-1]), docs[-1]["rows"][0]
    closing, moved = row["closing"], row["movements"]
    last = sum((moved[f"{status}_m2"] for status in RELEASED), Decimal(0))
    cards = [
        _card(tr("Open at the end of {period}").format(period=name), _sum(closing, OPEN)),
        _card(tr("of that confirmed"), _sum(closing, ("confirmed",))),
        _card(tr("Released so far"), _sum(closing, RELEASED)),
        _card(tr("Released in {period}").format(period=name), last),
    ]
    sentences = element("div", element("dt", tr("Beside the map")), element("dd", " ".join(beside(row)), class_="note"))
    return element("dl", cards, sentences, class_="figures")


def _sum(balances: Mapping[str, Any], statuses: Sequence[str]) -> Decimal:
    return sum((balances[f"{status}_m2"] for status in statuses), Decimal(0))


def _card(text: str, amount: Decimal) -> Markup:
    value = element("dd", f"{amount / _M2_PER_KM2:,.2f} ", element("small", "km²"))
    return element("div", element("dt", text), value)


def year_table(docs: Years) -> Markup:
    """
    Write the statements of several years as one table, one column for each.

    Parameters
    ----------
    docs
        Statements as plain data, oldest first, each with one row.

    Returns
    -------
    Markup
        Opening, movements, corrections where there are any, closing, and whether each account adds up; every amount
        in km² and in m². A note where there is no statement.

    Examples
    --------
    >>> year_table([])
    '<p class="note">No statement to show.</p>'
    """
    if not docs:
        return element("p", tr("No statement to show."), class_="note")
    heads = [element("th", period_name(doc), scope="col") for doc in docs]
    head = element("thead", element("tr", element("td"), heads))
    rows = [doc["rows"][0] for doc in docs]
    caption = element("caption", tr("Statement of land by period"), class_="hidden")
    return element("table", caption, head, list(_groups(rows)), id="statement-table")


def _groups(rows: list[Mapping[str, Any]]) -> Iterator[Markup]:
    yield _group(tr("Opening"), _balances("opening"), rows)
    moved = [_Line(tr(text), _reader("movements", code)) for code, text in MOVEMENTS.items()]
    yield _group(tr("Movements"), _used(moved, rows), rows)
    corrected = _used(_balances("corrections"), rows)
    if corrected:
        yield _group(tr("Corrections (not release)"), corrected, rows)
    yield _group(tr("Closing"), _balances("closing"), rows, _check(rows))
    memos = _used([_Line(tr(text), _reader("memo", name.removesuffix("_m2"))) for name, text in MEMOS.items()], rows)
    if memos:
        yield _group(tr("Memo (moves nothing)"), memos, rows)
    yield _unmapped(rows)


def _reader(part: str, name: str) -> Callable[[Mapping[str, Any]], Decimal]:
    return lambda row: Decimal((row.get(part) or {}).get(f"{name}_m2") or 0)


def _balances(part: str) -> list[_Line]:
    def heading(status: str) -> Markup:
        return Markup(swatch("land", status) + element("span", tr(STYLES[status].label)))

    return [_Line(heading(status), _reader(part, status)) for status in ACCOUNTS]


def _used(lines: list[_Line], rows: list[Mapping[str, Any]]) -> list[_Line]:
    """Leave out the lines in which nothing ever happened."""
    return [line for line in lines if any(line.read(row) for row in rows)]


def _group(text: str, lines: list[_Line], rows: list[Mapping[str, Any]], *more: Markup) -> Markup:
    head = element("tr", element("th", text, scope="rowgroup", colspan=len(rows) + 1))
    body = [
        element("tr", element("th", line.heading, scope="row"), [_amount(line.read(row)) for row in rows])
        for line in lines
    ]
    return element("tbody", head, body, *more)


def _amount(amount: Decimal) -> Markup:
    if not amount:
        return element("td", "0", class_="zero")
    large = element("span", f"{round(amount / _M2_PER_KM2, 3) + 0:,.3f}", class_="km2")
    return element("td", large, element("span", square_metres(amount), class_="m2"))


def _check(rows: list[Mapping[str, Any]]) -> Markup:
    """Say for each year whether opening, movements and corrections give the closing."""
    cells = []
    for row in rows:
        gap = sum((abs(amount) for amount in account(row)[-1].amounts), Decimal(0))
        cells.append(element("td", square_metres(gap) + " m²", class_="wrong") if gap else element("td", tr("adds up")))
    return element("tr", element("th", tr("Opening and movements"), scope="row"), cells)


def _unmapped(rows: list[Mapping[str, Any]]) -> Markup:
    """Hazards without a polygon, always beside the mapped land: never added to it."""
    closings = [(row.get("unmapped") or {}).get("closing") or {} for row in rows]
    text = tr("Hazards without a polygon, closing")
    lines = [element("tr", element("th", text, scope="rowgroup", colspan=len(rows) + 1))]
    for status in ("suspected", "confirmed"):
        stated = [_amount(Decimal(closing.get(f"{status}_m2") or 0)) for closing in closings]
        counted = [element("td", f"{closing.get(f'{status}_unknown') or 0:,}") for closing in closings]
        label = tr(STYLES[status].label)
        lines.append(element("tr", element("th", tr("{what}, by stated size").format(what=label), scope="row"), stated))
        lines.append(
            element("tr", element("th", tr("{what}, count of unknown size").format(what=label), scope="row"), counted)
        )
    return element("tbody", lines)
