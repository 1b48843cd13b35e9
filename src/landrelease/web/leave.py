"""Which records somebody may bring in: the policy, for every record that a form or a file would add."""

from collections.abc import Iterable, Sequence

from litestar.exceptions import PermissionDeniedException

from landrelease.desk.errors import UnknownIdError
from landrelease.desk.importing import Look
from landrelease.desk.reading import Reading
from landrelease.desk.views import store_view
from landrelease.records.base import Record
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.kinds import kind_of, replacement_of
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.eyes import Eyes
from landrelease.web.policy import contributor, may

ORDERS = frozenset({"order", "lock"})
"""Kinds that send people onto land, or keep them away from it."""


def permission_of(record: Record) -> str:
    """
    Name the deed that bringing a record in amounts to.

    Parameters
    ----------
    record
        Any record.

    Returns
    -------
    str
        A name of `policy.PERMISSIONS`.

    Examples
    --------
    >>> permission_of(Decision(verdict="accept")), permission_of(Decision(verdict="settle"))
    ('record.decide', 'finding.settle')
    >>> permission_of(Correction(replacement={"kind": "order"})), permission_of(Withdrawal(withdraws="ab"))
    ('task.order', 'record.propose')
    """
    if isinstance(record, Decision):
        return "finding.settle" if record.verdict == "settle" else "record.decide"
    return permission_for(str(record.replacement.get("kind")) if isinstance(record, Correction) else kind_of(record))


def permission_for(kind: str) -> str:
    """
    Name the deed that entering a kind of record amounts to.

    Parameters
    ----------
    kind
        Key of `KINDS`.

    Returns
    -------
    str
        A name of `policy.PERMISSIONS`.
    """
    return "task.order" if kind in ORDERS else "record.propose"


def leave(register: Reading, actor: Actor) -> Look:
    """
    Make the look at records before they go in.

    Parameters
    ----------
    register
        An open register.
    actor
        Who brings them in.

    Returns
    -------
    callable
        Raises `PermissionDeniedException` where one of the records is not theirs to bring in; nothing goes in then.
    """

    def look(records: Sequence[Record]) -> None:
        for permission in {permission_of(record) for record in records}:
            if not may(actor, permission):
                kinds = ", ".join(sorted({kind_of(one) for one in records if permission_of(one) == permission}))
                raise PermissionDeniedException(
                    tr("Your roles do not include bringing in records of this kind: {kinds}.").format(kinds=kinds)
                )
        _refuse_others(register, actor, records)

    return look


def _refuse_others(register: Reading, actor: Actor, records: Sequence[Record]) -> None:
    """Refuse what somebody who speaks for one organisation says of another's."""
    own = contributor(actor)
    if own is None:
        return
    spoken = [_spoken(record) for record in records if not isinstance(record, (Withdrawal, Attachment, Decision))]
    view = store_view(register.store)
    about = (view.record(name) for record in records for name in _about(record))
    named = {_spoken(record).organisation for record in [*spoken, *filter(None, about)]}
    if others := named - {own}:
        raise PermissionDeniedException(
            tr(
                "You speak for {own}, and these records are of {others}. Enter {own} as the organisation that reports."
            ).format(own=own, others=", ".join(sorted(other or tr("nobody named") for other in others)))
        )


def _spoken(record: Record) -> Record:
    return replacement_of(record) if isinstance(record, Correction) else record


def _about(record: Record) -> Iterable[str]:
    if isinstance(record, Correction):
        return [record.corrects or ""]
    if isinstance(record, Withdrawal):
        return [record.withdraws or ""]
    return record.about if isinstance(record, (Attachment, Decision)) else ()


def within_reach(register: Reading, actor: Actor, name: str) -> tuple[str, Record]:
    """
    Find a record that somebody may see and speak about.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    name
        Its id, or a clear beginning of it.

    Returns
    -------
    tuple of str and Record
        The whole id; the statement, of a correction the corrected one.

    Raises
    ------
    UnknownIdError
        Where there is no such record, it lies outside their territory, or is another contributor's: they do not learn
        that it is there.
    """
    whole = register.resolve(name)
    record = store_view(register.store).record(whole)
    spoken = record if record is None else _spoken(record)
    own = contributor(actor)
    if spoken is None or own not in {None, spoken.organisation} or not Eyes(register, actor).near(whole):
        raise UnknownIdError(name)
    return whole, spoken
