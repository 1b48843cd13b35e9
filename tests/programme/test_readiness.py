"""What a unit may do on a day, who is in it, and what runs out soon."""

import datetime as dt

from landrelease.programme.readiness import Ending, endings, members, readiness_of
from landrelease.programme.roll import Fact, Held
from landrelease.programme.rules import Rules
from landrelease.records.accreditation import Accreditation
from landrelease.records.training import Certificate
from landrelease.records.units import Member, Rotation, Unit

NO_SETTINGS = Rules(lambda _key, _day: None)
UNIT = Unit(id="U", name="Team", organisation="org-2", capabilities=("bac", "ts", "iedd"))
ROTATION = Rotation(id="R1", unit="U", from_="2025-03-01", to="2025-08-31")
RECORDS = {
    "u": UNIT,
    "r": ROTATION,
    "a1": Accreditation(unit="U", capability="bac", status="accredited", from_="2025-03-10", to="2025-06-30"),
    "a2": Accreditation(unit="U", capability="manual-clearance", status="accredited", from_="2025-03-10"),
    "a3": Accreditation(
        unit="U", capability="manual-clearance", status="suspended", from_="2025-05-01", to="2025-05-10"
    ),
    "a4": Accreditation(unit="U", capability="ts", status="provisional", from_="2025-03-10"),
    "m1": Member(person="p", rotation="R1", role="deminer"),
    "m2": Member(person="q", unit="U", role="medic", from_="2025-01-01", to="2025-04-30"),
    "m3": Member(person="x", unit="other", role="medic", from_="2025-01-01"),
    "c": Certificate(id="C", person="p", discipline="demining", level="1", from_="2025-03-01", to="2025-06-15"),
}


def held():
    return Held(Fact(name, record) for name, record in RECORDS.items())


def day(text):
    return dt.date.fromisoformat(text).toordinal()


def on(text):
    found = readiness_of("U", day(text), held(), NO_SETTINGS)
    return found.may, found.barred, found.waiting, found.rotation, found.until, found.people


def test_a_unit_is_ready_for_what_it_is_accredited_for_that_day():
    assert on("2025-03-09") == ((), (), ("bac", "iedd", "manual-clearance", "ts"), "R1", "", 2)
    assert on("2025-04-01") == (("bac", "manual-clearance"), (), ("iedd", "ts"), "R1", "2025-04-30", 2)
    assert on("2025-05-05") == (("bac",), ("manual-clearance",), ("iedd", "ts"), "R1", "2025-06-30", 1)
    assert on("2025-09-01") == (("manual-clearance",), (), ("bac", "iedd", "ts"), "", "", 0)


def test_nobody_of_that_name_is_ready_for_nothing():
    assert not readiness_of("nobody", day("2025-04-01"), held(), NO_SETTINGS).ready


def test_members_come_through_the_unit_and_its_rotation():
    assert [fact.id for fact in members("U", day("2025-04-01"), held())] == ["m1", "m2"]
    assert [fact.id for fact in members("U", day("2025-05-01"), held())] == ["m1"]


def test_what_runs_out_within_some_days_is_named_in_order():
    found = endings(day("2025-06-05"), 30, held(), NO_SETTINGS)
    assert found == [
        Ending(day("2025-06-15"), "certificate", "p", "demining 1", "c"),
        Ending(day("2025-06-30"), "accreditation", "U", "bac", "a1"),
    ]
    assert endings(day("2025-08-20"), 30, held(), NO_SETTINGS) == [
        Ending(day("2025-08-31"), "rotation", "U", "R1", "r")
    ]
