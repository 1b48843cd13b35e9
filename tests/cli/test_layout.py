"""Derived tables of another version: refused with the way out by every verb that reads them, mended by `rebuild`."""

import sqlite3  # noqa: TID251 - the tool of whoever looks into the file
from contextlib import closing

import pytest

from landrelease.desk.layout import LAYOUT

OTHERS = {"older": b"%d" % (LAYOUT - 1), "newer": b"%d" % (LAYOUT + 1), "nonsense": b"\xff", "missing": None}
BY = {"older": "an earlier version", "newer": "a later version", "nonsense": "an earlier", "missing": "an earlier"}
NEED_THEM = (
    ("accept", "ab"), ("attach", __file__, "ab"), ("check",), ("explain", "18", "44"), ("find", "H-1"),
    ("import", __file__), ("land",), ("page", "unwritten.html"), ("queue",), ("settle", "ab", "--reason", "seen"),
    ("statement",), ("return", "ab", "--reason", "x"), ("reject", "ab", "--reason", "x"),
    ("withdraw", "ab", "--reason", "duplicate"), ("correct", "ab", "--reason", "typing", "--set", "status=confirmed"),
)  # fmt: skip


def number(register, value):
    """Let another version have written the derived tables."""
    with closing(sqlite3.connect(register)) as db:
        db.execute("DELETE FROM state WHERE seq = 0")
        if value is not None:
            db.execute("INSERT INTO state VALUES (0, 0, CAST('layout' AS BLOB), ?)", (value,))
        db.commit()
    return register


@pytest.fixture(params=OTHERS)
def other(request, province):
    return number(province, OTHERS[request.param]), BY[request.param]


def test_the_number_stands_where_the_page_of_the_format_says(province):
    with closing(sqlite3.connect(province)) as db:
        assert db.execute("SELECT no, head, body FROM state WHERE seq = 0").fetchall() == [
            (0, b"layout", b"%d" % LAYOUT)
        ]


@pytest.mark.parametrize("line", NEED_THEM, ids=lambda line: line[0])
def test_a_verb_that_needs_derived_rows_refuses_those_of_another_version(line, run, province, rows):
    number(province, None)
    before = rows(province)
    done = run(line[0], province, *line[1:])
    assert (done.code, done.out) == (47, "")
    assert done.err == (
        f"landrelease: {province}: an earlier version wrote the derived tables (layout without a number; this one "
        f"reads {LAYOUT}); make them anew with `landrelease rebuild {province}`\n"
        "Why: derived rows read in another layout would show land otherwise than the records do. "
        "The records are as they were; a rebuild needs only them.\n"
    )
    assert rows(province) == before


def test_every_other_number_is_refused_and_a_rebuild_mends_it(other, run, rows):
    register, by = other
    before = {name: found for name, found in rows(register).items() if name != "state"}
    refused = run("statement", register)
    assert refused.code == 47
    assert f"{register}: {by}" in refused.err
    assert f"landrelease rebuild {register}`" in refused.err
    done = run("rebuild", register)
    assert (done.code, done.out) == (0, "")
    assert run("verify", register).code == 0
    assert run("statement", register).code == 0
    assert {name: found for name, found in rows(register).items() if name != "state"} == before


def test_verify_names_it_as_a_fault_and_so_does_a_dry_rebuild(other, run):
    register, by = other
    done = run("verify", register)
    assert done.code == 1
    assert done.out.startswith(f"layout: {register}: {by}")
    assert len(done.out.splitlines()) == 1
    dry = run("rebuild", register, "--dry-run")
    assert (dry.code, dry.out) == (0, done.out)
    assert run("verify", register).code == 1


def test_verbs_that_need_only_records_answer_as_before(other, run, id_of):
    register, _ = other
    name = id_of(register, "H-1")
    lines = (("log", "-o", "json"), ("show", name), ("show", name, "--raw"), ("count", "hazard", "-o", "json"))
    told = [run(verb, register, *more) for verb, *more in lines]
    assert run("rebuild", register).code == 0
    assert [run(verb, register, *more) for verb, *more in lines] == told
    assert {done.code for done in told} == {0}
