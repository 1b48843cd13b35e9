"""Rows that stand for few records are put together, so that nobody can subtract."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from landrelease.publish.redaction.gathering import OTHERS, few, few_of_all, gathered

counts = st.dictionaries(
    st.sampled_from("ABCDEFG"),
    st.tuples(st.integers(0, 9), st.integers(0, 20)).map(lambda pair: (min(pair), max(pair))),
    max_size=7,
)


@given(counts, st.integers(2, 6))
def test_no_row_stands_for_few_records_wherever_there_are_enough_in_all(found, small):
    hidden = few(found, small)
    rows = [count for name, count in found.items() if name not in hidden]
    assert all(ever == 0 or (ever >= small and not 0 < within < small) for within, ever in rows)
    together = [sum(found[name][part] for name in hidden) for part in (0, 1)]
    others = [name for name, count in found.items() if count[1] and name not in hidden]
    if hidden and others:
        assert together[1] >= small
        assert not 0 < together[0] < small
        assert len(hidden) > 1


def test_a_row_that_must_hide_is_never_alone_in_its_hiding_place():
    many = {"A": (9, 20), "B": (9, 30), "C": (9, 40)}
    assert few_of_all([many], 5, held=["C"]) == {"A", "C"}
    assert few_of_all([many, {"B": (1, 1)}], 5) == {"A", "B"}


def test_sums_stay_and_what_is_absent_stays_absent():
    def row(name, area, unknown=0):
        postings = [{"from": "suspected", "to": "cleared", "movement": "cleared", "area_m2": Decimal(area)}]
        return {
            "admin": name, "name": f"Area {name}", "movements": {"cleared_m2": Decimal(area)}, "postings": postings,
            "opening": None, "unmapped": {"closing": {"suspected_unknown": unknown}},
        }  # fmt: skip

    rows = [row("A", 1, 2), row("B", 10), row("C", 100, 3), row("total", 111, 5)]
    assert gathered(rows, "admin", {"A", "C"}) == [
        row("B", 10), {**row(OTHERS, 101, 5), "name": ""}, row("total", 111, 5),
    ]  # fmt: skip
    assert gathered(rows, "admin", ()) == rows
