"""The case of a task: what happened in which order, and the state that it leads to."""

import itertools

import pytest

from landrelease.programme.case import accepted_releases, amended, case_of, move_of
from landrelease.programme.roll import Fact, Held
from landrelease.records.land import Release
from landrelease.records.tasking import Order, Request, Task
from landrelease.records.units import Member
from landrelease.records.work import Completion, Handover, Inspection, Progress

KINDS = {"progress": Progress, "completion": Completion, "inspection": Inspection, "handover": Handover}


def fact(name, text, **more):
    """A record about task T-1: ``2025-03-01 issue``, ``2025-03-02 progress``, ``2025-03-05 inspection failed``."""
    day, what, *result = text.split()
    common = {"task": "T-1", "date": None if day == "-" else day, "recorded": f"2025-01-01T00:00:00.{ord(name):03}Z"}
    if what == "inspection":
        common |= {"result": result[0], "organisation": "qa"}
    kind = KINDS.get(what, Order)
    if kind is Order:
        common |= {"action": what} | ({"unit": "A"} if what == "issue" else {})
    return Fact(name, kind(**(common | more)))


def task(**more):
    return Fact("task", Task(**({"id": "T-1", "date": "2025-01-01", "recorded": "2025-01-01T00:00:00.000Z"} | more)))


def followed(*facts, until="9999-12-31", described=None):
    return case_of("T-1", Held([described or task(), *facts]), until)


def story(case):
    """Every move as text: record, move and state after it; a move out of turn in brackets."""
    told = [
        f"{one.fact.id} {one.move} {one.after}" if one.in_turn else f"({one.fact.id} {one.move})" for one in case.moves
    ]
    return ", ".join(told)


WHOLE = (
    fact("a", "2025-03-01 issue"),
    fact("b", "2025-03-10 progress"),
    fact("c", "2025-03-12 suspend"),
    fact("d", "2025-03-20 resume"),
    fact("e", "2025-04-01 completion", releases=("R-1",)),
    fact("f", "2025-04-05 inspection passed"),
    Fact("r", Release(id="R-1", status="cleared", date="2025-04-01")),
    fact("g", "2025-04-20 handover"),
    fact("h", "2025-05-01 close"),
)


def test_a_task_goes_from_its_description_to_its_end():
    case = followed(*WHOLE)
    assert case.state == "closed"
    assert story(case) == (
        "a issue ordered, b progress working, c suspend suspended, d resume working, e complete completed, "
        "f pass inspected, r release released, g handover handed-over, h close closed"
    )
    assert case.unit == "A"
    assert case.completion.id == "e"


@pytest.mark.parametrize(
    ("until", "state"),
    [
        ("2025-02-28", "planned"), ("2025-03-01", "ordered"), ("2025-03-10", "working"), ("2025-03-12", "suspended"),
        ("2025-03-31", "working"), ("2025-04-01", "completed"), ("2025-04-05", "released"),
        ("2025-04-20", "handed-over"),
        ("2025-05", "closed"),
    ],
)  # fmt: skip
def test_a_task_is_seen_as_it_stood_on_a_day(until, state):
    assert followed(*WHOLE, until=until).state == state


def test_before_it_is_described_there_is_no_task():
    assert followed(*WHOLE, until="2024-12-31") is None


def test_any_order_of_arrival_tells_the_same_story():
    wanted = followed(*WHOLE)
    for shuffled in itertools.islice(itertools.permutations(WHOLE), 0, 362_880, 40_009):
        assert followed(*shuffled) == wanted


# ---- moves out of turn ----


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("2025-03-01 progress", "2025-03-02 completion", "(a progress), (b complete)"),
        ("2025-03-01 issue", "2025-03-02 issue", "a issue ordered, (b issue)"),
        ("2025-03-01 issue", "2025-03-02 resume", "a issue ordered, (b resume)"),
        ("2025-03-01 cancel", "2025-03-02 issue", "a cancel cancelled, (b issue)"),
        ("2025-03-01 close", "2025-03-02 issue", "a close closed, (b issue)"),
        ("2025-03-01 issue", "2025-03-02 handover", "a issue ordered, (b handover)"),
    ],
)
def test_what_does_not_follow_is_kept_and_changes_nothing(first, then, told):
    case = followed(fact("a", first), fact("b", then))
    assert story(case) == told


