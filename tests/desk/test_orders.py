"""No door lets an order through that the gate refuses; what is refused leaves nothing behind."""

import csv
import datetime as dt

import msgspec
import pytest

from landrelease.desk import tasks
from landrelease.desk.errors import BadRequestError, NotAcceptableError, OrderRefusedError, UnknownIdError
from landrelease.desk.orders import order_behind
from landrelease.desk.stopping import lines_of, stopped_by
from landrelease.desk.views import store_view
from landrelease.desk.working import standings, standings_of
from landrelease.programme.case import case_of
from landrelease.records.accreditation import Accreditation
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.context import Setting
from landrelease.records.tasking import Lock, Order, Request, Task
from landrelease.records.training import Lapse
from landrelease.records.units import Member, Unit
from landrelease.records.work import Progress

GIVEN = {"from_": "2023-05-01", "to": "2023-05-31"}


def accreditation(unit, status="accredited", day="2023-01-01", to=None):
    return Accreditation(
        id=f"acc-{unit}-{status}", unit=unit, capability="bac", status=status, date=day, from_=day, to=to
    )


def unit(name):
    return Unit(id=name, name=f"Team {name}")


def order(task="T-1", action="issue", unit="A", day="2023-04-30", **more):
    return Order(**({"id": f"{action}-{task}", "task": task, "action": action, "unit": unit, "date": day} | more))


class Desk:
    """A register with two tasks and two units, of which only A is accredited."""

    def __init__(self, register, square):
        self.register = register
        self.square = square
        self.add(unit("A"), unit("B"), accreditation("A"))
        self.add(*(self.task(f"T-{n}", 18 + n) for n in (1, 2)))

    def task(self, name, west, **more):
        about = {"id": name, "activity": "bac", "date": "2023-01-01", "shape": self.square(west), **GIVEN}
        return Task(**(about | more))

    def propose(self, *records):
        return self.register.append_all(records)

    def add(self, *records):
        names = self.propose(*records)
        self.register.accept(names, author="Bo")
        return names

    def states(self):
        return {row["task"]: row["state"] for row in tasks.task_rows(self.register)}

    def in_force(self):
        return sorted(row["task"] for row in tasks.task_rows(self.register) if row["unit"])

    def log(self):
        return [name for name, _ in self.register.records()]

    def refused(self, act, *words):
        """Try something that must be refused whole."""
        before = self.log()
        with pytest.raises(OrderRefusedError) as fault:
            act()
        assert self.log() == before
        assert self.register.verify() == []
        for word in words:
            assert word in str(fault.value)
        return str(fault.value)


@pytest.fixture
def desk(register, square):
    return Desk(register, square)


