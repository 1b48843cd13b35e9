"""Fields as columns: what stands in the records, read once, whatever their kinds."""

import datetime as dt

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.columns import Columns, days_of, dimensions, zone_of
from landrelease.checks.finding import Finding
from landrelease.checks.proposed import Frame, Proposed, in_order
from landrelease.records import times
from landrelease.records.context import Organisation
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release

DATES = st.one_of(st.none(), st.dates().map(str), st.sampled_from(["2024", "2024-02", "2024-02-30", "", "soon"]))


HERE = Frame()


def columns(*records, frame=HERE, **given_columns):
    return Columns(Proposed(records, np.full(len(records), None), **given_columns), frame)


@given(st.lists(DATES))
def test_dates_are_read_as_one_by_one(texts):
    def slowly(text):
        try:
            return (*times.interval(text), False) if text is not None else (0, 0, False)
        except ValueError:
            return 0, 0, True

    days = days_of(texts)
    assert list(zip(*(column.tolist() for column in days), strict=True)) == [slowly(text) for text in texts]


def test_a_field_that_a_kind_lacks_is_none():
    mixed = columns(Hazard(name="Orchard"), Release(depth_m=0.2), Organisation(name="ED"))
    assert [mixed.value("name", at) for at in range(3)] == ["Orchard", None, "ED"]
    assert [mixed.value("depth_m", at) for at in range(3)] == [None, 0.2, None]
    assert [mixed.value("population", at) for at in range(3)] == [None, None, None]
    assert mixed.are(Hazard, Organisation).tolist() == [True, False, True]


def test_the_day_of_writing_is_that_of_the_programme():
    late = Hazard(recorded="2025-03-01T20:30:00.000Z")
    days = [
        columns(late, frame=Frame(zone)).recorded_day[0] for zone in ("UTC", "Asia/Kabul", "America/Bogota", "Nowhere")
    ]
    assert [dt.date.fromordinal(int(day)).day for day in days] == [1, 2, 1, 1]
    assert columns(Hazard(), Hazard(recorded="then")).recorded_day.tolist() == [0, 0]


def test_an_unknown_zone_is_utc():
    assert [zone_of(name).key for name in ("Asia/Kabul", "", "../etc/passwd", "Asia")] == [
        "Asia/Kabul",
        "UTC",
        "UTC",
        "UTC",
    ]


@pytest.mark.parametrize(
    ("wkt", "dimension"),
    [
        ("POINT (18 43)", 0),
        ("MULTIPOINT EMPTY", -1),
        ("LINESTRING (18 43, 19 43)", 1),
        ("POLYGON ((18 43, 19 43, 19 44, 18 43))", 2),
        ("POLYGON ((18 43, 19 44, 18 43, 18 43))", -1),
        ("GEOMETRYCOLLECTION (POINT (18 43), POLYGON ((18 43, 19 43, 19 44, 18 43)))", 2),
    ],
)
def test_a_shape_covers_what_it_covers(wkt, dimension):
    assert dimensions(np.array([shapely.from_wkt(wkt), None], dtype=object)).tolist() == [dimension, -1]


def test_a_finding_bears_the_id_and_the_row_of_its_record():
    assert columns(Ordnance(), Ordnance()).finding("x", 1) == Finding("x", (), 2)
    assert columns(Ordnance(), ids=["ab"], row_numbers=[40]).finding("x", 0, n=1) == Finding("x", ("ab",), 40, {"n": 1})
    assert columns(Ordnance(), ids=[""]).finding("x", 0) == Finding("x", (), 1)


def test_all_fields_at_fault_come_in_one_finding():
    found = columns(Hazard(date_from="a", reported="b")).by_field("x", {"date_from": [0], "reported": [0]}, n=3)
    assert found == [Finding("x", (), 1, {"field": "date_from, reported", "value": "a, b", "n": 3})]


def test_findings_come_in_the_order_of_the_file():
    found = [Finding("b", row=2), Finding("c", row=10), Finding("a", row=2), Finding("z")]
    assert [(one.row, one.code) for one in in_order(found)] == [(None, "z"), (2, "a"), (2, "b"), (10, "c")]
