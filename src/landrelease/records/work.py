"""Work on tasks: progress, explosives, completion, inspection, handover. None of them moves land; releases do."""

from typing import Annotated

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import Count, Measure, mark
from landrelease.records.text import marked as _


class Progress(Record, frozen=True, kw_only=True, omit_defaults=True, tag="progress"):
    """
    What a unit did on a task in a day or week.

    Its area is a memo: the completion report's releases move the land.

    Attributes
    ----------
    task : str
        Id of the task.
    unit : str
        Id of the unit.
    rotation : str
        Id of the rotation.
    date_from : str
        First day that it covers.
    method : str
        How the work was done.
    area_m2 : float
        Area worked, m².
    people : int
        People at work.
    hours : float
        Hours of work of all people.
    machine_h : float
        Hours of machines.
    stand_down : str
        Why work stood still.
    stand_down_h : float
        Hours for which it stood still.
    ordnance : int
        Items of ordnance found.
    fragments : int
        Metal fragments removed.
    """

    task: Annotated[str | None, mark("operator", _("Id of the task."), "T-118", names="task")] = None
    unit: Annotated[str | None, mark("operator", _("Id of the unit."), "team-3", names="unit")] = None
    rotation: Annotated[str | None, mark("operator", _("Id of the rotation."), "rot-7", names="rotation")] = None
    date_from: Annotated[PartialDate, mark("operator", _("First day that it covers."), "2024-05-13")] = None
    method: Annotated[
        str | None, mark("operator", _("How the work was done."), "manual-clearance", codes="capability")
    ] = None
    area_m2: Annotated[Measure | None, mark("operator", _("Area worked, m²."), "420")] = None
    people: Annotated[Count | None, mark("operator", _("People at work."), "18")] = None
    hours: Annotated[Measure | None, mark("operator", _("Hours of work of all people."), "96")] = None
    machine_h: Annotated[Measure | None, mark("operator", _("Hours of machines."), "6")] = None
    stand_down: Annotated[str | None, mark("operator", _("Why work stood still."), "weather", codes="stand_down")] = (
        None
    )
    stand_down_h: Annotated[Measure | None, mark("operator", _("Hours for which it stood still."), "2")] = None
    ordnance: Annotated[Count | None, mark("operator", _("Items of ordnance found."), "3")] = None
    fragments: Annotated[Count | None, mark("operator", _("Metal fragments removed."), "210")] = None


class Explosives(Record, frozen=True, kw_only=True, omit_defaults=True, tag="explosives"):
    """
    Explosives drawn, used or returned for a task.

    Attributes
    ----------
    task : str
        Id of the task.
    unit : str
        Id of the unit.
    item : str
        What it is.
    movement : str
        Drawn, used or returned.
    quantity : float
        How much, in the measure of the item.
    measure : str
        Measure: pieces, kg or m.
    document : str
        Number of the paper.
    """

    task: Annotated[str | None, mark("operator", _("Id of the task."), "T-118", names="task")] = None
    unit: Annotated[str | None, mark("contributor", _("Id of the unit."), "team-3", names="unit")] = None
    item: Annotated[str | None, mark("contributor", _("What it is."), "TNT 200 g")] = None
    movement: Annotated[
        str | None, mark("contributor", _("Drawn, used or returned."), "drawn", codes="explosives_movement")
    ] = None
    quantity: Annotated[Measure | None, mark("contributor", _("How much, in the measure of the item."), "12")] = None
    measure: Annotated[str | None, mark("contributor", _("Measure: pieces, kg or m."), "pieces")] = None
    document: Annotated[str | None, mark("contributor", _("Number of the paper."), "EX-55")] = None


