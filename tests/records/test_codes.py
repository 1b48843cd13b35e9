"""The code lists."""

import re

import pytest

from landrelease.records import codes
from landrelease.records.land import LAND_STATUSES

TERMS = [
    pytest.param(code, term, id=f"{name}.{code}") for name, terms in codes.LISTS.items() for code, term in terms.items()
]


@pytest.mark.parametrize(("code", "term"), TERMS)
def test_a_term_has_code_word_and_explanation(code, term):
    assert term.code == code
    assert re.fullmatch(r"[A-Za-z0-9]+(-[a-z0-9]+)*", code)
    assert term.word == term.word.strip() != ""
    assert re.fullmatch(r"[A-Z0-9].*\.", term.meaning)


def test_the_codes_that_the_ledger_stands_on():
    assert tuple(codes.LISTS["class"]) == codes.CLASSES
    assert codes.CLASSES == ("mines", "cluster", "other")
    assert ("none", *LAND_STATUSES) == codes.STATUSES
    assert LAND_STATUSES == ("suspected", "confirmed", "cancelled", "reduced", "cleared")
    assert tuple(codes.LISTS["audience"]) == codes.AUDIENCES


def test_every_contamination_belongs_to_a_class():
    assert set(codes.CLASS_OF_CONTAMINATION) == set(codes.CONTAMINATION)
    assert set(codes.CLASS_OF_CONTAMINATION.values()) == set(codes.CLASSES)


def test_work_without_scope_that_never_covers_mines():
    assert set(codes.CAPABILITY) >= codes.EOD_SPOT_METHODS
    assert "manual-clearance" not in codes.EOD_SPOT_METHODS


def test_no_list_can_be_changed_from_outside():
    with pytest.raises(TypeError):
        codes.CONTAMINATION["AP"] = codes.CONTAMINATION["AV"]
