"""Rotations and what they took over, people, tools, medical support."""

import pytest

from landrelease.programme import crew

from .tables import asked, facts_of, roll_of, rules_of

RULES = rules_of()
R1 = "rotation id=r1 unit=u from=2025-01-01 to=2025-06-30\n"
R2 = "rotation id=r2 unit=u from=2025-07-01 to=2025-12-31 follows=r1\n"
TAKEN = (
    "takeover outgoing=r1 incoming=r2 date=2025-06-30 open_work=none unfinished_lanes=none open_nonconformities=none "
    "marking_state=good explosives=none signed_outgoing=p8 signed_incoming=p9\n"
)


def told(reasons):
    return [f"{one.code}: {one.text}" for one in reasons]


def rotation(table, first="2025-06-30", last="2025-07-01", **more):
    return told(crew.check_rotation(asked(f"u bac {first} {last}", **more), roll_of(table), RULES))


# ---- rotations ----


def test_rotations_that_follow_each_other_are_on_duty_in_turn():
    assert rotation(R1 + R2 + TAKEN) == [
        "on-duty: Rotation r1 is on duty on 2025-06-30..2025-06-30.",
        "on-duty: Rotation r2 is on duty on 2025-07-01..2025-07-01.",
    ]


def test_a_rotation_that_ends_in_the_middle_leaves_the_rest_without():
    assert rotation(R1) == [
        "on-duty: Rotation r1 is on duty on 2025-06-30..2025-06-30.",
        "no-rotation: No rotation of the unit is on duty on 2025-07-01..2025-07-01.",
    ]


def test_only_the_rotation_that_is_named_counts():
    assert rotation(R1 + R2 + TAKEN, rotation="r2")[-1].startswith("no-rotation")


@pytest.mark.parametrize(
    ("table", "missing"),
    [
        (R1 + R2, "takeover"),
        (R1 + R2 + TAKEN.replace("outgoing=r1", "outgoing=r0"), "takeover"),
        (R1 + R2 + TAKEN.replace("incoming=r2", "incoming=r3"), "takeover"),
        (R1 + R2 + TAKEN.replace("2025-06-30", "2025-07-02"), "takeover"),
        (R1 + R2 + TAKEN.replace("2025-06-30", "2025-07"), "takeover"),
        (R1 + R2 + TAKEN.replace("date=2025-06-30 ", ""), "takeover"),
        (R1 + R2 + TAKEN.replace("explosives=none", "explosives=' '"), "explosives"),
        (
            R1 + R2 + TAKEN.replace("open_work=none ", "").replace("signed_outgoing=p8", ""),
            "open_work, signed_outgoing",
        ),
        (R1 + R2 + TAKEN.replace("signed_incoming=p9", "signed_incoming=p8"), "signed_incoming"),
        (R1 + R2.replace(" follows=r1", ""), "follows"),
        (R1 + R2 + TAKEN, ""),
        (R2.replace(" follows=r1", ""), ""),
    ],
)
def test_a_rotation_takes_over_everything_before_it_starts(table, missing):
    found = rotation(table, "2025-07-01")
    said = [line for line in found if line.startswith("not-taken-over")]
    assert bool(said) == bool(missing)
    assert all(line.endswith(f"completely: {missing}.") for line in said)


def test_a_takeover_that_comes_late_counts_from_its_day_on():
    late = R1 + R2 + TAKEN.replace("2025-06-30", "2025-07-05")
    assert rotation(late, "2025-07-05", "2025-07-06") == ["on-duty: Rotation r2 is on duty on 2025-07-05..2025-07-06."]


def test_a_rotation_moved_to_another_unit_is_on_duty_there():
    moved = R1 + "rotation id=r1 unit=v from=2025-01-01 to=2025-06-30 date=2025-05-01\n"
    assert rotation(moved, "2025-04-30", "2025-05-01") == [
        "on-duty: Rotation r1 is on duty on 2025-04-30..2025-04-30.",
        "no-rotation: No rotation of the unit is on duty on 2025-05-01..2025-05-01.",
    ]


# ---- people ----


def people(table, *names, least=""):
    rules = rules_of(people__bac=least) if least else RULES
    return told(crew.check_people(asked("u bac 2025-07-01 2025-07-31", people=names), roll_of(table), rules))


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("unit=u from=2025-07-01", ""),
        ("unit=u date=2025-07-01", ""),
        ("unit=u", "2025-07-01..2025-07-31"),
        ("unit=u from=2025-07-02", "2025-07-01..2025-07-01"),
        ("unit=u from=2025-01-01 to=2025-07", "2025-07-02..2025-07-31"),
        ("unit=v from=2025-01-01", "2025-07-01..2025-07-31"),
        ("rotation=r2", ""),
        ("unit=u rotation=r2", ""),
        ("unit=v rotation=r2", "2025-07-01..2025-07-31"),
        ("unit=u rotation=r9 from=2025-01-01", "2025-07-01..2025-07-31"),
        ("rotation=r1 from=2025-01-01", "2025-07-01..2025-07-31"),
    ],
)
def test_a_person_belongs_to_the_unit_on_every_day(line, gap):
    found = people(R1 + R2 + f"member person=p1 role=deminer {line}", "p1")
    missing = [text for text in found if text.startswith("not-a-member")]
    assert missing == ([f"not-a-member: p1 does not belong to the unit on {gap}."] if gap else [])
    assert (found == ["crew-complete: All 1 people belong to the unit on 2025-07-01..2025-07-31."]) == (not gap)


