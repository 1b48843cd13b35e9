"""Who passed what, whose certificate stands until when, and what is wrong about sessions and certificates."""

import datetime as dt

import pytest

from landrelease.checks.catalogue_training import TRAINING_RULES
from landrelease.programme.roll import Fact, Held
from landrelease.programme.span import iso
from landrelease.programme.training import standing_of, standings, training_findings, verdict_of
from landrelease.records.accreditation import Accreditation
from landrelease.records.training import Assessment, Certificate, Course, Session

COURSE = Course(id="c", version="1", theory_pass_percent=70, valid_days=365)
SESSION = Session(
    id="s", course="c", version="1", centre="org-9", from_="2025-03-03", to="2025-03-14", instructors=("i",)
)
CENTRE = Accreditation(holder="org-9", status="accredited", from_="2025-01-01", to="2025-12-31")
TEACHER = Certificate(person="i", discipline="instruction", level="1", from_="2025-01-01")
PASSED = Assessment(session="s", person="p", examiner="e", theory_percent=80, practical="pass", result="pass")
CERTIFICATE = Certificate(
    id="C-1", person="p", session="s", discipline="demining", level="1", from_="2025-03-15", to="2026-03-14"
)
ALL_WELL = (COURSE, SESSION, CENTRE, TEACHER, PASSED, CERTIFICATE)


def roll(*records):
    return Held(Fact(f"r{n}", record) for n, record in enumerate(records))


def day(text):
    return dt.date.fromisoformat(text).toordinal()


def changed(record, **values):
    return type(record)(**{name: getattr(record, name) for name in type(record).__struct_fields__} | values)


@pytest.mark.parametrize(
    ("assessment", "verdict"),
    [
        ({"theory_percent": 80, "practical": "pass"}, "pass"),
        ({"theory_percent": 70, "practical": "pass"}, "pass"),
        ({"theory_percent": 69.9, "practical": "pass"}, "fail"),
        ({"theory_percent": 80, "practical": "fail"}, "fail"),
        ({"theory_percent": 99, "practical": "pass", "critical_errors": 1}, "fail"),
        ({"theory_percent": 80, "practical": "pass", "critical_errors": 0}, "pass"),
        ({"practical": "pass"}, "pass"),
        ({"attended_h": 20, "result": "pass"}, ""),
    ],
)
def test_theory_practical_and_critical_errors_decide(assessment, verdict):
    assert verdict_of(Fact("a", Assessment(session="s", **assessment)), roll(COURSE, SESSION)) == verdict


def test_the_limit_of_another_version_of_the_course_does_not_count():
    easy, hard = changed(COURSE, version="1", theory_pass_percent=50), changed(COURSE, version="2")
    assert verdict_of(Fact("a", Assessment(session="s", theory_percent=60)), roll(easy, hard, SESSION)) == "pass"


@pytest.mark.parametrize(
    ("on", "state"),
    [("2025-03-14", "not-yet"), ("2025-03-15", "valid"), ("2026-03-14", "valid"), ("2026-03-15", "expired")],
)
def test_a_certificate_stands_from_its_first_to_its_last_day(on, state):
    found = standing_of(Fact("c", CERTIFICATE), roll(CERTIFICATE), day(on))
    assert (found.state, iso(found.until)) == (state, "2026-03-14")


@pytest.mark.parametrize("status", ["revoked", "suspended"])
def test_a_later_record_of_its_serial_ends_it_from_its_day(status):
    end = Certificate(id="C-1", person="p", status=status, from_="2025-06-01")
    held = roll(CERTIFICATE, end)
    assert [standing_of(Fact("r0", CERTIFICATE), held, day(on)).state for on in ("2025-05-31", "2025-06-01")] == [
        "valid",
        status,
    ]


def test_a_certificate_without_any_day_never_stands():
    assert standing_of(Fact("c", Certificate(person="p")), roll(), day("2025-01-01")).state == "not-yet"


def test_what_ends_first_stands_first_and_revocations_are_no_certificates():
    open_end = changed(CERTIFICATE, id="C-2", to=None)
    end = Certificate(id="C-9", status="revoked", person="q", from_="2025-06-01")
    found = standings(roll(open_end, CERTIFICATE, end), day("2025-07-01"))
    assert [(one.fact.record.id, iso(one.until)) for one in found] == [("C-1", "2026-03-14"), ("C-2", "")]


def test_nothing_is_wrong_where_all_is_well():
    assert list(training_findings(roll(*ALL_WELL))) == []


CASES = {
    "centre-not-accredited": (CENTRE, changed(CENTRE, to="2025-03-13")),
    "instructor-not-qualified": (TEACHER, changed(TEACHER, discipline="demining")),
    "passed-against-scores": (PASSED, changed(PASSED, critical_errors=1)),
    "examined-by-self": (PASSED, changed(PASSED, examiner=" p ")),
    "certificate-without-pass": (PASSED, changed(PASSED, person="q")),
    "certificate-too-long": (CERTIFICATE, changed(CERTIFICATE, to="2026-03-15")),
}


@pytest.mark.parametrize("code", CASES)
def test_each_rule_speaks_where_one_thing_is_wrong(code):
    well, wrong = CASES[code]
    found = list(training_findings(roll(*(wrong if record is well else record for record in ALL_WELL))))
    assert code in {finding.code for finding in found}
    assert {finding.code for finding in found} <= {code, "certificate-without-pass"}


def test_every_rule_has_its_case():
    assert {rule.code for rule in TRAINING_RULES} == set(CASES)


def test_a_suspended_centre_is_not_accredited():
    bar = Accreditation(holder="org-9", status="suspended", from_="2025-03-10", to="2025-03-11")
    (found,) = training_findings(roll(*ALL_WELL, bar))
    assert (found.code, found.params) == (
        "centre-not-accredited",
        {"centre": "org-9", "days": "2025-03-03..2025-03-14"},
    )


def test_certificates_of_other_systems_are_judged_by_the_gate_alone():
    assert list(training_findings(roll(changed(CERTIFICATE, system="alliance-a", session="elsewhere")))) == []
