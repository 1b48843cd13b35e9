"""Units and what belongs to them: rotations, members, assets, takeovers between rotations, other names."""

from typing import Annotated

import msgspec

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import Count, mark
from landrelease.records.text import marked as _


class Unit(Record, frozen=True, kw_only=True, omit_defaults=True, tag="unit"):
    """
    A team that surveys, clears or checks.

    A later record of the same id tells what changed from its date on.

    Attributes
    ----------
    name : str
        Name of the unit.
    parent_force : str
        Force or body that it comes from.
    country : str
        Three-letter code of the state that sends it.
    strength : tuple of str
        People by role (several with ;).
    capabilities : tuple of str
        What it is made for (several with ;); what it may do says its accreditation.
    equipment : tuple of str
        Main equipment (several with ;).
    languages : tuple of str
        Languages spoken, ISO 639 codes (several with ;).
    interpreters : int
        Interpreters in the unit.
    medical : str
        Medical support that it brings.
    """

    name: Annotated[str | None, mark("operator", _("Name of the unit."), "Engineer company 3")] = None
    parent_force: Annotated[
        str | None, mark("contributor", _("Force or body that it comes from."), "1st engineer regiment")
    ] = None
    country: Annotated[str | None, mark("operator", _("Three-letter code of the state that sends it."), "NOR")] = None
    strength: Annotated[
        tuple[str, ...], mark("contributor", _("People by role (several with ;)."), "deminer:20;medic:2")
    ] = ()
    capabilities: Annotated[
        tuple[str, ...],
        mark(
            "operator",
            _("What it is made for (several with ;); what it may do says its accreditation."),
            "manual-clearance;bac",
            codes="capability",
        ),
    ] = ()
    equipment: Annotated[
        tuple[str, ...], mark("contributor", _("Main equipment (several with ;)."), "detector:22;ambulance:1")
    ] = ()
    languages: Annotated[
        tuple[str, ...], mark("operator", _("Languages spoken, ISO 639 codes (several with ;)."), "en;fr")
    ] = ()
    interpreters: Annotated[Count | None, mark("operator", _("Interpreters in the unit."), "2")] = None
    medical: Annotated[
        str | None, mark("operator", _("Medical support that it brings."), "paramedic", codes="medical_level")
    ] = None


