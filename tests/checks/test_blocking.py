"""What blocks acceptance, and the look that spares most records the full check."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.blocking import check_blocking, plainly_fit
from landrelease.checks.proposed import Frame, Proposed
from landrelease.records.base import Record
from landrelease.records.finds import Accident
from landrelease.records.land import Hazard, Release, Survey

STAMP = "2024-05-03T21:30:00.000Z"
ZONES = ("UTC", "Asia/Kabul", "Pacific/Honolulu", "Atlantis/Poseidonis")


def blocked(record: Record, zone: str) -> list[str]:
    proposed = Proposed([record], np.array([None]))
    return [finding.code for finding in check_blocking(proposed, Frame(time_zone=zone))]


@pytest.mark.parametrize(
    ("record", "zone", "fit", "codes"),
    [
        (Hazard(date="2024-05-03", status="suspected", recorded=STAMP), "UTC", True, []),
        (Hazard(date="2024-05-04", status="suspected", recorded=STAMP), "Asia/Kabul", True, []),
        (Hazard(date="2024-05-04", status="suspected", recorded=STAMP), "UTC", False, ["occurred-after-recorded"]),
        (Hazard(date="2024", status="confirmed", recorded=STAMP), "UTC", True, []),
        (Hazard(date="2024-02-30", status="confirmed", recorded=STAMP), "UTC", False, ["no-date"]),
        (Hazard(date="2024-05-03", status="cleared", recorded=STAMP), "UTC", False, ["no-status"]),
        (Hazard(date="2024-05-03", status="suspected"), "UTC", False, []),  # not stamped: the full check knows better
        (Release(date="2024-05-03", status="cleared", area_id="H", recorded=STAMP), "UTC", True, []),
        (
            Release(date="2024-05-03", status="cleared", area_id=" ; ", recorded=STAMP),
            "UTC",
            False,
            ["release-without-shape-or-hazard"],
        ),
        (Survey(date="2024-05-03", recorded=STAMP), "UTC", False, []),
        (Hazard(id="H-1"), "UTC", False, ["empty-record", "no-date", "no-status"]),
    ],
)
def test_one_look_and_the_full_check(record: Record, zone: str, fit: bool, codes: list[str]) -> None:  # noqa: FBT001
    assert (plainly_fit(record, zone), blocked(record, zone)) == (fit, codes)


DATES = st.sampled_from(
    [None, "", "2024", "2024-05", "2024-05-02", "2024-05-03", "2024-05-04", "2024-13", "soon", "0001-01-01"]
)
STATUSES = st.sampled_from([None, "", "suspected", "confirmed", "cancelled", "reduced", "cleared", "free"])
RECORDED = st.sampled_from(["", STAMP, "2024-05-03T23:59:59+14:00", "2024-05", "never", "9999-12-31T23:59:59-12:00"])


@st.composite
def records(draw: st.DrawFn) -> Record:
    kind = draw(st.sampled_from([Hazard, Release, Survey, Accident]))
    shared = {"date": draw(DATES), "recorded": draw(RECORDED)}
    if kind in {Hazard, Release}:
        shared |= {
            "status": draw(STATUSES),
            "area_id": draw(st.sampled_from([None, "", ";", " ; ", "H-1", "H-1; H-2"])),
        }
    return kind(**shared)


@given(records(), st.sampled_from(ZONES))
def test_what_one_look_lets_pass_nothing_blocks(record: Record, zone: str) -> None:
    if plainly_fit(record, zone):
        assert blocked(record, zone) == []
