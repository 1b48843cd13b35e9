"""Accounts of hazards without a polygon: by stated size, or as a count of unknown size, never added to mapped land."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from landrelease.ledger.entry import NO_DEPTH, STATUS_NUMBER, Entry
from landrelease.ledger.events import DefaultDepth, no_default, order_key
from landrelease.ledger.fold import M2
from landrelease.ledger.machine import ALL, SLOTS
from landrelease.records import codes

_CANCELLED = STATUS_NUMBER["cancelled"]
UNKNOWN = -1


class Item(NamedTuple):
    """
    An entry with what the accounts need to know of it.

    Attributes
    ----------
    entry : Entry
        The entry.
    day : int
        Day on which it folds.
    mapped : bool
        Whether it has a polygon.
    outside : tuple of int
        For a release with a polygon: area per slot that it released outside any mapped hazard, 1e-9 m².
    """

    entry: Entry
    day: int
    mapped: bool
    outside: tuple[int, ...] = (0,) * SLOTS


class Move(NamedTuple):
    """
    One movement in the unmapped account of a hazard.

    Attributes
    ----------
    entry : str
        Record that caused it.
    day : int
        Day on which it folds.
    slot : int
        0 to 2 for a class, 3 for all.
    before, after : int
        Level of the account: 0 closed, 1 suspected, 2 confirmed.
    movement : str
        Name as in the statement, without unit.
    area : int
        Area moved, 1e-9 m².
    hazards : int
        Hazards of unknown size moved.
    on_the_map : bool
        Whether the release that took it out of the account stands on mapped land, where the same area is booked.
    """

    entry: str
    day: int
    slot: int
    before: int
    after: int
    movement: str
    area: int
    hazards: int
    on_the_map: bool = False


class _Account:
    """Balance of one hazard in one class: its level, and its size or that it is unknown."""

    def __init__(self) -> None:
        self.level = 0
        self.size = 0
        self.need = NO_DEPTH

    @property
    def count(self) -> int:
        """How many hazards of unknown size stand in it."""
        return int(self.level > 0 and self.size == UNKNOWN)

    @property
    def area(self) -> int:
        """Area that stands in it."""
        return self.size if self.level and self.size != UNKNOWN else 0


def moves(items: Iterable[Item], default_depth: DefaultDepth = no_default) -> list[Move]:
    """
    Fold the accounts of hazards without a polygon.

    Parameters
    ----------
    items
        All entries in force that move land, in any order.
    default_depth
        The programme's required depth by class and day.

    Returns
    -------
    list of Move
        In canonical order.

    Notes
    -----
    Source: DESIGN section 3, "Without a polygon". A release with a polygon or a stated size takes at most that much out
    of known balances, and nothing out of an unknown one; one that has neither names the whole hazard. What a stated
    size
    leaves over is released outside hazard, unless the release also names a mapped hazard, where it may belong.

    Examples
    --------
    >>> point = Entry("a", 1, 10, 10, "", 1, ("H",), stated_m2=500.0)
    >>> [(m.movement, m.area // M2) for m in moves([Item(point, 10, False)]) if m.slot == ALL]
    [('newly_suspected', 500)]
    >>> moves([])
    []
    """
    ordered = sorted(items, key=lambda item: order_key(item.entry, item.day))
    keys = {item.entry.keys[0] for item in ordered if item.entry.is_hazard and not item.mapped}
    drawn = {item.entry.keys[0] for item in ordered if item.entry.is_hazard and item.mapped}
    accounts = {key: [_Account() for _ in codes.CLASSES] for key in keys}
    found: list[Move] = []
    for item in ordered:
        left = _reach(item)
        named = [accounts[key] for key in item.entry.keys if key in accounts]
        steps = [move for account in named for move in _step(item, account, left, default_depth)]
        found += steps
        if not item.entry.is_hazard and not item.mapped and drawn.isdisjoint(item.entry.keys):
            found += _rest(item, steps)
    return found


def _reach(item: Item) -> list[int | None]:
    """How much a release can take out of each class, None where it is all that stands there."""
    if item.mapped or item.entry.versions > 1:  # where versions conflict, nobody can say what all of them cover
        return [*item.outside[:ALL]]
    stated = item.entry.stated_m2
    return [None if stated is None else round(stated * M2) for _ in codes.CLASSES]


def _rest(item: Item, steps: Sequence[Move]) -> list[Move]:
    """Book what the stated size of a release leaves over once the balances are empty."""
    stated = _reach(item)[0]
    taken = [0] * SLOTS
    for move in steps:
        if move.movement == codes.STATUSES[item.entry.kind]:
            taken[move.slot] += move.area
    return [
        Move(item.entry.id, item.day, slot, 0, 0, "released_outside_hazard", stated - area, 0)
        for slot, area in enumerate(taken)
        if stated is not None and 0 < area < stated
    ]


def _step(item: Item, account: Sequence[_Account], left: list[int | None], default_depth: DefaultDepth) -> list[Move]:
    before = [(part.level, part.area, part.count) for part in account]
    whole = _whole(account)
    if item.entry.is_hazard:
        name = "mapped" if item.mapped else ""
        _claim(item, account)
    else:
        name = codes.STATUSES[item.entry.kind]
        _release(item, account, left, default_depth)
    rows = [
        (slot, *old, part.level, part.area, part.count)
        for slot, (old, part) in enumerate(zip(before, account, strict=True))
    ]
    rows.append((ALL, *whole, *_whole(account)))
    return [move for row in rows for move in _compared(item, name, *row)]


def _whole(account: Sequence[_Account]) -> tuple[int, int, int]:
    """Level, area and count over all classes: land counts once."""
    level = max(part.level for part in account)
    count = max(part.count for part in account)
    return level, max(part.area for part in account), count


def _claim(item: Item, account: Sequence[_Account]) -> None:
    entry = item.entry
    for slot, part in enumerate(account):
        if not entry.mask >> slot & 1:
            continue
        if item.mapped:
            part.level, part.size = 0, 0
        else:
            part.size = max(part.area, round((entry.stated_m2 or 0) * M2)) or UNKNOWN
            part.level = max(part.level, entry.kind)
        part.need = max(part.need, entry.depth_um)


def _release(item: Item, account: Sequence[_Account], left: list[int | None], default_depth: DefaultDepth) -> None:
    entry = item.entry
    for slot, part in enumerate(account):
        if not (part.level and entry.mask >> slot & 1 and _deep_enough(item, part, codes.CLASSES[slot], default_depth)):
            continue
        room = left[slot]
        if room is None:
            part.level, part.size = 0, 0
        elif part.size != UNKNOWN:
            taken = min(room, part.area)
            left[slot] = room - taken
            part.size -= taken
            part.level = part.level if part.size else 0


def _deep_enough(item: Item, part: _Account, name: str, default_depth: DefaultDepth) -> bool:
    if item.entry.kind == _CANCELLED:
        return True
    need = part.need
    if need == NO_DEPTH:
        metres = default_depth(name, item.day)
        need = NO_DEPTH if metres is None else round(metres * 1_000_000)
    return need == NO_DEPTH or item.entry.depth_um >= need


def _compared(  # noqa: PLR0913, PLR0917 - two states side by side
    item: Item, name: str, slot: int, level: int, area: int, count: int, new_level: int, new_area: int, new_count: int
) -> list[Move]:
    """Say what changed in one slot as movements."""

    def move(movement: str, before: int, after: int, area: int, count: int) -> Move:
        twin = item.mapped and movement in codes.RELEASE_STATUS and area <= item.outside[slot]
        return Move(item.entry.id, item.day, slot, before, after, movement, area, count, twin)

    found = []
    if name:
        if area > new_area or count > new_count:
            found.append(move(name, level, 0, area - new_area, count - new_count))
        if 0 < new_level < level:
            found.append(move("suspected_from_confirmed", level, new_level, new_area, new_count))
        return found
    if level and new_level > level:
        found.append(move("confirmed_from_suspected", level, new_level, area, count))
        level = new_level
    if new_area != area or new_count != count:
        movement = "newly_confirmed" if new_level == STATUS_NUMBER["confirmed"] else "newly_suspected"
        found.append(move(movement, 0, new_level, new_area - area, new_count - count))
    return found
