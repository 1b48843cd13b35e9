"""One-time links: each opens an account once, and not for long."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from landrelease.accounts import errors
from landrelease.accounts.account import Profile
from landrelease.accounts.link import LASTS_S
from landrelease.accounts.moment import later

from .conftest import NOON, PASSWORD


@pytest.fixture
def carla(kept):
    return kept.roster.add(Profile("carla", "Carla"), now=NOON)


def test_an_invitation_becomes_an_account(kept, carla, here):
    token = kept.links.make(carla.id, "invitation", now=NOON)
    link, account = kept.links.look(token, now=NOON)
    assert (link.account, link.purpose, link.expires) == (carla.id, "invitation", later(NOON, 72 * 3600))
    assert account == carla
    assert kept.links.follow(token, PASSWORD, now=NOON).state == "active"
    assert kept.signing.sign_in("carla", PASSWORD, here, now=NOON).account.id == carla.id
    with pytest.raises(errors.LinkRefusedError):
        kept.links.follow(token, PASSWORD, now=NOON)


@pytest.mark.parametrize(
    ("purpose", "hours"), [("invitation", 72), ("password-reset", 72), ("first-administrator", 24)]
)
def test_a_link_runs_out(kept, carla, purpose, hours):
    token = kept.links.make(carla.id, purpose, now=NOON)
    assert LASTS_S[purpose] == hours * 3600
    assert kept.links.look(token, now=later(NOON, hours * 3600 - 1)) is not None
    assert kept.links.look(token, now=later(NOON, hours * 3600)) is None
    with pytest.raises(errors.LinkRefusedError):
        kept.links.follow(token, PASSWORD, now=later(NOON, hours * 3600))


def test_a_weak_password_leaves_the_link_unused(kept, carla):
    token = kept.links.make(carla.id, "invitation", now=NOON)
    with pytest.raises(errors.WeakPasswordError):
        kept.links.follow(token, "carla and the plums", now=NOON)
    assert kept.links.follow(token, PASSWORD, now=NOON).usable


def test_a_new_link_takes_the_place_of_the_old(kept, carla):
    old = kept.links.make(carla.id, "invitation", now=NOON)
    new = kept.links.make(carla.id, "invitation", now=NOON)
    assert kept.links.look(old, now=NOON) is None
    assert kept.links.look(new, now=NOON) is not None
    with pytest.raises(errors.NotHereError):
        kept.links.make("nobody", "invitation", now=NOON)


@pytest.mark.usefixtures("app")
def test_a_reset_ends_all_sessions_and_leaves_the_second_factor(kept, amelie, here):
    half = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    kept.links.follow(kept.links.make(amelie.id, "password-reset", now=NOON), "plums at noon, many", now=NOON)
    assert kept.sessions.half(half.token, now=NOON) is None
    assert kept.signing.sign_in("amelie", "plums at noon, many", here, now=NOON).session.half


def test_a_password_that_was_changed_makes_links_useless(kept, amelie):
    token = kept.links.make(amelie.id, "password-reset", now=NOON)
    kept.passwords.set(amelie.id, "plums at noon, many", now=NOON)
    assert kept.links.look(token, now=NOON) is None


def test_of_two_who_follow_a_link_one_wins(kept, carla, here):
    token = kept.links.make(carla.id, "invitation", now=NOON)
    passwords = [f"plums at {number} o'clock" for number in range(8)]

    def follow(password):
        try:
            return kept.links.follow(token, password, now=NOON) and password
        except errors.LinkRefusedError:
            return None

    with ThreadPoolExecutor(8) as threads:
        winners = [found for found in threads.map(follow, passwords) if found]
    assert len(winners) == 1
    assert kept.signing.sign_in("carla", winners[0], here, now=NOON).account.usable
