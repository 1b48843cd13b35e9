"""The movement table and each sentence of "Claims" and "Order", as cases that a person can check by hand.

Land is drawn in metres. `SQUARE` holds 100 m²; `WEST` and `EAST` are its halves. Dates are days of 2020 unless said.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
import shapely

from landrelease.records.land import Hazard, Release

from .cases import accounts, folded
from .reference import Given, Rules, moving

SQUARE = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"
WEST = "POLYGON ((0 0, 5 0, 5 10, 0 10, 0 0))"
EAST = "POLYGON ((5 0, 10 0, 10 10, 5 10, 5 0))"
EARLY, LATE = "2021-01-01T00:00:00.000Z", "2021-06-01T00:00:00.000Z"


def hazard(id_: str, status: str, date: str, wkt: str = SQUARE, **words) -> Given:
    record = Hazard(status=status, date=date, **{"area_id": "H-1", "recorded": EARLY} | words)
    return Given(id_, record, land(wkt))


def release(id_: str, status: str, date: str, wkt: str = SQUARE, **words) -> Given:
    return Given(id_, Release(status=status, date=date, **{"recorded": EARLY} | words), land(wkt))


def land(wkt: str) -> shapely.Geometry:
    return shapely.transform(shapely.from_wkt(wkt), lambda metres: metres * 10_000)


def booked(*given: Given, slot: str = "all", defaults: dict[str, str] | None = None) -> list[tuple]:
    """Postings and memos in the order of folding: record, from, to, name, m²."""
    rules = Rules(given, defaults={name: Fraction(depth) for name, depth in (defaults or {}).items()})
    found = accounts(moving(given), folded(rules).postings)
    rows = [
        (rules.place[account.id], account, Decimal(area) / 10**9)
        for account, area in found.items()
        if account.slot == slot
    ]
    return [(a.id, a.before, a.after, a.name, int(area) if area == int(area) else area) for _, a, area in sorted(rows)]


# ---- the table, row by row and column by column ----


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], ("none", "suspected", "newly_suspected", 100)),
        ([hazard("h", "suspected", "2020-01-01")], None),
        ([hazard("h", "confirmed", "2020-01-01")], None),
        ([release("r", "cancelled", "2020-01-01")], ("cancelled", "suspected", "reopened", 100)),
        ([release("r", "reduced", "2020-01-01")], ("reduced", "suspected", "reopened", 100)),
        ([release("r", "cleared", "2020-01-01")], ("cleared", "suspected", "reopened", 100)),
    ],
)
@pytest.mark.parametrize("area_id", ["H-1", "H-2"])
def test_a_suspected_hazard(before, expected, area_id):
    found = booked(*before, hazard("x", "suspected", "2020-02-01", area_id=area_id))
    assert [row[1:] for row in found if row[0] == "x"] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], ("none", "confirmed", "newly_confirmed", 100)),
        ([hazard("h", "suspected", "2020-01-01")], ("suspected", "confirmed", "confirmed_from_suspected", 100)),
        ([hazard("h", "confirmed", "2020-01-01")], None),
        ([release("r", "cancelled", "2020-01-01")], ("cancelled", "confirmed", "reopened", 100)),
        ([release("r", "reduced", "2020-01-01")], ("reduced", "confirmed", "reopened", 100)),
        ([release("r", "cleared", "2020-01-01")], ("cleared", "confirmed", "reopened", 100)),
    ],
)
@pytest.mark.parametrize("area_id", ["H-1", "H-2"])
def test_a_confirmed_hazard(before, expected, area_id):
    found = booked(*before, hazard("x", "confirmed", "2020-02-01", area_id=area_id))
    assert [row[1:] for row in found if row[0] == "x"] == ([expected] if expected else [])


@pytest.mark.parametrize("status", ["cancelled", "reduced", "cleared"])
class TestARelease:
    """A release of each kind that closes the last claim, or never met one."""

    def test_of_land_that_was_never_claimed(self, status):
        assert booked(release("x", status, "2020-02-01")) == [("x", "none", status, "released_outside_hazard", 100)]

    @pytest.mark.parametrize("open_status", ["suspected", "confirmed"])
    def test_of_open_land(self, status, open_status):
        assert booked(hazard("h", open_status, "2020-01-01"), release("x", status, "2020-02-01")) == [
            ("h", "none", open_status, f"newly_{open_status}", 100),
            ("x", open_status, status, status, 100),
        ]

    @pytest.mark.parametrize("earlier", ["cancelled", "reduced", "cleared"])
    def test_of_released_land_is_a_memo(self, status, earlier):
        assert booked(release("r", earlier, "2020-01-01"), release("x", status, "2020-02-01")) == [
            ("r", "none", earlier, "released_outside_hazard", 100),
            ("x", "", "", "repeat_release", 100),
        ]


@pytest.mark.parametrize("status", ["cancelled", "reduced"])
class TestAReleaseThatLeavesAClaimOpen:
    """A release of one hazard where another stays."""

    def test_on_suspected_land_is_a_memo(self, status):
        found = booked(
            hazard("h1", "suspected", "2020-01-01"),
            hazard("h2", "suspected", "2020-01-02", area_id="H-2"),
            release("x", status, "2020-02-01", area_id="H-1"),
        )
        assert found == [
            ("h1", "none", "suspected", "newly_suspected", 100),
            ("x", "", "", "released_but_open", 100),
        ]

    def test_of_the_confirmed_hazard_leaves_the_suspicion(self, status):
        found = booked(
            hazard("h1", "confirmed", "2020-01-01"),
            hazard("h2", "suspected", "2020-01-02", area_id="H-2"),
            release("x", status, "2020-02-01", area_id="H-1"),
        )
        assert found == [
            ("h1", "none", "confirmed", "newly_confirmed", 100),
            ("x", "", "", "released_but_open", 100),
            ("x", "confirmed", "suspected", "suspected_from_confirmed", 100),
        ]

    def test_of_the_suspected_hazard_leaves_the_confirmation(self, status):
        found = booked(
            hazard("h1", "suspected", "2020-01-01"),
            hazard("h2", "confirmed", "2020-01-02", area_id="H-2"),
            release("x", status, "2020-02-01", area_id="H-1"),
        )
        assert found == [
            ("h1", "none", "suspected", "newly_suspected", 100),
            ("h2", "suspected", "confirmed", "confirmed_from_suspected", 100),
            ("x", "", "", "released_but_open", 100),
        ]


# ---- claims ----


def test_each_square_metre_moves_by_its_own_history():
    found = booked(
        hazard("h", "suspected", "2020-01-01"),
        hazard("c", "confirmed", "2020-02-01", WEST),
        release("r", "cleared", "2020-03-01", "POLYGON ((4 0, 12 0, 12 10, 4 10, 4 0))"),
        hazard("again", "suspected", "2020-04-01", "POLYGON ((9 0, 11 0, 11 10, 9 10, 9 0))"),
    )
    assert found == [
        ("h", "none", "suspected", "newly_suspected", 100),
        ("c", "suspected", "confirmed", "confirmed_from_suspected", 50),
        ("r", "confirmed", "cleared", "cleared", 10),
        ("r", "none", "cleared", "released_outside_hazard", 20),
        ("r", "suspected", "cleared", "cleared", 50),
        ("again", "cleared", "suspected", "reopened", 20),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"area_id": "H-1", "id": "7"}, {"area_id": "H-1", "id": "8"}),
        ({"area_id": None, "id": "H-1"}, {"area_id": "H-1"}),
        ({"area_id": "  ", "id": "H-1"}, {"area_id": " H-1\t"}),
        ({"area_id": "Caf\u00e9"}, {"area_id": "Cafe\u0301"}),
    ],
)
def test_two_records_of_one_hazard_are_one_claim(one, other):
    """The key is `area_id`, else the source's id, trimmed, NFC: a release that names either closes both."""
    name = other["area_id"]
    found = booked(
        hazard("h1", "suspected", "2020-01-01", **one),
        hazard("h2", "suspected", "2020-01-02", **other),
        release("x", "cancelled", "2020-02-01", area_id=name),
    )
    assert found[-1] == ("x", "suspected", "cancelled", "cancelled", 100)


