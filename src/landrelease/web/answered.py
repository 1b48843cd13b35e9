"""A statement as somebody may read it: which groupings are told, and which rows are put together."""

from typing import Any, Final, NamedTuple

from litestar.exceptions import PermissionDeniedException

from landrelease.desk.accounts import TOTAL
from landrelease.desk.behind import Figure
from landrelease.desk.byarea import records_by_area
from landrelease.desk.programme import unit_rows
from landrelease.desk.register import Register
from landrelease.ledger.statement import Statement
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.gathering import few, gathered
from landrelease.publish.statement import plain
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.counts import least_count
from landrelease.web.policy import contributor, reads
from landrelease.web.question import Question

_NO_UNITS: Final = _(
    "Which unit did what is for those who may read the positions of land. Group by operator, method or class instead."
)


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
    Make a statement for somebody.

    Totals are figures of the whole programme and exact for everybody. Below the audience that reads positions, an area
    has a row only where several records stand behind it; whose unit it is, is told only to those who may know.

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
        Where the grouping by unit is not for this audience.
    """
    refuse_units(actor, question.by)
    found = question.answered(register)
    doc = plain(found)
    hidden = _hidden(register, actor, question, found)
    if hidden:
        doc["rows"] = gathered(doc["rows"], question.by, hidden)
    opened = question.by != "admin" or reads_exactly(actor.audience)
    return Answer(question, doc, question.figure(found), opened, bool(hidden))


def refuse_units(actor: Actor, by: str) -> None:
    """
    Refuse the grouping by unit to those who may not know which unit worked where.

    Parameters
    ----------
    actor
        Who reads.
    by
        The grouping.

    Raises
    ------
    PermissionDeniedException
        Where they may not.
    """
    if by == "unit" and not reads(actor, "operator"):
        raise PermissionDeniedException(tr(_NO_UNITS))


def _hidden(register: Register, actor: Actor, question: Question, found: Statement) -> set[str]:
    """Choose the rows that lose their own place for this reader."""
    if question.by == "admin" and not reads_exactly(actor.audience):
        moments = {question.known_at, question.against or question.known_at}
        small = least_count(register)
        figure = question.figure(found)
        return {
            name
            for moment in moments
            for name in few(records_by_area(register, figure._replace(known_at=moment)), small)
        }
    organisation = contributor(actor)
    if question.by == "unit" and organisation is not None:
        mine = {row["unit"] for row in unit_rows(register, on=register.today(), organisation=organisation)}
        return {row["unit"] for row in found.rows} - mine - {TOTAL}
    return set()
