"""Hazards without a polygon: never dropped, never more released than there was, moved out when somebody maps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.ledger.entry import Entry
from landrelease.ledger.fold import M2
from landrelease.ledger.statement import SLOT_NAMES
from landrelease.ledger.unmapped import Item, Move, moves
from landrelease.records import codes

STATUS = {name: number for number, name in enumerate(codes.STATUSES)}
ALL_CLASSES, MINES, CLUSTER = 0b111, 0b001, 0b010


def item(id_: str, status: str, day: int, m2: float | None = None, **words) -> Item:
    """A statement without a polygon; `outside` is given for a release with one, `mapped` for a hazard with one."""
    outside, mapped = words.pop("outside", None), words.pop("mapped", False)
    entry = Entry(
        id_, STATUS[status], day, day, "T", words.pop("mask", ALL_CLASSES), words.pop("keys", ("H",)), **words
    )
    entry = Entry(**{name: getattr(entry, name) for name in entry.__struct_fields__} | {"stated_m2": m2})
    if outside is None:
        return Item(entry, day, mapped)
    return Item(entry, day, mapped=True, outside=tuple(round(area * M2) for area in outside))


def told(*items: Item, slot: str = "all", **more) -> list[tuple]:
    """Movements of one slot: record, movement, from, to, m², hazards of unknown size."""
    return [
        (
            move.entry,
            move.movement,
            codes.STATUSES[move.before],
            codes.STATUSES[move.after],
            move.area / M2,
            move.hazards,
        )
        for move in moves(items, **more)
        if SLOT_NAMES[move.slot] == slot
    ]


def balance(found: list[Move]) -> dict[tuple[str, int], tuple[int, int]]:
    """What stands in every account, by slot and level."""
    standing: dict[tuple[str, int], tuple[int, int]] = {}
    for move in found:
        for level, sign in ((move.before, -1), (move.after, 1)):
            if level:
                area, count = standing.get((SLOT_NAMES[move.slot], level), (0, 0))
                standing[SLOT_NAMES[move.slot], level] = (area + sign * move.area, count + sign * move.hazards)
    return {account: amounts for account, amounts in standing.items() if any(amounts)}


# ---- hazards ----


def test_a_hazard_enters_by_its_stated_size_in_each_class_it_names():
    point = item("a", "suspected", 1, 500, mask=MINES | CLUSTER)
    assert {slot: told(point, slot=slot) for slot in SLOT_NAMES} == {
        "mines": [("a", "newly_suspected", "none", "suspected", 500, 0)],
        "cluster": [("a", "newly_suspected", "none", "suspected", 500, 0)],
        "other": [],
        "all": [("a", "newly_suspected", "none", "suspected", 500, 0)],
    }


@pytest.mark.parametrize("size", [None, 0.0])
def test_without_a_size_it_is_counted(size):
    assert told(item("a", "confirmed", 1, size)) == [("a", "newly_confirmed", "none", "confirmed", 0, 1)]


def test_a_second_record_of_unknown_size_drops_nothing():
    found = moves([item("a", "suspected", 1), item("b", "suspected", 2)])
    assert balance(found)["all", 1] == (0, 1)


def test_a_size_that_becomes_known_replaces_the_count():
    assert told(item("a", "suspected", 1), item("b", "suspected", 2, 300)) == [
        ("a", "newly_suspected", "none", "suspected", 0, 1),
        ("b", "newly_suspected", "none", "suspected", 300, -1),
    ]


def test_of_two_sizes_the_larger_stands():
    found = moves([item("a", "suspected", 1, 300), item("b", "suspected", 2, 500), item("c", "suspected", 3, 200)])
    assert balance(found)["all", 1] == (500 * M2, 0)


def test_confirmation_moves_what_stands():
    assert told(item("a", "suspected", 1, 500), item("b", "confirmed", 2)) == [
        ("a", "newly_suspected", "none", "suspected", 500, 0),
        ("b", "confirmed_from_suspected", "suspected", "confirmed", 500, 0),
    ]


def test_later_suspicion_does_not_lower_it():
    assert told(item("a", "confirmed", 1, 500), item("b", "suspected", 2)) == [
        ("a", "newly_confirmed", "none", "confirmed", 500, 0)
    ]


# ---- releases ----


@pytest.mark.parametrize("size", [500, None])
def test_a_release_without_any_size_names_the_whole_hazard(size):
    found = told(item("a", "suspected", 1, size), item("r", "cancelled", 2))
    assert found[-1] == ("r", "cancelled", "suspected", "none", size or 0, 0 if size else 1)


def test_a_release_moves_its_stated_size():
    items = [item("a", "confirmed", 1, 500), item("r", "reduced", 2, 200), item("s", "cleared", 3, 300)]
    assert told(*items)[1:] == [
        ("r", "reduced", "confirmed", "none", 200, 0),
        ("s", "cleared", "confirmed", "none", 300, 0),
    ]
    assert balance(moves(items)) == {}


def test_at_most_the_balance_moves_and_the_rest_is_released_outside_hazard():
    items = [item("a", "suspected", 1, 500), item("r", "cleared", 2, 800)]
    for slot in SLOT_NAMES:
        assert told(*items, slot=slot)[1:] == [
            ("r", "cleared", "suspected", "none", 500, 0),
            ("r", "released_outside_hazard", "none", "none", 300, 0),
        ]


def test_a_stated_size_takes_nothing_out_of_an_unknown_balance():
    assert told(item("a", "suspected", 1), item("r", "cleared", 2, 200))[1:] == []


def test_a_release_of_two_hazards_moves_no_more_than_its_own_size():
    items = [
        item("a", "suspected", 1, 400, keys=("H",)),
        item("b", "suspected", 1, 400, keys=("K",)),
        item("r", "cancelled", 2, 500, keys=("H", "K")),
    ]
    found = moves(items)
    assert balance(found)["all", 1] == (300 * M2, 0)
    assert sum(move.area for move in found if move.entry == "r" and move.slot == 3) == 500 * M2


def test_a_mapped_release_moves_what_it_released_outside_mapped_hazards():
    items = [item("a", "suspected", 1, 500), item("r", "cleared", 2, outside=(200, 200, 200, 200))]
    assert told(*items)[1:] == [("r", "cleared", "suspected", "none", 200, 0)]
    assert all(move.on_the_map for move in moves(items) if move.entry == "r")


def test_a_release_covers_the_classes_of_its_scope_only():
    items = [item("a", "suspected", 1, 500, mask=MINES | CLUSTER), item("r", "cleared", 2, mask=CLUSTER)]
    found = moves(items)
    assert balance(found) == {("mines", 1): (500 * M2, 0), ("all", 1): (500 * M2, 0)}


@pytest.mark.parametrize(("done", "left"), [(-1, 500), (100_000, 500), (200_000, 0)])
def test_the_required_depth_must_be_reached(done, left):
    items = [item("a", "suspected", 1, 500, depth_um=200_000), item("r", "cleared", 2, depth_um=done)]
    assert balance(moves(items)).get(("all", 1), (0, 0)) == (left * M2, 0)


def test_a_default_depth_counts_where_none_is_stated():
    items = [item("a", "suspected", 1, 500, mask=MINES), item("r", "cleared", 2, depth_um=100_000)]
    shallow = told(*items, default_depth=lambda name, _: 0.2 if name == "mines" else None)
    assert shallow == [("a", "newly_suspected", "none", "suspected", 500, 0)]


def test_depth_never_stops_a_cancellation():
    items = [item("a", "suspected", 1, 500, depth_um=200_000), item("r", "cancelled", 2)]
    assert balance(moves(items)) == {}


def test_conflicting_versions_of_a_release_move_nothing():
    items = [
        item("a", "suspected", 1, 500),
        item("r", "cleared", 2, versions=2),
        item("s", "cleared", 3, 500, versions=2),
    ]
    assert balance(moves(items))["all", 1] == (500 * M2, 0)


def test_closing_the_confirmed_class_leaves_the_suspected_one():
    items = [
        item("a", "confirmed", 1, 500, mask=MINES),
        item("b", "suspected", 2, 500, mask=CLUSTER),
        item("r", "cleared", 3, mask=MINES),
        item("s", "cleared", 4, mask=CLUSTER),
    ]
    assert told(*items)[1:] == [
        ("r", "suspected_from_confirmed", "confirmed", "suspected", 500, 0),
        ("s", "cleared", "suspected", "none", 500, 0),
    ]


# ---- mapping ----


def test_a_mapped_record_of_the_same_hazard_moves_the_balance_out():
    items = [item("a", "suspected", 1, 500), item("b", "confirmed", 2, mapped=True)]
    assert told(*items)[1:] == [("b", "mapped", "suspected", "none", 500, 0)]


def test_in_the_classes_that_it_names_only():
    items = [item("a", "suspected", 1, 500, mask=MINES | CLUSTER), item("b", "suspected", 2, mask=MINES, mapped=True)]
    found = moves(items)
    assert balance(found) == {("cluster", 1): (500 * M2, 0), ("all", 1): (500 * M2, 0)}


def test_another_hazard_moves_nothing():
    items = [item("a", "suspected", 1, 500), item("b", "confirmed", 2, keys=("K",), mapped=True)]
    assert balance(moves(items)) == {(slot, 1): (500 * M2, 0) for slot in SLOT_NAMES}


# ---- always ----

SIZES = st.sampled_from((None, 0.0, 200.0, 500.0))
MASKS = st.sampled_from((ALL_CLASSES, MINES, CLUSTER, MINES | CLUSTER))


@st.composite
def lives(draw: st.DrawFn) -> list[Item]:
    """Records of two hazards and releases of them."""
    found = []
    for number in range(draw(st.integers(1, 7))):
        status = draw(st.sampled_from(("suspected", "confirmed", "cancelled", "cleared")))
        words = {"mask": draw(MASKS), "depth_um": draw(st.sampled_from((-1, 100_000, 200_000)))}
        keys = draw(st.sampled_from((("H",), ("K",))))
        if status in ("suspected", "confirmed"):
            words |= {"mapped": draw(st.booleans())}
        else:
            keys = draw(st.sampled_from((keys, ("H", "K"))))
            area = draw(st.sampled_from((None, 0.0, 300.0)))
            words |= {"outside": (area,) * 4} if area is not None else {}
        found.append(item(f"r{number}", status, draw(st.integers(1, 4)), draw(SIZES), keys=keys, **words))
    return found


@given(life=lives())
def test_no_balance_is_ever_negative_and_no_movement_either(life):
    found = moves(life)
    for end in range(1, len(found) + 1):
        if end == len(found) or found[end].entry != found[end - 1].entry:
            assert all(area >= 0 and count >= 0 for area, count in balance(found[:end]).values())
    assert all(move.area >= 0 for move in found)
    assert all(move.hazards >= 0 or move.movement.startswith("newly") for move in found)


@given(life=lives(), data=st.data())
def test_the_order_of_arrival_does_not_matter(life, data):
    assert moves(data.draw(st.permutations(life))) == moves(life)


@given(life=lives())
def test_no_class_holds_more_than_all(life):
    standing = balance(moves(life))
    for slot in SLOT_NAMES[:3]:
        areas = [sum(standing.get((name, level), (0, 0))[0] for level in (1, 2)) for name in (slot, "all")]
        counts = [sum(standing.get((name, level), (0, 0))[1] for level in (1, 2)) for name in (slot, "all")]
        assert areas[0] <= areas[1]
        assert counts[0] <= counts[1]
