"""What an attacker has: the file, any SQLite, and time."""

import hashlib
import sqlite3  # noqa: TID251 - attackers use whatever SQLite is at hand
from pathlib import Path

import apsw

from landrelease.register import schema
from landrelease.register.sqlite import SqliteStore

from ..specimens import NAME, decision, hazards, ids, person  # noqa: TID252 - the folders of this room share it

TABLES = ("record", "batch", "signature", "blob", "payload", "head", "link")
PHOTO = b"photo" * 500


def register(path: Path) -> str:
    """Make a register with something in every table; give its root."""
    with SqliteStore.create(path, clock=lambda: "2025-02-01T00:00:00.000Z") as store:
        with store.writing("a") as batch:
            batch.add_many(hazards(5))
            batch.add(person(), [NAME])
        with store.writing("a") as batch:
            accepted = batch.add(decision(*ids(hazards(5)))).id
            batch.add_blob(PHOTO)
            batch.sign(accepted, "key-1", b"signature")
        return store.root()


def raw(path: Path) -> apsw.Connection:
    """Open the file as somebody would who does not care for us."""
    db = apsw.Connection(str(path))
    db.execute("PRAGMA recursive_triggers = OFF").fetchall()
    return db


def run(path: Path, *statements: str) -> None:
    """Run statements against the file."""
    db = raw(path)
    try:
        for statement in statements:
            db.execute(statement).fetchall()
    finally:
        db.close()


def run_old(path: Path, *statements: str) -> None:
    """Run statements with the SQLite that Python brings, often an old one."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in statements:
            db.execute(statement)
    finally:
        db.close()


def content(path: Path, *, received: bool = True) -> dict[str, list[tuple[object, ...]]]:
    """Read everything that the register answers for."""
    db = raw(path)
    try:
        found = {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}
    finally:
        db.close()
    if not received:
        found["batch"] = [(row[0], *row[2:]) for row in found["batch"]]
    return found


def codes(path: Path, kept_root: str | None = None) -> set[str]:
    """Codes of all findings."""
    with SqliteStore(path) as store:
        return {fault.code for fault in store.verify_bytes(kept_root)}


def without_guards(path: Path, *statements: str) -> None:
    """Drop all triggers, run statements, and put the released triggers back: the schema looks untouched."""
    triggers = sorted((name, sql) for kind, name, _, sql in schema.released() if kind == "trigger")
    db = raw(path)
    db.execute("PRAGMA foreign_keys = OFF").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}").fetchall()
    for statement in statements:
        db.execute(statement).fetchall()
    for _, sql in triggers:
        db.execute(sql).fetchall()
    db.close()


def sha256(data: bytes) -> str:
    """Hash as the register writes it."""
    return hashlib.sha256(data).hexdigest()
