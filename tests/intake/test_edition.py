"""Which edition of a source a file is: an old one undoes nothing, and nothing vanishes because a file is short."""

import msgspec
import pytest

from landrelease.intake import profile
from landrelease.intake.edition import Standing, Terms, standing_of
from landrelease.intake.fault import IntakeError
from landrelease.intake.profile import Profile
from landrelease.intake.profile_form import EditionRule
from landrelease.intake.table import Table
from landrelease.records.editions import Edition

MAPS = Profile(
    name="maps",
    record="hazard",
    key=("No",),
    snapshot=True,
    columns={"No": "id", "Name": "name", "Seen": "date"},
    constants={"status": "suspected"},
)
FIRST = "No,Name,Seen\nA,Orchard,2023\nB,Mill,2023\nC,Ford,2023\n"
SECOND = "No,Name,Seen\nA,Orchard,2023\nC,Old ford,2023\nD,Quarry,2024\n"
TERMS = Terms(most_percent=100)


def edition(name, moment, date=None):
    return Edition(
        source="maps", file_name=f"{name}.csv", file_sha256=name, recorded=f"{moment}T00:00:00.000Z", date=date
    )


def standing(name, taken, date="", source=MAPS):
    table = Table(f"{name}.csv", name, "", {}, None, None, [])
    return standing_of(table, source, Terms(date), taken)


def refused(name, taken, date="", source=MAPS):
    with pytest.raises(IntakeError) as caught:
        standing(name, taken, date, source)
    return caught.value


# ---- which edition a file is ----

A, B = edition("a", "2018-01-10"), edition("b", "2022-03-01")


def test_a_file_without_date_counts_as_the_latest_and_is_noted_once():
    assert standing("a", []) == Standing(noted=True)
    assert standing("b", [A]) == Standing(noted=True)
    assert standing("b", [A, B]) == Standing()


def test_the_bytes_of_a_file_that_another_replaced_are_refused_with_what_when_and_by_which():
    fault = refused("a", [B, A])
    assert (fault.code, fault.exit_code) == ("edition-replaced", 80)
    assert str(fault).splitlines()[0] == (
        "a.csv: this very file was taken in on 2018-01-10, and b.csv replaced it on 2022-03-01."
    )


def test_of_files_taken_in_at_one_moment_the_last_stands():
    pair = [edition("a", "2022-03-01"), edition("b", "2022-03-01")]
    assert refused("a", pair).code == "edition-replaced"
    assert standing("b", pair) == Standing()


def test_a_person_may_say_that_the_source_went_back_to_an_old_file():
    went_back = standing("a", [A, edition("b", "2022-03-01", "2022-02")], "2023")
    assert went_back == Standing("2023", "", noted=True)
    again = [A, B, edition("a", "2023-05-01", "2023")]
    assert standing("a", again) == Standing("")
    assert refused("b", again).params["other"] == "a.csv"


@pytest.mark.parametrize(
    ("date", "newest"),
    [("2017", "2022-02"), ("2022-01-31", "2022-02"), ("2022", ""), ("2022-02", ""), ("2022-02-28", ""), ("2023", "")],
)
def test_an_edition_is_older_where_its_whole_date_lies_before_that_of_the_last(date, newest):
    taken = [edition("x", "2022-03-01", "2022-02"), edition("y", "2023-01-01", "2020"), edition("z", "2024-01-01")]
    found = standing("old", taken, date)
    assert (found.date, found.newest, found.noted) == (date, newest, True)
    assert [note.code for note in found.notes] == (["edition-older"] if newest else [])


def test_a_wrong_date_is_put_right_by_stating_it_anew():
    wrong = [edition("a", "2018-01-10", "2099")]
    assert standing("b", wrong, "2022").newest == "2099"
    right = [*wrong, edition("a", "2018-01-11", "2017")]
    assert standing("b", right, "2022") == Standing("2022", "", noted=True)


def test_an_older_edition_that_came_late_replaces_nothing():
    taken = [edition("b", "2022-03-01", "2022-02"), edition("a", "2022-03-02", "2017-10")]
    assert standing("b", taken) == Standing()


@pytest.mark.parametrize(
    ("source", "date", "detail"),
    [
        (MAPS, "soon", "`soon` is no date"),
        (MAPS, "2023-02-30", "`2023-02-30` is no date"),
        (msgspec.structs.replace(MAPS, snapshot=False), "2023", "only files of a profile with `snapshot = true`"),
    ],
)
def test_an_edition_that_cannot_be_told_is_refused(source, date, detail):
    fault = refused("a", [], date, source)
    assert fault.code == "edition-unusable"
    assert fault.params["detail"].startswith(detail)


# ---- what the file itself says ----


