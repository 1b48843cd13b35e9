"""Which records count in a view: decisions weighed, withdrawals and corrections followed.

Nobody decides on their own record: a decision by the author of a record is left aside, for and against. What warns (a
hazard, a suspension) counts while anyone else accepts it; everything else counts only while all accept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.kinds import replacement_of

Named = tuple[str, Record]
_VOTES = frozenset({"accept", "return", "reject"})


class View(NamedTuple):
    """
    What was known at some moment: records by id, and who speaks about whom.

    Attributes
    ----------
    known_at : str
        Moment of the view, see `times.stamp`; later records are as if they were not there.
    record : callable
        Gives the record of an id, or None.
    about : callable
        Gives ids and records of all decisions, corrections and withdrawals that name an id.
    """

    known_at: str
    record: Callable[[str], Record | None]
    about: Callable[[str], Sequence[Named]]


class Version(NamedTuple):
    """
    A statement that counts: the record itself, or the correction that stands in its place.

    Attributes
    ----------
    id : str
        Record that holds the statement.
    statement : Record
        The statement, of the corrected kind.
    root : str
        The record first written.
    versions : int
        How many versions of the root count side by side; more than one is a conflict.
    """

    id: str
    statement: Record
    root: str
    versions: int


def view_of(records: Mapping[str, Record], known_at: str) -> View:
    """
    Make a view of records held in memory.

    Parameters
    ----------
    records
        Records by id.
    known_at
        Moment of the view.

    Returns
    -------
    View
        Of exactly these records.

    Examples
    --------
    >>> view_of({}, "2025-01-01T00:00:00.000Z").record("ab") is None
    True
    """
    about: dict[str, list[Named]] = {}
    for name, record in records.items():
        for target in named_by(record):
            about.setdefault(target, []).append((name, record))
    return View(known_at, records.get, lambda name: about.get(name, ()))


def named_by(record: Record) -> tuple[str, ...]:
    """
    List the ids that a decision, correction or withdrawal speaks about.

    Parameters
    ----------
    record
        Any record.

    Returns
    -------
    tuple of str
        Empty for all other kinds.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> named_by(Withdrawal(withdraws="ab")), named_by(Hazard())
    (('ab',), ())
    """
    if isinstance(record, Decision):
        return record.about
    if isinstance(record, Correction):
        return (record.corrects,)
    return (record.withdraws,) if isinstance(record, Withdrawal) else ()


def votes(view: View, name: str) -> list[tuple[str, Decision]]:
    """
    List the decisions on a record that count: by others than its author, none of them superseded.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record.

    Returns
    -------
    list of (str, Decision)
        In the order of recording.

    Notes
    -----
    Source: DESIGN section 3, "In force".

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> late = Decision(verdict="accept", about=("ab",), author="p-2", recorded="2025")
    >>> view = view_of({"ab": Hazard(author="p-1"), "cd": late}, "2024")
    >>> votes(view, "ab")
    []
    """
    subject = view.record(name)
    author = subject.author if subject else ""
    heard = [
        (other, decision)
        for other, decision in view.about(name)
        if isinstance(decision, Decision)
        and decision.verdict in _VOTES
        and decision.recorded <= view.known_at
        and decision.author != author
    ]
    gone = {earlier for _, decision in heard for earlier in decision.supersedes}
    return sorted(((n, d) for n, d in heard if n not in gone), key=lambda vote: (vote[1].recorded, vote[0]))


def accepted(view: View, name: str, *, cautious: bool) -> bool:
    """
    Tell whether a record is accepted.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record.
    cautious
        True where its acceptance makes land less dangerous: then all decisions left must accept.

    Returns
    -------
    bool
        False where nobody accepted it, or it was not known yet.

    Examples
    --------
    >>> accepted(view_of({}, "2025"), "ab", cautious=True)
    False
    """
    subject = view.record(name)
    if subject is None or subject.recorded > view.known_at:
        return False
    verdicts = {decision.verdict for _, decision in votes(view, name)}
    return verdicts == {"accept"} if cautious else "accept" in verdicts


def versions_of(view: View, root: str) -> list[Version]:
    """
    Find what counts of a record: itself, its corrections in its place, or nothing.

    Parameters
    ----------
    view
        What is known.
    root
        Id of a record that is no correction, withdrawal or decision.

    Returns
    -------
    list of Version
        Ordered by id; more than one only where corrections conflict.

    Notes
    -----
    Source: DESIGN section 3, "In force". A correction that carries no readable statement says nothing: the hazard
    that it
    names stays, while a release counts no longer once it is accepted.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> yes = Decision(verdict="accept", about=("ab",), author="p-2")
    >>> view = view_of({"ab": Hazard(status="suspected", author="p-1"), "cd": yes}, "2025")
    >>> [version.id for version in versions_of(view, "ab")]
    ['ab']
    >>> versions_of(view, "ef")
    []
    """
    found = sorted(dict(_counting(view, root)).items())
    return [Version(name, statement, root, len(found)) for name, statement in found]


def _counting(view: View, name: str) -> Iterator[Named]:
    """Walk the tree of corrections down to the statements that count."""
    in_place = list(_corrections(view, name))
    for other in in_place:
        yield from _counting(view, other)
    statement = _statement(view, name)
    if statement is None:
        return
    warns = statement.warns
    kept = accepted(view, name, cautious=not warns)
    if kept and not _withdrawn(view, name, cautious=warns) and not _replaced(view, in_place, cautious=warns):
        yield name, statement


def _statement(view: View, name: str) -> Record | None:
    record = view.record(name)
    if not isinstance(record, Correction):
        return record
    try:
        return replacement_of(record)
    except ValueError:
        return None


def _corrections(view: View, name: str) -> Iterator[str]:
    for other, record in view.about(name):
        if isinstance(record, Correction) and record.recorded <= view.known_at:
            yield other


def _replaced(view: View, corrections: Sequence[str], *, cautious: bool) -> bool:
    """Tell whether any correction stands, or another stands in its place."""
    return any(_stands(view, other, cautious=cautious) for other in corrections)


def _stands(view: View, name: str, *, cautious: bool) -> bool:
    """Tell whether a correction takes out what it names: a hazard only beyond doubt (`cautious`), a release at once."""
    readable = _statement(view, name) is not None or not cautious
    stands = readable and accepted(view, name, cautious=cautious) and not _withdrawn(view, name, cautious=not cautious)
    return stands or _replaced(view, list(_corrections(view, name)), cautious=cautious)


def _withdrawn(view: View, name: str, *, cautious: bool) -> bool:
    """Tell whether a record is withdrawn: beyond doubt (`cautious`), or at least as far as anybody accepted."""
    return any(
        isinstance(record, Withdrawal)
        and accepted(view, other, cautious=cautious)
        and not _withdrawn(view, other, cautious=not cautious)
        for other, record in view.about(name)
    )


def state_of(view: View, name: str) -> str:
    """
    Name the state of a record for people.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record.

    Returns
    -------
    str
        ``proposed``, ``accepted``, ``returned``, ``rejected``, ``conflicting``, ``withdrawn`` or ``corrected``.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> state_of(view_of({"ab": Hazard()}, "2025"), "ab")
    'proposed'
    """
    statement = _statement(view, name)
    cautious = statement is not None and statement.warns
    if _withdrawn(view, name, cautious=cautious):
        return "withdrawn"
    if _replaced(view, list(_corrections(view, name)), cautious=cautious):
        return "corrected"
    verdicts = [decision.verdict for _, decision in votes(view, name)]
    if not verdicts:
        return "proposed"
    if len(set(verdicts)) > 1:
        return "conflicting"
    return {"accept": "accepted", "return": "returned", "reject": "rejected"}[verdicts[0]]
