"""The file: its owner's alone, whole or not at all, and never taken for another."""

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import apsw
import pytest

import landrelease.accounts
from landrelease.accounts import errors, schema, sqlite
from landrelease.accounts.account import Profile
from landrelease.accounts.opening import Accounts
from landrelease.accounts.sqlite import SqliteStore

from .conftest import CHEAP, NOON


@pytest.fixture
def open_umask():
    """Let new files be readable by all, as a careless system does."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder):
    return {found.name: stat.S_IMODE(found.stat().st_mode) for found in folder.iterdir()}


@pytest.mark.usefixtures("open_umask")
def test_all_files_are_their_owners_alone(path):
    with Accounts(path, cost=CHEAP) as kept:
        kept.roster.add(Profile("a", "A"), now=NOON)
        assert modes(path.parent) == {
            path.name: 0o600,
            f"{path.name}-wal": 0o600,
            f"{path.name}-shm": 0o600,
            f"{path.name}.key": 0o600,
        }
    assert modes(path.parent) == {path.name: 0o600, f"{path.name}.key": 0o600}


@pytest.mark.usefixtures("open_umask")
def test_the_file_is_its_owners_before_anything_stands_in_it(path):
    sqlite._make_place(path)
    assert modes(path.parent) == {path.name: 0o600}
    assert path.stat().st_size == 0
    SqliteStore(path).close()
    assert path.stat().st_size > 0


@pytest.mark.parametrize("which", ["", ".key"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_may_read_or_write_is_refused(path, which, mode):
    Accounts(path).close()
    path.with_name(path.name + which).chmod(mode)
    with pytest.raises(errors.OpenToOthersError, match=f"mode {mode:o}"):
        Accounts(path)


def test_what_was_written_is_there_when_it_is_opened_again(path):
    with landrelease.accounts.open(path) as kept:
        made = kept.roster.add(Profile("a", "A"), now=NOON)
    with landrelease.accounts.open(str(path)) as kept:
        assert kept.roster.all() == [made]


@pytest.mark.parametrize("content", [b"mine, not yours" * 100, b"x"])
def test_a_file_of_others_is_left_alone(path, content):
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(errors.NotAccountsError):
        Accounts(path)
    assert path.read_bytes() == content


def test_the_database_of_another_application_is_left_alone(path):
    db = apsw.Connection(str(path))
    db.execute("CREATE TABLE theirs(x)")
    db.close()
    path.chmod(0o600)
    with pytest.raises(errors.NotAccountsError, match="another application"):
        Accounts(path)


def test_a_file_of_a_later_version_is_refused(path):
    Accounts(path).close()
    db = apsw.Connection(str(path))
    db.execute(f"PRAGMA user_version = {schema.FORMAT + 1}")
    db.close()
    with pytest.raises(errors.NewerAccountsError, match="has format 2, this version reads up to 1"):
        Accounts(path)


def test_a_damaged_file_is_told(path):
    Accounts(path).close()
    damaged = bytearray(path.read_bytes())
    damaged[100:4000] = bytes(3900)
    path.write_bytes(damaged)
    with pytest.raises(errors.AccountsFaultError):
        Accounts(path)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(errors.AccountsFaultError, match="No such file"):
        Accounts(tmp_path / "nowhere" / "a.accounts")


def half_a_deed(kept):
    with kept.store.writing() as deed:
        deed.add("meta", {"name": "x", "value": b""})
        raise ZeroDivisionError


def test_a_deed_that_fails_changes_nothing(kept):
    with pytest.raises(ZeroDivisionError):
        half_a_deed(kept)
    with kept.store.reading() as view:
        assert view.count("meta", {"name": "x"}) == 0


def test_a_view_is_of_one_moment(kept):
    with kept.store.reading() as view:
        assert view.count("account", {}) == 0
        kept.roster.add(Profile("a", "A"), now=NOON)
        assert view.count("account", {}) == 0
    assert len(kept.roster.all()) == 1


def test_a_second_writer_waits_and_is_told(path):
    with Accounts(path, patience_s=0.05) as one, Accounts(path, patience_s=0.05) as other:
        with one.store.writing():
            for waiting in (one, other):
                with pytest.raises(errors.AccountsBusyError, match=r"waited 0\.05 seconds"):
                    waiting.roster.add(Profile("a", "A"), now=NOON)
        assert other.roster.add(Profile("a", "A"), now=NOON)


def test_closed_accounts_open_nothing_and_close_twice(path):
    kept = Accounts(path)
    with kept.store.reading():
        kept.close()
    kept.close()
    with pytest.raises(errors.AccountsError, match="closed already"):
        kept.roster.all()
    assert {found.name for found in path.parent.iterdir()} == {path.name, f"{path.name}.key"}


def test_many_may_begin_the_file_at_once(path):
    gate = threading.Barrier(6)

    def begin(number):
        gate.wait()
        with Accounts(path, cost=CHEAP) as kept:
            return kept.roster.add(Profile(f"name {number}", "A"), now=NOON)

    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(begin, range(6)))
    with Accounts(path) as kept:
        assert kept.roster.all() == sorted(made, key=lambda found: found.login)


def test_many_threads_read_and_write_one_store(kept):
    def work(number):
        made = kept.roster.add(Profile(f"name {number:02}", "A"), now=NOON)
        return kept.roster.get(made.id).login, kept.roster.speak(made.id, "fr", now=NOON).language

    with ThreadPoolExecutor(12) as threads:
        done = list(threads.map(work, range(48)))
    assert done == [(f"name {number:02}", "fr") for number in range(48)]
    assert len(kept.roster.all()) == 48
