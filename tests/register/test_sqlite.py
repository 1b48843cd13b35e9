"""The SQLite store: the contract, and what only a file has."""

import os
import shutil
import sqlite3  # noqa: TID251 - plays the other programs that open a register
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from landrelease.register import errors, schema
from landrelease.register.address import create_store, open_store
from landrelease.register.sqlite import SqliteStore
from landrelease.register.store import Store

from .contract import StoreContract
from .specimens import NAME, STAMP, hazard, hazards, ids, person


class TestContract(StoreContract):
    """The SQLite store keeps every promise."""

    def make(self, folder: Path, clock: Callable[[], str]) -> Store:
        return SqliteStore.create(folder / "a.register", clock=clock)

    def reopen(self, store: Store) -> Store:
        return SqliteStore(store.address)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed register of three hazards."""
    made = tmp_path / "province.register"
    with SqliteStore.create(made) as store, store.writing("a") as batch:
        batch.add_many(hazards(3))
    return made


# Opening


def test_the_address_picks_the_store(tmp_path: Path) -> None:
    with create_store(tmp_path / "a.register") as made:
        assert isinstance(made, SqliteStore)
    with open_store(str(tmp_path / "a.register")) as opened:
        assert opened.address == str(tmp_path / "a.register")
    with pytest.raises(errors.NoSuchStoreError, match="kind `postgresql`"):
        open_store("postgresql://server/province")


def test_an_absent_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(errors.RegisterAbsentError):
        SqliteStore(tmp_path / "a.register")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_created_over_a_file(tmp_path: Path) -> None:
    taken = tmp_path / "a.register"
    taken.write_bytes(b"mine")
    with pytest.raises(errors.RegisterExistsError):
        SqliteStore.create(taken)
    assert taken.read_bytes() == b"mine"
    with pytest.raises(errors.DiskFaultError, match="no such folder"):
        SqliteStore.create(tmp_path / "nowhere" / "a.register")


def test_creating_leaves_one_file(tmp_path: Path) -> None:
    SqliteStore.create(tmp_path / "a.register").close()
    assert [found.name for found in tmp_path.iterdir()] == ["a.register"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"x", "the file is too short"),
        (b"id,date\n" * 3000, "no SQLite file"),
        (os.urandom(8192), "no SQLite file"),
    ],
)
def test_other_files_are_no_registers_and_stay_as_they_are(tmp_path: Path, content: bytes, says: str) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(errors.NotARegisterError, match=says):
        SqliteStore(other)
    assert other.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == ["other"]


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(errors.NotARegisterError, match="folder"):
        SqliteStore(tmp_path)


def test_the_sqlite_file_of_another_application_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "map.gpkg"
    with sqlite3.connect(other) as db:
        db.execute("PRAGMA application_id = 0x47504B47")
        db.execute("CREATE TABLE t (x)")
    db.close()
    content = other.read_bytes()
    with pytest.raises(errors.NotARegisterError, match="another application"):
        SqliteStore(other)
    assert other.read_bytes() == content


@pytest.mark.parametrize(("version", "fault"), [(2, errors.NewerFormatError), (0, errors.NotARegisterError)])
def test_other_formats(path: Path, version: int, fault: type[errors.RegisterError]) -> None:
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with pytest.raises(fault):
        SqliteStore(path)


@pytest.mark.parametrize("keep", [50, 100, 512, 4096, 20000])
def test_a_truncated_file_is_damaged_or_no_register(path: Path, keep: int) -> None:
    os.truncate(path, keep)
    with pytest.raises((errors.RegisterDamagedError, errors.NotARegisterError)):
        SqliteStore(path)


def test_the_file_says_what_it_is(path: Path) -> None:
    """Byte 60 holds the format, byte 68 the application, both readable without SQLite."""
    head = path.read_bytes()[:100]
    assert head[60:64] == schema.FORMAT.to_bytes(4, "big")
    assert head[68:72] == b"LREG"


def test_the_rules_on_the_connection(path: Path) -> None:
    with SqliteStore(path) as store:
        db = store._connection.db
        asked = ("journal_mode", "synchronous", "recursive_triggers", "cell_size_check", "trusted_schema", "mmap_size")
        assert [db.execute(f"PRAGMA {name}").get for name in asked] == ["wal", 2, 1, 1, 0, 0]


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER record_no_update",
        "DELETE FROM record",
        "UPDATE batch SET root = x''",
        "CREATE TABLE t (x)",
        "ATTACH ':memory:' AS other",
        "ALTER TABLE record RENAME TO gone",
        "INSERT INTO sqlite_schema VALUES ('table', 't', 't', 3, '')",
        "UPDATE payload SET value = 'x'",
    ],
)
def test_our_own_connection_refuses_too(path: Path, sql: str) -> None:
    with SqliteStore(path) as store:
        if sql.startswith("UPDATE payload"):
            with store.writing("a") as batch:
                batch.add(person(), [NAME])
        with pytest.raises((errors.ChangeRefusedError, errors.RegisterDamagedError)):
            store._connection.rows(sql)
        assert store.verify_bytes() == []


def test_any_sqlite_reads_the_records(path: Path) -> None:
    """The oldest SQLite that we meet reads `record` without any function of ours."""
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT id, bytes FROM record ORDER BY seq").fetchall()
    db.close()
    assert rows == list(zip(ids(hazards(3)), hazards(3), strict=True))


# Places that can only be read


READ_AND_WRITE = """
import os, sys
from landrelease.register import errors, verify
from landrelease.register.sqlite import SqliteStore
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with SqliteStore(sys.argv[1]) as store:
        print("read", store.count(), store.verify_bytes())
        with store.writing("nobody"):
            print("wrote")
