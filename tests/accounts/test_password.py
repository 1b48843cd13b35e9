"""Passwords: what is refused, what a guess costs, and that strangers learn nothing about names."""

import argon2
import pytest

from landrelease.accounts import errors
from landrelease.accounts.opening import Accounts
from landrelease.accounts.password import COST, Cost, kept_password, refuse_weak

from .conftest import CHEAP, NOON, PASSWORD


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("eleven char", "it has 11 characters; 12 to 1000 can be kept"),
        ("x" * 1001, "it has 1001 characters"),
        ("I am AMÉLIE of the hill", "it contains the name"),
        ("Password2025!", "anybody would try"),
        ("landrelease-2026", "anybody would try"),
        ("123456789012", "anybody would try"),
        ("abababababab", "anybody would try"),
        ("abcdefghijkl", "anybody would try"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(password, says):
    with pytest.raises(errors.WeakPasswordError, match=says):
        refuse_weak(password, "amélie@example.org")


def test_a_short_sentence_is_good_also_for_a_short_name():
    refuse_weak("apricots in the evening", "ap")
    refuse_weak("абрикоси ввечері", "amelie")


def test_the_cost_is_that_of_the_second_choice_of_rfc_9106():
    hasher = argon2.PasswordHasher.from_parameters(argon2.profiles.RFC_9106_LOW_MEMORY)
    assert (hasher.time_cost, hasher.memory_cost, hasher.parallelism) == COST
    assert hasher.type is argon2.Type.ID


def test_a_password_is_argon2id_and_composed_letters_are_one(kept, amelie):
    kept.passwords.set(amelie.id, "la fe\N{COMBINING ACUTE ACCENT}e des abricots", now=NOON)
    with kept.store.reading() as view:
        hashed = kept_password(view, amelie.id)
    assert hashed.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert kept.passwords.matches(hashed, "la f\N{LATIN SMALL LETTER E WITH ACUTE}e des abricots")
    assert not kept.passwords.matches(hashed, "la fee des abricots")
    assert not kept.passwords.matches(hashed, "\ud800" * 2000)


def test_a_new_password_ends_sessions_but_the_one_that_is_kept(kept, amelie, here):
    first, second = (kept.signing.sign_in("amelie", PASSWORD, here, now=NOON) for _ in range(2))
    kept.passwords.set(amelie.id, "another one, of plums", now=NOON, keep=second.session.id)
    assert kept.sessions.look(first.token, now=NOON) is None
    assert kept.sessions.look(second.token, now=NOON) is not None
    with pytest.raises(errors.NotHereError):
        kept.passwords.set("nobody", "another one, of plums", now=NOON)


@pytest.mark.usefixtures("kept")
def test_a_hash_is_raised_when_its_owner_signs_in(path, amelie, here):
    dearer = Cost(rounds=2, memory_kib=16, lanes=1)
    with Accounts(path, cost=dearer) as again:
        for _ in range(2):
            begun = again.signing.sign_in("amelie", PASSWORD, here, now=NOON)
            with again.store.reading() as view:
                assert "$m=16,t=2,p=1$" in kept_password(view, amelie.id)
        assert again.sessions.look(begun.token, now=NOON) is not None


def test_a_name_that_nobody_has_costs_as_much_and_says_the_same(kept, amelie, here, monkeypatch):
    kept.roster.put(amelie.id, "locked", now=NOON)
    worked = []
    verify = argon2.PasswordHasher.verify

    def counted(self, hashed, password):
        worked.append(argon2.extract_parameters(hashed))
        return verify(self, hashed, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    said = set()
    for login, password in (("amelie", PASSWORD), ("amelie", "wrong"), ("nobody", PASSWORD), ("\ud800", "\ud800")):
        with pytest.raises(errors.SignInRefusedError) as refused:
            kept.signing.sign_in(login, password, here, now=NOON)
        said.add(str(refused.value))
    assert len(said) == 1
    assert len(worked) == 4
    assert {(found.time_cost, found.memory_cost, found.parallelism) for found in worked} == {CHEAP}
