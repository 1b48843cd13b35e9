"""Settling findings: why one may stand, by somebody who did not write the records that it is about."""

from collections.abc import Sequence

from landrelease.checks.finding import Finding
from landrelease.desk import upkeep
from landrelease.desk.checking import Checked
from landrelease.desk.errors import BadRequestError, OwnRecordError
from landrelease.desk.register import Register
from landrelease.desk.views import store_view
from landrelease.ledger.force import View
from landrelease.records import format1
from landrelease.records.change import Decision
from landrelease.records.text import tr


def settle(register: Register, one: Checked, reason: str, *, recorded: str | None = None) -> str:
    """
    Say why a finding may stand; `check` no longer fails on it.

    Parameters
    ----------
    register
        An open register.
    one
        The finding, as `checking.finding_named` gives it.
    reason
        Why.
    recorded
        A claimed moment of the decision.

    Returns
    -------
    str
        Id of the record.

    Raises
    ------
    BadRequestError
        Where there is no reason.
    OwnRecordError
        Where one of the records that the finding is about is by the person who settles it.
    """
    if not reason.strip():
        raise BadRequestError(
            tr("to settle a finding needs a reason, for whoever meets it again; give one with --reason")
        )
    now = register.at_once()
    with register.writing() as batch:
        author = now.author_in(batch, recorded)
        refuse_own(store_view(register.store), one.finding, author)
        decision = Decision(verdict="settle", finding=one.id, reason=reason)
        added = batch.add(format1.encode(now.stamped(batch, decision, recorded)))
        upkeep.refresh(register.store, batch, [added.id])
    return added.id


def refuse_own(view: View, finding: Finding, author: str) -> None:
    """
    Refuse to let the author of a record settle what was found about it.

    Parameters
    ----------
    view
        What is known.
    finding
        The finding.
    author
        Person id of who settles.

    Raises
    ------
    OwnRecordError
        Where one of the records is by the same person.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> from landrelease.records.land import Hazard
    >>> view = view_of({"ab": Hazard(author="p-1")}, "2025")
    >>> refuse_own(view, Finding("same-day", ("ab",)), "p-2")
    >>> refuse_own(view, Finding("same-day", ("ab",)), "p-1")
    Traceback (most recent call last):
    ...
    landrelease.desk.errors.OwnRecordError: same-day is about record ab, which is your own, and nobody settles ...
    """
    own = [name for name in finding.about if (record := view.record(name)) is not None and record.author == author]
    if own:
        msg = tr(
            "{code} is about record {record}, which is your own, and nobody settles what was found about their own "
            "record; mend it by a correction, ask somebody else, or name the person who settles with --as"
        )
        raise OwnRecordError(msg.format(code=finding.code, record=_shown(own)))


def _shown(names: Sequence[str]) -> str:
    return ", ".join(name[:12] for name in names)
