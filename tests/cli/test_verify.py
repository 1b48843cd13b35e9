"""`landrelease verify` and `rebuild`: what was written is what is there, and every derived row follows from it."""

import sqlite3  # noqa: TID251 - the tool of whoever tampers
from contextlib import closing

import pytest

from landrelease.desk.opening import open_register

BORIS = "Борис Иванов"
DERIVED = ("state", "land", "posting", "parcel", "key")


def tamper(register, *statements):
    """Change the file behind everybody's back, the watching triggers put away and set up again."""
    with closing(sqlite3.connect(register)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(*statement)
        for _, sql in triggers:
            db.execute(sql)
        db.commit()


def test_a_register_as_it_was_written(run, province, rows):
    done = run("verify", province)
    assert (done.code, done.err) == (0, "")
    count = len(rows(province)["record"])
    assert done.out.startswith(f"{count} records verified; running root ")
    assert len(done.out.split()[-1]) == 64


def test_a_kept_root_is_found_in_the_history(run, province, id_of):
    root = run("verify", province).out.split()[-1]
    assert run("return", province, id_of(province, "H-1"), "--reason", "redraw", "--as", BORIS).code == 0
    assert run("verify", province).out.split()[-1] != root
    assert run("verify", province, "--root", root).code == 0
    done = run("verify", province, "--root", "ab" * 32)
    assert done.code == 1
    assert f"kept-root: {'ab' * 32} is no root of this history" in done.out


def test_one_changed_letter(run, province, id_of):
    name = id_of(province, "R-1")
    data = run("show", province, name, "--raw").raw.replace(b'"cleared"', b'"reduced"')
    tamper(province, ("UPDATE record SET bytes = ? WHERE id = ?", (data, name)))
    done = run("verify", province)
    assert done.code == 1
    assert name in done.out
    assert "fault" in done.err


def test_a_record_taken_away(run, province, id_of):
    tamper(province, ("DELETE FROM record WHERE id = ?", (id_of(province, "R-1"),)))
    assert run("verify", province).code == 1


@pytest.mark.parametrize("table", DERIVED)
def test_a_derived_row_taken_away_is_found_and_made_again(table, run, province, rows):
    before = rows(province)
    tamper(province, (f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM {table})",))
    done = run("verify", province)
    assert done.code == 1
    assert f"derived table `{table}`: 1 record differs from a rebuild" in done.out
    dry = run("rebuild", province, "--dry-run")
    assert dry.code == 0
    assert f"derived table `{table}`: 1 record differs" in dry.out
    rebuilt = run("rebuild", province)
    assert (rebuilt.code, rebuilt.out) == (0, "")
    assert rebuilt.err == f"rebuilt from {len(before['record'])} records\n"
    assert run("verify", province).code == 0
    assert {name: rows(province)[name] for name in before} == before


def test_a_prepared_ring_that_was_moved_is_found(run, province):
    tamper(province, ("UPDATE land SET body = zeroblob(length(body)) WHERE seq = (SELECT min(seq) FROM land)",))
    done = run("verify", province)
    assert done.code == 1
    assert "derived table `land`" in done.out


def test_a_broken_derived_row_is_a_sentence_and_no_traceback(run, province):
    tamper(province, ("UPDATE parcel SET head = x'00'",))
    done = run("land", province)
    assert done.code == 99
    assert "Traceback" not in done.err
    assert "run `landrelease verify` on the register" in done.err
    assert run("rebuild", province).code == 0
    assert run("land", province).code == 0


def test_an_erased_name_leaves_everything_else_as_it_was(run, province, stored):
    people = {name: record["id"] for name, record in stored(province).items() if record["kind"] == "person"}
    record, person = next(iter(people.items()))
    statement = run("statement", province, "-o", "json").json
    with open_register(province, acting="office") as register, register.writing() as batch:
        batch.erase(record, "name", who="p-office", when="2025-01-01T00:00:00.000Z", why="asked for it")
    assert run("verify", province).code == 0
    assert run("show", province, record).json["personal"] == {"name": None}
    assert run("explain", province, "18.002", "44.002", "-o", "json").json[0]["author"] == person
    assert run("statement", province, "-o", "json").json == statement
    assert b"Kova" not in province.read_bytes()


def test_a_name_acts_anew_after_it_was_erased(run, province, stored, id_of):
    record = next(name for name, record in stored(province).items() if record["kind"] == "person")
    with open_register(province, acting="office") as register, register.writing() as batch:
        batch.erase(record, "name", who="p-office", when="2025-01-01T00:00:00.000Z", why="asked for it")
    assert run("return", province, id_of(province, "H-1"), "--reason", "redraw", "--as", "Ana Kovač").code == 0
    assert run("verify", province).code == 0
