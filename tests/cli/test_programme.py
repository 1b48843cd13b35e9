"""Units, training, agreements, meetings and the programme on one screen, from tables to answers."""

import pytest

ORG = {"organisation": "org-1", "date": "2025-01-02"}
SQUARE = "POLYGON ((18 44, 18.001 44, 18.001 44.001, 18 44.001, 18 44))"
ROWS = [
    {"record": "organisation", "id": "org-1", "name": "Centre", "roles": "coordination-centre;national-authority"},
    {"record": "organisation", "id": "org-2", "name": "Contributor", "roles": "contributing-state"},
    {"record": "unit", "id": "U", "name": "Team", "organisation": "org-2", "capabilities": "manual-clearance"},
    {"record": "unit", "id": "V", "name": "Other team", "organisation": "org-3"},
    {"record": "rotation", "id": "R1", "unit": "U", "from": "2025-03-01", "to": "2025-08-31"},
    {"record": "member", "id": "m", "person": "p-1", "rotation": "R1", "role": "deminer", "rank": "corporal"},
    {"record": "certificate", "id": "C", "person": "p-1", "discipline": "demining", "level": "1",
     "from": "2025-02-01", "to": "2025-05-20", "session": "s"},
    {"record": "course", "id": "c", "version": "1", "theory_pass_percent": "70"},
    {"record": "session", "id": "s", "course": "c", "version": "1", "from": "2025-01-10", "to": "2025-01-20"},
    {"record": "assessment", "id": "e1", "session": "s", "person": "p-1", "theory_percent": "60"},
    {"record": "assessment", "id": "e2", "session": "s", "person": "p-1", "theory_percent": "90", "practical": "pass"},
    {"record": "assessment", "id": "e3", "session": "s", "person": "p-2", "critical_errors": "1"},
    {"record": "accreditation", "id": "A", "unit": "U", "capability": "manual-clearance", "status": "accredited",
     "from": "2025-03-01", "to": "2025-12-31"},
    {"record": "agreement", "id": "agr", "name": "Arrangement", "status": "signed", "parties": "org-1;org-2",
     "from": "2025-01-01", "to": "2025-12-31", "capabilities": "manual-clearance", "caveats": "no-night"},
    {"record": "agreement", "id": "agr", "name": "Arrangement", "status": "ended", "parties": "org-1;org-2",
     "date": "2025-10-01"},
    {"record": "meeting", "id": "M", "name": "Coordination 1", "place": "Capital", "date": "2025-01-15"},
    {"record": "participant", "id": "M/1", "meeting": "M", "person": "p-9", "party": "org-2", "rank": "colonel",
     "office": "head of engineers", "role": "delegate"},
    {"record": "resolution", "id": "res", "meeting": "M", "text": "Team works east", "led_to": "O"},
    {"record": "action_point", "id": "act", "meeting": "M", "text": "Send the list", "owner": "p-9",
     "due": "2025-03-10", "status": "open"},
    {"record": "action_point", "id": "act", "meeting": "M", "text": "Send the list", "owner": "p-9",
     "due": "2025-03-10", "status": "done", "date": "2025-04-01"},
    {"record": "alias", "id": "x1", "of": "unit", "subject": "U", "name": "Blue Team", "type": "nickname",
     "source": "radio plan", "from": "2025-03-01"},
    {"record": "alias", "id": "x2", "of": "unit", "subject": "U", "name": "Old Team", "type": "former",
     "from": "2020", "to": "2024"},
    {"record": "request", "id": "req", "activity": "manual-clearance", "wanted": "2025-04-15"},
    {"record": "task", "id": "T", "activity": "manual-clearance", "from": "2025-03-01", "to": "2025-04-30",
     "wkt": SQUARE},
    {"record": "task", "id": "T-late", "activity": "bac", "from": "2025-03-15", "to": "2025-04-30"},
    {"record": "order", "id": "O", "task": "T", "unit": "U", "action": "issue", "date": "2025-02-20"},
    {"record": "progress", "id": "P", "task": "T", "unit": "U", "area_m2": "300", "date": "2025-03-08",
     "date_from": "2025-03-03"},
]  # fmt: skip


