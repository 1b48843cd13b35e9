"""What may be said about which record: the rules of correcting, withdrawing and deciding, for rows of a table."""

from landrelease.desk.changing import NEVER_WITHDRAWN
from landrelease.desk.upkeep import UNREVIEWED
from landrelease.intake.known import Target
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import REPLACEABLE, kind_of, replacement_of
from landrelease.records.matching import MATCHED
from landrelease.records.text import tr
from landrelease.register.store import Store

_CLEAR = 2


def target_of(store: Store, author: str, kind: str, field: str, text: str) -> Target:
    """
    Find the record that a row of a table names, and say what keeps the row from being about it.

    Parameters
    ----------
    store
        An open store.
    author
        Person id of who writes the row.
    kind
        Kind of the record that the row becomes.
    field
        Field that holds the id.
    text
        An id, or a clear beginning of one.

    Returns
    -------
    Target
        Without an id where no record, or more than one, begins so.
    """
    found = store.find_prefix(text.strip().rstrip("…"), _CLEAR)
    if len(found) != 1:
        return Target("")
    record = format1.decode(store.get(found[0]))
    return Target(found[0], _stated_kind(record), refusal(record, author, kind, field))


def _stated_kind(record: Record) -> str:
    return kind_of(replacement_of(record)) if isinstance(record, Correction) else kind_of(record)


def refusal(record: Record, author: str, kind: str, field: str) -> str:
    """
    Say why no record of a kind can be about a record.

    Parameters
    ----------
    record
        The record that is named.
    author
        Person id of who names it.
    kind
        Kind of the record that names it.
    field
        Field that names it.

    Returns
    -------
    str
        Empty where one can.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> refusal(Hazard(author="p-1"), "p-1", "decision", "about")
    'it is your own, and nobody decides on their own record'
    >>> refusal(Hazard(author="p-1"), "p-1", "withdrawal", "withdraws")
    ''
    """
    named = kind_of(record)
    if kind == "correction" and _stated_kind(record) not in REPLACEABLE - {"programme"}:
        return tr("it is a {kind}, which is never corrected").format(kind=named)
    if kind == "withdrawal":
        return tr(NEVER_WITHDRAWN.get(named, ""))
    if kind == "match":
        return "" if _stated_kind(record) in MATCHED else tr("it is a {kind}, which is no event").format(kind=named)
    return _undecided(record, author, field) if kind == "decision" else ""


def _undecided(record: Record, author: str, field: str) -> str:
    """Say why a decision cannot be about a record."""
    named = kind_of(record)
    if field == "supersedes":
        return "" if named == "decision" else tr("it is a {kind}, and only decisions are superseded").format(kind=named)
    if named in UNREVIEWED:
        return tr("it is a {kind}, which is its author's own act and counts as it stands").format(kind=named)
    return tr("it is your own, and nobody decides on their own record") if record.author == author else ""
