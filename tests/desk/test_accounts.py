"""Rows of a statement set beside earlier knowledge."""

from decimal import Decimal

import numpy as np
import pytest

from landrelease.desk.accounts import compared, rows_by
from landrelease.desk.changing import withdraw
from landrelease.desk.errors import BadRequestError
from landrelease.ledger.columns import columns_of
from landrelease.ledger.statement import Books, Period

BALANCES = ("suspected_m2", "confirmed_m2", "cancelled_m2", "reduced_m2", "cleared_m2")


@pytest.fixture
def worked(register, hazard, release):
    """Two operators, of whom one is withdrawn and another comes after the first of January 2024, noon."""
    names = [register.append(record, recorded="2023-12-01") for record in (
        hazard(organisation="ORG-1"), release(organisation="ORG-2"),
    )]  # fmt: skip
    register.by("Boris").accept(names, recorded="2023-12-02")
    gone = withdraw(register, names[1:], reason="duplicate")
    late = register.append(release("R-2", organisation="ORG-3"))
    register.by("Boris").accept([*gone, late])
    return register


def test_every_group_of_either_view_stands_in_the_rows(worked):
    rows = worked.statement(by="operator", against="2023-12-31").rows
    assert [row["operator"] for row in rows] == ["ORG-1", "ORG-2", "ORG-3", "total"]
    cleared = {row["operator"]: row["movements"]["cleared_m2"] for row in rows}
    assert cleared["ORG-2"] == cleared["total"] > 0
    assert cleared["ORG-3"] == 0
    assert [row["closing"] for row in rows[:-1]] == [None] * 3


def test_closing_is_now_and_the_difference_is_correction(worked):
    then = worked.statement(known_at="2023-12-31").rows[0]
    now = worked.statement().rows[0]
    (row,) = worked.statement(against="2023-12-31").rows
    assert row["opening"] == then["opening"]
    assert row["movements"] == then["movements"]
    assert row["closing"] == now["closing"]
    assert row["corrections"] == {name: now["closing"][name] - then["closing"][name] for name in BALANCES}


def test_nothing_known_then_is_all_correction(worked):
    (row,) = worked.statement(against="2020").rows
    assert not any(row["movements"].values())
    assert row["corrections"] == row["closing"]


def test_nothing_changed_is_no_correction(worked):
    (row,) = worked.statement(against="2024-01-02").rows
    assert row == worked.statement().rows[0]
    assert set(row["corrections"].values()) == {Decimal(0)}


def test_groups_that_are_none():
    none = np.zeros(0, np.int64)
    books = Books(columns_of([], []), none, none, none, none, [])
    with pytest.raises(BadRequestError, match="there are operator, method, unit, class, admin"):
        rows_by(books, Period(1, 2), "all", "colour")
    with pytest.raises(BadRequestError, match="there are mines, cluster, other, all"):
        rows_by(books, Period(1, 2), "mine", None)
    empty = rows_by(books, Period(1, 2), "all", "unit")
    assert [row["unit"] for row in empty] == ["total"]
    assert compared(empty, empty) == empty
