"""The rules stay as good on the stories to build with as they were; those held back are not read here."""

import pytest

from .measure import measured

LEAST = {
    "items that tell of an event": (0.9, 0.8),
    "pairs of accounts of one event": (0.94, 0.66),
    "origins of accounts": (0.9, 0.9),
    "derived from": (0.7, 0.66),
    "near-duplicates": (1.0, 1.0),
    "speakers": (0.88, 0.84),
    "hedged": (0.9, 0.84),
    "opinion": (0.76, 0.62),
    "event of statement": (0.75, 0.68),
}


@pytest.fixture(scope="module")
def figures():
    return measured()


@pytest.mark.parametrize("name", LEAST)
def test_nothing_is_found_less_well_than_before(figures, name):
    precision, recall = LEAST[name]
    assert figures[name].precision >= precision
    assert figures[name].recall >= recall


def test_everything_that_is_measured_has_its_floor(figures):
    assert set(figures) == set(LEAST)
