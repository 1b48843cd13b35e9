"""Filters of features, asked of whole columns at once; what is not known is neither true nor false."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.records.text import tr
from landrelease.web.api.cql import SPATIAL, Call, Day, FilterError, Name, Node, parse
from landrelease.web.api.table import Objects, Table

GEOMETRY: Final = "geometry"
"""Name of the shape in filters."""
Bools = npt.NDArray[np.bool_]
_COMPARING: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_PREDICATES: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    op: getattr(shapely, op.removeprefix("s_")) for op in SPATIAL
}


class Truth(NamedTuple):
    """
    What a filter says of each feature.

    Attributes
    ----------
    yes : ndarray of bool
        Whether it is true.
    known : ndarray of bool
        Whether it can be told.
    """

    yes: Bools
    known: Bools


class _Values(NamedTuple):
    """Values of one type [k], filled where there is none."""

    type: str
    values: npt.NDArray[Any]
    there: Bools


def chosen(
    table: Table, text: str, moved: Callable[[shapely.Geometry], shapely.Geometry] = lambda shape: shape
) -> Bools:
    """
    Ask a filter of a layer.

    Parameters
    ----------
    table
        The features.
    text
        The filter, as CQL2 text.
    moved
        Brings the shapes of the filter into longitude and latitude.

    Returns
    -------
    ndarray of bool
        Which features it is true of; what cannot be told is left out.

    Raises
    ------
    FilterError
        Where it cannot be read, names no property of the layer, or compares what cannot be compared.

    Examples
    --------
    >>> from landrelease.web.api.table import Field, objects
    >>> none = np.zeros(3, dtype=np.int64)
    >>> table = Table((Field("depth_m", "", "number"),), objects(["a", "b", "c"]), objects([shapely.Point(0, 0)] * 3),
    ...               {"depth_m": objects([0.2, 0.5, None])}, none, none)
    >>> chosen(table, "depth_m > 0.3").tolist(), chosen(table, "NOT depth_m > 0.3").tolist()
    ([False, True, False], [True, False, False])
    """
    found = _Asking(table, moved)._truth(parse(text))  # noqa: SLF001 - its only caller
    return found.yes & found.known


class _Asking(NamedTuple):
    table: Table
    moved: Callable[[shapely.Geometry], shapely.Geometry]

    def _truth(self, node: Node) -> Truth:
        """Tell of each feature whether it holds."""
        if isinstance(node, bool):
            return Truth(np.full(self.rows, node), self.all)
        if isinstance(node, Name):
            return self._flag(node)
        if not isinstance(node, Call):
            raise FilterError(tr("a filter is a comparison, such as status = 'suspected'"))
        if node.op in {"and", "or"}:
            return self._joined(node)
        if node.op == "not":
            inside = self._truth(node.args[0])
            return Truth(~inside.yes, inside.known)
        if node.op == "isNull":
            return Truth(~self._there(node.args[0]), self.all)
        return self._spatial(node) if node.op in SPATIAL else self._compared(node)

    @property
    def rows(self) -> int:
        return len(self.table.id)

    @property
    def all(self) -> Bools:
        return np.ones(self.rows, dtype=bool)

    def _flag(self, name: Name) -> Truth:
        found = self._values(name)
        if found.type != "boolean":
            raise FilterError(tr("{name} is neither true nor false; compare it with something").format(name=name.name))
        return Truth(found.values.astype(bool), found.there)

    def _joined(self, node: Call) -> Truth:
        """Three-valued AND and OR: one part that decides is enough, whatever is unknown beside it."""
        parts = [self._truth(one) for one in node.args]
        decides = node.op == "or"
        sure = np.any([part.known & (part.yes == decides) for part in parts], axis=0)
        known = sure | np.all([part.known for part in parts], axis=0)
        return Truth(sure if decides else ~sure, known)

    def _there(self, node: Node) -> Bools:
        if isinstance(node, Name) and node.name == GEOMETRY:
            there: Bools = ~shapely.is_missing(self.table.geometry)
            return there
        return self._values(node).there

    def _spatial(self, node: Call) -> Truth:
        first, second = (self._shapes(one) for one in node.args)
        known = ~(shapely.is_missing(first) | shapely.is_missing(second))
        try:
            return Truth(np.broadcast_to(_PREDICATES[node.op](first, second), known.shape), known)
        except shapely.errors.ShapelyError:
            raise FilterError(tr("a shape of the filter cannot be compared; is it valid?")) from None

    def _shapes(self, node: Node) -> Objects:
        if isinstance(node, Name) and node.name == GEOMETRY:
            return self.table.geometry
        if not isinstance(node, shapely.Geometry):
            raise FilterError(tr("only {name} is a shape").format(name=GEOMETRY))
        found = np.empty(self.rows, dtype=object)
        found[:] = shape = self.moved(node)
        shapely.prepare(shape)
        return found

    def _compared(self, node: Call) -> Truth:
        left = self._values(node.args[0])
        others = [self._values(one) for one in node.args[1:]]
        if node.op == "like":
            return _like(left, node.args[1])
        if any(other.type != left.type for other in others):
            raise FilterError(tr("texts, numbers and days are compared with their like only"))
        if node.op == "in":
            parts = [_compare("=", left, other) for other in others]
            return Truth(np.any([part.yes for part in parts], axis=0), left.there)
        if node.op == "between":
            low, high = _compare(">=", left, others[0]), _compare("<=", left, others[1])
            return Truth(low.yes & high.yes, low.known & high.known)
        return _compare(node.op, left, others[0])

    def _values(self, node: Node) -> _Values:
        if isinstance(node, Name):
            return self._column(node.name)
        if isinstance(node, Call):
            inside = self._values(node.args[0])
            if node.op != "casei" or inside.type != "string":
                raise FilterError(tr("only texts are compared without regard to capitals"))
            folded = np.array([text.casefold() for text in inside.values.tolist()], dtype=str)
            return inside._replace(values=folded)
        if isinstance(node, shapely.Geometry):
            raise FilterError(tr("only {name} is a shape").format(name=GEOMETRY))
        value = node.text if isinstance(node, Day) else node
        type_ = "string" if isinstance(value, str) else "boolean" if isinstance(value, bool) else "number"
        return _Values(type_, np.full(self.rows, value), self.all)

    def _column(self, name: str) -> _Values:
        field = self.table.field(name)
        if field is None:
            known = ", ".join(field.name for field in self.table.fields)
            raise FilterError(tr("there is no property {name}; there are {known}").format(name=name, known=known))
        column = self.table.values[name]
        there = np.array([value is not None for value in column.tolist()], dtype=bool)
        type_ = "number" if field.type == "integer" else field.type
        kind: dict[str, tuple[type, Any]] = {"string": (str, ""), "number": (float, 0.0), "boolean": (bool, False)}
        made, empty = kind[type_]
        filled = [value if value is not None else empty for value in column.tolist()]
        return _Values(type_, np.array(filled, dtype=made), there)


def _compare(op: str, left: _Values, right: _Values) -> Truth:
    return Truth(_COMPARING[op](left.values, right.values), left.there & right.there)


def _like(left: _Values, pattern: Node) -> Truth:
    folded = isinstance(pattern, Call) and pattern.op == "casei"
    text = pattern.args[0] if isinstance(pattern, Call) and folded else pattern
    if left.type != "string" or not isinstance(text, str):
        raise FilterError(tr("LIKE compares a text with a pattern in quotes"))
    wanted = _pattern(text.casefold() if folded else text)
    return Truth(np.array([_fits(wanted, value) for value in left.values.tolist()], dtype=bool), left.there)


def _pattern(text: str) -> list[str]:
    """
    Cut a pattern where any text may stand.

    >>> _pattern("a%b_c%")
    ['a', 'b_c', '']
    """
    return re.sub("%+", "%", text).split("%")


def _fits(wanted: list[str], text: str) -> bool:
    """
    Tell whether a text fits a pattern, in time that grows with both and no faster.

    >>> [_fits(_pattern("a%b_c%"), text) for text in ("axxbyc", "ab", "abxc!", "xabxc")]
    [True, False, True, False]
    """
    first, rest = wanted[0], wanted[1:]
    if not rest:
        return len(text) == len(first) and _meets(first, text, 0)
    if not _meets(first, text, 0):
        return False
    at, end = len(first), len(text) - len(rest[-1])
    for part in rest[:-1]:
        place = next((n for n in range(at, end - len(part) + 1) if _meets(part, text, n)), None)
        if place is None:
            return False
        at = place + len(part)
    return end >= at and _meets(rest[-1], text, end)


def _meets(part: str, text: str, at: int) -> bool:
    here = text[at : at + len(part)]
    return len(here) == len(part) and all(a in {"_", b} for a, b in zip(part, here, strict=True))
