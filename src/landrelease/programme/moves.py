"""The states of a task and the moves between them, as data: what follows what, and nothing else."""

from types import MappingProxyType
from typing import Final

from landrelease.records.term import terms
from landrelease.records.text import marked as _

STATES: Final = terms(
    ("requested", _("requested"), _("Somebody asked for the work; no task has been made of it.")),
    ("waiting", _("waiting"), _("Its land still belongs to the tasks of which it is to be made.")),
    ("planned", _("planned"), _("The task is described; nobody is ordered to it.")),
    ("ordered", _("ordered"), _("A unit is ordered to it and has not reported work yet.")),
    ("working", _("working"), _("Work is reported.")),
    ("suspended", _("suspended"), _("Work is stopped by an order.")),
    ("completed", _("completed"), _("The unit reports that it is done.")),
    ("rework", _("to be done again"), _("The inspection failed.")),
    ("inspected", _("inspected"), _("The inspection passed.")),
    ("released", _("released"), _("The releases of the completion report are accepted.")),
    ("handed-over", _("handed over"), _("The land is handed to those who use it.")),
    ("closed", _("closed"), _("Nothing more is to be done.")),
    ("cancelled", _("cancelled"), _("It will not be done.")),
    ("split", _("split"), _("Other tasks took its place.")),
    ("merged", _("merged"), _("Another task took its place and that of others.")),
)
OPEN: Final = frozenset({"planned", "ordered", "working", "suspended", "completed", "rework", "inspected"})
"""States in which something is still to be done before the land is released."""
AT_WORK: Final = frozenset({"ordered", "working", "rework"})
"""States in which a unit may be on the land."""
_WORK: Final[dict[str, str]] = {
    "amend": "",
    "progress": "working",
    "suspend": "suspended",
    "cancel": "planned",
    "complete": "completed",
}

MOVES: Final[MappingProxyType[str, MappingProxyType[str, str]]] = MappingProxyType(
    {
        "waiting": MappingProxyType({"cancel": "cancelled"}),
        "planned": MappingProxyType(
            {"issue": "ordered", "cancel": "cancelled", "close": "closed", "split": "split", "merge": "merged"}
        ),
        "ordered": MappingProxyType(_WORK | {"amend": "ordered"}),
        "working": MappingProxyType(_WORK | {"amend": "working"}),
        "suspended": MappingProxyType(
            {"resume": "working", "amend": "suspended", "cancel": "planned", "split": "split", "merge": "merged"}
        ),
        "completed": MappingProxyType({"pass": "inspected", "fail": "rework", "release": "released"}),
        "rework": MappingProxyType(_WORK | {"amend": "rework"}),
        "inspected": MappingProxyType({"fail": "rework", "release": "released"}),
        "released": MappingProxyType({"fail": "rework", "handover": "handed-over", "close": "closed"}),
        "handed-over": MappingProxyType({"fail": "rework", "close": "closed"}),
        "closed": MappingProxyType({"fail": "rework"}),
        "cancelled": MappingProxyType({}),
        "split": MappingProxyType({}),
        "merged": MappingProxyType({}),
    }
)
"""State to move to next state. What is not here is out of turn: it is kept and reported, and changes nothing."""
RANK: Final = MappingProxyType(
    {
        move: rank
        for rank, move in enumerate(
            (
                "issue", "amend", "resume", "progress", "suspend", "complete", "fail", "pass",
                "release", "handover", "close", "cancel", "split", "merge",
            )
        )
    }
)  # fmt: skip
"""Order of moves that bear the same day."""
ORDERED: Final = frozenset({"issue", "amend", "suspend", "resume", "cancel", "close", "split", "merge"})
"""Moves that an order makes; all others are made by those who report, check and hand over."""
STOPS: Final = frozenset({"suspend", "cancel", "fail"})
"""Moves after which nobody works on: of a partial date they take the last day, all others the first."""
GATED: Final = frozenset({"issue", "amend", "resume"})
"""Moves of an order that send a unit to work: the gate must allow them."""


def after(state: str, move: str) -> str:
    """
    Tell the state after a move.

    Parameters
    ----------
    state
        Key of `STATES`.
    move
        A move.

    Returns
    -------
    str
        The next state; empty where the move is out of turn.

    Examples
    --------
    >>> after("planned", "issue"), after("planned", "complete")
    ('ordered', '')
    """
    return MOVES[state].get(move, "") if state in MOVES else ""
