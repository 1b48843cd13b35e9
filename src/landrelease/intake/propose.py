"""A table becomes proposed records: one verdict for each row, every fault at once, and nothing that is here already."""

import gc
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat, starmap
from typing import Any, Final

import numpy as np
from msgspec.structs import replace

from landrelease.checks.metres import area_m2
from landrelease.intake import unit
from landrelease.intake.digits import with_digits
from landrelease.intake.draft import Draft, column_of, draft_of, fault
from landrelease.intake.edition import Terms
from landrelease.intake.entries import Entries, entries_of, taken
from landrelease.intake.field import fields_of
from landrelease.intake.grid import described
from landrelease.intake.known import Known, Nothing, Row
from landrelease.intake.land import Land, land_of
from landrelease.intake.naming import name_targets
from landrelease.intake.origin import beginning, keys_of, origins
from landrelease.intake.plain import profile_of
from landrelease.intake.profile import Profile
from landrelease.intake.proposal import Proposal, Stamp
from landrelease.intake.repeats import numbered
from landrelease.intake.table import Table
from landrelease.intake.writing import Rows, Writing
from landrelease.records.base import Record
from landrelease.records.kinds import KINDS
from landrelease.records.seal import SALT_BYTES

Salt = Callable[[], bytes]
_SAMPLE: Final = 5_000
_NOBODY: dict[str, str] = {}
_USUAL: Final = Terms()


def new_salt() -> bytes:
    """
    Draw a salt for a personal value.

    Returns
    -------
    bytes
        Sixteen random bytes of the operating system.
    """
    return secrets.token_bytes(SALT_BYTES)


def propose(  # noqa: PLR0913, PLR0917 - what one file needs
    table: Table,
    profile: Profile | None,
    constants: Mapping[str, str],
    stamp: Stamp,
    known: Known | None = None,
    salt: Salt = new_salt,
    terms: Terms = _USUAL,
) -> Proposal:
    """
    Say what the rows of a table would become.

    Nothing is stored. A row with a fault in any cell is set aside with all its findings; a hazard whose geometry is
    missing or cannot be read goes in without a shape, since land never becomes safer by default; a release without a
    shape that names no hazard is set aside.

    Parameters
    ----------
    table
        The table, see `source.read`.
    profile
        How to read it; none for the plain form.
    constants
        Field to a value for rows that have none (``--set``).
    stamp
        Who writes the records, and when.
    known
        What is here already; none for an empty register.
    salt
        Draws salts for personal values.
    terms
        On which terms the file may replace an earlier one, where its profile says that it does.

    Returns
    -------
    Proposal
        Verdicts, records and findings.

    Raises
    ------
    IntakeError
        ``columns-unknown``, ``profile-columns``, ``constant-unusable``, ``wrong-unit``, ``crs-mismatch``,
        ``edition-replaced``, ``edition-unusable`` or ``snapshot-shrunk``: the file as a whole is refused.
    """
    with without_collecting():
        writing = begin(table, profile, constants, stamp, known, salt, terms)
        for _part in writing.parts():
            pass
        return writing.proposal()


def begin(  # noqa: PLR0913, PLR0917 - what one file needs
    table: Table,
    profile: Profile | None,
    constants: Mapping[str, str],
    stamp: Stamp,
    known: Known | None = None,
    salt: Salt = new_salt,
    terms: Terms = _USUAL,
) -> Writing:
    """
    Make the records that the rows of a table would become, so that they can be stored while the rest is said of them.

    Parameters
    ----------
    table, profile, constants, stamp, known, salt, terms
        As in `propose`.

    Returns
    -------
    Writing
        With records, personal values and shapes; its `parts` and `proposal` ask nothing more of what is known.

    Raises
    ------
    IntakeError
        As `propose`.
    """
    profile = profile or profile_of(table, constants)
    table = with_digits(table, profile.digits)
    writing = Writing(table, profile, stamp, known or Nothing(), salt, terms)
    writing.make(_rows(table, profile, constants, stamp, writing.known))
    return writing


