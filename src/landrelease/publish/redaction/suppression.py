"""Counts that are too small to be shown, and those that must go with them so that nobody can subtract.

A table with its totals is a network: rows and columns, totals among them, are its nodes, and every number is an edge
between its row and its column. What a reader can work out of the numbers shown is how far each number left out can
move while all sums stay: a greatest flow through the other numbers left out. So the bounds are exact, without a solver.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

MARK: Final = "–"
"""What a page shows where a number is left out."""
Cell = tuple[int, int]
_FREE: Final = 1 << 62
_DEAR: Final = 1 << 20


class Table(NamedTuple):
    """
    Numbers by group, with their totals.

    Attributes
    ----------
    rows : tuple of str
        Names of the rows, the total last.
    columns : tuple of str
        Names of the columns, the total last; one name alone where the groups have one direction only.
    values : tuple of tuple of int or None
        By row and column; None where a number is left out.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int | None, ...], ...]


class TableError(ValueError):
    """Numbers that make no table: negative, or rows of unequal length."""


def table(groups: Mapping[str, int | Sequence[int]], columns: Sequence[str] = (), *, total: str = "total") -> Table:
    """
    Lay numbers out by group and add the totals.

    Parameters
    ----------
    groups
        Name of each row to its number, or to its numbers by column; whole, not negative (areas in whole m²).
    columns
        Names of the columns; none where each row has one number.
    total
        Name of the totals.

    Returns
    -------
    Table
        With totals of rows (where there are columns), of columns, and of all.

    Raises
    ------
    TableError
        Where a number is negative or a row has not as many as there are columns.

    Examples
    --------
    >>> table({"North": 7, "South": 9}).values
    ((7,), (9,), (16,))
    >>> table({"North": (1, 6), "South": (8, 9)}, ("men", "women")).values
    ((1, 6, 7), (8, 9, 17), (9, 15, 24))
    """
    width = len(columns) or 1
    lines = [[one] if isinstance(one, int) else list(one) for one in groups.values()]
    if any(len(line) != width for line in lines) or any(one < 0 for line in lines for one in line):
        msg = f"every row needs {width} numbers that are not negative"
        raise TableError(msg)
    if columns:
        lines = [[*line, sum(line)] for line in lines]
    lines.append([sum(line[at] for line in lines) for at in range(width + bool(columns))])
    heads = (*columns, total) if columns else (total,)
    return Table((*groups, total), heads, tuple(tuple(line) for line in lines))


def suppressed(whole: Table, small: int, *, also: Iterable[Cell] = ()) -> Table:
    """
    Leave out of a table what is too small, and what would give it away.

    Left out are numbers from 1 to below `small` (zero tells of nobody), then as few others as a greedy choice finds,
    totals last, until each number left out could be any of so many that they span `small` or more. Whether a number
    was left out for itself or for another is not told.

    Parameters
    ----------
    whole
        Table with every number.
    small
        Least number that is shown; of areas, the least in m².
    also
        Rows and columns of numbers that must be left out whatever their size, such as areas of few records.

    Returns
    -------
    Table
        The same table with None in places.

    Examples
    --------
    >>> suppressed(table({"North": 2, "Middle": 30, "South": 9}), 5).values
    ((None,), (30,), (None,), (41,))
    """
    known = {(y, x): value or 0 for y, line in enumerate(whole.values) for x, value in enumerate(line)}
    net = _Net(known, len(whole.rows) - 1, len(whole.columns) - 1)
    hidden = {cell for cell, value in known.items() if 0 < value < small} | set(also)
    waiting = deque(sorted(hidden))
    while waiting:
        cell = waiting.popleft()
        while net.width(cell, hidden, small) < small:
            more = net.partners(cell, hidden, small)
            hidden |= more
            waiting.extend(sorted(more))
    return whole._replace(
        values=tuple(
            tuple(None if (y, x) in hidden else value for x, value in enumerate(line))
            for y, line in enumerate(whole.values)
        )
    )


def suppressed_changes(now: Table, before: Table, small: int) -> set[Cell]:
    """
    Find the numbers of a table that would tell of few, laid beside the table as it was published before.

    Parameters
    ----------
    now, before
        The same table with every number, now and then.
    small
        Least change that is shown.

    Returns
    -------
    set of tuple
        Rows and columns of numbers that must be left out: those that changed by less, and those whose change would tell
        it. Where some numbers fell, no sum of changes bounds another, so every number that changed is left out.

    Examples
    --------
    >>> before, now = table({"North": 7, "South": 9}), table({"North": 8, "South": 19})
    >>> sorted(suppressed_changes(now, before, 5))
    [(0, 0), (1, 0)]
    """
    changes = [
        [(value or 0) - (old or 0) for value, old in zip(line, lines, strict=True)]
        for line, lines in zip(now.values, before.values, strict=True)
    ]
    moved = {(y, x) for y, line in enumerate(changes) for x, change in enumerate(line) if change}
    if any(changes[y][x] < 0 for y, x in moved):
        return moved
    told = suppressed(now._replace(values=tuple(map(tuple, changes))), small).values
    return {(y, x) for y, line in enumerate(told) for x, value in enumerate(line) if value is None}


def apart(counts: Mapping[str, int], small: int) -> dict[str, int | None]:
    """
    Leave small counts out that stand beside each other without a total.

    Parameters
    ----------
    counts
        Name to how many there are.
    small
        Least number that is shown; 0 where every number may be.

    Returns
    -------
    dict
        The same, None in the place of numbers from 1 to below `small`.

    Examples
    --------
    >>> apart({"came": 7, "went": 1, "moved": 0}, 5)
    {'came': 7, 'went': None, 'moved': 0}
    """
    return {name: None if 0 < count < small else count for name, count in counts.items()}


