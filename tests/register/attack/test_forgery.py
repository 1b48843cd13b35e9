"""Whoever writes the file past its guards is found by `verify`; a forgery without a flaw by a kept root only."""

import shutil

import pytest

from landrelease.register import schema
from landrelease.register.errors import NotARecordError
from landrelease.register.roots import NO_ROOT, Root
from landrelease.register.sqlite import SqliteStore
from landrelease.register.verify import CODES

from ..specimens import hazard, person  # noqa: TID252 - the folders of this room share it
from . import plunder

FORGED = hazard(3, remarks="forged")
UNSEALED = person().replace(b'"sealed":{', b'"sealed":7,"unsealed":{')


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a.register"
    plunder.register(made)
    return made


BEHIND_THE_GUARDS = [
    ("bytes of a record", f"UPDATE record SET bytes = x'{FORGED.hex()}' WHERE seq = 3", {"record"}),
    ("id of a record", "UPDATE record SET id = upper(id) WHERE seq = 3", {"record"}),
    (
        "bytes and id of a record",
        f"UPDATE record SET bytes = x'{FORGED.hex()}', id = '{plunder.sha256(FORGED)}' WHERE seq = 3",
        {"root"},
    ),
    ("an id that is none", "UPDATE record SET id = 'none' WHERE seq = 3", {"record", "root"}),
    (
        "bytes that are no record, under their own hash",
        f"UPDATE record SET bytes = x'7b7d', id = '{plunder.sha256(b'{}')}' WHERE seq = 3",
        {"record", "root"},
    ),
    (
        "a person whose seals are none",
        (
            f"UPDATE record SET bytes = x'{UNSEALED.hex()}', id = '{plunder.sha256(UNSEALED)}' WHERE seq = 6;"
            f"UPDATE payload SET record = '{plunder.sha256(UNSEALED)}'"
        ),
        {"root", "payload"},
    ),
    ("a record taken out", "DELETE FROM record WHERE seq = 3", {"batch", "root", "head"}),
    ("the last record taken out", "DELETE FROM record WHERE seq = 7", {"batch", "root", "head", "link", "orphan"}),
    (
        "two records exchanged",
        "UPDATE record SET seq = CASE seq WHEN 1 THEN 100 ELSE seq END",
        {"batch", "root", "head"},
    ),
    ("a root", "UPDATE batch SET root = zeroblob(32) WHERE no = 1", {"root"}),
    ("the last root", "UPDATE batch SET root = zeroblob(32) WHERE no = 2", {"root"}),
    ("the number of a batch", "UPDATE batch SET no = 7 WHERE no = 2", {"batch"}),
    ("the first of a batch", "UPDATE batch SET first = 1 WHERE no = 2", {"batch"}),
    ("the size of a batch", "UPDATE batch SET count = 2 WHERE no = 2", {"batch"}),
    ("a batch of nothing", "INSERT INTO batch VALUES (3, '', x'00', 8, 0)", {"batch", "root"}),
    ("the last batch", "DELETE FROM batch WHERE no = 2", {"batch"}),
    ("a personal value", "UPDATE payload SET value = 'B. Other'", {"payload"}),
    ("a salt", "UPDATE payload SET salt = x'00'", {"payload"}),
    ("the field of a value", "UPDATE payload SET field = 'contact'", {"payload"}),
    (
        "a value given to another record",
        "UPDATE payload SET record = (SELECT id FROM record WHERE seq = 1)",
        {"payload"},
    ),
    ("a value of no record", "UPDATE payload SET record = 'none'", {"orphan"}),
    ("an attachment", "UPDATE blob SET bytes = x'00'", {"blob"}),
    ("the name of an attachment", "UPDATE blob SET sha256 = 'none'", {"blob"}),
    ("a signature of no record", "UPDATE signature SET record = 'none'", {"orphan"}),
    ("a head", "UPDATE head SET author = 'p-9' WHERE seq = 2", {"head"}),
    ("a head without an organisation", "UPDATE head SET organisation = '' WHERE seq = 2", {"head"}),
    ("a head taken out", "DELETE FROM head WHERE seq = 2", {"head"}),
    (
        "a head too many",
        "INSERT INTO head SELECT 70, kind, NULL, NULL, NULL, '', '', NULL, NULL FROM head LIMIT 1",
        {"head"},
    ),
    ("a link", "UPDATE link SET how = 'supersedes'", {"link"}),
    ("a link taken out", "DELETE FROM link WHERE target = (SELECT min(target) FROM link)", {"link"}),
    ("a link of a record that names none", "INSERT INTO link VALUES ('ab', 1, 'about')", {"link"}),
    ("a link of no record", "INSERT INTO link VALUES ('ab', 70, 'about')", {"link"}),
    ("a link before all records", "INSERT INTO link VALUES ('ab', -1, 'about')", {"link"}),
]


