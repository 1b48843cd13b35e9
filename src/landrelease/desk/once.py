"""The statements that counts take: each in force, and of records that are one event or person only the first."""

from collections.abc import Iterable, Mapping

from landrelease.desk.reading import Reading
from landrelease.evidence.sameness import together
from landrelease.ledger.force import Version, View, versions_of, view_of
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import kind_of
from landrelease.records.matching import MATCHED, Match

SAME = "same"


def counting(register: Reading, kind: str, known_at: str) -> list[Version]:
    """
    List the statements of a kind that count.

    Parameters
    ----------
    register
        An open register.
    kind
        Kind of record, none of those that change or decide on others.
    known_at
        Moment of the view.

    Returns
    -------
    list of Version
        In the order of arrival, corrections in the place of what they correct. Of records that accepted matches say to
        be one, only the first that is in force.
    """
    matched = ["match"] if kind in MATCHED else []
    records = dict(register.records([kind, "correction", "withdrawal", "decision", *matched]))
    view = view_of(records, known_at)
    found = {name: versions_of(view, name)[:1] for name, record in records.items() if kind_of(record) == kind}
    one = together(said_same(records, view)) if matched else {}
    return [version for name, versions in found.items() for version in versions if name == _first(name, one, found)]


def _first(name: str, one: Mapping[str, tuple[str, ...]], found: Mapping[str, list[Version]]) -> str:
    """Name the record that counts for one that is in force."""
    return next((other for other in one.get(name, ()) if found.get(other)), name)


def said_same(records: Mapping[str, Record], view: View, verdict: str = SAME) -> list[tuple[str, ...]]:
    """
    List the matches in force.

    Parameters
    ----------
    records
        Records by id, matches, corrections and decisions among them.
    view
        The view of them.
    verdict
        ``same`` or ``different``.

    Returns
    -------
    list of tuple of str
        Ids of the records first written, the earliest match first.
    """
    matches = [
        version.statement
        for name, record in records.items()
        if isinstance(record, Match)
        for version in versions_of(view, name)[:1]
    ]
    kept = [one for one in matches if isinstance(one, Match) and one.verdict == verdict]
    return [
        tuple(dict.fromkeys(root_of(records, name) for name in one.about))
        for one in sorted(kept, key=lambda one: (one.recorded, one.about))
    ]


def root_of(records: Mapping[str, Record], name: str) -> str:
    """
    Find the record first written behind a correction.

    Parameters
    ----------
    records
        Records by id.
    name
        Id of a record.

    Returns
    -------
    str
        Its own id, where it is no correction.

    Examples
    --------
    >>> root_of({"ab": Correction(corrects="cd")}, "ab")
    'cd'
    """
    seen: set[str] = set()
    while name not in seen and isinstance(record := records.get(name), Correction):
        seen.add(name)
        name = record.corrects
    return name


def pairs_of(groups: Iterable[tuple[str, ...]]) -> set[frozenset[str]]:
    """
    List every two records that stand in one group.

    Parameters
    ----------
    groups
        Ids that belong together.

    Returns
    -------
    set of frozenset of str
        Pairs.

    Examples
    --------
    >>> sorted(map(sorted, pairs_of([("a", "b", "c")])))
    [['a', 'b'], ['a', 'c'], ['b', 'c']]
    """
    return {frozenset((one, other)) for group in groups for one in group for other in group if one != other}