def test_without_any_name_the_key_is_the_records_hash():
    found = booked(
        hazard("h1", "suspected", "2020-01-01", area_id=None),
        hazard("h2", "suspected", "2020-01-02", area_id=None),
        release("x", "cancelled", "2020-02-01", area_id="h1"),
    )
    assert found[-1] == ("x", "", "", "released_but_open", 100)


def test_confirmed_is_never_lowered_by_a_later_suspicion_of_the_same_hazard():
    found = booked(hazard("h1", "confirmed", "2020-01-01"), hazard("h2", "suspected", "2020-01-02"))
    assert found == [("h1", "none", "confirmed", "newly_confirmed", 100)]


def test_cleared_closes_every_claim_on_its_land_whatever_it_names():
    found = booked(
        hazard("h1", "suspected", "2020-01-01"),
        hazard("h2", "confirmed", "2020-01-02", area_id="H-2", recorded=LATE),
        release("x", "cleared", "2020-02-01", area_id="H-1"),
    )
    assert found[-1] == ("x", "confirmed", "cleared", "cleared", 100)


@pytest.mark.parametrize("status", ["cancelled", "reduced"])
def test_cancelled_and_reduced_close_several_named_hazards(status):
    found = booked(
        hazard("h1", "suspected", "2020-01-01"),
        hazard("h2", "confirmed", "2020-01-02", area_id="H-2"),
        release("x", status, "2020-02-01", area_id="H-2 ;H-1; "),
    )
    assert found[-1] == ("x", "confirmed", status, status, 100)


