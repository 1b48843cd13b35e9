"""Whoever opens the file with any SQLite and tries to change what is written is refused by the file itself."""

import sqlite3  # noqa: TID251 - attackers use whatever SQLite is at hand

import apsw
import pytest

from . import plunder

KEYS = {
    "record": ("seq = 1", "(seq, id, bytes) VALUES (1, 'new', x'00')", "id"),
    "batch": ("no = 1", "(no, received, root, first, count) VALUES (1, '', x'00', 1, 1)", "received"),
    "signature": (
        "TRUE",
        "(record, key, signature) SELECT record, key, signature FROM signature",
        "key",
    ),
    "blob": ("TRUE", "(sha256, bytes) SELECT sha256, x'00' FROM blob", "sha256"),
    "payload": ("TRUE", "(record, field, salt, value) SELECT record, field, x'01', 'B' FROM payload", "value"),
}


def attacks():
    for table, (where, row, column) in KEYS.items():
        key = {"record": "seq", "batch": "no", "signature": "record, key, signature"}.get(table)
        key = key or ("sha256" if table == "blob" else "record, field")
        yield f"UPDATE {table} SET {column} = 'x' WHERE {where}"
        yield f"UPDATE OR REPLACE {table} SET {column} = {column}"
        yield f"UPDATE OR IGNORE {table} SET {column} = 'x'"
        yield f"DELETE FROM {table} WHERE {where}"
        yield f"DELETE FROM {table}"
        yield f"INSERT OR REPLACE INTO {table}{row}"
        yield f"REPLACE INTO {table}{row}"
        tail = "" if "SELECT" not in row else " WHERE TRUE"
        yield f"INSERT INTO {table}{row}{tail} ON CONFLICT ({key}) DO UPDATE SET {column} = 'x'"


OTHERS = (
    # the same id under another number; the same number under another id
    "INSERT OR REPLACE INTO record(seq, id, bytes) SELECT 99, id, x'00' FROM record WHERE seq = 2",
    "INSERT OR REPLACE INTO record(id, bytes) SELECT id, x'00' FROM record WHERE seq = 2",
    "INSERT OR REPLACE INTO record(rowid, id, bytes) VALUES (2, 'new', x'00')",
    "INSERT OR REPLACE INTO blob(rowid, sha256, bytes) SELECT rowid, 'new', x'00' FROM blob",
    "UPDATE record SET rowid = rowid + 100",
    # a payload may become a tombstone and nothing else
    "UPDATE payload SET value = NULL",
    "UPDATE payload SET value = NULL, salt = x''",
    "UPDATE payload SET value = NULL, salt = x'', erased_by = 'a', erased_at = 'b'",
    "UPDATE payload SET value = NULL, salt = x'', erased_by = 'a', erased_at = 'b', reason = ''",
    "UPDATE payload SET value = NULL, salt = x'01', erased_by = 'a', erased_at = 'b', reason = 'c'",
    "UPDATE payload SET value = NULL, salt = x'', erased_by = 'a', erased_at = 'b', reason = 'c', field = 'other'",
    "UPDATE payload SET erased_by = 'a'",
    "INSERT INTO payload(record, field, salt, value) SELECT id, 'name', x'', 'x' FROM record WHERE seq = 1",
    "INSERT INTO payload(record, field, salt) SELECT id, 'name', x'' FROM record WHERE seq = 1",
    # types
    "INSERT INTO record(seq, id, bytes) VALUES (50, 'new', 'a text')",
    "INSERT INTO record(seq, id, bytes) VALUES (50, NULL, x'00')",
    "UPDATE sqlite_schema SET sql = '' WHERE name = 'record_no_update'",
)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a.register"
    plunder.register(made)
    return made


@pytest.mark.parametrize("statement", [*attacks(), *OTHERS])
def test_the_schema_refuses(path, statement):
    before = plunder.content(path)
    with pytest.raises(apsw.Error, match=r"append-only register|constraint|cannot store|may not be modified"):
        plunder.run(path, statement)
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)):
        plunder.run_old(path, statement)
    assert plunder.content(path) == before
    assert plunder.codes(path) == set()


def test_the_attacks_reach_every_table_that_never_changes():
    assert set(KEYS) == set(plunder.TABLES) - {"head", "link"}


def test_a_tombstone_never_changes_again(path):
    erase = "UPDATE payload SET value = NULL, salt = x'', erased_by = 'a', erased_at = 'b', reason = 'c'"
    plunder.run(path, erase)
    for statement in (erase, "UPDATE payload SET reason = 'other'", "UPDATE payload SET value = 'A. Example'"):
        with pytest.raises(apsw.ConstraintError, match="may only be erased"):
            plunder.run(path, statement)
    assert plunder.codes(path) == set()


def test_rows_added_behind_our_back_are_found(path):
    data = b'{"format":1,"kind":"hazard"}'
    insert = f"INSERT INTO record(id, bytes) VALUES ('{plunder.sha256(data)}', x'{data.hex()}')"
    plunder.run(path, insert)
    assert plunder.codes(path) == {"batch", "head"}
