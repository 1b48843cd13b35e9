"""What a store knows at a moment, as the ledger asks for it, and whom a record is about in the end."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from landrelease.ledger.force import Named, View, named_by, view_of
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.land import Hazard, Release
from landrelease.register.errors import NoSuchRecordError
from landrelease.register.store import Store

EVER = "9999-12-31T23:59:59.999Z"
LAND_KINDS = ("hazard", "release")
CHANGE_KINDS = ("correction", "withdrawal", "decision")
_MOST: Final = 50_000
"""Records that a view of single ones holds in memory."""
Found = TypeVar("Found")


def store_view(store: Store, known_at: str = EVER) -> View:
    """
    Look at single records of a store.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.

    Returns
    -------
    View
        Reads records when asked; good for few of them.
    """

    def read(name: str) -> Record | None:
        try:
            return format1.decode(store.get(name))
        except NoSuchRecordError:
            return None

    record = _remembered(read)

    def speaking(name: str) -> tuple[Named, ...]:
        seqs = [link.source_seq for link in store.links_to([name]) if link.how in ("about", "corrects", "withdraws")]
        names = store.id_of(seqs)
        found = ((names[seq], record(names[seq])) for seq in sorted(set(seqs)))
        return tuple((other, item) for other, item in found if item is not None and name in named_by(item))

    return View(known_at, record, _remembered(speaking))


def _remembered(read: Callable[[str], Found]) -> Callable[[str], Found]:
    """Read each name once, as far as memory allows; quicker made than `lru_cache`, for views that live briefly."""
    known: dict[str, Found] = {}

    def ask(name: str) -> Found:
        try:
            return known[name]
        except KeyError:
            if len(known) >= _MOST:
                known.clear()
        found = known[name] = read(name)
        return found

    return ask


def whole_view(store: Store, known_at: str = EVER) -> tuple[View, dict[str, int]]:
    """
    Read everything that decides about land into memory.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.

    Returns
    -------
    view : View
        Over hazards, releases and what changes them.
    roots : dict
        Id to seq of all these records.
    """
    records: dict[str, Record] = {}
    seqs: dict[str, int] = {}
    for seq, name, data in store.records((*LAND_KINDS, *CHANGE_KINDS)):
        records[name] = format1.decode(data)
        seqs[name] = seq
    return view_of(records, known_at), seqs


def roots_of(view: View, names: Iterable[str]) -> set[str]:
    """
    Follow decisions, corrections and withdrawals to the hazards and releases that they are about.

    Parameters
    ----------
    view
        What is known.
    names
        Ids of any records.

    Returns
    -------
    set of str
        Ids of hazards and releases as first written.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> view = view_of({"ab": Hazard(), "cd": Decision(verdict="accept", about=("ab",))}, EVER)
    >>> roots_of(view, ["cd", "ab", "unknown"])
    {'ab'}
    """
    found: set[str] = set()
    todo = list(names)
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        record = view.record(name)
        if isinstance(record, Hazard | Release):
            found.add(name)
        elif isinstance(record, Correction | Withdrawal | Decision):
            todo += named_by(record)
    return found


def family_of(view: View, root: str) -> list[str]:
    """
    List a record and all its corrections, and theirs.

    Parameters
    ----------
    view
        What is known.
    root
        Id of the record first written.

    Returns
    -------
    list of str
        The root first.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> family_of(view_of({"ab": Hazard(), "cd": Correction(corrects="ab")}, EVER), "ab")
    ['ab', 'cd']
    """
    found = [root]
    for name in found:
        found += [other for other, record in view.about(name) if isinstance(record, Correction)]
    return found
