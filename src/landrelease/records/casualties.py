"""People whom explosive ordnance killed or injured."""

from typing import Annotated

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import mark
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _


class Casualty(Record, frozen=True, kw_only=True, omit_defaults=True, tag="casualty"):
    """
    One person killed or injured by explosive ordnance; it moves no land.

    What names or reaches the person, and all that tells of their health, is sealed. What statistics need stands in the
    record, for the authority alone: in a small place sex, age group and month are enough to know who it was.

    Attributes
    ----------
    date : str
        When it happened, as in every record; a day is told to fewer readers here.
    remarks : str
        Free text, as in every record; told to fewer readers here.
    category : str
        The device: a code of the list ``device``, coarser than ordnance is told apart by those who find it.
    outcome : str
        Killed or injured; unknown where the source does not say.
    sex : str
        Female or male; never inferred from totals.
    age_group : str
        Child (girl or boy) or adult (woman or man).
    civilian_status : str
        Civilian, deminer or military.
    activity : str
        What the person was doing.
    accident : str
        The source's id of the accident, where one is recorded.
    area_id : str
        The hazard it happened in, where one was known.
    sources : tuple of str
        Ids of the documents that tell of it.
    place : str
        Where, in words.
    name, birth_date, contact : str
        Sealed: who it is.
    injuries, assistance : str
        Sealed: what happened to the body, which help was given or is needed.
    consent : tuple of str
        With whom the person agreed that this is shared; with nobody where nothing is said.
    shape : Shape
        Where.
    """

    date: Annotated[PartialDate, mark("operator", _("When it happened."), "2024-05-17")] = None
    remarks: Annotated[
        str | None, mark("authority", _("Free text, without names or health."), "told by the village head")
    ] = None
    category: Annotated[str | None, mark("authority", _("What exploded."), "AP", codes="device")] = None
    outcome: Annotated[
        str | None, mark("authority", _("Whether the person died."), "injured", codes="casualty_outcome")
    ] = None
    sex: Annotated[str | None, mark("authority", _("Female or male, as stated."), "female", codes="sex")] = None
    age_group: Annotated[
        str | None, mark("authority", _("Child or adult on that day."), "child", codes="age_group")
    ] = None
    civilian_status: Annotated[
        str | None, mark("authority", _("Civilian, deminer or military."), "civilian", codes="civilian_status")
    ] = None
    activity: Annotated[str | None, mark("authority", _("What the person was doing."), "herding")] = None
    accident: Annotated[
        str | None, mark("authority", _("Id of the accident, as its source wrote it."), "ACC-1", names="accident")
    ] = None
    area_id: Annotated[str | None, mark("authority", _("The hazard it happened in."), "H-0042")] = None
    sources: Annotated[
        tuple[str, ...],
        mark("authority", _("Ids of the documents that tell of it (several with ;)."), "S-1", names="source"),
    ] = ()
    place: Annotated[str | None, mark("authority", _("Where it happened, in words."), "path to the mill")] = None
    name: Annotated[str | None, mark("restricted", _("Name of the person."), "A. Example", personal=True)] = None
    birth_date: Annotated[str | None, mark("restricted", _("Date of birth."), "2009-03", personal=True)] = None
    contact: Annotated[
        str | None, mark("restricted", _("How to reach the person or the family."), "the school", personal=True)
    ] = None
    injuries: Annotated[
        str | None, mark("restricted", _("What happened to the body."), "left foot lost", personal=True)
    ] = None
    assistance: Annotated[
        str | None, mark("restricted", _("Help that was given or is needed."), "prosthesis", personal=True)
    ] = None
    consent: Annotated[
        tuple[str, ...],
        mark("authority", _("With whom it may be shared (several with ;)."), "services", codes="consent"),
    ] = ()
    shape: Annotated[Shape | None, mark("authority", _("Where it happened."), "POINT (18.2043 43.6017)")] = None