@pytest.mark.parametrize("status", ["cancelled", "reduced"])
@pytest.mark.parametrize(
    ("recorded", "after"), [(EARLY, "closed"), (LATE, "open")], ids=["no later than it", "later than it"]
)
def test_naming_none_they_close_what_was_recorded_no_later(status, recorded, after):
    found = booked(
        hazard("h", "suspected", "2020-01-01", recorded=recorded),
        release("x", status, "2020-02-01", recorded=EARLY),
    )
    closed, left_open = ("suspected", status, status), ("", "", "released_but_open")
    assert found[-1][1:4] == (closed if after == "closed" else left_open)


def test_a_claim_renewed_by_a_later_record_is_not_closed_by_a_release_that_could_not_know_it():
    found = booked(
        hazard("h1", "suspected", "2020-01-01", recorded=EARLY),
        hazard("h2", "suspected", "2020-01-02", recorded=LATE),
        release("x", "cancelled", "2020-02-01", recorded=EARLY),
    )
    assert found[-1] == ("x", "", "", "released_but_open", 100)


@pytest.mark.parametrize("status", ["reduced", "cleared"])
@pytest.mark.parametrize(
    ("done", "closes"),
    [
        ({}, False),
        ({"depth_m": 0.19}, False),
        ({"depth_m": 0.2}, True),
        ({"depth_m": 0.2, "depth_reference": "datum"}, False),
    ],
    ids=["not stated", "too shallow", "reached", "not from the ground"],
)
def test_a_required_depth_must_be_stated_and_reached(status, done, closes):
    found = booked(
        hazard("h", "suspected", "2020-01-01", required_depth_m=0.2), release("x", status, "2020-02-01", **done)
    )
    assert found[-1][3] == (status if closes else "released_but_open")


def test_depth_never_stops_a_cancellation():
    found = booked(
        hazard("h", "suspected", "2020-01-01", required_depth_m=0.2), release("x", "cancelled", "2020-02-01")
    )
    assert found[-1] == ("x", "suspected", "cancelled", "cancelled", 100)


def test_the_deepest_requirement_among_the_hazards_records_counts_where_it_was_stated():
    found = booked(
        hazard("h1", "suspected", "2020-01-01", required_depth_m=0.1),
        hazard("h2", "suspected", "2020-01-02", WEST, required_depth_m=0.5),
        hazard("h3", "suspected", "2020-01-03", required_depth_m=0.1),
        release("x", "cleared", "2020-02-01", depth_m=0.2),
    )
    assert found == [
        ("h1", "none", "suspected", "newly_suspected", 100),
        ("x", "", "", "released_but_open", 50),
        ("x", "suspected", "cleared", "cleared", 50),
    ]


