"""
Filters of OGC API - Features: text in CQL2 becomes a tree.

A parser of our own rather than a library, since strangers may ask: the best kept one (`cql2`, in Rust) takes
exponential time for some short texts and overruns the stack for nested ones, which ends the whole process. Tests
compare with it.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

import shapely

from landrelease.records.text import tr

LONGEST: Final = 4000
"""Characters of a filter."""
_DEEPEST: Final = 40
SPATIAL: Final = (
    "s_intersects", "s_disjoint", "s_equals", "s_touches", "s_within", "s_overlaps", "s_crosses", "s_contains",
)  # fmt: skip
_SHAPES: Final = (
    "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION",
)  # fmt: skip
_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|''|\\.)*')|"(?P<name>[^"]+)"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"""
    r"""|(?P<word>[^\W\d][\w.:-]*)|(?P<sign><>|<=|>=|[=<>(),]))"""
)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z")
_BOX: Final = (4, 6)


class FilterError(ValueError):
    """A filter that cannot be read, or that asks what a layer does not hold."""


class Name(NamedTuple):
    """
    A property.

    Attributes
    ----------
    name : str
        Its name.
    """

    name: str


class Day(NamedTuple):
    """
    A day or a moment.

    Attributes
    ----------
    text : str
        As ISO 8601 writes it; moments in UTC.
    """

    text: str


class Call(NamedTuple):
    """
    Something said of its parts.

    Attributes
    ----------
    op : str
        As the JSON form of CQL2 names it: ``and``, ``=``, ``isNull``, ``like``, ``s_within`` and so on.
    args : tuple
        Its parts.
    """

    op: str
    args: tuple["Node", ...]


Node: TypeAlias = Call | Name | Day | str | float | bool | shapely.Geometry


def parse(text: str) -> Node:
    """
    Read a filter.

    Parameters
    ----------
    text
        In the text form of CQL2.

    Returns
    -------
    Call, Name or bool
        The tree.

    Raises
    ------
    FilterError
        Where it is none, or longer or deeper than anybody needs.

    Examples
    --------
    >>> parse("status = 'suspected' AND NOT area_m2 > 10")
    Call(op='and', args=(Call(op='=', args=(Name(name='status'), 'suspected')), \
Call(op='not', args=(Call(op='>', args=(Name(name='area_m2'), 10.0)),))))
    >>> parse("name LIKE 'O''Neill%'").args[1], parse("S_WITHIN(geometry, BBOX(0, 0, 1, 1))").args[1].bounds
    ("O'Neill%", (0.0, 0.0, 1.0, 1.0))
    >>> parse("status =")
    Traceback (most recent call last):
    ...
    landrelease.web.api.cql.FilterError: the filter cannot be read from its end on: a value is expected
    """
    if len(text) > LONGEST:
        raise FilterError(tr("a filter has at most {most} characters").format(most=LONGEST))
    reader = _Reader(text)
    found = reader._disjunction()  # noqa: SLF001 - its only caller
    if reader.kind:
        raise reader._fault(  # noqa: SLF001 - as above
            tr("an end is expected")
        )
    return found


