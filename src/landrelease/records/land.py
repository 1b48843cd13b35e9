"""Statements about land: hazards, surveys and releases."""

from typing import Annotated

from landrelease.records import codes
from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import Measure, mark
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _


class LandRecord(Record, frozen=True, kw_only=True, omit_defaults=True):
    """
    What hazards, surveys and releases share.

    Attributes
    ----------
    area_id : str
        The hazard it belongs to; a release may name several, divided by ``;``.
    unit : str
        Id of the unit that did the work.
    method : str
        Capability code of the work.
    stated_m2 : float
        Area that the source states, in square metres; never used in place of the computed one.
    date_from : str
        First day of the work.
    reported : str
        Day of the report.
    """

    area_id: Annotated[str | None, mark("public", _("The hazard it belongs to (several with ;)."), "H-0042")] = None
    unit: Annotated[str | None, mark("operator", _("Id of the unit that did the work."), "team-3")] = None
    method: Annotated[str | None, mark("public", _("How the work was done."), "ts", codes="capability")] = None
    stated_m2: Annotated[Measure | None, mark("public", _("Area stated by the source, m²."), "9000")] = None
    date_from: Annotated[PartialDate, mark("public", _("First day of the work."), "2024-04-02")] = None
    reported: Annotated[PartialDate, mark("public", _("Day of the report."), "2024-05-20")] = None


class Hazard(LandRecord, frozen=True, kw_only=True, omit_defaults=True, tag="hazard"):
    """
    Land that is suspected (SHA) or confirmed (CHA) to hold explosive ordnance.

    Attributes
    ----------
    status : str
        ``suspected`` or ``confirmed``.
    name : str
        Local name of the area.
    contamination : tuple of str
        Codes of what is expected there; none or an unknown one means every class.
    required_depth_m : float
        Depth to which clearance is required, metres below ground.
    evidence : str
        What the claim rests on.
    shape : Shape
        Where; a point, a line or nothing puts it into the unmapped account.
    """

    status: Annotated[str | None, mark("public", _("Suspected or confirmed."), "confirmed", codes="hazard_status")] = (
        None
    )
    name: Annotated[str | None, mark("operator", _("Local name of the area."), "Orchard east of the bridge")] = None
    contamination: Annotated[
        tuple[str, ...], mark("public", _("What is expected there (several with ;)."), "AP;AV", codes="contamination")
    ] = ()
    required_depth_m: Annotated[
        Measure | None, mark("public", _("Depth that clearance must reach, m below ground."), "0.2")
    ] = None
    evidence: Annotated[str | None, mark("operator", _("What the claim rests on."), "two mines seen")] = None
    shape: Annotated[Shape | None, mark("operator", _("Where it is."), "POLYGON ((…))")] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return True


class Survey(LandRecord, frozen=True, kw_only=True, omit_defaults=True, tag="survey"):
    """
    A non-technical or technical survey; it moves no land, the hazards and releases that follow from it do.

    Attributes
    ----------
    result : str
        What the survey found.
    evidence : str
        What the result rests on.
    shape : Shape
        Where the survey looked, also where it found nothing.
    """

    result: Annotated[str | None, mark("public", _("What it found."), "no-evidence", codes="survey_result")] = None
    evidence: Annotated[str | None, mark("operator", _("What the result rests on."), "four interviews")] = None
    shape: Annotated[Shape | None, mark("operator", _("Where the survey looked."), "POLYGON ((…))")] = None


class Release(LandRecord, frozen=True, kw_only=True, omit_defaults=True, tag="release"):
    """
    Land cancelled (NTS), reduced (TS) or cleared (clearance).

    Attributes
    ----------
    status : str
        ``cancelled``, ``reduced`` or ``cleared``.
    scope : tuple of str
        Contamination or class codes that the work covers; none means all.
    stage : str
        ``complete`` moves land, ``progress`` is a memo.
    depth_m : float
        Depth that the work reached, metres.
    depth_reference : str
        What the depth is measured from.
    evidence : str
        What the decision rests on.
    task : str
        Task or certificate number.
    shape : Shape
        The land that was released.
    """

    status: Annotated[
        str | None, mark("public", _("Cancelled, reduced or cleared."), "reduced", codes="release_status")
    ] = None
    scope: Annotated[
        tuple[str, ...], mark("public", _("What the work covers (several with ;)."), "AP;AV", codes="contamination")
    ] = ()
    stage: Annotated[str, mark("public", _("Complete, or progress of work going on."), "complete", codes="stage")] = (
        "complete"
    )
    depth_m: Annotated[Measure | None, mark("public", _("Depth that the work reached, m."), "0.2")] = None
    depth_reference: Annotated[
        str, mark("public", _("What the depth is measured from."), "ground", codes="depth_reference")
    ] = "ground"
    evidence: Annotated[str | None, mark("operator", _("What the decision rests on."), "report TS-7")] = None
    task: Annotated[str | None, mark("operator", _("Task or certificate number."), "T-118")] = None
    shape: Annotated[Shape | None, mark("public", _("The land that was released."), "POLYGON ((…))")] = None


LAND_STATUSES = (*codes.HAZARD_STATUS, *codes.RELEASE_STATUS)
