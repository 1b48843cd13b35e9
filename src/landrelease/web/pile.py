"""A whole list of the review desk, decided on at once: sealed when it was shown, so that nothing is added unseen."""

import hashlib
from collections.abc import Sequence

from landrelease.desk.errors import BadRequestError
from landrelease.desk.reading import Queued
from landrelease.desk.reviewing import mark_of
from landrelease.ledger.force import View
from landrelease.records.text import tr


def pile_of(items: Sequence[Queued], person: str | None) -> list[Queued]:
    """
    Gather what somebody may decide on of a list.

    Parameters
    ----------
    items
        What the list holds.
    person
        Person id of who decides; None where they never acted here.

    Returns
    -------
    list of Queued
        Without what is their own.

    Examples
    --------
    >>> from landrelease.register.rows import Head
    >>> head = Head(1, "hazard", "H-1", None, None, "p-1", "2025-02-01T00:00:00.000Z", None, None)
    >>> one = Queued("ab", "proposed", head)
    >>> pile_of([one], "p-1"), pile_of([one], "p-2") == [one]
    ([], True)
    """
    return [item for item in items if item.head.author != person]


def seal_of(pile: Sequence[Queued]) -> str:
    """
    Say in one word which records these are, and in which state.

    Parameters
    ----------
    pile
        From `pile_of`.

    Returns
    -------
    str
        Hexadecimal digits; another pile has others.

    Examples
    --------
    >>> seal_of([])[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256("\n".join(f"{item.id} {item.state}" for item in pile).encode()).hexdigest()


def unsealed(pile: Sequence[Queued], seal: str, view: View) -> dict[str, str]:
    """
    Say what was on the screen, record by record.

    Parameters
    ----------
    pile
        From `pile_of`, as the list is now.
    seal
        As the page had it.
    view
        What is known now.

    Returns
    -------
    dict
        Id to what had been decided on it, for `desk.reviewing.decide_seen`.

    Raises
    ------
    BadRequestError
        Where the list is no longer the one that was shown: nobody decides on what they could not see.

    Examples
    --------
    >>> from landrelease.ledger.force import view_of
    >>> unsealed([], seal_of([]), view_of({}, "2025"))
    {}
    """
    if seal != seal_of(pile):
        raise BadRequestError(
            tr(
                "The list has changed since it was shown: records came in, or somebody decided on some. Nothing was "
                "decided now, since nobody decides on what they could not see. Look at the list again."
            )
        )
    return {item.id: mark_of(view, item.id) for item in pile}
