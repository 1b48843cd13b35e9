"""Accreditation: what a unit or organisation may do, from when to when, by whose word."""

from typing import Annotated

import msgspec

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import Measure, mark
from landrelease.records.text import marked as _


class Accreditation(Record, frozen=True, kw_only=True, omit_defaults=True, tag="accreditation"):
    """
    One step of an accreditation: applied, tested, accredited, suspended, withdrawn.

    `organisation` is the accrediting body. Days are inclusive; a suspension wins over what it overlaps until it
    ends or is lifted.

    Attributes
    ----------
    unit : str
        Id of the unit that it is about.
    holder : str
        Id of the organisation that it is about, where it is no unit.
    rotation : str
        Id of the rotation it is limited to.
    capability : str
        What may be done.
    from_ : str
        First day on which it counts; written ``from``.
    to : str
        Last day on which it counts.
    status : str
        The step.
    conditions : str
        Conditions.
    depth_limit_m : float
        Deepest work it covers, m below ground.
    reason : str
        Why, where it was refused, suspended or withdrawn.
    """

    unit: Annotated[str | None, mark("public", _("Id of the unit that it is about."), "team-3", names="unit")] = None
    holder: Annotated[
        str | None,
        mark(
            "public", _("Id of the organisation that it is about, where it is no unit."), "org-3", names="organisation"
        ),
    ] = None
    rotation: Annotated[
        str | None, mark("operator", _("Id of the rotation it is limited to."), "rot-7", names="rotation")
    ] = None
    capability: Annotated[
        str | None, mark("public", _("What may be done."), "manual-clearance", codes="capability")
    ] = None
    from_: Annotated[PartialDate, mark("public", _("First day on which it counts."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("public", _("Last day on which it counts."), "2025-11-30")] = None
    status: Annotated[str | None, mark("public", _("The step."), "accredited", codes="accreditation_status")] = None
    conditions: Annotated[str | None, mark("operator", _("Conditions."), "with a second medic")] = None
    depth_limit_m: Annotated[Measure | None, mark("operator", _("Deepest work it covers, m below ground."), "0.3")] = (
        None
    )
    reason: Annotated[
        str | None,
        mark("operator", _("Why, where it was refused, suspended or withdrawn."), "missed item on inspection"),
    ] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return self.status not in {"applied", "desk-review", "provisional", "accredited", "reinstated"}


class TestItem(Record, frozen=True, kw_only=True, omit_defaults=True, tag="test_item"):
    """
    One item of an accreditation test, with its score.

    Attributes
    ----------
    unit : str
        Id of the unit.
    rotation : str
        Id of the rotation.
    capability : str
        Capability that is tested.
    item : str
        What was tested.
    score : float
        Score reached.
    out_of : float
        Best score possible.
    result : str
        Result of the item.
    examiner : str
        Id of the examiner.
    """

    unit: Annotated[str | None, mark("operator", _("Id of the unit."), "team-3", names="unit")] = None
    rotation: Annotated[str | None, mark("operator", _("Id of the rotation."), "rot-7", names="rotation")] = None
    capability: Annotated[
        str | None, mark("operator", _("Capability that is tested."), "manual-clearance", codes="capability")
    ] = None
    item: Annotated[str | None, mark("operator", _("What was tested."), "excavation of a signal")] = None
    score: Annotated[Measure | None, mark("contributor", _("Score reached."), "18")] = None
    out_of: Annotated[Measure | None, mark("contributor", _("Best score possible."), "20")] = None
    result: Annotated[str | None, mark("operator", _("Result of the item."), "pass", codes="test_result")] = None
    examiner: Annotated[str | None, mark("contributor", _("Id of the examiner."), "p-5f0c9a12e4b7", names="person")] = (
        None
    )
