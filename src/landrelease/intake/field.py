"""The fields of a kind as a table knows them: written name, type, code list, and whether the value is personal."""

from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from landrelease.records.base import PartialDate
from landrelease.records.codes import LISTS
from landrelease.records.kinds import KINDS
from landrelease.records.marks import Mark, field_marks
from landrelease.records.shape import Shape

Type = Literal["text", "date", "list", "number", "count", "pair", "any", "object", "shape"]
STAMPED: Final = frozenset({"author", "recorded", "recorded_claimed", "origin", "sealed"})
"""Written by the register that takes a record in; never read from a table."""
POSITION: Final = ("wkt", "lon", "lat", "accuracy_m", "fixed_by")
"""Columns that make up `shape` in a table without geometry of its own."""
_DATE_MARK: Final = PartialDate.__metadata__[0]  # type: ignore[attr-defined]  # the runtime form of Annotated


class Field(NamedTuple):
    """
    One column of the plain form.

    Attributes
    ----------
    name : str
        Written name, in the record and in tables.
    attribute : str
        Name in the record's class.
    type : str
        How a cell is read.
    codes : tuple of str
        Codes that are known; empty where any value goes.
    personal : bool
        Whether the value is sealed.
    mark : Mark
        Meaning, example and audience.
    """

    name: str
    attribute: str
    type: Type
    codes: tuple[str, ...]
    personal: bool
    mark: Mark


@cache
def fields_of(kind: str) -> MappingProxyType[str, Field]:
    """
    List the fields of a kind that a table may hold.

    Parameters
    ----------
    kind
        Key of `KINDS`.

    Returns
    -------
    mapping
        Written name to field, in the order of the record; `STAMPED` fields are left out.

    Examples
    --------
    >>> fields_of("setting")["from"].attribute
    'from_'
    >>> [field.type for field in fields_of("hazard").values()][:4]
    ['text', 'date', 'text', 'text']
    """
    record = KINDS[kind]
    hints = get_type_hints(record, include_extras=True)
    marks = field_marks(record)
    pairs = zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)
    return MappingProxyType(
        {
            written: Field(
                written,
                attribute,
                _type_of(hints[attribute]),
                tuple(LISTS[marks[written].codes]) if marks[written].codes else (),
                marks[written].personal,
                marks[written],
            )
            for attribute, written in pairs
            if written not in STAMPED
        },
    )


@cache
def all_fields() -> frozenset[str]:
    """
    Name every field of every kind that a table may hold.

    Returns
    -------
    frozenset of str
        Written names, with `record` and the columns of a position, without `shape` itself.

    Examples
    --------
    >>> sorted(all_fields() & {"record", "lon", "shape", "author", "depth_m"})
    ['depth_m', 'lon', 'record']
    """
    named = {name for kind in KINDS for name in fields_of(kind)}
    return frozenset(named - {"shape"} | {"record", *POSITION})


_PLAIN_TYPES: Final[dict[Any, Type]] = {str: "text", float: "number", int: "count", Shape: "shape", Any: "any"}


def _type_of(hint: Any) -> Type:  # noqa: ANN401 - a type hint has no common type
    if get_origin(hint) is Annotated:
        if _DATE_MARK in hint.__metadata__:
            return "date"
        return _type_of(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return _type_of(next(part for part in get_args(hint) if part is not NoneType))
    if get_origin(hint) is tuple:
        return "list" if get_args(hint)[0] is str else "pair"
    if get_origin(hint) is dict:
        return "object"
    return _PLAIN_TYPES[hint]
