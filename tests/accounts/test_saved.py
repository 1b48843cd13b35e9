"""Saved searches and reports."""

import msgspec
import pytest

from landrelease.accounts import errors

from .conftest import NOON


def test_an_address_is_kept_and_found_by_its_owner(kept, amelie, join):
    other = join("boris")
    mine = kept.saved.keep(amelie.id, "Open land", "/land?class=mines&as_of=2025-12-31", now=NOON)
    shared = kept.saved.keep(other.id, "Year", "/statement?year=2025", shared=True, now=NOON)
    assert kept.saved.of(amelie.id) == [mine, shared]
    assert kept.saved.of(other.id) == [shared]
    kept.saved.share(amelie.id, mine.id, shared=True)
    assert kept.saved.of(other.id) == [shared, msgspec.structs.replace(mine, shared=True)]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "land",
        "//elsewhere.example",
        "https://elsewhere.example/",
        "/\\elsewhere.example",
        "/a b",
        "/\n/x",
        "/\t/elsewhere.example",
        "/é",
        "/" + "a" * 4000,
        "javascript:alert(1)",
    ],
)
def test_an_address_that_leads_elsewhere_is_refused(kept, amelie, address):
    with pytest.raises(errors.BadValueError):
        kept.saved.keep(amelie.id, "a", address, now=NOON)
    assert kept.saved.of(amelie.id) == []


def test_a_name_is_taken_once_by_each(kept, amelie, join):
    other = join("boris")
    kept.saved.keep(amelie.id, "Year", "/statement", now=NOON)
    kept.saved.keep(other.id, "Year", "/statement", now=NOON)
    with pytest.raises(errors.TakenError):
        kept.saved.keep(amelie.id, "Year", "/land", now=NOON)


def test_only_the_owner_shares_and_forgets(kept, amelie, join):
    other = join("boris")
    saved = kept.saved.keep(amelie.id, "Year", "/statement", shared=True, now=NOON)
    with pytest.raises(errors.NotHereError):
        kept.saved.share(other.id, saved.id, shared=False)
    with pytest.raises(errors.NotHereError):
        kept.saved.drop(other.id, saved.id)
    kept.saved.drop(amelie.id, saved.id)
    assert kept.saved.of(other.id) == []
