"""What of a programme somebody may see: all of it, or the units and tasks of one contributor, or of some land."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import shapely
from litestar.exceptions import NotFoundException, PermissionDeniedException

from landrelease.desk.orders import known_whole
from landrelease.desk.reading import Reading
from landrelease.desk.site import placed
from landrelease.desk.views import EVER
from landrelease.programme.findings import cases_of
from landrelease.programme.ordering import Known
from landrelease.programme.readiness import units
from landrelease.programme.reason import Reason
from landrelease.programme.roll import latest, plain
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.policy import contributor, reads
from landrelease.web.territory import land_of, seen

LOWEST: Final = "contributor"
"""Lowest audience of these pages: orders, members and certificates name people and are marked for it."""
HIDDEN: Final = "–"
"""Stands for what is somebody else's."""
_ELSEWHERE: Final = ("unit", "task")
_BY_QUALITY: Final = frozenset({"pass", "fail"})


class Sight(NamedTuple):
    """
    What of a programme somebody may see.

    Attributes
    ----------
    organisation : str or None
        Id of the contributor to whose units they are confined; None for all.
    units : frozenset of str or None
        Units that they see; None for all.
    tasks : frozenset of str or None
        Tasks that they see; None for all.
    requests : frozenset of str or None
        Requests that they see; None for all.
    people : frozenset of str or None
        Persons whom they see as members, with their certificates; None for all.
    others : frozenset of str
        Organisations of units that they do not see.

    Examples
    --------
    >>> one = Sight("org-7", frozenset({"team-3"}), frozenset({"T-1"}), frozenset(), frozenset())
    >>> one.unit("team-3"), one.task("T-2"), Sight().task("T-2")
    (True, False, True)
    """

    organisation: str | None = None
    units: frozenset[str] | None = None
    tasks: frozenset[str] | None = None
    requests: frozenset[str] | None = None
    people: frozenset[str] | None = None
    others: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing is kept from them."""
        return self == Sight()

    def unit(self, name: str | None) -> bool:
        """
        Tell whether they see a unit.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        bool
            Whether they do.
        """
        return self.units is None or plain(name) in self.units

    def task(self, name: str | None) -> bool:
        """
        Tell whether they see a task.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        bool
            Whether they do.
        """
        return self.tasks is None or plain(name) in self.tasks

    def request(self, name: str | None) -> bool:
        """
        Tell whether they see a request of which no task was made.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        bool
            Whether they do.
        """
        return self.requests is None or plain(name) in self.requests

    def person(self, name: str | None) -> bool:
        """
        Tell whether they see a person's training.

        Parameters
        ----------
        name
            Id of the person.

        Returns
        -------
        bool
            Whether they do.
        """
        return self.people is None or plain(name) in self.people

    def party(self, name: str | None) -> bool:
        """
        Tell whether they see what an organisation agreed to or has to do.

        Parameters
        ----------
        name
            Id of the organisation.

        Returns
        -------
        bool
            Whether it is theirs, or they see all.
        """
        return self.organisation is None or plain(name) == plain(self.organisation)

    def rows(self, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """
        Keep of the tasks those that they see; why others stop them stays on the page of each.

        Parameters
        ----------
        rows
            As `desk.tasks.task_rows` gives them.

        Returns
        -------
        list of dict
            In the same order.
        """
        mine = [dict(row) for row in rows if (self.task(row["task"]) if row["task"] else self.request(row["request"]))]
        if not self.whole:
            for row in mine:
                row["stopped"] = row["stopped"] and tr("Work must stop; its page says why.")
        return mine

    def sees_late(self, row: Mapping[str, Any]) -> bool:
        """
        Tell whether they see something that is late.

        Parameters
        ----------
        row
            As `desk.programme.late_rows` gives it.

        Returns
        -------
        bool
            By the task or request; action points only where they see every contributor's.
        """
        asked = {"task": self.task, "request": self.request}
        return asked[row["what"]](row["id"]) if row["what"] in asked else self.organisation is None

    def reason(self, one: Reason) -> Reason:
        """
        Take out of a reason which unit or task of others it is about.

        Parameters
        ----------
        one
            A reason of the gate or of an order.

        Returns
        -------
        Reason
            The same, or with a dash for what is somebody else's and without its record.

        Examples
        --------
        >>> from landrelease.programme.reason import reason
        >>> one = Sight("org-7", frozenset({"team-3"}), frozenset({"T-1"}), frozenset(), frozenset())
        >>> one.reason(reason("in-two-units", "ab", person="p-1", unit="team-9", days="2025-03-01")).text
        'p-1 belongs to unit – as well on 2025-03-01.'
        """
        sees = {"unit": self.unit, "task": self.task}
        hidden = {name: HIDDEN for name in _ELSEWHERE if name in one.params and not sees[name](one.params[name])}
        if not hidden:
            return one
        return one._replace(record="", params=MappingProxyType({**one.params, **hidden}))

    def reasons(self, found: Iterable[Reason]) -> list[dict[str, Any]]:
        """
        Lay reasons out for a page.

        Parameters
        ----------
        found
            Reasons of the gate or of an order.

        Returns
        -------
        list of dict
            ``code``, ``allows``, ``text``, ``rule`` and ``record`` of each.
        """
        return [
            {"code": one.code, "allows": one.allows, "text": one.text, "rule": one.rule, "record": one.record}
            for one in map(self.reason, found)
        ]

    def meetings(self, rows: Iterable[Mapping[str, Any]], actions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """
        Keep of the meetings those in which they took part, and of each what is theirs.

        Parameters
        ----------
        rows
            As `desk.partners.meeting_rows` gives them.
        actions
            Action points, as `desk.partners.action_rows` gives them.

        Returns
        -------
        list of dict
            In the same order; with their own name and the number of their own action points alone.
        """
        if self.organisation is None:
            return list(map(dict, rows))
        due = Counter(plain(one["meeting"]) for one in actions if one["status"] == "open" and self.party(one["party"]))
        mine = [(dict(row), [party for party in row["parties"] if self.party(party)]) for row in rows]
        return [{**row, "parties": parties, "open_actions": due[row["meeting"]]} for row, parties in mine if parties]

    def need_unit(self, name: str) -> None:
        """
        Refuse to speak of a unit that they may not see, as if there were none.

        Parameters
        ----------
        name
            Its id.

        Raises
        ------
        NotFoundException
            Where it is not theirs to see.
        """
        if not self.unit(name):
            raise NotFoundException(detail=tr("There is no unit {unit} that you may see.").format(unit=name))

    def need_task(self, name: str) -> None:
        """
        Refuse to speak of a task that they may not see, as if there were none.

        Parameters
        ----------
        name
            Its id.

        Raises
        ------
        NotFoundException
            Where it is not theirs to see.
        """
        if not self.task(name):
            raise NotFoundException(detail=tr("There is no task {task} that you may see.").format(task=name))


def moves_seen(moves: Iterable[Mapping[str, Any]], actor: Actor, sight: Sight) -> Iterator[dict[str, Any]]:
    """
    Keep of the moves on a task what somebody may read.

    Parameters
    ----------
    moves
        As `desk.tasks.story_of` gives them.
    actor
        Who reads.
    sight
        What they may see.

    Yields
    ------
    dict
        Moves while a unit of theirs was ordered; the author's name for the authority only, the reason of an inspection
        for quality only.
    """
    ordered = ""
    for move in moves:
        ordered = plain(move["unit"]) or ordered
        if sight.unit(ordered) or (not ordered and sight.organisation is None):
            who = move["who"] if reads(actor, "authority") else ""
            hidden = move["move"] in _BY_QUALITY and not reads(actor, "quality")
            yield {**move, "who": who, "why": None if hidden else move["why"]}


def sight_of(actor: Actor, register: Reading) -> Sight:
    """
    Find out what of a programme somebody may see.

    Parameters
    ----------
    actor
        Who asks.
    register
        An open register.

    Returns
    -------
    Sight
        By their contributor, and by their land.

    Raises
    ------
    PermissionDeniedException
        Where they may not read what names people at all.
    """
    if not reads(actor, LOWEST):
        raise PermissionDeniedException(
            detail=tr(
                "These pages name people and their orders, which your account may not read; ask an administrator."
            )
        )
    organisation, land = contributor(actor), land_of(register, actor)
    if organisation is None and land is None:
        return Sight()
    return _sight(known_whole(register.store, EVER), organisation, land)


def _sight(known: Known, organisation: str | None, land: shapely.Geometry | None) -> Sight:
    mine = None if organisation is None else _units(known, organisation)
    cases = list(cases_of(known.roll))
    on_land = seen(land, [placed(case.task) for case in cases])
    asked = known.roll.all("request") if mine is None else []
    here = seen(land, [placed(fact) for fact in asked])
    return Sight(
        organisation,
        mine,
        frozenset(case.id for case, sees in zip(cases, on_land, strict=True) if sees and _works(case.unit, mine)),
        frozenset(plain(fact.record.id) for fact, sees in zip(asked, here, strict=True) if sees),
        None if mine is None else _people(known, mine),
        frozenset() if mine is None else _others(known, mine),
    )


def _works(unit: str, mine: frozenset[str] | None) -> bool:
    return mine is None or unit in mine


def _units(known: Known, organisation: str) -> frozenset[str]:
    found = ((name, latest(known.roll.called("unit", name))) for name in units(known.roll))
    return frozenset(name for name, fact in found if fact and plain(fact.record.organisation) == plain(organisation))


def _people(known: Known, mine: frozenset[str]) -> frozenset[str]:
    terms = {plain(fact.record.id) for fact in known.roll.all("rotation") if plain(fact.record.unit) in mine}
    members = (fact.record for fact in known.roll.all("member"))
    return frozenset(plain(one.person) for one in members if plain(one.unit) in mine or plain(one.rotation) in terms)


def _others(known: Known, mine: frozenset[str]) -> frozenset[str]:
    of_units = [fact.record for fact in known.roll.all("unit")]
    own = {plain(one.organisation) for one in of_units if plain(one.id) in mine}
    return frozenset(plain(one.organisation) for one in of_units) - own - {""}
