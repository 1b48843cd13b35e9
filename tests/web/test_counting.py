"""Counts of records by year, area and field, as far as each audience may know."""

import re

import pytest

from landrelease.desk.opening import open_register
from landrelease.web.counts import _large


def rows_of(text):
    found = re.search(r'<table id="count">.*?</table>', text, re.DOTALL)[0]
    return re.findall(r'<th scope="row">([^<]*)</th><td class="figure">([^<]*)</td>', found)


def test_counts_are_those_of_the_register_and_go_out_as_files(served, sign_in):
    client = sign_in("director")
    with open_register(served.register, acting="Programme") as register:
        known = register.count("release", by="year")
    rows = rows_of(client.get("/statement/count?kind=release&by=year").text)
    assert [(name, number.replace(",", "")) for name, number in rows[:-1]] == [
        (row["year"], str(row["records"])) for row in known
    ]
    total = sum(row["records"] for row in known)
    text = client.get("/statement/count.csv?kind=release&by=year").text
    assert text.splitlines()[0] == "year,records"
    assert text.splitlines()[-1] == f"total,{total}"
    told = client.get("/statement/count.json?kind=ordnance&by=year").json()
    assert told["rows"][-1]["quantity"] == sum(row["quantity"] for row in told["rows"][:-1])


def test_a_donor_sees_no_small_count_and_no_field_that_is_not_theirs(sign_in):
    reader, director = sign_in("reader"), sign_in("director")
    whole = dict(rows_of(director.get("/statement/count?kind=accident&by=year").text))
    told = dict(rows_of(reader.get("/statement/count?kind=accident&by=year").text))
    assert {"1", "2", "3", "4"} & set(whole.values())
    assert set(told) == set(whole)
    assert not {"1", "2", "3", "4"} & set(told.values())
    assert sum(number == "–" for number in told.values()) >= 2
    for query in (f"kind=hazard&by={name}" for name in ("unit", "admin", "name", "id", "date", "recorded")):
        answer = reader.get(f"/statement/count?{query}")
        assert answer.status_code == 403, query
        assert "is not for this audience" in answer.text


@pytest.mark.parametrize("query", ["kind=hazard&by=admin", "kind=accident&by=year", "kind=task&by=activity", ""])
def test_whatever_staff_may_count_has_a_page(sign_in, query):
    answer = sign_in("director").get(f"/statement/count?{query}")
    assert answer.status_code == 200, answer.text
    assert "style=" not in answer.text


def test_who_reads_months_asks_for_no_moment_within_one(sign_in):
    reader, director = sign_in("reader"), sign_in("director")
    asked = "kind=release&by=year&known_at="
    files = ["2021-02-01", "2021-02-28", "2021-02-03T09:00Z"]
    first, last, within = (reader.get(f"/statement/count.csv?{asked}{moment}").text for moment in files)
    assert first == last == within
    assert re.fullmatch(r"year,records\n(\d{4},\d*\n)+total,\d*\n", last)
    assert "the end of the month" in reader.get(f"/statement/count?{asked}2021-02-01").text
    first, last = (director.get(f"/statement/count.csv?{asked}{moment}").text for moment in files[:2])
    assert first != last


def test_items_are_left_out_where_their_records_are():
    items = {"bomb": 900, "grenade": 40, "shell": 30}
    assert _large(items, 5, set()) == [900, 40, 30, 970]
    assert _large(items, 5, {0}) == [None, 40, None, 970]
