"""What was found and what happened: ordnance and accidents."""

from typing import Annotated

from landrelease.records.base import Record
from landrelease.records.marks import Count, Measure, mark
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _


class Ordnance(Record, frozen=True, kw_only=True, omit_defaults=True, tag="ordnance"):
    """
    Explosive ordnance found or destroyed.

    Attributes
    ----------
    category : str
        Contamination code of the item.
    model : str
        Make or model.
    quantity : int
        How many; none where the source does not say.
    action : str
        What was done.
    context : str
        In which kind of work: treaty tables need spot tasks and area clearance apart.
    condition : str
        Fuzed, armed, damaged.
    depth_m : float
        Depth at which it lay, metres.
    area_id : str
        The hazard it was found in.
    task : str
        Task number.
    unit : str
        Id of the unit that found or destroyed it.
    shape : Shape
        Where.
    """

    category: Annotated[str | None, mark("public", _("What it was."), "AP", codes="contamination")] = None
    model: Annotated[str | None, mark("operator", _("Make or model."), "PMN-2")] = None
    quantity: Annotated[Count | None, mark("public", _("How many."), "3")] = None
    action: Annotated[str | None, mark("public", _("What was done."), "destroyed", codes="ordnance_action")] = None
    context: Annotated[
        str | None, mark("public", _("In which kind of work."), "spot-task", codes="ordnance_context")
    ] = None
    condition: Annotated[str | None, mark("operator", _("Fuzed, armed, damaged."), "fuzed")] = None
    depth_m: Annotated[Measure | None, mark("operator", _("Depth at which it lay, m."), "0.12")] = None
    area_id: Annotated[str | None, mark("operator", _("The hazard it was found in."), "H-0042")] = None
    task: Annotated[str | None, mark("operator", _("Task number."), "T-118")] = None
    unit: Annotated[str | None, mark("operator", _("Id of the unit."), "team-3")] = None
    shape: Annotated[Shape | None, mark("operator", _("Where it was."), "POINT (18.2043 43.6017)")] = None


class Accident(Record, frozen=True, kw_only=True, omit_defaults=True, tag="accident"):
    """
    An explosion or near miss that hurt or endangered people.

    Attributes
    ----------
    accident_type : str
        Civilian or demining.
    category : str
        Contamination code of the device.
    killed : int
        People killed, where the source says.
    injured : int
        People injured, where the source says.
    activity : str
        What the people were doing.
    area_id : str
        The hazard it happened in, where one was known.
    shape : Shape
        Where.
    """

    accident_type: Annotated[
        str | None, mark("public", _("Civilian or demining."), "civilian", codes="accident_type")
    ] = None
    category: Annotated[str | None, mark("public", _("What exploded."), "AP", codes="contamination")] = None
    killed: Annotated[Count | None, mark("authority", _("People killed."), "0")] = None
    injured: Annotated[Count | None, mark("authority", _("People injured."), "1")] = None
    activity: Annotated[str | None, mark("operator", _("What they were doing."), "herding")] = None
    area_id: Annotated[str | None, mark("operator", _("The hazard it happened in."), "H-0042")] = None
    shape: Annotated[Shape | None, mark("operator", _("Where it happened."), "POINT (18.2043 43.6017)")] = None
