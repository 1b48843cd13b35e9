"""Agreements between partners, the meetings where they are made, and what follows from them."""

from typing import Annotated

import msgspec

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import Measure, mark
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _


class Agreement(Record, frozen=True, kw_only=True, omit_defaults=True, tag="agreement"):
    """
    What partners agreed: who, where, how long, on which terms that can be checked.

    A later record of the same id amends it from its date on; status ``ended`` ends it.

    Attributes
    ----------
    name : str
        Title.
    type : str
        Which kind of agreement.
    status : str
        Whether it binds.
    parties : tuple of str
        Ids of the organisations that agree (several with ;).
    from_ : str
        First day on which it counts; written ``from``.
    to : str
        Last day on which it counts.
    tasking_authority : str
        Id of the organisation that may give orders.
    capabilities : tuple of str
        Capabilities offered (several with ;).
    caveats : tuple of str
        What the units must not do (several with ;).
    depth_limit_m : float
        Deepest work allowed, m below ground.
    admin_areas : tuple of str
        Ids of administrative areas where it holds (several with ;).
    reporting : str
        Duty to report.
    medical : str
        Medical support agreed.
    data_view : str
        What its units may see of the work of others.
    amends : str
        Id of the agreement that it amends or ends.
    signed_by : tuple of str
        Ids of the persons who signed (several with ;).
    shape : Shape
        Territory where it holds.
    """

    name: Annotated[str | None, mark("operator", _("Title."), "Technical arrangement on engineer support")] = None
    type: Annotated[
        str | None, mark("operator", _("Which kind of agreement."), "technical-arrangement", codes="agreement_type")
    ] = None
    status: Annotated[str | None, mark("operator", _("Whether it binds."), "signed", codes="agreement_status")] = None
    parties: Annotated[
        tuple[str, ...],
        mark(
            "operator", _("Ids of the organisations that agree (several with ;)."), "org-1;org-2", names="organisation"
        ),
    ] = ()
    from_: Annotated[PartialDate, mark("operator", _("First day on which it counts."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("operator", _("Last day on which it counts."), "2025-11-30")] = None
    tasking_authority: Annotated[
        str | None, mark("operator", _("Id of the organisation that may give orders."), "org-1", names="organisation")
    ] = None
    capabilities: Annotated[
        tuple[str, ...],
        mark("operator", _("Capabilities offered (several with ;)."), "manual-clearance;bac", codes="capability"),
    ] = ()
    caveats: Annotated[
        tuple[str, ...],
        mark("contributor", _("What the units must not do (several with ;)."), "no-render-safe", codes="caveat"),
    ] = ()
    depth_limit_m: Annotated[Measure | None, mark("contributor", _("Deepest work allowed, m below ground."), "0.3")] = (
        None
    )
    admin_areas: Annotated[
        tuple[str, ...],
        mark(
            "operator", _("Ids of administrative areas where it holds (several with ;)."), "BA-07", names="admin_area"
        ),
    ] = ()
    reporting: Annotated[str | None, mark("contributor", _("Duty to report."), "daily to the centre")] = None
    medical: Annotated[
        str | None, mark("contributor", _("Medical support agreed."), "paramedic", codes="medical_level")
    ] = None
    data_view: Annotated[
        str | None, mark("contributor", _("What its units may see of the work of others."), "partner", codes="audience")
    ] = None
    amends: Annotated[
        str | None, mark("operator", _("Id of the agreement that it amends or ends."), "agr-1", names="agreement")
    ] = None
    signed_by: Annotated[
        tuple[str, ...],
        mark(
            "authority",
            _("Ids of the persons who signed (several with ;)."),
            "p-5f0c9a12e4b7;p-0a1b2c3d4e5f",
            names="person",
        ),
    ] = ()
    shape: Annotated[Shape | None, mark("operator", _("Territory where it holds."), "POLYGON ((…))")] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return self.status not in {"draft", "signed"}


class Meeting(Record, frozen=True, kw_only=True, omit_defaults=True, tag="meeting"):
    """
    A meeting of the coordination body or of partners.

    Attributes
    ----------
    name : str
        What it is called.
    place : str
        Where it was held.
    agenda : tuple of str
        Items of the agenda (several with ;).
    chair : str
        Id of who was in the chair.
    minutes : str
        What was said, in short.
    """

    name: Annotated[str | None, mark("operator", _("What it is called."), "Coordination meeting 12")] = None
    place: Annotated[str | None, mark("operator", _("Where it was held."), "Capital, ministry")] = None
    agenda: Annotated[
        tuple[str, ...],
        mark("operator", _("Items of the agenda (several with ;)."), "plan of the season;medical cover"),
    ] = ()
    chair: Annotated[
        str | None, mark("operator", _("Id of who was in the chair."), "p-5f0c9a12e4b7", names="person")
    ] = None
    minutes: Annotated[str | None, mark("operator", _("What was said, in short."), "Partners agreed on the plan.")] = (
        None
    )


class Participant(Record, frozen=True, kw_only=True, omit_defaults=True, tag="participant"):
    """
    A person at a meeting and the party that the person spoke for.

    Attributes
    ----------
    meeting : str
        Id of the meeting.
    person : str
        Id of the person.
    party : str
        Id of the organisation spoken for.
    rank : str
        Rank held that day.
    office : str
        Office held that day.
    role : str
        Part taken in the meeting.
    """

    meeting: Annotated[str | None, mark("operator", _("Id of the meeting."), "meet-12", names="meeting")] = None
    person: Annotated[str | None, mark("operator", _("Id of the person."), "p-5f0c9a12e4b7", names="person")] = None
    party: Annotated[
        str | None, mark("operator", _("Id of the organisation spoken for."), "org-2", names="organisation")
    ] = None
    rank: Annotated[str | None, mark("operator", _("Rank held that day."), "colonel")] = None
    office: Annotated[str | None, mark("operator", _("Office held that day."), "head of the engineer branch")] = None
    role: Annotated[
        str | None, mark("operator", _("Part taken in the meeting."), "delegate", codes="participant_role")
    ] = None


class Resolution(Record, frozen=True, kw_only=True, omit_defaults=True, tag="resolution"):
    """
    What a meeting decided, and what it led to.

    Attributes
    ----------
    meeting : str
        Id of the meeting.
    agenda_item : str
        Item of the agenda.
    text : str
        What was decided.
    led_to : tuple of str
        Ids of what it caused: agreement, order, course (several with ;).
    """

    meeting: Annotated[str | None, mark("operator", _("Id of the meeting."), "meet-12", names="meeting")] = None
    agenda_item: Annotated[str | None, mark("operator", _("Item of the agenda."), "plan of the season")] = None
    text: Annotated[str | None, mark("operator", _("What was decided."), "Team 3 works east of the river")] = None
    led_to: Annotated[
        tuple[str, ...],
        mark("operator", _("Ids of what it caused: agreement, order, course (several with ;)."), "ord-5;agr-2"),
    ] = ()


class ActionPoint(Record, frozen=True, kw_only=True, omit_defaults=True, tag="action_point"):
    """
    What somebody is to do by a day; a later record of the same id closes it.

    Attributes
    ----------
    meeting : str
        Id of the meeting.
    resolution : str
        Id of the decision of the meeting behind it.
    text : str
        What is to be done.
    owner : str
        Id of the person who does it.
    party : str
        Id of the organisation that answers for it.
    due : str
        Day by which it is to be done.
    status : str
        Whether it is done.
    led_to : tuple of str
        Ids of what it caused (several with ;).
    """

    meeting: Annotated[str | None, mark("operator", _("Id of the meeting."), "meet-12", names="meeting")] = None
    resolution: Annotated[
        str | None, mark("operator", _("Id of the decision of the meeting behind it."), "res-3", names="resolution")
    ] = None
    text: Annotated[str | None, mark("operator", _("What is to be done."), "Send the list of interpreters")] = None
    owner: Annotated[
        str | None, mark("operator", _("Id of the person who does it."), "p-5f0c9a12e4b7", names="person")
    ] = None
    party: Annotated[
        str | None, mark("operator", _("Id of the organisation that answers for it."), "org-2", names="organisation")
    ] = None
    due: Annotated[PartialDate, mark("operator", _("Day by which it is to be done."), "2025-03-20")] = None
    status: Annotated[str | None, mark("operator", _("Whether it is done."), "open", codes="action_status")] = None
    led_to: Annotated[tuple[str, ...], mark("operator", _("Ids of what it caused (several with ;)."), "ord-5")] = ()
