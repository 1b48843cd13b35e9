"""Training: courses, sessions, assessments, certificates, what counts as equal to them, and what makes them lapse."""

from typing import Annotated

import msgspec

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import Count, Measure, mark
from landrelease.records.text import marked as _


class Course(Record, frozen=True, kw_only=True, omit_defaults=True, tag="course"):
    """
    A course with its syllabus; another version is another record of the same id.

    Attributes
    ----------
    name : str
        Title.
    version : str
        Version of the syllabus.
    type : str
        Which kind of course.
    discipline : str
        What it teaches.
    level : str
        Level that it leads to.
    modules : tuple of str
        Modules (several with ;).
    standard : str
        Standard that it follows.
    language : str
        Language, ISO 639 code.
    hours : float
        Hours of teaching.
    theory_pass_percent : float
        Least theory result that passes, percent.
    valid_days : int
        Days for which its certificate is valid.
    """

    name: Annotated[str | None, mark("public", _("Title."), "Basic deminer")] = None
    version: Annotated[str | None, mark("public", _("Version of the syllabus."), "2025-1")] = None
    type: Annotated[str | None, mark("public", _("Which kind of course."), "initial", codes="course_type")] = None
    discipline: Annotated[str | None, mark("public", _("What it teaches."), "demining", codes="discipline")] = None
    level: Annotated[str | None, mark("public", _("Level that it leads to."), "1", codes="competence_level")] = None
    modules: Annotated[tuple[str, ...], mark("public", _("Modules (several with ;)."), "detector;marking")] = ()
    standard: Annotated[str | None, mark("public", _("Standard that it follows."), "national standard 06.10")] = None
    language: Annotated[str | None, mark("public", _("Language, ISO 639 code."), "en")] = None
    hours: Annotated[Measure | None, mark("public", _("Hours of teaching."), "160")] = None
    theory_pass_percent: Annotated[
        Measure | None, mark("public", _("Least theory result that passes, percent."), "70")
    ] = None
    valid_days: Annotated[Count | None, mark("public", _("Days for which its certificate is valid."), "365")] = None


