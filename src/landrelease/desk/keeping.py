"""Keeping a register safe, and letting a person be forgotten: backup and erasure."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from landrelease.desk.errors import BadRequestError
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.intake.field import fields_of
from landrelease.records import format1
from landrelease.records.kinds import KINDS
from landrelease.records.text import tr
from landrelease.register.errors import DiskFaultError, RegisterExistsError, RegisterReadOnlyError

_PERSONAL = tuple(kind for kind in KINDS if any(field.personal for field in fields_of(kind).values()))


class Erased(NamedTuple):
    """
    A personal value that was erased.

    Attributes
    ----------
    record : str
        Id of the record that seals it.
    field : str
        Written name of the field.
    was_here : bool
        Whether the value was here; a tombstone was left in any case, so that it cannot come back.
    """

    record: str
    field: str
    was_here: bool


def backup(register: Reading, path: str | Path, *, dry_run: bool = False) -> str:
    """
    Write what a register holds at this moment into a new file, verified before it gets its name.

    Parameters
    ----------
    register
        An open register; others may go on writing.
    path
        A file that does not exist yet.
    dry_run
        Whether the copy is thrown away again.

    Returns
    -------
    str
        Running root of the copy.

    Raises
    ------
    RegisterError
        Of the class that fits: the name is taken, the folder absent, the disk full, the copy damaged.
    """
    if not dry_run:
        return register.store.backup(path)
    target = Path(path)
    if target.exists():
        raise RegisterExistsError(str(target))
    if not target.absolute().parent.is_dir():
        raise DiskFaultError(str(target), detail=tr("there is no such folder"))
    try:
        with TemporaryDirectory(dir=target.absolute().parent) as folder:
            return register.store.backup(Path(folder) / target.name)
    except PermissionError as fault:
        raise RegisterReadOnlyError(str(target), detail=str(fault.strerror)) from fault


def erase(register: Register, names: Iterable[str], *, reason: str, fields: Iterable[str] = ()) -> list[Erased]:
    """
    Erase personal values for ever, and leave tombstones that say who did it, when and why.

    Records, their hashes and the running root stay as they were, and `verify` passes.

    Parameters
    ----------
    register
        An open register.
    names
        Ids of persons, each for all records under it, or of single records: whole, or clear beginnings.
    reason
        Why, without repeating what is erased.
    fields
        Written names of the fields; all sealed ones where none is named.

    Returns
    -------
    list of Erased
        One for each value, by record and field.

    Raises
    ------
    BadRequestError
        Where there is no reason, or a record seals nothing of what is named; nothing is erased then.
    UnknownIdError
        Where nothing has the id.
    """
    if not reason.strip():
        msg = tr("to erase a value needs a reason, which its tombstone keeps; give one with --reason")
        raise BadRequestError(msg)
    wanted = list(dict.fromkeys(record for name in names for record in _meant(register, name)))
    chosen = {record: _sealed(register, record, tuple(fields)) for record in wanted}
    now = register.at_once()
    found: list[Erased] = []
    with now.writing() as batch:
        author = now.author_in(batch, None)
        for record, sealed in chosen.items():
            tombs = [batch.erase(record, field, who=author, when=now.stamp(), why=reason) for field in sealed]
            found += map(Erased, [record] * len(sealed), sealed, tombs)
    return found


def _meant(register: Register, name: str) -> list[str]:
    """List the records of a person, else the one record whose id begins so."""
    seqs = {seq for kind in _PERSONAL for seq in register.store.by_source(kind, [name.strip()]).get(name.strip(), ())}
    ids = register.store.id_of(seqs)
    return [ids[seq] for seq in sorted(seqs)] if seqs else [register.resolve(name)]


def _sealed(register: Register, record: str, fields: tuple[str, ...]) -> list[str]:
    sealed = sorted(format1.decode(register.store.get(record)).sealed)
    if not sealed:
        msg = tr("record {record} seals no personal value; what stands in its bytes stays").format(record=record[:12])
        raise BadRequestError(msg)
    absent = sorted(set(fields) - set(sealed))
    if absent:
        msg = tr("record {record} seals no {fields}; it seals {sealed}")
        raise BadRequestError(msg.format(record=record[:12], fields=", ".join(absent), sealed=", ".join(sealed)))
    return [field for field in sealed if not fields or field in fields]
