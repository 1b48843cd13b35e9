"""What became of a record, in words."""

from types import MappingProxyType
from typing import Final

from landrelease.records.text import marked as _
from landrelease.records.text import tr

_WORDS: Final = MappingProxyType(
    {
        "proposed": _("waits for a decision"),
        "accepted": _("accepted"),
        "returned": _("returned"),
        "rejected": _("rejected"),
        "conflicting": _("decisions conflict"),
        "withdrawn": _("withdrawn"),
        "corrected": _("corrected"),
    }
)


def state_word(state: str) -> str:
    """
    Name the state of a record.

    Parameters
    ----------
    state
        As `ledger.force.state_of` gives it; empty where nobody decides on the kind.

    Returns
    -------
    str
        In words; a dash where there is none.

    Examples
    --------
    >>> state_word("proposed"), state_word("")
    ('waits for a decision', '–')
    """
    return tr(_WORDS[state]) if state in _WORDS else state or "–"