@pytest.mark.parametrize("action", ["pray", "", "pass", "complete", "release", "handover", "progress", "fail"])
def test_an_order_makes_only_moves_of_orders(action):
    case = followed(fact("a", "2025-03-01 issue"), Fact("b", Order(task="T-1", date="2025-03-02", action=action)))
    assert move_of(Order(action=action)) == ""
    assert story(case) == "a issue ordered"


@pytest.mark.parametrize(
    ("result", "move"), [("passed", "pass"), ("conditional", "pass"), ("failed", "fail"), (None, "")]
)
def test_the_result_of_an_inspection_is_its_move(result, move):
    assert move_of(Inspection(result=result)) == move


# ---- order of moves ----


def test_moves_of_one_day_follow_the_chain_of_work():
    day = "2025-03-01"
    facts = [fact("d", f"{day} inspection passed"), fact("c", f"{day} completion"), fact("b", f"{day} progress"),
             fact("a", f"{day} issue")]  # fmt: skip
    assert story(followed(*facts)) == "a issue ordered, b progress working, c complete completed, d pass inspected"


def test_of_a_passed_and_a_failed_inspection_of_one_day_the_failed_one_rules():
    facts = [fact("a", "2025-03-01 issue"), fact("b", "2025-03-02 completion"),
             fact("c", "2025-03-03 inspection passed"), fact("d", "2025-03-03 inspection failed")]  # fmt: skip
    assert story(followed(*facts)) == "a issue ordered, b complete completed, d fail rework, (c pass)"


def test_orders_of_one_day_follow_each_other_as_they_were_recorded():
    issue = fact("a", "2025-03-01 issue")
    stopped = followed(issue, fact("b", "2025-03-02 suspend"), fact("c", "2025-03-02 resume"))
    assert story(stopped) == "a issue ordered, b suspend suspended, c resume working"
    other = followed(issue, fact("b", "2025-03-02 cancel"), fact("c", "2025-03-02 issue", unit="B"))
    assert (story(other), other.unit) == ("a issue ordered, b cancel planned, c issue ordered", "B")
    again = followed(
        issue, fact("b", "2025-03-02 cancel"), fact("c", "2025-03-02 issue"), fact("d", "2025-03-02 suspend")
    )
    assert again.state == "suspended"


def test_a_resumption_recorded_before_the_suspension_of_the_same_day_does_not_lift_it():
    case = followed(fact("a", "2025-03-01 issue"), fact("b", "2025-03-02 resume"), fact("c", "2025-03-02 suspend"))
    assert story(case) == "a issue ordered, (b resume), c suspend suspended"


def test_orders_of_one_day_and_one_moment_stop_rather_than_go_on():
    same = "2025-01-01T00:00:00.000Z"
    case = followed(
        fact("a", "2025-03-01 issue"),
        fact("b", "2025-03-02 suspend", recorded=same),
        fact("c", "2025-03-02 resume", recorded=same),
    )
    assert story(case) == "a issue ordered, (c resume), b suspend suspended"


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (("2025-03-05 issue", "2025-03 suspend"), "suspended"),
        (("2025-03-05 issue", "2025-03-10 suspend", "2025-03 resume"), "suspended"),
        (("2025-03-05 issue", "2025-03 cancel", "2025-03-20 progress"), "planned"),
        (("2025-03-05 issue", "2025-03-10 completion", "2025-03 inspection passed"), "completed"),
        (("2025-03-05 issue", "2025-03-10 completion", "2025-03 inspection failed"), "rework"),
        (("2025 issue", "2025-03-10 progress"), "working"),
    ],
)
def test_a_partial_date_is_read_so_that_work_stops_rather_than_goes_on(facts, state):
    assert followed(*(fact(name, text) for name, text in zip("abc", facts, strict=False))).state == state


