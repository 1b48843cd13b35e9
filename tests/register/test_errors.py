"""Every kind of failure has its class, its code and four sentences."""

import re
from pathlib import Path

import pytest

from landrelease.register import errors

CLASSES = [
    found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, errors.RegisterError)
]
PARAMS = {
    "detail": "why",
    "found": 2,
    "known": 1,
    "waited_s": 10.0,
    "holder": "Somebody.",
    "ours": "BA",
    "theirs": "CO",
    "field": "name",
    "id": "ab",
    "scheme": "postgresql",
}
TESTS = Path(__file__).parent
PAGE = Path(errors.__file__).with_name("README.md").read_text(encoding="utf-8")


def test_no_code_is_given_twice():
    codes = [found.exit_code for found in CLASSES]
    assert sorted(codes) == list(range(20, 20 + len(CLASSES)))


@pytest.mark.parametrize("fault", CLASSES, ids=lambda found: found.__name__)
def test_a_message_says_where_what_why_and_the_way_out(fault):
    where, why, cure = str(fault("a.register", **PARAMS)).split("\n")
    assert (
        re.fullmatch(r"a\.register: [^{}]+\.", where.replace("Somebody.", "Somebody").strip())
        or fault is errors.RegisterLockedError
    )
    assert re.fullmatch(r"[^{}]+\.", why)
    assert re.fullmatch(r"[^{}]+\.", cure)


@pytest.mark.parametrize("fault", CLASSES, ids=lambda found: found.__name__)
def test_the_page_of_the_room_lists_it(fault):
    assert f"| {fault.exit_code} | `{fault.__name__}` |" in PAGE


@pytest.mark.parametrize("fault", CLASSES, ids=lambda found: found.__name__)
def test_some_test_raises_it(fault):
    texts = (path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py") if path.name != "test_errors.py")
    assert any(f"errors.{fault.__name__}" in text for text in texts)


def test_a_lock_names_its_holder():
    fault = errors.RegisterLockedError("a", waited_s=10.0, holder="Process 7 holds it.")
    assert str(fault).startswith("a: somebody else is writing; waited 10 seconds. Process 7 holds it.\n")
