"""Tasking: what is asked for, what is to be done where, and the orders that say who does it when."""

from typing import Annotated

import msgspec

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import Measure, mark
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _


class Request(Record, frozen=True, kw_only=True, omit_defaults=True, tag="request"):
    """
    Somebody asks for land to be surveyed or cleared.

    Attributes
    ----------
    activity : str
        What is asked for.
    area_id : str
        Hazards concerned (several with ;).
    reason : str
        What the land is needed for.
    priority : str
        How urgent.
    wanted : str
        Day by which it is wanted.
    shape : Shape
        Where.
    """

    activity: Annotated[
        str | None, mark("operator", _("What is asked for."), "manual-clearance", codes="capability")
    ] = None
    area_id: Annotated[str | None, mark("operator", _("Hazards concerned (several with ;)."), "H-0042")] = None
    reason: Annotated[str | None, mark("operator", _("What the land is needed for."), "school yard")] = None
    priority: Annotated[str | None, mark("operator", _("How urgent."), "high", codes="priority")] = None
    wanted: Annotated[PartialDate, mark("operator", _("Day by which it is wanted."), "2025-06-30")] = None
    shape: Annotated[Shape | None, mark("operator", _("Where."), "POLYGON ((…))")] = None


class Task(Record, frozen=True, kw_only=True, omit_defaults=True, tag="task"):
    """
    A piece of work on one area: what, where, how deep, for which use.

    A later record of the same id changes the task from its date on; earlier ones stay its history.

    Attributes
    ----------
    name : str
        What it is called.
    request : str
        Id of the request behind it.
    activity : str
        What is to be done.
    area_id : str
        Hazards concerned (several with ;).
    parents : tuple of str
        Ids of the tasks that it was split from or merged of (several with ;).
    priority : str
        How urgent.
    required_depth_m : float
        Depth to be reached, m below ground.
    contamination : tuple of str
        Ordnance expected (several with ;).
    from_ : str
        Planned first day; written ``from``.
    to : str
        Planned last day.
    tasking_authority : str
        Id of the organisation that gives the orders.
    intended_use : str
        Use of the land afterwards.
    land_user : str
        Who agreed to the work and takes the land back.
    standards : str
        Standards and procedures that apply.
    limits : str
        Limits of method and environment.
    medevac : str
        How casualties are evacuated.
    hospital : str
        Nearest hospital with surgery.
    hospital_min : float
        Minutes to that hospital.
    security : str
        Security of the site.
    quality_plan : str
        How quality is looked after.
    reporting : str
        Which reports are due.
    donors : tuple of str
        Who pays (several with ;).
    shape : Shape
        The area to be worked.
    """

    name: Annotated[str | None, mark("operator", _("What it is called."), "School yard east")] = None
    request: Annotated[str | None, mark("operator", _("Id of the request behind it."), "req-4", names="request")] = None
    activity: Annotated[
        str | None, mark("public", _("What is to be done."), "manual-clearance", codes="capability")
    ] = None
    area_id: Annotated[str | None, mark("operator", _("Hazards concerned (several with ;)."), "H-0042")] = None
    parents: Annotated[
        tuple[str, ...],
        mark(
            "operator",
            _("Ids of the tasks that it was split from or merged of (several with ;)."),
            "T-117",
            names="task",
        ),
    ] = ()
    priority: Annotated[str | None, mark("operator", _("How urgent."), "high", codes="priority")] = None
    required_depth_m: Annotated[Measure | None, mark("operator", _("Depth to be reached, m below ground."), "0.2")] = (
        None
    )
    contamination: Annotated[
        tuple[str, ...], mark("operator", _("Ordnance expected (several with ;)."), "AP;UXO", codes="contamination")
    ] = ()
    from_: Annotated[PartialDate, mark("operator", _("Planned first day."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("operator", _("Planned last day."), "2025-11-30")] = None
    tasking_authority: Annotated[
        str | None, mark("operator", _("Id of the organisation that gives the orders."), "org-1", names="organisation")
    ] = None
    intended_use: Annotated[str | None, mark("operator", _("Use of the land afterwards."), "school")] = None
    land_user: Annotated[
        str | None, mark("operator", _("Who agreed to the work and takes the land back."), "village council")
    ] = None
    standards: Annotated[
        str | None, mark("operator", _("Standards and procedures that apply."), "national standard 09.10, SOP 4")
    ] = None
    limits: Annotated[
        str | None, mark("operator", _("Limits of method and environment."), "no machines on the terrace")
    ] = None
    medevac: Annotated[
        str | None, mark("operator", _("How casualties are evacuated."), "ambulance to field hospital")
    ] = None
    hospital: Annotated[str | None, mark("operator", _("Nearest hospital with surgery."), "district hospital")] = None
    hospital_min: Annotated[Measure | None, mark("operator", _("Minutes to that hospital."), "35")] = None
    security: Annotated[str | None, mark("operator", _("Security of the site."), "quiet")] = None
    quality_plan: Annotated[str | None, mark("operator", _("How quality is looked after."), "visit every ten days")] = (
        None
    )
    reporting: Annotated[str | None, mark("operator", _("Which reports are due."), "daily")] = None
    donors: Annotated[
        tuple[str, ...], mark("donor", _("Who pays (several with ;)."), "org-8", names="organisation")
    ] = ()
    shape: Annotated[Shape | None, mark("operator", _("The area to be worked."), "POLYGON ((…))")] = None


class TaskFeature(Record, frozen=True, kw_only=True, omit_defaults=True, tag="task_feature"):
    """
    Something on the map of a task: access, exclusion, start point, demolition.

    Attributes
    ----------
    task : str
        Id of the task.
    type : str
        What it is.
    name : str
        Name or number.
    starts : str
        Moment at which it begins, of a demolition.
    ends : str
        Moment at which it ends.
    distance_m : float
        Distance to be kept from it, metres.
    shape : Shape
        Where.
    """

    task: Annotated[str | None, mark("operator", _("Id of the task."), "T-118", names="task")] = None
    type: Annotated[str | None, mark("operator", _("What it is."), "access-route", codes="feature_type")] = None
    name: Annotated[str | None, mark("operator", _("Name or number."), "TP 4")] = None
    starts: Annotated[
        str | None, mark("operator", _("Moment at which it begins, of a demolition."), "2025-05-20T10:00+02:00")
    ] = None
    ends: Annotated[str | None, mark("operator", _("Moment at which it ends."), "2025-05-20T10:30+02:00")] = None
    distance_m: Annotated[Measure | None, mark("operator", _("Distance to be kept from it, metres."), "300")] = None
    shape: Annotated[Shape | None, mark("operator", _("Where."), "POINT (18.2043 43.6017)")] = None


class Order(Record, frozen=True, kw_only=True, omit_defaults=True, tag="order"):
    """
    A move on a task: issued, amended, suspended, resumed, cancelled, closed; with who, when and why.

    Attributes
    ----------
    task : str
        Id of the task.
    action : str
        The move.
    unit : str
        Id of the unit that is ordered.
    rotation : str
        Id of the rotation.
    from_ : str
        First day of work; written ``from``.
    to : str
        Last day of work.
    people : tuple of str
        Ids of the persons who work (several with ;).
    assets : tuple of str
        Ids of the assets used (several with ;).
    into : tuple of str
        Ids of the tasks it is split or merged into (several with ;).
    reason : str
        Why.
    signed_by : tuple of str
        Ids of the persons who signed (several with ;).
    """

    task: Annotated[str | None, mark("operator", _("Id of the task."), "T-118", names="task")] = None
    action: Annotated[str | None, mark("operator", _("The move."), "issue", codes="order_action")] = None
    unit: Annotated[str | None, mark("operator", _("Id of the unit that is ordered."), "team-3", names="unit")] = None
    rotation: Annotated[str | None, mark("operator", _("Id of the rotation."), "rot-7", names="rotation")] = None
    from_: Annotated[PartialDate, mark("operator", _("First day of work."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("operator", _("Last day of work."), "2025-11-30")] = None
    people: Annotated[
        tuple[str, ...],
        mark("contributor", _("Ids of the persons who work (several with ;)."), "p-5f0c9a12e4b7", names="person"),
    ] = ()
    assets: Annotated[
        tuple[str, ...], mark("contributor", _("Ids of the assets used (several with ;)."), "det-12", names="asset")
    ] = ()
    into: Annotated[
        tuple[str, ...],
        mark(
            "operator",
            _("Ids of the tasks it is split or merged into (several with ;)."),
            "T-118a;T-118b",
            names="task",
        ),
    ] = ()
    reason: Annotated[str | None, mark("operator", _("Why."), "rain")] = None
    signed_by: Annotated[
        tuple[str, ...],
        mark(
            "authority",
            _("Ids of the persons who signed (several with ;)."),
            "p-5f0c9a12e4b7;p-0a1b2c3d4e5f",
            names="person",
        ),
    ] = ()

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return self.action in {"suspend", "cancel"}


class Lock(Record, frozen=True, kw_only=True, omit_defaults=True, tag="lock"):
    """
    Somebody plans on a task: others wait until the lock ends.

    Attributes
    ----------
    task : str
        Id of the task.
    until : str
        Moment at which it ends.
    reason : str
        Why.
    """

    task: Annotated[str | None, mark("operator", _("Id of the task."), "T-118", names="task")] = None
    until: Annotated[str | None, mark("operator", _("Moment at which it ends."), "2025-05-02T18:00+02:00")] = None
    reason: Annotated[str | None, mark("operator", _("Why."), "order is being written")] = None