class _Reader:
    """A text that is read from left to right, one token ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.start = 0
        self.depth = 0
        self.kind = self.ahead = ""
        self._step()

    def _step(self) -> str:
        """Go one token on; gives the one that was left."""
        left, self.start = self.ahead, self.at
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            if self.text[self.at :].strip():
                raise self._fault(tr("this is no part of a filter"))
            self.kind = self.ahead = ""
            return left
        self.kind = found.lastgroup or ""
        self.ahead, self.at = found[self.kind], found.end()
        self.start = found.start(self.kind)
        return left

    def _fault(self, expected: str) -> FilterError:
        """Say where reading ended, and why."""
        where = (
            repr(self.text[self.start : self.start + 20].strip()) if self.text[self.start :].strip() else tr("its end")
        )
        return FilterError(
            tr("the filter cannot be read from {where} on: {expected}").format(where=where, expected=expected)
        )

    def _word(self, *words: str) -> str:
        """Pass one of some words; gives it in capitals, or nothing where another thing comes."""
        if self.kind == "word" and self.ahead.upper() in words:
            return self._step().upper()
        return ""

    def sign(self, sign: str) -> None:
        """Pass a sign that must come."""
        if self.kind != "sign" or self.ahead != sign:
            raise self._fault(tr("{sign} is expected").format(sign=sign))
        self._step()

    def _disjunction(self) -> Node:
        """Read what is joined by OR."""
        return self._joined("OR", lambda: self._joined("AND", self._negation))

    def _joined(self, word: str, part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self._word(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Call(word.lower(), tuple(parts))

    def _negation(self) -> Node:
        """Read what may begin with NOT."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._fault(tr("it is nested too deeply"))
        found = Call("not", (self._negation(),)) if self._word("NOT") else self._primary()
        self.depth -= 1
        return found

    def _primary(self) -> Node:
        """Read what stands in brackets, or one thing said."""
        if self.kind == "sign" and self.ahead == "(":
            self._step()
            found = self._disjunction()
            self.sign(")")
            return found
        if self.kind == "word" and self.ahead.lower() in SPATIAL:
            return self._spatial(self._step().lower())
        return self._said(self._scalar())

    def _spatial(self, op: str) -> Call:
        """Read two shapes in brackets."""
        self.sign("(")
        first = self._shape()
        self.sign(",")
        second = self._shape()
        self.sign(")")
        return Call(op, (first, second))

    def _shape(self) -> Node:
        """Read a shape or a property."""
        if self.kind == "word" and self.ahead.upper() == "BBOX":
            return self._box()
        if self.kind == "word" and self.ahead.upper() in _SHAPES:
            return self._outline()
        if self.kind not in {"word", "name"}:
            raise self._fault(tr("a shape is expected, such as POINT(18.2 43.5)"))
        return Name(self._step())

    def _box(self) -> shapely.Geometry:
        """Read a box."""
        self._step()
        self.sign("(")
        numbers = [self._number()]
        while self.kind == "sign" and self.ahead == ",":
            self._step()
            numbers.append(self._number())
        self.sign(")")
        if len(numbers) not in _BOX:
            raise self._fault(tr("a box has four numbers, or six with heights"))
        half = len(numbers) // 2
        return shapely.box(numbers[0], numbers[1], numbers[half], numbers[half + 1])

    def _number(self) -> float:
        """Read a number."""
        if self.kind != "number":
            raise self._fault(tr("a number is expected"))
        return float(self._step())

    def _outline(self) -> shapely.Geometry:
        """Read a shape as WKT up to the bracket that closes it."""
        end, depth = self.start, 0
        for end in range(self.at, len(self.text)):
            depth += {"(": 1, ")": -1}.get(self.text[end], 0)
            if self.text[end] == ")" and depth <= 0:
                break
        try:
            found = shapely.from_wkt(self.text[self.start : end + 1])
        except (shapely.errors.ShapelyError, ValueError):
            raise self._fault(tr("this is no shape as WKT")) from None
        if found is None or not shapely.get_coordinates(found).size:
            raise self._fault(tr("this is no shape as WKT"))
        self.at = end + 1
        self._step()
        return found

    def _said(self, left: Node) -> Node:
        """Read what is said of a value."""
        if self.kind == "sign" and self.ahead in {"=", "<>", "<", "<=", ">", ">="}:
            return Call(self._step(), (left, self._scalar()))
        if self._word("IS"):
            negated = bool(self._word("NOT"))
            if not self._word("NULL"):
                raise self._fault(tr("{sign} is expected").format(sign="NULL"))
            return _perhaps_not(Call("isNull", (left,)), negated=negated)
        negated = bool(self._word("NOT"))
        how = self._word("LIKE", "BETWEEN", "IN")
        if how:
            return _perhaps_not(self._compared(left, how), negated=negated)
        if negated or not isinstance(left, Name | bool):
            raise self._fault(tr("a comparison is expected"))
        return left

    def _compared(self, left: Node, how: str) -> Call:
        """Read the rest of LIKE, BETWEEN or IN."""
        if how == "LIKE":
            return Call("like", (left, self._scalar()))
        if how == "BETWEEN":
            low = self._scalar()
            if not self._word("AND"):
                raise self._fault(tr("{sign} is expected").format(sign="AND"))
            return Call("between", (left, low, self._scalar()))
        self.sign("(")
        found = [self._scalar()]
        while self.kind == "sign" and self.ahead == ",":
            self._step()
            found.append(self._scalar())
        self.sign(")")
        return Call("in", (left, *found))

    def _scalar(self) -> Node:
        """Read a value, a property, or either without regard to capitals."""
        if self.kind == "text":
            return _unquoted(self._step())
        if self.kind == "number":
            return self._number()
        if self.kind == "name":
            return Name(self._step())
        if self.kind != "word":
            raise self._fault(tr("a value is expected"))
        word = self._step()
        if word.upper() in {"TRUE", "FALSE"}:
            return word.upper() == "TRUE"
        if self.kind == "sign" and self.ahead == "(":
            return self._function(word.upper())
        return Name(word)

    def _function(self, word: str) -> Node:
        """Read the argument of a function in brackets."""
        if word not in {"DATE", "TIMESTAMP", "CASEI"}:
            raise self._fault(tr("there is no function {word}").format(word=word))
        self.sign("(")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._fault(tr("it is nested too deeply"))
        inside = self._scalar()
        self.depth -= 1
        if word != "CASEI":
            pattern = _DATE if word == "DATE" else _MOMENT
            if not isinstance(inside, str) or not pattern.fullmatch(inside):
                raise self._fault(tr("this is no {word}").format(word=word))
            inside = Day(inside)
        self.sign(")")
        return Call("casei", (inside,)) if word == "CASEI" else inside


def _perhaps_not(call: Call, *, negated: bool) -> Call:
    return Call("not", (call,)) if negated else call


def _unquoted(text: str) -> str:
    return re.sub(r"''|\\(.)", lambda found: found[1] or "'", text[1:-1])
