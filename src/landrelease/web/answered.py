"""A statement as somebody may read it: what `publish.told` gives, and units of others than one's own together."""

from typing import Any, NamedTuple

import msgspec
from litestar.exceptions import PermissionDeniedException

from landrelease.desk.accounts import TOTAL
from landrelease.desk.behind import Figure
from landrelease.desk.programme import unit_rows
from landrelease.desk.register import Register
from landrelease.ledger.statement import Statement
from landrelease.publish.knowledge import day_told, end_of
from landrelease.publish.notice import rules_for
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.gathering import OTHERS, gathered
from landrelease.publish.told import told
from landrelease.publish.writing import OutputError
from landrelease.web.actor import Actor
from landrelease.web.policy import contributor
from landrelease.web.question import ALWAYS, Question


class Answer(NamedTuple):
    """
    A statement as somebody may read it.

    Attributes
    ----------
    question : Question
        What was asked, with a year where nothing was.
    doc : dict
        The statement as plain data, rows put together where one alone would tell too much.
    figure : Figure
        Its closing balance, from which other figures are named.
    opened : bool
        Whether the rows of groups may be opened into records.
    hidden : bool
        Whether rows were put together.
    """

    question: Question
    doc: dict[str, Any]
    figure: Figure
    opened: bool
    hidden: bool


def answer(register: Register, actor: Actor, question: Question) -> Answer:
    """
    Make a statement for somebody: what the command line gives their audience, and no more.

    Parameters
    ----------
    register
        An open register.
    actor
        Who reads.
    question
        What is asked.

    Returns
    -------
    Answer
        Rows and what may be opened.

    Raises
    ------
    PermissionDeniedException
        Where the grouping, the period, or any figure, is not for their audience.
    """
    found = question.answered(register)
    try:
        doc = told(register, found, actor.audience, question.by, question.against)
    except OutputError as fault:
        raise PermissionDeniedException(str(fault)) from None
    if not reads_exactly(actor.audience):
        found = msgspec.structs.replace(found, to=_last_day(register, actor, question, found))
        doc |= {"to": found.to, "known_at": day_told(register, actor.audience, found.known_at)}
    if strange := _of_others(register, actor, question, found):
        doc["rows"] = gathered(doc["rows"], question.by, strange)
    hidden = bool(question.by) and any(row[question.by] == OTHERS for row in doc["rows"])
    opened = actor.audience != "public" and (question.by != "admin" or reads_exactly(actor.audience))
    return Answer(question, doc, question.figure(found), opened, hidden)


def _last_day(register: Register, actor: Actor, question: Question, found: Statement) -> str:
    """Give the last day of a statement; where nobody asked for one, today: the latest record's tells of it."""
    if (question.year or question.to) not in {"", ALWAYS}:
        return found.to
    today = register.today()
    return today if found.to <= today else end_of(found.to, rules_for(register, actor.audience).dates)


def _of_others(register: Register, actor: Actor, question: Question, found: Statement) -> set[str]:
    """Choose the units of other contributors, where somebody sees only those of their own."""
    organisation = contributor(actor)
    if question.by != "unit" or organisation is None:
        return set()
    mine = {row["unit"] for row in unit_rows(register, on=register.today(), organisation=organisation)}
    return {row["unit"] for row in found.rows} - mine - {TOTAL}