@pytest.fixture
def table(tmp_path):
    """Write a table and give its path."""

    def written(*rows):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        columns = list(dict.fromkeys(name for row in rows for name in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return written


NOT_ALLOWED = "[not-accredited]"


RULE = "Who searches for explosives must have been tested for it, by unit, capability and days."


# ---- accept ----


def test_an_order_that_the_gate_allows_is_accepted(desk):
    [name] = desk.propose(order())
    assert desk.states() == {"T-1": "planned", "T-2": "planned"}
    desk.register.accept([name], author="Bo")
    assert desk.states() == {"T-1": "ordered", "T-2": "planned"}


def test_an_order_that_the_gate_refuses_is_not_accepted_and_neither_is_what_is_named_beside_it(desk):
    good, bad = desk.propose(order("T-1"), order("T-2", unit="B"))
    said = desk.refused(lambda: desk.register.accept([good, bad], author="Bo"))
    assert said.splitlines()[:2] == [
        "order issue-T-2: issue task T-2 to unit B",
        "  Nobody accredited the unit for bac on 2023-05-01..2023-05-31. " + RULE + " [not-accredited]",
    ]
    assert desk.in_force() == []
    desk.register.accept([good], author="Bo")
    assert desk.in_force() == ["T-1"]


def test_every_refused_order_is_named(desk):
    names = desk.propose(order("T-1", unit="B"), order("T-2", unit="B"))
    desk.refused(lambda: desk.register.accept(names, author="Bo"), "task T-1", "task T-2")


def test_with_a_list_for_them_refused_orders_wait_and_the_rest_is_accepted(desk):
    good, bad, team = desk.propose(order("T-1"), order("T-2", unit="B"), unit("C"))
    waiting = []
    assert len(desk.register.by("Bo").decide([good, bad, team], "accept", refused=waiting)) == 2
    assert [one.id for one in waiting] == [bad]
    assert desk.in_force() == ["T-1"]
    assert [item.id for item in desk.register.queue()] == [bad]


def test_of_two_orders_accepted_together_the_first_may_make_the_second_wrong(desk):
    names = desk.propose(order(id="one"), order(id="two"))
    desk.refused(lambda: desk.register.accept(names, author="Bo"), "order two", "issue")


def test_orders_accepted_together_are_judged_by_their_dates_not_as_they_are_named(desk):
    first, second = desk.propose(order(), order(action="suspend", day="2023-05-02"))
    desk.register.accept([second, first], author="Bo")
    assert desk.states()["T-1"] == "suspended"


def test_an_accreditation_and_the_order_that_needs_it_are_accepted_together(desk):
    names = desk.propose(order(unit="B"), accreditation("B"))
    desk.register.accept(names, author="Bo")
    assert desk.in_force() == ["T-1"]


def test_a_suspension_and_the_order_that_it_bars_are_not_accepted_together(desk):
    names = desk.propose(order(), accreditation("A", "suspended", "2023-05-10"))
    desk.refused(lambda: desk.register.accept(names, author="Bo"), "[suspended]")


def test_nobody_accepts_twice_and_an_order_in_force_may_be_accepted_again(desk):
    [name] = desk.add(order())
    desk.add(accreditation("A", "withdrawn", "2023-05-02"))
    desk.register.accept([name], author="Cy")
    assert desk.in_force() == ["T-1"]


# ---- what brings an order in force by another way ----


def test_a_correction_of_an_order_is_judged_in_its_place(desk):
    [name] = desk.add(order())
    wrong = desk.register.correct(name, {"unit": "B"}, reason="typing")
    desk.refused(lambda: desk.register.accept([wrong], author="Bo"), NOT_ALLOWED)
    right = desk.register.correct(name, {"to": "2023-06-30"}, reason="typing")
    desk.register.accept([right], author="Bo")
    assert [(row["unit"], row["to"]) for row in tasks.task_rows(desk.register, unit="A")] == [("A", "2023-06-30")]


def test_a_correction_that_makes_an_order_of_another_record_is_judged_too(desk):
    [name] = desk.add(Lock(task="T-1", until="2023-05-01"))
    statement = msgspec.json.decode(msgspec.json.encode(order(unit="B")))
    [wrong] = desk.propose(Correction(corrects=name, reason="typing", replacement=statement))
    desk.refused(lambda: desk.register.accept([wrong], author="Bo"), NOT_ALLOWED)


def back(desk, *, by):
    """An order to B that was corrected to A; B has lost its accreditation since."""
    desk.add(accreditation("B"))
    [name] = desk.add(order(unit="B"))
    correction = desk.register.correct(name, {"unit": "A"}, reason="typing")
    desk.register.accept([correction], author="Bo")
    desk.add(accreditation("B", "withdrawn", "2023-01-02"))
    if by == "withdrawal":
        [withdrawal] = desk.propose(Withdrawal(withdraws=correction, reason="entered-in-error"))
        return lambda: desk.register.accept([withdrawal], author="Bo")
    return lambda: desk.register.by("Bo").decide([correction], by, "wrong after all")


@pytest.mark.parametrize("by", ["withdrawal", "reject", "return"])
def test_an_old_order_does_not_come_back_where_the_gate_refuses_it_now(desk, by):
    act = back(desk, by=by)
    desk.refused(act, "[withdrawn]")
    assert [row["unit"] for row in tasks.task_rows(desk.register, state="ordered")] == ["A"]


@pytest.mark.parametrize("how", ["reject", "withdraw"])
def test_a_suspension_is_not_taken_back_where_the_gate_refuses_the_work(desk, how):
    desk.add(order())
    [stop] = desk.add(order(action="suspend", unit=None, day="2023-05-02"))
    desk.add(accreditation("A", "suspended", "2023-05-02"))
    if how == "withdraw":
        names = desk.register.withdraw([stop], reason="entered-in-error")
        desk.refused(lambda: desk.register.accept(names, author="Bo"), "[suspended]")
    else:
        desk.refused(lambda: desk.register.by("Bo").decide([stop], "reject", "wrong"), "[suspended]")
    assert desk.states()["T-1"] == "suspended"


def test_an_order_is_taken_back_without_asking_anybody(desk):
    [name] = desk.add(order())
    desk.add(accreditation("A", "withdrawn", "2023-05-02"))
    desk.register.by("Bo").decide([name], "reject", "wrong unit")
    assert desk.states()["T-1"] == "planned"


def test_conflicting_decisions_leave_an_order_out_of_force_until_they_agree(desk):
    [name] = desk.propose(order())
    yes, no = (Decision(verdict=verdict, about=(name,), reason="x") for verdict in ("accept", "reject"))
    desk.register.append(no, author="Cy")
    desk.register.append(yes, author="Bo")
    assert desk.states()["T-1"] == "planned"
    desk.add(accreditation("A", "withdrawn", "2023-05-02"))
    desk.refused(lambda: desk.register.accept([name], author="Di"), "[withdrawn]")


def test_a_program_cannot_decide_past_the_gate(desk):
    [name] = desk.propose(order(unit="B"))
    yes = Decision(verdict="accept", about=(name,))
    desk.refused(lambda: desk.register.append(yes, author="Bo"), NOT_ALLOWED)
    desk.refused(lambda: desk.register.by("Bo").append_all([unit("C"), yes]), NOT_ALLOWED)
    desk.register.append(Decision(verdict="reject", about=(name,), reason="no"), author="Bo")


# ---- tables ----


def rows_of(*orders):
    return [{"record": "order", "reason": "", "from": one.from_, **plain_of(one)} for one in orders]


def plain_of(one):
    return {name: getattr(one, name) for name in ("id", "task", "action", "unit", "date", "to") if getattr(one, name)}


def test_an_import_accepts_what_may_be_given_and_reports_the_rest(desk, table):
    path = table(*rows_of(order("T-1"), order("T-2", unit="B")))
    [taken] = desk.register.import_files([path], accept_as="Bo")
    assert (len(taken.ids), len(taken.accepted)) == (2, 1)
    assert [(one.code, one.row, one.params["task"], one.params["unit"]) for one in taken.findings] == [
        ("order-refused", 2, "T-2", "B")
    ]
    assert NOT_ALLOWED in taken.findings[0].params["grounds"]
    assert desk.in_force() == ["T-1"]
    assert [item.head.source_id for item in desk.register.queue()] == ["issue-T-2"]


def test_in_one_import_the_accreditation_counts_before_the_order_and_a_second_order_after_the_first(desk, table):
    first = table(*rows_of(order(id="one", unit="B"), order(id="two", unit="B", day="2023-05-01")))
    second = table(
        {"record": "accreditation", "id": "b", "unit": "B", "capability": "bac", "status": "accredited",
         "date": "2023-01-01", "from": "2023-01-01"},
    )  # fmt: skip
    found = desk.register.import_files([first, second], accept_as="Bo")
    assert [len(one.accepted) for one in found] == [1, 1]
    assert [(one.code, one.row) for taken in found for one in taken.findings] == [("order-refused", 2)]
    assert desk.states()["T-1"] == "ordered"


def decision(name, verdict="accept"):
    return {"record": "decision", "verdict": verdict, "about": name, "reason": "table", "date": "2023-05-01"}


def test_a_table_of_decisions_is_judged_like_any_other_door(desk, table):
    allowed, barred = desk.propose(order("T-1"), order("T-2", unit="B"))
    boris = desk.register.by("Bo")
    desk.refused(lambda: boris.import_files([table(decision(barred))]), NOT_ALLOWED)
    desk.refused(lambda: boris.import_files([table(decision(allowed), decision(barred))]), NOT_ALLOWED)
    boris.import_files([table(decision(allowed))])
    assert desk.in_force() == ["T-1"]


def test_rows_of_one_table_of_decisions_are_judged_after_each_other(desk, table):
    one, two = desk.propose(order(id="one"), order(id="two"))
    boris = desk.register.by("Bo")
    desk.refused(lambda: boris.import_files([table(decision(one), decision(two))]), "order two", "issue")
    bar, stop = desk.propose(accreditation("A", "withdrawn"), accreditation("B"))
    desk.refused(lambda: boris.import_files([table(decision(one), decision(bar))]), "[withdrawn]")
    [third] = desk.propose(order("T-2", unit="B"))
    boris.import_files([table(decision(third), decision(stop))])
    assert desk.in_force() == ["T-2"]


def test_a_table_that_rejects_a_suspension_is_judged_too(desk, table):
    desk.add(order())
    [stop] = desk.add(order(action="suspend", day="2023-05-02", unit=None))
    desk.add(accreditation("A", "withdrawn"))
    earlier = {"supersedes": next(name for name, one in desk.register.records(("decision",)) if stop in one.about)}
    path = table(decision(stop, "reject") | earlier)
    desk.refused(lambda: desk.register.by("Bo").import_files([path]), "[withdrawn]")


# ---- dry runs, giving, locks ----


def test_a_dry_run_tries_everything_and_writes_nothing(desk):
    [name] = desk.propose(order())
    before = desk.log()
    desk.register.dry_run = True
    desk.register.accept([name], author="Bo")
    tasks.give(desk.register, order("T-2", id="dry"), accept_as="Bo")
    with pytest.raises(OrderRefusedError):
        tasks.give(desk.register, order("T-2", unit="B"), accept_as="Bo")
    assert desk.log() == before


def test_an_order_is_written_as_people_give_it(desk, clock):
    clock.now = dt.datetime(2023, 5, 5, 23, 30, tzinfo=dt.UTC)
    made = tasks.order_of(desk.register, "T-1", unit="A", people=["p"], into=(), reason=None)
    assert made == Order(task="T-1", date="2023-05-05", unit="A", people=("p",))


def test_an_order_is_proposed_or_given_and_refused_without_a_trace(desk):
    waits = tasks.give(desk.register, order())
    assert (waits.decision, desk.states()["T-1"]) == ("", "planned")
    given = tasks.give(desk.register, order("T-2"), accept_as="Bo")
    assert (given.decision != "", desk.states()["T-2"]) == (True, "ordered")
    desk.refused(lambda: tasks.give(desk.register, order("T-2"), accept_as="Bo"), "[out-of-turn]")
    desk.refused(lambda: tasks.give(desk.register, order(unit="B")), NOT_ALLOWED)
    desk.refused(lambda: tasks.give(desk.register, order("T-9")), "[task-unknown]")
    desk.refused(lambda: tasks.give(desk.register, order(from_="2023-05-09", to="2023-05-08")), "[days-reversed]")
    for action in ("pray", "pass", "release", None):
        with pytest.raises(BadRequestError, match="is no action of an order"):
            tasks.give(desk.register, order(action=action))


def test_a_lock_keeps_others_waiting_until_it_ends(desk, clock):
    desk.register.append(Lock(task="T-1", until="2024-01-02T12:00Z", reason="survey"), author="Cy")
    desk.register.accept([item.id for item in desk.register.queue()], author="Bo")
    desk.refused(lambda: tasks.give(desk.register, order(), accept_as="Bo"), "[locked]", "survey")
    tasks.give(desk.register.by("Cy"), order("T-1", id="own"), accept_as="Bo")
    assert desk.states()["T-1"] == "ordered"
    desk.refused(lambda: tasks.give(desk.register, order(action="amend", unit=None), accept_as="Bo"), "[locked]")
    tasks.give(desk.register, order(action="suspend", unit=None, day="2023-05-02"), accept_as="Bo")
    clock.now = dt.datetime(2024, 1, 2, 12, 1, tzinfo=dt.UTC)
    tasks.give(desk.register, order(action="resume", unit=None, day="2023-05-03"), accept_as="Bo")
    assert desk.states()["T-1"] == "ordered" or desk.states()["T-1"] == "working"


def test_an_order_from_the_future_is_none_but_work_may_begin_later(desk):
    late = order(day="2099-01-01")
    with pytest.raises(NotAcceptableError, match="occurred-after-recorded"):
        tasks.give(desk.register, late, accept_as="Bo")
    tasks.give(desk.register, order(from_="2099-01-01", to="2099-01-31"), accept_as="Bo")
    assert desk.states()["T-1"] == "ordered"
    earlier = tasks.task_rows(desk.register, on="2023-04-29")
    assert [row["state"] for row in earlier] == ["planned", "planned"]


def test_orders_of_one_import_are_judged_as_work_goes_and_then_row_by_row(desk, table):
    rows = [order(action="amend", unit=None), order(id="one"), order(id="two")]
    [taken] = desk.register.import_files([table(*rows_of(*rows))], accept_as="Bo")
    assert [(one.code, one.row) for one in taken.findings] == [("order-refused", 3)]


def test_what_leads_to_an_order_is_followed(desk):
    [name] = desk.add(order())
    fix = desk.register.correct(name, {"to": "2023-05-30"}, reason="typing")
    [off] = desk.register.withdraw([fix], reason="entered-in-error")
    view = store_view(desk.register.store)
    assert [order_behind(view, one)[0] for one in (name, fix, off)] == [name] * 3
    assert order_behind(view, desk.log()[0]) is None
    assert order_behind(view, "nobody") is None


# ---- many ----


def test_many_orders_in_one_import_are_judged_as_few_are(desk, table):
    desk.add(*(desk.task(f"M-{n}", 20 + n / 50, shape=desk.square(20 + n / 50)) for n in range(60)))
    path = table(*rows_of(*(order(f"M-{n}", unit="A" if n % 3 else "B") for n in range(60)), order("M-1", id="again")))
    [taken] = desk.register.import_files([path], accept_as="Bo")
    assert len(taken.accepted) == 40
    assert sorted(one.row for one in taken.findings) == [*range(1, 61, 3), 61]
    assert desk.register.verify() == []


# ---- what must stop ----


def stopped(desk, *records):
    names = desk.add(*records)
    return {case.id: [one.code for one in reasons] for case, reasons in stopped_by(desk.register, names)}


def test_a_suspension_lists_exactly_the_tasks_that_must_stop(desk):
    desk.add(accreditation("B"), desk.task("T-3", 21), desk.task("T-4", 22))
    desk.add(order("T-1"), order("T-2", unit="B"), order("T-3", to="2023-05-09"), order("T-4"))
    desk.add(order("T-4", "suspend", None, "2023-05-01"))
    assert stopped(desk, accreditation("A", "suspended", "2023-05-10")) == {"T-1": ["suspended"]}
    assert stopped(desk, accreditation("B", "suspended", "2023-06-10")) == {}


def test_lines_say_which_task_must_stop_and_why(desk):
    desk.add(order())
    [name] = desk.add(accreditation("A", "suspended", "2023-05-10"))
    said = "task T-1 must stop, unit A: The accreditation is suspended on 2023-05-10..2023-05-31. [suspended] record "
    assert lines_of(stopped_by(desk.register, [name])) == [said + name[:12]]


def test_what_does_not_bear_on_the_gate_or_changes_nothing_lists_nothing(desk):
    desk.add(order())
    assert (
        stopped(
            desk,
            Unit(id="A", name="renamed"),
            Request(id="R", reason="school"),
            Progress(task="T-1", unit="A", date="2023-05-02"),
        )
        == {}
    )
    desk.add(accreditation("A", "suspended", "2023-05-10"))
    assert stopped(desk, Unit(id="A", name="once more")) == {}


def test_a_withdrawn_accreditation_a_lapse_and_a_setting_list_their_tasks(desk):
    [name] = [one for one, record in desk.register.records(("accreditation",))]
    desk.add(order())
    assert stopped(desk, Lapse(unit="A", date="2023-05-20", from_="2023-05-20")) == {"T-1": ["unit-stands-down"]}
    [off] = desk.register.withdraw([name], reason="entered-in-error")
    desk.register.accept([off], author="Bo")
    [(case, reasons)] = stopped_by(desk.register, [off])
    assert (case.id, [one.code for one in reasons]) == ("T-1", ["not-accredited", "unit-stands-down"])


def test_a_rejected_accreditation_lists_its_tasks(desk):
    [name] = [one for one, record in desk.register.records(("accreditation",))]
    desk.add(order())
    desk.register.by("Bo").decide([name], "reject", "not signed")
    assert [case.id for case, _ in stopped_by(desk.register, [name])] == ["T-1"]


def test_a_stricter_setting_lists_every_task_that_it_stops(desk):
    desk.add(order("T-1"), order("T-2"))
    assert stopped(desk, Setting(key="gate.demands", value="people")) == {
        "T-1": ["demanded-unchecked"], "T-2": ["demanded-unchecked"],
    }  # fmt: skip


def test_a_person_who_leaves_lists_the_tasks_on_which_they_work(desk):
    desk.add(Setting(key="gate.demands", value="people"))
    desk.add(Member(person="p-1", unit="A", from_="2023-01-01", role="deminer"))
    desk.add(order(people=("p-1",)))
    assert stopped(desk, Lapse(person="p-1", date="2023-05-10", from_="2023-05-10")) in ({}, {"T-1": ["person-lapsed"]})


# ---- whether a unit was accredited that day ----


def test_reports_of_work_show_whether_the_unit_was_accredited(desk):
    reports = [
        Progress(task="T-1", unit="A", date="2023-05-02"),
        Progress(task="T-1", unit="B", date="2023-05-02"),
        Progress(task="T-1", unit="A", date="2022-12-31"),
        Progress(task="T-1", date="2023-05-02"),
        unit("C"),
    ]
    names = desk.propose(*reports)
    fix = desk.register.correct(names[0], {"unit": "B"}, reason="typing")
    found = standings_of(desk.register.store, desk.register.queue())
    assert [found[name].accredited for name in (*names, fix)] == ["yes", "no", "no", "-", "-", "no"]
    assert found[names[1]].grounds == "Nobody accredited the unit for bac on 2023-05-02..2023-05-02."
    assert standings(desk.register.store, {"x": unit("C")}) == {"x": ("-", "")}


def test_many_reports_are_answered_as_few_are(desk):
    names = desk.propose(
        *(Progress(task="T-1", unit="AB"[n % 2], date=f"2023-05-{n % 28 + 1:02}", hours=n) for n in range(60))
    )
    found = standings_of(desk.register.store, desk.register.queue())
    assert [found[name].accredited for name in names] == ["yes", "no"] * 30


def test_a_register_without_accreditations_has_nothing_to_say(register):
    name = register.append(Progress(task="T-1", unit="A", date="2023-05-02", method="bac"))
    assert standings_of(register.store, register.queue())[name].accredited == "-"


# ---- lists ----


def test_rows_tell_request_order_and_idle_days(desk):
    desk.add(
        Request(id="R-1", date="2023-03-01", activity="bac"), Request(id="R-2", date="2023-03-05", priority="high")
    )
    desk.add(
        desk.task("T-3", 25, request="R-1 "),
        order("T-1"),
        Progress(task="T-1", unit="A", date="2023-05-04", area_m2=90),
    )
    desk.add(order("T-3", day="2023-04-11"))
    rows = {row["task"] or row["request"]: row for row in tasks.task_rows(desk.register)}
    assert list(rows) == ["T-1", "T-2", "T-3", "R-2"]
    asked = ("requested", "days_to_order", "idle_days", "worked_m2")
    assert [[rows[name].get(key) for key in asked] for name in rows] == [
        [None, None, 4, 90], [None, None, None, None], ["2023-03-01", 41, None, None], ["2023-03-05", None, None, None],
    ]  # fmt: skip
    assert [row["request"] for row in tasks.task_rows(desk.register, state="requested")] == ["R-2"]
    assert tasks.task_rows(desk.register, state="requested", on="2023-03-04") == []


@pytest.mark.parametrize("more", [{"state": "lost"}, {"on": "soon"}, {"on": "2023-02-30"}])
def test_a_list_is_asked_for_in_words_that_are_known(desk, more):
    with pytest.raises(BadRequestError):
        tasks.task_rows(desk.register, **more)


def test_the_story_of_a_task_tells_who_and_why(desk):
    [name] = desk.add(order(reason="school"))
    story = tasks.story_of(desk.register, " T-1")
    assert story["moves"] == [
        {"day": "2023-04-30", "move": "issue", "before": "planned", "after": "ordered", "in_turn": True, "unit": "A",
         "who": "Ana", "why": "school", "record": name},
    ]  # fmt: skip
    assert (story["state"], story["stopped"], story["description"]["id"]) == ("ordered", [], "T-1")
    with pytest.raises(UnknownIdError, match="T-9") as fault:
        tasks.story_of(desk.register, "T-9")
    assert "task list" in fault.value.command


def test_every_state_is_the_one_that_memory_and_index_agree_on(desk):
    desk.add(order("T-1"), Progress(task="T-1", unit="A", date="2023-05-02"), order("T-2"))
    known = tasks.known_now(desk.register.store, "9999")
    assert {name: case_of(name, known.roll).state for name in ("T-1", "T-2")} == desk.states()


@pytest.mark.slow
def test_a_whole_season_of_orders_is_accepted_at_once(desk):
    desk.add(*(desk.task(f"M-{n}", 20, shape=desk.square(20 + n % 40 / 50, 40 + n // 40 / 50)) for n in range(1200)))
    names = desk.propose(*(order(f"M-{n}") for n in range(1200)))
    desk.register.accept(names, author="Bo")
    assert len(desk.in_force()) == 1200