def test_the_latest_date_of_a_column_is_that_of_the_edition(proposed):
    dated = msgspec.structs.replace(MAPS, edition=EditionRule(column="Stand"), dates=("%d.%m.%Y",))
    columns = {"Stand": ["31.01.2022", None, "2021"]}
    table = Table("a.csv", "aa", "", columns, None, None, [1, 2, 3])
    assert standing_of(table, dated, Terms(), []).date == "2022-01-31"
    assert standing_of(table, dated, Terms("2020"), []).date == "2020"
    with pytest.raises(IntakeError, match="`bald` in column Stand is no date"):
        standing_of(table._replace(columns={"Stand": ["2022", "bald"]}), dated, Terms(), [])
    with pytest.raises(IntakeError, match="needs the columns Stand"):
        proposed(FIRST, profile=dated)


def test_a_file_may_be_named_by_its_edition():
    victims = profile.load("colombia-victims")
    table = Table("victims_2022-02 (1).csv", "aa", "", {}, None, None, [])
    assert standing_of(table, victims, Terms(), []).date == "2022-02"
    unnamed = standing_of(table._replace(name="export.csv"), victims, Terms(), [])
    assert (unnamed.date, [note.code for note in unnamed.notes]) == ("", ["edition-undated"])


def test_where_a_profile_finds_the_edition_is_checked_with_its_line(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text("[edition]\nfile = '.*'\n", "utf-8")
    with pytest.raises(IntakeError) as caught:
        profile.load(path)
    assert caught.value.params["problems"].strip().splitlines() == [
        "line 1, [edition] : needs `snapshot = true`: other files replace nothing",
        "line 2, [edition] file: needs exactly one group",
    ]
    path.write_text("[profile]\nsnapshot = true\n[edition]\ncolumn = 'a'\nfile = '(.*)'\n", "utf-8")
    with pytest.raises(IntakeError, match="line 3, \\[edition\\] : holds either `column` or `file`"):
        profile.load(path)


# ---- what becomes of its rows ----


def verdicts(made):
    return [verdict.verdict for verdict in made.verdicts]


def told(made):
    return [(finding.code, finding.row, finding.params) for finding in made.findings if finding.row]


def test_an_older_edition_changes_and_withdraws_nothing_and_says_what_only_it_holds(proposed, memory, later):
    memory.take(proposed(SECOND, profile=MAPS))
    memory.taken = [edition("second", "2024-02-01", "2024")]
    made = proposed(FIRST, profile=MAPS, known=memory, stamp=later, terms=Terms("2023"))
    assert verdicts(made) == ["known", "new", "known"]
    assert told(made) == [
        ("row-only-in-older", 2, {"newest": "2024"}),
        ("row-of-older", 3, {"field": "name"}),
    ]
    newer = proposed(FIRST, profile=MAPS, known=memory, stamp=later, terms=TERMS._replace(edition="2025"))
    assert verdicts(newer) == ["known", "new", "correction", "withdrawal"]


def test_what_was_dropped_since_does_not_come_back_by_an_older_edition(proposed, memory, later):
    first = proposed(FIRST, profile=MAPS)
    second = proposed(SECOND, profile=MAPS, known=memory.take(first), terms=TERMS)
    memory.take(second).outcomes[first.ids[1]] = "withdrawn"
    memory.taken = [edition("second", "2024-02-01", "2024")]
    made = proposed(FIRST, profile=MAPS, known=memory, stamp=later, terms=Terms("2023"))
    assert (verdicts(made), made.data) == (["known"] * 3, [])
    assert [code for code, *_ in told(made)] == ["row-outdated", "row-outdated"]


@pytest.mark.parametrize(
    ("terms", "passes"),
    [
        (Terms(), False),
        (Terms(most_percent=33), False),
        (Terms(most_percent=34), True),
        (Terms(withdraw_missing=0), False),
        (Terms(withdraw_missing=1), True),
        (Terms(most_percent=100, withdraw_missing=0), False),
    ],
)
def test_a_file_that_lacks_more_than_its_share_is_refused_until_a_person_says_how_many(proposed, memory, terms, passes):
    memory.take(proposed(FIRST, profile=MAPS))
    if passes:
        assert verdicts(proposed(SECOND, profile=MAPS, known=memory, terms=terms))[-1] == "withdrawal"
        return
    with pytest.raises(IntakeError) as caught:
        proposed(SECOND, profile=MAPS, known=memory, terms=terms)
    assert (caught.value.code, caught.value.exit_code) == ("snapshot-shrunk", 80)
    said = caught.value.params
    assert (said["n"], said["known"], said["percent"], said["some"]) == (1, 3, "33", "B")


def test_no_row_of_a_table_makes_an_edition(proposed):
    made = proposed("record,date,source\nedition,2099,maps\n")
    assert verdicts(made) == ["set-aside"]
    assert [finding.code for finding in made.findings] == ["kind-unknown"]