@contextmanager
def without_collecting() -> Iterator[None]:
    """
    Look for no cycles among objects: where hundreds of thousands are made and kept, it is wasted.

    Yields
    ------
    None
        Once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _rows(table: Table, profile: Profile, constants: Mapping[str, str], stamp: Stamp, known: Known) -> Rows:
    draft = draft_of(table, profile, constants)
    entries = entries_of(table, draft, profile)
    name_targets(table, draft, entries, known)
    land = land_of(table, draft)
    _refuse_units(table, entries, land)
    _set_aside(table, draft, entries, land)
    named = _origins(table, draft, profile, entries)
    rows = Rows(_made(draft, entries, land, named, stamp), named, draft, land)
    return _told_apart(rows, profile, known) if profile.repeats else rows


def _told_apart(rows: Rows, profile: Profile, known: Known) -> Rows:
    """Give rows of one key numbers, each that of the record that it is."""
    earlier = known.of_source(beginning(profile.source or profile.name))
    named = numbered(rows.origins, rows.made, earlier, known.payloads)
    made = {at: replace(row, record=replace(row.record, origin=named[at])) for at, row in rows.made.items()}
    return rows._replace(made=made, origins=named)


# ---- from converted columns to records ----


def _refuse_units(table: Table, entries: Sequence[Entries], land: Land) -> None:
    """Refuse the file where stated areas fit the shapes only in another unit; of a long file a sample is looked at."""
    for one in entries:
        stated = one.columns.get("stated_m2")
        if stated is not None and any(stated):
            some = range(0, len(stated), len(stated) // _SAMPLE + 1)
            figures = np.array([np.nan if stated[n] is None else stated[n] for n in some], dtype=float)
            covered = area_m2(land.wgs84[[one.rows[n] for n in some]])
            unit.refuse_other_area(table.name, "stated_m2", figures, covered)


def _set_aside(table: Table, draft: Draft, entries: Sequence[Entries], land: Land) -> None:
    """Note the rows that cannot become records: totals, torn rows, releases of nowhere."""
    for at, cells in table.ragged.items():
        draft.faults.setdefault(at, []).append(fault(table, at, "row-ragged", n=cells))
    for at in table.totals:
        said = described([cells[at] for cells in table.columns.values()])
        draft.faults[at] = [fault(table, at, "totals-row", value=said)]
    for one in entries:
        if one.kind == "release":
            hazards = one.columns.get("area_id") or [None] * len(one.rows)
            nowhere = (
                at for at, hazard in zip(one.rows, hazards, strict=True) if hazard is None and not land.shapes[at]
            )
            for at in nowhere:
                draft.faults.setdefault(at, []).append(fault(table, at, "release-without-shape-or-hazard"))


def _origins(table: Table, draft: Draft, profile: Profile, entries: Sequence[Entries]) -> list[str]:
    keys: list[str | None] = [None] * len(table.rows)
    if profile.key:
        keys = keys_of([table.columns[column_of(table, name)] for name in profile.key])
        for at in (at for at, key in enumerate(keys) if key is None and at not in table.totals):
            draft.notes.append(fault(table, at, "key-missing", field=", ".join(profile.key)))
    elif profile.key_fields:
        for one in entries:
            fields = [one.columns.get(name) or [None] * len(one.rows) for name in profile.key_fields]
            for at, key, needed in zip(one.rows, keys_of(fields), fields[-1], strict=True):
                keys[at] = key if needed is not None else None
    return origins(table, profile.source or profile.name, draft.kinds, keys, profile.ignored)


def _made(draft: Draft, entries: Sequence[Entries], land: Land, named: Sequence[str], stamp: Stamp) -> dict[int, Row]:
    """Make the records of all rows without a fault."""
    made: dict[int, Row] = {}
    for one in entries:
        kind, known = KINDS[one.kind], fields_of(one.kind)
        columns = _columns(one, land, named, stamp)
        records = list(starmap(_maker(kind, tuple(columns)), zip(*columns.values(), strict=True)))
        sealed = any(field.personal for field in known.values())
        if not sealed and not draft.faults:
            made.update(zip(one.rows, map(Row, one.rows, records, repeat(_NOBODY)), strict=True))
            continue
        for order, (at, record) in enumerate(zip(one.rows, records, strict=True)):
            if at not in draft.faults:
                made[at] = Row(at, record, one.personal(order) if sealed else _NOBODY)
    return made


def _maker(kind: type[Record], names: Sequence[str]) -> Callable[..., Record]:
    """Write out the call that makes a record of its values in order: five times as fast as one with a dictionary."""
    values = ", ".join(f"{name}={name}" for name in names)
    make: Callable[..., Record] = eval(f"lambda {', '.join(names)}: kind({values})", {"kind": kind})  # noqa: S307 - attributes of our own structs
    return make


def _columns(one: Entries, land: Land, named: Sequence[str], stamp: Stamp) -> dict[str, Sequence[Any]]:
    """List the values of all attributes of the records of one kind; columns in which nothing stands are left out."""
    known, blank = fields_of(one.kind), KINDS[one.kind]()
    columns: dict[str, Sequence[Any]] = {
        known[name].attribute: _filled(cells, getattr(blank, known[name].attribute))
        for name, cells in one.columns.items()
        if not known[name].personal and any(cell is not None for cell in cells)
    }
    columns["origin"] = taken(named, one.rows)
    if "shape" in known:
        columns["shape"] = taken(land.shapes, one.rows)
    return columns | {name: [value] * len(one.rows) for name, value in stamp._asdict().items() if value}


def _filled(cells: list[Any], default: object) -> list[Any]:
    return cells if default is None else [default if cell is None else cell for cell in cells]
