"""Backup and erasure through the command line: a copy that verifies, a person who is forgotten, nothing else."""

import pytest

REASON = ("--reason", "asked for on 2025-03-01")


@pytest.fixture
def people(run, province, sheet):
    """The province with two persons, one of them entered twice."""
    person = {"record": "person", "id": "p-0042", "name": "A. Example", "contact": "+000 000", "date": "2020"}
    other = {"record": "person", "id": "p-0043", "name": "B. Example", "contact": "+000 001", "date": "2020"}
    assert run("import", province, sheet("people.csv", person, other)).code == 0
    later = person | {"contact": "+000 777", "date": "2021"}
    assert run("import", province, sheet("later.csv", later)).code == 0
    return province


@pytest.fixture
def erasable(rows, id_of):
    """Every row of a register, and the id of a record that seals nothing."""
    return lambda register: (rows(register), id_of(register, "H-1"))


def sealed(run, register, text):
    return [run("show", register, one["id"]).json["personal"] for one in run("find", register, text, "-o", "csv").rows]


def test_a_backup_is_a_register_with_the_same_root_that_verifies(run, province, tmp_path, rows):
    before = rows(province)
    done = run("backup", province, tmp_path / "copy.register")
    assert (done.code, done.err) == (0, f"wrote {tmp_path / 'copy.register'}\n")
    assert run("verify", tmp_path / "copy.register", "--root", done.out.strip()).code == 0
    assert run("verify", province, "--root", done.out.strip()).code == 0
    assert rows(tmp_path / "copy.register") == before == rows(province)


def test_a_dry_backup_leaves_nothing_and_is_refused_where_the_deed_would_be(run, province, tmp_path):
    root = run("backup", province, tmp_path / "copy.register").out
    files = sorted(tmp_path.iterdir())
    assert run("backup", province, tmp_path / "other.register", "--dry-run").out == root
    assert sorted(tmp_path.iterdir()) == files
    for more in ((), ("--dry-run",)):
        assert run("backup", province, tmp_path / "copy.register", *more).code == 29
        assert run("backup", province, province, *more).code == 29
        assert run("backup", province, tmp_path / "nowhere" / "copy.register", *more).code == 27
        assert run("backup", tmp_path / "absent.register", tmp_path / "x.register", *more).code == 21
    assert sorted(tmp_path.iterdir()) == files


def test_a_damaged_register_makes_no_backup(run, province, tmp_path):
    data = bytearray(province.read_bytes())
    at = data.index(b'"H-1"')
    data[at : at + 5] = b'"H-9"'
    province.write_bytes(bytes(data))
    assert run("backup", province, tmp_path / "copy.register").code == 25
    assert not (tmp_path / "copy.register").exists()


def test_a_person_is_forgotten_in_all_records_and_the_register_verifies(run, people):
    root = run("verify", people).out.split()[-1]
    done = run("erase", people, "p-0042", *REASON)
    assert (done.code, done.err) == (0, "erased 4 personal values\n")
    assert sealed(run, people, "p-0042") == [{"contact": None, "name": None}] * 2
    assert sealed(run, people, "p-0043") == [{"contact": "+000 001", "name": "B. Example"}]
    assert run("verify", people, "--root", root).code == 0
    content = b"".join(path.read_bytes() for path in people.parent.glob("province.register*"))
    assert b"A. Example" not in content
    assert b"+000 777" not in content
    again = run("erase", people, "p-0042", *REASON)
    assert (again.code, again.err) == (0, "erased 0 personal values\n")


def test_what_was_erased_does_not_come_back_with_its_file(run, people, tmp_path):
    assert run("erase", people, "p-0042", *REASON).code == 0
    done = run("import", people, tmp_path / "people.csv", "-o", "csv")
    assert [one["verdict"] for one in done.rows] == ["known", "known"]
    assert sealed(run, people, "p-0042") == [{"contact": None, "name": None}] * 2


def test_one_field_of_one_record(run, people, id_of):
    record = id_of(people, "p-0043")
    done = run("erase", people, record[:12], "--field", "contact", *REASON)
    assert (done.out, done.err) == (f"{record} contact\n", "erased 1 personal value\n")
    assert sealed(run, people, "p-0043") == [{"contact": None, "name": "B. Example"}]


@pytest.mark.parametrize(
    ("ids", "more", "code"),
    [
        (["p-9999"], REASON, 42),
        (["p-0042", "p-9999"], REASON, 42),
        (["p-0042"], ("--reason", " "), 45),
        (["p-0042"], (*REASON, "--field", "role"), 45),
        (["{hazard}"], REASON, 45),
        (["p-0042"], (), 2),
        (["p-0042"], (*REASON, "--dry-run"), 0),
    ],
)
def test_nothing_is_erased_where_it_is_refused_or_only_tried(ids, more, code, run, people, erasable):
    before, hazard = erasable(people)
    for name in ("Ana Kovač", "Somebody New"):
        done = run("erase", people, *(one.format(hazard=hazard) for one in ids), *more, "--as", name)
        assert done.code == code, done.err
    assert erasable(people)[0] == before


def test_the_author_of_a_tombstone_is_entered_where_nobody_of_that_name_acted_before(run, people):
    assert run("erase", people, "p-0043", *REASON, "--as", "Somebody New").code == 0
    assert run("verify", people).code == 0
