"""Accreditation day by day, beside a slow reading of the rules that looks at one day at a time."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.programme import accredited, gate
from landrelease.programme.question import Question
from landrelease.programme.roll import Fact, Held
from landrelease.programme.rules import Ruled, Rules
from landrelease.programme.span import Span
from landrelease.records.accreditation import Accreditation
from landrelease.records.units import Rotation, Unit

from .tables import NO_RULES, answer, asked, day, roll_of, rules_of, said

UNIT = "unit id=u organisation=o\n"
YEAR = "accreditation unit=u capability=bac from=2025-01-01 to=2025-12-31 status=accredited date=2025-01-01\n"


def standing(table: str, first: str, last: str, rules: Rules = NO_RULES) -> list[str]:
    """What the gate says of stretches of days: their days and codes, in order of days."""
    found = gate.answer(asked(f"u bac {first} {last}"), roll_of(UNIT + table), rules)
    told = {"accredited", "not-accredited", "suspended", "withdrawn", "only-provisional", "accreditation-unclear"}
    return sorted(f"{one.params['days']} {one.code}" for one in found.reasons if one.code in told)


# ---- tables ----


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["2025-05-01..2025-05-31 accredited"]),
        (
            "accreditation unit=u capability=bac status=suspended date=2025-05-10 to=2025-05-12",
            ["2025-05-01..2025-05-09 accredited", "2025-05-10..2025-05-12 suspended",
             "2025-05-13..2025-05-31 accredited"],
        ),
        (
            "accreditation unit=u capability=bac status=suspended date=2025-05",
            ["2025-05-01..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u capability=bac status=suspended date=2025-05-10",
            ["2025-05-01..2025-05-09 accredited", "2025-05-10..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u capability=bac status=suspended from=2024-05-10",
            ["2025-05-01..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u capability=bac status=suspended",
            ["2025-05-01..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u capability=bac status=suspended from=2025-05-20 to=2025-05-10",
            ["2025-05-01..2025-05-09 accredited", "2025-05-10..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u capability=bac status=suspended from=2025-05-20 to=summer",
            ["2025-05-01..2025-05-19 accredited", "2025-05-20..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u status=suspended date=2025-05-31",
            ["2025-05-01..2025-05-30 accredited", "2025-05-31..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u capability=battle-area status=suspended date=2025-05-31",
            ["2025-05-01..2025-05-30 accredited", "2025-05-31..2025-05-31 suspended"],
        ),
        ("accreditation unit=u capability=nts status=suspended date=2025-05-10", ["2025-05-01..2025-05-31 accredited"]),
        (
            "accreditation unit=u capability=bac status=suspended organisation=other date=2025-05-31",
            ["2025-05-01..2025-05-30 accredited", "2025-05-31..2025-05-31 suspended"],
        ),
        (
            "accreditation unit=u capability=bac status=expired date=2025-05-31",
            ["2025-05-01..2025-05-30 accredited", "2025-05-31..2025-05-31 accreditation-unclear"],
        ),
        (
            "accreditation unit=u capability=bac status=withdrawn from=2025-01-01 to=2025-12-31 date=2025-05-20",
            ["2025-05-01..2025-05-31 withdrawn"],
        ),
        (
            "accreditation holder=o status=suspended date=2025-05-31",
            ["2025-05-01..2025-05-30 accredited", "2025-05-31..2025-05-31 suspended"],
        ),
        (
            "accreditation holder=o capability=bac status=withdrawn date=2025-05-31",
            ["2025-05-01..2025-05-30 accredited", "2025-05-31..2025-05-31 withdrawn"],
        ),
        ("accreditation holder=o capability=nts status=withdrawn", ["2025-05-01..2025-05-31 accredited"]),
        ("accreditation holder=x status=withdrawn", ["2025-05-01..2025-05-31 accredited"]),
        ("accreditation unit=u capability=bac status=refused date=2025-05-10", ["2025-05-01..2025-05-31 accredited"]),
    ],
)  # fmt: skip
def test_what_bars_bars_as_long_as_it_may(more, expected):
    assert standing(YEAR + more, "2025-05-01", "2025-05-31") == expected


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("from=2025-03-01", "2025-03-01"),
        ("from=2025-03", "2025-03-31"),
        ("from=2025", "2025-12-31"),
        ("date=2025-04", "2025-04-30"),
        ("from=2025-03-01 date=2025-02-01", "2025-03-01"),
    ],
)
def test_what_allows_begins_on_the_last_day_that_it_may_mean(line, first):
    table = f"accreditation unit=u capability=bac status=accredited {line}"
    before = (dt.date.fromisoformat(first) - dt.timedelta(days=1)).isoformat()
    assert standing(table, before, first) == [f"{before}..{before} not-accredited", f"{first}..{first} accredited"]


@pytest.mark.parametrize(
    ("to", "last"), [("2025-08-31", "2025-08-31"), ("2025-08", "2025-08-01"), ("2025", "2025-01-01")]
)
def test_what_allows_ends_on_the_first_day_that_it_may_mean(to, last):
    table = f"accreditation unit=u capability=bac status=accredited from=2024-01-01 to={to}"
    after = (dt.date.fromisoformat(last) + dt.timedelta(days=1)).isoformat()
    assert standing(table, last, after) == [f"{last}..{last} accredited", f"{after}..{after} not-accredited"]


@pytest.mark.parametrize(
    "line", ["to=2025-12-31", "from=spring", "from=2025-01-01 to=autumn", "from=2025-12-31 to=2025-01-01", "from=' '"]
)
def test_what_cannot_be_read_allows_nothing(line):
    table = f"accreditation unit=u capability=bac status=accredited {line}"
    assert standing(table, "2025-05-01", "2025-05-31") == ["2025-05-01..2025-05-31 not-accredited"]


def test_a_renewal_that_leaves_one_day_out_leaves_that_day_out():
    table = (
        "accreditation unit=u capability=bac status=accredited from=2025-01-01 to=2025-05-14\n"
        "accreditation unit=u capability=bac status=accredited from=2025-05-16 to=2025-12-31"
    )
    assert said("u bac 2025-05-10 2025-05-20", UNIT + table) == [
        "no not-accredited: Nobody accredited the unit for bac on 2025-05-15..2025-05-15.",
        "yes accredited 2: Accredited for bac on 2025-05-10..2025-05-14.",
        "yes accredited 3: Accredited for bac on 2025-05-16..2025-05-20.",
    ]


DOUBTFUL = "accreditation unit=u capability=bac status=suspended from=2025-05-10 date=soon organisation=a\n"
SUSPENDED = "accreditation unit=u capability=bac status=suspended date=2025-05-10 organisation=a\n"
WITHDRAWN = "accreditation unit=u capability=bac status=withdrawn date=2025-05-10 organisation=a\n"


@pytest.mark.parametrize(
    ("table", "day", "allowed"),
    [
        (SUSPENDED + "accreditation unit=u capability=bac status=reinstated date=2025-05-20 organisation=a", 20, True),
        (SUSPENDED + "accreditation unit=u capability=bac status=reinstated date=2025-05-20 organisation=a", 19, False),
        (SUSPENDED + "accreditation unit=u capability=bac status=reinstated date=2025-05-10 organisation=a", 20, False),
        (SUSPENDED + "accreditation unit=u capability=bac status=reinstated date=2025-05 organisation=a", 31, False),
        (SUSPENDED + "accreditation unit=u capability=bac status=reinstated date=2025-05-20 organisation=b", 31, False),
        (SUSPENDED + "accreditation unit=u capability=nts status=reinstated date=2025-05-20 organisation=a", 31, False),
        (SUSPENDED + "accreditation unit=u capability=bac status=reinstated organisation=a", 31, False),
        (DOUBTFUL + "accreditation unit=u capability=bac status=reinstated date=2025-05-20 organisation=a", 31, False),
        (
            SUSPENDED + "accreditation unit=u capability=bac status=reinstated organisation=a date=2025-05-20 "
            "to=2025-05-25", 31, False,
        ),
        (SUSPENDED + "accreditation unit=u capability=bac status=accredited from=2025-05-20 organisation=a", 31, False),
        (WITHDRAWN + "accreditation unit=u capability=bac status=reinstated date=2025-05-20 organisation=a", 31, False),
        (WITHDRAWN + "accreditation unit=u capability=bac status=accredited from=2025-05-20 organisation=a", 20, True),
        (WITHDRAWN + "accreditation unit=u capability=bac status=accredited from=2025-05-20 organisation=b", 20, False),
        (WITHDRAWN + "accreditation unit=u capability=bac status=accredited from=2025-05-10 organisation=a", 20, False),
        (
            WITHDRAWN + "accreditation unit=u capability=bac status=accredited from=2025-05-20 date=2025-05-01 "
            "organisation=a", 31, False,
        ),
        (
            WITHDRAWN + "accreditation unit=u capability=bac status=accredited from=2025-05-20 to=2025-05-25 "
            "organisation=a", 31, False,
        ),
        (
            ("accreditation unit=u capability=bac status=withdrawn date=2025 organisation=a\n"
            "accreditation unit=u capability=bac status=accredited from=2025-05-20 organisation=a"), 31, False,
        ),
        (
            ("accreditation holder=o status=suspended date=2025-05-10 organisation=a\n"
            "accreditation unit=u capability=bac status=reinstated date=2025-05-20 organisation=a"), 31, False,
        ),
        (
            ("accreditation holder=o status=suspended date=2025-05-10 organisation=a\n"
            "accreditation holder=o status=reinstated date=2025-05-20 organisation=a"), 31, True,
        ),
        (
            ("accreditation holder=o status=withdrawn date=2025-05-10 organisation=a\n"
            "accreditation unit=u capability=bac status=accredited from=2025-05-20 organisation=a"), 31, False,
        ),
        (
            ("accreditation holder=o status=withdrawn date=2025-05-10 organisation=a\n"
            "accreditation holder=o status=accredited from=2025-05-20 organisation=a"), 31, True,
        ),
    ],
)  # fmt: skip
def test_only_a_later_word_of_the_same_body_on_the_same_thing_lifts_a_prohibition(table, day, allowed):
    assert answer(f"u bac 2025-05-{day}", UNIT + YEAR + table).allowed == allowed


def test_after_a_withdrawal_only_the_new_accreditation_counts_with_its_limits():
    new = "accreditation unit=u capability=bac status=accredited from=2025-05-20 depth_limit_m=0.1 organisation=a"
    table = UNIT + YEAR + WITHDRAWN + new
    assert answer("u bac 2025-05-25", table, depth_m=0.1).allowed
    assert not answer("u bac 2025-05-25", table, depth_m=0.2).allowed
    assert not answer("u bac 2025-05-25", table).allowed


@pytest.mark.parametrize(
    ("table", "allowed"),
    [
        ("", False),
        ("rotation id=r unit=u from=2025-05-01 to=2025-05-31", True),
        ("rotation id=r unit=u from=2025-05-01 to=2025-05-30", False),
        ("rotation id=r unit=v from=2025-05-01 to=2025-05-31", False),
        ("rotation id=r unit=u", False),
        ("rotation id=r unit=u from=2025-05-01\nrotation id=r unit=u", False),
        ("rotation id=r unit=u from=2025-05-01\nrotation id=r unit=v from=2025-05-01", False),
        (
            ("rotation id=r unit=u from=2025-05-01 to=2025-08-31\n"
            "rotation id=r unit=u from=2025-05-01 to=2025-05-20 date=2025-05-10"), False,
        ),
        (
            ("rotation id=r unit=u from=2025-05-01 to=2025-05-20\n"
            "rotation id=r unit=u from=2025-05-01 to=2025-08-31"), False,
        ),
        (
            ("rotation id=r unit=u from=2025-05-01 to=2025-05-20\n"
            "rotation id=r unit=u from=2025-05-01 to=2025-08-31 date=2025-05-10"), True,
        ),
    ],
)  # fmt: skip
def test_an_accreditation_for_a_rotation_holds_while_it_is_surely_there(table, allowed):
    only = "accreditation unit=u capability=bac status=accredited from=2025-01-01 rotation=r\n"
    assert answer("u bac 2025-05-10 2025-05-31", UNIT + only + table).allowed == allowed


def test_what_bars_a_rotation_bars_the_unit_and_what_allows_must_name_it():
    rotation = "rotation id=r unit=u from=2025-01-01\n"
    bar = "accreditation rotation=r capability=bac status=suspended date=2025-05-10\n"
    assert answer("u bac 2025-05-09", UNIT + YEAR + rotation + bar).allowed
    assert not answer("u bac 2025-05-10", UNIT + YEAR + rotation + bar).allowed
    assert answer("u bac 2025-05-10", UNIT + YEAR + rotation.replace("=u", "=v") + bar).allowed
    assert not answer("u bac 2025-05-10", UNIT + rotation + YEAR.replace("unit=u", "rotation=r")).allowed


def test_a_unit_that_changes_its_organisation_is_barred_with_each_while_it_belongs_there():
    table = (
        "unit id=u organisation=o\nunit id=u organisation=x date=2025-05-15\n"
        "accreditation holder=o status=suspended date=2025-05-10\n"
    )
    assert answer("u bac 2025-05-09", table + YEAR).allowed
    assert not answer("u bac 2025-05-09 2025-05-20", table + YEAR).allowed
    assert answer("u bac 2025-05-15 2025-05-20", table + YEAR).allowed


def test_of_two_records_of_a_unit_without_dates_either_organisation_bars():
    table = "unit id=u organisation=o\nunit id=u organisation=x\naccreditation holder=o status=suspended\n"
    assert standing(YEAR, "2025-05-01", "2025-05-01") == ["2025-05-01..2025-05-01 accredited"]
    assert not answer("u bac 2025-05-01", table + YEAR).allowed


def test_of_two_records_of_one_accreditation_the_later_counts():
    first = "accreditation id=a unit=u capability=bac status=accredited from=2025-01-01 to=2025-12-31 date=2025-01-01\n"
    shorter = first.replace("to=2025-12-31 date=2025-01-01", "to=2025-06-30 date=2025-03-01")
    renewed = first.replace("2025", "2026")
    assert answer("u bac 2025-06-30", UNIT + first + shorter).allowed
    assert not answer("u bac 2025-06-30 2025-07-01", UNIT + first + shorter).allowed
    assert not answer("u bac 2025-07-01", UNIT + first + shorter.replace("03-01", "01-01")).allowed
    assert answer("u bac 2025-06-30 2026-06-30", UNIT + first + renewed).allowed
    assert not answer("u bac 2025-06-30", UNIT + first + first.replace("=accredited", "=provisional")).allowed


def test_ids_are_the_same_with_blanks_and_in_every_unicode_form():
    table = (
        "unit id=' Žuti ' organisation=o\naccreditation unit='Z\u030cuti' capability=' bac' status=accredited from=2025"
    )
    barred = (
        table.replace("from=2025", "from=2024-01-01") + "\naccreditation holder='o ' status=suspended date=2026-01-01"
    )
    question = asked("x bac 2025-12-31")._replace(unit="\u017duti")
    assert gate.answer(question, roll_of(table), NO_RULES).allowed
    assert not gate.answer(
        question._replace(first=question.first + 1, last=question.first + 1), roll_of(barred), NO_RULES
    ).allowed


@pytest.mark.parametrize(
    ("from_", "last", "after"), [("2025-03-01", "2025-03-30", "2025-03-31"), ("2025-03", "2025-03-30", "2025-03-31")]
)
def test_where_validity_is_set_an_accreditation_without_an_end_ends(from_, last, after):
    table = f"accreditation unit=u capability=bac status=accredited from={from_}\n"
    rules = rules_of(accreditation_days=30)
    assert answer(f"u bac {last}", UNIT + table, rules).allowed == (from_ == "2025-03-01")
    assert not answer(f"u bac {after}", UNIT + table, rules).allowed


def test_the_bodies_that_count_grant_and_everybody_bars():
    rules = rules_of(accrediting_bodies="nmac; Žuti")
    table = "accreditation unit=u capability=bac status=accredited from=2025-01-01 organisation={}\n"
    assert answer("u bac 2025-05-01", UNIT + table.format("Z\u030cuti") + table.format("other"), rules).allowed
    assert said("u bac 2025-05-01", UNIT + table.format("other"), rules) == [
        "no not-accredited: Nobody accredited the unit for bac on 2025-05-01..2025-05-01.",
        "no body-does-not-count 2: The programme does not recognise other as accrediting body.",
    ]
    barred = table.format("nmac") + "accreditation unit=u status=suspended organisation=other"
    assert not answer("u bac 2025-05-01", UNIT + barred, rules).allowed


def test_provisional_is_enough_only_where_the_programme_says_so():
    table = UNIT + YEAR.replace("=accredited", "=provisional")
    assert standing(YEAR.replace("=accredited", "=provisional"), "2025-05-01", "2025-05-01") == [
        "2025-05-01..2025-05-01 only-provisional"
    ]
    assert answer("u bac 2025-05-01", table, rules_of(provisional_counts=True)).allowed


# ---- one day at a time ----

DAYS = [dt.date(2025, 3, 27) + dt.timedelta(days=n) for n in range(12)]
LAST = dt.date.max


def meanings(text: str | None) -> list[dt.date] | None:
    """Every day that a partial date can mean."""
    if not text:
        return None
    year, month, number = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if number:
        return [dt.date(year, month, number)]
    day = dt.date(year, month or 1, 1)
    found = []
    while day.year == year and (not month or day.month == month):
        found.append(day)
        day += dt.timedelta(days=1)
    return found


def may_mean(text: str | None, *, otherwise: dt.date) -> list[dt.date]:
    return meanings(text) or [otherwise]


def surely_on(record: Accreditation, day: dt.date) -> bool:
    begins = meanings(record.from_ or record.date)
    if begins is None:
        return False
    return max(begins) <= day <= min(may_mean(record.to, otherwise=LAST))


def maybe_on(record: Accreditation, day: dt.date) -> bool:
    begins = may_mean(record.from_ or record.date, otherwise=dt.date.min)
    ends = may_mean(None if record.status == "withdrawn" else record.to, otherwise=LAST)
    if max(ends) < min(begins):
        return day >= min(ends)
    return min(begins) <= day <= max(ends)


def surely_later(one: Accreditation, other: Accreditation) -> bool:
    """Whether one was said after the other, whatever their dates mean."""
    dates = [
        [meaning for text in (record.date, record.from_) for meaning in meanings(text) or []] for record in (one, other)
    ]
    return bool(dates[0]) and bool(dates[1]) and min(dates[0]) > max(dates[1])


def may_work(records: list[Accreditation], day: dt.date) -> bool:
    """Whether any accreditation holds that nothing bars."""
    bars = [one for one in records if one.status in {"suspended", "withdrawn", None} and maybe_on(one, day)]
    grants = [one for one in records if one.status == "accredited" and surely_on(one, day)]
    back = [one for one in records if one.status == "reinstated" and surely_on(one, day)]

    def against(grant: Accreditation, bar: Accreditation) -> bool:
        lifting = {"suspended": back, "withdrawn": [grant]}.get(bar.status or "", [])
        return not any(one.organisation == bar.organisation and surely_later(one, bar) for one in lifting)

    return any(not any(against(grant, bar) for bar in bars) for grant in grants)


dates = st.sampled_from([None, "2025-03", "2025-04", "2025", *(day.isoformat() for day in DAYS)])
statuses = st.sampled_from(
    [*["accredited"] * 4, "suspended", "withdrawn", "reinstated", "applied", "provisional", None]
)
records = st.builds(
    Accreditation,
    unit=st.just("u"),
    capability=st.just("bac"),
    status=statuses,
    from_=dates,
    to=dates,
    date=dates,
    organisation=st.sampled_from(["a", "a", "b"]),
)


def as_facts(found: list[Accreditation]) -> list[Fact]:
    return [Fact(f"{number:03}", record) for number, record in enumerate(found)]


def allowed(found: list[Accreditation], first: dt.date, last: dt.date) -> bool:
    question = Question("u", "bac", first.toordinal(), last.toordinal())
    return gate.answer(question, Held([*as_facts(found), Fact("unit", Unit(id="u"))]), NO_RULES).allowed


@given(st.lists(records, max_size=6))
def test_stretches_are_the_standing_of_each_day(found):
    roll = Held(as_facts(found))
    question = Question("u", "bac", DAYS[0].toordinal(), DAYS[-1].toordinal())
    facts = [fact for fact in as_facts(found) if fact.record.status != "applied"]
    steps = [step for fact in facts for step in accredited.steps_of(fact, roll, NO_RULES, question)]
    cut = accredited.stretches(question.span, steps)
    by_day = {day: one.standing for one in cut for day in range(one.span.first, one.span.last + 1)}
    assert list(by_day) == list(range(question.first, question.last + 1))
    assert {day: standing == "accredited" for day, standing in by_day.items()} == {
        day.toordinal(): may_work(found, day) for day in DAYS
    }


@given(st.lists(records, max_size=6), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_the_gate_allows_days_on_end_where_it_allows_each(found, one, other):
    first, last = sorted((one, other))
    between = [day for day in DAYS if first <= day <= last]
    assert allowed(found, first, last) == all(may_work(found, day) for day in between)
    assert allowed(found, first, last) == all(allowed(found, day, day) for day in between)


BARS = st.sampled_from(["suspended", "withdrawn", None, "expired"])


@given(st.lists(records, max_size=5), records, BARS, st.sampled_from(["bac", None, "bak"]), st.sampled_from(DAYS))
def test_what_bars_never_turns_no_into_yes(found, other, status, capability, day):
    bar = msgspec.structs.replace(other, status=status, capability=capability)
    assert allowed(found, day, day) or not allowed([*found, bar], day, day)


@given(st.lists(records, min_size=1, max_size=6), st.data(), st.sampled_from(DAYS))
def test_less_accreditation_never_turns_no_into_yes(found, data, day):
    grants = [one for one in found if one.status in {"accredited", "provisional", "reinstated"}]
    gone = data.draw(st.sampled_from(grants)) if grants else None
    fewer = [one for one in found if one is not gone]
    assert allowed(found, day, day) or not allowed(fewer, day, day)


@given(st.lists(records, max_size=6), st.randoms(use_true_random=False), st.sampled_from(DAYS))
def test_order_of_arrival_does_not_matter(found, chance, day):
    facts = [*as_facts(found), Fact("unit", Unit(id="u")), Fact("r", Rotation(id="r", unit="u"))]
    question = Question("u", "bac", DAYS[0].toordinal(), day.toordinal())
    mixed = facts.copy()
    chance.shuffle(mixed)
    assert gate.answer(question, Held(mixed), NO_RULES) == gate.answer(question, Held(facts), NO_RULES)


# ---- settings in the middle ----


def test_days_on_which_settings_change_are_answered_apart():
    change = day("2025-05-15")
    rules = Rules(
        lambda key, day: Ruled(day < change, "s") if key == "gate.provisional_counts" else None, begins=(1, change)
    )
    table = UNIT + YEAR.replace("=accredited", "=provisional")
    assert answer("u bac 2025-05-14", table, rules).allowed
    assert [line.split(":")[0] for line in said("u bac 2025-05-01 2025-05-31", table, rules)] == [
        "no only-provisional 2",
        "yes accredited 2",
    ]
    assert Span(change, change).text == "2025-05-15..2025-05-15"