class Completion(Record, frozen=True, kw_only=True, omit_defaults=True, tag="completion"):
    """
    The report that a task is done; it names the releases that it proposes.

    Accepting those releases is the decision to release land.

    Attributes
    ----------
    task : str
        Id of the task.
    unit : str
        Id of the unit.
    date_from : str
        First day of work.
    releases : tuple of str
        Ids of the releases that it proposes (several with ;).
    method : str
        How the work was done.
    depth_m : float
        Depth reached, m below ground.
    limits : str
        What limits the statement.
    not_done : str
        Land left out, and why.
    residual_risk : str
        What risk remains.
    working_days : int
        Days of work.
    hours : float
        Hours of work of all people.
    fragments : int
        Metal fragments removed.
    marking : str
        Marking that stays.
    deviations : str
        Deviations from the procedures.
    signed_by : tuple of str
        Ids of the persons who signed (several with ;).
    """

    task: Annotated[str | None, mark("public", _("Id of the task."), "T-118", names="task")] = None
    unit: Annotated[str | None, mark("operator", _("Id of the unit."), "team-3", names="unit")] = None
    date_from: Annotated[PartialDate, mark("public", _("First day of work."), "2024-05-13")] = None
    releases: Annotated[
        tuple[str, ...],
        mark("public", _("Ids of the releases that it proposes (several with ;)."), "R-118", names="release"),
    ] = ()
    method: Annotated[
        str | None, mark("public", _("How the work was done."), "manual-clearance", codes="capability")
    ] = None
    depth_m: Annotated[Measure | None, mark("public", _("Depth reached, m below ground."), "0.2")] = None
    limits: Annotated[str | None, mark("public", _("What limits the statement."), "no deeper than 0.2 m")] = None
    not_done: Annotated[str | None, mark("public", _("Land left out, and why."), "rock in the north corner")] = None
    residual_risk: Annotated[str | None, mark("public", _("What risk remains."), "items deeper than 0.2 m")] = None
    working_days: Annotated[Count | None, mark("operator", _("Days of work."), "22")] = None
    hours: Annotated[Measure | None, mark("operator", _("Hours of work of all people."), "1900")] = None
    fragments: Annotated[Count | None, mark("operator", _("Metal fragments removed."), "4210")] = None
    marking: Annotated[str | None, mark("operator", _("Marking that stays."), "four corner stones")] = None
    deviations: Annotated[str | None, mark("operator", _("Deviations from the procedures."), "none")] = None
    signed_by: Annotated[
        tuple[str, ...],
        mark(
            "authority",
            _("Ids of the persons who signed (several with ;)."),
            "p-5f0c9a12e4b7;p-0a1b2c3d4e5f",
            names="person",
        ),
    ] = ()


class Inspection(Record, frozen=True, kw_only=True, omit_defaults=True, tag="inspection"):
    """
    The check of finished work by somebody who did not do it; `organisation` is the inspecting body.

    Attributes
    ----------
    task : str
        Id of the task.
    unit : str
        Id of the inspecting unit.
    inspector : str
        Id of the inspector.
    result : str
        Result.
    sampled_m2 : float
        Area sampled, m².
    nonconformities : int
        Nonconformities found.
    reason : str
        What was found.
    """

    task: Annotated[str | None, mark("public", _("Id of the task."), "T-118", names="task")] = None
    unit: Annotated[str | None, mark("quality", _("Id of the inspecting unit."), "team-3", names="unit")] = None
    inspector: Annotated[str | None, mark("quality", _("Id of the inspector."), "p-5f0c9a12e4b7", names="person")] = (
        None
    )
    result: Annotated[str | None, mark("public", _("Result."), "passed", codes="inspection_result")] = None
    sampled_m2: Annotated[Measure | None, mark("operator", _("Area sampled, m²."), "150")] = None
    nonconformities: Annotated[Count | None, mark("quality", _("Nonconformities found."), "0")] = None
    reason: Annotated[str | None, mark("quality", _("What was found."), "marking incomplete")] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return self.result == "failed"


class Handover(Record, frozen=True, kw_only=True, omit_defaults=True, tag="handover"):
    """
    Land handed back to those who use it, with what remains to be said; its id is the number of the certificate.

    Attributes
    ----------
    task : str
        Id of the task.
    completion : str
        Id of the completion report.
    recipient : str
        Who takes the land back.
    residual_risk : str
        What risk remains.
    hotline : str
        Number to call.
    briefed : str
        Day of the briefing of the community.
    women : int
        Women at the briefing.
    men : int
        Men at the briefing.
    girls : int
        Girls at the briefing.
    boys : int
        Boys at the briefing.
    parties : tuple of str
        Ids of the organisations that sign (several with ;).
    signed_by : tuple of str
        Ids of the persons who signed (several with ;).
    """

    task: Annotated[str | None, mark("public", _("Id of the task."), "T-118", names="task")] = None
    completion: Annotated[
        str | None, mark("public", _("Id of the completion report."), "comp-118", names="completion")
    ] = None
    recipient: Annotated[str | None, mark("operator", _("Who takes the land back."), "village council")] = None
    residual_risk: Annotated[str | None, mark("public", _("What risk remains."), "items deeper than 0.2 m")] = None
    hotline: Annotated[str | None, mark("public", _("Number to call."), "+000 101")] = None
    briefed: Annotated[PartialDate, mark("operator", _("Day of the briefing of the community."), "2025-06-18")] = None
    women: Annotated[Count | None, mark("operator", _("Women at the briefing."), "14")] = None
    men: Annotated[Count | None, mark("operator", _("Men at the briefing."), "11")] = None
    girls: Annotated[Count | None, mark("operator", _("Girls at the briefing."), "6")] = None
    boys: Annotated[Count | None, mark("operator", _("Boys at the briefing."), "9")] = None
    parties: Annotated[
        tuple[str, ...],
        mark("public", _("Ids of the organisations that sign (several with ;)."), "org-1;org-2", names="organisation"),
    ] = ()
    signed_by: Annotated[
        tuple[str, ...],
        mark(
            "authority",
            _("Ids of the persons who signed (several with ;)."),
            "p-5f0c9a12e4b7;p-0a1b2c3d4e5f",
            names="person",
        ),
    ] = ()
