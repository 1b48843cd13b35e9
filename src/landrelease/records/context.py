"""Who, where and by which rules: programme, settings, persons, organisations, admin areas and settlements."""

from typing import Annotated, Any

import msgspec

from landrelease.records.base import PartialDate, Record
from landrelease.records.codes import CLASSES
from landrelease.records.marks import Count, mark
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _


class Programme(Record, frozen=True, kw_only=True, omit_defaults=True, tag="programme"):
    """
    The programme that a register belongs to; its `id` must agree before two registers are joined.

    Attributes
    ----------
    name : str
        Name of the programme.
    country : str
        ISO 3166 three-letter code.
    time_zone : str
        IANA name; days of work are days there.
    plane : tuple of float
        Longitude and latitude of the centre of the equal-area plane, degrees.
    classes : tuple of str
        Hazard classes that are kept apart.
    """

    name: Annotated[str | None, mark("public", _("Name of the programme."), "Province of Example")] = None
    country: Annotated[str | None, mark("public", _("Three-letter country code."), "BIH")] = None
    time_zone: Annotated[str, mark("public", _("IANA time zone."), "Europe/Sarajevo")] = "UTC"
    plane: Annotated[
        tuple[float, float] | None, mark("public", _("Centre of the equal-area plane, lon and lat."), "18;44")
    ] = None
    classes: Annotated[
        tuple[str, ...], mark("public", _("Hazard classes kept apart."), "mines;cluster;other", codes="class")
    ] = CLASSES


class Setting(Record, frozen=True, kw_only=True, omit_defaults=True, tag="setting"):
    """
    What a national standard decides: a key, its value, where it is written and from when it counts.

    Attributes
    ----------
    key : str
        Name of the setting.
    value : object
        Number, text, flag or list.
    source : str
        The standard or decision it comes from.
    from_ : str
        First day on which it counts; written ``from``.
    """

    key: Annotated[str, mark("public", _("Name of the setting."), "required_depth_m.mines")] = ""
    value: Annotated[Any, mark("public", _("Its value."), "0.2")] = None
    source: Annotated[str | None, mark("public", _("Where it is written."), "national standard 09.10")] = None
    from_: Annotated[PartialDate, mark("public", _("First day on which it counts."), "2024-01-01")] = msgspec.field(
        default=None, name="from"
    )


class Person(Record, frozen=True, kw_only=True, omit_defaults=True, tag="person"):
    """
    A person who acts in the programme, known by an id that says nothing; the name is sealed.

    Attributes
    ----------
    name : str
        Sealed: never in the bytes, see `seal`.
    contact : str
        Sealed: telephone or e-mail.
    role : str
        What the person does.
    """

    name: Annotated[str | None, mark("authority", _("Name of the person."), "A. Example", personal=True)] = None
    contact: Annotated[str | None, mark("authority", _("Telephone or e-mail."), "+000 000", personal=True)] = None
    role: Annotated[str | None, mark("operator", _("What the person does."), "reviewer")] = None


class Organisation(Record, frozen=True, kw_only=True, omit_defaults=True, tag="organisation"):
    """
    An authority, operator, donor or other body.

    Attributes
    ----------
    name : str
        Full name.
    short_name : str
        As it is called.
    role : str
        What it is in the programme, in words.
    country : str
        ISO 3166 three-letter code.
    roles : tuple of str
        What it is in the programme, as codes; an organisation may be several things.
    """

    name: Annotated[str | None, mark("public", _("Full name."), "Example Demining")] = None
    short_name: Annotated[str | None, mark("public", _("As it is called."), "ED")] = None
    role: Annotated[str | None, mark("public", _("What it is in the programme, in words."), "operator")] = None
    country: Annotated[str | None, mark("public", _("Three-letter country code."), "NOR")] = None
    roles: Annotated[
        tuple[str, ...],
        mark("public", _("What it is, as codes (several with ;)."), "operator;donor", codes="organisation_role"),
    ] = ()


class AdminArea(Record, frozen=True, kw_only=True, omit_defaults=True, tag="admin_area"):
    """
    One administrative area of one boundary set.

    Attributes
    ----------
    name : str
        Name; two areas may share it, their `id` tells them apart.
    boundary_set : str
        The set it belongs to; statements use the latest set in force.
    level : int
        1 is the first below the state, 0 the state itself.
    parent : str
        Id of the area above.
    shape : Shape
        Its land.
    """

    name: Annotated[str | None, mark("public", _("Name."), "Konjic")] = None
    boundary_set: Annotated[str, mark("public", _("The set it belongs to."), "municipalities-2023")] = ""
    level: Annotated[Count | None, mark("public", _("1 is the first below the state, 0 the state itself."), "3")] = None
    parent: Annotated[str | None, mark("public", _("Id of the area above."), "BA-07")] = None
    shape: Annotated[Shape | None, mark("public", _("Its land."), "MULTIPOLYGON (((…)))")] = None


class Settlement(Record, frozen=True, kw_only=True, omit_defaults=True, tag="settlement"):
    """
    A town, village or hamlet.

    Attributes
    ----------
    name : str
        Name.
    admin_area : str
        Id of the administrative area.
    population : int
        People living there.
    shape : Shape
        Where.
    """

    name: Annotated[str | None, mark("public", _("Name."), "Glavatičevo")] = None
    admin_area: Annotated[str | None, mark("public", _("Id of the administrative area."), "BA-07-3")] = None
    population: Annotated[Count | None, mark("public", _("People living there."), "240")] = None
    shape: Annotated[Shape | None, mark("public", _("Where it is."), "POINT (18.1034 43.5127)")] = None
