"""Published tables: the figures that were really published, each stopped or explained by a named rule."""

import csv
import json
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.catalogue import render
from landrelease.checks.limits import Limits
from landrelease.checks.plausibility import check_published, stopped
from landrelease.checks.published import UNIT_M2, column_of, table
from landrelease.checks.yardstick import Yardstick

AP_SPLIT = ["destroyed_AP_area", "destroyed_AP_spot", "destroyed_AV", "destroyed_improvised", "destroyed_CMR"]


def whole(year, headings, *figures, edition=""):
    return table(f"Table {year}", "", headings.split(), [["", *figures]], year=year, edition=edition)


def with_total(headings, lines, total):
    return table("Table", "admin", headings.split(), lines, total=total, year=2024)


def said(published, **known):
    return [(found.code, render(found).what) for found in check_published(published, Yardstick(**known))]


# One table for each code that raises it, with what else is known; and one that does not.
CASES = {
    "year-not-begun": (
        (whole(2031, "cleared_m2", "0"), {"day": "2030-12-31"}),
        (whole(2031, "cleared_m2", "0"), {"day": "2031-12-31"}),
    ),
    "year-not-over": (
        (whole(2031, "cleared_m2", "5"), {"day": "2031-01-01"}),
        (whole(2031, "cleared_m2", "5"), {}),
    ),
    "parts-differ-from-whole": (
        (whole(2015, "cancelled_km2 cleared_km2 released_km2", "25.4", "24.18", "50.58"), {}),
        (whole(2015, "cancelled_km2 cleared_km2 released_km2", "26.4", "24.18", "50.58"), {}),
    ),
    "lines-differ-from-total": (
        (with_total("cleared_m2", [["A", "10"], ["B", "20"]], ["33"]), {}),
        (with_total("cleared_m2", [["A", "10"], ["B", "20"]], ["30"]), {}),
    ),
    "sum-within-rounding": (
        (with_total("cleared_ha", [["A", "1.2"], ["B", "2.1"]], ["3.4"]), {}),
        (with_total("cleared_ha", [["A", "1.2"], ["B", "2.1"]], ["3.3"]), {}),
    ),
    "hazards-fill-the-land": (
        (whole(2013, "suspected_km2", "95"), {"country_m2": 100e6}),
        (whole(2013, "suspected_km2", "89"), {"country_m2": 100e6}),
    ),
    "hazards-on-much-land": (
        (whole(2005, "suspected_km2", "23"), {"country_m2": 100e6}),
        (whole(2005, "suspected_km2", "9.9"), {"country_m2": 100e6}),
    ),
    "unit-slip": (
        (whole(2024, "cleared_km2 cleared_ha", "24.18", "24.18"), {}),
        (whole(2024, "cleared_km2 cleared_ha", "24.18", "2418"), {}),
    ),
    "year-on-year-jump": (
        (whole(2024, "cleared_km2", "9"), {"earlier": [whole(2023, "cleared_km2", "2")]}),
        (whole(2024, "cleared_km2", "9"), {"earlier": [whole(2023, "cleared_km2", "3")]}),
    ),
    "cumulative-as-annual": (
        (whole(2012, "cleared_km2 confirmed_km2", "12", "10"), {}),
        (whole(2012, "cleared_km2 confirmed_km2", "10", "10"), {}),
    ),
    "balance-unexplained": (
        (whole(2015, "opening_km2 cleared_km2 open_km2", "63.0", "4.1", "75.0"), {}),
        (whole(2015, "opening_km2 cleared_km2 open_km2", "63.0", "4.1", "58.9"), {}),
    ),
    "history-revised": (
        (whole(2005, "victims", "1175"), {"earlier": [whole(2005, "victims", "1182")]}),
        (whole(2005, "victims", "1175"), {"earlier": [whole(2005, "victims", "1175"), whole(2004, "victims", "9")]}),
    ),
    "suspected-confirmed-together": (
        (whole(2024, "open_km2", "3"), {}),
        (whole(2024, "open_km2 suspected_km2 confirmed_km2", "3", "1", "2"), {}),
    ),
    "ordnance-not-apart": (
        (whole(2024, "destroyed_AP", "3"), {}),
        (table("T", "", AP_SPLIT, [["", "1", "2", "3", "4", "5"]]), {}),
    ),
    "spot-tasks-not-apart": (
        (whole(2024, "destroyed_AP destroyed_AV", "3", "1"), {}),
        (whole(2024, "destroyed_AP_area destroyed_AP_spot", "2", "1"), {}),
    ),
    "spot-tasks-as-clearance": (
        (whole(2024, "reduced_m2 cleared_m2 spot_m2 released_m2", "100", "500", "60", "660"), {}),
        (whole(2024, "reduced_m2 cleared_m2 spot_m2 released_m2", "100", "500", "60", "600"), {}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_every_rule_speaks_where_it_should_and_nowhere_else(code):
    (wrong, known), (right, known_too) = CASES[code]
    assert [found.code for found in check_published(wrong, Yardstick(**known))].count(code) == 1
    assert code not in [found.code for found in check_published(right, Yardstick(**known_too))]


def test_iraq_2015_the_parts_are_one_square_kilometre_short():
    sum_told = "cancelled 25.4 km² + cleared 24.18 km² add up to 49.58 km², stated are 50.58 km²"
    assert said(whole(2015, "cancelled_km2 cleared_km2 released_km2", "25.4", "24.18", "50.58")) == [
        ("parts-differ-from-whole", f"Table 2015: {sum_told}; 1 km² have no explanation.")
    ]


def test_angola_2013_the_hazards_fill_the_country():
    told = whole(2013, "suspected_areas confirmed_areas areas open_km2", "1110", "965", "2075", "1246700")
    found = check_published(told, Yardstick(country_m2=1_246_700e6))
    assert stopped(found)
    assert render(found[0]).what == (
        "Table 2013: open_km2 states 1,246,700 km², 100 % of the land there (1,246,700,000,000 m²)."
    )
    assert [one.code for one in found] == ["hazards-fill-the-land", "suspected-confirmed-together"]


def test_mauritania_2005_a_fifth_of_a_country_is_asked_about():
    found = said(whole(2005, "suspected_km2", "230000"), country_m2=1_030_700e6)
    assert [code for code, _ in found] == ["hazards-on-much-land"]


def test_zimbabwe_2012_a_sum_since_the_beginning_stands_for_a_year():
    told = whole(2012, "cleared_km2 confirmed_km2", "297.4", "199.72")
    alone = "Table 2012: cleared_km2 states 297.4 km² for 2012: more than half of all that was open then (497.12 km²); "
    beside = "Table 2012: cleared_km2 states 297.4 km² for 2012: more than was open before (225 km²); "
    it_looks_like = "it looks like a sum of many years."
    assert said(told) == [("cumulative-as-annual", alone + it_looks_like)]
    found = said(told, earlier=[whole(2010, "confirmed_km2", "225")])
    assert found[0] == ("cumulative-as-annual", beside + it_looks_like)


def test_zimbabwe_2015_the_baseline_rises_without_a_reason_given():
    told = whole(2015, "released_km2 confirmed_km2", "4.1", "75")
    (code, what), *others = said(told, earlier=[whole(2014, "confirmed_m2", "62991706")])
    assert code == "balance-unexplained"
    assert what == (
        "Table 2015: from 62.991706 km² in 2014, what is stated as found and released leads to 58.891706 km², "
        "stated are 75 km²; 16.108294 km² have no explanation."
    )
    assert others == []


def test_as_much_as_three_years_before_together_is_asked_about():
    before = [whole(year, "cleared_km2", "2") for year in (2009, 2010, 2011)]
    assert [code for code, _ in said(whole(2012, "cleared_km2", "6"), earlier=before)] == ["cumulative-as-annual"]
    assert said(whole(2012, "cleared_km2", "5"), earlier=before) == []


def test_the_last_hazards_of_a_country_may_all_be_released_in_one_year():
    before = [whole(2014, "confirmed_km2", "0.4")]
    told = whole(2015, "cleared_km2 confirmed_km2", "0.4", "0")
    assert said(told, earlier=before) == []


PROVINCES_2024 = {
    "Namibe": "17.3", "Malanje": "17.3", "Uíge": "30.1", "Cuanza Norte": "31.2", "Icolo e Bengo": "110.1",
    "Bengo": "227.5", "Cunene": "250.5", "Huíla": "301.1", "Cabinda": "127.9", "Moxico Leste": "155.8",
    "Lunda Norte": "188.3", "Cubango": "461.0", "Cuanza Sul": "586.7", "Bié": "599.9", "Cuando": "606.6",
    "Lunda Sul": "708.4", "Moxico": "1281.7",
}  # fmt: skip


def test_angola_2024_rounding_of_the_provinces_explains_the_sum():
    lines = [["Luanda", "0"], *map(list, PROVINCES_2024.items())]
    told = table("Angola 2024", "admin", ["open_ha"], lines, total=["5701.6"], year=2024)
    assert said(told)[1] == (
        "sum-within-rounding",
        "open_ha: 5,701.4 ha against 5,701.6 ha; rounding of the 18 figures can make up to 0.9 ha.",
    )
    assert not stopped(check_published(told))
    missed = table("Angola 2024", "admin", ["open_ha"], lines, total=["5711.6"], year=2024)
    assert stopped(check_published(missed))


def by_year(name, edition, counts):
    lines = [[str(year), str(count)] for year, count in sorted(counts.items())]
    return table(name, "year", ["victims"], lines, edition=edition)


def test_colombia_one_history_told_twice_names_every_year_that_changed():
    then = by_year("Victims", "2017-10", {2004: 880, 2005: 1182, 2013: 420})
    now = by_year("Victims", "2022-02", {2004: 880, 2005: 1175, 2013: 421, 2021: 152})
    assert said(now, earlier=[then]) == [
        ("history-revised", "2005: victims for 2005 was 1,182 in 2017-10, now it is 1,175."),
        ("history-revised", "2013: victims for 2013 was 420 in 2017-10, now it is 421."),
    ]


@pytest.mark.real_data
def test_the_two_real_tables_of_colombia_differ_by_the_years_that_are_known(data_dir):
    editions = []
    for edition in ("2017-10", "2022-02"):
        path = data_dir / "colombia_victims" / f"victims_{edition}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            years = Counter(int(row["ano"].replace(",", "")) for row in csv.DictReader(file))
        editions.append(by_year("Victims", edition, {year: count for year, count in years.items() if year < 2016}))
    then, now = editions
    found = {one.params["name"]: one.params for one in check_published(now, Yardstick(earlier=[then]))
             if one.code == "history-revised"}  # fmt: skip
    assert (found["2005"]["other"], found["2005"]["stated"]) == ("1,182", "1,175")
    assert (found["2013"]["other"], found["2013"]["stated"]) == ("420", "421")


@pytest.mark.real_data
def test_the_real_provinces_of_angola_add_up_within_rounding(data_dir):
    folder = data_dir / "national_indicators"
    with (folder / "angola_province_ap_2024.csv").open(encoding="utf-8", newline="") as file:
        lines = [[row["province"], row["hazard_area_ha"]] for row in csv.DictReader(file)]
    total = json.loads((folder / "angola_national_2024.json").read_text(encoding="utf-8"))["total_contaminated_ha"]
    told = table("Angola 2024", "admin", ["open_ha"], lines, total=[str(total)], year=2024)
    assert [found.code for found in check_published(told)] == ["suspected-confirmed-together", "sum-within-rounding"]


def test_a_district_is_held_against_its_own_land():
    told = with_total("suspected_ha", [["North", "9500"], ["South", "10"]], ["9510"])
    found = check_published(told, Yardstick(country_m2=1e12, areas_m2={"north": 1e8, "south": 1e8}))
    assert [(one.code, one.row, one.params["name"]) for one in found] == [("hazards-fill-the-land", 1, "North")]


def test_hectares_headed_as_square_kilometres_are_told_from_a_jump():
    before = [whole(2023, "cleared_ha", "2418")]
    (code, what), *_ = said(whole(2024, "cleared_km2", "2418"), earlier=before)
    assert (code, what) == (
        "unit-slip",
        "Table 2024: cleared_km2 states 2,418 km²; 2,418 ha fits if it is read in hectares.",
    )


def test_limits_are_the_programmes_own():
    told, before = whole(2024, "cleared_km2", "9"), [whole(2023, "cleared_km2", "2")]
    assert said(told, earlier=before, limits=Limits(published_jump=5.0)) == []


@pytest.mark.parametrize(
    ("heading", "key", "unit"),
    [
        ("Opening suspected (ha)", ("opening_suspected", "", ""), "ha"),
        ("CLEARED m²", ("cleared", "", ""), "m2"),
        ("confirmed areas", ("confirmed_areas", "", ""), ""),
        ("destroyed spot", ("destroyed", "", "spot-task"), ""),
        ("destroyed_improvised_area", ("destroyed", "improvised", "area-clearance"), ""),
    ],
)
def test_headings_are_read_as_people_write_them(heading, key, unit):
    column = column_of(heading)
    assert (column.key, column.unit) == (key, unit)


@pytest.mark.parametrize("heading", ["cleared", "remarks", "destroyed_tanks", "cleared_miles", "destroyed_AP_spot_m2"])
def test_a_heading_that_says_no_figure_is_none(heading):
    assert column_of(heading) is None
    with pytest.raises(ValueError, match="no figures of a published table"):
        table("T", "", [heading], [])


FIGURES = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False)


@given(st.lists(FIGURES, min_size=2, max_size=12), st.sampled_from(sorted(UNIT_M2)), st.integers(0, 2))
def test_a_true_sum_that_is_rounded_is_never_stopped(figures, unit, places):
    step = Decimal(1).scaleb(-places)
    lines = [[f"L{at}", str(value.quantize(step))] for at, value in enumerate(figures)]
    told = table("T", "admin", [f"cleared_{unit}"], lines, total=[str(sum(figures).quantize(step))], year=2024)
    assert not stopped(check_published(told))


@given(st.lists(FIGURES, min_size=3, max_size=3))
def test_whoever_states_the_sum_of_the_parts_is_not_asked(parts):
    told = whole(2024, "cancelled_m2 reduced_m2 cleared_m2 released_m2", *map(str, (*parts, sum(parts))))
    assert said(told) == []