def test_a_suspension_of_some_day_of_a_month_is_seen_all_month():
    case = followed(fact("a", "2025-03-05 issue"), fact("b", "2025-03 suspend"), until="2025-03-06")
    assert case.state == "suspended"


@pytest.mark.parametrize("day", ["-", "soon", "2025-02-30"])
def test_a_move_without_a_day_that_can_be_read_bears_the_day_of_its_recording(day):
    late = fact("b", f"{day} suspend", recorded="2025-03-02T10:00:00.000Z")
    assert story(followed(fact("a", "2025-03-01 issue"), late)) == "a issue ordered, b suspend suspended"
    assert followed(fact("a", "2025-03-01 issue"), late, until="2025-03-01").state == "ordered"


# ---- orders ----


def test_an_amendment_keeps_what_it_leaves_out():
    issued = Order(
        task="T-1", action="issue", date="2025-03-01", unit="A", rotation="r", from_="2025-03-05", to="2025-03-31",
        people=("p",), assets=("d",), organisation="org",
    )  # fmt: skip
    case = followed(Fact("a", issued), fact("b", "2025-03-10 amend", to="2025-04-30", people=("q",)))
    terms = case.order.record
    assert case.order.id == "b"
    assert (terms.unit, terms.rotation, terms.from_, terms.to) == ("A", "r", "2025-03-05", "2025-04-30")
    assert (terms.people, terms.assets, terms.organisation, terms.action) == (("q",), ("d",), "org", "amend")
    assert [(move.fact.id, move.order.record.to) for move in case.moves] == [("a", "2025-03-31"), ("b", "2025-04-30")]


def test_an_issue_takes_nothing_from_an_order_before_it():
    old, new = Fact("a", Order(unit="A", to="2025-03-31")), Fact("b", Order(action="issue", unit="B"))
    assert amended(old, new) is new
    assert amended(None, old) is old


def test_a_cancelled_order_leaves_nobody_ordered_and_the_task_planned():
    case = followed(fact("a", "2025-03-01 issue"), fact("b", "2025-03-02 progress"), fact("c", "2025-03-03 cancel"))
    assert (case.state, case.order, case.unit, case.at_work) == ("planned", None, "", False)


# ---- inspection ----

DONE = (
    fact("a", "2025-03-01 issue", people=("p-1",)),
    fact("b", "2025-03-10 completion", unit="A", signed_by=("p-9",)),
)


def test_failed_work_is_done_again_and_inspected_again():
    again = (
        fact("c", "2025-03-12 inspection failed"),
        fact("d", "2025-03-20 completion"),
        fact("e", "2025-03-25 inspection passed"),
    )
    case = followed(*DONE, *again)
    assert story(case) == (
        "a issue ordered, b complete completed, c fail rework, d complete completed, e pass inspected"
    )
    assert case.completion.id == "d"


OWN = {
    "by the unit that worked": {"unit": " A "},
    "by a person who was ordered to work": {"inspector": "p-1"},
    "by a person who signed the completion report": {"inspector": "p-9"},
    "by a member of the unit that worked": {"inspector": "p-5"},
    "by nobody who is named": {"organisation": None},
}


@pytest.mark.parametrize("who", OWN)
def test_work_is_not_passed(who):
    member = Fact("m", Member(person="p-5", unit="A", from_="2020"))
    case = followed(*DONE, member, fact("c", "2025-03-12 inspection passed", **OWN[who]))
    assert case.state == "completed"
    assert [(one.fact.id, one.in_turn, one.own_work) for one in case.moves] == [
        ("a", True, False), ("b", True, False), ("c", False, True),
    ]  # fmt: skip


def test_those_who_worked_before_others_took_over_do_not_pass_the_work_either():
    taken = fact("b", "2025-03-05 amend", unit="B"), fact("c", "2025-03-10 completion", unit="B")
    case = followed(fact("a", "2025-03-01 issue"), *taken, fact("d", "2025-03-12 inspection passed", unit="A"))
    assert case.state == "completed"


def test_others_pass_the_work_and_anybody_may_fail_it():
    assert followed(*DONE, fact("c", "2025-03-12 inspection passed", unit="B", inspector="p-7")).state == "inspected"
    assert followed(*DONE, fact("c", "2025-03-12 inspection failed", unit="A")).state == "rework"


