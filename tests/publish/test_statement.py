"""Statements as accounts, JSON and CSV: every amount exact, every column adds up."""

import csv
import io
import json
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.ledger.columns import columns_of
from landrelease.ledger.statement import Books, Period, Statement, statement_rows
from landrelease.publish.statement import (
    ACCOUNTS,
    MEMOS,
    MOVEMENTS,
    account,
    balanced,
    keys,
    plain,
    statement_csv,
    statement_json,
)  # fmt: skip

ZERO = {f"{status}_m2": Decimal("0E-9") for status in ACCOUNTS}
amounts = st.integers(0, 10**18).map(lambda units: Decimal(units).scaleb(-9))
moves = st.tuples(
    st.sampled_from(["none", *ACCOUNTS]), st.sampled_from(ACCOUNTS), st.sampled_from(sorted(MOVEMENTS)), amounts,
)  # fmt: skip


def booked(opening, postings):
    """The obvious books: one movement after the other."""
    closing = dict(opening)
    for posting in postings:
        closing[f"{posting['to']}_m2"] += posting["area_m2"]
        if posting["from"] != "none":
            closing[f"{posting['from']}_m2"] -= posting["area_m2"]
    return closing


@given(st.fixed_dictionaries(dict.fromkeys(ZERO, amounts)), st.lists(moves, max_size=30))
def test_every_column_of_an_account_adds_up_exactly(opening, moved):
    postings = [dict(zip(("from", "to", "movement", "area_m2"), move, strict=True)) for move in moved]
    lines = account({"opening": opening, "closing": booked(opening, postings), "postings": postings})
    assert lines[-1].code == "difference"
    assert lines[-1].amounts == (0,) * 5
    assert [sum(column) for column in zip(*(line.amounts for line in lines[:-2]), strict=True)] == list(
        lines[-2].amounts
    )


def test_a_closing_that_is_off_shows_its_difference():
    row = {"opening": ZERO, "closing": ZERO | {"cleared_m2": Decimal("0.000000001")}, "postings": []}
    assert account(row)[-1].amounts == (0, 0, 0, 0, Decimal("0.000000001"))


def test_corrections_are_a_line_of_their_own_and_never_release():
    corrections = ZERO | {"suspected_m2": Decimal(-5)}
    row = {
        "opening": ZERO | {"suspected_m2": Decimal(9)}, "closing": ZERO | {"suspected_m2": Decimal(4)},
        "postings": [], "corrections": corrections,
    }  # fmt: skip
    assert [(line.label, line.amounts[0]) for line in account(row)] == [
        ("Opening", 9), ("Corrections (not release)", -5), ("Closing", 4), ("Difference", 0),
    ]  # fmt: skip


def test_a_row_without_balances_has_movements_only():
    posting = {"from": "suspected", "to": "reduced", "movement": "reduced", "area_m2": Decimal(3)}
    row = {"operator": "org-1", "opening": None, "closing": None, "postings": [posting]}
    assert not balanced(row)
    assert keys(row) == {"operator": "org-1"}
    assert [(line.code, line.amounts) for line in account(row)] == [("reduced", (-3, 0, 0, 3, 0))]


def test_the_ledgers_own_empty_statement_is_understood():
    none = np.zeros(0, np.int64)
    rows = statement_rows(Books(columns_of([], []), none, none, none, none, []), Period(1, 2))
    doc = Statement(from_="2024-01-01", to="2024-12-31", known_at="2025-01-31T00:00:00.000Z", klass="all", rows=rows)
    document = plain(doc)
    assert list(document) == ["from", "to", "known_at", "class", "rows"]
    assert keys(document["rows"][0]) == {}
    assert set(document["rows"][0]["movements"]) == {f"{code}_m2" for code in MOVEMENTS}
    assert set(document["rows"][0]["memo"]) == set(MEMOS)
    assert [line.code for line in account(document["rows"][0])] == ["opening", "closing", "difference"]


def test_json_keeps_nine_places_as_numbers(province):
    doc = province.years[3]
    text = statement_json(doc)
    assert json.loads(text, parse_float=Decimal, parse_int=int) == json.loads(
        json.dumps(doc, default=str), parse_float=Decimal, object_hook=_numbers,
    )  # fmt: skip
    assert "E-" not in text
    assert f'"suspected_m2":{doc["rows"][0]["closing"]["suspected_m2"]:.9f}' in text


def _numbers(part):
    return {name: Decimal(value) if name.endswith("_m2") else value for name, value in part.items()}


def test_csv_has_a_line_for_each_row_and_every_part(province):
    row = province.years[2]["rows"][0]
    doc = province.years[2] | {"rows": [{"admin": "A-1", "name": "=North", **row}, {"memo": row["memo"]}]}
    first, second = csv.DictReader(io.StringIO(statement_csv(doc)))
    assert (first["from"], first["class"], first["admin"], first["name"]) == ("2021-01-01", "all", "A-1", "'=North")
    assert Decimal(first["closing_cleared_m2"]) == row["closing"]["cleared_m2"]
    assert first["opening_cancelled_m2"] == "0.000000000"
    assert first["unmapped_closing_suspected_unknown"] == "7"
    assert "postings" not in first
    assert (second["admin"], second["closing_cleared_m2"], second["memo_repeat_release_m2"]) == (
        "",
        "",
        "1500.000000000",
    )


@pytest.mark.parametrize("rows", [[], [{}]])
def test_a_statement_without_rows_still_has_its_head(rows):
    assert statement_csv({"from": "2024-01-01", "to": "2024-12-31", "rows": rows}).startswith("from,to\n")
