"""`landrelease task`, and what `accept`, `import`, `queue` and `show` say of tasks: lists, stories, orders, reasons."""

import json

import pytest

BORIS = "Борис Иванов"
UNITS = [
    {"record": "unit", "id": name, "name": f"Team {name}", "date": "2025-01-01", "organisation": "org-1"}
    for name in "AB"
]
ACCREDITED = {"record": "accreditation", "id": "acc-A", "unit": "A", "capability": "bac", "status": "accredited",
              "date": "2025-01-02", "from": "2025-01-02", "organisation": "authority"}  # fmt: skip
DAYS = {"from": "2025-05-01", "to": "2025-05-31"}


def task(wkt, name, west, **more):
    about = {"record": "task", "id": name, "name": f"Yard {name}", "activity": "bac", "date": "2025-02-01", **DAYS}
    return about | {"wkt": wkt(west, 44, 0.001, 0.001), "priority": "high"} | more


@pytest.fixture
def desk(run, empty, sheet, wkt):
    """A register with two tasks and two teams, of which only A is accredited; a function that enters more rows."""
    counter = iter(range(1000))

    def enter(*rows, code=0, **more):
        path = sheet(f"rows-{next(counter)}.csv", *rows)
        options = [part for name, value in more.items() for part in (f"--{name}", value)]
        done = run("import", empty, path, "--crs", "EPSG:4326", *options)
        assert done.code == code, done.err
        return done

    def add(*rows):
        return enter(*rows, **{"accept-as": BORIS})

    add(*UNITS, ACCREDITED, task(wkt, "T-1", 18), task(wkt, "T-2", 18.1, request="REQ-9"))
    empty_desk = type("Desk", (), {"path": empty, "enter": staticmethod(enter), "add": staticmethod(add)})
    return empty_desk()


def ordered(run, desk, name="T-1", unit="A", *more):
    day = ("--date", "2025-04-30", "--reason", "school", "--accept-as", BORIS)
    return run("task", "order", desk.path, name, "--unit", unit, *day, *more)


# ---- list ----


def test_tasks_are_listed_with_state_unit_days_and_area(run, desk):
    assert ordered(run, desk).code == 0
    done = run("task", "list", desk.path)
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines() if line.strip()]
    assert lines[0] == ["2", "tasks"]
    assert lines[1][:8] == ["task", "name", "activity", "state", "unit", "from", "to", "area_m2"]
    assert lines[3][:8] == ["T-1", "Yard", "T-1", "bac", "ordered", "A", "2025-05-01", "2025-05-31"]
    assert run("task", "list", desk.path, "-o", "csv").rows == [
        {"task": "T-1", "name": "Yard T-1", "activity": "bac", "state": "ordered", "unit": "A", "from": "2025-05-01",
         "to": "2025-05-31", "area_m2": "8911.8", "worked_m2": "", "priority": "high", "requested": "",
         "days_to_order": "", "idle_days": "", "stopped": ""},
        {"task": "T-2", "name": "Yard T-2", "activity": "bac", "state": "planned", "unit": "", "from": "2025-05-01",
         "to": "2025-05-31", "area_m2": "8911.8", "worked_m2": "", "priority": "high", "requested": "",
         "days_to_order": "", "idle_days": "", "stopped": ""},
    ]  # fmt: skip


def names(run, desk, *options):
    return [row["task"] for row in run("task", "list", desk.path, "-o", "json", *options).json]


def test_tasks_are_chosen_by_state_unit_and_day(run, desk):
    ordered(run, desk)
    assert names(run, desk, "--state", "ordered") == ["T-1"]
    assert names(run, desk, "--state", "closed") == []
    assert names(run, desk, "--unit", " A") == ["T-1"]
    assert names(run, desk, "--on", "2025-01-31") == []
    assert names(run, desk, "--on", "2025-04-29", "--state", "planned") == ["T-1", "T-2"]


def test_a_register_without_tasks_lists_none(run, empty):
    done = run("task", "list", empty)
    assert (done.code, done.out.strip()) == (0, "0 tasks")
    assert run("task", "list", empty, "-o", "json").json == []


# ---- show ----