def test_a_person_is_in_one_unit_at_a_time():
    here = "member person=p1 unit=u role=deminer from=2025-01-01\n"
    assert people(here + "member person=p1 unit=v from=2025-07-31", "p1") == [
        "in-two-units: p1 belongs to unit v as well on 2025-07-31..2025-07-31."
    ]
    assert people(here + "member person=p1 unit=v from=2025-01-01 to=2025-06", "p1")[0].startswith("crew-complete")
    assert people(here + "member person=p1 rotation=r1\n" + R1, "p1")[0].startswith("crew-complete")


def test_people_are_counted_once_and_for_one_role():
    two = "member person=p1 unit=u role=deminer from=2025-01-01\nmember person=p1 unit=u role=medic from=2025-01-01\n"
    assert people(two, "p1", "p1 ", least="deminer:1;medic:1") == [
        "too-few: 0 of role medic are named, 1 are asked for."
    ]
    assert people(two + two.replace("p1", "p2"), "p1", "p2", least="deminer:1;medic:1")[0].startswith("crew-complete")


def test_a_role_counts_where_it_is_held_on_every_day():
    change = (
        "member person=p1 unit=u role=driver from=2025-01-01 to=2025-07-15\n"
        "member person=p1 unit=u role=medic from=2025-07-16\n"
    )
    assert people(change, "p1", least="medic:1") == ["too-few: 0 of role medic are named, 1 are asked for."]


# ---- tools ----


def tools(table, *names, people=(), least=""):
    rules = rules_of(tools__bac=least) if least else RULES
    question = asked("u bac 2025-07-01 2025-07-31", assets=names, people=people)
    return told(crew.check_tools(question, roll_of(table), rules))


DETECTOR = "asset id=d1 unit=u type=detector state=serviceable tested=2025-06-01\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (DETECTOR, "tools-fit: All 1 assets are fit on 2025-07-01..2025-07-31."),
        ("", "tool-unfit: Asset d1 is not fit on 2025-07-01..2025-07-31."),
        (DETECTOR.replace("tested", "date"), "tool-unfit: Asset d1 is not fit on 2025-07-01..2025-07-31."),
        (DETECTOR.replace("state=serviceable", ""), "tool-unfit: Asset d1 is not fit on 2025-07-01..2025-07-31."),
        (DETECTOR.replace("=serviceable", "=fine"), "tool-unfit: Asset d1 is not fit on 2025-07-01..2025-07-31."),
        (
            DETECTOR + "asset id=d1 unit=u state=unserviceable date=2025-07-20",
            "tool-unfit: Asset d1 is not fit on 2025-07-20..2025-07-31.",
        ),
        (
            DETECTOR + "asset id=d1 unit=u state=unserviceable",
            "tool-unfit: Asset d1 is not fit on 2025-07-01..2025-07-31.",
        ),
        (
            DETECTOR.strip() + " date=2025-08-01\nasset id=d1 unit=u state=unserviceable",
            "tool-unfit: Asset d1 is not fit on 2025-07-01..2025-07-31.",
        ),
        (
            DETECTOR + "asset id=d1 unit=v type=detector date=2025-07-31",
            "tool-of-others: Asset d1 does not belong to the unit.",
        ),
        (
            "asset id=d1 unit=u type=animal state=serviceable tested=2025-06-01",
            "handler-not-named: Asset d1 works only with its handler ?, who is not named.",
        ),
        (
            "asset id=d1 unit=u type=animal state=serviceable tested=2025-06-01 handler=p1",
            "handler-not-named: Asset d1 works only with its handler p1, who is not named.",
        ),
    ],
)
def test_a_tool_is_the_units_and_fit_by_every_record_that_may_hold(table, expected):
    assert tools(table, "d1") == [expected]


def test_a_dog_works_with_its_handler():
    dog = "asset id=d1 unit=u type=animal state=serviceable tested=2025-06-01 handler=p1"
    assert tools(dog, "d1", people=("p1 ",)) == ["tools-fit: All 1 assets are fit on 2025-07-01..2025-07-31."]


def test_a_tool_is_counted_once():
    assert tools(DETECTOR, "d1", " d1", least="detector:2") == [
        "too-few-tools: 1 of type detector are named, 2 are asked for."
    ]


# ---- medical support ----


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("unit id=u medical=paramedic", ["medical-enough"]),
        ("unit id=u medical=first-aid", ["medical-too-little"]),
        ("unit id=u medical=doctor", ["medical-too-little"]),
        ("unit id=u", ["medical-too-little"]),
        ("", ["medical-too-little"]),
        ("rotation id=r unit=u from=2025-01-01 medical=ambulance", ["medical-enough"]),
        ("unit id=u medical=ambulance\nrotation id=r unit=u from=2025-01-01 medical=none", ["medical-too-little"]),
        (
            (
                "unit id=u\nrotation id=r unit=u from=2025-01-01 to=2025-07-15 medical=ambulance\n"
                "rotation id=s unit=u from=2025-07-16"
            ),
            ["medical-enough", "medical-too-little"],
        ),
        (
            "unit id=u medical=none\nrotation id=r unit=u from=2025-01-01 to=2025-07-15 medical=ambulance",
            ["medical-enough", "medical-too-little"],
        ),
        (
            "unit id=u medical=ambulance\nunit id=u medical=none date=2025-07-31",
            ["medical-enough", "medical-too-little"],
        ),
        ("unit id=u medical=ambulance\nunit id=u medical=none", ["medical-enough", "medical-too-little"]),
    ],
)
def test_medical_support_is_enough_with_whoever_is_there(table, codes):
    found = crew.check_medical(asked("u bac 2025-07-01 2025-07-31"), roll_of(table), rules_of(medical="paramedic"))
    assert [one.code for one in found] == codes


def test_what_is_missing_of_the_first_rotation_is_nothing():
    assert crew.missing_of(facts_of(R1)[0], roll_of(R1)) == []
