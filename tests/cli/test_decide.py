"""`landrelease queue`, `accept`, `return` and `reject`: a second pair of eyes decides, with reasons."""

import pytest

WGS84 = ("--crs", "EPSG:4326")
ANA, BORIS = "Ana Kovač", "Борис Иванов"
DECIDES = [("accept", ()), ("return", ("--reason", "redraw it")), ("reject", ("--reason", "reported twice"))]


@pytest.fixture
def waiting(run, province, sheet, wkt):
    """A province with three records of Ana in the queue, the last of which nobody may accept."""
    rows = [{"record": "hazard", "status": "suspected", "date": "2024-05-17", "id": f"Q-{n}", "organisation": "ORG-1",
             "wkt": wkt(18.2 + n / 10, 44)} for n in (1, 2)]  # fmt: skip
    late = {"record": "hazard", "status": "suspected", "date": "2999-01-01", "id": "Q-3", "wkt": wkt(18.6, 44)}
    assert run("import", province, sheet("new.csv", *rows, late), *WGS84).code == 0
    return province


def queued(run, register):
    return {row["source_id"]: row["state"] for row in run("queue", register, "-o", "json").json}


def suspected(run, register):
    return run("statement", register, "-o", "json").json["rows"][0]["closing"]["suspected_m2"]


def test_the_queue_lists_what_waits(run, waiting):
    done = run("queue", waiting)
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines() if line.strip()]
    assert lines[0] == ["3", "records", "wait", "for", "a", "decision"]
    assert [line[1:5] for line in lines[3:]] == [
        ["proposed", "hazard", "Q-1", "2024-05-17"],
        ["proposed", "hazard", "Q-2", "2024-05-17"],
        ["proposed", "hazard", "Q-3", "2999-01-01"],
    ]
    whole = run("queue", waiting, "-o", "csv").rows
    columns = ["id", "state", "kind", "source_id", "date", "organisation", "author", "recorded", "accredited"]
    assert list(whole[0]) == columns
    assert [len(row["id"]) for row in whole] == [64, 64, 64]


def test_only_what_is_accepted_counts(run, waiting, id_of):
    before = suspected(run, waiting)
    done = run("accept", waiting, id_of(waiting, "Q-1")[:10], "--as", BORIS)
    assert done.code == 0
    assert done.err == "accepted 1 record\n"
    assert run("show", waiting, done.out.strip()).json["record"]["verdict"] == "accept"
    assert suspected(run, waiting) > before
    assert queued(run, waiting) == {"Q-2": "proposed", "Q-3": "proposed"}


@pytest.mark.parametrize(("verb", "more"), DECIDES)
def test_nobody_decides_on_their_own(verb, more, run, waiting, id_of, rows):
    before = rows(waiting)
    for name in ("Ana  Kovač", " Ana Kovač"):
        done = run(verb, waiting, id_of(waiting, "Q-1"), *more, "--as", name)
        assert (done.code, done.out) == (44, "")
        assert "is your own" in done.err
        assert "Why: a second pair of eyes" in done.err
    assert rows(waiting) == before


def test_all_leaves_ones_own_out(run, waiting, rows):
    before = rows(waiting)
    done = run("accept", waiting, "--all")
    assert (done.code, done.out, done.err) == (0, "", "accepted 0 records\n")
    assert rows(waiting) == before


def test_one_that_blocks_holds_all_back(run, waiting, rows):
    before = rows(waiting)
    done = run("accept", waiting, "--all", "--as", BORIS)
    assert (done.code, done.out) == (43, "")
    assert "[occurred-after-recorded]" in done.err
    assert "The record is dated 2999-01-01" in done.err
    assert "row" not in done.err.split(":")[1]
    assert rows(waiting) == before


def test_what_blocks_can_be_returned_and_rejected(run, waiting, id_of):
    name = id_of(waiting, "Q-3")
    assert run("return", waiting, name, "--reason", "which year?", "--as", BORIS).code == 0
    assert queued(run, waiting)["Q-3"] == "returned"
    assert run("reject", waiting, name, "--reason", "nobody knows", "--as", BORIS).code == 0
    assert "Q-3" not in queued(run, waiting)
    assert run("accept", waiting, "--all", "--as", BORIS).code == 0
    assert queued(run, waiting) == {}


