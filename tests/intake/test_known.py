"""The same file twice adds nothing; what changed is new or a correction; what a snapshot lacks is asked about."""

from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.intake.edition import Terms
from landrelease.intake.profile import Profile
from landrelease.intake.proposal import Stamp
from landrelease.intake.propose import begin, propose
from landrelease.intake.table import Table
from landrelease.records.change import Correction, Withdrawal
from landrelease.records.kinds import replacement_of
from landrelease.records.seal import Payload

HEAD = "id,status,date,name,lon,lat\n"
ROW = "A,suspected,2024-05-01,Orchard,18.5,44.25\n"


def verdicts(made):
    return [verdict.verdict for verdict in made.verdicts]


def codes(made):
    return [finding.code for finding in made.findings]


# ---- the same again ----


def test_the_same_file_again_adds_nothing(proposed, memory, later):
    text = HEAD + ROW + "B,confirmed,2024,,,\n"
    first = proposed(text)
    again = proposed(text, known=memory.take(first), stamp=later)
    assert verdicts(again) == ["known", "known"]
    assert [verdict.record for verdict in again.verdicts] == first.ids
    assert (again.data, again.findings) == ([], [])


def test_the_same_rows_in_another_format_add_nothing(proposed, memory, later):
    first = proposed(HEAD + ROW)
    assert verdicts(
        proposed((HEAD + ROW).replace(",", ";").replace(".", ","), known=memory.take(first), stamp=later)
    ) == ["known"]


def test_a_later_version_of_the_transformation_changes_nothing(proposed, memory):
    text = 'id,status,date,wkt\nA,suspected,2024,"POINT (155000 463000)"\n'
    first = proposed(text, crs="EPSG:28992")
    memory.take(first)
    record = memory.records[first.ids[0]]
    moved = msgspec.structs.replace(record.shape, wgs84=msgspec.Raw(b'{"type":"Point","coordinates":[5.4,52.2]}'))
    memory.records[first.ids[0]] = msgspec.structs.replace(record, shape=moved)
    assert verdicts(proposed(text, crs="EPSG:28992", known=memory)) == ["known"]


def test_two_equal_rows_without_a_key_are_two_records_and_a_third_is_new(proposed, memory):
    head, row = "record,date,lon,lat\n", "accident,2004,-74.5,4.5\n"
    first = proposed(head + row * 2)
    assert verdicts(first) == ["new", "new"]
    assert len(set(first.ids)) == 2
    assert [(finding.code, finding.row, finding.params) for finding in first.findings] == [
        ("duplicate-row", 2, {"other_row": 1})
    ]
    assert verdicts(proposed(head + row * 3, known=memory.take(first))) == ["known", "known", "new"]


def test_two_equal_rows_of_one_key_are_one_record(proposed):
    made = proposed(HEAD + ROW * 2)
    assert verdicts(made) == ["new", "known"]
    assert made.verdicts[1].record == made.ids[0]
    assert codes(made) == ["duplicate-row"]


def test_two_different_rows_of_one_key_and_day_both_go_in_and_are_named(proposed, memory):
    text = HEAD + ROW + ROW.replace("18.5", "18.7")
    made = proposed(text)
    assert verdicts(made) == ["new", "new"]
    assert codes(made) == ["key-repeated"]
    assert verdicts(proposed(text, known=memory.take(made))) == ["known", "known"]


# ---- what changed ----


@pytest.mark.parametrize(
    ("date", "verdict"),
    [
        ("2025-01-01", "new"),
        ("2024-05-02", "new"),
        ("2025", "new"),
        ("2024-05-01", "correction"),
        ("2024-05", "correction"),
        ("2024", "correction"),
        ("2023-12-31", "correction"),
    ],
)
def test_a_later_day_is_a_new_record_the_same_or_an_earlier_one_a_correction(proposed, memory, date, verdict):
    first = proposed(HEAD + ROW)
    made = proposed(HEAD + ROW.replace("2024-05-01", date).replace("Orchard", "Mill"), known=memory.take(first))
    assert verdicts(made) == [verdict]


