"""The table of moves: which state follows which, every pair of state and move looked at."""

import pytest

from landrelease.programme.moves import AT_WORK, GATED, MOVES, OPEN, ORDERED, RANK, STATES, STOPS, after
from landrelease.records.codes import LISTS

TABLE = """
state       issue   amend     suspend   resume  cancel    close  split merge  progress complete  pass      fail   release  handover
requested   .       .         .         .       .         .      .     .      .        .         .         .      .        .
waiting     .       .         .         .       cancelled .      .     .      .        .         .         .      .        .
planned     ordered .         .         .       cancelled closed split merged .        .         .         .      .        .
ordered     .       ordered   suspended .       planned   .      .     .      working  completed .         .      .        .
working     .       working   suspended .       planned   .      .     .      working  completed .         .      .        .
suspended   .       suspended .         working planned   .      split merged .        .         .         .      .        .
completed   .       .         .         .       .         .      .     .      .        .         inspected rework released .
rework      .       rework    suspended .       planned   .      .     .      working  completed .         .      .        .
inspected   .       .         .         .       .         .      .     .      .        .         .         rework released .
released    .       .         .         .       .         closed .     .      .        .         .         rework .        handed-over
handed-over .       .         .         .       .         closed .     .      .        .         .         rework .        .
closed      .       .         .         .       .         .      .     .      .        .         .         rework .        .
cancelled   .       .         .         .       .         .      .     .      .        .         .         .      .        .
split       .       .         .         .       .         .      .     .      .        .         .         .      .        .
merged      .       .         .         .       .         .      .     .      .        .         .         .      .        .
"""  # noqa: E501 - a table
HEADING, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
PAIRS = [(row[0], move, then) for row in ROWS for move, then in zip(HEADING[1:], row[1:], strict=True)]


@pytest.mark.parametrize(("state", "move", "then"), PAIRS)
def test_every_pair_of_state_and_move(state, move, then):
    assert after(state, move) == ("" if then == "." else then)


def test_the_table_names_every_state_and_every_move():
    assert [row[0] for row in ROWS] == list(STATES)
    assert set(HEADING[1:]) == set(RANK)
    assert {move for moves in MOVES.values() for move in moves} <= set(RANK)


def test_a_state_or_move_that_nobody_knows_leads_nowhere():
    assert after("lost", "issue") == ""
    assert after("planned", "pray") == ""


def test_orders_make_the_moves_of_their_code_list_and_no_others():
    assert set(LISTS["order_action"]) == ORDERED
    assert GATED < ORDERED
    assert {"fail"} == STOPS - ORDERED


def test_groups_of_states_are_states():
    assert AT_WORK < OPEN < set(STATES)


def test_nothing_leaves_an_end_but_a_failed_inspection_of_closed_work():
    assert {state: dict(MOVES[state]) for state in ("closed", "cancelled", "split", "merged")} == {
        "closed": {"fail": "rework"}, "cancelled": {}, "split": {}, "merged": {},
    }  # fmt: skip
