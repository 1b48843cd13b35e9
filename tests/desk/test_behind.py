"""Behind every figure of a statement stand records whose areas are the figure, to the last digit."""

from decimal import Decimal

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from landrelease.desk.behind import PARTS, Figure, behind, behind_unmapped, compared
from landrelease.desk.changing import withdraw
from landrelease.desk.errors import BadRequestError
from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.ledger.statement import BALANCES, MEMOS
from landrelease.records.context import AdminArea, Programme
from landrelease.records.land import Hazard, Release

GROUPINGS = ("", "operator", "method", "unit", "class", "admin")
OF_BALANCES = ("opening", "corrections", "closing")


def box(west, width, south=44.0, height=0.01):
    drawn = np.array([shapely.box(west, south, west + width, south + height)], dtype=object)
    return shape(drawn, "EPSG:4326")[0]


def areas():
    """Two areas side by side, with a boundary through the middle of the land; some land lies outside both."""
    sides = (("W", box(17.9, 0.105, 43.9, 0.2)), ("E", box(18.005, 0.01, 43.9, 0.2)))
    return [AdminArea(id=name, name=f"Area {name}", level=1, boundary_set="B", shape=drawn) for name, drawn in sides]


@st.composite
def statements(draw):
    """A hazard or a release anywhere in the strip, of any class, doer and year; some hazards without a polygon."""
    west = 18.0 + draw(st.integers(0, 20)) / 1000
    common = {
        "date": f"{draw(st.sampled_from((2021, 2022, 2023)))}-0{draw(st.integers(1, 9))}-01",
        "organisation": draw(st.sampled_from((None, "ORG-1", "ORG-2"))),
        "unit": draw(st.sampled_from((None, "U-1"))),
    }
    drawn = box(west, draw(st.integers(1, 9)) / 1000)
    name = draw(st.sampled_from(("H-1", "H-2", "H-3")))
    if draw(st.booleans()):
        land = {"stated_m2": 500.0} if draw(st.integers(0, 3)) == 0 else {"shape": drawn}
        status = draw(st.sampled_from(("suspected", "confirmed")))
        return Hazard(id=name, status=status, contamination=draw(st.sampled_from(((), ("AP",)))), **common, **land)
    status = draw(st.sampled_from(("cancelled", "reduced", "cleared")))
    named = draw(st.sampled_from((None, name)))
    stage = draw(st.sampled_from(("complete", "complete", "progress")))
    return Release(status=status, area_id=named, depth_m=0.3, stage=stage, shape=drawn, **common)


def expected(row, part, account):
    """What the statement says of a figure, read from the row in the plainest way."""
    if part in OF_BALANCES:
        return row[part][f"{account}_m2"]
    if part in MEMOS:
        return row["memo"][f"{part}_m2"]
    if not account:
        return row["movements"][f"{part}_m2"]
    of_part = [one for one in row["postings"] if one["movement"] == part]
    gained = sum((one["area_m2"] for one in of_part if one["to"] == account), Decimal(0))
    return gained - sum((one["area_m2"] for one in of_part if one["from"] == account), Decimal(0))


def figures(row):
    for part in PARTS:
        if part in OF_BALANCES and row["closing"] is None:
            continue
        for account in (*(() if part in OF_BALANCES else ("",)), *(() if part in MEMOS else BALANCES)):
            yield part, account