def test_a_task_is_shown_with_every_move(run, desk):
    order = ordered(run, desk).out.strip()
    done = run("task", "show", desk.path, "T-1")
    assert done.code == 0
    for word in ("T-1", "ordered", "issue", "planned", "school", "Ana Kovač", order[:12]):
        assert word in done.out
    whole = run("task", "show", desk.path, "T-1", "-o", "json").json
    assert (whole["task"], whole["state"], whole["unit"], whole["stopped"]) == ("T-1", "ordered", "A", [])
    assert whole["description"]["activity"] == "bac"
    assert whole["moves"] == [
        {"day": "2025-04-30", "move": "issue", "before": "planned", "after": "ordered", "in_turn": True, "unit": "A",
         "who": "Ana Kovač", "why": "school", "record": order},
    ]  # fmt: skip
    assert [row["record"] for row in run("task", "show", desk.path, "T-1", "-o", "csv").rows] == [order]


# ---- order ----


def test_an_order_waits_in_the_queue_until_somebody_accepts_it(run, desk):
    done = run("task", "order", desk.path, "T-1", "--unit", "A", "--date", "2025-04-30", "--id", "TO-7")
    assert (done.code, done.err) == (0, "the order waits for a decision\n")
    assert [row["source_id"] for row in run("queue", desk.path, "-o", "json").json] == ["TO-7"]
    assert names(run, desk, "--state", "planned") == ["T-1", "T-2"]
    assert run("accept", desk.path, done.out.strip(), acting=BORIS).code == 0
    assert names(run, desk, "--state", "ordered") == ["T-1"]


def test_an_order_that_the_gate_refuses_is_not_written(run, desk, stored):
    before = stored(desk.path)
    done = ordered(run, desk, "T-1", "B")
    assert (done.code, done.out) == (48, "")
    assert "order: issue task T-1" in done.err
    assert "issue task T-1 to unit B" in done.err
    assert "Nobody accredited the unit for bac on 2025-05-01..2025-05-31." in done.err
    assert "[not-accredited]" in done.err
    assert stored(desk.path) == before


def test_days_people_and_assets_of_an_order_are_those_that_are_given(run, desk, stored):
    options = ("--from", "2025-05-10", "--to", "2025-05-12", "--person", "p-1", "--person", "p-2", "--asset", "d-1")
    name = ordered(run, desk, "T-1", "A", *options, "--signed-by", "p-9", "--rotation", "rot-7").out.strip()
    order = stored(desk.path)[name]
    assert {field: order[field] for field in ("from", "to", "people", "assets", "signed_by", "rotation")} == {
        "from": "2025-05-10", "to": "2025-05-12", "people": ["p-1", "p-2"], "assets": ["d-1"], "signed_by": ["p-9"],
        "rotation": "rot-7",
    }  # fmt: skip
    [row] = run("task", "list", desk.path, "--unit", "A", "-o", "json").json
    assert (row["from"], row["to"]) == ("2025-05-10", "2025-05-12")


def test_every_reason_is_told_with_its_record(run, desk):
    ordered(run, desk)
    done = ordered(run, desk, "T-1", "B")
    assert done.code == 48
    assert "Task T-1 is ordered; issue does not follow." in done.err
    assert "[out-of-turn] record " in done.err
    assert "[not-accredited]" in done.err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("T-9", "--unit", "A"), 48, "No accepted record describes task T-9"),
        (("T-1",), 48, "[order-without-unit]"),
        (("T-1", "--unit", "A", "--from", "2025-05-20", "--to", "2025-05-19"), 48, "is before the first, 2025-05-20"),
        (("T-1", "--unit", "A", "--to", "soon"), 48, "[days-unreadable]"),
        (("T-1", "--action", "pray"), 2, "'pray' is not one of"),
        (("T-1", "--action", "pass"), 2, "'pass' is not one of"),
        (("T-1", "--action", "split", "--into", "T-1a"), 48, "No accepted record describes the new tasks: T-1a"),
        (("T-1", "--action", "resume"), 48, "[out-of-turn]"),
    ],
)
def test_bad_orders_are_refused_in_words(run, desk, options, code, said):
    done = run("task", "order", desk.path, *options, "--date", "2025-04-30")
    assert done.code == code
    assert said in done.err
    assert run("queue", desk.path, "-o", "json").json == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("show", "T-9"), "`landrelease task list` shows those that there are"),
        (("list", "--state", "lost"), "--state lost: there are requested, waiting, planned"),
        (("list", "--on", "soon"), "soon"),
        (("list", "-o", "pdf"), "give one of table, json, csv"),
    ],
)
def test_bad_questions_are_refused_in_words(run, desk, options, said):
    verb, *rest = options
    done = run("task", verb, desk.path, *rest)
    assert done.code not in {0, 1}
    assert said in done.err