class Rotation(Record, frozen=True, kw_only=True, omit_defaults=True, tag="rotation"):
    """
    One term of a unit in the programme: who is there from when to when.

    Attributes
    ----------
    unit : str
        Id of the unit.
    from_ : str
        First day of duty; written ``from``.
    to : str
        Last day of duty.
    commander : str
        Id of the commander.
    liaison : str
        Id of the liaison officer.
    strength : tuple of str
        People by role (several with ;).
    languages : tuple of str
        Languages spoken, ISO 639 codes (several with ;).
    interpreters : int
        Interpreters in the rotation.
    medical : str
        Medical support that it brings.
    agreement : str
        Id of the agreement under which it serves.
    follows : str
        Id of the rotation that it takes over from.
    """

    unit: Annotated[str | None, mark("operator", _("Id of the unit."), "team-3", names="unit")] = None
    from_: Annotated[PartialDate, mark("operator", _("First day of duty."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("operator", _("Last day of duty."), "2025-11-30")] = None
    commander: Annotated[
        str | None, mark("contributor", _("Id of the commander."), "p-5f0c9a12e4b7", names="person")
    ] = None
    liaison: Annotated[
        str | None, mark("contributor", _("Id of the liaison officer."), "p-5f0c9a12e4b7", names="person")
    ] = None
    strength: Annotated[
        tuple[str, ...], mark("contributor", _("People by role (several with ;)."), "deminer:20;medic:2")
    ] = ()
    languages: Annotated[
        tuple[str, ...], mark("operator", _("Languages spoken, ISO 639 codes (several with ;)."), "en;fr")
    ] = ()
    interpreters: Annotated[Count | None, mark("operator", _("Interpreters in the rotation."), "2")] = None
    medical: Annotated[
        str | None, mark("operator", _("Medical support that it brings."), "paramedic", codes="medical_level")
    ] = None
    agreement: Annotated[
        str | None, mark("contributor", _("Id of the agreement under which it serves."), "agr-2", names="agreement")
    ] = None
    follows: Annotated[
        str | None, mark("operator", _("Id of the rotation that it takes over from."), "rot-6", names="rotation")
    ] = None


class Member(Record, frozen=True, kw_only=True, omit_defaults=True, tag="member"):
    """
    A person in a unit or rotation, with a role, for some time.

    Attributes
    ----------
    person : str
        Id of the person.
    unit : str
        Id of the unit.
    rotation : str
        Id of the rotation.
    role : str
        What the person does there.
    rank : str
        Rank held then.
    from_ : str
        First day on which it counts; written ``from``.
    to : str
        Last day on which it counts.
    """

    person: Annotated[str | None, mark("contributor", _("Id of the person."), "p-5f0c9a12e4b7", names="person")] = None
    unit: Annotated[str | None, mark("operator", _("Id of the unit."), "team-3", names="unit")] = None
    rotation: Annotated[str | None, mark("operator", _("Id of the rotation."), "rot-7", names="rotation")] = None
    role: Annotated[
        str | None, mark("contributor", _("What the person does there."), "deminer", codes="member_role")
    ] = None
    rank: Annotated[str | None, mark("contributor", _("Rank held then."), "sergeant")] = None
    from_: Annotated[PartialDate, mark("contributor", _("First day on which it counts."), "2025-03-01")] = (
        msgspec.field(default=None, name="from")
    )
    to: Annotated[PartialDate, mark("contributor", _("Last day on which it counts."), "2025-11-30")] = None


class Asset(Record, frozen=True, kw_only=True, omit_defaults=True, tag="asset"):
    """
    A detector, machine, animal or vehicle that must be fit for work.

    Attributes
    ----------
    unit : str
        Id of the unit that uses it.
    type : str
        What it is.
    model : str
        Make and model.
    handler : str
        Id of the handler of an animal; both are accredited together.
    tested : str
        Day of the last test.
    from_ : str
        First day on which it may be used; written ``from``.
    to : str
        Last day on which it may be used.
    state : str
        Whether it is fit.
    """

    unit: Annotated[str | None, mark("contributor", _("Id of the unit that uses it."), "team-3", names="unit")] = None
    type: Annotated[str | None, mark("operator", _("What it is."), "detector", codes="asset_type")] = None
    model: Annotated[str | None, mark("operator", _("Make and model."), "F3")] = None
    handler: Annotated[
        str | None,
        mark(
            "contributor",
            _("Id of the handler of an animal; both are accredited together."),
            "p-5f0c9a12e4b7",
            names="person",
        ),
    ] = None
    tested: Annotated[PartialDate, mark("operator", _("Day of the last test."), "2025-02-20")] = None
    from_: Annotated[PartialDate, mark("operator", _("First day on which it may be used."), "2025-03-01")] = (
        msgspec.field(default=None, name="from")
    )
    to: Annotated[PartialDate, mark("operator", _("Last day on which it may be used."), "2025-11-30")] = None
    state: Annotated[str | None, mark("operator", _("Whether it is fit."), "serviceable", codes="asset_state")] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return self.state not in {None, "serviceable"}


class Takeover(Record, frozen=True, kw_only=True, omit_defaults=True, tag="takeover"):
    """
    What one rotation hands over to the next: nothing may be forgotten.

    It is complete when every part says something, also where it says none, and both sides signed.

    Attributes
    ----------
    outgoing : str
        Id of the rotation that leaves.
    incoming : str
        Id of the rotation that takes over.
    open_work : str
        Open tasks, or none.
    unfinished_lanes : str
        Lanes left unfinished, or none.
    open_nonconformities : str
        Open findings of quality inspections, or none.
    marking_state : str
        State of the marking, or none.
    explosives : str
        Explosives handed over, or none.
    signed_outgoing : str
        Id of who signed for those who leave.
    signed_incoming : str
        Id of who signed for those who take over.
    """

    outgoing: Annotated[
        str | None, mark("operator", _("Id of the rotation that leaves."), "rot-6", names="rotation")
    ] = None
    incoming: Annotated[
        str | None, mark("operator", _("Id of the rotation that takes over."), "rot-7", names="rotation")
    ] = None
    open_work: Annotated[str | None, mark("contributor", _("Open tasks, or none."), "T-118 half done")] = None
    unfinished_lanes: Annotated[
        str | None, mark("contributor", _("Lanes left unfinished, or none."), "lane 4 from marker 12")
    ] = None
    open_nonconformities: Annotated[
        str | None, mark("contributor", _("Open findings of quality inspections, or none."), "none")
    ] = None
    marking_state: Annotated[str | None, mark("contributor", _("State of the marking, or none."), "tape renewed")] = (
        None
    )
    explosives: Annotated[str | None, mark("contributor", _("Explosives handed over, or none."), "none")] = None
    signed_outgoing: Annotated[
        str | None, mark("contributor", _("Id of who signed for those who leave."), "p-5f0c9a12e4b7", names="person")
    ] = None
    signed_incoming: Annotated[
        str | None,
        mark("contributor", _("Id of who signed for those who take over."), "p-5f0c9a12e4b7", names="person"),
    ] = None


class Alias(Record, frozen=True, kw_only=True, omit_defaults=True, tag="alias"):
    """
    Another name of a unit, person, organisation or place: nickname, code name, transliteration.

    The other name of a person is sealed like the first.

    Attributes
    ----------
    of : str
        What has the other name.
    subject : str
        Id of what has it.
    name : str
        The other name; of a person see `personal_name`.
    personal_name : str
        Sealed: never in the bytes. The other name of a person.
    type : str
        Which kind of name.
    source : str
        Where it is used.
    language : str
        Language or script, ISO 639 or 15924 code.
    from_ : str
        First day on which it counts; written ``from``.
    to : str
        Last day on which it counts.
    """

    of: Annotated[str | None, mark("public", _("What has the other name."), "unit", codes="alias_of")] = None
    subject: Annotated[str | None, mark("operator", _("Id of what has it."), "team-3")] = None
    name: Annotated[
        str | None, mark("operator", _("The other name; of a person see `personal_name`."), "Blue Team")
    ] = None
    personal_name: Annotated[
        str | None, mark("authority", _("The other name of a person."), "B. Example", personal=True)
    ] = None
    type: Annotated[str | None, mark("public", _("Which kind of name."), "nickname", codes="alias_type")] = None
    source: Annotated[str | None, mark("operator", _("Where it is used."), "radio plan 2025")] = None
    language: Annotated[str | None, mark("public", _("Language or script, ISO 639 or 15924 code."), "uk")] = None
    from_: Annotated[PartialDate, mark("public", _("First day on which it counts."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("public", _("Last day on which it counts."), "2025-11-30")] = None
