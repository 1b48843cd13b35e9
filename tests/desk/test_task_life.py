"""Whatever is commanded in whatever order: no order that the gate refuses, no state lost, no land lost or won."""

import datetime as dt
import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from landrelease.desk import tasks, upkeep
from landrelease.desk.errors import DeskError
from landrelease.desk.opening import create, open_register
from landrelease.desk.register import Register
from landrelease.geometry.plane import Plane
from landrelease.ledger.force import versions_of, view_of
from landrelease.programme.case import Case, case_of
from landrelease.programme.division import land_of
from landrelease.programme.findings import task_names
from landrelease.programme.moves import MOVES
from landrelease.programme.roll import Held, held_of
from landrelease.records import format1
from landrelease.records.accreditation import Accreditation
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.context import Programme
from landrelease.records.shape import Shape
from landrelease.records.tasking import Lock, Order, Task
from landrelease.records.units import Unit
from landrelease.records.work import Completion, Inspection, Progress
from landrelease.register.address import create_store

PLANE = Plane(18.0, 44.0)
LONG = os.environ.get("LANDRELEASE_LONG", "") not in {"", "0"}
EVER = "9999-12-31T23:59:59.999Z"
MEMORY = Path("/dev/shm")
FOLDER = MEMORY if MEMORY.is_dir() else None
STEP = (0.001, 80.2)
"""Side of a square in degrees and, to the east, in metres."""
LAND = {
    "R0": (0, 1), "R1": (1, 2), "R2": (5, 6),
    "R0a": (0, 0.5), "R0b": (0.5, 1), "R0x": (0.4, 1), "R2a": (5, 5.3), "R2b": (5.3, 6), "M": (0, 2), "N": (0, 1),
}  # fmt: skip
"""West and east side of each task in squares; the first two touch, the third lies apart."""
PARENTS = {
    "R0a": ("R0",), "R0b": ("R0",), "R0x": ("R0",), "R2a": ("R2",), "R2b": ("R2",), "M": ("R0", "R1"),
    "N": ("R0a", "R0b"),
}  # fmt: skip
DAYS = ("2023-05-01", "2023-05-10", "2023-05-11", "2023-05-20", "2023-05")
PEOPLE = ("anna", "boris")


# ---- what is commanded ----


def shape(name: str) -> Shape:
    west, east = LAND[name]
    box = shapely.box(18 + west * STEP[0], 44, 18 + east * STEP[0], 44 + STEP[0])
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(box).encode()))


def described() -> list[Record]:
    """Two teams, and all tasks, those too that are to be made of others."""
    about = {"activity": "bac", "date": "2023-01-01"}
    made = [Task(id=name, shape=shape(name), parents=PARENTS.get(name, ()), **about) for name in LAND]
    made += [Unit(id="A", name="Team A"), Unit(id="B", name="Team B")]
    first = {"capability": "bac", "status": "accredited", "date": "2023-01-01", "from_": "2023-01-01"}
    return [*made, Accreditation(unit="A", **first), Accreditation(unit="B", **first)]


DIVISIONS = (
    ("R0", "split", ("R0a", "R0b")), ("R0", "split", ("R0a", "R0x")), ("R2", "split", ("R2a", "R2b")),
    ("R0", "merge", ("M",)), ("R1", "merge", ("M",)), ("R0a", "merge", ("N",)), ("R0", "split", ("R0a",)),
    ("R1", "split", ("R0a", "R0b")), ("N", "split", ("R0a", "R0b")),
)  # fmt: skip
PERIODS = (
    ("2023-05-01", "2023-05-09"),
    ("2023-05-10", "2023-05-20"),
    ("2023-05", "2023-05"),
    ("2023-05-20", "2023-05"),
)
ACTIONS = ("issue", "amend", "suspend", "resume", "cancel", "close", "pray")
BARS = ("suspended", "suspended", "withdrawn", "accredited", "accredited")