def put_in(run, register, path):
    done = run("import", register, path, "--crs", "EPSG:4326", "--accept-as", "Boris")
    assert (done.code, done.err) == (0, "")


@pytest.fixture
def programme(tmp_path, run, sheet):
    """A register into which the table went, all of it accepted by another person."""
    register = tmp_path / "p.register"
    assert run("init", register, "--programme", "XY", "--country", "BIH", "--plane", "18,44").code == 0
    put_in(run, register, sheet("rows.csv", *({**ORG, **row} for row in ROWS)))
    return register


def test_units_are_listed_with_what_they_may_do_that_day(run, programme):
    found = run("unit", "list", programme, "--on", "2025-04-01", "-o", "json").json
    assert found == [
        {
            "unit": "U", "name": "Team", "also": ["Blue Team"], "organisation": "org-2", "ready": True,
            "may": ["manual-clearance"],
            "barred": [], "waiting": [], "until": "2025-12-31", "rotation": "R1", "rotation_until": "2025-08-31",
            "people": 1,
        },
        {
            "unit": "V", "name": "Other team", "also": [], "organisation": "org-3", "ready": False, "may": [],
            "barred": [],
            "waiting": [], "until": "", "rotation": "", "rotation_until": "", "people": 0,
        },
    ]  # fmt: skip


def test_a_contributor_sees_its_own_units_only(run, programme):
    assert [row["unit"] for row in run("unit", "list", programme, "--for", "org-2", "-o", "csv").rows] == ["U"]


def test_the_members_of_a_unit_stand_with_their_certificates(run, programme):
    (found,) = run("unit", "show", programme, "U", "--on", "2025-04-01", "-o", "json").json
    assert {name: found[name] for name in ("person", "role", "rank", "certificates")} == {
        "person": "p-1", "role": "deminer", "rank": "corporal", "certificates": ["demining 1"],
    }  # fmt: skip


def test_a_session_counts_people_once(run, programme):
    (found,) = run("training", "sessions", programme, "-o", "json").json
    assert found == {
        "session": "s", "course": "c", "version": "1", "centre": None, "from": "2025-01-10", "to": "2025-01-20",
        "people": 2, "passed": 1, "failed": 1, "certificates": 1,
    }  # fmt: skip


def test_certificates_are_chosen_by_their_state_that_day(run, programme):
    def serials(on, state):
        rows = run("training", "certificates", programme, "--on", on, "--state", state, "-o", "csv").rows
        return [row["certificate"] for row in rows]

    assert serials("2025-05-20", "valid") == ["C"]
    assert serials("2025-05-21", "valid") == []
    assert serials("2025-05-21", "expired") == ["C"]


def test_an_agreement_stands_in_its_version_of_the_day(run, programme):
    states = [
        run("agreement", "list", programme, "--on", on, "-o", "json").json[0]["state"]
        for on in ("2025-01-02", "2025-09-30", "2025-10-01")
    ]
    assert states == ["in-force", "in-force", "ended"]


def test_a_meeting_is_told_whole(run, programme):
    found = run("meeting", "show", programme, "M", "-o", "json").json
    assert [(one["person"], one["party"], one["rank"], one["office"]) for one in found["participants"]] == [
        ("p-9", "org-2", "colonel", "head of engineers")
    ]
    assert [(one["text"], one["led_to"]) for one in found["decisions"]] == [("Team works east", ["O"])]
    assert [(one["text"], one["status"]) for one in found["actions"]] == [("Send the list", "done")]
    assert [row["open_actions"] for row in run("meeting", "list", programme, "-o", "json").json] == [0]


def test_an_action_point_is_open_until_the_record_that_closes_it(run, programme):
    def open_on(day):
        return [row["action"] for row in run("meeting", "actions", programme, "--on", day, "--open", "-o", "json").json]

    assert (open_on("2025-03-31"), open_on("2025-04-01")) == (["act"], [])


