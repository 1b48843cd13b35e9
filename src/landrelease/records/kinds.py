"""The kinds of record by name: the one place where a kind is registered."""

from types import MappingProxyType
from typing import Any, Final

import msgspec

from landrelease.records.accreditation import Accreditation, TestItem
from landrelease.records.agreements import ActionPoint, Agreement, Meeting, Participant, Resolution
from landrelease.records.base import Record
from landrelease.records.casualties import Casualty
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.context import AdminArea, Organisation, Person, Programme, Setting, Settlement
from landrelease.records.editions import Edition
from landrelease.records.evidence import Evidence
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.land import Hazard, Release, Survey
from landrelease.records.matching import Match
from landrelease.records.publications import Publication
from landrelease.records.sources import Source
from landrelease.records.tasking import Lock, Order, Request, Task, TaskFeature
from landrelease.records.training import Assessment, Certificate, Course, Equivalence, Lapse, Session
from landrelease.records.units import Alias, Asset, Member, Rotation, Takeover, Unit
from landrelease.records.work import Completion, Explosives, Handover, Inspection, Progress

AnyRecord = (
    Programme
    | Setting
    | Person
    | Organisation
    | AdminArea
    | Settlement
    | Hazard
    | Survey
    | Release
    | Correction
    | Withdrawal
    | Decision
    | Attachment
    | Ordnance
    | Accident
    | Unit
    | Rotation
    | Member
    | Asset
    | Takeover
    | Alias
    | Agreement
    | Meeting
    | Participant
    | Resolution
    | ActionPoint
    | Course
    | Session
    | Assessment
    | Certificate
    | Equivalence
    | Lapse
    | Accreditation
    | TestItem
    | Request
    | Task
    | TaskFeature
    | Order
    | Lock
    | Progress
    | Explosives
    | Completion
    | Inspection
    | Handover
    | Source
    | Casualty
    | Match
    | Evidence
    | Publication
    | Edition
)
KINDS: Final[MappingProxyType[str, type[Record]]] = MappingProxyType(
    {
        str(kind.__struct_config__.tag): kind
        for kind in (
            Programme, Setting, Person, Organisation, AdminArea, Settlement, Hazard, Survey, Release,
            Correction, Withdrawal, Decision, Attachment, Ordnance, Accident,
            Unit, Rotation, Member, Asset, Takeover, Alias,
            Agreement, Meeting, Participant, Resolution, ActionPoint,
            Course, Session, Assessment, Certificate, Equivalence, Lapse,
            Accreditation, TestItem,
            Request, Task, TaskFeature, Order, Lock,
            Progress, Explosives, Completion, Inspection, Handover,
            Source, Casualty, Match, Evidence, Publication, Edition,
        )
    },
)  # fmt: skip
PROGRAMME_KINDS: Final = frozenset(KINDS) - {
    "programme", "setting", "person", "organisation", "admin_area", "settlement", "hazard", "survey", "release",
    "correction", "withdrawal", "decision", "attachment", "ordnance", "accident", "casualty", "publication",
    "edition",
}  # fmt: skip
"""Kinds about partners, units, training, tasks, work and documents: a contributor sees only its own."""
REPLACEABLE: Final = frozenset(KINDS) - {"correction", "withdrawal", "decision", "attachment", "publication", "edition"}
BY_IMPORT: Final = frozenset({"edition"})
"""Kinds that the import writes about itself; no row of a table and no form makes one."""
_STAMPED: Final = ("author", "recorded", "recorded_claimed", "sealed")


def kind_of(record: Record) -> str:
    """
    Name the kind of a record.

    Parameters
    ----------
    record
        Any record.

    Returns
    -------
    str
        Key of `KINDS`.

    Examples
    --------
    >>> kind_of(Hazard(status="suspected"))
    'hazard'
    """
    return str(record.__struct_config__.tag)


def replacement_of(correction: Correction) -> Record:
    """
    Read the corrected statement out of a correction, stamped with the correction's author and time.

    Parameters
    ----------
    correction
        A correction whose `replacement` holds ``kind`` and fields.

    Returns
    -------
    Record
        A record of the replaced kind; its author and times are those of the correction.

    Raises
    ------
    ValueError
        Where the replacement names no kind that can be corrected, or its fields do not fit.

    Examples
    --------
    >>> c = Correction(corrects="ab", replacement={"kind": "hazard", "status": "confirmed"}, author="p-1")
    >>> replacement_of(c).status, replacement_of(c).author
    ('confirmed', 'p-1')
    >>> replacement_of(Correction(corrects="ab"))
    Traceback (most recent call last):
    ...
    ValueError: a correction must carry the whole corrected statement with its `kind`
    """
    name = correction.replacement.get("kind")
    if not isinstance(name, str) or name not in REPLACEABLE:
        msg = "a correction must carry the whole corrected statement with its `kind`"
        raise ValueError(msg)
    try:
        found = msgspec.json.decode(msgspec.json.encode(correction.replacement), type=KINDS[name])
    except msgspec.ValidationError as fault:
        msg = f"the corrected statement does not fit `{name}`: {fault}"
        raise ValueError(msg) from None
    stamped: dict[str, Any] = {name: getattr(correction, name) for name in _STAMPED}
    return msgspec.structs.replace(found, **stamped)
