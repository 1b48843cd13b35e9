"""Statements of land as text: a table for people, CSV and JSON for machines, every amount as it was given.

The heart is `account`: the lines of a bookkeeper, one column for each status. A movement that takes land out of an
account is negative there and positive in the account that receives it, so that each column adds up on its own.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from landrelease.publish.commas import csv_rows
from landrelease.records.text import marked as _
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.ledger.statement import Statement

ACCOUNTS: Final = ("suspected", "confirmed", "cancelled", "reduced", "cleared")
MOVEMENTS: Final = {
    "newly_suspected": _("newly suspected"),
    "newly_confirmed": _("newly confirmed"),
    "confirmed_from_suspected": _("confirmed, was suspected"),
    "suspected_from_confirmed": _("suspected only, was confirmed"),
    "reopened": _("reopened (was released)"),
    "cancelled": _("cancelled"),
    "reduced": _("reduced"),
    "cleared": _("cleared"),
    "released_outside_hazard": _("released outside any hazard"),
}
MEMOS: Final = {
    "repeat_release_m2": _("released once more, already released"),
    "released_but_open_m2": _("released, but another claim stays open"),
    "worked_m2": _("worked on, not complete"),
}
_PARTS: Final = (
    "opening",
    "closing",
    "movements",
    "postings",
    "memo",
    "corrections",
    "unmapped",
    "rounded_m2",
    "less_than_unit",
)
_ZERO: Final = Decimal(0)
_SUMMANDS: Final = 3
"""Opening, corrections and closing, beside the postings."""
_PLACES: Final = 9


class Line(NamedTuple):
    """
    One line of an account.

    Attributes
    ----------
    code : str
        ``opening``, a movement, ``corrections``, ``closing`` or ``difference``.
    label : str
        What people read.
    amounts : tuple of decimal.Decimal
        Square metres in the order of `ACCOUNTS`; negative where land leaves the account.
    less : tuple of bool
        Whether an amount is more than nothing and told as 0; empty where no land is rounded.
    """

    code: str
    label: str
    amounts: tuple[Decimal, ...]
    less: tuple[bool, ...] = ()

    def figures(self) -> Iterator[tuple[Decimal, bool]]:
        """
        Go through the amounts.

        Yields
        ------
        tuple
            Each amount, and whether it is more than nothing and told as 0.
        """
        yield from zip(self.amounts, self.less or (False,) * len(self.amounts), strict=True)


def plain(doc: "Statement | Mapping[str, Any]") -> dict[str, Any]:
    """
    Take a statement apart into dicts and lists; amounts stay `decimal.Decimal`.

    Parameters
    ----------
    doc
        A statement, or the same as plain data.

    Returns
    -------
    dict
        As the door's JSON has it.

    Examples
    --------
    >>> plain({"rows": [], "class": "all"})
    {'rows': [], 'class': 'all'}
    """
    found: dict[str, Any] = msgspec.to_builtins(doc, builtin_types=(Decimal,))
    return found


def keys(row: Mapping[str, Any]) -> dict[str, Any]:
    """
    Find what a row is about: its group keys.

    Parameters
    ----------
    row
        A row of a statement.

    Returns
    -------
    dict
        Everything that is no part of the account; empty for the only row of a statement without ``--by``.

    Examples
    --------
    >>> keys({"operator": "org-1", "movements": {}, "postings": []})
    {'operator': 'org-1'}
    """
    return {name: value for name, value in row.items() if name not in _PARTS}


def balanced(row: Mapping[str, Any]) -> bool:
    """
    Tell whether a row carries balances, not movements alone.

    Parameters
    ----------
    row
        A row of a statement.

    Returns
    -------
    bool
        True where it has an opening and a closing.

    Examples
    --------
    >>> balanced({"operator": "org-1", "movements": {}})
    False
    """
    return bool(row.get("opening")) and bool(row.get("closing"))


def account(row: Mapping[str, Any]) -> list[Line]:
    """
    Lay a row out as a bookkeeper would.

    Parameters
    ----------
    row
        A row with postings; with opening and closing, too, where it carries balances.

    Returns
    -------
    list of Line
        Opening, every movement that occurred, corrections where there are any, closing, and ``difference``: closing
        less all lines above, which is zero in a sound ledger; what figures that were rounded leave over does not count.
        A row without balances has movements only.

    Examples
    --------
    >>> zero = {f"{status}_m2": Decimal(0) for status in ACCOUNTS}
    >>> posting = {"from": "suspected", "to": "cleared", "movement": "cleared", "area_m2": Decimal("12.5")}
    >>> row = {"opening": zero | {"suspected_m2": Decimal(20)}, "postings": [posting],
    ...        "closing": zero | {"suspected_m2": Decimal("7.5"), "cleared_m2": Decimal("12.5")}}
    >>> [(line.code, int(sum(line.amounts))) for line in account(row)]
    [('opening', 20), ('cleared', 0), ('closing', 20), ('difference', 0)]
    """
    moved = _movement_lines(row)
    if not balanced(row):
        return moved
    lines = [Line("opening", tr("Opening"), _amounts(row["opening"]), _less(row, "opening")), *moved]
    corrections = _amounts(row.get("corrections") or {})
    if any(corrections):
        lines.append(Line("corrections", tr("Corrections (not release)"), corrections, _less(row, "corrections")))
    closing = _amounts(row["closing"])
    blur = Decimal(unit_in(row)) * (len(row["postings"]) + _SUMMANDS)
    left = (end - total for end, total in zip(closing, summed(row), strict=True))
    difference = tuple(one if abs(one) > blur else _ZERO for one in left)
    end = Line("closing", tr("Closing"), closing, _less(row, "closing"))
    return [*lines, end, Line("difference", tr("Difference"), difference)]


def summed(row: Mapping[str, Any]) -> tuple[Decimal, ...]:
    """
    Add up opening, movements and corrections of a row.

    Parameters
    ----------
    row
        A row that carries balances.

    Returns
    -------
    tuple of decimal.Decimal
        What its closing must be, in the order of `ACCOUNTS`.

    Examples
    --------
    >>> posting = {"from": "none", "to": "suspected", "movement": "newly_suspected", "area_m2": Decimal(5)}
    >>> [int(one) for one in summed({"opening": {"suspected_m2": Decimal(20)}, "postings": [posting]})]
    [25, 0, 0, 0, 0]
    """
    parts = (_amounts(row["opening"]), _amounts(row.get("corrections") or {}))
    moved = (_net(row["postings"], status) for status in ACCOUNTS)
    return tuple(sum(column, _ZERO) for column in zip(*parts, moved, strict=True))


def unit_in(row: Mapping[str, Any]) -> int:
    """
    Say to what the figures of a row were rounded, each by itself, as `told.in_units` does.

    Parameters
    ----------
    row
        A row of a statement.

    Returns
    -------
    int
        Square metres; 0 for what the ledger gives, whose amounts are exact.

    Examples
    --------
    >>> unit_in({"closing": {}, "rounded_m2": 10000}), unit_in({"closing": {}})
    (10000, 0)
    """
    return int(row.get("rounded_m2") or 0)


def is_less(row: Mapping[str, Any], part: str, name: str) -> bool:
    """
    Tell whether a figure of a row is more than nothing and told as 0.

    Parameters
    ----------
    row
        A row of a statement.
    part, name
        Where the figure stands, such as ``movements`` and ``cleared_m2``.

    Returns
    -------
    bool
        False where no land is rounded.

    Examples
    --------
    >>> is_less({"less_than_unit": ["memo_worked_m2"]}, "memo", "worked_m2")
    True
    """
    return f"{part}_{name}" in (row.get("less_than_unit") or ())


def _less(row: Mapping[str, Any], part: str) -> tuple[bool, ...]:
    return tuple(is_less(row, part, f"{status}_m2") for status in ACCOUNTS)


def _amounts(balances: Mapping[str, Any]) -> tuple[Decimal, ...]:
    return tuple(Decimal(balances.get(f"{status}_m2") or 0) for status in ACCOUNTS)


def _movement_lines(row: Mapping[str, Any]) -> list[Line]:
    lines = []
    for code, label in MOVEMENTS.items():
        postings = [posting for posting in row.get("postings") or () if posting["movement"] == code]
        if postings:
            less = tuple(bool(unit_in(row)) and _touched(postings, status) for status in ACCOUNTS)
            amounts = tuple(_net(postings, status) for status in ACCOUNTS)
            lines.append(Line(code, tr(label), amounts, tuple(map(_hides, amounts, less))))
    return lines


def _touched(postings: list[Mapping[str, Any]], status: str) -> bool:
    return any(status in {posting["from"], posting["to"]} for posting in postings)


def _hides(amount: Decimal, touched: bool) -> bool:  # noqa: FBT001 - mapped over two rows
    return touched and not amount


def _net(postings: list[Mapping[str, Any]], status: str) -> Decimal:
    gained = sum((posting["area_m2"] for posting in postings if posting["to"] == status), _ZERO)
    return gained - sum((posting["area_m2"] for posting in postings if posting["from"] == status), _ZERO)


def amount_text(amount: Decimal, places: int = _PLACES) -> str:
    """
    Write an amount with all its places.

    Parameters
    ----------
    amount
        Square metres.
    places
        Nine for exact ones, none for those that are rounded.

    Returns
    -------
    str
        Never with an exponent.

    Examples
    --------
    >>> amount_text(Decimal("0E-9")), amount_text(Decimal("12.5"))
    ('0.000000000', '12.500000000')
    """
    return f"{amount:.{places}f}"


def statement_json(doc: "Statement | Mapping[str, Any]") -> str:
    r"""
    Write a statement as JSON whose numbers are exact.

    Parameters
    ----------
    doc
        The statement.

    Returns
    -------
    str
        JSON text ending in a line feed; amounts are numbers with nine places, or whole where they are rounded. A reader
        that wants them exact reads numbers as decimals (``json.loads(text, parse_float=Decimal)``).

    Examples
    --------
    >>> statement_json({"rows": [{"opening": {"suspected_m2": Decimal("0E-9")}}]})
    '{"rows":[{"opening":{"suspected_m2":0.000000000}}]}\n'
    """
    return msgspec.json.encode(exact(plain(doc))).decode() + "\n"


def exact(value: Any, places: int = _PLACES) -> Any:  # noqa: ANN401 - any JSON value
    """
    Prepare plain data for JSON, so that no digit of an amount is lost.

    Parameters
    ----------
    value
        A statement as plain data, or a part of it.
    places
        How many places amounts have; none in rows that are rounded.

    Returns
    -------
    dict, list, msgspec.Raw or whatever was given
        Amounts as they are written.

    Examples
    --------
    >>> msgspec.json.encode(exact({"memo": {"worked_m2": Decimal(20000)}, "rounded_m2": 10000}))
    b'{"memo":{"worked_m2":20000},"rounded_m2":10000}'
    """
    if isinstance(value, Decimal):
        return msgspec.Raw(amount_text(value, places).encode())
    if isinstance(value, dict):
        places = 0 if unit_in(value) else places
        return {name: exact(inner, places) for name, inner in value.items()}
    return [exact(inner, places) for inner in value] if isinstance(value, list | tuple) else value


def statement_csv(doc: "Statement | Mapping[str, Any]") -> str:
    """
    Write a statement as CSV: one line for each row, every amount with nine places, or whole where it is rounded.

    Parameters
    ----------
    doc
        The statement.

    Returns
    -------
    str
        CSV with a header. Columns are the period, the group's keys, and the parts joined by ``_``
        (``opening_suspected_m2``, ``unmapped_movements_mapped_m2``); a part that a row lacks is empty. Postings stand
        in the JSON and the workbook.

    Examples
    --------
    >>> print(statement_csv({"from": "2024-01-01", "rows": [{"memo": {"worked_m2": Decimal(5)}}]}), end="")
    from,memo_worked_m2
    2024-01-01,5.000000000
    """
    document = plain(doc)
    head = {name: value for name, value in document.items() if name != "rows"}
    rows = [flat(head | {name: value for name, value in row.items() if name != "postings"}) for row in document["rows"]]
    columns = list(dict.fromkeys(name for row in rows for name in row)) or list(head)
    return csv_rows([columns, *([row.get(name, "") for name in columns] for row in rows)])


def flat(value: Mapping[str, Any], prefix: str = "", places: int = _PLACES) -> dict[str, Any]:
    """
    Lay nested parts out side by side.

    Parameters
    ----------
    value
        A row, or a part of one.
    prefix
        Start of every name.
    places
        How many places amounts have; none in a row that is rounded.

    Returns
    -------
    dict
        Names joined by ``_``; amounts as text, None as empty text, names of figures divided by ``;``.

    Examples
    --------
    >>> flat({"unmapped": {"opening": {"suspected_unknown": 3}}, "key": None})
    {'unmapped_opening_suspected_unknown': 3, 'key': ''}
    """
    found: dict[str, Any] = {}
    places = 0 if unit_in(value) else places
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            found |= flat(inner, f"{prefix}{name}_", places)
        else:
            found[prefix + name] = _cell(inner, places)
    return found


def _cell(value: Any, places: int) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Decimal):
        return amount_text(value, places)
    return ";".join(value) if isinstance(value, list) else "" if value is None else value