def test_a_correction_carries_the_whole_statement_its_reason_and_its_evidence(proposed, memory, later):
    first = proposed(HEAD + ROW)
    made = proposed(
        HEAD + ROW.replace("Orchard", "Mill").replace("18.5", "18.6"), known=memory.take(first), stamp=later
    )
    correction = made.records[0]
    assert isinstance(correction, Correction)
    assert (correction.corrects, correction.author, correction.origin) == (first.ids[0], "p-2", "plain/hazard/|A")
    assert correction.evidence == f"report.csv, sha256 {made.sha256}"
    right = replacement_of(correction)
    assert (right.name, right.status, right.date) == ("Mill", "suspected", "2024-05-01")
    assert bytes(right.shape.wgs84) == b'{"type":"Point","coordinates":[18.6,44.25]}'
    assert (made.verdicts[0].record, made.verdicts[0].about) == (made.ids[0], first.ids[0])
    assert [(finding.code, finding.about, finding.params) for finding in made.findings] == [
        ("row-corrects", (made.ids[0], first.ids[0]), {"field": "name, shape"})
    ]


def test_a_correction_is_known_again_and_corrected_in_its_turn(proposed, memory):
    texts = [HEAD + ROW.replace("Orchard", name) for name in ("Orchard", "Mill", "Bridge")]
    first = proposed(texts[0])
    second = proposed(texts[1], known=memory.take(first))
    assert verdicts(proposed(texts[1], known=memory.take(second))) == ["known"]
    old = proposed(texts[0], known=memory)
    assert (verdicts(old), codes(old), old.findings[0].about) == (["known"], ["row-outdated"], (first.ids[0],))
    third = proposed(texts[2], known=memory)
    assert (verdicts(third), third.verdicts[0].about) == (["correction"], second.ids[0])


@pytest.mark.parametrize("outcome", ["returned", "rejected"])
def test_a_row_sent_back_is_tried_anew_when_it_is_put_right(proposed, memory, outcome):
    first = proposed(HEAD + ROW)
    memory.take(first).outcomes[first.ids[0]] = outcome
    assert verdicts(proposed(HEAD + ROW, known=memory)) == ["known"]
    assert verdicts(proposed(HEAD + ROW.replace("Orchard", "Mill"), known=memory)) == ["new"]


def test_an_older_observation_beside_the_unchanged_one_is_new(proposed, memory):
    first = proposed(HEAD + ROW)
    older = ROW.replace("2024-05-01", "2020").replace("suspected", "confirmed")
    assert verdicts(proposed(HEAD + older + ROW, known=memory.take(first))) == ["new", "known"]


def test_a_cumulative_file_grows_by_its_new_rows_only(proposed, memory):
    rows = [ROW.replace("2024-05-01", date) for date in ("2020", "2022", "2024")]
    for count in (1, 2, 3):
        made = proposed(HEAD + "".join(reversed(rows[:count])), known=memory)
        assert Counter(verdicts(made)) == Counter({"new": 1} | ({"known": count - 1} if count > 1 else {}))
        memory.take(made)


def test_the_key_holds_within_kind_and_organisation(proposed, memory):
    first = proposed(HEAD + ROW, organisation="org-1")
    assert verdicts(proposed(HEAD + ROW, organisation="org-2", known=memory.take(first))) == ["new"]
    assert verdicts(proposed(HEAD + ROW.replace("suspected", "cleared"), organisation="org-1", known=memory)) == ["new"]


def test_a_row_without_id_read_with_another_constant_is_corrected_or_renewed(proposed, memory):
    text = "status,lon,lat\nsuspected,18.5,44.25\n"
    first = proposed(text, date="2024-07-31")
    memory.take(first)
    assert verdicts(proposed(text, date="2024-07-31", known=memory)) == ["known"]
    assert verdicts(proposed(text, date="2024-07-30", known=memory)) == ["correction"]
    assert verdicts(proposed(text, date="2025-07-31", known=memory)) == ["new"]


