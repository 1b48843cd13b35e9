"""Sign-in services."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from landrelease.accounts import errors
from landrelease.accounts.account import Profile
from landrelease.accounts.identity import ERRAND_S
from landrelease.accounts.moment import later

from .conftest import NOON

ISSUER = "https://id.example"


def test_what_was_sent_out_comes_back_once(kept):
    errand = kept.identities.send(back="/land", now=NOON)
    assert len({errand.state, errand.nonce, errand.verifier}) == 3
    assert kept.identities.returned(errand.state, now=later(NOON, ERRAND_S - 1)) == errand
    for state in (errand.state, "", "x" * 43):
        with pytest.raises(errors.LinkRefusedError):
            kept.identities.returned(state, now=NOON)


def test_what_comes_back_too_late_is_refused(kept):
    errand = kept.identities.send(now=NOON)
    with pytest.raises(errors.LinkRefusedError):
        kept.identities.returned(errand.state, now=later(NOON, ERRAND_S))


def test_of_many_that_come_back_at_once_one_wins(kept):
    state = kept.identities.send(now=NOON).state

    def returned(_number):
        try:
            return kept.identities.returned(state, now=NOON)
        except errors.LinkRefusedError:
            return None

    with ThreadPoolExecutor(6) as threads:
        assert len([found for found in threads.map(returned, range(6)) if found]) == 1


def test_an_identity_leads_to_one_account(kept, amelie, join):
    other = join("boris")
    assert kept.identities.account_of(ISSUER, "17") is None
    kept.identities.link(amelie.id, ISSUER, "17", now=NOON)
    kept.identities.link(amelie.id, ISSUER, "17", now=later(NOON, 1))
    assert kept.identities.account_of(ISSUER, "17") == amelie
    with pytest.raises(errors.TakenError):
        kept.identities.link(other.id, ISSUER, "17", now=NOON)
    assert [(found.issuer, found.subject, found.created) for found in kept.identities.of(amelie.id)] == [
        (ISSUER, "17", NOON)
    ]
    with pytest.raises(errors.NotHereError):
        kept.identities.unlink(other.id, ISSUER, "17")
    kept.identities.unlink(amelie.id, ISSUER, "17")
    assert kept.identities.account_of(ISSUER, "17") is None


def test_linking_is_a_way_in_for_who_was_invited(kept, here):
    carla = kept.roster.add(Profile("carla", "Carla"), now=NOON)
    link = kept.links.make(carla.id, "invitation", now=NOON)
    assert kept.identities.link(carla.id, ISSUER, "18", now=NOON).state == "active"
    assert kept.links.look(link, now=NOON) is None
    assert kept.signing.enter(carla.id, here, now=NOON).session


def test_an_identity_without_words_or_of_a_locked_account_is_refused(kept, amelie):
    for issuer, subject in (("", "17"), (ISSUER, "")):
        with pytest.raises(errors.BadValueError):
            kept.identities.link(amelie.id, issuer, subject, now=NOON)
    kept.roster.put(amelie.id, "locked", now=NOON)
    with pytest.raises(errors.BadValueError, match="locked or closed"):
        kept.identities.link(amelie.id, ISSUER, "17", now=NOON)