def test_work_that_fails_after_it_was_handed_over_is_to_be_done_again():
    assert followed(*WHOLE, fact("i", "2025-06-01 inspection failed")).state == "rework"


# ---- release ----


def released(*releases, names=("R-1", "R-2")):
    completion = fact("b", "2025-03-10 completion", releases=names)
    facts = [Fact(f"r{n}", one) for n, one in enumerate(releases)]
    return followed(fact("a", "2025-03-01 issue"), completion, fact("c", "2025-03-12 inspection passed"), *facts)


ONE = Release(id="R-1", status="cleared", date="2025-03-09")
TWO = Release(id=" R-2", status="reduced", date="2025-03-15", task="T-1")


def test_land_is_released_when_all_named_releases_are_accepted_and_not_before():
    assert released().state == "inspected"
    assert released(ONE).state == "inspected"
    assert released(ONE, TWO).state == "released"
    assert [(one.day, one.fact.id) for one in released(ONE, TWO).moves][-1] == ("2025-03-15", "r1")
    assert released(ONE, TWO, names=()).state == "inspected"


def test_without_the_withdrawn_release_the_task_falls_back():
    facts = [one for one in WHOLE if one.id != "r"]
    assert followed(*WHOLE).state == "closed"
    case = followed(*facts)
    assert case.state == "inspected"
    assert story(case).endswith("f pass inspected, (g handover), (h close)")


@pytest.mark.parametrize(
    "other",
    [
        Release(id="R-2", status="cleared", date="2025-03-15", stage="progress"),
        Release(id="R-2", status="cleared", date="2025-03-15", task="T-2"),
    ],
)
def test_a_report_of_progress_or_of_another_task_releases_nothing(other):
    facts = [Fact("t2", Task(id="T-2", date="2025-01-01")), Fact("r", ONE), Fact("s", other)]
    completion = fact("b", "2025-03-10 completion", releases=("R-1", "R-2"))
    assert followed(fact("a", "2025-03-01 issue"), completion, *facts).state == "completed"
    assert {name: len(found) for name, found in accepted_releases(completion, Held(facts)).items()} == {
        "R-1": 1,
        "R-2": 0,
    }


def test_a_release_may_bear_the_number_of_a_certificate_instead_of_the_task():
    assert released(ONE, TWO, Release(id="R-1", status="cleared", date="2025-03-09", task="CERT-9")).state == "released"


def test_until_a_day_releases_after_it_do_not_count():
    facts = [fact("a", "2025-03-01 issue"), fact("b", "2025-03-10 completion", releases=("R-1",)),
             Fact("r", Release(id="R-1", status="cleared", date="2025-04-01"))]  # fmt: skip
    assert followed(*facts, until="2025-03-31").state == "completed"
    assert followed(*facts, until="2025-04-01").state == "released"


# ---- tasks among each other ----


def children(*extra):
    return [
        task(),
        Fact("x", Task(id="T-1a", parents=("T-1",))),
        Fact("y", Task(id="T-1b", parents=(" T-1 ",))),
        *extra,
    ]


def states(facts, *names):
    return {name: case_of(name, Held(facts)).state for name in names}


def test_new_tasks_wait_until_the_old_one_is_split_into_them():
    split = fact("s", "2025-02-01 split", into=("T-1a", "T-1b "))
    assert states(children(), "T-1", "T-1a", "T-1b") == {"T-1": "planned", "T-1a": "waiting", "T-1b": "waiting"}
    assert states(children(split), "T-1", "T-1a", "T-1b") == {"T-1": "split", "T-1a": "planned", "T-1b": "planned"}


def test_a_task_that_the_split_does_not_name_goes_on_waiting():
    assert states(children(fact("s", "2025-02-01 split", into=("T-1a",))), "T-1a", "T-1b") == {
        "T-1a": "planned", "T-1b": "waiting",
    }  # fmt: skip


