"""Editions that follow each other, press statements beside forms, and what somebody subtracts between them."""

import datetime as dt

import msgspec
import numpy as np
import pytest
import shapely

from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.publish.communique import stale
from landrelease.publish.communiquepage import correction_lines
from landrelease.publish.publishing import publish_form, publish_statement
from landrelease.publish.told import told
from landrelease.publish.treaty import form_of
from landrelease.records.change import Withdrawal
from landrelease.records.context import AdminArea, Programme
from landrelease.records.land import Hazard, Release

FIRST, JANUARY, MARCH, APRIL, JUNE, JULY = (
    f"2024-{day}T00:00:00.000Z" for day in ("01-01", "01-15", "03-01", "04-15", "06-01", "07-15")
)
AREAS = "ABC"


def square(west, south, side):
    return shape(np.array([shapely.box(west, south, west + side, south + side)], dtype=object), "EPSG:4326")[0]


def corner(area, n):
    return 18 + AREAS.index(area) / 10 + (n % 6) / 80, 44 + n // 6 / 80


def cleared(area, n):
    return Release(id=f"{area}-{n}", status="cleared", method="manual-clearance", date="2023-06-01", depth_m=0.2,
                   scope=("AP",), shape=square(*corner(area, n), 0.002))  # fmt: skip


@pytest.fixture
def register(tmp_path):
    """Three districts of eighteen hazards each, six of them cleared, as they were known on the first of January."""
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(tmp_path / "a.register", Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        records = [
            AdminArea(id=one, name=one, level=1, shape=square(18 + at / 10, 44, 0.1)) for at, one in enumerate("ABC")
        ]
        for area in AREAS:
            records += [
                Hazard(
                    status="confirmed", date="2021-03-01", contamination=("AP",), shape=square(*corner(area, n), 0.003)
                )
                for n in range(18)
            ]
            records += [cleared(area, n) for n in range(6)]
        put(made, FIRST, *records)
        yield made


def put(register, recorded, *records):
    ids = register.append_all(records, recorded=recorded)
    register.accept(ids, author="Boris", recorded=recorded)
    return ids


def form(register, known_at):
    return form_of(register, "apmbc-article-7", 2023, audience="partner", known_at=known_at)


def publish(register, known_at):
    publish_form(
        register, "apmbc-article-7", 2023, audience="partner", known_at=known_at, approved_by=["Boris"],
        despite="a test",
    )  # fmt: skip


def hectares(register, known_at, area="A"):
    rows = register.statement(year=2023, by="admin", known_at=known_at, klass="all").rows
    return next(row for row in rows if row["admin"] == area)["movements"]["cleared_m2"] // 10_000


def say(register, known_at, area="A"):
    text = f"In [{hectares(register, known_at, area)} ha](ledger:cleared;year=2023;admin={area}) work ended."
    return publish_statement(register, "Work", text, audience="partner", known_at=known_at, approved_by=["Boris"])


def test_an_edition_between_two_others_tells_no_small_change_to_the_later_one(register):
    put(register, MARCH, *(cleared("A", n) for n in range(6, 11)))
    put(register, JUNE, cleared("A", 11))
    publish(register, JANUARY)
    assert "A" not in form(register, APRIL).gathered
    publish(register, JULY)
    assert "A" in form(register, APRIL).gathered


def test_an_edition_tells_no_small_change_to_any_earlier_one(register):
    ids = put(register, MARCH, *(cleared("A", n) for n in range(6, 11)))
    publish(register, JANUARY)
    publish(register, APRIL)
    taken = [Withdrawal(withdraws=name, reason="duplicate", evidence="one sheet") for name in ids]
    put(register, JUNE, *taken, cleared("A", 11))
    assert "A" in form(register, JULY).gathered


def test_a_form_beside_a_press_statement_tells_no_small_change(register):
    assert say(register, JANUARY).record
    assert "A" not in form(register, JANUARY).gathered
    put(register, MARCH, cleared("A", 6))
    assert "A" in form(register, APRIL).gathered
    assert [one.code for one in say(register, APRIL).findings] == ["figure-tells-too-much"]


def test_areas_that_a_press_statement_could_not_tell_apart_stay_together(register):
    publish(register, JANUARY)
    put(register, MARCH, cleared("A", 6))
    spoken = say(register, APRIL, "C")
    assert spoken.record
    kept = dict(register.records(["publication"]))[spoken.record].gathered
    assert "A" in kept
    put(register, JUNE, *(cleared("A", n) for n in range(7, 14)))
    assert set(kept) <= set(form(register, JULY).gathered)


def test_corrections_of_a_press_statement_tell_no_small_change_to_its_readers(register):
    made = say(register, JANUARY).statement
    put(register, MARCH, cleared("A", 6))
    (line,) = correction_lines(stale(register, made, "partner"), exact=False)
    assert line.endswith(
        "the ledger says something else now. How much is not told, since few reports make the difference. "
        "A report of released land came later."
    )
    assert (
        f"the ledger says {hectares(register, APRIL) * 10_000:,} now"
        in correction_lines(stale(register, made, "authority"), exact=True)[0]
    )


def test_what_an_edition_says_has_changed_is_what_both_print(register):
    publish(register, JANUARY)
    put(register, MARCH, cleared("A", 6))
    made = publish_form(
        register, "apmbc-article-7", 2023, audience="partner", known_at=APRIL, approved_by=["Boris"], despite="a test"
    )
    printed = {(spot.section.code, spot.name, spot.section.columns[spot.column]): spot.entry.value
               for spot in made.form.figures()}  # fmt: skip
    changes = msgspec.json.decode(made.given)["changes"]
    assert [str(printed[one["part"], one["row"], one["column"]]) for one in changes] == [
        one["after"] for one in changes
    ]
    assert {why["record"] for one in changes for why in one.get("why", ())} <= {""}


@pytest.mark.parametrize("last", ["2023-12-31", "2023-05-31"])
def test_a_statement_by_area_keeps_together_what_forms_kept_together(register, last):
    publish(register, JANUARY)
    put(register, MARCH, cleared("A", 6))
    found = register.statement(by="admin", klass="all", from_="2023-01-01", to=last)
    shown = [row["admin"] for row in told(register, found, "partner", "admin")["rows"]]
    assert shown == (["C", "outside", "others", "total"] if last == "2023-12-31" else ["others", "total"])
