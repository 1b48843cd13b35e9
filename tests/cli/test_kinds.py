"""Every kind of record comes in from a table: the example row that `kinds` prints is a row that is right."""

import json

import pytest

from landrelease.records.kinds import BY_IMPORT, KINDS

ENTERED = [kind for kind in KINDS if kind not in BY_IMPORT]
WGS84 = ("--crs", "EPSG:4326")
NAMED = {
    "correction": "corrects",
    "withdrawal": "withdraws",
    "decision": "about",
    "attachment": "about",
    "match": "about",
}


@pytest.fixture
def proposed_hazard(run, empty, sheet, example, id_of):
    """A hazard that Ana proposed, for rows that speak about another record."""
    assert run("import", empty, sheet("first.csv", example("hazard")), *WGS84).code == 0
    return id_of(empty, "H-0042")


@pytest.fixture
def misspelt(run, empty, sheet, id_of):
    """An organisation with a wrong name, for rows that correct it."""
    row = {"record": "organisation", "id": "org-misspelt", "name": "Exampel Demining"}
    assert run("import", empty, sheet("organisation.csv", row)).code == 0
    return id_of(empty, "org-misspelt")


@pytest.fixture
def hurt(run, empty, sheet, id_of):
    """A casualty, for rows that say whether records are one person."""
    row = {"record": "casualty", "id": "CAS-hurt", "date": "2024-05-17"}
    assert run("import", empty, sheet("people.csv", row)).code == 0
    return id_of(empty, "CAS-hurt")


@pytest.fixture
def example(run):
    """The example row of a kind, as `kinds` prints it."""

    def row(kind):
        return {column["field"]: column["example"] for column in run("kinds", kind, "-o", "json").json}

    return row


@pytest.mark.parametrize("kind", ENTERED)
def test_the_example_row_of_every_kind_is_imported_shown_and_counted(  # noqa: PLR0913, PLR0917 - fixtures
    kind, run, empty, sheet, example, proposed_hazard, misspelt, hurt
):
    row = example(kind)
    if kind in NAMED:
        row[NAMED[kind]] = {"correction": misspelt, "match": hurt}.get(kind, proposed_hazard)[:12]
    author = "Борис Иванов" if kind == "decision" else "Ana Kovač"
    before = sum(int(one["records"]) for one in run("count", empty, kind, "-o", "csv").rows)
    done = run("import", empty, sheet(f"{kind}.csv", row), *WGS84, "--as", author, "--accept-as", "Carla", "-o", "json")
    if kind == "hazard":  # it is the one that is there already
        assert [one["verdict"] for one in done.json] == ["known"]
        return
    if kind == "order":  # nobody described its task
        assert [(one["verdict"], one["code"]) for one in done.json] == [("new", "order-refused")]
        return
    assert (done.code, [(one["verdict"], one["what"]) for one in done.json]) == (0, [("new", "")]), done.err
    shown = run("show", empty, done.json[0]["record"]).json
    assert (shown["record"]["kind"], shown["record"].get("id")) == (kind, row["id"])
    assert shown["state"] == ("" if kind in {"programme", "person", "decision", "attachment"} else "accepted")
    after = sum(int(one["records"]) for one in run("count", empty, kind, "-o", "csv").rows)
    assert after >= before + 1
    assert run("verify", empty).code == 0
    again = run("import", empty, sheet(f"{kind}.csv", row), *WGS84, "--as", author, "-o", "json")
    assert [one["verdict"] for one in again.json] == ["known"], again.out


@pytest.mark.parametrize("kind", ENTERED)
def test_kinds_prints_types_codes_and_an_example_and_writes_an_empty_workbook(kind, run, empty, tmp_path):
    text = run("kinds", kind).out
    assert all(heading in text for heading in ("field", "type", "codes", "meaning", "example"))
    book = tmp_path / f"{kind}.xlsx"
    assert run("kinds", kind, "-o", book).code == 0
    done = run("import", empty, book, *WGS84)
    assert (done.code, "it holds no data rows" in done.err) == (62, True)