@settings(max_examples=10, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(st.lists(statements(), min_size=2, max_size=7), st.lists(statements(), max_size=3), st.data())
def test_the_records_behind_a_figure_add_up_to_it(tmp_path_factory, first, later, data):
    path = tmp_path_factory.mktemp("behind") / "a.register"
    with create(path, Programme(id="XY", plane=(18.0, 44.0)), acting="Ana") as register:
        known = [register.append(one, recorded="2023-12-01") for one in (*areas(), *first)]
        register.by("Boris").accept(known, recorded="2023-12-02")
        gone = withdraw(register, known[-1:], reason="duplicate")
        register.by("Boris").accept([*gone, *(register.append(one) for one in later)])
        by, against = data.draw(st.sampled_from(GROUPINGS)), data.draw(st.sampled_from(("", "2023-12-31")))
        klass = data.draw(st.sampled_from(("all", "mines")))
        found = register.statement(year=2022, by=by or None, against=against or None, klass=klass)
        row = data.draw(st.sampled_from(found.rows))
        asked = Figure("closing", from_="2022", to="2022", klass=klass, by=by, against=against)
        asked = asked._replace(group=row[by]) if by else asked
        for part, account in figures(row):
            if part == "corrections" and not against:
                continue
            causes = behind(register, asked._replace(part=part, account=account))
            assert sum((one.area_m2 for one in causes), Decimal(0)) == expected(row, part, account), (part, account)
            assert all(one.area_m2 for one in causes)


def test_a_release_of_two_accounts_stands_behind_both_with_its_sign(register, hazard, release):
    names = register.append_all([hazard(), release()])
    register.by("Boris").accept(names)
    out = behind(register, Figure("cleared", account="suspected", from_="2023", to="2023"))
    into = behind(register, Figure("cleared", account="cleared", from_="2023", to="2023"))
    assert [one.record for one in out] == [one.record for one in into] == [names[1]]
    assert out[0].area_m2 == -into[0].area_m2 < 0
    assert behind(register, Figure("cleared", from_="2024", to="2024")) == []


def test_changes_say_what_came_what_went_and_what_moves_other_land(register, hazard, release):
    known = [register.append(one, recorded="2023-12-01") for one in (hazard(), release(), release("R-9", west=18.004))]
    register.by("Boris").accept(known, recorded="2023-12-02")
    gone = withdraw(register, known[1:2], reason="duplicate")
    late = register.append(release("R-2", west=18.002))
    register.by("Boris").accept([*gone, late])
    figure = Figure("closing", from_="2023", to="2023", against="2023-12-31")
    whole = compared(register, figure)
    found = dict(whole.records)
    assert found[known[1]] == "went"
    assert found[late] == "came"
    assert known[0] not in found
    (row,) = register.statement(year=2023, against="2023-12-31").rows
    assert {f"{account}_m2": area for account, area in whole.corrections.items()} == row["corrections"]
    assert (whole.counts()["came"], whole.counts()["went"]) == (1, 1)
    assert compared(register, figure._replace(against="2024-12-31")).records == []


def test_hazards_without_a_polygon_have_records_behind_them_too(register, hazard):
    records = [
        hazard("H-1", shape=None, stated_m2=500.0, date="2021-05-01"),
        hazard("H-2", shape=None, date="2022-05-01"),
        hazard("H-1", shape=None, stated_m2=500.0, date="2023-05-01", status="confirmed"),
    ]
    names = register.append_all(records)
    register.by("Boris").accept(names)
    figure = Figure("closing", account="suspected", from_="2022", to="2022")
    closing = [(one.record, one.area_m2, one.hazards) for one in behind_unmapped(register, figure)]
    assert closing == [(names[0], 500, 0), (names[1], 0, 1)]
    assert [one.record for one in behind_unmapped(register, figure._replace(part="opening"))] == names[:1]
    moved = figure._replace(part="confirmed_from_suspected", account="", from_="2023", to="2023")
    assert [(one.record, one.area_m2) for one in behind_unmapped(register, moved)] == [(names[2], 500)]
    unmapped = register.statement(year=2022).rows[0]["unmapped"]
    assert (unmapped["closing"]["suspected_m2"], unmapped["closing"]["suspected_unknown"]) == (500, 1)
    with pytest.raises(BadRequestError, match="'worked' names no figure"):
        behind_unmapped(register, figure._replace(part="worked"))


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure("safe"), "'safe' names no figure"),
        (Figure("closing"), "'' names no figure of a statement here; there are suspected"),
        (Figure("worked", account="cleared"), "'cleared' names no figure"),
        (Figure("cleared", by="colour"), "'colour' names no figure of a statement here; there are operator"),
        (Figure("corrections", account="cleared"), "say against which earlier one"),
        (Figure("cleared", klass="mine"), "there are mines, cluster, other, all"),
    ],
)
def test_a_figure_that_is_none_is_refused(register, figure, said):
    with pytest.raises(BadRequestError, match=said):
        behind(register, figure)
