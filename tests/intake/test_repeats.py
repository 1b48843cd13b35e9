"""Rows of one key that are separate things: the same again, corrected, added, dropped; in whatever order they stand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.intake import profile
from landrelease.intake.edition import Terms
from landrelease.intake.fault import IntakeError
from landrelease.intake.known import Earlier, Row
from landrelease.intake.profile import Profile
from landrelease.intake.propose import propose
from landrelease.intake.repeats import numbered
from landrelease.intake.table import Table
from landrelease.records.change import Withdrawal
from landrelease.records.finds import Ordnance

VICTIMS = profile.load("colombia-victims")
HEAD = (
    "departamento,codigodanedepartamento,municipio,codigodanemunicipio,tipoarea,sitio,ano,mes,rangoedad,grupoetnico,condicion,"
    "estado,genero,latitudcabecera,longitudcabecera,tipoevento"
)


def row(  # noqa: PLR0913 - a column each
    *, code="5,313", year="2,006", age="Mayor", outcome="Herido", sex="Masculino", site="", lat="6.143703"
):
    """One invented victim, as the source writes it."""
    return (
        f'ANTIOQUIA,5,GRANADA,"{code}",Rural,{site},"{year}",1,{age} de 18 años,,Civil,{outcome},{sex},'
        f"{lat},-75.185183,Accidente por MAP"
    )


def table(*rows, activity=None):
    extra = "" if activity is None else ",Actividad"
    cells = "" if activity is None else f",{activity}"
    return "\n".join([HEAD + extra, *(one + cells for one in rows), ""])


@pytest.fixture
def victims(proposed):
    def do(text, **more):
        return proposed(text, profile=VICTIMS, **more)

    return do


def told(made):
    return Counter(verdict.verdict for verdict in made.verdicts)


def test_a_row_becomes_a_casualty_with_codes_and_a_month(victims):
    made = victims(table(row(age="Menor", outcome="Muerto", sex="Sin Información", site="Vereda Uno")))
    (record,) = made.records
    assert (record.date, record.category, record.outcome) == ("2006-01", "AP", "killed")
    assert (record.sex, record.age_group, record.civilian_status) == ("unknown", "child", "civilian")
    assert record.place == "Vereda Uno; GRANADA, ANTIOQUIA (05313)"
    assert record.origin == "colombia-victims/casualty/05313|2006|01|Accidente por MAP:1"
    assert [finding.code for finding in made.findings] == ["edition-undated"]


def test_equal_rows_are_separate_people_and_the_same_file_again_adds_nobody(victims, memory, later):
    first = victims(table(row(), row(), row(sex="Femenino")))
    assert (told(first), len(set(first.ids))) == ({"new": 3}, 3)
    again = victims(table(row(sex="Femenino"), row(), row()), known=memory.take(first), stamp=later)
    assert (told(again), again.data) == ({"known": 3}, [])


def test_codes_written_otherwise_and_rounded_degrees_are_no_news(victims, memory, later):
    first = victims(table(row(lat="6.14370312345")))
    plain = table(row(code="5313", year="2006", site="Sin información", lat="6.143703123"), activity="Sin Información")
    assert told(victims(plain, known=memory.take(first), stamp=later)) == {"known": 1}


def test_a_corrected_age_corrects_its_row_and_not_its_neighbour(victims, memory, later):
    first = victims(table(row(), row(sex="Femenino"), row(outcome="Muerto")))
    changed = victims(
        table(row(outcome="Muerto"), row(sex="Femenino", age="Menor"), row()), known=memory.take(first), stamp=later
    )
    assert told(changed) == {"known": 2, "correction": 1}
    (verdict,) = [one for one in changed.verdicts if one.verdict == "correction"]
    assert memory.records[verdict.about].sex == "female"
    assert [one.params["field"] for one in changed.findings if one.code == "row-corrects"] == ["age_group"]


def test_a_later_file_adds_withdraws_and_takes_up_again(victims, memory, later):
    first = victims(table(row(), row(), row(sex="Femenino")))
    second = victims(table(row(), row(sex="Femenino"), row(year="2007")), known=memory.take(first), stamp=later)
    assert told(second) == {"known": 2, "new": 1, "withdrawal": 1}
    (gone,) = [record for record in second.records if isinstance(record, Withdrawal)]
    memory.take(second).outcomes[gone.withdraws] = "withdrawn"
    back = victims(table(row(), row(), row(sex="Femenino"), row(year="2007")), known=memory, stamp=later)
    assert told(back) == {"known": 3, "new": 1}


def test_a_row_that_cannot_be_read_keeps_what_it_may_have_been(victims, memory, later):
    first = victims(table(row(), row(sex="Femenino")))
    broken = victims(table(row(), row(sex="Femenino", outcome="Herida")), known=memory.take(first), stamp=later)
    assert told(broken) == {"known": 1, "set-aside": 1}


def test_the_profile_says_what_it_does():
    said = VICTIMS.explain()
    assert "a row is known again by: codigodanemunicipio, ano, mes, tipoevento" in said
    assert "rows of one key are separate things" in said
    assert "codigodanemunicipio: 5 digits" in said


def test_every_fault_of_the_new_parts_is_told_with_its_line(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('[profile]\nrepeats = true\n[digits]\na = "x"\n[place]\ndecimals = -1\n', "utf-8")
    with pytest.raises(IntakeError) as caught:
        profile.load(path)
    assert caught.value.params["problems"].strip().splitlines() == [
        "line 2, [profile] repeats: needs `key`: rows without one are told apart anyway",
        "line 4, [digits] a: must be a number of digits",
        "line 6, [place] decimals: must be a whole number, of decimals that are kept",
    ]


COLUMNS = {"n": "quantity", "d": "date"}
PLAIN = Profile(name="s", record="ordnance", key=("k",), repeats=True, snapshot=True, columns=COLUMNS)
ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2)), max_size=8)


def proposal(rows, known, stamp):
    columns = {"k": [k for k, _ in rows], "n": [n for _, n in rows], "d": ["2020"] * len(rows)}
    table = Table("t.csv", "", "", columns, None, None, range(len(rows)))
    return propose(table, PLAIN, {}, stamp, known, terms=Terms(most_percent=100))


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_a_later_file_changes_as_little_as_it_can(fresh, stamp, later, first, second, chance):
    memory = fresh()
    memory.take(proposal(first, memory, stamp))
    made = proposal(second, memory, later)
    kept = sum((Counter(first) & Counter(second)).values())
    of_key = {k: (Counter(k for k, _ in first)[k], Counter(k for k, _ in second)[k]) for k in "ab"}
    assert told(made) == +Counter(
        known=kept,
        correction=sum(map(min, of_key.values())) - kept,
        new=sum(max(now - then, 0) for then, now in of_key.values()),
        withdrawal=sum(max(then - now, 0) for then, now in of_key.values()),
    )
    shuffled = chance.sample(second, len(second))
    assert told(proposal(shuffled, memory, later)) == told(made)


def test_a_number_is_never_given_to_a_second_thing():
    earlier = [Earlier("ab", Ordnance(origin="s/ordnance/a:4", quantity=1), "withdrawn")]
    rows = {0: Row(0, Ordnance(quantity=2), {})}
    assert numbered(["s/ordnance/a"], rows, earlier, lambda _: ()) == ["s/ordnance/a:5"]
