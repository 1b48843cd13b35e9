"""What the fold itself saw: doubtful movements, each with the area that they concern."""

from collections.abc import Iterator, Sequence

from landrelease.checks.finding import Finding
from landrelease.ledger.entry import HIGHEST_OPEN, Entry
from landrelease.ledger.fold import M2, amount
from landrelease.ledger.machine import ALL, CELLS, NOTES, REPEATED, STAYED_OPEN
from landrelease.ledger.statement import OWN_AREA, Books
from landrelease.ledger.story import NOTE_CODES
from landrelease.records import codes

LEAST_M2 = 1.0
"""Areas below this come from edges drawn twice and are not worth a person's time; a national limit may replace it."""


def movement_findings(books: Books, least_m2: float = LEAST_M2) -> list[Finding]:
    """
    List doubtful movements.

    Parameters
    ----------
    books
        Kept postings of a view.
    least_m2
        Smallest area worth telling.

    Returns
    -------
    list of Finding
        One per record and code, with its area in m².

    Notes
    -----
    Source: DESIGN section 3, "Findings".

    Examples
    --------
    >>> import numpy as np
    >>> from landrelease.ledger.columns import columns_of
    >>> none = np.zeros(0, np.int64)
    >>> movement_findings(Books(columns_of([], []), none, none, none, none, []))
    []
    """
    found: dict[tuple[str, str], int] = {}
    entries = books.entries()
    rows = zip(books.row.tolist(), books.cell.tolist(), books.high.tolist(), books.low.tolist(), strict=True)
    for row, cell, high, low in rows:
        entry = entries[row]
        code = _code(entry, cell)
        if code:
            key = (code, entry.id)
            found[key] = found.get(key, 0) + amount(high, low)
    return [
        Finding(code, (name,), params={"area_m2": round(area / M2, 2)})
        for (code, name), area in sorted(found.items())
        if area >= least_m2 * M2
    ]


def _code(entry: Entry, cell: int) -> str:
    if cell == OWN_AREA:
        return ""
    if cell >= NOTES:
        return NOTE_CODES[cell - NOTES]
    if cell // CELLS != ALL:
        return ""
    part = cell % CELLS
    if entry.kind <= HIGHEST_OPEN:
        return "reopened-released-land" if part > HIGHEST_OPEN else ""
    return {0: "release-outside-hazard", REPEATED: "repeat-release", STAYED_OPEN: "other-claim-remains"}.get(part, "")


def entry_findings(books: Books) -> list[Finding]:
    """
    List what is doubtful about entries among each other: absent hazards, moved days, conflicts, lost scopes.

    Parameters
    ----------
    books
        Kept postings of a view.

    Returns
    -------
    list of Finding
        Ordered by code and record.

    Examples
    --------
    >>> import numpy as np
    >>> from landrelease.ledger.columns import columns_of
    >>> none = np.zeros(0, np.int64)
    >>> stray = Entry("ab", 5, 10, 10, "", 7, ("H-9",))
    >>> [finding.code for finding in entry_findings(Books(columns_of([stray], [10]), none, none, none, none, []))]
    ['release-names-absent-hazard']
    """
    entries = books.entries()
    hazards = {entry.keys[0] for entry in entries if entry.is_hazard}
    found = [
        finding
        for entry, day in zip(entries, books.columns.facts["day"].tolist(), strict=True)
        for finding in _of_entry(entry, day, hazards)
    ]
    return sorted(found + _sizes(books, entries), key=lambda finding: (finding.code, finding.about))


def _of_entry(entry: Entry, day: int, hazards: set[str]) -> Iterator[Finding]:
    if entry.versions > 1:
        yield Finding("conflicting-corrections", (entry.id,), params={"n": entry.versions, "record": entry.root[:12]})
    if entry.is_hazard:
        return
    absent = [key for key in entry.keys if key not in hazards]
    if absent:
        yield Finding("release-names-absent-hazard", (entry.id,), params={"hazard": ", ".join(absent)})
    if day != entry.first:
        yield Finding("imprecise-order", (entry.id,), params={"days": day - entry.first})


def _sizes(books: Books, entries: Sequence[Entry]) -> list[Finding]:
    """Find releases that name a hazard of unknown size and cannot say that all of it is done."""
    unknown = {m.entry for m in books.moves if m.slot == ALL and m.hazards > 0 and m.movement != "mapped"}
    open_keys = {entry.keys[0] for entry in entries if entry.id in unknown}
    closed = {m.entry for m in books.moves if m.hazards < 0 or m.movement in codes.RELEASE_STATUS}
    return [
        Finding("release-of-unknown-size", (entry.id,), params={"hazard": ", ".join(entry.keys)})
        for entry in entries
        if not entry.is_hazard and entry.id not in closed and not open_keys.isdisjoint(entry.keys)
    ]


def shapeless_findings(entries: Sequence[Entry], mapped: Sequence[bool]) -> list[Finding]:
    """
    List releases without a shape that name a mapped hazard: nobody can say which of its land was released.

    Parameters
    ----------
    entries
        Entries in force.
    mapped
        Whether each has a polygon.

    Returns
    -------
    list of Finding
        Ordered by record.

    Examples
    --------
    >>> hazard, release = Entry("a", 1, 1, 1, "", 7, ("H",)), Entry("b", 5, 2, 2, "", 7, ("H",))
    >>> [finding.about for finding in shapeless_findings([hazard, release], [True, False])]
    [('b',)]
    """
    drawn = {entry.keys[0] for entry, has in zip(entries, mapped, strict=True) if has and entry.is_hazard}
    return [
        Finding("release-without-shape", (entry.id,), params={"hazard": ", ".join(entry.keys)})
        for entry, has in sorted(zip(entries, mapped, strict=True), key=lambda pair: pair[0].id)
        if not has and not entry.is_hazard and not entry.progress and not drawn.isdisjoint(entry.keys)
    ]
