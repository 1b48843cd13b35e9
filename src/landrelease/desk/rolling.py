"""The roll of a register: statements in force about the programme, read from its index as they are asked for."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from landrelease.checks.limits import CODES
from landrelease.checks.settings_gate import GATE
from landrelease.desk.frame import Frame
from landrelease.desk.views import EVER, store_view
from landrelease.programme.roll import Fact, Roll, facts_of, in_order, names_of, plain
from landrelease.programme.rules import Ruled, Rules
from landrelease.records.change import Correction
from landrelease.records.kinds import REPLACEABLE, kind_of
from landrelease.register.index import target
from landrelease.register.store import Store


class StoreRoll:
    """
    What a register knows at a moment, as the gate asks for it.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.
    """

    def __init__(self, store: Store, known_at: str = EVER) -> None:
        self._store = store
        self.view = store_view(store, known_at)

    def called(self, kind: str, name: str) -> list[Fact]:
        """As `programme.roll.Roll.called`."""
        asked = plain(name)
        seqs = self._store.by_source(kind, {name, asked})
        roots = set(self._store.id_of(seq for found in seqs.values() for seq in found).values())
        roots |= self._roots(kind, asked, {"replacement", "id"})
        facts = self._facts(roots)
        return in_order(fact for fact in facts if kind_of(fact.record) == kind and plain(fact.record.id) == asked)

    def naming(self, named: str, name: str, *kinds: str) -> list[Fact]:
        """As `programme.roll.Roll.naming`."""
        asked = plain(name)
        facts = self._facts(self._roots(named, asked, None, kinds))
        return in_order(
            fact for fact in facts if kind_of(fact.record) in kinds and (named, asked) in names_of(fact.record)
        )

    def all(self, *kinds: str) -> list[Fact]:
        """As `programme.roll.Roll.all`."""
        heads = self._store.heads(kinds=kinds)
        facts = self._facts(self._store.id_of(head.seq for head in heads).values())
        return in_order(fact for fact in facts if kind_of(fact.record) in kinds)

    def _roots(self, named: str, name: str, how: set[str] | None, kinds: Iterable[str] = ()) -> set[str]:
        """Find the records first written behind what names something."""
        links = self._store.links_to([target(named, name)])
        seqs = {link.source_seq for link in links if (link.how in how if how else link.how != "id")}
        if kinds and seqs:
            seqs = {head.seq for head in self._store.heads(kinds=[*kinds, "correction"], seqs=seqs)}
        return {self._root(found) for found in self._store.id_of(seqs).values()} - {""}

    def _root(self, name: str) -> str:
        """Find the record first written behind a correction; empty where it is not here or cannot be corrected."""
        record = self.view.record(name)
        seen = {name}
        while isinstance(record, Correction) and record.corrects not in seen:
            name = record.corrects
            seen.add(name)
            record = self.view.record(name)
        return name if record is not None and kind_of(record) in REPLACEABLE else ""

    def _facts(self, roots: Iterable[str]) -> list[Fact]:
        return [fact for root in sorted(roots) if self._corrigible(root) for fact in facts_of(self.view, root)]

    def _corrigible(self, root: str) -> bool:
        """Leave out what a correction says of a withdrawal or decision, which nobody corrects."""
        record = self.view.record(root)
        return record is not None and kind_of(record) in REPLACEABLE


class SharedRoll:
    """
    A roll of which most kinds are in memory, and those of which there may be hundreds of thousands in the index.

    Parameters
    ----------
    held
        Roll in memory.
    asked
        Roll in the index.
    kinds
        Kinds that only the index has.
    """

    def __init__(self, held: Roll, asked: Roll, kinds: AbstractSet[str]) -> None:
        self._held = held
        self._asked = asked
        self._kinds = kinds

    def called(self, kind: str, name: str) -> list[Fact]:
        """As `programme.roll.Roll.called`."""
        return (self._asked if kind in self._kinds else self._held).called(kind, name)

    def naming(self, named: str, name: str, *kinds: str) -> list[Fact]:
        """As `programme.roll.Roll.naming`."""
        return self._both(kinds, lambda roll, some: roll.naming(named, name, *some))

    def all(self, *kinds: str) -> list[Fact]:
        """As `programme.roll.Roll.all`."""
        return self._both(kinds, lambda roll, some: roll.all(*some))

    def _both(self, kinds: Sequence[str], ask: Callable[[Roll, Sequence[str]], list[Fact]]) -> list[Fact]:
        found = ask(self._held, [kind for kind in kinds if kind not in self._kinds])
        beyond = [kind for kind in kinds if kind in self._kinds]
        return in_order([*found, *ask(self._asked, beyond)]) if beyond else found


def rules_of(frame: Frame) -> Rules:
    """
    Give the gate the settings of a programme.

    Parameters
    ----------
    frame
        The programme and its settings in force.

    Returns
    -------
    Rules
        The rules.

    Examples
    --------
    >>> from landrelease.records.context import Programme
    >>> rules_of(Frame(Programme())).demands(738000)
    ('accreditation',)
    """

    def lookup(key: str, day: int) -> Ruled | None:
        found = frame.ruling(key, day)
        return Ruled(found.value, found.record) if found else None

    def unusable(key: str, day: int) -> str:
        found = frame.unusable(key, day)
        return found.record if found else ""

    begins = {ruling.first for ruling in frame.rulings if ruling.key.startswith((GATE, CODES))}
    return Rules(lookup, tuple(sorted(begins)), unusable)
