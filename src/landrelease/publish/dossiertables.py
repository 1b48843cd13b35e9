"""The tables of a task dossier: hazards, history, reasons of the gate, and work of others."""

from collections.abc import Sequence
from typing import Any, Final

from landrelease.desk.dossier import Dossier
from landrelease.programme.gate import Answer
from landrelease.programme.reason import Reason
from landrelease.programme.roll import Fact
from landrelease.publish.paper import Table, table
from landrelease.publish.redaction.audience import EXACT
from landrelease.publish.redaction.fields import narrowed
from landrelease.publish.wording import NO, SHORT, YES, depth, figure, listed, word
from landrelease.records.kinds import kind_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_KINDS: Final = {
    "hazard": _("hazard"),
    "survey": _("survey"),
    "release": _("release"),
    "accident": _("accident"),
    "ordnance": _("ordnance"),
}


def hazard_table(languages: Sequence[str], found: Dossier) -> Table:
    """
    List the hazards that a task is to deal with.

    Parameters
    ----------
    languages
        Language tags.
    found
        The dossier.

    Returns
    -------
    Table
        One row for each.
    """
    columns = (
        (_("Hazard"), 1, False), (_("Status"), 1, False), (_("Name"), 2, False), (_("Ordnance expected"), 3, False),
        (_("Required depth"), 1, True), (_("Evidence"), 2, False), (_("Record"), 0, False),
    )  # fmt: skip
    return table(languages, _("Objective hazards"), columns, lambda: [_hazard(fact) for fact in found.hazards])


def _hazard(fact: Fact) -> list[str | None]:
    record = fact.record
    return [
        record.id, word("hazard_status", record.status), record.name, listed("contamination", record.contamination),
        depth(record.required_depth_m), record.evidence, fact.id[:SHORT],
    ]  # fmt: skip


def history_table(languages: Sequence[str], found: Dossier) -> Table:
    """
    List what happened on this land before.

    Parameters
    ----------
    languages
        Language tags.
    found
        The dossier.

    Returns
    -------
    Table
        One row for each record, oldest first.
    """
    columns = (
        (_("Date"), 0, False), (_("Kind"), 0, False), (_("Id"), 1, False), (_("What"), 4, False),
        (_("Organisation"), 2, False), (_("Record"), 0, False),
    )  # fmt: skip
    heading = _("History of this land: surveys, hazards, releases, accidents, finds")
    return table(languages, heading, columns, lambda: [_past(fact, found) for fact in found.history])


def _past(fact: Fact, found: Dossier) -> list[str | None]:
    record, kind = narrowed(fact.record, EXACT), kind_of(fact.record)
    said = " · ".join(part for part in _said(kind, record) if part)
    by = found.names.get(record.organisation or "") or record.organisation
    return [record.date, tr(_KINDS[kind]), record.id, said or None, by, fact.id[:SHORT]]


def _said(kind: str, record: Any) -> list[str | None]:  # noqa: ANN401 - of any of these kinds
    if kind == "hazard":
        return [word("hazard_status", record.status), listed("contamination", record.contamination), record.evidence]
    if kind == "survey":
        return [word("capability", record.method), word("survey_result", record.result), record.evidence]
    if kind == "release":
        return [word("release_status", record.status), word("capability", record.method), depth(record.depth_m)]
    if kind == "ordnance":
        count = str(record.quantity) if record.quantity is not None else None
        return [count, word("contamination", record.category), record.model, word("ordnance_action", record.action)]
    return [word("accident_type", record.accident_type), word("contamination", record.category), record.activity]


def reason_table(languages: Sequence[str], found: Dossier) -> Table:
    """
    List the reasons of the gate.

    Parameters
    ----------
    languages
        Language tags.
    found
        The dossier.

    Returns
    -------
    Table
        Those against the work first.
    """
    columns = ((_("Speaks for it"), 0, False), (_("Reason"), 3, False), (_("Rule"), 3, False), (_("Record"), 0, False))
    reasons = found.answer.reasons if isinstance(found.answer, Answer) else ()
    return table(languages, _("Reasons of the gate"), columns, lambda: [_reason(one) for one in reasons])


def _reason(one: Reason) -> list[str | None]:
    return [tr(YES) if one.allows else tr(NO), one.text, one.rule, one.record[:SHORT] or None]


def neighbour_table(languages: Sequence[str], found: Dossier) -> Table:
    """
    List the work of others nearby.

    Parameters
    ----------
    languages
        Language tags.
    found
        The dossier.

    Returns
    -------
    Table
        The nearest first.
    """
    columns = (
        (_("Task"), 1, False), (_("Unit"), 1, False), (_("Activity"), 2, False), (_("Days"), 2, False),
        (_("Distance (m)"), 1, True), (_("Order"), 0, False),
    )  # fmt: skip
    rows = [(one, one.fact.record.activity) for one in found.neighbours]
    return table(
        languages,
        _("Work of others nearby"),
        columns,
        lambda: [
            [one.task, one.unit, word("capability", activity), one.days.replace("..", " – "), figure(one.distance_m),
             one.record[:SHORT]]
            for one, activity in rows
        ],
    )  # fmt: skip