def test_a_requirement_outlives_the_closing_of_its_claim():
    """Lower only by correction: reopened land keeps the depth that was once required."""
    found = booked(
        hazard("h1", "suspected", "2020-01-01", required_depth_m=0.5),
        release("r", "cancelled", "2020-01-02"),
        hazard("h2", "suspected", "2020-01-03", required_depth_m=0.1),
        release("x", "cleared", "2020-02-01", depth_m=0.2),
    )
    assert found[-1] == ("x", "", "", "released_but_open", 100)


@pytest.mark.parametrize(
    ("stated", "done", "closes"),
    [(None, None, False), (None, 0.2, True), (0.1, 0.1, True), (0.3, 0.2, False)],
    ids=["default, none done", "default reached", "stated below the default", "stated above the default"],
)
def test_a_class_may_have_a_default_depth_for_hazards_that_state_none(stated, done, closes):
    found = booked(
        hazard("h", "suspected", "2020-01-01", contamination=("AP",), required_depth_m=stated),
        release("x", "cleared", "2020-02-01", depth_m=done),
        defaults={"mines": "0.2"},
    )
    assert found[-1][3] == ("cleared" if closes else "released_but_open")


def test_the_default_of_one_class_does_not_concern_another():
    found = booked(
        hazard("h", "suspected", "2020-01-01", contamination=("CMR",)),
        release("x", "cleared", "2020-02-01"),
        defaults={"mines": "0.2"},
    )
    assert found[-1] == ("x", "suspected", "cleared", "cleared", 100)


# ---- classes and scope ----

EVERY = ("mines", "cluster", "other", "all")


def in_each(*given: Given) -> dict[str, list[tuple]]:
    """Slots in which something happens, with what happens: record and movement."""
    found = {slot: [(row[0], row[3]) for row in booked(*given, slot=slot)] for slot in EVERY}
    return {slot: rows for slot, rows in found.items() if rows}


@pytest.mark.parametrize(
    ("contamination", "slots"),
    [
        (("AP",), ["mines"]),
        (("AV", "improvised"), ["mines"]),
        (("CMR",), ["cluster"]),
        (("UXO", "AXO"), ["other"]),
        (("IED",), ["other"]),
        (("AP", "CMR"), ["mines", "cluster"]),
        ((), ["mines", "cluster", "other"]),
        (("AP", "something else"), ["mines", "cluster", "other"]),
    ],
)
def test_a_hazard_claims_land_in_each_class_it_names(contamination, slots):
    found = in_each(hazard("h", "suspected", "2020-01-01", contamination=contamination))
    assert found == {slot: [("h", "newly_suspected")] for slot in [*slots, "all"]}


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ({}, ["mines", "cluster", "other"]),
        ({"scope": ("CMR",)}, ["cluster"]),
        ({"scope": ("mines", "UXO")}, ["mines", "other"]),
        ({"scope": ("AP", "something else")}, []),
        ({"method": "bac"}, ["cluster", "other"]),
        ({"method": "eod-level-1"}, ["cluster", "other"]),
        ({"method": "eod-level-3plus"}, ["cluster", "other"]),
        ({"method": "bac", "scope": ("AP",)}, ["mines"]),
        ({"method": "manual-clearance"}, ["mines", "cluster", "other"]),
    ],
)
def test_a_release_covers_the_classes_of_its_scope(words, slots):
    found = in_each(release("x", "cleared", "2020-01-01", **words))
    everywhere = [*slots, "all"] if slots else []
    assert found == {slot: [("x", "released_outside_hazard")] for slot in everywhere}


def test_an_area_counts_once_in_all_and_once_in_each_class():
    given = [
        hazard("h1", "suspected", "2020-01-01", contamination=("AP",)),
        hazard("h2", "confirmed", "2020-01-02", EAST, area_id="H-2", contamination=("CMR",)),
    ]
    assert booked(*given, slot="mines") == [("h1", "none", "suspected", "newly_suspected", 100)]
    assert booked(*given, slot="cluster") == [("h2", "none", "confirmed", "newly_confirmed", 50)]
    assert booked(*given, slot="other") == []
    assert booked(*given) == [
        ("h1", "none", "suspected", "newly_suspected", 100),
        ("h2", "suspected", "confirmed", "confirmed_from_suspected", 50),
    ]


