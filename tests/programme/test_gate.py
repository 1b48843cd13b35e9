"""The gate as a whole: what is demanded, what was not looked at, and settings of every sort."""

import pytest
import shapely

from landrelease.checks.settings import unfit
from landrelease.checks.settings_gate import ITEMS
from landrelease.desk.frame import Frame, Ruling
from landrelease.desk.rolling import rules_of as rules_of_frame
from landrelease.records.context import Programme

from .tables import answer, asked, rules_of, said

TABLE = "unit id=u organisation=o\naccreditation unit=u capability=bac status=accredited from=2025-01-01\n"


def test_by_default_only_the_accreditation_is_demanded():
    found = answer("u bac 2025-05-01", TABLE)
    assert (found.allowed, found.unchecked) == (True, ITEMS[1:])
    assert found.refusals == ()


def test_what_is_demanded_and_cannot_be_looked_at_is_a_no():
    rules = rules_of(demands="people;tools;area;certificates")
    found = answer("u bac 2025-05-01", TABLE, rules)
    assert not found.allowed
    assert found.unchecked == ITEMS[1:]
    assert [one.text for one in found.refusals] == [
        "certificates is demanded and was not checked: no people are named.",
        "people is demanded and was not checked: no people are named.",
        "tools is demanded and was not checked: no assets are named.",
        "area is demanded and was not checked: no area is given.",
    ]


def test_an_empty_area_is_none():
    rules = rules_of(demands="area")
    found = answer("u bac 2025-05-01", TABLE, rules, area=shapely.Polygon())
    assert (found.allowed, "area" in found.unchecked) == (False, True)


def test_no_days_are_no_yes():
    assert said("u bac 2025-05-02 2025-05-01", TABLE) == ["no no-days: The last day of the work is before the first."]


def test_an_unknown_capability_is_a_no_unless_the_programme_adds_it():
    dogs = TABLE.replace("bac", "dogs")
    assert said("u dogs 2025-05-01", dogs) == ["no capability-unknown: dogs is no capability of the programme."]
    frame = Frame(Programme(), (Ruling(0, "", "codes.capability", "dogs", "s"),))
    assert answer("u dogs 2025-05-01", dogs, rules_of_frame(frame)).allowed


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("gate.demands", "passport"),
        ("gate.demands", 7),
        ("gate.demands", ""),
        ("gate.demands", {"people": True}),
        ("gate.accrediting_bodies", []),
        ("gate.accrediting_bodies", 5),
        ("gate.provisional_counts", "yes"),
        ("gate.accreditation_days", "365"),
        ("gate.accreditation_days", True),
        ("gate.accreditation_days", -1),
        ("gate.accreditation_days", None),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_no_until_it_is_said_anew(key, value):
    assert unfit(key, value)
    broken = Ruling(0, "1", key, value, "the setting")
    rules = rules_of_frame(Frame(Programme(), (broken,)))
    assert [one.record for one in answer("u bac 2025-05-01", TABLE, rules).refusals] == ["the setting"]
    good = {"gate.demands": "accreditation", "gate.accreditation_days": 3650, "gate.provisional_counts": False}
    fixed = Ruling(0, "2", key, good.get(key, "nmac"), "s")
    table = TABLE + "accreditation unit=u capability=bac status=accredited from=2025-01-01 organisation=nmac"
    assert answer("u bac 2025-05-01", table, rules_of_frame(Frame(Programme(), (broken, fixed)))).allowed


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("gate.medical", ["paramedic"]),
        ("gate.medical", "doctor"),
        ("gate.people.bac", "deminer:many"),
        ("gate.people.bac", "Deminer:2"),
        ("gate.people.bac", 4),
        ("gate.tools.bac", "detector:-1"),
        ("gate.competence.bac", "eod"),
        ("gate.competence.bac", "eod=eod:9"),
        ("gate.competence.bac", 2),
    ],
)
def test_a_setting_that_is_demanded_and_cannot_be_used_is_a_no(key, value):
    assert unfit(key, value)
    demanded = Ruling(0, "1", "gate.demands", "people;tools;certificates;medical", "s")
    rules = rules_of_frame(Frame(Programme(), (demanded, Ruling(0, "1", key, value, "the setting"))))
    found = answer("u bac 2025-05-01", TABLE, rules, people=("p",), assets=("d",))
    assert "the setting" in [one.record for one in found.refusals if one.code == "setting-unusable"]
    assert answer(
        "u bac 2025-05-01", TABLE, rules_of_frame(Frame(Programme(), (Ruling(0, "", key, value, "s"),)))
    ).allowed


def test_a_setting_counts_from_its_day_and_the_days_are_answered_apart():
    day = asked("u bac 2025-05-15").first
    rules = rules_of_frame(Frame(Programme(), (Ruling(day, "", "gate.demands", "rotation", "s"),)))
    assert answer("u bac 2025-05-14", TABLE, rules).allowed
    assert not answer("u bac 2025-05-14 2025-05-15", TABLE, rules).allowed
    assert said("u bac 2025-05-14 2025-05-16", TABLE, rules) == [
        "no no-rotation: No rotation of the unit is on duty on 2025-05-15..2025-05-16.",
        "yes accredited 2: Accredited for bac on 2025-05-14..2025-05-14.",
        "yes accredited 2: Accredited for bac on 2025-05-15..2025-05-16.",
    ]


def test_refusals_come_first_and_no_reason_twice():
    table = TABLE + "accreditation unit=u status=suspended from=2025-05-10 to=2025-05-10"
    found = answer("u bac 2025-05-01 2025-05-20", table).reasons
    assert [one.allows for one in found] == sorted(one.allows for one in found)
    assert len(found) == len({(one.code, one.text, one.record) for one in found})
