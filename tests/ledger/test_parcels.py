"""The map against the reference and against its own promises."""

from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.plane import Plane
from landrelease.geometry.rings import Rings, to_polygons
from landrelease.geometry.straight import polygons_in_degrees
from landrelease.ledger.parcels import Faces
from landrelease.ledger.statement import SLOT_NAMES
from landrelease.records import codes

from .cases import accounts, folded, statements
from .coverage import is_coverage
from .reference import SLOTS, Given, Point, Rules, State, moving, states
from .test_rules import EAST, WEST, hazard, release

PLANE = Plane(18.0, 44.0)
GRID_M = 1e-4
NM_PER_UNIT = 1e5


NONE = np.zeros(0, np.int64)
NO_RINGS = Rings(np.zeros((0, 2), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
_SLOTS = np.zeros((0, 4), np.int64)
NOTHING = Faces(
    NONE, NONE, [], _SLOTS, np.zeros(0), np.zeros((0, 5, 4), np.int64), np.zeros(1, np.int64), NONE, NONE, [""], NONE
)


def drawn(everything: list[Given]) -> Faces:
    """All parcels of a case; small cases are drawn in one part."""
    parts = folded(Rules(everything), map_too=True).faces
    assert len(parts) <= 1
    return parts[0] if parts else NOTHING


def in_plane(faces: Faces) -> np.ndarray:
    """The polygons as the ledger draws them, in nanometres of the plane."""
    return shapely.transform(to_polygons(faces.rings), lambda units: units * NM_PER_UNIT)


def on_map(faces: Faces) -> np.ndarray:
    """The polygons in longitude and latitude."""
    return polygons_in_degrees(faces.rings, PLANE)


# ---- worked cases ----


def test_parcels_in_full():
    faces = drawn(
        [
            hazard("h", "suspected", "2020-01-01"),
            hazard("c", "confirmed", "2020-02-01", WEST),
            release("x", "cleared", "2020-03-01", EAST, depth_m=0.2),
            release("y", "reduced", "2020-04-01", EAST, depth_m=0.1),
        ],
    )
    rows = zip(
        faces.home, faces.area_m2, faces.status.tolist(), faces.record, faces.depth_record, faces.history, strict=True
    )
    assert sorted(rows) == [
        ("h", 50.0, [2, 2, 2, 2], ("c",) * 4, ("",) * 4, ("h", "c")),
        ("h", 50.0, [5, 5, 5, 5], ("x",) * 4, ("x",) * 4, ("h", "x")),
    ]
    at = faces.record.index(("x",) * 4)
    assert faces.depth_um[at].tolist() == [200_000] * 4
    assert [codes_date(day) for day in faces.since[at]] == ["2020-03-01"] * 4


def codes_date(day: int) -> str:
    import datetime as dt  # noqa: PLC0415 - one look

    return dt.date.fromordinal(int(day)).isoformat()


def test_land_of_one_history_is_one_parcel_whatever_records_lie_over_it():
    faces = drawn([hazard("h", "suspected", "2020-01-01"), hazard("again", "suspected", "2020-02-01", WEST)])
    assert (faces.home, faces.area_m2.tolist(), faces.history) == (["h"], [100.0], [("h",)])


def test_a_parcel_names_the_earliest_record_of_an_open_claim_at_its_status():
    faces = drawn(
        [
            hazard("a", "suspected", "2020-01-01"),
            hazard("b", "confirmed", "2020-02-01"),
            hazard("c", "confirmed", "2020-03-01"),
            hazard("d", "confirmed", "2020-04-01", area_id="H-2"),
            release("x", "cancelled", "2020-05-01", area_id="H-2"),
        ]
    )
    assert faces.record == [("b",) * 4]
    assert [codes_date(day) for day in faces.since[0]] == ["2020-02-01"] * 4


def test_once_the_confirmed_claim_is_closed_it_names_the_suspicion_since_that_day():
    faces = drawn(
        [
            hazard("a", "suspected", "2020-01-01", area_id="H-2"),
            hazard("b", "confirmed", "2020-02-01"),
            release("x", "reduced", "2020-05-01", area_id="H-1"),
        ]
    )
    assert faces.record == [("a",) * 4]
    assert [codes_date(day) for day in faces.since[0]] == ["2020-05-01"] * 4


def test_a_parcel_keeps_its_deepest_done_depth_though_it_is_reopened_and_released_again():
    faces = drawn(
        [
            hazard("a", "suspected", "2020-01-01"),
            release("deep", "cleared", "2020-02-01", depth_m=0.5),
            hazard("b", "suspected", "2020-03-01"),
            release("flat", "cleared", "2020-04-01", depth_m=0.1),
        ]
    )
    assert faces.record == [("flat",) * 4]
    assert (faces.depth_um.tolist(), faces.depth_record) == ([[500_000] * 4], [("deep",) * 4])


def test_of_conflicting_versions_the_least_depth_is_kept():
    versions = [
        Given(one.id, one.record, one.land, "root", 2)
        for one in (
            release("a", "cleared", "2020-02-01", depth_m=0.1),
            release("b", "cleared", "2020-02-01", depth_m=0.3),
        )
    ]
    faces = drawn([hazard("h", "suspected", "2020-01-01"), *versions])
    assert (faces.depth_um.tolist(), faces.depth_record) == ([[100_000] * 4], [("a",) * 4])


def test_classes_have_their_own_status_on_one_parcel():
    faces = drawn(
        [
            hazard("h", "suspected", "2020-01-01", contamination=("AP",)),
            hazard("k", "confirmed", "2020-02-01", area_id="H-2", contamination=("CMR",)),
            release("x", "cleared", "2020-03-01", scope=("CMR",)),
        ]
    )
    assert [codes.STATUSES[status] for status in faces.status[0]] == ["suspected", "cleared", "none", "suspected"]
    assert faces.record == [("h", "x", "", "h")]


def test_a_hole_is_no_land():
    around = hazard("h", "suspected", "2020-01-01", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))")
    faces = drawn([around])
    assert (faces.area_m2.tolist(), len(in_plane(faces)[0].interiors)) == ([72.0], 1)


def test_land_narrower_than_a_nanometre_at_one_end_is_drawn_up_to_where_it_has_a_width():
    """Two neighbours whose common edge was drawn twice; a third shape's edge meets both at one nanometre."""
    corners = [
        "0 3333368, 3208086 3333446, 3207979 5555692, 0 5555614, 0 3333368",
        "2405984 5555658, 2406065 3333412, 5614151 3333605, 5613963 5555852, 2405984 5555658",
        "801981 6666742, 802022 3333373, 3208086 3333446, 3207925 6666815, 801981 6666742",
        "2406024 4444535, 2406186 44, 4010310 121, 4010041 4444612, 2406024 4444535",
    ]
    shapes = [shapely.from_wkt(f"POLYGON (({ring}))") for ring in corners]
    everything = [
        Given(
            f"r{n}", hazard("", "suspected", f"2020-0{n + 1}-01", area_id=f"H-{n}", contamination=(code,)).record, shape
        )
        for n, (shape, code) in enumerate(zip(shapes, ("AP", "CMR", "UXO", "AP"), strict=True))
    ]
    faces = drawn(everything)
    assert is_coverage(in_plane(faces))
    promised = 1e-4 * sum(shape.length for shape in shapes) / 1e4  # 0.1 mm of the perimeter
    assert faces.area_m2.sum() == pytest.approx(shapely.union_all(shapes).area / 1e8, abs=promised / 10)


# ---- against the reference ----


def state_of(faces: Faces, n: int, slot: int) -> State:
    """One slot of a parcel in the reference's words; nothing where the land has no status there."""
    if faces.status[n, slot] == 0:
        return State()
    depth = int(faces.depth_um[n, slot])
    return State(
        codes.STATUSES[faces.status[n, slot]],
        int(faces.since[n, slot]),
        faces.record[n][slot],
        None if depth < 0 else Fraction(depth, 10**6),
        faces.depth_record[n][slot],
    )


@given(everything=statements())
def test_every_parcel_has_the_state_that_the_rules_give_it(everything):
    faces = drawn(everything)
    found, should = defaultdict(float), defaultdict(float)
    for n, area in enumerate(faces.area_m2.tolist()):
        found[tuple(state_of(faces, n, slot) for slot in range(4))] += area
    for ends, area in states(Rules(everything)).items():
        should[tuple(end if end.status != "none" else State() for end in ends)] += float(area) * GRID_M**2
    allowed = GRID_M * sum(one.land.length for one in everything) * GRID_M
    wrong = {
        ends: (should[ends], found[ends])
        for ends in should.keys() | found.keys()
        if abs(should[ends] - found[ends]) > allowed
    }
    assert wrong == {}


def inside(shape: shapely.Geometry) -> list[shapely.Point]:
    """A point of the grid's plane well inside each part of some land that is wider than the grid is fine."""
    inner = shapely.get_parts(shapely.buffer(shape, -2 * NM_PER_UNIT))
    points = shapely.point_on_surface(inner[~shapely.is_empty(inner)])
    return shapely.transform(points, lambda nanometres: nanometres / NM_PER_UNIT).tolist()


def told(rules: Rules, spot: shapely.Point) -> tuple[list[State], list[str]]:
    """What the rules say of one point: its state in each slot, and the records that made it so."""
    point = Point(rules)
    list(point.fold(one for one in moving(rules.everything) if one.land.contains(spot)))
    ends = [point.end(slot) for slot in SLOTS]
    return [end if end.status != "none" else State() for end in ends], list(dict.fromkeys(point.history))


@given(everything=statements())
def test_every_parcel_lies_where_the_rules_put_it_and_no_land_is_left_out(everything):
    faces, rules = drawn(everything), Rules(everything)
    for n, shape in enumerate(in_plane(faces)):
        for spot in inside(shape):
            assert told(rules, spot) == ([state_of(faces, n, slot) for slot in range(4)], list(faces.history[n]))
    everywhere = shapely.union_all([one.land for one in everything])
    left = shapely.transform(everywhere, lambda units: units * NM_PER_UNIT)
    for spot in inside(shapely.difference(left, shapely.union_all(in_plane(faces)))):
        assert told(rules, spot) == ([State()] * 4, [])


# ---- what always holds ----


@given(everything=statements())
def test_parcels_are_a_valid_coverage_in_longitude_and_latitude(everything):
    assert is_coverage(on_map(drawn(everything)))


@given(everything=st.one_of(statements(), statements(spiky=True)))
def test_parcels_are_a_valid_coverage_in_the_plane(everything):
    faces = drawn(everything)
    assert is_coverage(in_plane(faces))
    assert np.abs(shapely.area(in_plane(faces)) / 1e18 - faces.area_m2).max(initial=0) < 1e-6


@given(everything=statements())
def test_parcels_of_a_class_cover_what_the_books_say(everything):
    faces, books = drawn(everything), accounts(moving(everything), folded(Rules(everything)).postings)
    allowed = GRID_M * (
        sum(one.land.length for one in everything) * GRID_M + shapely.length(in_plane(faces)).sum() / 1e9
    )
    for slot, name in enumerate(SLOT_NAMES):
        balance = defaultdict(int)
        for account, area in books.items():
            if account.slot == name and account.after:
                balance[account.before] -= area
                balance[account.after] += area
        for number, status in enumerate(codes.STATUSES[1:], 1):
            shown = faces.area_m2[faces.status[:, slot] == number].sum()
            assert abs(shown - balance[status] / 1e9) <= allowed


@given(everything=statements())
def test_parcels_lie_on_their_home_and_have_ids_of_their_own(everything):
    faces = drawn(everything)
    land = {one.id: shapely.transform(one.land, lambda units: units * 1e5) for one in everything}
    shapes = in_plane(faces)
    for n, home in enumerate(faces.home):
        assert faces.history[n][0] == home
        assert shapely.area(shapely.difference(shapes[n], land[home])) / 1e18 < GRID_M * land[home].length / 1e9
    assert len(set(faces.id)) == len(faces.id)
    assert list(zip(faces.home, faces.id, strict=True)) == sorted(zip(faces.home, faces.id, strict=True))


@given(everything=statements(), data=st.data())
def test_the_order_of_arrival_and_the_number_of_workers_change_nothing(everything, data):
    once = folded(Rules(everything), map_too=True)
    shuffled = data.draw(st.permutations(everything))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("landrelease.ledger.book.CHUNK_VERTICES", 1)
        again = folded(Rules(shuffled), map_too=True, workers=2)
    assert accounts(moving(everything), once.postings) == accounts(moving(shuffled), again.postings)
    assert parcels_of(once.faces) == parcels_of(again.faces)


def parcels_of(parts: list[Faces]) -> list[tuple]:
    """Every parcel of every part with all that is said of it, ordered by home and id."""
    found = []
    for part in parts:
        columns = [part.packed]
        columns += [column.tolist() for column in (part.area_m2, part.status, part.since, part.depth_um)]
        columns += [part.record, part.depth_record, part.history, part.moves]
        found += zip(part.home, part.id, *columns, strict=True)
    return sorted(found)
