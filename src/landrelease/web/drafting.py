"""Drafts of forms: each form of an account has its place, so that what was written without a network is found again."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from landrelease.accounts.draft import Draft
from landrelease.accounts.errors import NotHereError
from landrelease.web.book import Asked
from landrelease.web.naming import KINDS
from landrelease.web.pages.signing import accounts

_TITLED: Final = ("id", "name", "task", "unit")
_LONGEST: Final = 60


class Slot(NamedTuple):
    """
    The place of a draft: a kind, and which of several that somebody writes at once.

    Attributes
    ----------
    account : str
        Whose it is.
    kind : str
        Kind of record.
    number : int
        From 1.
    """

    account: str
    kind: str
    number: int = 1

    @property
    def key(self) -> str:
        """Name under which the browser keeps it."""
        return f"{self.account}:{self.kind}:{self.number}"

    @property
    def id(self) -> str:
        """Id among the drafts of the account."""
        return f"{self.account}.{self.kind}.{self.number}"

    @property
    def address(self) -> str:
        """Where its form is."""
        return f"/enter/new/{self.kind}" + (f"/{self.number}" if self.number > 1 else "")

    @property
    def draft_address(self) -> str:
        """Where it is saved."""
        return f"/enter/drafts/{self.kind}/{self.number}"


class Begun(NamedTuple):
    """
    A draft in the list.

    Attributes
    ----------
    slot : Slot
        Its place.
    title : str
        What it is about.
    changed : str
        Moment of the last saving.
    """

    slot: Slot
    title: str
    changed: str


def slot_of(request: Asked, kind: str, number: int) -> Slot:
    """
    Find the place of a draft.

    Parameters
    ----------
    request
        The request; its account owns the draft.
    kind
        Kind of record.
    number
        Which of several.

    Returns
    -------
    Slot
        The place.
    """
    return Slot(request.user.account, kind, max(1, number))


def kept(request: Asked, slot: Slot) -> Draft | None:
    """
    Read a draft.

    Parameters
    ----------
    request
        The request.
    slot
        Its place.

    Returns
    -------
    Draft or None
        None where nothing was begun.
    """
    try:
        return accounts(request).drafts.get(slot.account, slot.id)
    except NotHereError:
        return None


def answers_in_draft(draft: Draft | None) -> dict[str, list[str]]:
    """
    Read the answers that a draft holds.

    Parameters
    ----------
    draft
        The draft; None for none.

    Returns
    -------
    dict
        Field to texts.
    """
    return {} if draft is None else msgspec.json.decode(draft.text, type=dict[str, list[str]])


def answers_kept(request: Asked, slot: Slot) -> dict[str, list[str]]:
    """
    Read the answers that were kept.

    Parameters
    ----------
    request
        The request.
    slot
        Place of the draft.

    Returns
    -------
    dict
        Field to texts; empty where nothing was begun.
    """
    return answers_in_draft(kept(request, slot))


def drafts_of(request: Asked) -> list[Begun]:
    """
    List what somebody has begun.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    list of Begun
        The one last changed first.
    """
    found = []
    for draft in accounts(request).drafts.of(request.user.account):
        kind, _, number = draft.id.removeprefix(f"{draft.account}.").rpartition(".")
        if kind in KINDS and number.isdecimal():
            found.append(Begun(Slot(draft.account, kind, int(number)), draft.title, draft.changed))
    return found


def free_number(begun: Sequence[Begun], kind: str) -> int:
    """
    Find a place for one more draft of a kind.

    Parameters
    ----------
    begun
        What was begun.
    kind
        Kind of record.

    Returns
    -------
    int
        The first number that nothing stands at.

    Examples
    --------
    >>> free_number([Begun(Slot("a", "unit", 1), "", ""), Begun(Slot("a", "unit", 3), "", "")], "unit")
    2
    """
    taken = {one.slot.number for one in begun if one.slot.kind == kind}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def title_of(answers: Mapping[str, Any]) -> str:
    """
    Say what a draft is about, for the list.

    Parameters
    ----------
    answers
        Field to texts.

    Returns
    -------
    str
        Its id, name, task and unit as far as they were given; empty where none was.

    Examples
    --------
    >>> title_of({"id": ["H-7"], "name": ["Old mill"], "status": ["suspected"]})
    'H-7 · Old mill'
    """
    parts = [str(answers[name][0]).strip() for name in _TITLED if answers.get(name)]
    return " · ".join(filter(None, parts))[:_LONGEST]


def forget(request: Asked, slot: Slot) -> None:
    """
    Throw a draft away where there is one.

    Parameters
    ----------
    request
        The request.
    slot
        Its place.
    """
    if kept(request, slot) is not None:
        accounts(request).drafts.drop(slot.account, slot.id)
