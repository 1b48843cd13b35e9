"""What a row means whose like was here before: nothing new, a new record or a correction; and what a snapshot lacks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal, NamedTuple, Protocol

import msgspec

from landrelease.records.base import Record
from landrelease.records.change import Correction, Withdrawal
from landrelease.records.editions import Edition
from landrelease.records.format1 import encode
from landrelease.records.kinds import REPLACEABLE, kind_of, replacement_of
from landrelease.records.seal import Payload
from landrelease.records.times import interval

Outcome = Literal["", "returned", "rejected", "withdrawn"]
_NOTHING: Final = msgspec.Raw(b"null")
_DROPPED: Final = "dropped-from-source"
_CORRECTED: Final = REPLACEABLE - {"programme"}
"""Kinds of which a changed row proposes a correction; of the others it is a new record."""


class Earlier(NamedTuple):
    """
    A record that came from a row before.

    Attributes
    ----------
    id : str
        Identity.
    record : Record
        The record; a correction or withdrawal where one was proposed from a row.
    outcome : str
        ``returned`` or ``rejected`` by the decisions in force, ``withdrawn`` by a withdrawal in force; else empty,
        also where nobody has decided yet.
    """

    id: str
    record: Record
    outcome: Outcome = ""


class Target(NamedTuple):
    """
    A record that a row names.

    Attributes
    ----------
    id : str
        Its identity; empty where no record, or more than one, begins so.
    kind : str
        Kind of its statement, of a correction that of the corrected one.
    refusal : str
        Why no record of the row's kind can be about it; empty where one can.
    """

    id: str
    kind: str = ""
    refusal: str = ""


class Known(Protocol):
    """What intake asks of a register; the desk answers it from the store."""

    def by_origin(self, origins: Sequence[str]) -> Mapping[str, Sequence[Earlier]]:
        """
        Find the records that came from rows.

        Parameters
        ----------
        origins
            Keys of rows, as `Record.origin` holds them.

        Returns
        -------
        mapping
            Origin to records in the order of arrival, only of those that are here.
        """
        ...

    def of_source(self, source: str) -> Iterable[Earlier]:
        """
        Find all records that came from a source.

        Parameters
        ----------
        source
            Beginning of their origins.

        Returns
        -------
        iterable of Earlier
            Records, corrections and withdrawals in the order of arrival.
        """
        ...

    def payloads(self, record: str) -> Sequence[Payload]:
        """
        Read the personal values of a record.

        Parameters
        ----------
        record
            Its id.

        Returns
        -------
        sequence of Payload
            Values, tombstones included.
        """
        ...

    def editions(self, source: str) -> Iterable[Edition]:
        """
        Find the files of a source that were taken in, where each replaces the one before.

        Parameters
        ----------
        source
            Name under which its rows are known again.

        Returns
        -------
        iterable of Edition
            In any order.
        """
        ...

    def named(self, kind: str, field: str, text: str) -> Target:
        """
        Find the record that a row names.

        Parameters
        ----------
        kind
            Kind of the record that the row becomes.
        field
            Field that holds the id.
        text
            An id, or a clear beginning of one.

        Returns
        -------
        Target
            The record, and what keeps the row from being about it.
        """
        ...


class Nothing:
    """A register that holds nothing: every row is new."""

    def by_origin(self, origins: Sequence[str]) -> Mapping[str, Sequence[Earlier]]:  # noqa: ARG002
        """
        Find nothing.

        Parameters
        ----------
        origins
            Keys of rows.

        Returns
        -------
        mapping
            Empty.
        """
        return {}

    def of_source(self, source: str) -> Iterable[Earlier]:  # noqa: ARG002
        """
        Find nothing.

        Parameters
        ----------
        source
            Beginning of origins.

        Returns
        -------
        iterable
            Empty.
        """
        return ()

    def payloads(self, record: str) -> Sequence[Payload]:  # noqa: ARG002
        """
        Find nothing.

        Parameters
        ----------
        record
            Id of a record.

        Returns
        -------
        sequence
            Empty.
        """
        return ()

    def editions(self, source: str) -> Iterable[Edition]:  # noqa: ARG002
        """
        Find nothing.

        Parameters
        ----------
        source
            Name of a source.

        Returns
        -------
        iterable
            Empty.
        """
        return ()

    def named(self, kind: str, field: str, text: str) -> Target:  # noqa: ARG002
        """
        Find nothing.

        Parameters
        ----------
        kind
            Kind of a row.
        field
            One of its fields.
        text
            An id.

        Returns
        -------
        Target
            Without a record.
        """
        return Target("")


# ---- what a known row means ----


class Verdict(NamedTuple):
    """
    What a row means.

    Attributes
    ----------
    what : str
        ``new``, ``known`` or ``correction``.
    record : str
        Id of the record that is the same, or is corrected; empty for ``new`` and for a row that repeats another.
    row : int
        Position of the row in the file that is the same; -1 for none.
    changed : tuple of str
        Fields that a correction changes; of a known row of an older edition those that the record has otherwise.
    outdated : bool
        Whether the record that is the same was corrected or withdrawn since.
    """

    what: Literal["new", "known", "correction"]
    record: str = ""
    row: int = -1
    changed: tuple[str, ...] = ()
    outdated: bool = False


class Row(msgspec.Struct, frozen=True, gc=False):
    """
    A row under judgement.

    Attributes
    ----------
    at : int
        Position in the file.
    record : Record
        Its record, not stamped.
    personal : dict
        Personal values, which the record does not hold.
    """

    at: int
    record: Record
    personal: Mapping[str, str]


def judge(
    rows: Sequence[Row],
    earlier: Sequence[Earlier],
    payloads: Callable[[str], Sequence[Payload]],
    *,
    older: bool = False,
) -> dict[int, Verdict]:
    """
    Say what rows of one key mean beside the records that came from that key before.

    The same content again is known. A later day is a new record. Of the same or an earlier day it corrects the record
    of that day, else the latest, unless that one stands in the file unchanged. A record that was returned or rejected
    is not corrected: the row is tried anew. A record that was withdrawn because its source had dropped it is new again
    when the source takes it up. A row of an older edition changes nothing: what would be corrected, and what its source
    has dropped since, is known.

    Parameters
    ----------
    rows
        Rows of one key, in the file's order.
    earlier
        Records of that key, in the order of arrival.
    payloads
        Personal values of a record.
    older
        Whether a later edition of the source was taken in before.

    Returns
    -------
    dict
        Position to verdict.
    """
    past = _Past(earlier, payloads, older=older)
    verdicts: dict[int, Verdict] = {}
    left: list[Row] = []
    for row in rows:
        same = past.same(row)
        if same:
            verdicts[row.at] = Verdict("known", same, outdated=same in past.outdated)
            past.standing.pop(same, None)
        else:
            left.append(row)
    for row in sorted(left, key=lambda row: _days(row.record)):
        verdict = past.place(row)
        verdicts[row.at] = verdict._replace(what="known") if older and verdict.what == "correction" else verdict
    return verdicts


class _Past:
    """What is known under one key while the rows of a file are held against it."""

    def __init__(
        self, earlier: Sequence[Earlier], payloads: Callable[[str], Sequence[Payload]], *, older: bool = False
    ) -> None:
        said = [(one, statement) for one in earlier if (statement := statement_of(one.record)) is not None]
        corrected = {one.record.corrects for one in earlier if isinstance(one.record, Correction) and not one.outcome}
        dropped = {
            one.record.withdraws
            for one in earlier
            if isinstance(one.record, Withdrawal) and one.record.reason == _DROPPED and not one.outcome
        }
        gone = {one.id for one, _ in said if one.outcome == "withdrawn" and one.id in dropped}
        self.outdated = corrected | {one.id for one, _ in said if one.outcome == "withdrawn"}
        self.said = [(one.id, statement, payloads) for one, statement in said if older or one.id not in gone]
        self.standing = {one.id: statement for one, statement in said if not one.outcome and one.id not in corrected}
        self.new: list[Row] = []

    def same(self, row: Row) -> str:  # the record that says the same as a row, or nothing
        for identity, statement, payloads in reversed(self.said):
            if _same(row.record, statement) and _same_person(row.personal, statement, identity, payloads):
                return identity
        return ""

    def place(self, row: Row) -> Verdict:  # what a row is that says something else than all that is known
        for other in self.new:
            if _same(row.record, other.record) and row.personal == other.personal:
                return Verdict("known", row=other.at)
        target = self._target(_days(row.record)) if kind_of(row.record) in _CORRECTED else ""
        if not target:
            self.new.append(row)
            return Verdict("new")
        changed = changed_fields(self.standing.pop(target), row.record)
        return Verdict("correction", target, changed=changed or tuple(row.personal))

    def _target(self, days: tuple[int, int]) -> str:
        """Name the record that a row of some days corrects; empty where the row is later than all."""
        dated = [(_days(statement), identity) for identity, statement in self.standing.items()]
        same = [identity for (first, last), identity in dated if first <= days[1] and days[0] <= last]
        if same:
            return same[-1]
        later = [(first, place) for place, ((first, _), _) in enumerate(dated) if first > days[1]]
        return dated[max(later)[1]][1] if later else ""


def standing_of(earlier: Sequence[Earlier]) -> dict[str, Record]:
    """
    Give what records of one key state that nothing has replaced.

    Parameters
    ----------
    earlier
        Records of the key, in the order of arrival.

    Returns
    -------
    dict
        Id to statement, of those that were neither corrected nor returned, rejected or withdrawn.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> later = Correction(corrects="ab", replacement={"kind": "hazard"})
    >>> standing_of([Earlier("ab", Hazard()), Earlier("cd", later)]) == {"cd": Hazard()}
    True
    """
    return _Past(earlier, _nobody).standing


def _nobody(name: str) -> Sequence[Payload]:  # noqa: ARG001 - as `Known.payloads`
    return ()


def statement_of(record: Record) -> Record | None:
    """
    Give what a record states of its row.

    Parameters
    ----------
    record
        A record that came from a row.

    Returns
    -------
    Record or None
        What a proposed correction puts in the row's place, none for a proposed withdrawal; else the record itself, also
        where the row was a correction or withdrawal.

    Examples
    --------
    >>> statement_of(Correction(corrects="ab", replacement={"kind": "hazard", "status": "confirmed"})).status
    'confirmed'
    >>> statement_of(Withdrawal(withdraws="ab", origin="plain/withdrawal/W-1")).withdraws
    'ab'
    """
    if (record.origin or "").split("/")[1:2] == [kind_of(record)]:
        return record
    if isinstance(record, Withdrawal):
        return None
    if not isinstance(record, Correction):
        return record
    try:
        return replacement_of(record)
    except ValueError:
        return None


def changed_fields(old: Record, new: Record) -> tuple[str, ...]:
    """
    Name the fields in which two statements differ, leaving out how and when they were written.

    Parameters
    ----------
    old, new
        Statements of one kind.

    Returns
    -------
    tuple of str
        Written names.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> changed_fields(Hazard(status="suspected", author="p-1"), Hazard(status="confirmed", name="Orchard"))
    ('name', 'status')
    """
    before, after = (msgspec.json.decode(content(record)) for record in (old, new))
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))


def _same(one: Record, other: Record) -> bool:
    """Compare what two records state, by their bytes first, and then by their values."""
    mine, theirs = content(one), content(other)
    return mine == theirs or msgspec.json.decode(mine) == msgspec.json.decode(theirs)


def _same_person(
    personal: Mapping[str, str], statement: Record, identity: str, payloads: Callable[[str], Sequence[Payload]]
) -> bool:
    """Compare personal values; one that was erased here counts as the same, so that an import never brings it back."""
    if not personal and not statement.sealed:
        return True
    kept = {payload.field: payload.value for payload in payloads(identity)}
    return all(
        kept.get(field, "") in {None, personal.get(field, "")} for field in statement.sealed.keys() | personal.keys()
    )


def content(record: Record) -> bytes:
    """
    Write what a record states, to compare it.

    Parameters
    ----------
    record
        A statement.

    Returns
    -------
    bytes
        Without author, times, origin and seals, and without what its coordinates imply.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> content(Hazard(status="suspected", author="p-1")) == content(Hazard(status="suspected", origin="s/hazard/1"))
    True
    """
    bare: dict[str, Any] = {"author": "", "recorded": "", "recorded_claimed": False, "origin": None, "sealed": {}}
    shape = getattr(record, "shape", None)
    if shape is not None and shape.entered is not msgspec.UNSET:
        bare["shape"] = msgspec.structs.replace(shape, wgs84=_NOTHING)
    return encode(msgspec.structs.replace(record, **bare))


def _days(record: Record) -> tuple[int, int]:
    return _interval(record.date)


@cache
def _interval(date: str | None) -> tuple[int, int]:
    """Days that a date can mean; one that is missing can mean any."""
    if date is None:
        return 0, 1 << 30
    try:
        return interval(date)
    except ValueError:
        return 0, 1 << 30


# ---- what is missing in a snapshot ----


def still(earlier: Iterable[Earlier]) -> list[Earlier]:
    """
    Find the records that a later file of the source could lack.

    Parameters
    ----------
    earlier
        Everything that came from the source.

    Returns
    -------
    list of Earlier
        Records and corrections that still count or may yet, and that nobody has proposed to withdraw.
    """
    listed = list(earlier)
    asked = {one.record.withdraws for one in listed if isinstance(one.record, Withdrawal)}
    return [one for one in listed if not one.outcome and one.id not in asked and not isinstance(one.record, Withdrawal)]
