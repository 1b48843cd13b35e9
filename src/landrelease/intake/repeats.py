"""Rows of one key that are separate things: which of them is which of those that were here before."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from landrelease.intake.known import Earlier, Row, changed_fields, content, standing_of, statement_of
from landrelease.intake.origin import equals
from landrelease.records.base import Record
from landrelease.records.seal import Payload

Payloads = Callable[[str], Sequence[Payload]]
Said = tuple[bytes, tuple[tuple[str, str], ...]]


def numbered(
    named: Sequence[str], made: Mapping[int, Row], earlier: Iterable[Earlier], payloads: Payloads
) -> list[str]:
    """
    Tell rows of one key apart by a number, so that each is known again as what it most likely was before.

    A row that says what a record here says has its number. Of those left, the pairs that differ in the fewest fields
    have one number, so that a changed row corrects its like. The rest have numbers that were never given. The order of
    the rows changes nothing but which of several equal rows has which number.

    Parameters
    ----------
    named
        Origin of each row [n], the same for rows of one key.
    made
        Position [0, n) to its row, of those without a fault.
    earlier
        Records of the source, in the order of arrival.
    payloads
        Personal values of a record.

    Returns
    -------
    list of str
        Origins [n], each once. Rows with a fault come last, so that they keep alive what they may have been.

    Examples
    --------
    >>> from landrelease.records.finds import Ordnance
    >>> rows = {at: Row(at, Ordnance(quantity=n), {}) for at, n in enumerate([2, 1, 1])}
    >>> numbered(["s/ordnance/a"] * 3, rows, [], lambda name: ())
    ['s/ordnance/a:3', 's/ordnance/a:1', 's/ordnance/a:2']
    """
    past: dict[str, dict[int, list[Earlier]]] = defaultdict(lambda: defaultdict(list))
    for one in earlier:
        shared, n = equals(one.record.origin or "")
        past[shared][n].append(one)
    groups: dict[str, list[int]] = defaultdict(list)
    for at, origin in enumerate(named):
        groups[origin].append(at)
    found = list(named)
    for origin, places in groups.items():
        for at, n in _Group(past.get(origin, {}), payloads).numbers([at for at in places if at in made], made).items():
            found[at] = f"{origin}:{n}"
        taken = {equals(found[at])[1] for at in places if at in made}
        free = iter(_free(past.get(origin, {}), taken, len(places)))
        for at in places:
            if at not in made:
                found[at] = f"{origin}:{next(free)}"
    return found


def _free(past: Mapping[int, object], taken: set[int], n: int) -> list[int]:
    """List numbers that no row has yet, those of records first."""
    last = max((*past, *taken), default=0)
    return [*sorted(past.keys() - taken), *range(last + 1, last + 1 + n)]


class _Group:
    """Records of one key, by their number."""

    def __init__(self, past: Mapping[int, Sequence[Earlier]], payloads: Payloads) -> None:
        self.last = max(past, default=0)
        self.standing: dict[int, Record] = {}
        self.said: dict[Said, list[int]] = defaultdict(list)
        gone = []
        for n, earlier in sorted(past.items()):
            alive = standing_of(earlier)
            for one in earlier[::-1]:
                if one.id in alive:
                    self.standing.setdefault(n, alive[one.id])
                    self.said[_said(alive[one.id], one.id, payloads)].append(n)
                elif (statement := statement_of(one.record)) is not None:
                    gone.append((_said(statement, one.id, payloads), n))
        for said, n in gone:
            self.said[said].append(n)

    def numbers(self, places: Sequence[int], made: Mapping[int, Row]) -> dict[int, int]:
        found: dict[int, int] = {}
        order = sorted(places, key=lambda at: (_stated(made[at]), at))
        for at in order:
            n = next((n for n in self.said.get(_stated(made[at]), ()) if n not in found.values()), None)
            if n is not None:
                found[at] = n
        self._pair([at for at in order if at not in found], made, found)
        for at in order:
            if at not in found:
                self.last += 1
                found[at] = self.last
        return found

    def _pair(self, left: Sequence[int], made: Mapping[int, Row], found: dict[int, int]) -> None:
        """Give the rows that are left the numbers of records that are left, the most alike first."""
        open_ = [n for n in self.standing if n not in found.values()]
        pairs = [
            (len(changed_fields(self.standing[n], made[at].record)), order, n, at)
            for order, at in enumerate(left)
            for n in open_
        ]
        for _, _, n, at in sorted(pairs):
            if at not in found and n not in found.values():
                found[at] = n


def _stated(row: Row) -> Said:
    return content(row.record), tuple(sorted(row.personal.items()))


def _said(statement: Record, identity: str, payloads: Payloads) -> Said:
    kept = payloads(identity) if statement.sealed else ()
    return content(statement), tuple(sorted((one.field, one.value or "") for one in kept))
