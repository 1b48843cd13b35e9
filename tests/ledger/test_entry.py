"""What the ledger reads of a record, where the record is odd."""

import pytest

from landrelease.ledger.entry import NO_DEPTH, entry_of
from landrelease.records import codes
from landrelease.records.base import Record
from landrelease.records.land import Hazard, Release, Survey
from landrelease.records.times import interval


def read(record: Record, **more):
    return entry_of("ab", record, codes.CLASSES, **more)


@pytest.mark.parametrize(
    "record",
    [
        Survey(date="2024"),
        Hazard(date="2024"),
        Hazard(date="2024", status="none"),
        Hazard(date="2024", status="cleared"),
        Hazard(date="2024", status="Suspected?"),
        Release(date="2024", status="suspected"),
        Release(date="2024"),
        Hazard(status="suspected"),
        Hazard(status="suspected", date=""),
        Hazard(status="suspected", date="last spring"),
        Hazard(status="suspected", date="2023-02-30"),
    ],
)
def test_a_record_without_a_status_of_its_kind_or_a_date_says_nothing_about_land(record):
    assert read(record) is None


def test_a_hazard_in_full():
    entry = read(
        Hazard(
            id="7",
            area_id=" H-1 ",
            status="confirmed",
            date="2024-02",
            date_from="2024-01-15",
            contamination=("AP", "CMR"),
            required_depth_m=0.2,
            organisation="org-1",
            recorded="2024-03-01T00:00:00.000Z",
        )
    )
    days = interval("2024-02")
    assert (entry.kind, entry.is_hazard, entry.first, entry.last) == (2, True, days.first, days.last)
    assert (entry.keys, entry.source_id, entry.root, entry.versions) == (("H-1",), "7", "ab", 1)
    assert (entry.mask, entry.depth_um, entry.progress) == (0b011, 200_000, False)
    assert entry.work_from == interval("2024-01-15").first


def test_a_first_day_of_work_that_cannot_be_read_is_as_if_not_stated():
    entry = read(Release(status="cleared", date="2024-05-02", date_from="spring"))
    assert entry.work_from == interval("2024-05-02").first


def test_a_correction_of_a_nameless_hazard_keeps_the_key_of_what_it_corrects():
    assert read(Hazard(status="suspected", date="2024"), root="cd", versions=2).keys == ("cd",)


def test_the_names_of_a_release_are_each_there_once():
    assert read(Release(status="cleared", date="2024", area_id=" H-2;H-1 ;;H-2; ")).keys == ("H-1", "H-2")


@pytest.mark.parametrize(
    ("depth", "expected"),
    [(None, NO_DEPTH), (0.0, 0), (0.2, 200_000), (1e300, 10**12)],
    ids=["not stated", "none", "as stated", "beyond all measure"],
)
def test_depths_are_whole_micrometres(depth, expected):
    assert read(Hazard(status="suspected", date="2024", required_depth_m=depth)).depth_um == expected
    assert read(Release(status="cleared", date="2024", depth_m=depth)).depth_um == expected