@pytest.mark.parametrize(
    ("statement", "found"), [attack[1:] for attack in BEHIND_THE_GUARDS], ids=[a[0] for a in BEHIND_THE_GUARDS]
)
def test_a_change_behind_the_guards_is_found(path, statement, found):
    plunder.without_guards(path, statement)
    assert plunder.codes(path) == found


SCHEMA = [
    ("a guard dropped", "DROP TRIGGER record_no_update"),
    ("a guard replaced", "CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT 1; END"),
    ("a trigger added", "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM land; END"),
    ("a table added", "CREATE TABLE t (x)"),
    ("a view added", "CREATE VIEW v AS SELECT 1"),
    ("a column added", "ALTER TABLE land ADD COLUMN x TEXT"),
    ("an index dropped", "DROP INDEX head_origin"),
    ("a derived table dropped", "DROP TABLE land"),
    ("the boxes dropped", "DROP TABLE box"),
]


@pytest.mark.parametrize("statement", [attack[1] for attack in SCHEMA], ids=[attack[0] for attack in SCHEMA])
def test_another_schema_is_found(path, statement):
    if statement.startswith("CREATE TRIGGER record_no_update"):
        plunder.run(path, "DROP TRIGGER record_no_update")
    plunder.run(path, statement)
    assert plunder.codes(path) == {"schema"}


def test_a_table_that_is_gone_is_found_without_a_crash(path):
    plunder.run(path, "DROP TABLE link", "DROP TABLE head")
    assert plunder.codes(path) == {"schema", "file"}


def test_without_batches_no_root_is_known(path):
    plunder.run(path, "DROP TRIGGER batch_no_delete", "DROP VIEW log", "DROP TABLE batch")
    assert plunder.codes(path, "12" * 32) == {"schema", "file", "kept-root"}


def test_words_of_the_schema_changed_in_place_are_found(path):
    """With `writable_schema` the text of a guard changes and the file still opens."""
    plunder.run(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'BEFORE UPDATE ON record', 'BEFORE UPDATE OF seq ON record')",
    )
    plunder.run(path, f"UPDATE record SET bytes = x'{FORGED.hex()}' WHERE seq = 3")
    assert plunder.codes(path) == {"schema", "record"}


def test_a_plan_of_queries_is_no_fault(path):
    plunder.run(path, "ANALYZE")
    assert plunder.codes(path) == set()


# What only a kept root finds


def forge_all(path):
    """Change a record and everything that follows from it, as we would have written it ourselves."""
    database = plunder.raw(path)
    names = [row[0] for row in database.execute("SELECT id FROM record ORDER BY seq")]
    sizes = [row[0] for row in database.execute("SELECT count FROM batch ORDER BY no")]
    database.close()
    names[2] = plunder.sha256(FORGED)
    changes, previous = [], NO_ROOT
    for no, size in enumerate(sizes, start=1):
        root = Root(previous)
        root.feed(names[:size])
        names, previous = names[size:], root.digest()
        changes.append(f"UPDATE batch SET root = x'{previous.hex()}' WHERE no = {no}")
    plunder.without_guards(
        path,
        f"UPDATE record SET bytes = x'{FORGED.hex()}', id = '{plunder.sha256(FORGED)}' WHERE seq = 3",
        *changes,
    )


