"""Records that may be one event or person, as far as somebody may see them; found once for each state of a register."""

import threading
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from landrelease.desk.matching import duplicates, rows_of, standing
from landrelease.desk.reading import Reading
from landrelease.desk.views import store_view
from landrelease.evidence.duplicate import Candidate
from landrelease.ledger.force import versions_of
from landrelease.web.actor import Actor
from landrelease.web.eyes import Eyes
from landrelease.web.policy import contributor, reads
from landrelease.web.telling import Line, lines_of
from landrelease.web.territory import land_of

READS: Final = "authority"
"""Who reads of single people and of how many were hurt."""


class Side(NamedTuple):
    """
    A field of two records.

    Attributes
    ----------
    label : str
        What it means.
    first, second : str
        What each holds; a dash where it holds nothing.
    """

    label: str
    first: str
    second: str


class Question(NamedTuple):
    """
    Two records that may be one.

    Attributes
    ----------
    row : dict
        As `desk.matching.rows_of` gives it.
    sides : list of Side
        Both, field by field.
    """

    row: dict[str, Any]
    sides: list[Side]


class Said(NamedTuple):
    """
    What a person said of records.

    Attributes
    ----------
    id : str
        Id of the match.
    verdict, reason, state : str
        What was said, why, and whether it counts.
    about : tuple of str
        The records, the one that counts first.
    """

    id: str
    verdict: str
    reason: str
    state: str
    about: tuple[str, ...]


class Duplicates:
    """What was found in registers, each as of the last record that came in."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, list[Candidate]]] = {}
        self._lock = threading.Lock()

    def of(self, register: Reading) -> list[Candidate]:
        """
        Look for candidates, or give what was found since the last record came in.

        Parameters
        ----------
        register
            An open register, held still.

        Returns
        -------
        list of Candidate
            The likeliest first.
        """
        address, root = register.store.address, register.store.root()
        with self._lock:  # one search at a time: a second one would only take from the first
            kept = self._kept.get(address)
            if kept is None or kept[0] != root:
                kept = self._kept[address] = (root, duplicates(register))
        return kept[1]


FOUND: Final = Duplicates()
"""What was found, shared by all requests of the process."""


def visible(register: Reading, actor: Actor, found: Sequence[Candidate]) -> list[Candidate]:
    """
    Leave out what somebody may not see.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    found
        From `Duplicates.of`.

    Returns
    -------
    list of Candidate
        Only the authority reads what candidates tell; those confined to an area or a contributor see those of which
        they see both records.
    """
    may = seen(register, actor, chain.from_iterable(one[:2] for one in found))
    return [one for one in found if {one.first, one.second} <= may]


def seen(register: Reading, actor: Actor, names: Iterable[str]) -> set[str]:
    """
    Say of which records somebody may compare what is told.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    names
        Ids.

    Returns
    -------
    set of str
        Ids; none below the authority.
    """
    asked = set(names)
    if not reads(actor, READS):
        return set()
    if contributor(actor) is None and land_of(register, actor) is None:
        return asked
    return {one.id for one in Eyes(register, actor).told(sorted(asked))}


def questions(register: Reading, actor: Actor, found: Sequence[Candidate]) -> list[Question]:
    """
    Lay candidates side by side.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    found
        Candidates that they may see.

    Returns
    -------
    list of Question
        In the same order.
    """
    view = store_view(register.store)

    def lines(name: str) -> list[Line]:
        versions = versions_of(view, name)
        return lines_of(versions[0].statement, actor.audience, state="accepted") if versions else []

    return [
        Question(row, _sides(lines(one.first), lines(one.second)))
        for one, row in zip(found, rows_of(found), strict=True)
    ]


def _sides(first: Sequence[Line], second: Sequence[Line]) -> list[Side]:
    mine, theirs = ({line.name: line for line in side} for side in (first, second))
    names = dict.fromkeys([*mine, *theirs])
    return [
        Side(
            (mine.get(name) or theirs[name]).label,
            mine[name].value if name in mine else "–",
            theirs[name].value if name in theirs else "–",
        )
        for name in names
    ]


def said(register: Reading, actor: Actor) -> list[Said]:
    """
    List what people said of records being one or several.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    list of Said
        Those that wait or count and of which they see all records, the latest first.
    """
    found = [
        Said(name, match.verdict, match.reason or "", state, match.about) for name, match, state in standing(register)
    ]
    may = seen(register, actor, chain.from_iterable(one.about for one in found))
    return [one for one in reversed(found) if set(one.about) <= may]
