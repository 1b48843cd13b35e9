"""A land record as the ledger reads it: the few facts that decide its place, its claims and its reach."""

import unicodedata
from collections.abc import Collection

import msgspec

from landrelease.records import codes, times
from landrelease.records.base import Record
from landrelease.records.land import Hazard, Release

STATUS_NUMBER = {name: number for number, name in enumerate(codes.STATUSES)}
HIGHEST_OPEN = STATUS_NUMBER["confirmed"]
NO_DEPTH = -1
MICROMETRES = 1_000_000
_DEEPEST_M = 1e6
_STATUSES = {Hazard: codes.HAZARD_STATUS, Release: codes.RELEASE_STATUS}


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """
    One accepted statement about land, ready to be put in order.

    Attributes
    ----------
    id : str
        Identity of the record that holds the statement.
    kind : int
        The status it claims: 1 suspected, 2 confirmed, 3 cancelled, 4 reduced, 5 cleared.
    first, last : int
        First and last day that its date can mean (day 1 = 0001-01-01).
    recorded : str
        When it was first written, see `times.stamp`.
    mask : int
        Classes it names or covers, a bit each in the order of `codes.CLASSES`.
    keys : tuple of str
        A hazard's one claim key; the hazards that a release names.
    source_id : str
        The source's own id, for the order of records of one day.
    depth_um : int
        Required or done depth in micrometres, -1 where none counts.
    work_from : int
        First day of the work; `first` where it is not stated.
    progress : bool
        Whether it reports on work still going on, or of a stage that nobody knows, and moves nothing.
    stated_m2 : float or None
        Area that the source states.
    organisation, method, unit : str
        Groups of the statement.
    root : str
        The record that it corrects, or its own id: versions of one root belong together.
    versions : int
        How many versions of that root count.
    """

    id: str
    kind: int
    first: int
    last: int
    recorded: str
    mask: int
    keys: tuple[str, ...]
    source_id: str = ""
    depth_um: int = NO_DEPTH
    work_from: int = 0
    progress: bool = False
    stated_m2: float | None = None
    organisation: str = ""
    method: str = ""
    unit: str = ""
    root: str = ""
    versions: int = 1

    @property
    def is_hazard(self) -> bool:
        """Tell a hazard from a release."""
        return self.kind <= HIGHEST_OPEN


def key_of(text: str) -> str:
    r"""
    Write the name of a hazard the one way claims compare it.

    Parameters
    ----------
    text
        Name as a source wrote it.

    Returns
    -------
    str
        Trimmed, in Unicode normal form C.

    Examples
    --------
    >>> key_of(" H-1 ") == key_of("H-1"), key_of("e\u0301") == "\u00e9"
    (True, True)
    """
    return unicodedata.normalize("NFC", text.strip())


def mask_of_hazard(contamination: Collection[str], classes: Collection[str]) -> int:
    """
    Find the classes that a hazard names.

    Parameters
    ----------
    contamination
        Codes as stated.
    classes
        Classes that the programme keeps.

    Returns
    -------
    int
        A bit per class; all the programme's classes where nothing is stated, or a code is unknown or of no kept class.

    Examples
    --------
    >>> mask_of_hazard(["AP"], codes.CLASSES), mask_of_hazard(["AP", "?"], codes.CLASSES), mask_of_hazard([], ["mines"])
    (1, 7, 1)
    """
    whole = _mask(classes)
    named = 0
    for code in contamination:
        bit = _mask([codes.CLASS_OF_CONTAMINATION.get(code.strip(), "")]) & whole
        if not bit:
            return whole
        named |= bit
    return named or whole


def mask_of_release(scope: Collection[str], method: str | None, classes: Collection[str]) -> int:
    """
    Find the classes that a release covers.

    Parameters
    ----------
    scope
        Contamination or class codes as stated.
    method
        Capability code of the work.
    classes
        Classes that the programme keeps.

    Returns
    -------
    int
        A bit per class: all where no scope is stated, save that battle area clearance and EOD spot tasks then never
        cover mines; none where a code is unknown.

    Examples
    --------
    >>> mask_of_release([], None, codes.CLASSES), mask_of_release([], "bac", codes.CLASSES)
    (7, 6)
    >>> mask_of_release(["AP", "?"], None, codes.CLASSES)
    0
    """
    whole = _mask(classes)
    if not scope:
        return whole & ~_mask(["mines"]) if method in codes.EOD_SPOT_METHODS else whole
    covered = 0
    for code in scope:
        term = code.strip()
        bit = _mask([codes.CLASS_OF_CONTAMINATION.get(term, term)])
        if not bit:
            return 0
        covered |= bit
    return covered & whole


def _mask(classes: Collection[str]) -> int:
    return sum(1 << number for number, name in enumerate(codes.CLASSES) if name in classes)


def entry_of(
    identity: str, record: Record, classes: Collection[str], root: str = "", versions: int = 1
) -> Entry | None:
    """
    Read a hazard or release as the ledger does.

    Parameters
    ----------
    identity
        Id of the record that holds the statement (a correction's own id for a replacement).
    record
        The statement.
    classes
        Classes that the programme keeps.
    root
        The record that it corrects, if it does.
    versions
        How many versions of that root count.

    Returns
    -------
    Entry or None
        None for a record that says nothing about land, or has no date or status that can be read.

    Examples
    --------
    >>> e = entry_of("ab", Hazard(status="suspected", date="2024-05"), codes.CLASSES)
    >>> e.keys, e.mask, e.last - e.first
    (('ab',), 7, 30)
    >>> entry_of("ab", Hazard(status="suspected"), codes.CLASSES) is None
    True
    """
    if not isinstance(record, Hazard | Release):
        return None
    days = _days(record.date)
    if days is None or record.status is None or record.status not in _STATUSES[type(record)]:
        return None
    started = _days(record.date_from) or days
    return Entry(
        id=identity,
        kind=STATUS_NUMBER[record.status],
        first=days.first,
        last=days.last,
        recorded=record.recorded,
        mask=mask_of_hazard(record.contamination, classes)
        if isinstance(record, Hazard)
        else mask_of_release(record.scope, record.method, classes),
        keys=_keys(record, root or identity),
        source_id=record.id or "",
        depth_um=_depth(record),
        work_from=started.first,
        progress=isinstance(record, Release) and record.stage != "complete",
        stated_m2=record.stated_m2,
        organisation=record.organisation or "",
        method=record.method or "",
        unit=record.unit or "",
        root=root or identity,
        versions=versions,
    )


def _days(date: str | None) -> times.Interval | None:
    try:
        return times.interval(date or "")
    except ValueError:
        return None


def _keys(record: Hazard | Release, identity: str) -> tuple[str, ...]:
    if isinstance(record, Hazard):
        return (key_of(record.area_id or "") or key_of(record.id or "") or identity,)
    return tuple(sorted({key for part in (record.area_id or "").split(";") if (key := key_of(part))}))


def _depth(record: Hazard | Release) -> int:
    metres = record.required_depth_m if isinstance(record, Hazard) else record.depth_m
    if metres is None or (isinstance(record, Release) and record.depth_reference != "ground"):
        return NO_DEPTH
    return round(min(metres, _DEEPEST_M) * MICROMETRES)