def order(rng: random.Random, found: dict[str, Case]) -> Order:
    """An order, most often one that follows."""
    task, date = rng.choice(lively(found)) if rng.random() < 0.9 else rng.choice(list(found.values())), day_of(rng)
    turns = [move for move in MOVES[task.state] if move in ACTIONS]
    action = rng.choice(turns if turns and rng.random() < 0.8 else ACTIONS)
    if action == "issue":
        first, last = rng.choice(PERIODS)
        return Order(task=task.id, action=action, unit=rng.choice("AAB"), date=date, from_=first, to=last)
    unit, to = rng.choice((None, None, None, "B")), rng.choice((None, None, "2023-05-31"))
    return Order(task=task.id, action=action, date=date, unit=unit, to=to)


def lively(found: dict[str, Case]) -> list[Case]:
    return [case for case in found.values() if case.state in LIVELY] or list(found.values())


LIVELY = ("planned", "ordered", "working", "suspended", "rework", "completed")


def day_of(rng: random.Random) -> str:
    return rng.choice(("2023-05-01", "2023-05-01", "2023-05-01", *DAYS))


def divided(rng: random.Random, _found: dict[str, Case]) -> Order:
    task, action, into = rng.choice(DIVISIONS)
    return Order(task=task, action=action, into=into, date=day_of(rng))


def bar(rng: random.Random, _found: dict[str, Case]) -> Accreditation:
    status, to = rng.choice(BARS), rng.choice((None, "2023-05-15"))
    unit, date, first = rng.choice("AAB"), day_of(rng), day_of(rng)
    return Accreditation(unit=unit, capability="bac", status=status, date=date, from_=first, to=to)


def report(rng: random.Random, found: dict[str, Case]) -> Record:
    task, date = rng.choice(lively(found)), day_of(rng)
    kind = rng.choice(("progress", "progress", "completion", "inspection", "lock"))
    if kind == "progress":
        return Progress(task=task.id, unit=task.unit or "A", date=date, area_m2=100.0, hours=rng.random())
    if kind == "completion":
        return Completion(task=task.id, unit=task.unit or "A", date=date)
    if kind == "inspection":
        return Inspection(task=task.id, unit=rng.choice("ABC"), date=date, result=rng.choice(("passed", "failed")))
    return Lock(task=task.id, until="2024-01-01T00:00:20Z", date=date)


MADE = (order, order, order, order, divided, divided, bar, report)
VERBS = (*("agree",) * 8, "give", "give", "propose", "accept", "reject", "reject", "correct", "withdraw", "decide")


def act(register: Register, known: list[str], rng: random.Random, found: dict[str, Case]) -> None:
    """Do one thing; what the desk refuses is left undone."""
    verb, record = rng.choice(VERBS), rng.choice(MADE)(rng, found)
    writer, of = register.by(rng.choice(PEOPLE)), rng.choice(known) if known else ""
    with suppress(DeskError):
        if verb == "give" and isinstance(record, Order):
            known.append(tasks.give(writer, record, accept_as="carla").id)
        elif verb in {"propose", "agree", "give"} or not known:
            known.append(writer.append(record))
            if verb != "propose":
                writer.accept([known[-1]], author="carla")
        elif verb in {"accept", "reject"}:
            writer.by("carla").decide([of], verb, "because")
        elif verb == "correct":
            statement = msgspec.json.decode(msgspec.json.encode(record))
            known.append(writer.append(Correction(corrects=of, reason="typing", replacement=statement)))
            writer.accept([known[-1]], author="carla")
        elif verb == "withdraw":
            known.append(writer.append(Withdrawal(withdraws=of, reason="duplicate")))
            writer.accept([known[-1]], author="carla")
        else:
            writer.append(Decision(verdict=rng.choice(("accept", "reject")), about=(of,), reason="because"))


