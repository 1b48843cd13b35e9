"""What the desk refuses: each with its exit code, why the rule exists, and the way out."""

from typing import ClassVar

from landrelease.records.text import marked as _
from landrelease.records.text import tr


class DeskError(Exception):
    """
    The desk cannot do what was asked; nothing was changed.

    The text given says where, what, and the way out; the class says why. Codes 40 to 49 belong to this room.

    Attributes
    ----------
    exit_code : int
        Exit code of the command line.
    why : str
        Why the rule exists, translated when the message is shown.

    Examples
    --------
    >>> print(BadRequestError("'mine' is no hazard class; there are mines, cluster, other, all"))
    'mine' is no hazard class; there are mines, cluster, other, all
    Why: a guess would answer another question than the one that was asked. Nothing was changed.
    """

    exit_code: ClassVar[int] = 40
    why: ClassVar[str] = _("nothing was changed.")

    def __str__(self) -> str:
        """Show the message in the language in use."""
        return tr("{what}\nWhy: {why}").format(what=super().__str__(), why=tr(self.why))


class NoProgrammeError(DeskError):
    """The register has no programme record yet."""

    exit_code = 41
    why = _("without a programme areas have no plane and days no time zone.")


class UnknownIdError(DeskError):
    """
    No record, or more than one, begins with the id given.

    Parameters
    ----------
    what
        Where and what.
    command
        Words of the command line with which such ids are looked up; nobody at a browser can use them.

    Attributes
    ----------
    command : str
        The same; empty for none.
    """

    exit_code = 42
    why = _("a decision on the wrong record frees the wrong land. Nothing was changed.")

    def __init__(self, what: str, command: str = "") -> None:
        super().__init__(what)
        self.command = command


class NotAcceptableError(DeskError):
    """A record cannot be accepted as it stands."""

    exit_code = 43
    why = _("records are accepted together or not at all, and this one would make land wrong. Nothing was changed.")


class OwnRecordError(DeskError):
    """Somebody tried to decide on their own record."""

    exit_code = 44
    why = _("a second pair of eyes is what makes a register credible. Nothing was changed.")


class BadRequestError(DeskError):
    """A date, class or other word of the request cannot be read."""

    exit_code = 45
    why = _("a guess would answer another question than the one that was asked. Nothing was changed.")


class LayoutError(DeskError):
    """The derived rows of a register are not in the layout that this version reads."""

    exit_code = 47
    why = _(
        "derived rows read in another layout would show land otherwise than the records do. "
        "The records are as they were; a rebuild needs only them."
    )


class OrderRefusedError(DeskError):
    """An order may not be given: the gate, the task's state, or work nearby speaks against it."""

    exit_code = 48
    why = _("nobody is sent onto mined land whom the programme has not found fit for it. Nothing was changed.")