except errors.RegisterError as fault:
    print(type(fault).__name__, fault)
"""


def as_nobody(path: Path) -> str:
    """Read and write a register without the rights of root."""
    command = [sys.executable, "-c", READ_AND_WRITE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture
def shared(path: Path) -> Iterator[Path]:
    """The same register in a folder that everybody may enter and nobody else may write."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(path, folder)
    folder.chmod(0o555)
    yield folder / path.name
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_is_read(shared: Path) -> None:
    assert as_nobody(shared).startswith("read 3 []\nRegisterReadOnlyError")
    assert [found.name for found in shared.parent.iterdir()] == [shared.name]


def test_a_left_journal_that_cannot_be_brought_in_is_said(path: Path) -> None:
    leave_journal(path)
    folder = Path(tempfile.mkdtemp())
    for side in ("", "-wal"):
        shutil.copy(path.with_name(path.name + side), folder)
    folder.chmod(0o555)
    said = as_nobody(folder / path.name)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert said.startswith("RegisterReadOnlyError")
    assert "its journal `-wal` holds batches" in said


def test_a_file_that_may_not_be_read(shared: Path) -> None:
    shared.chmod(0)
    said = as_nobody(shared)
    assert said.startswith("DiskFaultError")
    assert "you may not read the file" in said


