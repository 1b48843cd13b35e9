"""What accepting would do: the books and the map as they would stand, computed without writing anything."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from landrelease.checks.finding import Finding, finding_id
from landrelease.desk.answers import Past, books_of, frame_or_none, replaced
from landrelease.desk.deciding import decisions
from landrelease.desk.derive import Changes, changed, entries_of
from landrelease.desk.orders import supposing
from landrelease.desk.reading import Reading
from landrelease.desk.views import family_of, roots_of, store_view
from landrelease.ledger.findings import entry_findings, movement_findings
from landrelease.ledger.force import View
from landrelease.ledger.machine import ALL, SLOTS
from landrelease.ledger.statement import SLOT_NAMES, Books, Period, statement_rows
from landrelease.records.change import Decision

Row = dict[str, Any]
_ALWAYS: Final = Period(1, 2**62)
_SOMEBODY: Final = "?"
"""Whoever accepts: nobody's person id, so that it is the author of nothing."""


class Effects(NamedTuple):
    """
    The books before and after something is accepted.

    Attributes
    ----------
    before, after : dict
        Hazard class or ``all`` to the row of a statement over all time, as `ledger.statement` makes it.
    findings : tuple of Finding
        What the ledger would find that it does not find now.
    changes : Changes or None
        The derived rows that would be written; None where the land stays as it is.
    """

    before: dict[str, Row]
    after: dict[str, Row]
    findings: tuple[Finding, ...] = ()
    changes: Changes | None = None

    @property
    def all(self) -> tuple[Row, Row]:
        """The rows of every class together, before and after."""
        return self.before["all"], self.after["all"]


class Moved(NamedTuple):
    """
    An amount that changes.

    Attributes
    ----------
    part : str
        ``closing``, ``movements``, ``memo`` or ``unmapped``.
    name : str
        What of it, with its unit: ``suspected_m2``, ``cleared_m2``, ``worked_m2``, ``suspected_unknown``.
    before, after : Decimal
        Square metres; numbers of hazards where the name ends in ``_unknown``.
    """

    part: str
    name: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """What is added; below zero where it becomes less."""
        return self.after - self.before


def effects(register: Reading, names: Iterable[str]) -> Effects | None:
    """
    Compute what the books would say if somebody else than their authors accepted some records.

    Parameters
    ----------
    register
        An open register.
    names
        Whole ids of records of any kind.

    Returns
    -------
    Effects or None
        None in a register without a programme. Of records that move no land, both sides are the same.

    Notes
    -----
    Only the neighbourhoods of the records are folded again, as `upkeep.refresh` would do it when the decision is
    written, so the amounts are those of the acceptance itself. What settings and the programme record would change is
    not computed: they rule over all the land.
    """
    store, wanted = register.store, list(names)
    frame, view = frame_or_none(store), store_view(store)
    if frame is None:
        return None
    rows = {seq: (head, body) for seq, _, head, body in store.read("posting")}
    now = Past(frame, rows, None)
    roots = sorted(roots_of(view, wanted))
    family = store.seq_of(name for root in roots for name in family_of(view, root))
    supposed = supposing(view, acceptances(view, wanted, _SOMEBODY, view.known_at))
    found = [(family[entry.id], entry, version) for entry, version in entries_of(supposed, roots, frame)]
    if not found and not any(seq in rows for seq in family.values()):
        same = _rows(books_of(now))
        return Effects(same, same)
    changes = changed(store, found, family.values(), frame)
    then = replaced(now, changes)
    touched = {*changes.kept, *changes.gone}
    told = {finding_id(one) for one in _doubts(_part(now, touched))}
    fresh = tuple(one for one in _doubts(_part(then, touched)) if finding_id(one) not in told)
    return Effects(_rows(books_of(now)), _rows(books_of(then)), fresh, changes)


def acceptances(view: View, names: Sequence[str], person: str, recorded: str) -> list[tuple[str, Decision]]:
    """
    Write the acceptance of some records by somebody, without storing it.

    Parameters
    ----------
    view
        What is known.
    names
        Ids of the records.
    person
        Person id of who accepts.
    recorded
        When.

    Returns
    -------
    list of tuple
        Each decision beside one record that it is about.
    """
    made = [replace(one, author=person, recorded=recorded) for one in decisions(view, names, "accept", person)]
    return [(name, one) for one in made for name in one.about]


def _rows(books: Books) -> dict[str, Row]:
    return {SLOT_NAMES[slot]: statement_rows(books, _ALWAYS, slot)[0] for slot in range(SLOTS)}


def _part(found: Past, seqs: set[int]) -> Books:
    return books_of(found._replace(postings={seq: row for seq, row in found.postings.items() if seq in seqs}))


def _doubts(books: Books) -> list[Finding]:
    return [*movement_findings(books), *entry_findings(books)]


def moved(before: Row, after: Row) -> list[Moved]:
    """
    List the amounts in which two rows of statements differ.

    Parameters
    ----------
    before, after
        Rows over the same group and class.

    Returns
    -------
    list of Moved
        In the order of the statement: balances, movements, memos, then hazards without a polygon.

    Examples
    --------
    >>> one = {"closing": {"suspected_m2": Decimal(5)}, "movements": {}, "memo": {}, "unmapped": {"closing": {}}}
    >>> other = one | {"closing": {"suspected_m2": Decimal(2)}}
    >>> [(row.name, str(row.change)) for row in moved(one, other)], moved(one, one)
    ([('suspected_m2', '-3')], [])
    """
    return [
        Moved(part, name, Decimal(old), Decimal(new))
        for part, old_side, new_side in _sides(before, after)
        for name, old in old_side.items()
        if old != (new := new_side[name])
    ]


def _sides(before: Row, after: Row) -> Iterator[tuple[str, Row, Row]]:
    for part in ("closing", "movements", "memo"):
        yield part, before[part], after[part]
    yield "unmapped", before["unmapped"]["closing"], after["unmapped"]["closing"]


def posted(before: Row, after: Row) -> list[Row]:
    """
    List the postings in which two rows of statements differ.

    Parameters
    ----------
    before, after
        Rows over the same group and class.

    Returns
    -------
    list of dict
        ``from``, ``to``, ``movement`` and ``area_m2``; an area below zero is taken back.

    Examples
    --------
    >>> one = {"from": "none", "to": "suspected", "movement": "newly_suspected", "area_m2": Decimal(5)}
    >>> [row["area_m2"] for row in posted({"postings": [one]}, {"postings": []})]
    [Decimal('-5')]
    """
    old, new = (_postings(row) for row in (before, after))
    differ = {key: new.get(key, Decimal()) - old.get(key, Decimal()) for key in sorted({*old, *new})}
    return [dict(zip(_POSTING, (*key, area), strict=True)) for key, area in differ.items() if area]


_POSTING: Final = ("from", "to", "movement", "area_m2")


def _postings(row: Row) -> dict[tuple[str, str, str], Decimal]:
    return {(one["from"], one["to"], one["movement"]): one["area_m2"] for one in row["postings"]}


def balances(register: Reading) -> Row:
    """
    Read the row of a statement over all time and every class, as the books stand.

    Parameters
    ----------
    register
        An open register; what an open batch added is seen.

    Returns
    -------
    dict
        As `Effects.before` holds it for ``all``; empty in a register without a programme.
    """
    frame = frame_or_none(register.store)
    if frame is None:
        return {}
    rows = {seq: (head, body) for seq, _, head, body in register.store.read("posting")}
    return statement_rows(books_of(Past(frame, rows, None)), _ALWAYS, ALL)[0]
