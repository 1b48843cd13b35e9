"""The schema of format 1 is released: it never changes again."""

import hashlib

import apsw

from landrelease.register import schema
from landrelease.register.rows import DERIVED

RELEASED = "331757ede82f357c534579ddc962b0aa4c7e8a3a3a2da6e0c8264f970110dec4"


def test_the_released_schema_is_the_one_in_the_code():
    """Registers out there have these very words. Another schema is another format, with a reader for the old one."""
    assert hashlib.sha256(schema.SQL.encode()).hexdigest() == RELEASED


def test_every_table_is_strict_but_the_index_of_boxes():
    db = apsw.Connection(":memory:")
    db.execute(schema.SQL).fetchall()
    tables = db.execute(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    ).fetchall()
    loose = {name for name, strict in tables if not strict and not name.startswith("sqlite_")}
    db.close()
    assert loose == set()
    assert {*schema.IMMUTABLE, *DERIVED, "head", "link"} <= {name for name, _ in tables}


def test_every_immutable_table_has_its_three_guards():
    triggers = {name for kind, name, _, _ in schema.released() if kind == "trigger"}
    assert triggers == {
        f"{table}_{guard}"
        for table in schema.IMMUTABLE
        for guard in ("no_delete", "no_replace", "only_erase" if table == "payload" else "no_update")
    }


def test_what_sqlite_words_itself_is_left_out():
    rows = [("table", "box_node", "box_node", "other words"), ("trigger", "box_node", "box_node", "x")]
    assert schema.present(rows) == {rows[1]}
