"""What must hold whatever the records say: splitting, leaving out, and one answer for all ways of asking."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import replace
from itertools import combinations

import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from landrelease.ledger.events import in_order
from landrelease.ledger.parcels import Faces
from landrelease.ledger.statement import SLOT_NAMES
from landrelease.ledger.story import covering, story

from .cases import accounts, entries_of, folded, rings_of, statements
from .reference import SLOTS, Given, Point, Rules, State, arrangement, moving
from .test_parcels import drawn, in_plane, state_of

SQUARE_MM = 10**3
"""1 mm² in units of 1e-9 m²."""
OPEN = ("suspected", "confirmed")


# ---- splitting ----


def halves(shape: shapely.Geometry) -> list[tuple[shapely.Geometry, shapely.Geometry]]:
    """Every way of cutting a shape in two along its own vertices."""
    parts = shapely.get_parts(shape)
    if len(parts) > 1:
        return [
            (shapely.MultiPolygon(list(parts[:n])), shapely.MultiPolygon(list(parts[n:]))) for n in range(1, len(parts))
        ]
    if parts[0].interiors:
        return []
    ring = list(parts[0].exterior.coords)[:-1]
    found = [
        (shapely.Polygon(ring[i : j + 1]), shapely.Polygon(ring[j:] + ring[: i + 1]))
        for i, j in combinations(range(len(ring)), 2)
        if 1 < j - i < len(ring) - 1
    ]
    return [
        pair for pair in found if all(half.is_valid for half in pair) and sum(half.area for half in pair) == shape.area
    ]


def totals(everything: list[Given]) -> dict[tuple, int]:
    """Sums of postings and memos by slot, statuses and name."""
    found: dict[tuple, int] = defaultdict(int)
    for account, area in accounts(moving(everything), folded(Rules(everything)).postings).items():
        found[account[1:]] += area
    return found


@given(everything=statements(conflicts=False), data=st.data())
def test_splitting_a_record_along_its_vertices_changes_no_total(everything, data):
    at = data.draw(st.integers(0, len(everything) - 1))
    whole = everything[at]
    ways = halves(whole.land)
    assume(ways)
    pair = data.draw(st.sampled_from(ways))
    keyed = replace(whole, root="key")  # the halves stay one hazard, named or not
    apart = [replace(keyed, id=f"{whole.id}{half}", land=land) for half, land in zip("ab", pair, strict=True)]
    before, after = (
        totals([*everything[:at], keyed, *everything[at + 1 :]]),
        totals([*everything[:at], *apart, *everything[at + 1 :]]),
    )
    parcels = len(drawn(everything).id) + 1
    assert {
        sums: (before[sums], after[sums])
        for sums in before.keys() | after.keys()
        if abs(before[sums] - after[sums]) > SQUARE_MM * parcels
    } == {}


# ---- leaving a release out ----


def parted(everything: list[Given], data: st.DataObject) -> tuple[list[Given], list[Given]]:
    """One release with all its versions, and all other statements."""
    releases = [one for one in moving(everything) if not one.is_hazard]
    assume(releases)
    chosen = data.draw(st.sampled_from(releases))
    gone = [one for one in everything if one is chosen or (one.root and one.root == chosen.root)]
    return gone, [one for one in everything if one not in gone]


@given(everything=statements(), data=st.data())
def test_leaving_a_release_out_is_never_less_dangerous_and_changes_nothing_elsewhere(everything, data):
    gone, without = parted(everything, data)
    now, then = drawn(everything), drawn(without)
    own = shapely.transform(shapely.union_all([one.land for one in gone]), lambda units: units * 1e5)
    allowed = sum(one.land.length for one in everything) * 1e5 * 1e5  # 0.1 mm along every edge, nm²
    for slot in range(4):
        open_now, open_then = (land_by(faces, slot, lambda state: state.status in OPEN) for faces in (now, then))
        assert shapely.difference(open_now[True], open_then[True]).area <= allowed
        by_state = [land_by(faces, slot, lambda state: state) for faces in (now, then)]
        for state in by_state[0].keys() | by_state[1].keys():
            changed = shapely.symmetric_difference(*(land[state] for land in by_state))
            assert shapely.difference(changed, own).area <= allowed


def land_by(faces: Faces, slot: int, told: Callable[[State], Hashable]) -> dict[Hashable, shapely.Geometry]:
    """Land by what is told of its state in a slot."""
    found: dict[Hashable, list[shapely.Geometry]] = defaultdict(list)
    for n, shape in enumerate(in_plane(faces)):
        found[told(state_of(faces, n, slot))].append(shape)
    return defaultdict(shapely.Polygon, {said: shapely.union_all(shapes) for said, shapes in found.items()})


@given(everything=statements(most=9), data=st.data())
def test_nor_does_it_in_the_rules_themselves(everything, data):
    """The same of the reference, point by point: a doubt about the rules would show here."""
    gone, others = parted(everything, data)
    rules, without = Rules(everything), Rules(others)
    everywhere = moving(everything)
    for members in arrangement([one.land for one in everywhere]):
        here = [everywhere[n] for n in members]
        now, then = Point(rules), Point(without)
        list(now.fold(here))
        list(then.fold(one for one in here if one not in gone))
        for slot in SLOTS:
            assert now.level(slot) <= then.level(slot)


# ---- one fold, three ways of asking ----


@given(everything=statements())
def test_the_story_of_a_point_is_what_the_rules_say(everything):
    rules = Rules(everything)
    everywhere = moving(everything)
    assume(everywhere)
    entries, rings = entries_of(everywhere), rings_of(everywhere)
    for x, y in ((48, 48), (145, 150), (1500, 505), (290, 97)):
        inside = covering(rings, x, y)
        point = Point(rules)
        should: dict[str, dict[str, str]] = defaultdict(dict)
        for move in point.fold(everywhere[n] for n in inside):
            should[move.id][move.slot] = move.name
        steps = story([entries[n] for n in inside], [rules.day[everywhere[n].id] for n in inside])
        assert {step.record: step.movements for step in steps if step.movements} == should
        if steps:
            assert steps[-1].status == {slot: point.state[slot].status for slot in SLOT_NAMES}


@given(everything=statements())
def test_a_point_off_all_edges_is_covered_by_the_shapes_around_it(everything):
    rings = rings_of(everything)
    for x, y in ((48, 47), (145, 151), (1500, 503), (290, 96)):
        spot = shapely.Point(x, y)
        if not any(one.land.boundary.intersects(spot) for one in everything):
            assert covering(rings, x, y) == [n for n, one in enumerate(everything) if one.land.contains(spot)]


@given(everything=statements())
def test_the_order_is_the_canonical_one(everything):
    rules = Rules(everything)
    entries = entries_of(everything)
    order, events = in_order(entries)
    assert [everything[n].id for n in order] == sorted(rules.place, key=rules.place.get)
    assert events.table.reshape(len(entries), -1)[:, 6].tolist() == [rules.day[everything[n].id] for n in order]
