"""One verb, one transaction, one moment; and the register answers the same in whatever order it was written."""

import pytest

from landrelease.desk.errors import BadRequestError, NotAcceptableError, OwnRecordError, UnknownIdError
from landrelease.desk.opening import create, init, open_register
from landrelease.records.change import Withdrawal
from landrelease.records.context import Organisation, Programme
from landrelease.register.errors import RegisterExistsError


def closing(register, **question):
    return register.statement(**question).rows[0]["closing"]


def moments(register, since):
    return [record.recorded for _, record in list(register.records())[since:]]


def test_a_decision_on_many_bears_one_moment(register, hazard):
    """Records with earlier decisions get one of their own, and all of them were made at once."""
    names = [register.append(hazard(f"H-{n}", 18 + n / 10)) for n in range(4)]
    register.by("Boris").accept(names[:2])
    before = register.store.count()
    made = register.by("Boris").accept(names)
    assert len(made) == 3
    assert len(set(moments(register, before))) == 1
    assert closing(register)["suspected_m2"] > 0


def test_no_decision_is_no_record(register):
    before = register.store.count()
    assert register.by("somebody new").accept([]) == []
    assert register.store.count() == before


def test_a_refusal_leaves_no_trace_of_who_tried(register, hazard):
    name = register.append(hazard())
    late = register.append(hazard("H-2", 18.1, date="2999"))
    before = (register.store.count(), register.store.root())
    with pytest.raises(OwnRecordError):
        register.accept([name])
    with pytest.raises(NotAcceptableError):
        register.by("somebody new").accept([name, late])
    with pytest.raises(UnknownIdError):
        register.by("somebody new").accept(["zz"])
    with pytest.raises(BadRequestError):
        register.by("somebody new").decide([name], "return")
    assert (register.store.count(), register.store.root()) == before


def test_several_records_are_proposed_together_or_not_at_all(register, hazard):
    before = register.store.count()
    names = register.append_all([hazard(f"H-{n}", 18 + n / 10) for n in range(3)])
    assert len(set(moments(register, before))) == 1
    count = register.store.count()
    with pytest.raises(TypeError):
        register.append_all([hazard("H-9"), object()])
    assert register.store.count() == count
    assert [item.id for item in register.queue()] == names


def test_a_dry_run_tries_everything_and_keeps_nothing(clock, register, hazard):
    name = register.append(hazard())
    before = (register.store.count(), register.store.root(), closing(register))
    with open_register(register.store.address, acting="Boris", clock=clock, dry_run=True) as dry:
        assert len(dry.accept([name])) == 1
        assert dry.append(hazard("H-2"))
        assert len(dry.append_all([hazard("H-3"), hazard("H-4")])) == 2
        dry.rebuild()
        with pytest.raises(OwnRecordError):
            dry.by("Ana").accept([name])
        assert (dry.store.count(), dry.store.root(), closing(dry)) == before


@pytest.mark.parametrize("moment", ["2024-01-01T12:00:01Z", "2024-01-01", "2025", "soon", ""])
def test_a_claim_is_earlier_than_now(moment, register, hazard):
    before = register.store.count()
    for deed in (
        lambda: register.append(hazard(), recorded=moment),
        lambda: register.settle("f-1", "x", recorded=moment),
    ):
        with pytest.raises(BadRequestError):
            deed()
    assert register.store.count() == before


def test_a_claim_is_marked_on_everything_it_brings(register, hazard):
    before = register.store.count()
    name = register.by("somebody new").append(hazard(), recorded="2023-12-31")
    register.by("Boris").accept([name], recorded="2023-12-31T23:59:59.999Z")
    fresh = [record for _, record in list(register.records())[before:]]
    assert {type(record).__name__ for record in fresh} == {"Person", "Hazard", "Decision"}
    assert {record.recorded_claimed for record in fresh} == {True}
    assert closing(register, known_at="2023-12-31")["suspected_m2"] > 0
    assert closing(register, known_at="2023-12-30")["suspected_m2"] == 0


def test_the_order_of_arrival_does_not_matter(tmp_path, clock, hazard, release):
    records = [
        hazard(),
        release(),
        hazard("H-2", 18.005, status="confirmed", date="2023-05"),
        release("R-2", 18.004, area_id="H-2"),
        release("R-3", 18.2, status="reduced"),
    ]
    shown = []
    for no, order in enumerate([(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 3, 1)]):
        programme = Programme(id="XY", plane=(18.0, 44.0))
        with create(tmp_path / f"{no}.register", programme, acting="Ana", clock=clock) as register:
            names = {at: register.append(records[at], recorded="2023-12-01") for at in order}
            for at in reversed(order):
                register.by("Boris").accept([names[at]], recorded="2023-12-02")
            assert register.differences() == []
            land = register.land()
            parcels = zip(land.status, land.since, land.area_m2, land.geometry, strict=True)
            drawn = sorted((status, since, area, shape.normalize().wkt) for status, since, area, shape in parcels)
            rows = register.statement(by="class").rows
            shown.append((drawn, [{**row, "postings": sorted(map(str, row["postings"]))} for row in rows]))
    assert shown[0] == shown[1] == shown[2]
    assert {status for status, *_ in shown[0][0]} == {"suspected", "confirmed", "cleared", "reduced"}


def test_withdrawing_brings_the_books_back(register, hazard, release):
    first = register.append(hazard())
    register.by("Boris").accept([first])
    before = closing(register)
    second = register.append(release())
    register.by("Boris").accept([second])
    assert closing(register) != before
    gone = register.append(Withdrawal(withdraws=second, reason="entered-in-error"))
    register.by("Boris").accept([gone])
    assert closing(register) == before
    assert register.differences() == []


def test_a_progress_report_keeps_its_day_and_its_area_when_the_hazard_that_it_names_comes_late(
    register, hazard, release
):
    """A release is moved behind a hazard of imprecise date that it names; a report that moves no land has no need."""
    report = register.append(release(area_id="H-1", date="2023-06-01", stage="progress"))
    register.by("Boris").accept([report])
    before = register.statement(from_="2023-06-01", to="2023-06-01").rows[0]["memo"]
    late = register.append(hazard(date="2023"))
    register.by("Boris").accept([late])
    assert register.statement(from_="2023-06-01", to="2023-06-01").rows[0]["memo"] == before
    assert before["worked_m2"] > 0
    assert register.differences() == []


def test_a_new_register_is_whole_or_absent(tmp_path, clock):
    for acting, recorded in (("  ", None), ("Ana", "2999"), ("Ana", "soon")):
        with pytest.raises(BadRequestError):
            create(tmp_path / "b.register", Programme(id="XY"), acting=acting, clock=clock, recorded=recorded)
    assert list(tmp_path.iterdir()) == []
    made = init(tmp_path / "b.register", programme="XY", acting="Ana", plane=(18.0, 44.0))
    assert made.frame().programme.id == "XY"
    made.close()
    with pytest.raises(RegisterExistsError):
        init(tmp_path / "b.register")


def test_the_clock_goes_on_after_a_register_was_made(register):
    seen = [register.store.heads()[-1].recorded]
    for n in range(3):
        register.append(Organisation(id=f"ORG-{n}", name="Office"))
        seen.append(register.store.heads()[-1].recorded)
    assert seen == sorted(set(seen))
