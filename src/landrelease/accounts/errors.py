"""What the store of accounts refuses: one class and one exit code for each kind, with why and the way out.

Codes 80 to 98 belong to this room and are never given to another failure. No message carries a password, a token or a
code, and none tells whether a login name exists.
"""

from typing import TYPE_CHECKING, ClassVar

from landrelease.records.text import marked as _
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.accounts.draft import Draft


class AccountsError(Exception):
    """
    A refusal of the store of accounts; also raised itself for what has no class of its own.

    Parameters
    ----------
    where
        The file, field or step that the failure is about.
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
    >>> print(NewerAccountsError("a.register.accounts", found=2, known=1))
    a.register.accounts: the file of accounts has format 2, this version reads up to 1.
    An older version would miss a rule of the newer format, and let somebody in.
    Install a newer landrelease on this machine.
    """

    exit_code: ClassVar[int] = 80
    what: ClassVar[str] = _("the accounts could not be used: {detail}.")
    why: ClassVar[str] = _("Nothing was changed.")
    cure: ClassVar[str] = _("Report this message where it comes back.")

    def __init__(self, where: str, **params: str | float) -> None:
        super().__init__(where, params)
        self.where = where
        self.params = params

    def __str__(self) -> str:
        """Show the message in the language in use."""
        what, why, cure = (tr(text).format(**self.params) for text in (self.what, self.why, self.cure))
        return f"{self.where}: {what}\n{why}\n{cure}"


class NotAccountsError(AccountsError):
    """The file is no SQLite file, or of another application."""

    exit_code = 81
    what = _("this is no file of accounts: {detail}.")
    why = _("Files of others are left alone.")
    cure = _("Move the file away; a new file of accounts is made at the next start.")


class NewerAccountsError(AccountsError):
    """The file was written by a later version."""

    exit_code = 82
    what = _("the file of accounts has format {found}, this version reads up to {known}.")
    why = _("An older version would miss a rule of the newer format, and let somebody in.")
    cure = _("Install a newer landrelease on this machine.")


class OpenToOthersError(AccountsError):
    """Others than its owner may read or write the file."""

    exit_code = 83
    what = _("others on this machine may read or write this file (mode {mode}).")
    why = _("Who reads it can try passwords without being counted, and who writes it can let anybody in.")
    cure = _("Find out who did; then take their rights away (chmod 600) and let everybody choose a new password.")


class KeyLostError(AccountsError):
    """The file of the key is absent, unreadable, or belongs to other accounts."""

    exit_code = 84
    what = _("the key of these accounts is not here: {detail}.")
    why = _("Secrets of the second factor are readable only with the key that they were written with.")
    cure = _("Put the file of the key back from its backup, or move the file of accounts away and invite people anew.")


class AccountsBusyError(AccountsError):
    """Somebody else has been writing for too long."""

    exit_code = 85
    what = _("somebody else is writing to the accounts; waited {waited_s:g} seconds.")
    why = _("One writer at a time keeps every change whole.")
    cure = _("Try again; nothing of yours was written.")


class AccountsFaultError(AccountsError):
    """The disk or the operating system refused, or the content is damaged."""

    exit_code = 86
    what = _("the file of accounts cannot be read or written: {detail}.")
    why = _("A change goes in whole or not at all: it was undone.")
    cure = _("Check the disk, the room on it and your rights; go back to a copy of the file if it is damaged.")


class TakenError(AccountsError):
    """Somebody else has this name or identity already."""

    exit_code = 87
    what = _("this name is taken.")
    why = _("One name leads to one account, or deeds would be set down to the wrong person.")
    cure = _("Choose another name, or look for the account that has it.")


class NotHereError(AccountsError):
    """There is no such thing, or it belongs to somebody else."""

    exit_code = 88
    what = _("there is nothing of this id for this account.")
    why = _("Whether others have such a thing is told to nobody.")
    cure = _("Look at the list again; it may have been removed meanwhile.")


class WeakPasswordError(AccountsError):
    """A new password would be guessed."""

    exit_code = 89
    what = _("{detail}.")
    why = _("A password that can be guessed opens the positions of mines and of people to strangers.")
    cure = _("Choose at least twelve characters that nobody expects; a short sentence is good.")


class SignInRefusedError(AccountsError):
    """Name and password do not go together, or the account may not be used."""

    exit_code = 90
    what = _("this name and password do not open an account.")
    why = _("Which of the two was wrong, and whether the account is locked, is not told to strangers.")
    cure = _("Try again with care, or ask an administrator for a new link.")


class LockedOutError(AccountsError):
    """Too many failed sign-ins: nothing is tried for a while, not even the right password."""

    exit_code = 91
    what = _("there were too many failed tries; nothing is tried again until {until}.")
    why = _("Without a pause a machine could try passwords until one fits.")
    cure = _("Wait until then. If it was not you, tell an administrator.")


class CodeRefusedError(AccountsError):
    """A code of the second factor is wrong, old, or was used already."""

    exit_code = 92
    what = _("this code is not accepted.")
    why = _("A code counts once and only for a minute, so that nobody can use one that was looked over.")
    cure = _("Wait for the next code, check the clock of your device, or use a recovery code.")


class LinkRefusedError(AccountsError):
    """A one-time link or an answer of a sign-in service is unknown, used or too old."""

    exit_code = 93
    what = _("this link is unknown, was used already, or is too old.")
    why = _("A link opens an account once, so that a copy of it opens nothing.")
    cure = _("Ask for a new link, or begin the sign-in again.")


class BadValueError(AccountsError):
    """Something that was given cannot be kept as it is."""

    exit_code = 95
    what = _("{detail}.")
    why = _("What is kept is kept as given, or not at all.")
    cure = _("Put it right and try again.")


class StaleDraftError(AccountsError):
    """
    A draft was saved elsewhere meanwhile.

    Parameters
    ----------
    given
        What was to be saved.
    kept
        What is kept now; both are there for the person to compare.
    """

    exit_code = 94
    what = _("this draft was saved elsewhere meanwhile: yours was made from revision {given}, revision {kept} is kept.")
    why = _("Saving over it would lose what was written there.")
    cure = _("Compare both, then save again what shall stay.")

    def __init__(self, given: "Draft", kept: "Draft") -> None:
        super().__init__(kept.title or kept.kind, given=given.revision, kept=kept.revision)
        self.given = given
        self.kept = kept
