"""Checks of statements about records: decisions, corrections, withdrawals."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from landrelease.checks.danger import lessened
from landrelease.checks.finding import Finding
from landrelease.checks.held import IN_FORCE, LIVE, Held, target_of
from landrelease.records.base import Record
from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.kinds import kind_of

ACCEPT: Final = "accept"
REFUSE: Final = frozenset({"return", "reject"})
DROPPED: Final = "dropped-from-source"
"""Reason of the withdrawals that intake proposes for rows missing in a snapshot, and code of the finding."""
NEED_REASON: Final = frozenset({*REFUSE, "settle"})


def self_approved(author: str, approvers: Iterable[str]) -> bool:
    """
    Tell whether nobody but the author has accepted a record (rule V22).

    Parameters
    ----------
    author
        Author of the record.
    approvers
        Authors of the decisions that accept it and are not superseded.

    Returns
    -------
    bool
        False where nobody has accepted it yet.

    Examples
    --------
    >>> self_approved("p-1", ["p-1"]), self_approved("p-1", ["p-1", "p-2"]), self_approved("p-1", [])
    (True, False, False)
    """
    others = set(approvers)
    return bool(author) and others == {author}


def _standing(held: Held) -> dict[str, list[tuple[str, Decision]]]:
    """Decisions by the record that they are about, without those that another decision supersedes."""
    decisions = [(id_, record) for id_, record in held.records.items() if isinstance(record, Decision)]
    superseded = {id_ for _, decision in decisions for id_ in decision.supersedes}
    about: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for id_, decision in decisions:
        if id_ not in superseded:
            for target in decision.about:
                about[target].append((id_, decision))
    return about


def approver_is_author(held: Held) -> list[Finding]:
    """
    See records that only their author has accepted (rule V22).

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``approver-is-author``, about the record and the decisions.
    """
    found = []
    for target, decisions in _standing(held).items():
        accepts = [(id_, decision.author) for id_, decision in decisions if decision.verdict == ACCEPT]
        if target in held.records and self_approved(held.records[target].author, (author for _, author in accepts)):
            found.append(Finding("approver-is-author", (target, *(id_ for id_, _ in accepts))))
    return found


def conflicting_decisions(held: Held) -> list[Finding]:
    """
    See records that one person accepts and another returns or rejects, neither decision superseded.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``conflicting-decisions``, about the record and the decisions.
    """
    found = []
    for target, decisions in _standing(held).items():
        accepts = [id_ for id_, decision in decisions if decision.verdict == ACCEPT]
        refusals = [id_ for id_, decision in decisions if decision.verdict in REFUSE]
        if accepts and refusals:
            about = (target, *(id_ for id_, _ in decisions))
            params: dict[str, str | int | float] = {"accepts": len(accepts), "refusals": len(refusals)}
            found.append(Finding("conflicting-decisions", about, params=params))
    return found


def decision_about_unknown(held: Held) -> list[Finding]:
    """
    See decisions about records, or superseding decisions, that the register does not hold.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``decision-about-unknown``, one for each decision.
    """
    found = []
    for id_, record in held.records.items():
        if isinstance(record, Decision):
            absent = [target for target in (*record.about, *record.supersedes) if target not in held.records]
            if absent:
                found.append(Finding("decision-about-unknown", (id_,), params={"value": ", ".join(absent)}))
    return found


def reason_missing(held: Held) -> list[Finding]:
    """
    See refusals, settlements, corrections and withdrawals that do not say why.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``reason-missing``.
    """
    return [
        Finding("reason-missing", (id_,), params={"kind": kind_of(record)})
        for id_, record in held.records.items()
        if _owes_reason(record) and not (getattr(record, "reason", None) or "").strip()
    ]


def _owes_reason(record: Record) -> bool:
    if isinstance(record, Decision):
        return record.verdict in NEED_REASON
    return isinstance(record, (Correction, Withdrawal))


def target_unknown(held: Held) -> list[Finding]:
    """
    See corrections, withdrawals and attachments of records that the register does not hold.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``target-unknown``, one for each such record.
    """
    found = []
    for id_, record in held.records.items():
        absent = [target for target in _targets(record) if target not in held.records]
        if absent:
            params: dict[str, str | int | float] = {"kind": kind_of(record), "value": ", ".join(absent)}
            found.append(Finding("target-unknown", (id_,), params=params))
    return found


def _targets(record: Record) -> tuple[str, ...]:
    if isinstance(record, Attachment):
        return record.about
    return (target_of(record),) if isinstance(record, (Correction, Withdrawal)) else ()


def decision_withdrawn(held: Held) -> list[Finding]:
    """
    See corrections and withdrawals that aim at decisions, which only later decisions supersede.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``decision-withdrawn``, about the change and the decision.
    """
    return [
        Finding("decision-withdrawn", (id_, target_of(record)), params={"kind": kind_of(record)})
        for id_, record in held.records.items()
        if isinstance(held.records.get(target_of(record)), Decision)
    ]


def correction_unreadable(held: Held) -> list[Finding]:
    """
    See corrections whose corrected statement fits no kind of record.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``correction-unreadable``, with the fault.
    """
    return [
        Finding("correction-unreadable", (id_,), params={"value": held.fault_of(id_)})
        for id_, record in held.records.items()
        if isinstance(record, Correction) and held.fault_of(id_)
    ]


def conflicting_corrections(held: Held) -> list[Finding]:
    """
    See several accepted corrections of one record, none of them taken out.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``conflicting-corrections``, about the record and its corrections.
    """
    rivals: dict[str, list[str]] = defaultdict(list)
    for id_, record in held.records.items():
        if isinstance(record, Correction) and held.states[id_] == IN_FORCE and id_ not in held.taken_out:
            rivals[record.corrects].append(id_)
    return [
        Finding("conflicting-corrections", (target, *ids), params={"n": len(ids)})
        for target, ids in rivals.items()
        if len(ids) > 1
    ]


def hazard_withdrawn(held: Held) -> list[Finding]:
    """
    See withdrawals that make land less dangerous and name no evidence.

    What a withdrawn correction had replaced comes back; the danger is compared with that.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``hazard-withdrawn``, about the withdrawal and the record, with how the danger is lessened.
    """
    found = []
    for id_, record in held.records.items():
        if isinstance(record, Withdrawal) and _without_evidence(held, id_):
            taken = held.records.get(record.withdraws)
            after = held.statement(taken.corrects) if isinstance(taken, Correction) else None
            found += _lessened(held, "hazard-withdrawn", (id_, record.withdraws), after)
    return found


def correction_lessens_danger(held: Held) -> list[Finding]:
    """
    See corrections that make land less dangerous and name no evidence.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``correction-lessens-danger``, about the correction and the record, with how the danger is lessened.
    """
    found = []
    for id_, record in held.records.items():
        if isinstance(record, Correction) and _without_evidence(held, id_) and not held.fault_of(id_):
            found += _lessened(held, "correction-lessens-danger", (id_, record.corrects), held.statement(id_))
    return found


def correction_withdrawn(held: Held) -> list[Finding]:
    """
    See old records that count again because their accepted correction was withdrawn.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``correction-withdrawn``, about the old record, its correction and the withdrawal.
    """
    standing = _standing(held)
    found = []
    for id_, record in held.records.items():
        if not isinstance(record, Withdrawal) or held.states[id_] != IN_FORCE or id_ in held.taken_out:
            continue
        correction = held.records.get(record.withdraws)
        if not isinstance(correction, Correction) or not _counts(held, correction.corrects):
            continue
        votes = [decision for _, decision in standing.get(record.withdraws, ()) if decision.author != correction.author]
        if any(decision.verdict == ACCEPT for decision in votes):
            found.append(Finding("correction-withdrawn", (correction.corrects, record.withdraws, id_)))
    return found


def dropped_from_source(held: Held) -> list[Finding]:
    """
    See records whose row the source's later file no longer holds, until somebody decides on the withdrawal proposed.

    Parameters
    ----------
    held
        The register.

    Returns
    -------
    list of Finding
        ``dropped-from-source``, about the record and the withdrawal; the same that the import of the file gave.
    """
    return [
        Finding(DROPPED, (record.withdraws, id_))
        for id_, record in held.records.items()
        if isinstance(record, Withdrawal)
        and record.reason == DROPPED
        and held.states[id_] in LIVE
        and _counts(held, record.withdraws)
    ]


def _counts(held: Held, id_: str) -> bool:
    """Tell whether a record counts or may come to count."""
    return held.states.get(id_) in LIVE and id_ not in held.taken_out


def _without_evidence(held: Held, id_: str) -> bool:
    return held.states[id_] in LIVE and not (getattr(held.records[id_], "evidence", None) or "").strip()


def _lessened(held: Held, code: str, about: tuple[str, str], after: Record | None) -> list[Finding]:
    how = lessened(held.statement(about[1]), after)
    return [Finding(code, about, params={"how": how})] if how else []
