"""Sessions: how long they last, and how they end."""

import pytest

from landrelease.accounts import errors
from landrelease.accounts.moment import later
from landrelease.accounts.session import HALF_S, IDLE_S, LONGEST_S

from .conftest import NOON, PASSWORD


@pytest.fixture
def begun(kept, amelie, here):
    return kept.signing.sign_in(amelie.login.upper(), PASSWORD, here, now=NOON)


def test_a_session_opens_as_whom_it_was_begun(kept, amelie, begun):
    entered = kept.sessions.look(begun.token, now=NOON)
    assert (entered.account, entered.session) == (amelie, begun.session)
    assert (entered.session.network, entered.session.browser) == ("203.0.113.0/24", "Firefox / Linux")
    assert begun.session.expires == later(NOON, LONGEST_S)
    assert begun.session.half is False


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("token", ["", "x" * 43, "\ud800", "a" * 100_000])
def test_what_is_no_token_opens_nothing(kept, token):
    assert kept.sessions.look(token, now=NOON) is None
    assert kept.sessions.half(token, now=NOON) is None


def test_an_idle_session_ends(kept, begun):
    assert kept.sessions.look(begun.token, now=later(NOON, IDLE_S)) is None
    assert kept.sessions.look(begun.token, now=later(NOON, IDLE_S - 1)) is not None
    assert kept.sessions.look(begun.token, now=later(NOON, IDLE_S)) is not None


def test_a_busy_session_ends_after_a_week(kept, begun):
    hours = range(10, LONGEST_S // 3600, 10)
    assert all(kept.sessions.look(begun.token, now=later(NOON, hour * 3600)) for hour in hours)
    assert kept.sessions.look(begun.token, now=later(NOON, LONGEST_S)) is None


def test_being_seen_is_written_once_a_minute_and_never_back(kept, amelie, begun):
    def seen():
        return [found.seen for found in kept.sessions.of(amelie.id, now=later(NOON, 90))]

    kept.sessions.look(begun.token, now=later(NOON, 59))
    assert seen() == [NOON]
    kept.sessions.look(begun.token, now=later(NOON, 60))
    kept.sessions.look(begun.token, now=NOON)
    assert seen() == [later(NOON, 60)]


def test_sessions_are_listed_and_ended_by_their_owner_only(kept, amelie, join, here, begun):
    second = kept.signing.sign_in("amelie", PASSWORD, here, now=later(NOON, 5))
    other = join("boris")
    assert [found.id for found in kept.sessions.of(amelie.id, now=later(NOON, 5))] == [
        second.session.id,
        begun.session.id,
    ]
    with pytest.raises(errors.NotHereError):
        kept.sessions.end_one(other.id, begun.session.id)
    kept.sessions.end_one(amelie.id, begun.session.id)
    assert kept.sessions.look(begun.token, now=NOON) is None
    assert kept.sessions.of(amelie.id, now=later(NOON, IDLE_S + 5)) == []


def test_signing_out_twice_is_no_error(kept, begun):
    kept.sessions.end(begun.token)
    kept.sessions.end(begun.token)
    assert kept.sessions.look(begun.token, now=NOON) is None


def test_all_sessions_end_but_one(kept, amelie, here, begun):
    others = [kept.signing.sign_in("amelie", PASSWORD, here, now=NOON).token for _ in range(3)]
    assert kept.sessions.end_all(amelie.id, keep=begun.session.id) == 3
    assert [kept.sessions.look(token, now=NOON) for token in others] == [None] * 3
    assert kept.sessions.look(begun.token, now=NOON) is not None
    assert kept.sessions.end_all(amelie.id) == 1


def test_what_was_taken_away_is_gone_at_the_next_request(kept, amelie, begun):
    kept.roster.put(amelie.id, "locked", now=NOON)
    assert kept.sessions.look(begun.token, now=NOON) is None


@pytest.mark.usefixtures("app")
def test_a_half_session_opens_nothing_but_the_second_factor(kept, amelie, here):
    half = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    assert half.session.half
    assert kept.sessions.look(half.token, now=NOON) is None
    assert kept.sessions.half(half.token, now=NOON).account == amelie
    assert kept.sessions.half(half.token, now=later(NOON, HALF_S)) is None


@pytest.mark.usefixtures("begun")
def test_the_sweep_removes_only_what_has_run_out(kept, amelie):
    kept.links.make(amelie.id, "password-reset", now=NOON)
    kept.claims.take(amelie.id, "r1", now=NOON)
    kept.identities.send(now=NOON)
    tables = ("session", "link", "claim", "errand")

    def counts():
        with kept.store.reading() as view:
            return [view.count(table, {}) for table in tables]

    kept.sweep(now=later(NOON, 299))
    assert counts() == [1, 1, 1, 1]
    kept.sweep(now=later(NOON, IDLE_S))
    assert counts() == [0, 1, 0, 0]
    kept.sweep(now=later(NOON, 72 * 3600))
    assert counts() == [0, 0, 0, 0]
