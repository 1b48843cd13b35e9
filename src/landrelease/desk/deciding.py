"""Deciding on records: accept, return with a reason, reject."""

from collections.abc import Sequence

from msgspec.structs import replace

from landrelease.checks.blocking import asks_for_shape, check_blocking, plainly_fit
from landrelease.checks.catalogue import RULES, render
from landrelease.checks.finding import Finding
from landrelease.checks.proposed import Frame as CheckFrame
from landrelease.checks.proposed import Proposed
from landrelease.desk.errors import BadRequestError, NotAcceptableError, OwnRecordError
from landrelease.desk.upkeep import UNREVIEWED
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import View, votes
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision
from landrelease.records.kinds import kind_of, replacement_of

CHUNK = 1_000
"""Records that one decision names at most."""
_FEW = 10
"""Records up to which each is looked at by itself before all are laid out in columns."""


def blocking_findings(names: Sequence[str], records: Sequence[Record], time_zone: str) -> list[Finding]:
    """
    Find what keeps records from being accepted at all.

    Parameters
    ----------
    names
        Ids of the records.
    records
        The records; a correction is judged by the statement that it carries.
    time_zone
        Time zone of the programme.

    Returns
    -------
    list of Finding
        Empty where all may be accepted.

    Notes
    -----
    Source: DESIGN section 3, "Findings"; the approver is looked at by `decisions`.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> [finding.code for finding in blocking_findings(["ab"], [Hazard(status="suspected", id="H")], "UTC")]
    ['no-date']
    """
    statements = [replacement_of(record) if isinstance(record, Correction) else record for record in records]
    if len(statements) <= _FEW and all(plainly_fit(statement, time_zone) for statement in statements):
        return []
    shapes = geometry_of([getattr(one, "shape", None) if asks_for_shape(one) else None for one in statements])
    proposed = Proposed(records=statements, shapes=shapes, ids=list(names))
    found = check_blocking(proposed, CheckFrame(time_zone=time_zone))
    return [replace(finding, row=None) for finding in found]


def decisions(view: View, names: Sequence[str], verdict: str, author: str, reason: str | None = None) -> list[Decision]:
    """
    Write the decisions of one person on some records, superseding the earlier ones.

    Parameters
    ----------
    view
        What is known.
    names
        Ids of the records, all of them stored.
    verdict
        ``accept``, ``return`` or ``reject``.
    author
        Person id of who decides.
    reason
        Why; required unless the verdict is to accept.

    Returns
    -------
    list of Decision
        Without author and time stamped; records with earlier decisions get one of their own.

    Raises
    ------
    OwnRecordError
        Where one of the records is by the same person.
    BadRequestError
        Where the reason is missing, or a record is of a kind that nobody decides on.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> from landrelease.records.land import Hazard
    >>> view = view_of({"ab": Hazard(author="p-1"), "cd": Hazard(author="p-1")}, "2025")
    >>> [decision.about for decision in decisions(view, ["ab", "cd"], "accept", "p-2")]
    [('ab', 'cd')]
    """
    if verdict != "accept" and not (reason or "").strip():
        msg = f"to {verdict} a record needs a reason, so that its author knows what to do; give one with --reason"
        raise BadRequestError(msg)
    for name in names:
        _refuse_own(view, name, author)
    earlier = {name: tuple(other for other, _ in votes(view, name)) for name in names}
    fresh = [name for name in names if not earlier[name]]
    groups = [tuple(fresh[at : at + CHUNK]) for at in range(0, len(fresh), CHUNK)]
    found = [Decision(verdict=verdict, about=group, reason=reason) for group in groups]
    return found + [
        Decision(verdict=verdict, about=(name,), reason=reason, supersedes=earlier[name])
        for name in names
        if earlier[name]
    ]


def _refuse_own(view: View, name: str, author: str) -> None:
    record = view.record(name)
    if record is None or kind_of(record) in UNREVIEWED:
        msg = f"record {name[:12]} is not one that is decided on: it is its author's own act and counts as it stands"
        raise BadRequestError(msg)
    if record.author == author:
        msg = (
            f"record {name[:12]} is your own, and nobody decides on their own record; ask somebody else, or name the "
            "person who decides with --as"
        )
        raise OwnRecordError(msg)


def refuse_blocked(findings: Sequence[Finding]) -> None:
    """
    Refuse to accept where something blocks it, all reasons at once.

    Parameters
    ----------
    findings
        What `blocking_findings` gave.

    Raises
    ------
    NotAcceptableError
        Where there is any.

    Examples
    --------
    >>> refuse_blocked([])
    """
    if findings:
        lines = []
        for finding in findings:
            words = render(finding)
            lines.append(f"{words.where}: {words.what} {words.why} {words.cure} [{finding.code}]")
        raise NotAcceptableError("\n".join(lines))


def is_error(finding: Finding) -> bool:
    """
    Tell whether a finding is of severity error.

    Parameters
    ----------
    finding
        Any finding.

    Returns
    -------
    bool
        False for warnings, notes and codes of a later version.

    Examples
    --------
    >>> is_error(Finding("no-date")), is_error(Finding("of-a-later-version"))
    (True, False)
    """
    return finding.code in RULES and RULES[finding.code].severity == "error"