class Life(NamedTuple):
    """So many commands, drawn from a seed: a shorter life begins like the longer one."""

    seed: int
    length: int

    def lived(self, register: Register) -> Iterator[tuple[dict[str, Case], dict[str, Case]]]:
        """Live it; gives the cases before and after each command."""
        rng, known = random.Random(self.seed), list[str]()
        before = cases(held_of(read(register), EVER))
        for _ in range(self.length):
            act(register, known, rng, before)
            after = cases(held_of(read(register), EVER))
            yield before, after
            before = after


LIFE = st.builds(Life, st.integers(0, 2**32), st.integers(10, 30))
LIVES = settings(settings.default, max_examples=100 if LONG else 8, phases=(Phase.explicit, Phase.generate))
"""Few and long; what fails is told by its seed, since a life from another seed is no simpler one."""


@pytest.fixture(scope="module")
def begun() -> Iterator[Path]:
    """A register in which the tasks are described and the teams known."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        path = Path(folder) / "begun.register"
        programme = Programme(id="SYN", plane=(18.0, 44.0))
        with create(path, programme, acting="anna", clock=lambda: dt.datetime(2023, 1, 2, tzinfo=dt.UTC)) as register:
            register.accept(register.append_all(described()), author="carla")
        yield path


@contextmanager
def office(begun: Path) -> Iterator[Register]:
    """A copy of it, whose clock moves on with every look at it."""
    moments = iter(range(100_000))
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        path = shutil.copy(begun, Path(folder) / "a.register")
        with open_register(path, acting="office") as register:
            register.clock = lambda: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=next(moments))
            yield register


def read(register: Register) -> dict[str, Record]:
    return dict(register.records())


def cases(roll: Held) -> dict[str, Case]:
    return {name: case_of(name, roll) for name in task_names(roll)}


# ---- the gate, slowly ----


def day(text: str, *, last: bool = False) -> dt.date:
    if len(text) == len("2023-05"):
        return dt.date.fromisoformat(text + "-31") if last else dt.date.fromisoformat(text + "-01")
    return dt.date.fromisoformat(text)


def accredited_on(when: dt.date, facts: Sequence[Accreditation]) -> bool:
    """One day, as a person reads the papers: doubt about a paper that permits is no, about one that bars is yes."""
    permits = [
        (day(one.from_, last=True), day(one.to) if one.to else dt.date.max)
        for one in facts
        if one.status == "accredited"
    ]
    bars = [
        (one.status, day(one.from_), day(one.to, last=True) if one.to else dt.date.max)
        for one in facts
        if one.status in {"suspended", "withdrawn"}
    ]
    for status, first, last in bars:
        lifted = status == "withdrawn" and any(first < begin <= when for begin, _ in permits)
        if first <= when <= last and not lifted:
            return False
    return any(first <= when <= last for first, last in permits)


def days_of(order: Order) -> list[dt.date]:
    if not order.from_ or not order.to:
        return []
    first, last = day(order.from_), day(order.to, last=True)
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def refused(case: Case, among: dict[str, Case], records: dict[str, Record]) -> str:
    """Why a person with all the papers on the table would not let this work begin; empty where they would."""
    order, view = case.order.record, view_of(records, EVER)
    facts = [
        one.statement
        for root, record in records.items()
        if not isinstance(record, Correction | Withdrawal | Decision)
        for one in versions_of(view, root)[:1]
        if isinstance(one.statement, Accreditation) and one.statement.unit == order.unit
    ]
    days = days_of(order)
    if not order.unit or not days or not all(accredited_on(one, facts) for one in days):
        return "not accredited"
    for other in among.values():
        if (
            other.id == case.id
            or other.order is None
            or other.state not in {"ordered", "working", "rework", "suspended"}
        ):
            continue
        (west, east), (from_, to) = LAND[case.id], LAND[other.id]
        near = max(west - to, from_ - east) * STEP[1] < 25
        if near and other.order.record.unit != order.unit and set(days) & set(days_of(other.order.record)):
            return f"too near to {other.id}"
    return ""


def sent(before: dict[str, Case], after: dict[str, Case]) -> list[Case]:
    """The tasks on which a unit works that did not, or under other terms."""

    def terms(case: Case | None) -> tuple:
        order = case.order.record if case and case.order and case.at_work else None
        return (order.unit, order.from_, order.to) if order else ()

    return [case for name, case in after.items() if case.at_work and terms(before.get(name)) != terms(case)]


# ---- what never happens ----


def is_order(record: Record) -> bool:
    return isinstance(record, Order)


@LIVES
@given(life=LIFE)
def test_no_command_ever_sends_a_unit_to_work_that_the_gate_refuses(begun, life):
    with office(begun) as register:
        for before, after in life.lived(register):
            began = [case for case in sent(before, after) if by_order(before.get(case.id), case)]
            records = read(register) if began else {}
            assert {case.id: said for case in began if (said := refused(case, after, records))} == {}


def by_order(before: Case | None, after: Case) -> bool:
    """Whether it is an order that sent them: inspections that fail, and reports that fall away, send nobody anew."""
    was = {(move.fact.id, move.in_turn) for move in before.moves if is_order(move.fact.record)} if before else set()
    return was != {(move.fact.id, move.in_turn) for move in after.moves if is_order(move.fact.record)}


def areas(found: dict[str, Case]) -> float:
    """Area of the tasks that have land of their own: those that began, and were neither split nor merged since."""
    alive = [
        case.task
        for case in found.values()
        if case.state not in {"split", "merged"} and (case.moves[0].before if case.moves else case.state) != "waiting"
    ]
    return sum(land.area for land in land_of(alive, PLANE))


@LIVES
@given(life=LIFE)
def test_land_of_tasks_is_neither_lost_nor_won(begun, life):
    with office(begun) as register:
        whole = areas(cases(held_of(read(register), EVER)))
        for _before, after in life.lived(register):
            assert areas(after) == pytest.approx(whole, abs=1.0)


def told(found: dict[str, Case]) -> dict[str, list[tuple]]:
    return {
        name: [
            case.state,
            case.unit,
            *((move.fact.id, move.move, move.before, move.after, move.in_turn) for move in case.moves),
        ]
        for name, case in found.items()
    }


@LIVES
@given(life=LIFE, seed=st.integers(0, 2**16))
def test_no_state_is_lost_and_the_order_of_arrival_changes_nothing(begun, life, seed):
    with office(begun) as register:
        for _ in life.lived(register):
            assert upkeep.differences(register.store) == []
        wanted = told(cases(held_of(read(register), EVER)))
        rows = tasks.task_rows(register)
        assert {row["task"]: row["state"] for row in rows} == {name: one[0] for name, one in wanted.items()}
        roll = tasks.known_now(register.store, EVER).roll
        assert told({name: case_of(name, roll) for name in wanted}) == wanted
        shuffled = [data for _, _, data in register.store.records()]
        random.Random(seed).shuffle(shuffled)
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder, create_store(Path(folder) / "b.register") as store:
            for half in (shuffled[::2], shuffled[1::2]):
                with store.writing("sync") as batch:
                    upkeep.refresh(store, batch, [batch.add(data).id for data in half])
            other = Register(store)
            assert (
                told(cases(held_of({format1.identity(data): format1.decode(data) for data in shuffled}, EVER)))
                == wanted
            )
            assert tasks.task_rows(other) == rows
            assert other.verify() == []
        register.rebuild()
        assert tasks.task_rows(register) == rows
        assert register.verify() == []


@LIVES
@given(life=LIFE)
def test_every_move_follows_from_the_one_before_it(begun, life):
    with office(begun) as register:
        for _before, after in life.lived(register):
            for case in after.values():
                state = "waiting" if case.moves and case.moves[0].before == "waiting" else "planned"
                for move in case.moves:
                    assert move.before == state
                    state = move.after
                assert state == (case.state if case.moves else state)
