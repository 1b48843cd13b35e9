"""Small counts: left out, and not to be had by subtraction; every way to undo it is tried."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landrelease.publish.redaction.suppression import Table, TableError, spread, suppressed, table

NUMBERS = st.one_of(st.integers(0, 8), st.integers(0, 60))


def hidden_of(shown):
    return {(y, x) for y, line in enumerate(shown.values) for x, value in enumerate(line) if value is None}


def consistent(shown, most):
    """Every table with totals that agrees with what is shown, no number above `most`; slow and obvious."""
    inner_rows, inner_columns = len(shown.rows) - 1, max(1, len(shown.columns) - 1)
    ranges = [
        range(most + 1) if shown.values[y][x] is None else (shown.values[y][x],)
        for y in range(inner_rows)
        for x in range(inner_columns)
    ]
    for numbers in itertools.product(*ranges):
        lines = [numbers[y * inner_columns : (y + 1) * inner_columns] for y in range(inner_rows)]
        made = table({str(y): line for y, line in enumerate(lines)}, shown.columns[:-1])
        agrees = all(
            told is None or told == value
            for line, values in zip(shown.values, made.values, strict=True)
            for told, value in zip(line, values, strict=True)
        )
        if agrees:
            yield made


@pytest.mark.parametrize(
    ("groups", "columns", "shown"),
    [
        ({"N": 2, "M": 30, "S": 9}, (), ((None,), (30,), (None,), (41,))),
        ({"N": 12, "M": 30, "S": 9}, (), ((12,), (30,), (9,), (51,))),
        ({"N": 0, "S": 9}, (), ((0,), (9,), (9,))),
        ({"N": 1, "M": 1, "S": 9}, (), ((None,), (None,), (None,), (11,))),
        ({"N": 3}, (), ((None,), (None,))),
        ({"N": (2, 8), "S": (7, 9)}, ("m", "f"), ((None, None, 10), (None, None, 16), (9, 17, 26))),
        ({"N": (20, 8), "S": (7, 9)}, ("m", "f"), ((20, 8, 28), (7, 9, 16), (27, 17, 44))),
    ],
)  # fmt: skip
def test_a_table_as_the_public_sees_it(groups, columns, shown):
    assert suppressed(table(groups, columns), 5).values == shown


def test_totals_are_added():
    assert table({"N": (1, 2), "S": (3, 4)}, ("m", "f"), total="all") == Table(
        ("N", "S", "all"), ("m", "f", "all"), ((1, 2, 3), (3, 4, 7), (4, 6, 10))
    )
    assert table({}).values == ((0,),)


@pytest.mark.parametrize(("groups", "columns"), [({"N": -1}, ()), ({"N": (1, 2)}, ()), ({"N": (1,)}, ("m", "f"))])
def test_what_is_no_table_is_refused(groups, columns):
    with pytest.raises(TableError, match="not negative"):
        table(groups, columns)


def test_areas_of_few_records_are_left_out_whatever_their_size():
    whole = table({"N": 52_000, "M": 700_000, "S": 81_000})
    shown = suppressed(whole, 10_000, also={(0, 0)})
    assert shown.values == ((None,), (700_000,), (None,), (833_000,))


@given(st.lists(st.integers(0, 6), min_size=1, max_size=3), st.integers(3, 5))
def test_a_column_cannot_be_undone_by_trying_every_table(numbers, small):
    whole = table({str(y): number for y, number in enumerate(numbers)})
    shown = suppressed(whole, small)
    found = list(consistent(shown, sum(numbers) + small))
    for y, x in hidden_of(shown):
        possible = {made.values[y][x] for made in found}
        assert max(possible) - min(possible) >= small


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=2))
@settings(max_examples=40)
def test_a_small_table_cannot_be_undone_by_trying_every_table(lines):
    whole = table({str(y): line for y, line in enumerate(lines)}, ("a", "b"))
    shown = suppressed(whole, 3)
    found = list(consistent(shown, 8))
    assert whole.values in [made.values for made in found]
    for y, x in hidden_of(shown):
        possible = {made.values[y][x] for made in found}
        assert max(possible) - min(possible) >= 3


@settings(max_examples=40)
@given(
    st.lists(st.tuples(*[st.integers(0, 3)] * 2), min_size=2, max_size=2),
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2))),
)
def test_the_spread_is_that_of_every_table_that_agrees(lines, hidden):
    whole = table({str(y): line for y, line in enumerate(lines)}, ("a", "b"))
    shown = whole._replace(
        values=tuple(
            tuple(None if (y, x) in hidden else value for x, value in enumerate(line))
            for y, line in enumerate(whole.values)
        )
    )
    found = list(consistent(shown, 12))
    for cell in hidden:
        possible = {made.values[cell[0]][cell[1]] for made in found}
        width = spread(whole, cell, hidden)
        assert max(possible) - min(possible) == width or (width > 12 and max(possible) >= 12)


@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[NUMBERS] * n), min_size=1, max_size=6)), st.integers(3, 12)
)
def test_what_is_left_out_has_room_and_what_is_shown_is_true(lines, small):
    whole = table({str(y): line for y, line in enumerate(lines)}, [str(x) for x in range(len(lines[0]))])
    shown = suppressed(whole, small)
    hidden = hidden_of(shown)
    for y, line in enumerate(whole.values):
        for x, value in enumerate(line):
            assert (y, x) in hidden or shown.values[y][x] == value
            assert (y, x) in hidden or not 0 < value < small
    assert all(spread(whole, cell, hidden) >= small for cell in hidden)
    assert suppressed(whole, small) == shown


@given(st.lists(st.integers(10, 99), min_size=1, max_size=6))
def test_nothing_is_left_out_where_nothing_is_small(numbers):
    whole = table({str(y): number for y, number in enumerate(numbers)})
    assert suppressed(whole, 5) == whole
