"""Certificates of people: by discipline, level and modules, until revoked; of other systems by decision only."""

import pytest

from landrelease.programme import competence
from landrelease.programme.reason import GROUNDS

from .tables import asked, roll_of, rules_of

EOD = "certificate id=c1 person=p1 discipline=eod level=2 modules=demolition from=2025-01-01 to=2025-12-31\n"
MEMBER = "member person=p1 unit=u role=eod from=2025-01-01\n"
NEED = {"competence__MC": "eod=eod:2:demolition"}


def told(table, first="2025-05-01", last="2025-05-31", people=("p1",), sets=NEED):
    question = asked(f"u manual-clearance {first} {last}", people=people)
    return [one.text for one in competence.check(question, roll_of(table), rules_of(**sets))]


def fine(table, *days, **more):
    question = asked(f"u manual-clearance {' '.join(days) or '2025-05-01 2025-05-31'}", people=("p1",))
    found = competence.check(question, roll_of(MEMBER + table), rules_of(**(more or NEED)))
    return all(GROUNDS[one.code].allows for one in found)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (EOD, True),
        (EOD.replace("level=2", "level=3"), True),
        (EOD.replace("level=2", "level=3plus"), True),
        (EOD.replace("level=2", "level=1"), False),
        (EOD.replace("level=2", "level=9"), False),
        (EOD.replace("level=2", ""), False),
        (EOD.replace("discipline=eod", "discipline=iedd"), False),
        (EOD.replace("discipline=eod", ""), False),
        (EOD.replace("modules=demolition", "modules=moving"), False),
        (EOD.replace("modules=demolition", "modules=moving;demolition"), True),
        (EOD.replace("person=p1", "person=p2"), False),
        (EOD.replace("to=2025-12-31", ""), True),
        (EOD.replace("from=2025-01-01", ""), False),
        (EOD.replace("to=2025-12-31", "to=2025-05"), False),
        (EOD.strip() + " status=expired", False),
        (EOD.strip() + " status=valid", True),
        (EOD + EOD.replace("=c1", "=c2").replace("2025-01-01 to=2025-12-31", "2025-05-02"), True),
    ],
)
def test_a_certificate_counts_for_what_it_says(table, expected):
    assert fine(table) == expected


def test_a_day_between_two_certificates_is_without():
    table = EOD.replace("12-31", "05-14") + EOD.replace("=c1", "=c2").replace("01-01", "05-16")
    assert told(MEMBER + table) == [
        "p1 is certified: eod 2 on 2025-05-01..2025-05-14.",
        "p1 is certified: eod 2 on 2025-05-16..2025-05-31.",
        "p1 has no certificate for eod 2 on 2025-05-15..2025-05-15.",
    ]


@pytest.mark.parametrize(
    ("ending", "days", "expected"),
    [
        ("certificate id=c1 person=p1 status=revoked date=2025-05-20", ("2025-05-19",), True),
        ("certificate id=c1 person=p1 status=revoked date=2025-05-20", ("2025-05-20",), False),
        ("certificate id=c1 person=p1 status=revoked date=2025", ("2025-05-01",), False),
        ("certificate id=c1 person=p1 status=revoked", ("2025-05-01",), False),
        ("certificate id=c1 person=p1 status=revoked date=2025-05-20 to=2025-05-25", ("2025-05-26",), False),
        ("certificate id=c1 person=p1 status=suspended date=2025-05-20 to=2025-05-25", ("2025-05-25",), False),
        ("certificate id=c1 person=p1 status=suspended date=2025-05-20 to=2025-05-25", ("2025-05-26",), True),
        ("certificate id=c1 status=revoked date=2025-05-20", ("2025-05-20",), False),
        ("certificate id=c1 person=p7 status=revoked date=2025-05-20", ("2025-05-20",), False),
        ("certificate person=p1 status=revoked date=2025-05-20", ("2025-05-20",), False),
        ("certificate id=c7 person=p1 status=revoked date=2025-05-20", ("2025-05-20",), False),
        ("certificate person=p1 discipline=medical status=revoked date=2025-05-20", ("2025-05-20",), True),
        ("certificate id=c7 person=p7 status=revoked date=2025-05-20", ("2025-05-20",), True),
        (
            (
                "certificate id=c1 person=p1 status=revoked date=2025-05-10\n"
                "certificate id=c1 person=p1 status=revoked date=2025-08-10"
            ),
            ("2025-05-20",),
            False,
        ),
        (
            "certificate id=c1 person=p1 status=revoked date=2025-05-10\n" + EOD.replace("2025-01-01", "2025-05-15"),
            ("2025-05-20",),
            False,
        ),
    ],
)
def test_what_is_revoked_counts_no_longer_and_what_leads_nowhere_takes_all(ending, days, expected):
    assert fine(EOD + ending, *days) == expected