def test_land_stays_open_in_all_while_one_class_is_open():
    found = in_each(
        hazard("h1", "suspected", "2020-01-01", contamination=("AP",)),
        hazard("h2", "suspected", "2020-01-02", area_id="H-2", contamination=("CMR",)),
        release("x", "cleared", "2020-02-01", scope=("CMR",)),
        release("y", "cleared", "2020-03-01", scope=("AP",)),
    )
    assert found == {
        "mines": [("h1", "newly_suspected"), ("y", "cleared")],
        "cluster": [("h2", "newly_suspected"), ("x", "cleared")],
        "all": [("h1", "newly_suspected"), ("x", "released_but_open"), ("y", "cleared")],
    }


def test_a_release_where_a_class_has_or_had_a_claim_posts_nothing_in_classes_that_never_had_one():
    found = in_each(
        hazard("h", "suspected", "2020-01-01", contamination=("AP",)),
        release("x", "cleared", "2020-02-01"),
        release("y", "cleared", "2020-03-01"),
    )
    assert found == {
        "mines": [("h", "newly_suspected"), ("x", "cleared"), ("y", "repeat_release")],
        "all": [("h", "newly_suspected"), ("x", "cleared"), ("y", "repeat_release")],
    }


def test_a_report_of_work_going_on_moves_nothing():
    found = booked(hazard("h", "suspected", "2020-01-01"), release("x", "cleared", "2020-02-01", stage="progress"))
    assert found == [("h", "none", "suspected", "newly_suspected", 100)]


# ---- status ----


def test_the_status_is_that_of_the_release_that_closed_the_last_claim():
    found = booked(
        hazard("h1", "suspected", "2020-01-01"),
        hazard("h2", "suspected", "2020-01-02", area_id="H-2"),
        release("x", "reduced", "2020-02-01", area_id="H-1"),
        release("y", "cancelled", "2020-03-01", area_id="H-2"),
        release("z", "cleared", "2020-04-01"),
    )
    assert found == [
        ("h1", "none", "suspected", "newly_suspected", 100),
        ("x", "", "", "released_but_open", 100),
        ("y", "suspected", "cancelled", "cancelled", 100),
        ("z", "", "", "repeat_release", 100),
    ]


# ---- order ----


def test_a_hazard_and_an_unnamed_release_of_one_day_leave_the_land_open():
    found = booked(release("x", "cleared", "2020-02-01"), hazard("h", "suspected", "2020-02-01"))
    assert found == [
        ("x", "none", "cleared", "released_outside_hazard", 100),
        ("h", "cleared", "suspected", "reopened", 100),
    ]


def test_a_release_that_names_the_hazard_of_that_day_comes_after_it():
    found = booked(release("x", "cancelled", "2020-02-01", area_id="H-1"), hazard("h", "suspected", "2020-02-01"))
    assert found == [
        ("h", "none", "suspected", "newly_suspected", 100),
        ("x", "suspected", "cancelled", "cancelled", 100),
    ]


def test_of_one_day_confirmed_comes_before_suspected():
    found = booked(
        hazard("a", "suspected", "2020-02-01", area_id="H-2"), hazard("b", "confirmed", "2020-02-01", recorded=LATE)
    )
    assert found == [("b", "none", "confirmed", "newly_confirmed", 100)]


def test_of_one_day_and_rank_cleared_comes_before_reduced_before_cancelled():
    found = booked(
        release("a", "cancelled", "2020-02-01"),
        release("b", "reduced", "2020-02-01"),
        release("c", "cleared", "2020-02-01"),
    )
    assert found == [
        ("c", "none", "cleared", "released_outside_hazard", 100),
        ("b", "", "", "repeat_release", 100),
        ("a", "", "", "repeat_release", 100),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"recorded": EARLY, "id": "9"}, {"recorded": LATE, "id": "1"}),
        ({"recorded": EARLY, "id": "1"}, {"recorded": EARLY, "id": "9"}),
        ({"recorded": EARLY}, {"recorded": EARLY, "id": "1"}),
    ],
    ids=["recorded", "source id", "no source id"],
)
def test_of_one_day_rank_and_status_the_recorded_then_the_source_id_decide(first, second):
    found = booked(release("z", "cleared", "2020-02-01", **first), release("a", "cleared", "2020-02-01", **second))
    assert [row[0] for row in found] == ["z", "a"]


def test_else_the_id_decides():
    found = booked(release("z", "cleared", "2020-02-01"), release("a", "cleared", "2020-02-01"))
    assert [row[0] for row in found] == ["a", "z"]