def test_one_order_merges_all_the_tasks_that_the_new_one_names():
    facts = [task(), *(Fact(name, Task(id=name)) for name in ("T-2", "T-3")),
             Fact("m", Task(id="M", parents=("T-1", "T-2", "T-3")))]  # fmt: skip
    merge = fact("o", "2025-02-01 merge", into=("M",))
    names = ("T-1", "T-2", "T-3", "M")
    assert states(facts, *names) == {"T-1": "planned", "T-2": "planned", "T-3": "planned", "M": "waiting"}
    assert states([*facts, merge], *names) == {"T-1": "merged", "T-2": "merged", "T-3": "merged", "M": "planned"}


def test_a_merge_takes_all_its_tasks_or_none():
    facts = [task(), Fact("u", Task(id="T-2")), Fact("m", Task(id="M", parents=("T-1", "T-2"))),
             Fact("i", Order(task="T-2", action="issue", date="2025-01-15")),
             fact("o", "2025-02-01 merge", into=("M",))]  # fmt: skip
    assert states(facts, "T-1", "T-2", "M") == {"T-1": "planned", "T-2": "ordered", "M": "waiting"}


def test_tasks_made_of_each_other_never_begin():
    facts = [task(parents=("T-2",)), Fact("u", Task(id="T-2", parents=("T-1",))),
             fact("o", "2025-02-01 split", into=("T-2",)),
             Fact("p", Order(task="T-2", action="split", into=("T-1",)))]  # fmt: skip
    assert states(facts, "T-1", "T-2") == {"T-1": "waiting", "T-2": "waiting"}
    assert states([task(parents=("T-1",)), fact("o", "2025-02-01 split", into=("T-1",))], "T-1") == {"T-1": "waiting"}


def test_many_generations_of_split_and_merge_are_followed_once_each():
    facts = [Fact("0", Task(id="G0"))]
    for n in range(60):
        facts += [Fact(f"{n}{side}", Task(id=f"G{n}{side}", parents=(f"G{n}",))) for side in "ab"]
        facts.append(Fact(f"{n}s", Order(task=f"G{n}", action="split", into=(f"G{n}a", f"G{n}b"), date="2025-01-01")))
        facts.append(Fact(f"{n}t", Task(id=f"G{n + 1}", parents=(f"G{n}a", f"G{n}b"))))
        facts.append(Fact(f"{n}m", Order(task=f"G{n}a", action="merge", into=(f"G{n + 1}",), date="2025-01-01")))
    assert states(facts, "G0", "G59a", "G60") == {"G0": "split", "G59a": "merged", "G60": "planned"}


# ---- names, requests ----


def test_ids_are_compared_trimmed_and_in_one_unicode_form():
    roll = Held([Fact("t", Task(id="Zo\u0308na 1 ")), Fact("o", Order(task=" Z\u00f6na 1", action="issue"))])
    for name in ("Z\u00f6na 1", " Zo\u0308na 1\t"):
        assert (case_of(name, roll).id, case_of(name, roll).state) == ("Z\u00f6na 1", "ordered")
    assert case_of("Z\u00f6na  1", roll) is None
    assert case_of("z\u00f6na 1", roll) is None


def test_a_task_without_an_id_is_none():
    assert case_of("", Held([Fact("t", Task(name="nameless"))])) is None


def test_the_later_description_counts_from_its_day_on():
    facts = [task(name="old"), Fact("later", Task(id="T-1", name="new", date="2025-06-01"))]
    assert case_of("T-1", Held(facts), "2025-05-31").task.record.name == "old"
    assert case_of("T-1", Held(facts)).task.record.name == "new"


def test_the_case_knows_when_it_was_asked_for_and_when_moves_came_first():
    asked = Fact("q", Request(id="REQ-1", date="2025-02-01")), Fact("q2", Request(id="REQ-1 ", date="2025-02-10"))
    case = followed(*asked, *WHOLE, described=task(request="REQ-1"))
    assert (case.requested, case.first("issue"), case.first("progress"), case.first("cancel")) == (
        "2025-02-01", "2025-03-01", "2025-03-10", "",
    )  # fmt: skip
    assert followed(*WHOLE).requested == ""
    assert followed(*WHOLE, described=task(request="REQ-2")).requested == ""