@pytest.mark.parametrize("verb", ["return", "reject"])
@pytest.mark.parametrize("reason", [(), ("--reason", ""), ("--reason", "  ")])
def test_a_refusal_needs_its_reason(verb, reason, run, waiting, id_of, rows):
    before = rows(waiting)
    done = run(verb, waiting, id_of(waiting, "Q-1"), *reason, "--as", BORIS)
    assert (done.code, done.out) == (45, "")
    assert "needs a reason" in done.err
    assert rows(waiting) == before


def test_a_later_decision_stands_for_the_earlier(run, waiting, id_of):
    name = id_of(waiting, "Q-1")
    accepted = run("accept", waiting, name, "--as", BORIS).out.strip()
    assert run("return", waiting, name, "--reason", "wrong sheet", "--as", "Vesna").code == 0
    assert queued(run, waiting)["Q-1"] == "returned"
    shown = run("show", waiting, name).json
    assert shown["state"] == "returned"
    assert [(one["verdict"], one["author_name"]) for one in shown["decisions"]] == [("return", "Vesna")]
    decision = run("show", waiting, shown["decisions"][0]["id"]).json["record"]
    assert decision["supersedes"] == [accepted]


@pytest.mark.parametrize(
    ("names", "code", "said"),
    [
        ((), 2, "say --all for the whole queue"),
        (("--all", "ab"), 2, "say --all for the whole queue"),
        (("zz",), 42, "no record's id begins with 'zz'"),
        (("",), 42, "no record's id begins with ''"),
        (("%",), 42, "no record's id begins with '%'"),
        (("f" * 65,), 42, "no record's id begins with"),
    ],
)
def test_names_that_are_none(names, code, said, run, waiting, rows):
    before = rows(waiting)
    done = run("accept", waiting, *names, "--as", BORIS)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert rows(waiting) == before


def test_a_short_name_that_fits_several_says_which(run, waiting, stored, rows):
    names = sorted(stored(waiting))
    digit = next(name[0] for name in names if sum(other[0] == name[0] for other in names) > 1)
    before = rows(waiting)
    done = run("accept", waiting, digit, "--as", BORIS)
    assert done.code == 42
    assert f"more than one record's id begins with '{digit}'" in done.err
    assert next(name for name in names if name[0] == digit)[:12] in done.err
    assert rows(waiting) == before


@pytest.mark.parametrize("kind", ["programme", "person", "decision"])
def test_ones_own_acts_are_not_decided_on(kind, run, waiting, stored, rows):
    name = next(name for name, record in stored(waiting).items() if record["kind"] == kind)
    before = rows(waiting)
    done = run("reject", waiting, name, "--reason", "no", "--as", "Vesna")
    assert done.code == 45
    assert "not one that is decided on" in done.err
    assert rows(waiting) == before


def test_the_same_name_twice_is_one_decision(run, waiting, id_of):
    name = id_of(waiting, "Q-1")
    done = run("accept", waiting, name, name[:12], "--as", BORIS)
    assert (done.code, done.err) == (0, "accepted 1 record\n")
    assert run("show", waiting, done.out.strip()).json["record"]["about"] == [name]


def test_two_people_of_one_name_are_told_apart_by_id(run, waiting, id_of, sheet, rows):
    people = [{"record": "person", "id": f"p-{n}", "name": "Ivan Horvat"} for n in (1, 2)]
    assert run("import", waiting, sheet("people.csv", *people)).code == 0
    before = rows(waiting)
    done = run("accept", waiting, id_of(waiting, "Q-1"), "--as", "Ivan Horvat")
    assert (done.code, done.out) == (45, "")
    assert "2 persons are called Ivan Horvat; name one of them by id: p-1, p-2" in done.err
    assert rows(waiting) == before
    assert run("accept", waiting, id_of(waiting, "Q-1"), "--as", "p-2").code == 0
    (decision,) = run("show", waiting, id_of(waiting, "Q-1")).json["decisions"]
    assert (decision["author"], decision["author_name"]) == ("p-2", "Ivan Horvat")


def test_a_person_keeps_one_id(run, waiting, stored, id_of):
    for source in ("Q-1", "Q-2"):
        assert run("accept", waiting, id_of(waiting, source), "--as", "Vesna  Marić ").code == 0
    people = [record["id"] for record in stored(waiting).values() if record["kind"] == "person"]
    assert len(people) == 3
    authors = {one["author"] for one in run("log", waiting, "-o", "json").json if one["kind"] == "decision"}
    assert authors == set(people[1:])