@pytest.mark.parametrize("date", ["2020-02", "2020"])
def test_an_imprecise_release_folds_on_its_first_day(date):
    found = booked(hazard("h", "suspected", "2020-02-02"), release("x", "cleared", date))
    assert [row[0] for row in found] == ["x", "h"]


@pytest.mark.parametrize("date", ["2020-02", "2020"])
def test_an_imprecise_hazard_folds_on_its_last_day(date):
    found = booked(hazard("h", "suspected", date), release("x", "cleared", "2020-02-28"))
    assert [row[0] for row in found] == ["x", "h"]


@pytest.mark.parametrize(
    ("hazard_date", "release_date"),
    [("2020-02", "2020-02-10"), ("2020-02-10", "2020-02"), ("2020", "2020-02"), ("2020-02", "2020")],
)
def test_imprecision_never_puts_a_release_before_the_hazard_that_it_names(hazard_date, release_date):
    found = booked(hazard("h", "suspected", hazard_date), release("x", "cancelled", release_date, area_id="H-1"))
    assert found == [
        ("h", "none", "suspected", "newly_suspected", 100),
        ("x", "suspected", "cancelled", "cancelled", 100),
    ]


def test_but_dates_that_are_certain_do():
    found = booked(hazard("h", "suspected", "2020-03"), release("x", "cancelled", "2020-02", area_id="H-1"))
    assert [row[0] for row in found] == ["x", "h"]


def test_a_release_moved_behind_its_hazard_closes_no_other_that_may_have_come_after_it():
    """The work of some day in 2020 names H-1; nobody knows whether H-2, found in May, was there when it was done."""
    found = booked(
        hazard("h1", "suspected", "2020-06-01"),
        hazard("h2", "suspected", "2020-05-01", area_id="H-2"),
        release("x", "cleared", "2020", area_id="H-1"),
    )
    assert found == [
        ("h2", "none", "suspected", "newly_suspected", 100),
        ("x", "", "", "released_but_open", 100),
    ]


# ---- conflicting corrections ----


def versions(*given: Given) -> list[Given]:
    """The same record in several corrected forms."""
    return [Given(one.id, one.record, one.land, "root", len(given)) for one in given]


def test_of_conflicting_hazards_all_count():
    found = booked(
        *versions(hazard("a", "suspected", "2020-01-01", WEST), hazard("b", "suspected", "2020-01-01", EAST))
    )
    assert found == [
        ("a", "none", "suspected", "newly_suspected", 50),
        ("b", "none", "suspected", "newly_suspected", 50),
    ]


def test_conflicting_releases_count_only_where_all_cover():
    found = booked(
        hazard("h", "suspected", "2020-01-01"),
        *versions(release("a", "cleared", "2020-02-01", WEST), release("b", "cleared", "2020-02-01")),
    )
    assert found[1:] == [("b", "suspected", "cleared", "cleared", 50)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"scope": ("AP",)}, {"scope": ("CMR",)}),
        ({"depth_m": 0.1}, {"depth_m": 0.3}),
        ({"stage": "progress"}, {}),
    ],
    ids=["another scope", "too shallow", "not complete"],
)
def test_and_only_where_each_of_them_would_close_the_claim(one, other):
    found = booked(
        hazard("h", "suspected", "2020-01-01", contamination=("AP",), required_depth_m=0.2),
        *versions(release("a", "cleared", "2020-02-01", **one), release("b", "cleared", "2020-02-02", **other)),
    )
    assert [row for row in found if row[1]] == [("h", "none", "suspected", "newly_suspected", 100)]


@pytest.mark.parametrize("words", [{}, {"area_id": "H-1"}], ids=["unnamed", "named"])
@pytest.mark.parametrize("status", ["cancelled", "cleared"])
def test_a_hazard_between_two_conflicting_dates_of_a_release_stays_open(status, words):
    found = booked(
        *versions(release("a", status, "2020-01-01", **words), release("b", status, "2020-03-01", **words)),
        hazard("h", "suspected", "2020-02-01"),
    )
    assert found == [
        ("h", "none", "suspected", "newly_suspected", 100),
        ("b", "", "", "released_but_open", 100),
    ]
