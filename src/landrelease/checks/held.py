"""What a register holds, seen by the checks: statements that count or may come to count, by kind, key and place."""

import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import shapely

from landrelease.checks.limits import Limits
from landrelease.checks.metres import Floats
from landrelease.checks.proposed import Places, Shapes
from landrelease.records.base import Record
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.kinds import replacement_of
from landrelease.records.land import Hazard

Stored = tuple[str, Record, str]
"""Id of a record, the record, and its state: one of `LIVE`, or any other word for records that no longer count."""
LIVE: Final = frozenset({"proposed", "accepted", "conflicting"})
IN_FORCE: Final = "accepted"
_CHANGES: Final = (Correction, Withdrawal)
_NO_STATEMENT: Final = (Withdrawal, Decision, Attachment)


class Fact(NamedTuple):
    """
    A statement that counts or may come to count.

    Attributes
    ----------
    id : str
        Id of the record; of the correction where the statement is a corrected one.
    record : Record
        The statement.
    """

    id: str
    record: Record


class View(NamedTuple):
    """
    What is known beside the records.

    Attributes
    ----------
    shapes : mapping
        Id to geometry in longitude and latitude, of a correction that of the corrected statement; those that are
        missing are read from the records, which is slower.
    places : Places
        The land of the programme.
    names : mapping
        Id of a person record to the person's name, where the one who asks may read it.
    units : frozenset of str
        Ids of the units; none where nobody keeps units, which are then not looked up.
    limits : Limits
        The figures of the checks.
    """

    shapes: Mapping[str, shapely.Geometry] = {}
    places: Places = Places()
    names: Mapping[str, str] = {}
    units: frozenset[str] | None = None
    limits: Limits = Limits()


