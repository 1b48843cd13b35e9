"""The case of a task: every move in order, with who, when and why, and the state that they lead to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final, NamedTuple

from landrelease.programme.moves import AT_WORK, GATED, ORDERED, RANK, STOPS, after
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.programme.span import EARLIEST
from landrelease.records.tasking import Order
from landrelease.records.times import Interval, interval
from landrelease.records.work import Completion, Handover, Inspection, Progress

KINDS: Final = ("order", "progress", "completion", "inspection", "handover")
"""Kinds whose records are moves on a task; the release of land is one too, through the completion report."""
EVER: Final = "9999-12-31"
_MOVED_BY: Final = ((Progress, "progress"), (Completion, "complete"), (Handover, "handover"))
_DIVIDES: Final = ("split", "merge")


class Move(NamedTuple):
    """
    One move on a task.

    Attributes
    ----------
    day : str
        ISO date, perhaps partial.
    move : str
        Key of `moves.RANK`.
    before, after : str
        State before and after; the same where it was out of turn.
    in_turn : bool
        Whether the table of moves holds it.
    fact : Fact
        The record behind it.
    order : Fact or None
        The order in effect after it.
    own_work : bool
        Whether it is the inspection of work by those who did it, or by nobody who is named: it passes nothing.
    """

    day: str
    move: str
    before: str
    after: str
    in_turn: bool
    fact: Fact
    order: Fact | None = None
    own_work: bool = False


class Case(NamedTuple):
    """
    A task with all that happened to it.

    Attributes
    ----------
    id : str
        The task's own id.
    task : Fact
        The task as it is described last.
    state : str
        Key of `moves.STATES`.
    moves : tuple of Move
        In order.
    order : Fact or None
        The order in effect; None where nobody is ordered.
    completion : Fact or None
        The last completion report in turn.
    requested : str
        Day of the request behind it, ISO date, perhaps partial; empty where it names none that is known.
    """

    id: str
    task: Fact
    state: str
    moves: tuple[Move, ...]
    order: Fact | None
    completion: Fact | None
    requested: str = ""

    @property
    def unit(self) -> str:
        """Id of the unit that is ordered; empty where none is."""
        return plain(self.order.record.unit) if self.order else ""

    @property
    def at_work(self) -> bool:
        """Whether a unit may be on the land."""
        return self.state in AT_WORK

    def first(self, *moves: str) -> str:
        """
        Give the day of the first move of some kinds that was in turn.

        Parameters
        ----------
        *moves
            Keys of `moves.RANK`.

        Returns
        -------
        str
            ISO date, perhaps partial; empty where there is none.
        """
        return next((one.day for one in self.moves if one.in_turn and one.move in moves), "")


def case_of(task: str, roll: Roll, until: str = EVER) -> Case | None:
    """
    Follow a task from its description to its last move.

    Parameters
    ----------
    task
        Id of the task.
    roll
        Statements in force.
    until
        Last day whose moves are followed, ISO date.

    Returns
    -------
    Case or None
        None where no record in force describes such a task.

    Notes
    -----
    Moves follow each other by day, then by their place in the chain of work; orders of one day as they were recorded.
    A move without a day that can be read bears the day of its recording, a release no earlier one than what it rests
    on. A partial date means its first day, except
    that what stops work means its last. The release of land is a move when every release that the completion report
    names is accepted. A task that is to be made of others waits until an order split or merged these into it.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> from landrelease.records.tasking import Task
    >>> roll = Held([Fact("t", Task(id="T-1", date="2025-01-01")), Fact("o", Order(task="T-1", action="issue"))])
    >>> case_of("T-1", roll).state, case_of("T-2", roll)
    ('ordered', None)
    """
    return _Cases(roll, until).of(plain(task))


class _Cases:
    """Cases of a task and of those before it; each is followed once, and none that is made of itself ever begins."""

    def __init__(self, roll: Roll, until: str) -> None:
        self._roll = roll
        self._until = until
        self._last = interval(until).last
        self._found: dict[str, Case | None] = {}
        self._giving: dict[tuple[str, str], bool] = {}

    def of(self, task: str) -> Case | None:
        if task not in self._found:
            self._found[task] = None
            self._found[task] = self._follow(task)
        return self._found[task]

    def _follow(self, task: str) -> Case | None:
        described = latest(self._roll.called("task", task), self._until)
        if described is None or not task:
            return None
        facts = self._facts(task)
        follow = _Following(self._roll, self._begins(task, described))
        follow.may_release = self._until == EVER or self._released_by_then(task, facts)
        for dated in _in_sequence(_dated(facts, self._last)):
            self._make(task, dated, follow)
        follow.release()
        return Case(
            task, described, follow.state, tuple(follow.moves), follow.order, follow.completion, self._asked(described)
        )

    def _begins(self, task: str, described: Fact) -> str:
        return "planned" if self._begun(task, described) else "waiting"

    def _make(self, task: str, dated: "_Dated", follow: "_Following") -> None:
        if dated.move in {"handover", "close"}:
            follow.release()
        void = dated.move in _DIVIDES and not self._divides(task, dated)
        follow.take(dated.day, dated.move, dated.fact, void=void)

    def _divides(self, task: str, dated: "_Dated") -> bool:
        """Tell whether the new tasks of a split or merge take over: from this task alone, or from all at once."""
        names = {plain(name) for name in dated.fact.record.into} - {""}
        children = [latest(self._roll.called("task", name), self._until) for name in names]
        parents = [{plain(name) for name in child.record.parents} if child else set() for child in children]
        if dated.move == "split":
            return bool(parents) and all(one == {task} for one in parents)
        return (
            len(parents) == 1
            and task in parents[0]
            and all(self._gives_up(other, dated.fact.id) for other in sorted(parents[0] - {task}))
        )

    def _gives_up(self, task: str, order: str) -> bool:
        """Tell whether a merge is in turn for another of its tasks, which is followed only as far as that."""
        if (task, order) not in self._giving:
            self._giving[task, order] = False
            self._giving[task, order] = self._mergeable(task, order)
        return self._giving[task, order]

    def _mergeable(self, task: str, order: str) -> bool:
        described = latest(self._roll.called("task", task), self._until)
        if described is None:
            return False
        follow = _Following(self._roll, self._begins(task, described))
        for dated in _in_sequence(_dated(self._facts(task), self._last)):
            if dated.fact.id == order:
                return bool(after(follow.state, "merge"))
            self._make(task, dated, follow)
        return False

    def _released_by_then(self, task: str, facts: Iterable[Fact]) -> bool:
        """Tell whether the land was released by the last day asked about, as far as is known of the days after it."""
        if not any(isinstance(fact.record, Completion) for fact in facts):
            return False
        case = case_of(task, self._roll)
        days = [one.day for one in case.moves if one.move == "release"] if case else []
        return any(_days(day, "").last <= self._last for day in days)

    def _begun(self, task: str, described: Fact) -> bool:
        """Tell whether the tasks that it is made of are split or merged into it."""
        parents = (self.of(plain(name)) for name in described.record.parents)
        return all(parent is not None and task in _became(parent) for parent in parents)

    def _facts(self, task: str) -> list[Fact]:
        """List the records that move a task: those about it, and orders that merge it with the task they name."""
        named = self._roll.naming("task", task, *KINDS, "task")
        found = [fact for fact in named if getattr(fact.record, "task", None) and plain(fact.record.task) == task]
        children = {plain(fact.record.id) for fact in named if task in map(plain, getattr(fact.record, "parents", ()))}
        for child in sorted(children - {""}):
            found += [fact for fact in self._roll.naming("task", child, "order") if _merges(fact.record, child)]
        return list({fact.id: fact for fact in found}.values())

    def _asked(self, described: Fact) -> str:
        name = plain(described.record.request)
        asked = self._roll.called("request", name) if name else []
        return min((fact.record.date or fact.record.recorded[:10] for fact in asked), default="")


def _merges(order: Order, child: str) -> bool:
    return order.action == "merge" and child in map(plain, order.into)


def _became(case: Case) -> set[str]:
    """Name the tasks that took the place of one."""
    return {
        plain(name) for move in case.moves if move.in_turn and move.move in _DIVIDES for name in move.fact.record.into
    }


class _Following:
    def __init__(self, roll: Roll, state: str) -> None:
        self._roll = roll
        self.may_release = True
        self.state = state
        self.moves: list[Move] = []
        self.order: Fact | None = None
        self.completion: Fact | None = None
        self._workers: dict[str, set[str]] = defaultdict(set)

    def take(self, day: str, move: str, fact: Fact, *, void: bool = False) -> None:
        """Make one move, or note that it is out of turn, or void for what it says."""
        own = move == "pass" and self._own_work(fact.record)
        before, then = self.state, "" if own or void else after(self.state, move)
        if then:
            self.state = then
            self._effect(move, fact)
        self._remember(move, fact.record)
        self.moves.append(Move(day, move, before, self.state, bool(then), fact, self.order, own))

    def _effect(self, move: str, fact: Fact) -> None:
        if move in GATED:
            self.order = amended(self.order, fact)
        elif move == "cancel":
            self.order = None
        elif move == "complete":
            self.completion = fact

    def _remember(self, move: str, record: Any) -> None:  # noqa: ANN401 - any record of a move
        """Keep in mind who worked, or was ordered to: none of them passes the work, later either."""
        if move in GATED | {"progress", "complete"}:
            self._workers["unit"].add(plain(record.unit))
            people = {"complete": "signed_by", "progress": "signed_by"}.get(move, "people")
            self._workers["person"] |= {plain(person) for person in getattr(record, people, ())}

    def _own_work(self, check: Inspection) -> bool:
        """Tell whether those who worked pass their own work, or nobody is named who does."""
        unit, inspector = plain(check.unit), plain(check.inspector)
        if not (unit or inspector or plain(check.organisation)):
            return True
        units = {unit, *(plain(one.record.unit) for one in self._roll.naming("person", inspector, "member"))} - {""}
        return bool(units & self._workers["unit"]) or inspector in self._workers["person"] - {""}

    def release(self) -> None:
        """Make the move of the release where all releases of the completion report are accepted."""
        if self.completion is None or not self.may_release or not after(self.state, "release"):
            return
        accepted = accepted_releases(self.completion, self._roll)
        if not accepted or not all(accepted.values()):
            return
        facts = (fact for found in accepted.values() for fact in found)
        last = max(facts, key=lambda one: (one.record.date or "", one.id))
        before = next(one.day for one in reversed(self.moves) if one.in_turn)
        self.take(max(last.record.date or "", before), "release", last)


def accepted_releases(completion: Fact, roll: Roll) -> dict[str, list[Fact]]:
    """
    Look up the releases that a completion report names.

    Parameters
    ----------
    completion
        The report.
    roll
        Statements in force.

    Returns
    -------
    dict
        Name to what is accepted under it: nothing where it only is proposed, reports progress, or belongs to another
        task that is known.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> accepted_releases(Fact("c", Completion(task="T-1", releases=("R-1",))), Held([]))
    {'R-1': []}
    """
    task = plain(completion.record.task)

    def counts(fact: Fact) -> bool:
        other = plain(fact.record.task)
        return fact.record.stage == "complete" and (other in {"", task} or not roll.called("task", other))

    names = [plain(name) for name in completion.record.releases if plain(name)]
    return {name: [fact for fact in roll.called("release", name) if counts(fact)] for name in names}


def amended(order: Fact | None, fact: Fact) -> Fact:
    """
    Give an order the terms of an amendment; what that leaves out stays.

    Parameters
    ----------
    order
        The order in effect.
    fact
        A later one on the same task.

    Returns
    -------
    Fact
        The later one, whole.

    Examples
    --------
    >>> old = Fact("o", Order(unit="A", to="2025-05-31", action="issue"))
    >>> amended(old, Fact("p", Order(to="2025-06-30", action="amend"))).record.unit
    'A'
    """
    if order is None or fact.record.action == "issue":
        return fact
    kept = {name: getattr(order.record, name) for name in Order.__struct_fields__}
    said: dict[str, Any] = {name: getattr(fact.record, name) for name in Order.__struct_fields__}
    return Fact(fact.id, Order(**{name: value or kept[name] for name, value in said.items() if name != "sealed"}))


class _Dated(NamedTuple):
    place: int
    day: str
    move: str
    fact: Fact

    @property
    def rank(self) -> int:
        return RANK[self.move]


def _dated(facts: Iterable[Fact], last: int) -> Iterator[_Dated]:
    for fact in facts:
        move, record = move_of(fact.record), fact.record
        if not move:
            continue
        day = record.date or getattr(record, "from_", None) or record.recorded[:10]
        days = _days(day, record.recorded[:10])
        first, known = (days.last, days.first) if move in STOPS else (days.first, days.last)
        if known <= last:
            yield _Dated(first, day, move, fact)


def _days(day: str, recorded: str) -> Interval:
    """Read a day; one that cannot be read is that of the recording."""
    for text in (day, recorded):
        try:
            return interval(text)
        except ValueError:
            continue
    return Interval(EARLIEST, EARLIEST)


def _in_sequence(moves: Iterable[_Dated]) -> list[_Dated]:
    """Order moves by day and rank, the orders of one day as they were recorded."""
    found: list[tuple[int, int, str, int, str, _Dated]] = []
    for place, of_day in groupby(sorted(moves, key=lambda one: one.place), key=lambda one: one.place):
        least, so_far, moment = 0, 0, ""
        for one in sorted(of_day, key=lambda one: (one.fact.record.recorded, one.fact.id)):
            rank, recorded = one.rank, one.fact.record.recorded
            if one.move in ORDERED:
                least, moment = (so_far, recorded) if recorded > moment else (least, moment)
                rank = max(rank, least)
                so_far = max(so_far, rank)
            found.append((place, rank, recorded, one.rank, one.fact.id, one))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])]


def move_of(record: Any) -> str:  # noqa: ANN401 - any record
    """
    Name the move that a record makes on its task.

    Parameters
    ----------
    record
        A record of `KINDS`.

    Returns
    -------
    str
        Key of `moves.RANK`; empty where it makes none.

    Examples
    --------
    >>> move_of(Inspection(result="conditional")), move_of(Order(action="pray"))
    ('pass', '')
    """
    if isinstance(record, Order):
        action = plain(record.action)
        return action if action in ORDERED else ""
    if isinstance(record, Inspection):
        return {"passed": "pass", "conditional": "pass", "failed": "fail"}.get(plain(record.result), "")
    return next((move for kind, move in _MOVED_BY if isinstance(record, kind)), "")
