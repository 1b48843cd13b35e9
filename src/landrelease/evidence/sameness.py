"""Records that people said to be one event or person: which belong together, and which of them counts."""

from collections.abc import Iterable, Sequence


def together(matches: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """
    Join records that are one by several people's words.

    Parameters
    ----------
    matches
        Records that are one, in the order in which they were said to be; the first of each counts.

    Returns
    -------
    dict
        Record to all that it is one with, itself too, in the order in which they were named; of matches that share a
        record, the first record of the earliest counts.

    Examples
    --------
    >>> together([("a", "b"), ("d", "e"), ("c", "b")])["c"]
    ('a', 'b', 'c')
    """
    found: dict[str, tuple[str, ...]] = {}
    for match in matches:
        members = dict.fromkeys(one for name in match for one in found.get(name, (name,)))
        found |= dict.fromkeys(members, tuple(_in_order(members, found)))
    return found


def _in_order(members: Iterable[str], found: dict[str, tuple[str, ...]]) -> list[str]:
    """Put those that were named earlier before those that are new."""
    places = {name: at for at, name in enumerate(found)}
    return sorted(members, key=lambda name: places.get(name, len(places)))