# ---- persons ----

PERSON = "record,id,name,role\nperson,p-7,A. Example,reviewer\n"


def test_a_person_is_known_by_the_value_that_was_sealed(proposed, memory):
    first = proposed(PERSON)
    memory.take(first)
    assert verdicts(proposed(PERSON, known=memory)) == ["known"]
    made = proposed(PERSON.replace("A. Example", "B. Example"), known=memory)
    assert verdicts(made) == ["correction"]
    assert made.payloads[0][0].value == "B. Example"
    assert made.records[0].sealed != {}
    assert b"Example" not in made.data[0]
    assert made.findings[0].params == {"field": "name"}


def test_a_name_that_was_erased_does_not_come_back(proposed, memory):
    first = proposed(PERSON)
    memory.take(first).personal[first.ids[0]] = [Payload("name", b"", None)]
    assert verdicts(proposed(PERSON, known=memory)) == ["known"]


# ---- snapshots ----

SNAPSHOT = Profile(
    name="maps",
    record="hazard",
    key=("No",),
    snapshot=True,
    columns={"No": "id", "Seen": "date"},
    constants={"status": "suspected"},
)
NO_KEY = msgspec.structs.replace(SNAPSHOT, key=())
OLD = "No,Seen\nA,2023\nB,2023\nC,2023\n"
NEW = "No,Seen\nA,2023\nC,2024\nD,2024\n"


@pytest.mark.parametrize("profile", [SNAPSHOT, NO_KEY])
def test_rows_missing_in_a_snapshot_become_proposed_withdrawals(proposed, memory, later, profile):
    first = proposed(OLD, profile=profile)
    made = proposed(NEW, profile=profile, known=memory.take(first), stamp=later)
    assert verdicts(made)[:3] == ["known", "new", "new"]
    gone = [verdict for verdict in made.verdicts if verdict.verdict == "withdrawal"]
    assert [verdict.about for verdict in gone] == ([first.ids[1]] if profile.key else first.ids[1:])
    record = made.records[-1]
    assert isinstance(record, Withdrawal)
    assert (record.reason, record.author, record.evidence) == (
        "dropped-from-source", "p-2", f"report.csv, sha256 {made.sha256}",
    )  # fmt: skip
    assert made.findings[-1].about == (gone[-1].about, gone[-1].record)
    assert len(made.shapes) == len(made.records)
    assert made.row_numbers[-1] == 0
    again = proposed(NEW, profile=profile, known=memory.take(made), stamp=later)
    assert set(verdicts(again)) == {"known"}


def test_without_snapshot_absence_means_nothing(proposed, memory):
    profile = msgspec.structs.replace(SNAPSHOT, snapshot=False)
    first = proposed(OLD, profile=profile)
    assert "withdrawal" not in verdicts(proposed(NEW, profile=profile, known=memory.take(first)))


def test_a_row_that_is_there_but_faulty_is_not_missing(proposed, memory):
    first = proposed(OLD, profile=SNAPSHOT)
    made = proposed(OLD.replace("B,2023", "B,soon"), profile=SNAPSHOT, known=memory.take(first))
    assert verdicts(made) == ["known", "set-aside", "known"]


def test_a_snapshot_leaves_other_sources_alone(proposed, memory):
    first = proposed(OLD, profile=msgspec.structs.replace(SNAPSHOT, name="maps-2"))
    assert "withdrawal" not in verdicts(proposed(NEW, profile=SNAPSHOT, known=memory.take(first)))


def test_a_row_that_comes_back_is_new_once_its_withdrawal_is_in_force(proposed, memory, later):
    first = proposed(OLD, profile=SNAPSHOT)
    second = proposed(NEW, profile=SNAPSHOT, known=memory.take(first))
    memory.take(second)
    assert verdicts(proposed(OLD, profile=SNAPSHOT, known=memory))[1] == "known"
    memory.outcomes[first.ids[1]] = "withdrawn"
    made = proposed(OLD, profile=SNAPSHOT, known=memory, stamp=later)
    assert verdicts(made)[1] == "new"