def test_a_dry_run_says_so_and_writes_nothing(run, desk, stored):
    before = stored(desk.path)
    done = ordered(run, desk, "T-1", "A", "--dry-run")
    assert (done.code, done.out, done.err) == (0, "", "the order may be given; nothing was written\n")
    assert ordered(run, desk, "T-1", "B", "--dry-run").code == 48
    assert stored(desk.path) == before


def test_a_task_is_split_and_its_parts_are_ordered(run, desk, wkt):
    parts = [
        task(wkt, "T-1a", 18, parents="T-1") | {"wkt": wkt(18, 44, 0.0005, 0.001)},
        task(wkt, "T-1b", 18, parents="T-1") | {"wkt": wkt(18.0005, 44, 0.0005, 0.001)},
    ]
    desk.add(*parts)
    assert names(run, desk, "--state", "waiting") == ["T-1a", "T-1b"]
    assert ordered(run, desk, "T-1a").code == 48
    split = ("--action", "split", "--into", "T-1a", "--into", "T-1b", "--date", "2025-04-01", "--accept-as", BORIS)
    assert run("task", "order", desk.path, "T-1", *split).code == 0
    assert names(run, desk, "--state", "split") == ["T-1"]
    assert ordered(run, desk, "T-1a").code == 0
    assert names(run, desk, "--unit", "A") == ["T-1a"]


# ---- other verbs ----


def order_row(name, unit, **more):
    about = {"record": "order", "id": f"o-{name}", "task": name, "action": "issue", "unit": unit, "date": "2025-04-30"}
    return about | more


def test_accept_all_accepts_the_rest_and_says_which_orders_wait(run, desk):
    desk.enter(order_row("T-1", "A"), order_row("T-2", "B"), {"record": "unit", "id": "C", "name": "Team C"})
    done = run("accept", desk.path, "--all", acting=BORIS)
    assert done.code == 1
    assert "accepted 2 records" in done.err
    assert "order o-T-2: issue task T-2 to unit B" in done.err
    assert "[not-accredited]" in done.err
    assert done.err.endswith("1 order may not be given and waits\n")
    assert names(run, desk, "--state", "ordered") == ["T-1"]
    [waiting] = run("queue", desk.path, "-o", "json").json
    assert waiting["source_id"] == "o-T-2"
    assert run("accept", desk.path, waiting["id"], acting=BORIS).code == 48
    assert run("accept", desk.path, "--all", "--dry-run", acting=BORIS).code == 1


def test_accept_by_name_accepts_all_or_nothing(run, desk, id_of):
    desk.enter(order_row("T-1", "A"), order_row("T-2", "B"))
    done = run("accept", desk.path, *(id_of(desk.path, name) for name in ("o-T-1", "o-T-2")), acting=BORIS)
    assert done.code == 48
    assert names(run, desk, "--state", "planned") == ["T-1", "T-2"]


SUSPENDED = ACCREDITED | {"id": "sus-A", "status": "suspended", "from": "2025-05-10", "date": "2025-05-10"}
STOPS = "task T-1 must stop, unit A: The accreditation is suspended on 2025-05-10..2025-05-31. [suspended] record "


def test_a_suspension_says_which_tasks_must_stop(run, desk, id_of):
    ordered(run, desk)
    desk.enter(SUSPENDED)
    assert STOPS not in run("accept", desk.path, "--all", "--dry-run", acting=BORIS).err
    done = run("accept", desk.path, "--all", acting=BORIS)
    assert done.code == 0
    assert STOPS + id_of(desk.path, "sus-A")[:12] in done.err
    assert names(run, desk, "--state", "ordered") == ["T-1"]
    [row] = run("task", "list", desk.path, "--unit", "A", "-o", "json").json
    assert row["stopped"] == "The accreditation is suspended on 2025-05-10..2025-05-31."
    assert "task-stopped" in run("check", desk.path, "-o", "csv").out


