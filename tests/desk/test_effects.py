"""What accepting would do is what it does."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.desk.test_upkeep import SLOTS, drawn, lived, office, steps

from landrelease.checks.catalogue import render
from landrelease.desk.answers import parcels_after, parcels_near
from landrelease.desk.effects import Moved, balances, effects, moved, posted
from landrelease.desk.views import EVER

EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)


def rows(register):
    return {klass: register.statement(klass=klass).rows[0] for klass in SLOTS}


@given(
    life=st.lists(steps(), min_size=1, max_size=12),
    chosen=st.lists(st.integers(0, 11), min_size=1, max_size=4, unique=True),
)
def test_what_accepting_would_do_is_what_it_does(life, chosen):
    with office() as register:
        known = lived(register, [step for step in life if step.record.__struct_config__.tag != "setting"])
        names = sorted({known[n % len(known)] for n in chosen} if known else set())
        foreseen = effects(register, names)
        assert foreseen is not None
        assert foreseen.before == rows(register)
        land = (
            parcels_near(register.store, EVER, EVERYWHERE, "all")
            if foreseen.changes is None
            else parcels_after(register.store, foreseen.changes, EVERYWHERE, "all")
        )
        if names:
            register.accept(names, author="a judge of none of them")
        assert foreseen.after == rows(register)
        assert foreseen.after["all"] == balances(register)
        assert sorted(drawn(land)) == sorted(drawn(register.land()))


def test_a_clearance_says_what_it_moves_and_which_doubts_it_raises(register, hazard, release):
    register.append_all([hazard(), hazard("H-2", west=18.02)])
    register.accept([item.id for item in register.queue()], author="Boris")
    [cleared] = register.append_all([release(west=18.0075)])
    found = effects(register, [cleared])
    square = found.before["all"]["closing"]["suspected_m2"] / 2
    told = [(row.part, row.name, round(row.change / square, 2)) for row in moved(*found.all)]
    assert [row for row in told if row[2]] == [
        ("closing", "suspected_m2", Decimal("-0.25")),
        ("closing", "cleared_m2", Decimal("0.50")),
        ("movements", "cleared_m2", Decimal("0.25")),
        ("movements", "released_outside_hazard_m2", Decimal("0.25")),
    ]
    assert [(row["from"], row["to"], row["movement"]) for row in posted(*found.all) if row["area_m2"] > 1] == [
        ("none", "cleared", "released_outside_hazard"),
        ("suspected", "cleared", "cleared"),
    ]
    assert [(one.code, one.about) for one in found.findings] == [("release-outside-hazard", (cleared,))]
    assert render(found.findings[0]).severity == "warning"


def test_a_record_that_moves_no_land_changes_nothing(register, hazard):
    [waiting] = register.append_all([hazard()])
    register.accept([waiting], author="Boris")
    found = effects(register, [waiting])
    assert (moved(*found.all), found.findings) == ([], ())


def test_what_is_moved_has_both_sides():
    one = Moved("closing", "suspected_m2", Decimal(5), Decimal(2))
    assert one.change == Decimal(-3)
