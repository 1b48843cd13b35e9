"""What can go wrong with a register: one class and one exit code for each kind of failure.

Every message says where, what, why the rule exists and the way out. Codes 20 to 36 belong to this room and are never
given to another failure; the table in ``README.md`` beside this file lists them.
"""

from typing import ClassVar

from landrelease.records.text import marked as _
from landrelease.records.text import tr


class RegisterError(Exception):
    """
    A failure of a register; also raised itself for what has no class of its own.

    Parameters
    ----------
    where
        The register, and where it helps the record, that the failure is about.
    **params
        What the sentences of the class need to be filled in.

    Attributes
    ----------
    exit_code : int
        What a command ends with.
    what, why, cure : str
        Sentences for people, translated when the message is shown.

    Examples
    --------
    >>> str(NewerFormatError("a.register", found=2, known=1)).splitlines()[0]
    'a.register: the register has format 2, this version reads up to 1.'
    """

    exit_code: ClassVar[int] = 20
    what: ClassVar[str] = _("the register could not be used: {detail}.")
    why: ClassVar[str] = _("Nothing was changed.")
    cure: ClassVar[str] = _("Run `landrelease verify`, and report this message where it comes back.")

    def __init__(self, where: str, **params: str | float) -> None:
        super().__init__(where, params)
        self.where = where
        self.params = params

    def __str__(self) -> str:
        """Show the message in the language in use."""
        what, why, cure = (tr(text).format(**self.params) for text in (self.what, self.why, self.cure))
        return f"{self.where}: {what}\n{why}\n{cure}"


class RegisterAbsentError(RegisterError):
    """There is no file at the address."""

    exit_code = 21
    what = _("there is no register here.")
    why = _("A register is never made by accident: a misspelt name would otherwise begin an empty one.")
    cure = _("Check the name, or make a new register with `landrelease init`.")


class NotARegisterError(RegisterError):
    """The file is empty, no SQLite file, or of another application."""

    exit_code = 22
    what = _("this is no register: {detail}.")
    why = _("Files of others are left alone.")
    cure = _("Give the register's own file, or bring this one in with `landrelease import`.")


class NewerFormatError(RegisterError):
    """The register was written by a later version."""

    exit_code = 23
    what = _("the register has format {found}, this version reads up to {known}.")
    why = _("An older version would miss what the newer format says.")
    cure = _("Install a newer landrelease on this machine.")


class RegisterLockedError(RegisterError):
    """Somebody else is writing."""

    exit_code = 24
    what = _("somebody else is writing; waited {waited_s:g} seconds. {holder}")
    why = _("One writer at a time keeps every batch whole.")
    cure = _("Wait until the other command has ended, or end it, and try again; nothing of yours was written.")


class RegisterDamagedError(RegisterError):
    """The file's content contradicts itself."""

    exit_code = 25
    what = _("the register is damaged: {detail}.")
    why = _("Land must not be counted from records that may have changed.")
    cure = _("Keep the file as it is, run `landrelease verify`, and go back to the last copy that verifies.")


class DiskFullError(RegisterError):
    """The disk or the quota is full."""

    exit_code = 26
    what = _("the disk is full.")
    why = _("A batch goes in whole or not at all: it was undone.")
    cure = _("Make room, then do the same again.")


class DiskFaultError(RegisterError):
    """The operating system refused to read or write."""

    exit_code = 27
    what = _("the disk refused to read or write: {detail}.")
    why = _("A batch goes in whole or not at all: what was not yet said to be written is undone.")
    cure = _("Check disk, cable and quota; copy the register to another disk and run `landrelease verify` there.")


class RegisterReadOnlyError(RegisterError):
    """The file or its folder may not be written, or may not even be read without writing."""

    exit_code = 28
    what = _("this place can only be read: {detail}.")
    why = _("Journal and lock of a register lie in the folder beside it.")
    cure = _("Ask for the right to write in the folder, or copy the register with its `-wal` file to your own.")


class RegisterExistsError(RegisterError):
    """The name of a new register or copy is taken."""

    exit_code = 29
    what = _("there is a file of this name already.")
    why = _("Nothing is ever written over a register.")
    cure = _("Choose another name, or move the file away yourself.")


class DifferentProgrammeError(RegisterError):
    """A programme record of another programme was to be added."""

    exit_code = 30
    what = _("the register belongs to programme {ours}, the record to programme {theirs}.")
    why = _("Land of two programmes in one register would be counted in one statement.")
    cure = _("Keep one register for each programme.")


class ChangeRefusedError(RegisterError):
    """The schema refused to change or remove what is written."""

    exit_code = 31
    what = _("what is written stays: {detail}.")
    why = _("Records never change; every number must be explicable from them for ever.")
    cure = _("Add a correction or a withdrawal that names the record.")


class NotARecordError(RegisterError):
    """Bytes that were to be added are no record."""

    exit_code = 32
    what = _("these bytes are no record: {detail}.")
    why = _("What cannot be read cannot be counted, and could never be taken out again.")
    cure = _("Write records with `landrelease.records.format1.encode`.")


class PayloadMismatchError(RegisterError):
    """A personal value does not belong to the record."""

    exit_code = 33
    what = _("the value of `{field}` is not the one that the record commits to.")
    why = _("A personal value proves itself by the commitment in its record.")
    cure = _("Add the value with the salt that it was sealed with.")


class WriteNotKeptError(RegisterError):
    """What came back from the disk before the commit was not what had been written."""

    exit_code = 34
    what = _("what was written came back different: {detail}.")
    why = _("Every new record is read again and hashed before it counts; the batch was undone.")
    cure = _("Suspect memory and disk of this machine before you try again.")


class NoSuchRecordError(RegisterError):
    """The register holds no record of that id."""

    exit_code = 35
    what = _("there is no record {id}.")
    why = _("Records are known by the hash of their bytes.")
    cure = _("Look for it with `landrelease find` or `landrelease log`.")


class NoSuchStoreError(RegisterError):
    """The address names a kind of store that this version does not have."""

    exit_code = 36
    what = _("registers of the kind `{scheme}` are not known to this version.")
    why = _("The beginning of an address says where a register is kept; without one it is a file.")
    cure = _("Give the path of a register file.")