def test_the_status_says_who_is_ready_who_works_where_and_what_is_late(run, programme):
    found = run("programme", "status", programme, "--on", "2025-05-10", "-o", "json").json
    assert [row["unit"] for row in found["units"] if row["ready"]] == ["U"]
    assert found["states"] == {"planned": 1, "requested": 1, "working": 1}
    assert [(row["task"], row["state"], row["unit"], row["worked_m2"]) for row in found["tasks"]] == [
        ("T", "working", "U", 300), ("T-late", "planned", "", None),
    ]  # fmt: skip
    assert found["late"] == [
        {"what": "task", "id": "T-late", "days": 56, "why": "nobody is ordered to it"},
        {"what": "request", "id": "req", "days": 25, "why": "no task has been made of it"},
        {"what": "task", "id": "T", "days": 10, "why": "it is working"},
    ]
    assert [(row["until"], row["what"], row["about"], row["detail"]) for row in found["ending"]] == [
        ("2025-05-20", "certificate", "p-1", "demining 1")
    ]


def test_the_status_for_one_contributor_leaves_the_others_out(run, programme):
    found = run("programme", "status", programme, "--on", "2025-05-10", "--for", "org-3", "-o", "json").json
    assert [row["unit"] for row in found["units"]] == ["V"]
    assert (found["tasks"], found["late"], found["ending"]) == ([], [], [])


def test_people_read_the_same_as_tables(run, programme):
    said = run("programme", "status", programme, "--on", "2025-05-10").out
    assert said.splitlines()[0] == "2025-05-10: 1 of 2 units may work"
    assert "nobody is ordered to it" in said


def test_shares_of_contributors_add_up_to_the_whole(run, programme, sheet):
    land = [
        {"record": "hazard", "id": "H", "status": "suspected", "wkt": SQUARE},
        {"record": "release", "id": "Z1", "status": "cleared", "unit": "U", "date": "2025-05-01",
         "wkt": "POLYGON ((18 44, 18.0005 44, 18.0005 44.001, 18 44.001, 18 44))"},
        {"record": "release", "id": "Z2", "status": "cancelled", "unit": "V", "date": "2025-05-02",
         "area_id": "H", "wkt": SQUARE},
    ]  # fmt: skip
    put_in(run, programme, sheet("land.csv", *({**ORG, **row} for row in land)))
    rows = run("programme", "shares", programme, "--year", "2025", "-o", "json").json
    assert [row["contributor"] for row in rows] == ["org-2", "org-3", "total"]
    first, second, total = rows
    assert first["cleared_m2"] + second["cleared_m2"] == total["cleared_m2"]
    assert first["released_m2"] + second["released_m2"] == total["released_m2"]
    assert (first["cancelled_m2"], second["cleared_m2"]) == (0, 0)
    statement = run("statement", programme, "--year", "2025", "-o", "json").json["rows"][0]["movements"]
    assert (total["cleared_m2"], total["cancelled_m2"]) == (statement["cleared_m2"], statement["cancelled_m2"])
    assert float(first["share"] + second["share"]) == pytest.approx(1)


def test_a_suspension_that_was_lifted_stops_nothing_any_more(run, programme, sheet):
    bar = {"record": "accreditation", "id": "bar", "unit": "U", "capability": "manual-clearance", "status": "suspended",
           "from": "2025-03-20", "to": "2025-03-24"}  # fmt: skip
    done = run("import", programme, sheet("bar.csv", {**ORG, **bar}), "--accept-as", "Boris")
    assert "task T must stop" in done.err

    def stopped(day):
        (row,) = run("task", "list", programme, "--state", "working", "--on", day, "-o", "json").json
        return row["stopped"]

    assert stopped("2025-03-22") == "The accreditation is suspended on 2025-03-22..2025-03-24."
    assert [stopped(day) for day in ("2025-03-25", "2025-06-01")] == ["", ""]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("meeting", "show", "X"), 42, "no accepted record describes meeting 'X'"),
        (("unit", "list", "--on", "soon"), 45, "'soon' is no date"),
        (("programme", "status", "--on", "2025-13"), 45, "'2025-13' is no date"),
    ],
)
def test_bad_words_are_answered_with_a_way_out(run, programme, words, code, said):
    group, verb, *rest = words
    names = rest if group == "meeting" else []
    options = [] if group == "meeting" else rest
    done = run(group, verb, programme, *names, *options)
    assert (done.code, said in done.err) == (code, True)