def test_a_forgery_without_a_flaw_is_found_only_by_a_kept_root(path):
    with SqliteStore(path) as store:
        kept = store.root()
    forge_all(path)
    assert plunder.codes(path) == set()
    assert plunder.codes(path, kept) == {"kept-root"}


def test_a_batch_undone_without_a_trace_is_found_only_by_a_kept_root(path):
    with SqliteStore(path) as store:
        kept = store.root()
    plunder.without_guards(
        path,
        "DELETE FROM batch WHERE no = 2",
        "DELETE FROM signature",
        "DELETE FROM link WHERE source_seq = 7",
        "DELETE FROM head WHERE seq = 7",
        "DELETE FROM record WHERE seq = 7",
    )
    assert plunder.codes(path) == set()
    assert plunder.codes(path, kept) == {"kept-root"}


def test_an_old_copy_brought_back_is_found_only_by_a_kept_root(path, tmp_path):
    shutil.copy(path, tmp_path / "old")
    with SqliteStore(path) as store:
        with store.writing("a") as batch:
            batch.add(hazard(99))
        kept = store.root()
    shutil.copy(tmp_path / "old", path)
    assert plunder.codes(path) == set()
    assert plunder.codes(path, kept) == {"kept-root"}


def test_another_register_in_its_place_is_found_only_by_a_kept_root(path, tmp_path):
    with SqliteStore(path) as store:
        kept = store.root()
    other = tmp_path / "other"
    with SqliteStore.create(other) as store, store.writing("a") as batch:
        batch.add(hazard(99))
    shutil.copy(other, path)
    assert plunder.codes(path) == set()
    assert plunder.codes(path, kept) == {"kept-root"}


def test_what_no_root_covers(path):
    """Said in docs/formats/register-1.md: the clock of a batch, signatures and the caches of the ledger."""
    with SqliteStore(path) as store:
        kept = store.root()
    plunder.without_guards(
        path,
        "UPDATE batch SET received = 'another time'",
        "DELETE FROM signature",
        "DELETE FROM payload",
        "DELETE FROM blob",
        "INSERT INTO land VALUES (1, 0, x'', x'')",
    )
    assert plunder.codes(path, kept) == set()


def test_every_code_is_found_by_some_attack():
    found = set().union(*(attack[2] for attack in BEHIND_THE_GUARDS))
    assert found | {"schema", "file", "kept-root"} == set(CODES)


def test_many_findings_of_one_kind_are_cut_short(path):
    with SqliteStore(path) as store, store.writing("a") as batch:
        batch.add_many(hazard(number) for number in range(100, 400))
    plunder.without_guards(path, "UPDATE head SET author = ''")
    with SqliteStore(path) as store:
        assert len(store.verify_bytes()) == 100


def test_the_guards_put_back_are_the_released_ones(path):
    plunder.without_guards(path)
    database = plunder.raw(path)
    assert schema.present(database.execute(schema.PRESENT).fetchall()) == schema.released()
    database.close()


def test_where_records_were_taken_out_the_others_keep_their_places_in_the_index(path):
    """Making the index anew heals nothing and moves nothing: the gap is still told."""
    with SqliteStore(path) as store:
        heads = store.heads()
    plunder.without_guards(path, "DELETE FROM record WHERE seq IN (2, 4)")
    with SqliteStore(path) as store:
        told = {fault.code for fault in store.verify_bytes()}
        with store.writing("a") as batch:
            batch.rebuild_index()
        assert store.heads() == [head for head in heads if head.seq not in {2, 4}]
        assert {fault.code for fault in store.verify_bytes()} & told


def test_a_record_that_is_none_is_named_where_the_index_is_made_anew(path):
    plunder.without_guards(path, "UPDATE record SET bytes = x'7b7d' WHERE seq = 3")
    with (
        pytest.raises(NotARecordError, match=r"a\.register, record 3: these bytes are no record"),
        SqliteStore(path) as store,
        store.writing("a") as batch,
    ):
        batch.rebuild_index()