def test_a_file_read_without_locks_must_stand_still(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("landrelease.register.connection.Connection._writable", refuse)
    with SqliteStore(path) as store:
        assert store.count() == 3
        os.utime(path, (1, 1))
        with pytest.raises(errors.RegisterReadOnlyError, match="somebody changed the file"):
            store.count()


def refuse(*_: object) -> None:
    """Play a place that cannot be written."""
    raise apsw.CantOpenError


# The journal


LEAVE_JOURNAL = """
import os, sys
from landrelease.register.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
with store.writing("a") as batch:
    batch.add(b'{"format":1,"kind":"hazard","id":"in the journal"}')
print(store.root(), flush=True)
os.kill(os.getpid(), 9)
"""


def leave_journal(path: Path) -> str:
    """Have a writer killed right after its batch; the batch then lies in the journal only."""
    done = subprocess.run([sys.executable, "-c", LEAVE_JOURNAL, str(path)], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def test_a_left_journal_is_brought_in(path: Path) -> None:
    root = leave_journal(path)
    with SqliteStore(path) as store:
        assert (store.count(), store.root(), store.verify_bytes(root)) == (4, root, [])


def test_a_lost_journal_is_found_only_by_a_kept_root(path: Path) -> None:
    root = leave_journal(path)
    path.with_name(path.name + "-wal").unlink()
    with SqliteStore(path) as store:
        assert store.count() == 3
        assert store.verify_bytes() == []
        assert [fault.code for fault in store.verify_bytes(root)] == ["kept-root"]


def test_an_erased_value_is_nowhere_in_the_files(path: Path) -> None:
    secret = NAME._replace(value="Somebody Unmistakable")
    with SqliteStore(path) as store:
        with store.writing("a") as batch:
            record = batch.add(person(secret), [secret]).id
        assert any(b"Unmistakable" in found.read_bytes() for found in path.parent.iterdir())
        with store.writing("a") as batch:
            batch.erase(record, "name", who="p-2", when=STAMP, why="asked for")
        assert not any(b"Unmistakable" in found.read_bytes() for found in path.parent.iterdir())


# What the check before the commit is for


def test_a_write_that_comes_back_different_is_undone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SqliteStore(path) as store:
        before = store.root()
        monkeypatch.setattr("landrelease.register.ready.identity", lambda _: "ab" * 32)
        with pytest.raises(errors.WriteNotKeptError), store.writing("a") as batch:
            batch.add(hazard(9))
        assert (store.count(), store.root(), store.verify_bytes()) == (3, before, [])


@pytest.mark.parametrize(("lose", "what"), [("record", "1 records are missing"), ("blob", "attachment ab")])
def test_a_write_that_does_not_come_back_is_undone(path: Path, lose: str, what: str) -> None:
    def lost() -> None:
        with SqliteStore(path) as store, store.writing("a") as batch:
            batch.add(hazard(9))
            if lose == "record":
                batch._last += 1
            else:
                batch._blobs.append("ab")

    with pytest.raises(errors.WriteNotKeptError, match=what):
        lost()
    with SqliteStore(path) as store:
        assert store.count() == 3


def test_a_backup_of_a_damaged_register_is_not_kept(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TRIGGER record_no_update")
        db.execute("UPDATE record SET bytes = CAST(bytes || ' ' AS BLOB) WHERE seq = 2")
    db.close()
    with SqliteStore(path) as store, pytest.raises(errors.RegisterDamagedError, match="record: "):
        store.backup(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    assert not list(tmp_path.glob("*.partial*"))


def test_a_backup_holds_everything(path: Path, tmp_path: Path) -> None:
    with SqliteStore(path) as store:
        with store.writing("a") as batch:
            batch.put("land", [(1, 0, b"h", b"b")])
        store.backup(tmp_path / "copy")
    dumps = []
    for file in (path, tmp_path / "copy"):
        with sqlite3.connect(file) as db:
            dumps.append("\n".join(db.iterdump()))
        db.close()
    assert dumps[0] == dumps[1]
    assert sorted(found.name for found in tmp_path.iterdir()) == ["copy", path.name]


def test_what_sqlite_undid_by_itself_is_not_followed_by_writes_of_their_own(tmp_path):
    def go_on(store: SqliteStore) -> None:
        with store.writing("a") as batch:
            with suppress(errors.RegisterError):
                batch.put("land", [(1, 0, "no bytes", b"")])
            store._connection.db.execute("ROLLBACK")  # as SQLite does itself on some faults of the disk
            batch.put("land", [(1, 0, b"h", b"b")])

    with SqliteStore.create(tmp_path / "a.register") as store:
        with pytest.raises(errors.RegisterError):
            go_on(store)
        assert store.read("land") == []