class Held:
    """
    The records of a register.

    Parameters
    ----------
    stored
        Id, record and state of every record, in any order.
    view
        What the one who asks brings along.

    Attributes
    ----------
    records : dict
        Id to record, earliest recorded first.
    states : dict
        Id to state.
    view : View
        What was brought along.
    """

    def __init__(self, stored: Iterable[Stored], view: View) -> None:
        ordered = sorted(stored, key=lambda entry: (entry[1].recorded, entry[0]))
        self.records = {id_: record for id_, record, _ in ordered}
        self.states = {id_: state for id_, _, state in ordered}
        self.view = view

    @cached_property
    def taken_out(self) -> frozenset[str]:
        """
        Records that an accepted correction or withdrawal takes out, where that itself still stands.

        A correction of a correction keeps out what the first one took out; a withdrawal of a correction brings it back.

        Returns
        -------
        frozenset of str
            Ids of records.
        """
        aimed: dict[str, list[str]] = defaultdict(list)
        for id_, record in self.records.items():
            if isinstance(record, _CHANGES) and self.states[id_] == IN_FORCE:
                aimed[target_of(record)].append(id_)
        works: dict[str, bool] = {}
        for change in itertools.chain.from_iterable(aimed.values()):
            self._decide(change, aimed, works)
        return frozenset(target for target, changes in aimed.items() if any(works[change] for change in changes))

    def _decide(self, change: str, aimed: Mapping[str, list[str]], works: dict[str, bool]) -> None:
        """
        Decide whether a change still works: it stands itself, or a correction that still works took its place.

        Changes aim at older records only (a record is named by its hash), so the chain that is followed here ends.
        """
        pending = [change]
        while pending:
            last = pending[-1]
            later = aimed.get(last, ())
            undecided = [other for other in later if other not in works]
            if undecided:
                pending += undecided
                continue
            working = [other for other in later if works[other]]
            works[last] = not working or any(isinstance(self.records[other], Correction) for other in working)
            pending.pop()

    @cached_property
    def facts(self) -> list[Fact]:
        """
        The statements, corrected ones in place of what they correct, earliest recorded first.

        Returns
        -------
        list of Fact
            One for each; a correction that cannot be read states nothing.
        """
        found = []
        for id_, record in self.records.items():
            if self.states[id_] in LIVE and id_ not in self.taken_out:
                statement = self.statement(id_)
                if statement is not None and not isinstance(record, _NO_STATEMENT):
                    found.append(Fact(id_, statement))
        return found

    def statement(self, id_: str) -> Record | None:
        """
        Give what a record states: the corrected statement of a correction, else the record itself.

        Parameters
        ----------
        id_
            Id of a record.

        Returns
        -------
        Record
            The statement; none where the register does not hold the record or the correction cannot be read.
        """
        record = self.records.get(id_)
        return self._corrected[id_][0] if isinstance(record, Correction) else record

    def fault_of(self, id_: str) -> str:
        """
        Say why a correction cannot be read.

        Parameters
        ----------
        id_
            Id of a correction.

        Returns
        -------
        str
            The fault, empty where there is none.
        """
        return self._corrected[id_][1]

    @cached_property
    def _corrected(self) -> dict[str, tuple[Record | None, str]]:
        found: dict[str, tuple[Record | None, str]] = {}
        for id_, record in self.records.items():
            if isinstance(record, Correction):
                try:
                    found[id_] = (replacement_of(record), "")
                except ValueError as fault:
                    found[id_] = (None, str(fault))
        return found

    def of(self, *kinds: type[Record]) -> list[int]:
        """
        Pick the statements of some kinds.

        Parameters
        ----------
        *kinds
            Kinds of record.

        Returns
        -------
        list of int
            Positions in `facts`, in order.
        """
        return sorted(itertools.chain.from_iterable(self._by_kind.get(kind, ()) for kind in kinds))

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[int]]:
        found: dict[type[Record], list[int]] = defaultdict(list)
        for position, fact in enumerate(self.facts):
            found[type(fact.record)].append(position)
        return dict(found)

    @cached_property
    def shapes(self) -> Shapes:
        """
        The shapes of the statements.

        Returns
        -------
        ndarray
            Geometries in longitude and latitude, none where there is none; one for each of `facts`.
        """
        found = np.full(len(self.facts), None, dtype=object)
        texts = np.full(len(self.facts), None, dtype=object)
        for position, (id_, record) in enumerate(self.facts):
            shape = getattr(record, "shape", None)
            if id_ in self.view.shapes:
                found[position] = self.view.shapes[id_]
            elif shape is not None:
                texts[position] = bytes(shape.wgs84)
        parsed = shapely.from_geojson(texts, on_invalid="ignore")
        return np.where(shapely.is_missing(found), parsed, found)

    @cached_property
    def outlines(self) -> list[bytes]:
        """
        The shapes as bytes that are equal where the land is, wherever rings begin and whichever way they run.

        Returns
        -------
        list of bytes
            One for each of `facts`, nothing useful where there is no shape.
        """
        return list(shapely.to_wkb(shapely.normalize(self.shapes)))

    @cached_property
    def bounds(self) -> Floats:
        """
        Bounding boxes of the shapes.

        Returns
        -------
        ndarray
            West, south, east, north in degrees, not a number where there is no shape; shape (n, 4).
        """
        return np.asarray(shapely.bounds(self.shapes))

    @cached_property
    def hazards(self) -> dict[str, list[int]]:
        """
        The records of each hazard.

        Returns
        -------
        dict
            Key of a hazard, alone and as ``issuer:key``, to positions in `facts`.
        """
        found: dict[str, list[int]] = defaultdict(list)
        for position in self.of(Hazard):
            record = self.facts[position].record
            for key in keys_of(record):
                found[key].append(position)
                if record.organisation:
                    found[f"{record.organisation}:{key}"].append(position)
        return dict(found)


def target_of(change: Record) -> str:
    """
    Name the record at which a correction or withdrawal aims.

    Parameters
    ----------
    change
        A correction or withdrawal.

    Returns
    -------
    str
        Id of a record; empty for other kinds.

    Examples
    --------
    >>> target_of(Withdrawal(withdraws="3f2a"))
    '3f2a'
    """
    if isinstance(change, Correction):
        return change.corrects
    return change.withdraws if isinstance(change, Withdrawal) else ""


def keys_of(record: Record) -> tuple[str, ...]:
    """
    List the hazards that a record names, trimmed and in one Unicode form.

    Parameters
    ----------
    record
        A hazard names itself by `area_id`, else by its `id`; a release may name several.

    Returns
    -------
    tuple of str
        Keys, empty where it names none.

    Examples
    --------
    >>> from landrelease.records.land import Release
    >>> keys_of(Release(area_id=" H-1; H-2 ")), keys_of(Hazard(id="H-1 ")), keys_of(Release(id="R-1"))
    (('H-1', 'H-2'), ('H-1',), ())
    """
    text = getattr(record, "area_id", None)
    if isinstance(record, Hazard):
        text = text or record.id
        return (_normal(text),) if text and text.strip() else ()
    return tuple(_normal(part) for part in (text or "").split(";") if part.strip())


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())