class Session(Record, frozen=True, kw_only=True, omit_defaults=True, tag="session"):
    """
    One course held at a centre, with its instructors.

    Attributes
    ----------
    course : str
        Id of the course.
    version : str
        Version of the syllabus.
    centre : str
        Id of the training centre.
    from_ : str
        First day; written ``from``.
    to : str
        Last day.
    instructors : tuple of str
        Ids of the instructors (several with ;).
    language : str
        Language, ISO 639 code.
    places : int
        Places offered.
    place : str
        Where it is held.
    """

    course: Annotated[str | None, mark("operator", _("Id of the course."), "c-basic", names="course")] = None
    version: Annotated[str | None, mark("operator", _("Version of the syllabus."), "2025-1")] = None
    centre: Annotated[str | None, mark("operator", _("Id of the training centre."), "org-9", names="organisation")] = (
        None
    )
    from_: Annotated[PartialDate, mark("operator", _("First day."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("operator", _("Last day."), "2025-11-30")] = None
    instructors: Annotated[
        tuple[str, ...],
        mark("contributor", _("Ids of the instructors (several with ;)."), "p-5f0c9a12e4b7", names="person"),
    ] = ()
    language: Annotated[str | None, mark("operator", _("Language, ISO 639 code."), "en")] = None
    places: Annotated[Count | None, mark("operator", _("Places offered."), "20")] = None
    place: Annotated[str | None, mark("operator", _("Where it is held."), "training ground north")] = None


class Assessment(Record, frozen=True, kw_only=True, omit_defaults=True, tag="assessment"):
    """
    How one person attended a session and was examined.

    Attributes
    ----------
    session : str
        Id of the session.
    person : str
        Id of the person.
    examiner : str
        Id of the examiner.
    attended_h : float
        Hours attended.
    theory_percent : float
        Result of the theory test, percent.
    practical : str
        Result of the practical test.
    critical_errors : int
        Errors that would have endangered life; any fails.
    result : str
        Result of the assessment.
    attempt : int
        Which attempt it was.
    """

    session: Annotated[str | None, mark("operator", _("Id of the session."), "s-14", names="session")] = None
    person: Annotated[str | None, mark("contributor", _("Id of the person."), "p-5f0c9a12e4b7", names="person")] = None
    examiner: Annotated[str | None, mark("contributor", _("Id of the examiner."), "p-5f0c9a12e4b7", names="person")] = (
        None
    )
    attended_h: Annotated[Measure | None, mark("contributor", _("Hours attended."), "152")] = None
    theory_percent: Annotated[Measure | None, mark("contributor", _("Result of the theory test, percent."), "84")] = (
        None
    )
    practical: Annotated[
        str | None, mark("contributor", _("Result of the practical test."), "pass", codes="test_result")
    ] = None
    critical_errors: Annotated[
        Count | None, mark("contributor", _("Errors that would have endangered life; any fails."), "0")
    ] = None
    result: Annotated[str | None, mark("contributor", _("Result of the assessment."), "pass", codes="test_result")] = (
        None
    )
    attempt: Annotated[Count | None, mark("contributor", _("Which attempt it was."), "1")] = None


class Certificate(Record, frozen=True, kw_only=True, omit_defaults=True, tag="certificate"):
    """
    What a person was found able to do; its id is the serial number.

    Discipline, level, modules and scope stand apart: competence is no single number. A later record of the same
    id with status ``revoked`` ends it.

    Attributes
    ----------
    person : str
        Id of the person.
    course : str
        Id of the course.
    version : str
        Version of the syllabus.
    session : str
        Id of the session.
    centre : str
        Id of the training centre that issued it.
    system : str
        System of training it belongs to; the programme's own where nothing is said.
    discipline : str
        What it certifies.
    level : str
        Level reached.
    modules : tuple of str
        Modules passed (several with ;).
    scope : tuple of str
        Items or conditions it is limited to (several with ;).
    from_ : str
        First day on which it counts; written ``from``.
    to : str
        Last day on which it counts.
    status : str
        Whether it stands.
    reason : str
        Why it was revoked or suspended.
    """

    person: Annotated[str | None, mark("contributor", _("Id of the person."), "p-5f0c9a12e4b7", names="person")] = None
    course: Annotated[str | None, mark("operator", _("Id of the course."), "c-basic", names="course")] = None
    version: Annotated[str | None, mark("operator", _("Version of the syllabus."), "2025-1")] = None
    session: Annotated[str | None, mark("operator", _("Id of the session."), "s-14", names="session")] = None
    centre: Annotated[
        str | None, mark("operator", _("Id of the training centre that issued it."), "org-9", names="organisation")
    ] = None
    system: Annotated[
        str | None,
        mark(
            "operator", _("System of training it belongs to; the programme's own where nothing is said."), "alliance-a"
        ),
    ] = None
    discipline: Annotated[str | None, mark("operator", _("What it certifies."), "demining", codes="discipline")] = None
    level: Annotated[str | None, mark("operator", _("Level reached."), "1", codes="competence_level")] = None
    modules: Annotated[
        tuple[str, ...], mark("operator", _("Modules passed (several with ;)."), "detector;marking")
    ] = ()
    scope: Annotated[
        tuple[str, ...], mark("operator", _("Items or conditions it is limited to (several with ;)."), "AP;CMR")
    ] = ()
    from_: Annotated[PartialDate, mark("contributor", _("First day on which it counts."), "2025-03-01")] = (
        msgspec.field(default=None, name="from")
    )
    to: Annotated[PartialDate, mark("contributor", _("Last day on which it counts."), "2025-11-30")] = None
    status: Annotated[str | None, mark("contributor", _("Whether it stands."), "valid", codes="certificate_status")] = (
        None
    )
    reason: Annotated[
        str | None, mark("contributor", _("Why it was revoked or suspended."), "broke a rule on 12 May")
    ] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return self.status not in {None, "valid"}


class Equivalence(Record, frozen=True, kw_only=True, omit_defaults=True, tag="equivalence"):
    """
    The decision of the authority that certificates of another system count here, as what, and how long.

    Attributes
    ----------
    system : str
        The other system of training.
    discipline : str
        Discipline there.
    level : str
        Level there.
    modules : tuple of str
        Modules that the certificate must have (several with ;).
    counts_as_discipline : str
        Discipline here.
    counts_as_level : str
        Level here.
    counts_as_modules : tuple of str
        Modules here (several with ;).
    from_ : str
        First day on which it counts; written ``from``.
    to : str
        Last day on which it counts.
    status : str
        Granted or ended.
    conditions : str
        Conditions.
    """

    system: Annotated[str | None, mark("operator", _("The other system of training."), "alliance-a")] = None
    discipline: Annotated[str | None, mark("operator", _("Discipline there."), "eod", codes="discipline")] = None
    level: Annotated[str | None, mark("operator", _("Level there."), "2", codes="competence_level")] = None
    modules: Annotated[
        tuple[str, ...], mark("operator", _("Modules that the certificate must have (several with ;)."), "demolition")
    ] = ()
    counts_as_discipline: Annotated[str | None, mark("operator", _("Discipline here."), "eod", codes="discipline")] = (
        None
    )
    counts_as_level: Annotated[str | None, mark("operator", _("Level here."), "2", codes="competence_level")] = None
    counts_as_modules: Annotated[
        tuple[str, ...], mark("operator", _("Modules here (several with ;)."), "demolition")
    ] = ()
    from_: Annotated[PartialDate, mark("operator", _("First day on which it counts."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("operator", _("Last day on which it counts."), "2025-11-30")] = None
    status: Annotated[str | None, mark("operator", _("Granted or ended."), "granted", codes="equivalence_status")] = (
        None
    )
    conditions: Annotated[str | None, mark("operator", _("Conditions."), "one week of local training")] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return self.status not in {None, "granted"}


class Lapse(Record, frozen=True, kw_only=True, omit_defaults=True, tag="lapse"):
    """
    Time in which a person or unit may not work: leave, accident, illness, a refresher that is due.

    Attributes
    ----------
    person : str
        Id of the person; nothing where it is about a unit.
    unit : str
        Id of the unit, where it is about all of it.
    reason : str
        Why.
    from_ : str
        First day; written ``from``.
    to : str
        Last day; the refresher is done the next.
    """

    person: Annotated[
        str | None,
        mark("contributor", _("Id of the person; nothing where it is about a unit."), "p-5f0c9a12e4b7", names="person"),
    ] = None
    unit: Annotated[
        str | None, mark("contributor", _("Id of the unit, where it is about all of it."), "team-3", names="unit")
    ] = None
    reason: Annotated[str | None, mark("contributor", _("Why."), "leave", codes="lapse_reason")] = None
    from_: Annotated[PartialDate, mark("contributor", _("First day."), "2025-03-01")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[PartialDate, mark("contributor", _("Last day; the refresher is done the next."), "2025-11-30")] = None

    @property
    def warns(self) -> bool:
        """As `Record.warns`."""
        return True
