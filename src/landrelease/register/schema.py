"""The tables of a register file, format 1, and the triggers that keep what is written.

The text of the schema is part of the format: it stands word for word in ``docs/formats/register-1.md``, `verify`
compares it with every file, and it never changes again for format 1.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import apsw

from landrelease.register.rows import DERIVED

APPLICATION_ID: Final = 0x4C524547
"""``LREG``, at byte 68 of the file: what `file` and other tools know a register by."""
FORMAT: Final = 1
"""SQLite's ``user_version``, at byte 60 of the file."""
REFUSAL: Final = "append-only register"
"""How every refusal of the schema begins."""
_OTHERS: Final = {"box_node", "box_rowid", "box_parent", "sqlite_stat1", "sqlite_stat4"}
"""Tables that SQLite words itself: those behind the R-tree, and what ANALYZE leaves."""

_IMMUTABLE: Final = """
CREATE TABLE record(
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE batch(
  no INTEGER PRIMARY KEY,
  received TEXT NOT NULL,
  root BLOB NOT NULL,
  first INTEGER NOT NULL,
  count INTEGER NOT NULL
) STRICT;
CREATE VIEW log AS
  SELECT record.seq AS seq, record.id AS id, batch.no AS batch, batch.received AS received
  FROM batch JOIN record ON record.seq >= batch.first AND record.seq < batch.first + batch.count;
CREATE TABLE signature(
  record TEXT NOT NULL REFERENCES record(id),
  key TEXT NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (record, key, signature)
) STRICT, WITHOUT ROWID;
CREATE TABLE blob(
  sha256 TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE payload(
  record TEXT NOT NULL REFERENCES record(id),
  field TEXT NOT NULL,
  salt BLOB NOT NULL,
  value TEXT,
  erased_by TEXT,
  erased_at TEXT,
  reason TEXT,
  PRIMARY KEY (record, field),
  CHECK (
    value IS NOT NULL AND salt <> x'' AND erased_by IS NULL AND erased_at IS NULL AND reason IS NULL
    OR value IS NULL AND salt = x'' AND coalesce(erased_by, '') <> '' AND coalesce(erased_at, '') <> ''
      AND coalesce(reason, '') <> ''
  )
) STRICT, WITHOUT ROWID;
"""
_INDEX: Final = """
CREATE TABLE head(
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  source_id TEXT,
  area_id TEXT,
  origin TEXT,
  author TEXT NOT NULL,
  recorded TEXT NOT NULL,
  date TEXT,
  organisation TEXT
) STRICT;
CREATE INDEX head_origin ON head(origin) WHERE origin IS NOT NULL;
CREATE INDEX head_source ON head(kind, source_id);
CREATE TABLE link(
  target TEXT NOT NULL,
  source_seq INTEGER NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (target, source_seq, how)
) STRICT, WITHOUT ROWID;
"""
_DERIVED: Final = """
CREATE TABLE {name}(
  seq INTEGER NOT NULL,
  no INTEGER NOT NULL,
  head BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (seq, no)
) STRICT, WITHOUT ROWID;
"""
_BOX: Final = """
CREATE VIRTUAL TABLE box USING rtree(seq, x0, x1, y0, y1);
"""
_NO_DELETE: Final = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only register: {table} rows are never deleted'); END;
"""
_NO_UPDATE: Final = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only register: {table} rows never change'); END;
"""
_NO_REPLACE: Final = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN {exists}
BEGIN SELECT RAISE(ABORT, 'append-only register: {table} rows are never replaced'); END;
"""
_EXISTS: Final = "EXISTS (SELECT 1 FROM {table} WHERE {where})"
_ONLY_ERASE: Final = """
CREATE TRIGGER payload_only_erase BEFORE UPDATE ON payload
WHEN NOT (
  NEW.record IS OLD.record AND NEW.field IS OLD.field AND OLD.value IS NOT NULL
  AND NEW.value IS NULL AND NEW.salt IS x''
)
BEGIN SELECT RAISE(ABORT, 'append-only register: a payload may only be erased'); END;
"""
_KEYS: Final = (
    ("record", (("seq",), ("id",))),
    ("batch", (("no",),)),
    ("signature", (("record", "key", "signature"),)),
    ("blob", (("rowid",), ("sha256",))),
    ("payload", (("record", "field"),)),
)
IMMUTABLE: Final = tuple(table for table, _ in _KEYS)


def _exists(table: str, keys: tuple[tuple[str, ...], ...]) -> str:
    wheres = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys)
    return "\n  OR ".join(_EXISTS.format(table=table, where=where) for where in wheres)


def _guards() -> str:
    parts = []
    for table, keys in _KEYS:
        parts.append(_NO_DELETE.format(table=table))
        parts.append(_ONLY_ERASE if table == "payload" else _NO_UPDATE.format(table=table))
        parts.append(_NO_REPLACE.format(table=table, exists=_exists(table, keys)))
    return "".join(parts)


SQL: Final = "".join(
    (
        _IMMUTABLE,
        _guards(),
        _INDEX,
        *(_DERIVED.format(name=name) for name in DERIVED),
        _BOX,
    ),
).replace("\n\n", "\n")
"""Every statement that makes a register of format 1."""


@cache
def released() -> frozenset[tuple[str, str, str, str]]:
    """
    List the schema as SQLite keeps it, for comparison with a file's.

    Returns
    -------
    frozenset of tuple
        Type, name, table and text of every table, index, trigger and view; see `present`.
    """
    memory = apsw.Connection(":memory:")
    memory.execute(SQL).fetchall()
    found = present(memory.execute(PRESENT).fetchall())
    memory.close()
    return found


PRESENT: Final = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"


def present(rows: Iterable[Any]) -> frozenset[tuple[str, str, str, str]]:
    """
    Leave out of a schema what SQLite words itself.

    Parameters
    ----------
    rows
        What `PRESENT` gives.

    Returns
    -------
    frozenset of tuple
        The rows that landrelease answers for.
    """
    return frozenset(row for row in rows if not (row[0] == "table" and row[1] in _OTHERS))
