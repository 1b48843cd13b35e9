"""Whoever looks for a record that has no parcel on the map finds why."""

import pytest

import landrelease as lr
from landrelease.desk.still import still
from landrelease.publish.view import write_register_page

WEST, EAST = (18.0, 18.002), (18.002, 18.004)


def box(span):
    return lr.shape(f"POLYGON (({span[0]} 44, {span[1]} 44, {span[1]} 44.002, {span[0]} 44.002, {span[0]} 44))")


@pytest.fixture
def register(tmp_path):
    """Two hazards; what follows moves land once, and then again and again nothing."""
    depth = {"method": "manual-clearance", "unit": "T-1", "scope": ("AP",)}
    hazard = {"contamination": ("AP",), "evidence": "seen"}
    records = [
        lr.Hazard(id="H-1", date="2020-01-01", status="confirmed", shape=box(WEST), **hazard),
        lr.Hazard(id="H-1", date="2020-06-01", status="suspected", shape=box(WEST), **hazard),
        lr.Hazard(id="H-2", date="2020-01-01", status="suspected", required_depth_m=0.5, shape=box(EAST), **hazard),
        lr.Hazard(id="H-3", date="2020-01-01", status="suspected", stated_m2=500.0, **hazard),
        lr.Release(id="P-1", date="2021-01-01", status="cleared", stage="progress", shape=box(WEST), **depth),
        lr.Release(id="R-1", date="2021-02-01", status="cleared", depth_m=0.2, shape=box(WEST), **depth),
        lr.Release(id="R-2", date="2021-03-01", status="cleared", depth_m=0.2, shape=box(WEST), **depth),
        lr.Release(id="R-3", date="2021-04-01", status="cleared", depth_m=0.2, shape=box(EAST), **depth),
        lr.Release(id="R-4", date="2021-05-01", status="cancelled", area_id="H-9", shape=box(EAST), method="nts"),
    ]
    with lr.init(tmp_path / "a.register", programme="SYNTHETIC", plane=(18.0, 44.0), acting="anna") as register:
        register.accept(register.append_all(records), author="boris")
        yield register


def test_each_says_why_and_what_moved_land_is_not_among_them(register):
    sources = {name: record.id for name, record in register.records(["hazard", "release"])}
    found = [(sources[one.id], " ".join(one.reasons)) for one in still(register)]
    assert [name for name, _ in found] == ["H-1", "P-1", "R-2", "R-3", "R-4"]
    for (_, said), part in zip(
        found,
        ["this status, or a more dangerous one", "A report of progress", "released before", "", "names the hazard H-9"],
        strict=True,
    ):
        assert part in said
        assert said


def test_the_page_has_a_row_for_each_and_none_where_all_moved(register, tmp_path):
    write_register_page(register, tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<h2 id="still-heading">Records that moved no land</h2>' in text
    assert "5 records are in force and changed no status" in text
    assert all(f'id="still-{number}"' in text for number in range(5))
    with lr.init(tmp_path / "b.register", programme="SYNTHETIC", plane=(18.0, 44.0), acting="anna") as other:
        hazard = lr.Hazard(id="H-1", date="2020-01-01", status="confirmed", shape=box(WEST), evidence="seen")
        other.accept([other.append(hazard)], author="boris")
        write_register_page(other, tmp_path / "b.html")
    assert "still-heading" not in (tmp_path / "b.html").read_text(encoding="utf-8")