def spread(whole: Table, cell: Cell, hidden: Iterable[Cell]) -> int:
    """
    Say how far apart the numbers are that a reader must take for possible in a place.

    Parameters
    ----------
    whole
        Table with every number.
    cell
        Row and column of a number that is left out.
    hidden
        Rows and columns of all that are left out.

    Returns
    -------
    int
        Greatest less least; very large where there is no greatest.

    Examples
    --------
    >>> whole = table({"North": 2, "Middle": 30, "South": 9})
    >>> spread(whole, (0, 0), {(0, 0)}), spread(whole, (0, 0), {(0, 0), (2, 0)})
    (0, 11)
    """
    known = {(y, x): value or 0 for y, line in enumerate(whole.values) for x, value in enumerate(line)}
    return _Net(known, len(whole.rows) - 1, len(whole.columns) - 1).width(cell, set(hidden), _FREE)


class _Net:
    """The numbers of a table as edges between rows and columns; totals count against what they add up."""

    def __init__(self, known: Mapping[Cell, int], total_row: int, total_column: int) -> None:
        self.known, self.total_row, self.total_column = known, total_row, total_column

    def width(self, cell: Cell, hidden: set[Cell], enough: int) -> int:
        """
        Say how far a number can move, up and down together.

        Parameters
        ----------
        cell
            Row and column of the number.
        hidden
            All that are left out.
        enough
            Room beyond which nobody needs to know how much more there is.

        Returns
        -------
        int
            Greatest less least value, or some number that is `enough` or more.
        """
        found = 0
        for more, room in zip((True, False), self._room(cell), strict=True):
            found += min(room, self._flow(cell, hidden, min(room, enough), more=more)) if found < enough else 0
        return found

    def partners(self, cell: Cell, hidden: set[Cell], small: int) -> set[Cell]:
        """
        Choose numbers to leave out with one: the cheapest that give it room, else those that give most.

        Parameters
        ----------
        cell
            Row and column of the number that needs room.
        hidden
            All that are left out so far.
        small
            Room that it needs.

        Returns
        -------
        set
            Rows and columns of one to three more.
        """
        choices = [
            (self._cost(more), sorted(more), more, min(rooms[0]) + min(rooms[1]))
            for more, rooms in self._rings(cell, hidden)
        ]
        best = max(min(width, small) for *_, width in choices)
        return min((one for one in choices if min(one[3], small) == best), key=lambda one: one[:2])[2]

    def _is_total(self, cell: Cell) -> bool:
        return cell[0] == self.total_row or (self.total_column > 0 and cell[1] == self.total_column)

    def _cost(self, more: set[Cell]) -> int:
        return sum((_DEAR if self._is_total(cell) else 1) * (1 + self.known[cell]) for cell in more)

    def _room(self, cell: Cell) -> tuple[int, int]:
        """Say how far the edge of a number can move up and down; the sign of a single total is turned."""
        turned = (cell[0] == self.total_row) != (self.total_column > 0 and cell[1] == self.total_column)
        return (self.known[cell], _FREE) if turned else (_FREE, self.known[cell])

    def _ends(self, cell: Cell) -> tuple[int, int]:
        """Row and column node; where there is one column only, its rows need not add up to anything else."""
        return (cell[0] if self.total_column else 0, -1 - cell[1])

    def _rings(self, cell: Cell, hidden: set[Cell]) -> Iterator[tuple[set[Cell], tuple[list[int], list[int]]]]:
        """Find closed ways through a number and others, with the room that each leaves up and down."""
        y, x = cell
        others = [row for row in range(self.total_row + 1) if row != y]
        for row in others:
            for column in range(self.total_column + 1):
                ring = [(row, x)] if not self.total_column else [(row, x), (row, column), (y, column)]
                if (self.total_column and column == x) or not set(ring) - hidden:
                    continue
                turns = [self._room(one)[:: -1 if at % 2 == 0 else 1] for at, one in enumerate(ring)]
                ups, downs = zip(self._room(cell), *turns, strict=True)
                yield set(ring) - hidden, (list(ups), list(downs))

    def _flow(self, cell: Cell, hidden: set[Cell], enough: int, *, more: bool) -> int:
        """Greatest flow that brings back what a number moves, through the others that are left out."""
        left: dict[int, dict[int, int]] = {}
        for other in hidden - {cell}:
            (row, column), (up, down) = self._ends(other), self._room(other)
            for start, end, room in ((row, column, up), (column, row, down)):
                ways = left.setdefault(start, {})
                ways[end] = ways.get(end, 0) + room
        row, column = self._ends(cell)
        return _greatest_flow(left, *((column, row) if more else (row, column)), enough)


def _greatest_flow(left: dict[int, dict[int, int]], source: int, sink: int, enough: int) -> int:
    """Edmonds and Karp: along the shortest way that has room, until there is none, or enough has flowed."""
    flow = 0
    while flow < enough and (way := _way(left, source, sink)):
        room = min(left[start][end] for start, end in way)
        for start, end in way:
            left[start][end] -= room
            back = left.setdefault(end, {})
            back[start] = back.get(start, 0) + room
        flow += room
    return flow


def _way(left: Mapping[int, Mapping[int, int]], source: int, sink: int) -> list[tuple[int, int]]:
    came: dict[int, int] = {source: source}
    queue = deque([source])
    while queue and sink not in came:
        here = queue.popleft()
        for end, room in left.get(here, {}).items():
            if room and end not in came:
                came[end] = here
                queue.append(end)
    way = []
    while sink in came and sink != source:
        way.append((came[sink], sink))
        sink = came[sink]
    return way
