"""Rows that speak about other records: whom they name, and what no such row can do without."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

from landrelease.intake.cell import shown
from landrelease.intake.draft import Draft, fault
from landrelease.intake.entries import Entries
from landrelease.intake.field import fields_of
from landrelease.intake.known import Known, Target
from landrelease.intake.table import Table
from landrelease.records.change import Correction
from landrelease.records.kinds import kind_of, replacement_of
from landrelease.records.text import tr

NAMES: Final = MappingProxyType(
    {
        "correction": ("corrects",),
        "withdrawal": ("withdraws",),
        "decision": ("about", "supersedes"),
        "attachment": ("about",),
        "match": ("about",),
    },
)
"""Kind to its fields that hold ids of records; a table may write a clear beginning of an id."""
_NEEDED: Final = MappingProxyType(
    {
        "correction": ("corrects", "replacement", "reason"),
        "withdrawal": ("withdraws", "reason"),
        "decision": ("verdict", "about"),
        "attachment": ("about", "sha256"),
        "match": ("about", "verdict"),
    },
)
_SETTLED: Final = ("verdict", "finding", "reason")


def name_targets(table: Table, draft: Draft, entries: Sequence[Entries], known: Known) -> None:
    """
    Put whole ids in the place of those that rows name; rows that cannot speak about anything are set aside.

    Parameters
    ----------
    table
        The table, for row numbers.
    draft
        Its rows; faults are added to it.
    entries
        Its rows, converted; their columns of ids are written anew.
    known
        What is here already.
    """
    for one in entries:
        if one.kind not in NAMES:
            continue
        _ask(table, draft, one)
        for field in NAMES[one.kind]:
            if field in one.columns:
                one.columns[field] = [_whole(table, draft, one, place, field, known) for place in range(len(one.rows))]


def _ask(table: Table, draft: Draft, one: Entries) -> None:
    """Set rows aside that lack what their kind says nothing without."""
    for place, at in enumerate(one.rows):
        for field in _needed(one, place):
            if _cell(one, field, place) in {None, ()} and not _said(draft, at, field):
                draft.faults.setdefault(at, []).append(fault(table, at, "field-required", field=field, kind=one.kind))


def _needed(one: Entries, place: int) -> tuple[str, ...]:
    if one.kind != "decision":
        return _NEEDED[one.kind]
    verdict = _cell(one, "verdict", place)
    if verdict == "settle":
        return _SETTLED
    return (*_NEEDED["decision"], *(("reason",) if verdict in {"return", "reject"} else ()))


def _cell(one: Entries, field: str, place: int) -> Any:  # noqa: ANN401 - cells are of any type
    cell = one.columns[field][place] if field in one.columns else None
    return str(cell) if isinstance(cell, dict) else cell


def _said(draft: Draft, at: int, field: str) -> bool:
    return any(one.params.get("field") == field for one in draft.faults.get(at, ()))


def _whole(table: Table, draft: Draft, one: Entries, place: int, field: str, known: Known) -> Any:  # noqa: ANN401
    """Give the whole ids of one cell, and note what keeps the row from being about them."""
    cell, at = one.columns[field][place], one.rows[place]
    found = []
    for text in (cell,) if isinstance(cell, str) else cell or ():
        target = known.named(one.kind, field, text)
        refusal = target.refusal or _unfit(one, place, target)
        if not target.id:
            draft.faults.setdefault(at, []).append(fault(table, at, "record-unknown", field=field, value=shown(text)))
        elif refusal:
            unfit = fault(table, at, "record-unfit", field=field, value=target.id[:12], detail=refusal)
            draft.faults.setdefault(at, []).append(unfit)
        found.append(target.id or text)
    return (found[0] if found else None) if isinstance(cell, str | None) else tuple(found)


def _unfit(one: Entries, place: int, target: Target) -> str:
    """Say why a corrected statement cannot stand in the place of its record; empty where it can."""
    statement = one.columns.get("replacement", [None] * len(one.rows))[place] if one.kind == "correction" else None
    if statement is None or not target.id:
        return ""
    try:
        record = replacement_of(Correction(replacement=statement))
    except ValueError as error:
        return str(error)
    kind = kind_of(record)
    if kind != target.kind:
        return tr("it is a {target}, the corrected statement a {kind}").format(target=target.kind, kind=kind)
    sealed = [name for name, field in fields_of(kind).items() if field.personal and name in statement]
    if sealed:
        return tr("{fields} is personal and never enters a record; import the row of that kind again").format(
            fields=", ".join(sealed)
        )
    return ""
