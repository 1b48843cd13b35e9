"""Every refusal has its class, its code and its sentences."""

import re
from pathlib import Path

import pytest

from landrelease.accounts import errors
from landrelease.accounts.draft import Draft

CLASSES = [
    found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, errors.AccountsError)
]
PARAMS = {"detail": "why", "found": 2, "known": 1, "mode": "644", "waited_s": 10.0, "until": "noon"}
TESTS = Path(__file__).parent
PAGE = Path(errors.__file__).with_name("README.md").read_text(encoding="utf-8")


def made(fault):
    draft = Draft("d1", "a1", "hazard", "field", "{}", 1, "", "")
    return fault(draft, draft) if fault is errors.StaleDraftError else fault("field", **PARAMS)


def test_no_code_is_given_twice():
    assert sorted(found.exit_code for found in CLASSES) == list(range(80, 96))


@pytest.mark.parametrize("fault", CLASSES, ids=lambda found: found.__name__)
def test_a_message_says_where_what_why_and_the_way_out(fault):
    where, why, cure = str(made(fault)).split("\n")
    assert re.fullmatch(r"field: [^{}]+\.", where)
    assert re.fullmatch(r"[^{}]+\.", why)
    assert re.fullmatch(r"[^{}]+\.", cure)


@pytest.mark.parametrize("fault", CLASSES, ids=lambda found: found.__name__)
def test_the_page_of_the_room_lists_it(fault):
    assert f"| {fault.exit_code} | `{fault.__name__}` |" in PAGE


@pytest.mark.parametrize("fault", CLASSES, ids=lambda found: found.__name__)
def test_some_test_raises_it(fault):
    texts = (path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py") if path.name != "test_errors.py")
    assert any(f"errors.{fault.__name__}" in text for text in texts)
