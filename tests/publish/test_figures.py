"""Figures of the public site: as the ledger tells them by area, and with a memory of what was left out."""

import datetime as dt
import json
from decimal import Decimal

import numpy as np
import pytest
import shapely

from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.publish.edition import NAME
from landrelease.publish.notice import notice_of
from landrelease.publish.redaction.rounding import rounded
from landrelease.publish.site import write_site
from landrelease.records.context import AdminArea, Programme, Setting
from landrelease.records.land import Hazard, Release

AREAS = "ABC"
JANUARY, JUNE = "2024-01-15", "2024-06-15"


def square(west, south, side):
    return shape(np.array([shapely.box(west, south, west + side, south + side)], dtype=object), "EPSG:4326")[0]


def hazard(area, n):
    west, south = 18.01 + AREAS.index(area) / 10 + (n % 6) / 80, 44 + n // 6 / 80
    return Hazard(id=f"{area}-{n}", status="confirmed", date="2021-03-01", contamination=("AP",),
                  shape=square(west, south, 0.01))  # fmt: skip


def cleared(area, n):
    made = hazard(area, n)
    return Release(area_id=made.id, status="cleared", method="manual-clearance", date="2024-03-01", depth_m=0.2,
                   scope=("AP",), shape=made.shape)  # fmt: skip


@pytest.fixture
def register(tmp_path):
    """Three districts of a programme that publishes, still without land; gives what puts records in on a day."""
    now = ["2024-01-15"]
    clock = lambda: dt.datetime.fromisoformat(f"{now[0]}T12:00:00+00:00")  # noqa: E731 - a clock that is moved
    with create(tmp_path / "a.register", Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:

        def put(day, *records):
            now[0] = day
            made.accept(made.append_all(records), author="Boris")
            return made

        areas = [
            AdminArea(id=one, name=one, level=1, shape=square(18 + at / 10, 44, 0.1)) for at, one in enumerate(AREAS)
        ]
        put(JANUARY, *areas, Setting(key="public.published", value=True, from_="2020-01-01"))
        yield put


def many(**numbers):
    return [hazard(area, n) for area, number in numbers.items() for n in range(number)]


def edition(register, folder):
    """Write the site and read what it says of itself; its page of changes beside it."""
    write_site(register, folder, languages=["en"])
    return json.loads((folder / NAME).read_text("utf-8")), (folder / "en" / "changes.html").read_text("utf-8")


def test_what_one_edition_leaves_out_the_next_leaves_out_too(register, tmp_path):
    first, _ = edition(register(JANUARY, *many(A=9, B=2, C=7)), tmp_path / "site")
    more = [hazard("B", n) for n in range(2, 9)]
    second, page = edition(register(JUNE, *more), tmp_path / "site")
    hidden = {area for area, value in first["open_m2"].items() if value is None}
    assert (first["open_m2"]["B"], len(hidden) > 1) == (None, True)
    assert {second["open_m2"][area] for area in hidden} == {None}
    assert all(second["open_m2"][area] for area in {*AREAS, "total"} - hidden)
    assert ">B<" not in page
    fresh, _ = edition(register(JUNE), tmp_path / "another")
    assert None not in fresh["open_m2"].values()  # alone it would tell


def test_what_an_edition_leaves_out_it_does_not_tell_of_the_one_before_either(register, tmp_path):
    first, _ = edition(register(JANUARY, *many(A=9, B=8, C=9)), tmp_path / "site")
    assert None not in first["open_m2"].values()
    book = register(JUNE, *(cleared("B", n) for n in range(6)), *(cleared("A", n) for n in range(1)))
    second, page = edition(book, tmp_path / "site")
    hidden = {area for area, value in second["open_m2"].items() if value is None}
    assert "B" in hidden
    assert {second["before"]["open_m2"][area] for area in hidden} == {None}
    assert ">B<" not in page
    again, _ = edition(book, tmp_path / "site")
    assert again == second


def test_a_hazard_on_a_border_counts_on_either_side_as_in_the_statement_by_area(register):
    border = Hazard(id="X", status="suspected", date="2021-03-01", contamination=("AP",),
                    shape=square(18.098, 44.05, 0.01))  # fmt: skip
    book = register(JANUARY, *many(A=9, B=8, C=9), border)
    notice = notice_of(book)
    told = {row: line[0] for row, line in zip(notice.figures.rows, notice.figures.values, strict=True)}
    for row in book.statement(by="admin").rows:
        exact = row["closing"]["suspected_m2"] + row["closing"]["confirmed_m2"]
        if row["admin"] in AREAS:
            assert 0 <= told[row["admin"]] - exact / notice.unit_m2 < 1, row["admin"]
    assert told["total"] == sum(told[area] for area in AREAS)


def test_land_is_told_no_better_than_it_is():
    assert rounded(Decimal("561296.51") + Decimal("339062.71"), "open", 10_000) == 91
    assert rounded(Decimal("909999.99"), "released", 10_000) == 90
