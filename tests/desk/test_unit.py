"""One unit whole, and files that belong to records."""

import pytest

from landrelease.desk.documents import document, documents
from landrelease.desk.errors import UnknownIdError
from landrelease.desk.tasks import order_of, refusals_of
from landrelease.desk.unit import unit_story
from landrelease.records.accreditation import Accreditation
from landrelease.records.tasking import Order, Task
from landrelease.records.units import Asset, Unit
from landrelease.records.work import Completion, Inspection, Progress


@pytest.fixture
def season(register, square):
    """Unit A gives up a task that unit B finishes; the inspection is of the work of B."""
    days = {"from_": "2023-05-01", "to": "2023-05-31"}
    records = [
        *(Unit(id=name, name=name, organisation=f"org-{name}", date="2022-01-01") for name in "AB"),
        *(
            Accreditation(unit=name, capability="ts", status="accredited", date="2023-01-01", from_="2023-01-01")
            for name in "AB"
        ),
        Asset(id="D-1", unit="A", type="detector", model="old", state="fit", date="2023-01-01"),
        Asset(id="D-1", unit="A", type="detector", model="new", state="fit", date="2023-02-01"),
        Task(id="T", activity="ts", shape=square(18.0), date="2023-03-01"),
        Order(task="T", action="issue", unit="A", date="2023-04-30", **days),
        Order(task="T", action="cancel", unit="A", date="2023-05-02"),
        Order(task="T", action="issue", unit="B", date="2023-05-03", **days),
        Progress(task="T", unit="B", date="2023-05-10"),
        Completion(task="T", unit="B", date="2023-05-20"),
        Inspection(task="T", date="2023-05-21", result="passed", nonconformities=2, sampled_m2=10),
    ]
    register.by("Boris").accept(register.append_all(records))
    return register


def test_a_unit_is_told_with_its_last_equipment_and_the_inspections_of_its_own_work(season):
    story = unit_story(season, "A", on="2023-06-01")
    assert (story["organisation"], [one["model"] for one in story["assets"]]) == ("org-A", ["new"])
    assert [(one["capability"], one["status"]) for one in story["accreditations"]] == [("ts", "accredited")]
    assert story["inspections"] == []
    [inspected] = unit_story(season, "B", on="2023-06-01")["inspections"]
    assert (inspected["task"], inspected["result"], inspected["nonconformities"]) == ("T", "passed", 2)


def test_on_an_earlier_day_equipment_is_as_it_was(season):
    assert [one["model"] for one in unit_story(season, "A", on="2023-01-15")["assets"]] == ["old"]


def test_a_unit_that_nobody_describes_is_not_told(season):
    with pytest.raises(UnknownIdError, match="no accepted record describes unit 'C'"):
        unit_story(season, "C", on="2023-06-01")


def test_what_speaks_against_an_order_is_told_before_it_is_given_and_nothing_is_written(season):
    before = list(season.records(["order"]))
    found = refusals_of(season, order_of(season, "T", action="issue", unit="A", from_="2023-06-01", to="2023-06-02"))
    assert [one.code for one in found] == ["out-of-turn"]
    assert list(season.records(["order"])) == before


def test_a_file_is_listed_with_what_it_is_about_and_given_back_whole(season, tmp_path):
    path = tmp_path / "sketch.txt"
    path.write_bytes(b"two trees")
    task = next(name for name, _ in season.records(["task"]))
    name = season.attach(path, [task], caption="where the trees are")
    [found] = documents(season)
    assert (found.id, found.record.caption, found.record.file_name) == (name, "where the trees are", "sketch.txt")
    assert [(one["kind"], one["id"], one["record"]) for one in found.about] == [("task", "T", task)]
    assert document(season, name) == (found, b"two trees")


@pytest.mark.parametrize("name", ["ff", ""])
def test_a_file_that_is_not_here_is_not_given(season, name):
    with pytest.raises(UnknownIdError, match="there is no file"):
        document(season, name)
