"""Several decisions at once: each only on what was seen, and what is refused is as it was."""

import pytest
import shapely
from tests.desk.test_orders import Desk, order

from landrelease.checks.finding import Finding
from landrelease.desk.alike import alike
from landrelease.desk.checking import findings_about
from landrelease.desk.errors import BadRequestError
from landrelease.desk.persons import known_person
from landrelease.desk.reviewing import Refusal, decide_seen, gate_refusal, land_behind, mark_of
from landrelease.desk.views import store_view
from landrelease.records.change import Correction, Withdrawal


def seen(register, *names):
    """What a reviewer has on the screen now."""
    view = store_view(register.store)
    return {name: mark_of(view, name) for name in names}


def states(register):
    return {item.id: item.state for item in register.queue()}


@pytest.fixture
def boris(register):
    """Boris, who acts for the first time."""
    return register.by("Boris")


def test_what_may_be_decided_is_decided_in_one_transaction_and_the_rest_is_told(register, boris, hazard):
    good, undated = register.append_all([hazard(), hazard("H-2", date=None)])
    own = boris.append(hazard("H-3", west=18.05))
    batches = len(register.store.batches())
    found = decide_seen(boris, seen(register, good, undated, own), "accept")
    assert len(register.store.batches()) == batches + 1
    assert (found.applied, [(one.id, one.code) for one in found.refused]) == (
        (good,),
        [(undated, "blocked"), (own, "own")],
    )
    assert states(register) == {undated: "proposed", own: "proposed"}
    assert [row.name for row in found.moved] == ["suspected_m2", "newly_suspected_m2"]
    assert register.verify() == []


def test_a_record_that_was_decided_on_meanwhile_is_refused_with_who_and_when(register, boris, hazard):
    name, other = register.append_all([hazard(), hazard("H-2", west=18.03)])
    on_the_screen = seen(register, name, other)
    register.by("Carla").decide([name], "return", "the id is of another area")
    count = register.store.count()
    found = decide_seen(boris, {name: on_the_screen[name]}, "accept")
    assert (found.decisions, found.applied) == ((), ())
    [refused] = found.refused
    assert (refused.code, refused.decision.verdict) == ("meanwhile", "return")
    assert refused.decision.author == known_person(register.store, "Carla")
    assert register.store.count() == count
    assert states(register) == {name: "returned", other: "proposed"}


def test_who_looks_again_may_decide_otherwise_and_takes_the_place_of_the_old_decision(register, boris, hazard):
    [name] = register.append_all([hazard()])
    register.by("Carla").decide([name], "return", "look again")
    assert decide_seen(boris, seen(register, name), "accept").applied == (name,)
    assert states(register) == {}


@pytest.mark.parametrize("verdict", ["return", "reject"])
def test_to_return_or_reject_needs_a_reason(register, boris, hazard, verdict):
    [name] = register.append_all([hazard()])
    with pytest.raises(BadRequestError, match="needs a reason"):
        decide_seen(boris, seen(register, name), verdict, "  ")
    assert states(register) == {name: "proposed"}


def test_another_door_adds_its_own_reasons(register, boris, hazard):
    names = register.append_all([hazard(), hazard("H-2", west=18.03)])
    far = Refusal(names[1], "territory", "It lies elsewhere.")
    found = decide_seen(
        boris, seen(register, *names), "accept", gate=lambda _view, name: far if name == names[1] else None
    )
    assert (found.applied, found.refused) == ((names[0],), (far,))


def test_an_order_that_the_gate_refuses_is_left_and_the_others_are_given(register, square):
    desk = Desk(register, square)
    good, bad = desk.propose(order(), order("T-2", unit="B"))
    bo = register.by("Bo")
    assert gate_refusal(bo, good) is None
    assert [one.code for one in gate_refusal(bo, bad).reasons] == ["not-accredited"]
    found = decide_seen(bo, seen(register, good, bad), "accept")
    assert (found.applied, [(one.id, one.code) for one in found.refused]) == ((good,), [(bad, "gate")])
    assert states(register) == {bad: "proposed"}


def test_a_correction_that_cannot_be_read_is_refused_and_not_a_fault(register, boris, hazard):
    [name] = register.append_all([hazard()])
    [empty] = register.append_all(
        [Correction(corrects=name, reason="typing", replacement={"kind": "hazard", "date": 7})]
    )
    found = decide_seen(boris, seen(register, empty), "accept")
    assert [(one.id, one.code) for one in found.refused] == [(empty, "blocked")]


def test_a_decision_touches_the_land_of_all_that_stands_behind_the_record(register, hazard):
    [name] = register.append_all([hazard()])
    moved = Correction(
        corrects=name, reason="typing",
        replacement={"kind": "hazard", "id": "H-1", "status": "suspected", "date": "2023-05-01",
                     "shape": {"wgs84": {"type": "Point", "coordinates": [19.5, 44.5]}}},
    )  # fmt: skip
    [correction] = register.append_all([moved])
    [withdrawal] = register.append_all([Withdrawal(withdraws=correction, reason="duplicate")])
    view = store_view(register.store)
    for change in (correction, withdrawal):
        assert shapely.bounds(land_behind(view, change)).tolist() == pytest.approx([18.0, 44.0, 19.5, 44.5])


def test_records_alike_are_those_of_one_shape_one_id_or_nearly_the_same_land(register, hazard, square):
    first = hazard("H-1")
    nearly = hazard("H-2", shape=square(18.0, width=0.0105))
    elsewhere = hazard("H-1", west=18.2, date="2020-01-01")
    later = hazard("H-4", shape=square(18.0, width=0.0105), date="2024-01-01")
    names = register.append_all([first, nearly, elsewhere, later])
    register.accept(names, author="Boris")
    [copy] = register.append_all([hazard("H-5")])
    assert [(one.id, one.how) for one in alike(register, copy)] == [(names[0], "shape"), (names[1], "land")]
    assert [(one.id, one.how) for one in alike(register, names[0])] == [
        (copy, "shape"), (names[1], "land"), (names[2], "id"),
    ]  # fmt: skip


def test_findings_about_single_records_are_those_of_an_import(register, hazard):
    good, undated = register.append_all([hazard(), hazard("H-2", date=None, west=18.03)])
    codes = {(one.code, one.about) for one in findings_about(register, [good, undated])}
    assert ("no-date", (undated,)) in codes
    assert {about for _, about in codes} <= {(good,), (undated,)}
    assert findings_about(register, []) == []
    assert all(isinstance(one, Finding) and one.row is None for one in findings_about(register, [undated]))
