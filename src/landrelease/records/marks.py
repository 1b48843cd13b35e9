"""What every field of a record declares of itself: who may read it, whether it is personal, its code list, its unit.

The marks stand in the annotation of the field, so that a field without an audience cannot be written down by accident:
`field_marks` refuses it, and a test walks every field of every kind.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, get_type_hints

import msgspec

Measure = Annotated[float, msgspec.Meta(ge=0)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class Mark(NamedTuple):
    """
    The declaration of one field.

    Attributes
    ----------
    audience : str
        Lowest audience that may read the field, one of `codes.AUDIENCES`.
    personal : bool
        Whether the value is sealed: a commitment in the record, the value in the payload table.
    codes : str
        Name of the code list in `codes.LISTS`, empty where any value is allowed.
    meaning : str
        One sentence for people, translatable.
    example : str
        A value as it would stand in a table.
    names : str
        Kind of the records that the value names by their source's id, such as ``unit``; empty where it names none.
    """

    audience: str
    personal: bool
    codes: str
    meaning: str
    example: str
    names: str = ""


def mark(
    audience: str,
    meaning: str,
    example: str = "",
    *,
    codes: str = "",
    personal: bool = False,
    names: str = "",
) -> msgspec.Meta:
    """
    Declare a field, for use inside `typing.Annotated`.

    Parameters
    ----------
    audience
        Lowest audience that may read the field.
    meaning
        One sentence for people.
    example
        A value as a table would hold it.
    codes
        Name of its code list.
    personal
        Whether the value must be sealed.
    names
        Kind of the records that the value names.

    Returns
    -------
    msgspec.Meta
        The annotation; `field_marks` reads it back.

    Examples
    --------
    >>> mark("public", "Depth in metres.", "0.2").extra["mark"].example
    '0.2'
    """
    extra = {"mark": Mark(audience, personal, codes, meaning, example, names)}
    return msgspec.Meta(description=meaning, extra=extra)


@cache
def field_marks(kind: type[msgspec.Struct]) -> Mapping[str, Mark]:
    """
    List the marks of a kind's fields by their written names, in order.

    Parameters
    ----------
    kind
        A record kind.

    Returns
    -------
    mapping
        Written field name to its mark; it cannot be changed.

    Raises
    ------
    TypeError
        Where a field has no mark.

    Examples
    --------
    >>> class Bare(msgspec.Struct):
    ...     unmarked: str
    >>> field_marks(Bare)
    Traceback (most recent call last):
    ...
    TypeError: field `unmarked` of `Bare` declares no audience
    """
    hints = get_type_hints(kind, include_extras=True)
    marks: dict[str, Mark] = {}
    for name, written in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        found = _mark_of(hints[name])
        if found is None:
            msg = f"field `{name}` of `{kind.__name__}` declares no audience"
            raise TypeError(msg)
        marks[written] = found
    return MappingProxyType(marks)


def _mark_of(hint: Any) -> Mark | None:  # noqa: ANN401 - a type hint has no common type
    for meta in reversed(getattr(hint, "__metadata__", ())):  # the nearest to the field stands last
        if isinstance(meta, msgspec.Meta) and meta.extra and "mark" in meta.extra:
            found: Mark = meta.extra["mark"]
            return found
    return None
