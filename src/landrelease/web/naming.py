"""What things are called on the screen: kinds of record, persons, and the words of a statement."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from landrelease.desk.persons import names_of
from landrelease.desk.reading import Reading
from landrelease.publish.redaction.fields import personal
from landrelease.publish.statement import MEMOS, MOVEMENTS
from landrelease.publish.style import STYLES
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor

KINDS: Final = MappingProxyType({
    "hazard": _("Hazardous area"), "survey": _("Survey"), "release": _("Release of land"), "ordnance": _("Ordnance"),
    "accident": _("Accident"), "request": _("Request"), "task": _("Task"), "task_feature": _("Feature of a task"),
    "order": _("Order"), "lock": _("Area kept clear"), "progress": _("Progress"), "explosives": _("Explosives"),
    "completion": _("Completion report"), "inspection": _("Inspection"), "handover": _("Handover"), "unit": _("Unit"),
    "rotation": _("Rotation"), "member": _("Member of a unit"), "asset": _("Asset"), "takeover": _("Takeover"),
    "alias": _("Other name"), "agreement": _("Agreement"), "meeting": _("Meeting"), "participant": _("Participant"),
    "resolution": _("Resolution"), "action_point": _("Action point"), "course": _("Course"),
    "session": _("Session of a course"), "assessment": _("Assessment"), "certificate": _("Certificate"),
    "equivalence": _("Equivalence"), "lapse": _("Lapse"), "accreditation": _("Accreditation"),
    "test_item": _("Test item"), "organisation": _("Organisation"), "person": _("Person"),
    "settlement": _("Settlement"), "admin_area": _("Administrative area"), "setting": _("Setting"),
    "programme": _("Programme"), "correction": _("Correction"), "withdrawal": _("Withdrawal"),
    "decision": _("Decision"), "attachment": _("Attachment"), "source": _("Source document"),
    "casualty": _("Casualty"), "match": _("One event or several"), "evidence": _("Evidence item"),
    "publication": _("Publication"), "edition": _("Edition of a file"),
})  # fmt: skip
"""Kind of record to its name."""
_UNMAPPED: Final = {
    "suspected_m2": _("suspected, without a drawn boundary"),
    "confirmed_m2": _("confirmed, without a drawn boundary"),
    "suspected_unknown": _("suspected hazards of unknown size"),
    "confirmed_unknown": _("confirmed hazards of unknown size"),
}


def kind_word(kind: str) -> str:
    """
    Name a kind of record.

    Parameters
    ----------
    kind
        Key of `records.kinds.KINDS`.

    Returns
    -------
    str
        Its name; the code itself where a later version brought it.

    Examples
    --------
    >>> kind_word("action_point"), kind_word("of_a_later_version")
    ('Action point', 'of_a_later_version')
    """
    return tr(KINDS[kind]) if kind in KINDS else kind


def amount_word(part: str, name: str) -> str:
    """
    Name an amount of a statement.

    Parameters
    ----------
    part
        ``closing``, ``movements``, ``memo`` or ``unmapped``.
    name
        As the statement writes it, with its unit.

    Returns
    -------
    str
        In words.

    Examples
    --------
    >>> amount_word("closing", "suspected_m2"), amount_word("movements", "newly_suspected_m2")
    ('Suspected hazard', 'newly suspected')
    >>> amount_word("memo", "worked_m2"), amount_word("unmapped", "suspected_unknown")
    ('worked on, not complete', 'suspected hazards of unknown size')
    """
    if part == "unmapped":
        return tr(_UNMAPPED[name])
    if part == "memo":
        return tr(MEMOS[name])
    code = name.removesuffix("_m2")
    return status_word(code) if part == "closing" else tr(MOVEMENTS[code])


def status_word(code: str) -> str:
    """
    Name a status of land.

    Parameters
    ----------
    code
        One of `records.codes.STATUSES`.

    Returns
    -------
    str
        As the legend names it.

    Examples
    --------
    >>> status_word("cleared"), status_word("none")
    ('Cleared', 'Nothing recorded')
    """
    return tr(STYLES[code].label) if code in STYLES else tr("Nothing recorded")


def people(register: Reading, actor: Actor) -> Mapping[str, str]:
    """
    Name the persons whom somebody may know by name.

    Parameters
    ----------
    register
        An open register.
    actor
        Who reads.

    Returns
    -------
    mapping
        Person id to name; empty for an audience that reads no names.
    """
    if not personal("person", {"name": "x"}, actor.audience):
        return {}
    return names_of(register.store)