DECISION = (
    "equivalence id=e1 system=s discipline=eod level=2 counts_as_discipline=eod counts_as_level=2 "
    "counts_as_modules=demolition status=granted from=2025-01-01\n"
)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("", False),
        (DECISION, True),
        (DECISION.replace("system=s", "system=t"), False),
        (DECISION.replace(" discipline=eod level=2", " discipline=eod level=3"), False),
        (DECISION.replace(" discipline=eod level=2", " discipline=eod"), False),
        (DECISION.replace(" discipline=eod level=2", " level=2"), False),
        (DECISION.replace("counts_as_level=2", "counts_as_level=1"), False),
        (DECISION.replace("counts_as_level=2", ""), False),
        (DECISION.replace("counts_as_modules=demolition", ""), False),
        (DECISION.replace("level=2 counts", "level=2 modules=diving counts"), False),
        (DECISION.replace("status=granted", ""), False),
        (DECISION.replace("from=2025-01-01", ""), False),
        (DECISION.replace("from=2025-01-01", "from=2025-05"), False),
        (DECISION.replace("from=2025-01-01", "from=2025-01-01 to=2025-05-30"), False),
        (DECISION + "equivalence system=s status=ended date=2025-05-31", False),
        (DECISION + "equivalence system=s status=ended date=2025-06-01", True),
        (DECISION + "equivalence system=s status=ended", False),
        (DECISION + "equivalence system=t status=ended", True),
    ],
)
def test_certificates_of_another_system_count_by_decision_with_its_days(table, expected):
    assert fine(EOD.replace("=c1", "=c1 system=s") + table) == expected


def test_the_reasons_name_certificate_and_system():
    other = EOD.replace("=c1", "=c1 system=s")
    assert told(MEMBER + other + DECISION) == ["p1: the certificate of s counts as eod 2."]
    assert told(MEMBER + other) == [
        "p1 has no certificate for eod 2 on 2025-05-01..2025-05-31.",
        "p1: no decision says that certificates of s count here.",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("lapse person=p1 reason=leave from=2025-05-31 to=2025-06-20", False),
        ("lapse person=p1 reason=leave from=2025-04-01 to=2025-04-30", True),
        ("lapse person=p1 reason=accident date=2025-04-30", False),
        ("lapse person=p1 from=2025-06 to=2025-05", False),
        ("lapse person=p2 reason=leave from=2025-05-31", True),
    ],
)
def test_who_is_off_work_does_not_work(line, expected):
    assert fine(EOD + line) == expected


@pytest.mark.parametrize("role", ["role=Deminer", "", "role=eod"])
def test_a_role_that_is_not_known_needs_what_any_role_needs(role):
    table = f"member person=p1 unit=u {role} from=2025-01-01\n"
    assert told(table)[0] == "p1 has no certificate for eod 2 on 2025-05-01..2025-05-31."


def test_a_role_of_any_day_needs_its_certificate():
    change = "member person=p1 unit=u role=driver from=2025-01-01 to=2025-05-20\n" + MEMBER.replace("01-01", "05-21")
    assert told(change) == ["p1 has no certificate for eod 2 on 2025-05-01..2025-05-31."]
    assert told(change, "2025-05-01", "2025-05-20") == ["None of the people needs a certificate for manual-clearance."]


def test_without_a_setting_each_role_needs_the_first_level_of_the_discipline():
    assert not fine(EOD, unheard="x")
    assert fine("certificate person=p1 discipline=demining level=1 from=2025-01-01", unheard="x")
