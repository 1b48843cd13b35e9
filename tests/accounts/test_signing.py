"""The way in, with many at the door at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from landrelease.accounts import errors
from landrelease.accounts.account import Profile
from landrelease.accounts.moment import later, unix
from landrelease.accounts.origin import Origin

from .conftest import NOON, PASSWORD


def at_once(tries):
    """Run functions at the same moment, each in a thread of its own; give what each gave or raised."""
    gate = threading.Barrier(len(tries))

    def one(attempt):
        gate.wait()
        try:
            return attempt()
        except errors.AccountsError as fault:
            return fault

    with ThreadPoolExecutor(len(tries)) as threads:
        return list(threads.map(one, tries))


def test_of_two_sign_ins_with_one_recovery_code_one_wins(kept, amelie, app, here):
    assert app
    code = kept.factors.renew(amelie.id)[0]
    halves = [kept.signing.sign_in("amelie", PASSWORD, here, now=NOON) for _ in range(2)]
    ends = at_once([lambda half=half: kept.signing.confirm(half.token, code, here, now=NOON) for half in halves])
    assert sorted(type(end).__name__ for end in ends) == ["Begun", "CodeRefusedError"]
    assert kept.factors.left(amelie.id) == 9


def test_of_four_sign_ins_with_one_code_of_the_app_one_wins(kept, app, here):
    halves = [kept.signing.sign_in("amelie", PASSWORD, here, now=NOON) for _ in range(4)]
    code = app.at(unix(NOON))
    ends = at_once([lambda half=half: kept.signing.confirm(half.token, code, here, now=NOON) for half in halves])
    assert sorted(type(end).__name__ for end in ends) == ["Begun"] + ["CodeRefusedError"] * 3


def test_one_half_session_becomes_one_whole_session(kept, amelie, app, here):
    assert app
    half = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    codes = kept.factors.renew(amelie.id)[:4]
    ends = at_once([lambda code=code: kept.signing.confirm(half.token, code, here, now=NOON) for code in codes])
    assert sorted(type(end).__name__ for end in ends) == ["Begun"] + ["SignInRefusedError"] * 3
    assert kept.factors.left(amelie.id) == 9
    assert len(kept.sessions.of(amelie.id, now=NOON)) == 1


@pytest.mark.usefixtures("amelie")
def test_of_many_guesses_at_once_no_more_are_looked_at_than_may_fail(kept, here):
    ends = at_once([lambda: kept.signing.sign_in("amelie", "wrong", here, now=NOON)] * 12)
    assert sorted(type(end).__name__ for end in ends) == ["LockedOutError"] * 7 + ["SignInRefusedError"] * 5


@pytest.mark.usefixtures("amelie")
def test_after_five_failures_not_even_the_right_password_opens(kept, here):
    elsewhere = Origin("198.51.100.1", "")
    for second in range(5):
        with pytest.raises(errors.SignInRefusedError):
            kept.signing.sign_in("Amelie", "wrong", here, now=later(NOON, second))
    with pytest.raises(errors.LockedOutError, match=r"until 2026-03-01T12:15:04\.000Z"):
        kept.signing.sign_in("amelie", PASSWORD, elsewhere, now=later(NOON, 5))
    with pytest.raises(errors.LockedOutError):
        kept.signing.sign_in("amelie", PASSWORD, elsewhere, now=later(NOON, 15 * 60 + 3))
    assert kept.signing.sign_in("amelie", PASSWORD, elsewhere, now=later(NOON, 15 * 60 + 4)).session


@pytest.mark.usefixtures("amelie")
def test_a_sign_in_that_succeeds_clears_the_failures_of_its_name(kept, here):
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(errors.SignInRefusedError):
                kept.signing.sign_in("amelie", "wrong", here, now=NOON)
        assert kept.signing.sign_in("amelie", PASSWORD, here, now=NOON).session


@pytest.mark.usefixtures("amelie", "app")
def test_the_right_password_does_not_buy_more_guesses_of_the_code(kept, here):
    def guess():
        half = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
        kept.signing.confirm(half.token, "0", here, now=NOON)

    for _ in range(5):
        with pytest.raises(errors.CodeRefusedError):
            guess()
    with pytest.raises(errors.LockedOutError):
        guess()


@pytest.mark.usefixtures("amelie")
def test_an_address_is_refused_for_every_name_after_twenty_failures(kept, here):
    for number in range(20):
        with pytest.raises(errors.SignInRefusedError):
            kept.signing.sign_in(f"name {number}", "wrong", here, now=NOON)
    with pytest.raises(errors.LockedOutError):
        kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    assert kept.signing.sign_in("amelie", PASSWORD, Origin("203.0.113.78"), now=NOON).session


def test_a_password_is_changed_by_who_knows_the_old_one(kept, amelie, here):
    mine, other = (kept.signing.sign_in("amelie", PASSWORD, here, now=NOON) for _ in range(2))
    for old, new, fault in (
        ("wrong", "plums at noon, many", errors.SignInRefusedError),
        (PASSWORD, "short", errors.WeakPasswordError),
    ):
        with pytest.raises(fault):
            kept.signing.change_password(mine.token, old, new, here, now=NOON)
    assert kept.sessions.look(other.token, now=NOON)
    kept.signing.change_password(mine.token, PASSWORD, "plums at noon, many", here, now=NOON)
    assert kept.sessions.look(mine.token, now=NOON).account == amelie
    assert kept.sessions.look(other.token, now=NOON) is None
    with pytest.raises(errors.SignInRefusedError):
        kept.signing.change_password(other.token, PASSWORD, "pears at noon, many", here, now=NOON)
    assert kept.signing.sign_in("amelie", "plums at noon, many", here, now=NOON).session


def test_the_old_password_is_not_guessed_from_a_stolen_session(kept, amelie, here):
    token = kept.signing.sign_in(amelie.login, PASSWORD, here, now=NOON).token
    for _ in range(5):
        with pytest.raises(errors.SignInRefusedError):
            kept.signing.change_password(token, "wrong", "plums at noon, many", here, now=NOON)
    with pytest.raises(errors.LockedOutError):
        kept.signing.change_password(token, PASSWORD, "plums at noon, many", here, now=NOON)


def test_a_sign_in_service_opens_only_accounts_that_may_be_used(kept, amelie, here):
    assert kept.sessions.look(kept.signing.enter(amelie.id, here, now=NOON).token, now=NOON).account == amelie
    kept.roster.put(amelie.id, "locked", now=NOON)
    with pytest.raises(errors.SignInRefusedError):
        kept.signing.enter(amelie.id, here, now=NOON)


@pytest.mark.usefixtures("amelie")
def test_a_grave_deed_asks_for_the_password_once_more_and_counts_failures(kept, here):
    begun = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    kept.signing.prove(begun.token, PASSWORD, here, now=NOON)
    for _ in range(5):
        with pytest.raises(errors.SignInRefusedError):
            kept.signing.prove(begun.token, "wrong", here, now=NOON)
    with pytest.raises(errors.LockedOutError):
        kept.signing.prove(begun.token, PASSWORD, here, now=NOON)
    with pytest.raises(errors.SignInRefusedError):
        kept.signing.prove("no-session", PASSWORD, here, now=NOON)


def test_who_signs_in_elsewhere_has_no_password_to_be_asked_for_and_none_to_change(kept, here):
    account = kept.roster.add(Profile("grace", "Grace"), now=NOON)
    kept.identities.link(account.id, "https://sign-in.example", "g-1", now=NOON)
    begun = kept.signing.enter(account.id, here, now=NOON)
    kept.signing.prove(begun.token, "", here, now=NOON)
    with pytest.raises(errors.SignInRefusedError):
        kept.signing.change_password(begun.token, "", "four plain words here", here, now=NOON)
