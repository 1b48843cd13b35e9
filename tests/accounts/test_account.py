"""Accounts: names, what an administrator decides, and the states."""

import msgspec
import pytest

from landrelease.accounts import errors
from landrelease.accounts.account import Profile

from .conftest import NOON, PASSWORD

LATER = "2026-03-02T08:00:00.000Z"
REVIEWER = Profile(
    "Amélie",
    "Amélie B.",
    roles=frozenset({"reviewer", "author"}),
    audience="authority",
    territory=("XY-2", "XY-1"),
    organisation="org-1",
    language="fr",
)


def test_an_account_is_kept_as_it_was_given(kept):
    made = kept.roster.add(REVIEWER, now=NOON)
    assert msgspec.structs.asdict(made) == {
        "id": made.id,
        "login": "Amélie",
        "name": "Amélie B.",
        "person": "",
        "roles": frozenset({"reviewer", "author"}),
        "audience": "authority",
        "territory": ("XY-2", "XY-1"),
        "organisation": "org-1",
        "language": "fr",
        "state": "invited",
        "created": NOON,
        "changed": NOON,
    }
    assert kept.roster.get(made.id) == made
    assert not made.usable


@pytest.mark.parametrize("login", ["AMÉLIE", "ame\N{COMBINING ACUTE ACCENT}lie", " Amélie "])
def test_a_name_is_one_name_however_it_is_written(kept, login):
    made = kept.roster.add(REVIEWER, now=NOON)
    assert kept.roster.named(login) == made
    with pytest.raises(errors.TakenError):
        kept.roster.add(Profile(login, "Somebody else"), now=NOON)


@pytest.mark.parametrize("login", ["", "  ", "a\x00b", "a\N{RIGHT-TO-LEFT OVERRIDE}b", "a" * 201, "a\ud800"])
def test_a_name_that_nobody_can_read_is_refused(kept, login):
    with pytest.raises(errors.BadValueError):
        kept.roster.add(Profile(login, "A"), now=NOON)
    assert kept.roster.named(login) is None
    assert kept.roster.all() == []


def test_an_unknown_audience_is_refused(kept):
    with pytest.raises(errors.BadValueError, match="no audience 'everybody'"):
        kept.roster.add(Profile("a", "A", audience="everybody"), now=NOON)


def test_a_change_keeps_the_id_and_the_state(kept, amelie):
    changed = kept.roster.change(amelie.id, Profile("amelie.b", "Amélie", audience="quality"), now=LATER)
    assert changed == msgspec.structs.replace(
        amelie, login="amelie.b", name="Amélie", audience="quality", changed=LATER
    )
    assert kept.roster.named("amelie") is None


@pytest.mark.usefixtures("amelie")
def test_a_change_takes_nobody_elses_name(kept, join):
    other = join("boris")
    with pytest.raises(errors.TakenError):
        kept.roster.change(other.id, Profile("AMELIE", "Boris"), now=LATER)
    assert kept.roster.change(other.id, Profile("BORIS", "Boris"), now=LATER).login == "BORIS"
    with pytest.raises(errors.NotHereError):
        kept.roster.change("nobody", Profile("carla", "Carla"), now=LATER)


def test_an_account_points_to_a_person_and_speaks_a_language(kept, amelie):
    kept.roster.point(amelie.id, "p-17", now=LATER)
    spoken = kept.roster.speak(amelie.id, "uk", now=LATER)
    assert (spoken.person, spoken.language, spoken.changed) == ("p-17", "uk", LATER)
    with pytest.raises(errors.NotHereError):
        kept.roster.point("nobody", "p-17", now=LATER)


def test_accounts_are_listed_by_name_and_state(kept, join):
    join("boris")
    kept.roster.add(Profile("Amelie", "A"), now=NOON)
    assert [found.login for found in kept.roster.all()] == ["Amelie", "boris"]
    assert [found.login for found in kept.roster.all("active", "locked")] == ["boris"]


def test_a_locked_account_loses_sessions_and_links_and_gets_neither(kept, amelie, here):
    begun = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    link = kept.links.make(amelie.id, "password-reset", now=NOON)
    kept.roster.put(amelie.id, "locked", now=LATER)
    assert kept.sessions.look(begun.token, now=NOON) is None
    assert kept.links.look(link, now=NOON) is None
    with pytest.raises(errors.LinkRefusedError):
        kept.links.make(amelie.id, "password-reset", now=LATER)
    with pytest.raises(errors.SignInRefusedError):
        kept.signing.sign_in("amelie", PASSWORD, here, now=LATER)
    kept.roster.put(amelie.id, "active", now=LATER)
    assert kept.sessions.look(begun.token, now=NOON) is None
    assert kept.signing.sign_in("amelie", PASSWORD, here, now=LATER).account.usable


def test_a_closed_account_stays_closed(kept, amelie):
    token, _ = kept.keys.make(amelie.id, "QGIS", {"read"}, now=NOON)
    kept.roster.put(amelie.id, "closed", now=LATER)
    assert kept.keys.look(token, now=LATER) is None
    assert [key.revoked for key in kept.keys.of(amelie.id)] == [LATER]
    with pytest.raises(errors.BadValueError, match="never opened again"):
        kept.roster.put(amelie.id, "active", now=LATER)
    assert kept.roster.put(amelie.id, "closed", now=LATER).state == "closed"


def test_an_account_without_a_way_in_is_not_made_active(kept):
    made = kept.roster.add(Profile("carla", "Carla"), now=NOON)
    with pytest.raises(errors.BadValueError, match="send a link"):
        kept.roster.put(made.id, "active", now=LATER)
    with pytest.raises(errors.NotHereError):
        kept.roster.put("nobody", "locked", now=LATER)
