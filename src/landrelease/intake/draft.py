"""The rows of a table under the names of fields, nothing converted yet: what a profile makes of columns and words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from landrelease.checks.finding import Finding
from landrelease.intake.cell import CellError, Reading, convert, lost, shown, text_of
from landrelease.intake.fault import IntakeError
from landrelease.intake.field import POSITION, all_fields, fields_of
from landrelease.intake.plain import kind_of
from landrelease.intake.profile import Profile
from landrelease.intake.profile_form import OTHERWISE, places, written
from landrelease.intake.table import Column, Table
from landrelease.records.kinds import BY_IMPORT, KINDS
from landrelease.records.text import tr

_PART: Final = "; "
_OF_SHAPE: Final = frozenset(POSITION)
_OF_ROWS: Final = KINDS.keys() - BY_IMPORT
"""Kinds that a row may be."""

Cells = Sequence[Any]


class Draft(NamedTuple):
    """
    Rows under the names of fields.

    Attributes
    ----------
    kinds : list
        Kind of each row [n]; None where it is not known, see `faults`.
    fields : dict
        Field to cells [n], None where empty; `record` is left out.
    faults : dict
        Position [0, n) of a row to what sets it aside.
    notes : list of Finding
        What concerns the whole file.
    """

    kinds: list[str | None]
    fields: dict[str, Cells]
    faults: dict[int, list[Finding]]
    notes: list[Finding]


def draft_of(table: Table, profile: Profile, constants: Mapping[str, str]) -> Draft:
    """
    Bring a table under the names of fields.

    Parameters
    ----------
    table
        The table.
    profile
        How to read it.
    constants
        Field to a value for rows that have none, as a person gives them; they go before those of the profile.

    Returns
    -------
    Draft
        Rows under the names of fields.

    Raises
    ------
    IntakeError
        ``profile-columns``, ``constant-unusable``.
    """
    _refuse_missing(table, profile)
    faults: dict[int, list[Finding]] = {}
    absent = [None] * len(table.rows)
    cells = {
        column: _cells(table.columns.get(column_of(table, column), absent), profile.empty) for column in profile.needs()
    }
    fields: dict[str, Cells] = {field: cells[column] for column, field in profile.columns.items()}
    for field, words in profile.values.items():
        _translated(table, fields, field, words, faults)
    for field, extract in profile.extracts.items():
        found = [extract.pattern.fullmatch(text_of(cell) or "") for cell in cells[extract.column]]
        _fill(fields, field, [match[1] if match else None for match in found])
    for field, template in profile.templates.items():
        _fill(fields, field, _composed(template, cells, len(table.rows)))
    notes = [*_given(table, fields, dict(profile.constants) | dict(constants), constants), *_unused(table, profile)]
    kinds = _kinds(table, profile, fields, faults)
    fields.pop("record", None)
    _refuse_unfit(table, kinds, constants)
    return Draft(kinds, fields, faults, [*notes, *_not_of_kind(kinds, fields, profile)])


def fault(table: Table, at: int, code: str, about: tuple[str, ...] = (), **params: str | float) -> Finding:
    """
    Write a finding about a row.

    Parameters
    ----------
    table
        The table.
    at
        Position of the row.
    code
        Code of the finding.
    about
        Ids of records.
    **params
        Values that its texts name.

    Returns
    -------
    Finding
        The finding, with the row's number in the file.
    """
    return Finding(code, about, table.rows[at], params)


def column_of(table: Table, name: str) -> str:
    """
    Find a column, in any case where it is not there as written.

    Parameters
    ----------
    table
        The table.
    name
        Name of the column.

    Returns
    -------
    str
        Name as the table writes it, empty where there is none.

    Examples
    --------
    >>> column_of(Table("t.csv", "", "", {"ID": []}, None, None, []), "id")
    'ID'
    """
    if name in table.columns:
        return name
    return next((column for column in table.columns if column.casefold() == name.casefold()), "")


def _refuse_missing(table: Table, profile: Profile) -> None:
    wanted = [column for column in profile.needs() if column not in profile.optional]
    missing = [column for column in wanted if not column_of(table, column)]
    if missing:
        columns = ", ".join(table.columns) or "-"
        raise IntakeError(table.name, "profile-columns", missing=", ".join(missing), columns=columns)


def _cells(column: Column, empty: frozenset[str]) -> Cells:
    """Give a column with None for the words that mean nothing."""
    if not empty:
        return column
    return [None if isinstance(cell, str) and cell.strip() in empty else cell for cell in column]


def _fill(fields: dict[str, Cells], field: str, cells: Cells) -> None:
    """Put cells where the field has none yet."""
    old = fields.get(field)
    fields[field] = cells if old is None else [new if was is None else was for was, new in zip(old, cells, strict=True)]


def _translated(
    table: Table,
    fields: dict[str, Cells],
    field: str,
    words: Mapping[str, Mapping[str, str]],
    faults: dict[int, list[Finding]],
) -> None:
    """Replace the words of the source by what they stand for, which may be values of several fields."""
    texts = [text_of(cell) for cell in fields.get(field, [None] * len(table.rows))]
    nothing: dict[str, str] = {}
    meant = {text: words.get(text or "", words.get(OTHERWISE)) for text in set(texts)}
    for at, text in enumerate(texts):
        if text is not None and meant[text] is None:
            faults.setdefault(at, []).append(fault(table, at, "value-unmapped", field=field, value=shown(text)))
    fields[field] = [None] * len(table.rows)
    for target in dict.fromkeys(name for assigned in words.values() for name in assigned):
        values = {text: (meant[text] or nothing).get(target) for text in meant}
        _fill(fields, target, [values[text] for text in texts])


def _composed(template: str, cells: Mapping[str, Cells], rows: int) -> Cells:
    """Write a template for each row; parts divided by `; ` that name an empty column are left out."""
    columns = {name: [text_of(cell) for cell in cells[name]] for name in places(template)}
    parts = [(part, places(part)) for part in template.split(_PART)]
    names = list(columns)
    made: dict[tuple[str | None, ...], str | None] = {}
    rows_of = list(zip(*columns.values(), strict=True)) or [()] * rows
    for row in set(rows_of):
        said = dict(zip(names, row, strict=True))
        kept = [written(part, said) for part, named in parts if all(said[name] is not None for name in named)]
        made[row] = _PART.join(kept) or None
    return [made[row] for row in rows_of]


def _given(
    table: Table, fields: dict[str, Cells], values: Mapping[str, str], said: Mapping[str, str]
) -> Iterable[Finding]:
    """Put constants where a column is missing or a cell is empty, and say so where only some cells were."""
    for field, value in values.items():
        if field not in all_fields():
            detail = tr("there is no such field")
            raise IntakeError(table.name, "constant-unusable", field=field, value=shown(value), detail=detail)
        old = fields.get(field)
        if old is None:
            fields[field] = [value] * len(table.rows)
            continue
        gaps = [text_of(cell) is None for cell in old]
        fields[field] = [value if gap else cell for gap, cell in zip(gaps, old, strict=True)]
        if any(gaps) and field in said:
            yield Finding("constant-fills-gaps", params={"field": field, "value": shown(value), "n": sum(gaps)})


def _unused(table: Table, profile: Profile) -> list[Finding]:
    used = {name.casefold() for name in (*profile.needs(), *profile.ignored)}
    left = [name for name in table.columns if name.casefold() not in used]
    said = [name for name in left if any(text_of(cell) is not None for cell in table.columns[name])]
    return [Finding("column-unknown", params={"field": name}) for name in said]


def _kinds(
    table: Table, profile: Profile, fields: Mapping[str, Cells], faults: dict[int, list[Finding]]
) -> list[str | None]:
    pairs = list(zip(_texts(table, fields.get("record")), _texts(table, fields.get("status")), strict=True))
    found = {pair: _kind(profile, *pair) for pair in set(pairs)}
    kinds = [found[pair] for pair in pairs]
    if set(kinds) <= _OF_ROWS:
        return list(kinds)
    for at, kind in enumerate(kinds):
        if at in table.totals or at in faults or kind in _OF_ROWS:
            continue
        record, status = pairs[at]
        field, code, value = (
            ("record", "kind-unknown", record) if record is not None else ("status", "no-status", status)
        )
        faults.setdefault(at, []).append(fault(table, at, lost(value) or code, field=field, value=shown(value or "")))
    return [kind if kind in _OF_ROWS else None for kind in kinds]


def _texts(table: Table, cells: Cells | None) -> Cells:
    """Read cells as texts; what is text already needs no reading."""
    if cells is None:
        return [None] * len(table.rows)
    return cells if set(map(type, cells)) == {str} else [text_of(cell) for cell in cells]


def _kind(profile: Profile, record: str | None, status: str | None) -> str | None:
    return profile.record if record is None and profile.record else kind_of(record, status)


def _refuse_unfit(table: Table, kinds: list[str | None], constants: Mapping[str, str]) -> None:
    """Refuse a constant that no row can take, or whose value does not fit its field."""
    present = {kind for kind in kinds if kind is not None}
    for field, value in constants.items():
        takers = [kind for kind in present if field in _fields(kind)]
        detail = "" if takers or field == "record" or not present else tr("no row of the file has this field")
        for kind in takers:
            if field in fields_of(kind):
                detail = detail or _unfit(kind, field, value)
        if detail:
            raise IntakeError(table.name, "constant-unusable", field=field, value=shown(value), detail=detail)


def _fields(kind: str) -> frozenset[str]:
    known = frozenset(fields_of(kind))
    return known | _OF_SHAPE if "shape" in known else known


def _unfit(kind: str, field: str, value: str) -> str:
    try:
        convert(value, fields_of(kind)[field], Reading())
    except CellError as error:
        return str(error)
    return ""


def _not_of_kind(kinds: list[str | None], fields: Mapping[str, Cells], profile: Profile) -> Iterable[Finding]:
    """Report cells that a kind has no field for, once for each field and kind."""
    for kind in dict.fromkeys(kind for kind in kinds if kind is not None):
        rows = [at for at, one in enumerate(kinds) if one == kind]
        for field in (name for name in fields if name not in _fields(kind) | profile.constants.keys()):
            cells = map(fields[field].__getitem__, rows)
            lost = [cell for cell in cells if cell is not None and text_of(cell) is not None]
            if lost:
                yield Finding("field-not-of-kind", params={"field": field, "kind": kind, "n": len(lost)})
