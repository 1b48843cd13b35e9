"""Keys for programs."""

import pytest

from landrelease.accounts import errors
from landrelease.accounts.moment import later

from .conftest import NOON

DAY = 86400


@pytest.fixture
def made(kept, amelie):
    return kept.keys.make(amelie.id, "QGIS in the office", {"read", "propose"}, days=30, now=NOON)


def test_a_key_opens_its_account_within_its_scope(kept, amelie, made):
    token, key = made
    assert token.startswith(f"lr_{key.id}_")
    keyed = kept.keys.look(token, now=NOON)
    assert (keyed.account, keyed.key) == (amelie, key)
    assert key.scope == {"read", "propose"}
    assert key.expires == later(NOON, 30 * DAY)


@pytest.mark.parametrize(
    "wrong", ["", "lr_", "{id}", "lr_{id}_", "lr_{id}_" + "x" * 43, "{token}x", "xx{token}", "\ud800"]
)
def test_what_is_no_key_opens_nothing(kept, made, wrong):
    token, key = made
    assert kept.keys.look(wrong.format(id=key.id, token=token), now=NOON) is None


def test_a_key_runs_out_and_is_revoked(kept, amelie, join, made):
    token, key = made
    assert kept.keys.look(token, now=later(NOON, 30 * DAY - 1)) is not None
    assert kept.keys.look(token, now=later(NOON, 30 * DAY)) is None
    other = join("boris")
    with pytest.raises(errors.NotHereError):
        kept.keys.revoke(other.id, key.id, now=NOON)
    for moment in (later(NOON, 1), later(NOON, 2)):
        kept.keys.revoke(amelie.id, key.id, now=moment)
    assert kept.keys.look(token, now=later(NOON, 3)) is None
    assert [found.revoked for found in kept.keys.of(amelie.id)] == [later(NOON, 1)]


def test_a_key_of_an_account_that_may_not_be_used_opens_nothing(kept, amelie, made):
    kept.roster.put(amelie.id, "locked", now=NOON)
    assert kept.keys.look(made[0], now=NOON) is None
    kept.roster.put(amelie.id, "active", now=NOON)
    assert kept.keys.look(made[0], now=NOON) is not None


def test_use_is_written_once_a_minute_and_never_back(kept, amelie, made):
    seen = []
    for second in (0, 59, 60, 1):
        kept.keys.look(made[0], now=later(NOON, second))
        seen.append(kept.keys.of(amelie.id)[0].used)
    assert seen == [NOON, NOON, later(NOON, 60), later(NOON, 60)]


@pytest.mark.parametrize(
    ("name", "scope", "days", "says"),
    [
        ("a", set(), 1, "read, propose, decide"),
        ("a", {"read", "erase"}, 1, "read, propose, decide"),
        ("a", {"read"}, 367, "1 to 366 days"),
        ("a", {"read"}, 0, "1 to 366 days"),
        ("", {"read"}, 1, "0 characters"),
    ],
)
def test_a_key_that_may_do_nothing_or_too_much_is_refused(kept, amelie, name, scope, days, says):
    with pytest.raises(errors.BadValueError, match=says):
        kept.keys.make(amelie.id, name, scope, days=days, now=NOON)
    with pytest.raises(errors.NotHereError):
        kept.keys.make("nobody", "a", {"read"}, now=NOON)
    assert kept.keys.of(amelie.id) == []
