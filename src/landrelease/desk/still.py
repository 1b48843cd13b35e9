"""Records in force that moved no land, and why: whoever looks for one on the map must find an answer."""

from collections import defaultdict
from typing import NamedTuple

from landrelease.checks.catalogue import render
from landrelease.desk import answers
from landrelease.desk.reading import Reading
from landrelease.desk.views import EVER
from landrelease.ledger.entry import Entry
from landrelease.ledger.findings import entry_findings, movement_findings, shapeless_findings
from landrelease.ledger.machine import ALL, CELLS, NOTES
from landrelease.ledger.statement import Books, posting_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_PROGRESS = _("A report of progress: its land is counted as worked; the report of completion moves it.")
_HAZARD = _("Its land had this status, or a more dangerous one, already.")
_RELEASE = _("No land was left for it to move.")


class Still(NamedTuple):
    """
    A record in force that moved no land.

    Attributes
    ----------
    id : str
        Its identity.
    reasons : tuple of str
        Why, a sentence each.
    """

    id: str
    reasons: tuple[str, ...]


def still(register: Reading) -> list[Still]:
    """
    List the hazards and releases in force that moved no land, neither on the map nor in the unmapped accounts.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Still
        In the order of the days on which they fold.
    """
    found = answers.past(register.store, EVER)
    books = answers.books_of(found)
    moved, doubts = _moved(books), defaultdict[str, list[str]](list)
    kept = list(found.kept().values())
    shapeless = shapeless_findings([row.entry for row in kept], [row.mapped for row in kept])
    for finding in movement_findings(books) + entry_findings(books) + shapeless:
        doubts[finding.about[0]].append(render(finding).what)
    ordered = sorted(kept, key=lambda row: (row.day, row.entry.id))
    entries = [row.entry for row in ordered if row.entry.id not in moved]
    return [Still(entry.id, _reasons(entry, doubts[entry.id])) for entry in entries]


def _moved(books: Books) -> set[str]:
    found, entries = {move.entry for move in books.moves if move.slot == ALL}, books.entries()
    for row, cell in zip(books.row.tolist(), books.cell.tolist(), strict=True):
        entry = entries[row]
        if cell < NOTES and cell // CELLS == ALL:
            before, after, _movement = posting_of(entry.kind, cell % CELLS)
            if before != after:
                found.add(entry.id)
    return found


def _reasons(entry: Entry, doubts: list[str]) -> tuple[str, ...]:
    if entry.progress:
        return (tr(_PROGRESS), *doubts)
    return tuple(doubts) or (tr(_HAZARD if entry.is_hazard else _RELEASE),)