def test_a_decision_in_a_table_does_what_the_command_would(run, empty, sheet, proposed_hazard):
    decision = {"record": "decision", "id": "D-1", "verdict": "accept", "about": proposed_hazard[:12]}
    own = run("import", empty, sheet("own.csv", decision), "-o", "json")
    assert [(one["verdict"], one["code"]) for one in own.json] == [("set-aside", "record-unfit")]
    assert "nobody decides on their own record" in own.json[0]["what"]
    assert run("import", empty, sheet("other.csv", decision), "--as", "Борис Иванов").code == 0
    assert run("count", empty, "hazard", "-o", "csv").rows == [{"kind": "hazard", "records": "1"}]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"record": "correction", "corrects": "{id}", "reason": "x"}, "field-required"),
        ({"record": "correction", "corrects": "{id}", "reason": "x", "replacement": "{}"}, "record-unfit"),
        ({"record": "correction", "corrects": "{id}", "reason": "x", "replacement": '{"kind":"survey"}'},
         "record-unfit"),
        ({"record": "correction", "corrects": "", "reason": "x", "replacement": '{"kind":"hazard"}'}, "field-required"),
        ({"record": "withdrawal", "withdraws": "{id}", "reason": "we like it so"}, "code-required"),
        ({"record": "withdrawal", "withdraws": "", "reason": "duplicate"}, "field-required"),
        ({"record": "withdrawal", "withdraws": "ffff", "reason": "duplicate"}, "record-unknown"),
        ({"record": "decision", "verdict": "accept", "about": ""}, "field-required"),
        ({"record": "decision", "verdict": "perhaps", "about": "{id}"}, "code-required"),
        ({"record": "decision", "verdict": "reject", "about": "{id}"}, "field-required"),
        ({"record": "attachment", "about": "{id}"}, "field-required"),
        ({"record": "setting", "key": "fee", "value": ""}, "field-required"),
        ({"record": "setting", "key": "required_depth_m.mines", "value": "deep"}, "setting-unusable"),
        ({"record": "setting", "key": "required_depth_m.mine", "value": "0.2"}, "setting-unusable"),
        ({"record": "setting", "key": "checks.crowd", "value": "many"}, "setting-unusable"),
        ({"record": "setting", "key": "release_outside_hazard_tolerance_m2", "value": "-1"}, "setting-unusable"),
    ],
)  # fmt: skip
def test_a_row_that_would_say_nothing_is_set_aside(  # noqa: PLR0913, PLR0917 - fixtures
    row, code, run, empty, sheet, proposed_hazard, rows
):
    before = rows(empty)
    row = {name: value.replace("{id}", proposed_hazard) for name, value in row.items()}
    done = run("import", empty, sheet("row.csv", row | {"id": "X-1"}), "--as", "Борис Иванов", "-o", "json")
    assert (done.code, [one["code"] for one in done.json]) == (1, [code]), done.out + done.err
    assert rows(empty) == before


def test_names_of_persons_never_come_in_through_a_correction(run, empty, sheet, id_of):
    person = {"record": "person", "id": "p-7", "name": "A. Example"}
    assert run("import", empty, sheet("person.csv", person)).code == 0
    replacement = json.dumps({"kind": "person", "id": "p-7", "name": "B. Example"})
    row = {"record": "correction", "id": "C-1", "corrects": id_of(empty, "p-7"), "reason": "x"}
    done = run("import", empty, sheet("c.csv", row | {"replacement": replacement}), "-o", "json")
    assert [one["code"] for one in done.json] == ["record-unfit"]
    assert b"B. Example" not in empty.read_bytes()


def test_a_setting_that_cannot_be_used_is_passed_over_and_reported(run, empty, sheet):
    """A register may hold one from before such rows were set aside, or from another program."""
    import landrelease as lr  # noqa: PLC0415 - heavy
    from landrelease.records.context import Setting  # noqa: PLC0415

    with lr.open(empty, acting="Ana") as register:
        good = Setting(key="required_depth_m.mines", value=0.2)
        bad = [Setting(key="required_depth_m.mines", value="deep"), Setting(key="checks.crowd", value="many")]
        register.accept(register.append_all([good, *bad]), author="Boris")
        assert register.frame().default_depth("mines", 800_000) == 0.2
    done = run("check", empty, "-o", "csv")
    assert [one["code"] for one in done.rows] == ["setting-unusable", "setting-unusable"]
    assert run("import", empty, sheet("h.csv", {"status": "suspected", "date": "2024", "id": "H-1"})).code == 0


def test_a_finding_is_settled_in_a_table_only_as_by_the_command(run, empty, sheet, rows):
    assert run("settle", empty, "f-0", "--reason", "x").code == 42
    late = {"record": "release", "status": "cleared", "date": "2999-01-01", "id": "R-9", "area_id": "H-0042"}
    assert run("import", empty, sheet("late.csv", late)).code == 0
    (one,) = run("check", empty, "--code", "occurred-after-recorded", "-o", "json").json
    row = {"record": "decision", "id": "D-1", "verdict": "settle", "reason": "the calendar of the source"}
    before = rows(empty)
    for finding, author, code in (
        (one["finding"], "Ana Kovač", 44), ("f-0123456789abcdef", "Борис", 42), (one["finding"][:8], "Борис", 42),
    ):  # fmt: skip
        done = run("import", empty, sheet("settle.csv", row | {"finding": finding}), "--as", author)
        assert done.code == code, done.err
    assert rows(empty) == before
    assert run("import", empty, sheet("settle.csv", row | {"finding": one["finding"]}), "--as", "Борис").code == 0
    assert run("check", empty, "--code", "occurred-after-recorded").code == 0