def test_a_row_withdrawn_for_another_reason_stays_out(proposed, memory):
    first = proposed(OLD, profile=SNAPSHOT)
    memory.take(first).outcomes[first.ids[1]] = "withdrawn"
    made = proposed(OLD, profile=SNAPSHOT, known=memory)
    assert (verdicts(made), codes(made)) == (["known"] * 3, ["row-outdated"])


def test_what_is_written_and_said_of_rows_once_records_are_made_asks_nothing_more_of_the_register(
    proposed, read_csv, memory, later, salt
):
    """So their records can be stored meanwhile."""
    memory.take(proposed(OLD, profile=SNAPSHOT))
    text = NEW + "D,2025\nE,\n"
    asked = proposed(text, profile=SNAPSHOT, known=memory, stamp=later)
    writing = begin(read_csv(text), SNAPSHOT, {}, later, memory, salt, Terms(most_percent=100))
    for question in ("by_origin", "of_source", "payloads", "named", "editions"):
        setattr(memory, question, None)  # whoever asks now fails
    parts = list(writing.parts())
    made = writing.proposal()
    assert Counter(verdicts(made)) == {"known": 1, "new": 3, "set-aside": 1, "withdrawal": 1}
    assert (made.verdicts, made.findings, made.data) == (asked.verdicts, asked.findings, asked.data)
    assert [(made.records, made.data, made.ids, made.payloads)] == parts


# ---- for any table ----

CELL = {
    "id": st.sampled_from([None, "A", "B", "C"]),
    "status": st.sampled_from(["suspected", "confirmed", "cleared", "odd", None]),
    "date": st.sampled_from(["2023", "2024-05", "2024-05-01", "2025-01-01", "never", None]),
    "name": st.sampled_from(["x", "y", None]),
    "area_id": st.sampled_from(["H-1", None]),
}
ROWS = st.lists(st.fixed_dictionaries(CELL), min_size=1, max_size=8)


def take(rows, known, moment="2025-06-01T00:00:00.000Z"):
    columns = {name: [row[name] for row in rows] for name in CELL}
    table = Table("t.csv", "ab", "", columns, None, None, range(1, len(rows) + 1))
    return propose(table, None, {}, Stamp("p-1", moment), known)


@given(rows=ROWS, random=st.randoms(use_true_random=False))
def test_any_table_again_in_any_order_adds_nothing(fresh, rows, random):
    first = take(rows, fresh())
    register = fresh().take(first)
    other = rows[:]
    random.shuffle(other)
    again = take(other, register, "2026-06-01T00:00:00.000Z")
    assert again.data == []
    assert Counter(verdicts(again)) == Counter(
        "set-aside" if verdict == "set-aside" else "known" for verdict in verdicts(first)
    )


@given(first=ROWS, second=ROWS)
def test_whatever_came_before_a_file_taken_in_adds_nothing_again(fresh, first, second):
    register = fresh().take(take(first, fresh()))
    register.take(take(second, register, "2026-06-01T00:00:00.000Z"))
    assert take(second, register, "2027-06-01T00:00:00.000Z").data == []
    assert take(first, register, "2027-06-01T00:00:00.000Z").data == []


@given(rows=ROWS)
def test_every_row_gets_one_verdict_and_every_record_one_row(fresh, rows):
    made = take(rows, fresh())
    assert [verdict.row for verdict in made.verdicts] == list(range(1, len(rows) + 1))
    assert sorted(made.ids) == sorted(verdict.record for verdict in made.verdicts if verdict.verdict == "new")
    assert len(set(made.ids)) == len(made.ids)
    aside = {verdict.row for verdict in made.verdicts if verdict.verdict == "set-aside"}
    assert {finding.row for finding in made.findings if finding.row and not finding.about} == aside
