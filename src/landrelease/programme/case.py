"""The case of a task: every move in order, with who, when and why, and the state that they lead to."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from landrelease.programme.moves import AT_WORK, RANK, after
from landrelease.programme.roll import Fact, Roll, latest, plain
from landrelease.records.tasking import Order
from landrelease.records.work import Completion, Handover, Inspection, Progress

KINDS: Final = ("order", "progress", "completion", "inspection", "handover")
"""Kinds whose records are moves on a task; the release of land is one too, through the completion report."""


_MOVED_BY: Final = ((Progress, "progress"), (Completion, "complete"), (Handover, "handover"))


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
    """

    day: str
    move: str
    before: str
    after: str
    in_turn: bool
    fact: Fact


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
    """

    id: str
    task: Fact
    state: str
    moves: tuple[Move, ...]
    order: Fact | None
    completion: Fact | None

    @property
    def unit(self) -> str:
        """Id of the unit that is ordered; empty where none is."""
        return plain(self.order.record.unit) if self.order else ""

    @property
    def at_work(self) -> bool:
        """Whether a unit may be on the land."""
        return self.state in AT_WORK


def case_of(task: str, roll: Roll, until: str = "9999-12-31") -> Case | None:
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
    Moves follow each other by day, then by their place in the chain of work, then by moment of recording. The release
    of land is a move when every release that the completion report names is accepted.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> from landrelease.records.tasking import Task
    >>> roll = Held([Fact("t", Task(id="T-1", date="2025-01-01")), Fact("o", Order(task="T-1", action="issue"))])
    >>> case_of("T-1", roll).state, case_of("T-2", roll)
    ('ordered', None)
    """
    described = latest(roll.called("task", task), until)
    if described is None:
        return None
    facts = [fact for fact in roll.naming("task", task, *KINDS) if plain(fact.record.task) == plain(task)]
    ordered = sorted(_dated(facts, until), key=_place)
    follow = _Following(roll)
    for day, move, fact in ordered:
        if move in {"handover", "close"}:
            follow.release()
        follow.take(day, move, fact)
    follow.release()
    return Case(plain(task), described, follow.state, tuple(follow.moves), follow.order, follow.completion)


class _Following:
    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self.state = "planned"
        self.moves: list[Move] = []
        self.order: Fact | None = None
        self.completion: Fact | None = None

    def take(self, day: str, move: str, fact: Fact) -> None:
        """Make one move, or note that it is out of turn."""
        then = after(self.state, move) if not self._own_work(move, fact) else ""
        self.moves.append(Move(day, move, self.state, then or self.state, bool(then), fact))
        if not then:
            return
        self.state = then
        if move in {"issue", "amend", "resume"}:
            self.order = amended(self.order, fact)
        elif move == "cancel":
            self.order = None
        elif move == "complete":
            self.completion = fact

    def _own_work(self, move: str, fact: Fact) -> bool:
        """Tell whether a unit or person inspects its own work; such an inspection says nothing."""
        return move in {"pass", "fail"} and self.order is not None and own_work(self.order, fact)

    def release(self) -> None:
        """Make the move of the release where all releases of the completion report are accepted."""
        if self.completion is None or not after(self.state, "release"):
            return
        names = self.completion.record.releases
        accepted = [self._roll.called("release", name) for name in names]
        if names and all(accepted):
            last = max(
                (fact for facts in accepted for fact in facts), key=lambda fact: (fact.record.date or "", fact.id)
            )
            self.take(last.record.date or "", "release", last)


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


def own_work(order: Fact, inspection: Fact) -> bool:
    """
    Tell whether an inspection is by those who did the work.

    Parameters
    ----------
    order
        The order under which the work was done.
    inspection
        The inspection.

    Returns
    -------
    bool
        True where the unit inspects itself, or the inspector is one of the people ordered.

    Examples
    --------
    >>> own_work(Fact("o", Order(unit="A", people=("p-1",))), Fact("i", Inspection(unit="B", inspector="p-1")))
    True
    """
    work, check = order.record, inspection.record
    same_unit = bool(plain(check.unit)) and plain(check.unit) == plain(work.unit)
    return same_unit or plain(check.inspector) in {plain(person) for person in work.people}


def _dated(facts: Iterable[Fact], until: str) -> Iterator[tuple[str, str, Fact]]:
    for fact in facts:
        move = move_of(fact.record)
        day = fact.record.date or getattr(fact.record, "from_", None) or fact.record.recorded[:10]
        if move and day <= until:
            yield day, move, fact


def _place(dated: tuple[str, str, Fact]) -> tuple[str, int, str, str]:
    day, move, fact = dated
    return day, RANK[move], fact.record.recorded, fact.id


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
        return plain(record.action) if record.action in RANK else ""
    if isinstance(record, Inspection):
        return {"passed": "pass", "conditional": "pass", "failed": "fail"}.get(plain(record.result), "")
    return next((move for kind, move in _MOVED_BY if isinstance(record, kind)), "")