def test_an_import_that_accepts_a_suspension_says_it_too(run, desk):
    ordered(run, desk)
    assert STOPS in desk.add(SUSPENDED).err


def test_an_import_reports_the_orders_that_it_did_not_accept(run, desk):
    done = desk.add(order_row("T-1", "A"), order_row("T-2", "B"))
    assert "2 rows; 1 accepted; 2 new" in done.out
    assert "order-refused" in done.out
    assert names(run, desk, "--state", "ordered") == ["T-1"]


def test_the_queue_and_show_tell_whether_the_unit_was_accredited_that_day(run, desk, id_of):
    report = {"record": "progress", "task": "T-1", "area_m2": 100, "method": "bac"}
    desk.enter(
        report | {"id": "P-1", "unit": "A", "date": "2025-05-02"},
        report | {"id": "P-2", "unit": "B", "date": "2025-05-02"},
        report | {"id": "P-3", "unit": "A", "date": "2025-01-01"},
        {"record": "unit", "id": "C", "name": "Team C"},
    )
    queue = run("queue", desk.path, "-o", "json").json
    assert {row["source_id"]: row["accredited"] for row in queue} == {"P-1": "yes", "P-2": "no", "P-3": "no", "C": "-"}
    shown = run("show", desk.path, id_of(desk.path, "P-2")).json
    assert (shown["accredited"], shown["grounds"]) == (
        "no", "Nobody accredited the unit for bac on 2025-05-02..2025-05-02.",
    )  # fmt: skip
    assert "accredited" not in json.dumps(run("show", desk.path, id_of(desk.path, "C")).json)


# ---- land moves by releases only ----


def cleared(run, desk):
    [total] = run("statement", desk.path, "--year", "2025", "-o", "json").json["rows"]
    return {name: float(total["movements"][name]) for name in ("cleared_m2", "released_outside_hazard_m2")}


def test_progress_never_counts_twice_with_the_completion_report(run, desk, wkt):
    land = wkt(18, 44, 0.001, 0.001)
    hazard = {"record": "hazard", "status": "confirmed", "id": "H-1", "date": "2025-01-05", "contamination": "UXO"}
    desk.add(hazard | {"evidence": "seen", "wkt": land})
    ordered(run, desk)
    nothing = {"cleared_m2": 0.0, "released_outside_hazard_m2": 0.0}
    report = {"record": "progress", "task": "T-1", "unit": "A", "method": "bac"}
    for day, area in (("2025-05-02", 4000), ("2025-05-03", 4911.8)):
        desk.add(report | {"id": f"P-{day}", "date": day, "area_m2": area})
    assert cleared(run, desk) == nothing
    release = {"record": "release", "id": "R-1", "status": "cleared", "date": "2025-05-03", "area_id": "H-1",
               "task": "T-1", "unit": "A", "method": "bac", "scope": "UXO", "depth_m": 0.2, "wkt": land}  # fmt: skip
    desk.add(release | {"id": "R-0", "stage": "progress", "date": "2025-05-02"})
    desk.add({"record": "completion", "id": "C-1", "task": "T-1", "unit": "A", "date": "2025-05-04", "releases": "R-1"})
    assert cleared(run, desk) == nothing
    desk.enter(release)
    assert cleared(run, desk) == nothing
    assert names(run, desk, "--state", "completed") == ["T-1"]
    inspection = {"record": "inspection", "id": "I-1", "task": "T-1", "date": "2025-05-05", "result": "passed"}
    desk.add(inspection | {"organisation": "qa"})
    run("accept", desk.path, "--all", acting=BORIS)
    [row] = run("task", "list", desk.path, "--state", "released", "-o", "json").json
    moved = cleared(run, desk)
    assert moved["cleared_m2"] == pytest.approx(float(row["area_m2"]), abs=0.1)
    assert moved["released_outside_hazard_m2"] == 0.0
    story = run("task", "show", desk.path, "T-1", "-o", "json").json
    assert (float(story["worked_m2"]), float(story["area_m2"])) == (8911.8, pytest.approx(8911.8, abs=0.1))
    desk.add(report | {"id": "P-late", "date": "2025-05-04", "area_m2": 5000})
    assert cleared(run, desk) == moved
