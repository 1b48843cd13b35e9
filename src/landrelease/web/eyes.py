"""What somebody sees of single records: fields by audience, contributor and territory, decided in one place."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any, Final, NamedTuple

import shapely
from litestar.exceptions import NotFoundException

from landrelease.checks.held import IN_FORCE
from landrelease.desk.persons import names_of
from landrelease.desk.reading import Reading
from landrelease.desk.reviewing import land_behind
from landrelease.desk.upkeep import UNREVIEWED
from landrelease.desk.views import EVER, store_view
from landrelease.ledger.force import accepted, named_by, state_of
from landrelease.publish.knowledge import latest_for
from landrelease.publish.redaction.audience import EXACT, may_read
from landrelease.publish.redaction.fields import redacted, sees
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Attachment, Correction, Decision
from landrelease.records.codes import AUDIENCES
from landrelease.records.kinds import kind_of
from landrelease.records.marks import field_marks
from landrelease.records.matching import Match
from landrelease.records.publications import Publication
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.policy import reads
from landrelease.web.reach import Reach, statement_of

SENSITIVE: Final = frozenset({"accident", "casualty", "person", "member", "participant", "certificate", "assessment"})
"""Kinds whose reading is noted: they tell of single people."""
NO_SUCH: Final = _("There is no record of this id that your account may read.")
"""The one answer to ids that nobody gave, that are not clear, and that somebody may not know of."""
_AT_ONCE: Final = 100
_ALIKE: Final = 20
"""Records that may begin alike; an id that is shorter is not clear."""
_DEEPEST: Final = 4


def sees_place(actor: Actor, record: Record) -> bool:
    """
    Tell whether somebody may read where such a record lies.

    Parameters
    ----------
    actor
        Who looks.
    record
        The record.

    Returns
    -------
    bool
        Whether their audience reads positions, and reaches that of the place: where casualties were hurt only the
        authority reads.
    """
    mark = field_marks(type(statement_of(record))).get("shape")
    return reads(actor, EXACT) and (mark is None or reads(actor, mark.audience))


class Told(NamedTuple):
    """
    A record as somebody may read it.

    Attributes
    ----------
    id : str
        Its id.
    kind : str
        Kind of record.
    state : str
        What became of it; ``accepted`` where nobody decides on its kind.
    fields : dict
        Written name to value, without what they may not read.
    shape : shapely.Geometry or None
        Where it is, in longitude and latitude; None where it has no place or they may not read positions.
    """

    id: str
    kind: str
    state: str
    fields: dict[str, Any]
    shape: shapely.Geometry | None


class Eyes:
    """
    What an actor sees of a register.

    Parameters
    ----------
    register
        Open and still.
    actor
        Who looks.

    Attributes
    ----------
    moment : str
        Of the latest knowledge that they are told: for the public that which the delay leaves.
    """

    def __init__(self, register: Reading, actor: Actor) -> None:
        self.register, self.actor = register, actor
        self.exact = reads(actor, EXACT)
        self.moment = EVER if self.exact else latest_for(register, actor.audience)
        self.view = store_view(register.store, self.moment)
        self.reach = Reach(register, actor)
        self._open: dict[str, bool] = {}

    def named(self, name: str) -> Told:
        """
        Give the record that an id, or a clear beginning of one, names among those that may be read.

        Parameters
        ----------
        name
            What was asked for.

        Returns
        -------
        Told
            The record, as it may be read.

        Raises
        ------
        NotFoundException
            Where there is none, or more than one. The answer is the same for records that are kept from the actor,
            since it would tell that they are there.
        """
        alike = self.register.store.find_prefix(name, _ALIKE + 1) if name else []
        found = list(self.told(one for one in alike if self.near(one))) if len(alike) <= _ALIKE else []
        if len(found) != 1:
            raise NotFoundException(tr(NO_SUCH))
        return found[0]

    def told(self, names: Iterable[str]) -> Iterator[Told]:
        """
        Give records as they may be read.

        Parameters
        ----------
        names
            Ids.

        Yields
        ------
        Told
            Those of which anything may be known, in the same order.
        """
        rest = iter(names)
        while part := list(islice(rest, _AT_ONCE)):
            data = self.register.store.get_many(part)
            yield from (told for name in part if name in data and (told := self._told(name, data[name])) is not None)

    def read(self, record: Record, state: str = IN_FORCE) -> dict[str, Any]:
        """
        Give of a statement what may be read.

        Parameters
        ----------
        record
            The statement.
        state
            What became of it; that it counts, where nothing is said.

        Returns
        -------
        dict
            Written name to value; empty where nothing may be known of it.
        """
        return redacted(record, self.audience_of(record), state=state, names=self.people)

    def _told(self, name: str, raw: bytes) -> Told | None:
        record = format1.decode(raw)
        if not self._opens(name, record) or not self.near(name) or not self.knows(name):
            return None
        state = self._state(name, record)
        fields = redacted(raw, self.audience_of(record), state=state, names=self.people)
        shape = land_behind(self.view, name) if fields and sees_place(self.actor, record) else None
        return Told(name, kind_of(record), state, fields, shape) if fields else None

    def _opens(self, name: str, record: Record) -> bool:
        """
        Tell whether the audience may know of a record: a publication where it is for them.

        Below the audience that reads positions it must have come before the latest moment that they are told, count,
        and name no record that they may not know of: a decision else tells of what was refused.
        """
        if name not in self._open:
            self._open[name] = made_for(statement_of(record), self.actor.audience) and (
                self.exact
                or (
                    record.recorded <= self.moment
                    and sees(self.actor.audience, self._state(name, record))
                    and self._names_open(record)
                )
            )
        return self._open[name]

    def _names_open(self, record: Record) -> bool:
        if isinstance(record, Decision) and record.finding:
            return False
        known = [(name, self.view.record(name)) for name in named_by(record)]
        if isinstance(record, Correction):
            return all(other is not None and self._was_open(name, other) for name, other in known)
        return all(other is not None and self._opens(name, other) for name, other in known)

    def _was_open(self, name: str, record: Record) -> bool:
        """Tell whether they may know of what a correction replaced: of a statement that others accepted."""
        return (
            record.recorded <= self.moment
            and accepted(self.view, name, cautious=True)
            and made_for(statement_of(record), self.actor.audience)
            and self._names_open(record)
        )

    def _state(self, name: str, record: Record) -> str:
        return IN_FORCE if kind_of(record) in UNREVIEWED else state_of(self.view, name)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Names of persons, which are taken out of texts for audiences that read no positions."""
        return () if self.exact else tuple(names_of(self.register.store).values())

    def audience_of(self, record: Record) -> str:
        """
        Say for which audience a record is read.

        Parameters
        ----------
        record
            The record.

        Returns
        -------
        str
            The actor's own; for the work of other contributors never more than operators read.
        """
        return EXACT if self.exact and not self.reach.owns(statement_of(record)) else self.actor.audience

    def knows(self, name: str, deep: int = 0) -> bool:
        """
        Tell whether an actor who works for one contributor may know of a record.

        Parameters
        ----------
        name
            Id of the record.
        deep
            How many records named each other on the way here.

        Returns
        -------
        bool
            Whether it is about land or of their contributor, and so is all that it decides, corrects or withdraws; of
            files those that belong to records of theirs alone. Below the audience that reads positions the marks of
            the fields say it all.
        """
        record = self.view.record(name)
        if record is None or not self.exact or self.reach.organisation is None:
            return True
        if isinstance(record, Attachment):
            return bool(record.about) and all(map(self._owned, record.about))
        named = named_by(record) if deep < _DEEPEST else ()
        return self.reach.knows(statement_of(record)) and all(self.knows(other, deep + 1) for other in named)

    def _owned(self, name: str) -> bool:
        record = self.view.record(name)
        return record is not None and self.reach.owns(statement_of(record))

    def near(self, name: str, deep: int = 0) -> bool:
        """
        Tell whether a record concerns the land to which the actor is confined.

        Parameters
        ----------
        name
            Id of the record.
        deep
            How many records named each other on the way here.

        Returns
        -------
        bool
            Whether it, its task, or any of the records that it names touches that land; what has no place concerns
            everybody.
        """
        record = self.view.record(name)
        if record is None or self.reach.land is None:
            return True
        shape = land_behind(self.view, name)
        if shape is not None:
            return bool(self.reach.near([shape])[0])
        if self.reach.away(statement_of(record)):
            return False
        named = _names(record) if deep < _DEEPEST else ()
        return not named or any(self.near(other, deep + 1) for other in named)


def made_for(record: Record, audience: str) -> bool:
    """
    Tell whether a record is for an audience by what it says itself.

    Parameters
    ----------
    record
        A statement.
    audience
        Who reads.

    Returns
    -------
    bool
        Of publications whether the audience reaches that for which it was made, restricted where none is named; of
        everything else yes.
    """
    if not isinstance(record, Publication):
        return True
    return may_read(audience, record.audience if record.audience in AUDIENCES else "restricted")


def _names(record: Record) -> tuple[str, ...]:
    return tuple(record.about) if isinstance(record, Attachment | Match) else named_by(record)
