"""Records as an audience may read them: the fields that their marks allow, and nothing that has no mark."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_type_hints

import msgspec

from landrelease.checks.held import IN_FORCE
from landrelease.checks.settings_publish import HOTLINE, HOURS
from landrelease.publish.redaction.audience import coarsened, detail_of, is_date, may_read, reads_exactly
from landrelease.publish.redaction.rounding import HECTARE, OPEN, RELEASED, coarse
from landrelease.publish.redaction.scan import scrubbed
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.codes import LISTS
from landrelease.records.format1 import FORMAT
from landrelease.records.kinds import KINDS
from landrelease.records.marks import Mark, field_marks

Statement = TypeVar("Statement", bound=Record)
UNMARKED: Final = "restricted"
"""Lowest audience of what this version knows no mark of: fields and kinds that a newer version wrote."""
_NAMELESS: Final = Mark(UNMARKED, personal=False, codes="", meaning="", example="")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SPOKEN: Final = frozenset({"hotline"})
_SPOKEN_KEYS: Final = frozenset({HOTLINE, HOURS})
_IDS: Final = frozenset(
    {"id", "area_id", "organisation", "parent", "admin_area", "boundary_set", "corrects", "withdraws"}
)
_TITLES: Final = frozenset({"name", "short_name"})
_OF_AN_ID: Final = ("square", "phone")
_OF_A_TITLE: Final = ("name",)


def redacted(record: Record | bytes, audience: str, *, state: str, names: Iterable[str] = ()) -> dict[str, Any]:
    """
    Give of a record what an audience may read.

    A field passes where the audience reaches its mark, inside shapes and corrected statements the higher of both marks.
    Where a record comes as its bytes, members without a mark (a newer version wrote them) are `UNMARKED`. Personal
    values never pass, whatever the record object holds: see `personal`. Below `audience.EXACT` texts are scrubbed
    (operators and those above read positions anyway, and need the telephone numbers of a medical plan), dates are
    coarsened, stated sizes rounded to hectares (open land up; released land down, and less than one is left out), and
    only records that count pass: what somebody merely proposed is nobody's public statement.

    Parameters
    ----------
    record
        The record, or its bytes as stored.
    audience
        Who reads.
    state
        What became of the record, as `ledger.force` names it: ``accepted``, ``proposed`` and so on.
    names
        Names of persons, to be taken out of texts.

    Returns
    -------
    dict
        Written field names to values, ``format`` and ``kind`` first; empty where the audience may not know the record.

    Raises
    ------
    AudienceError
        Where `audience` is none.
    msgspec.DecodeError
        Where the bytes are no JSON object.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> told = Hazard(id="H-1", date="2024-05-17", status="suspected", name="Old mill", author="p-1")
    >>> redacted(told, "public", state="accepted")
    {'format': 1, 'kind': 'hazard', 'id': 'H-1', 'date': '2024-05', 'status': 'suspected'}
    >>> redacted(told, "operator", state="proposed")["name"], redacted(told, "public", state="proposed")
    ('Old mill', {})
    """
    if not sees(audience, state):
        return {}
    told = _members(record)
    kind = str(told.pop("kind", ""))
    head = {"format": told.pop("format", FORMAT), "kind": kind}
    return head | (
        _passed(kind, told, audience)
        if reads_exactly(audience)
        else _scrubbed(kind, _passed(kind, told, audience), audience, tuple(names))
    )


def readable(kind: type[msgspec.Struct], audience: str) -> tuple[str, ...]:
    """
    Name the fields of a kind that an audience may read.

    Parameters
    ----------
    kind
        A record kind, or a shape.
    audience
        Who reads.

    Returns
    -------
    tuple of str
        Written names in their order; personal fields are never among them.

    Raises
    ------
    AudienceError
        Where it is none.

    Examples
    --------
    >>> from landrelease.records.finds import Accident
    >>> set(readable(Accident, "authority")) - set(readable(Accident, "quality")) >= {"killed", "injured"}
    True
    """
    return tuple(
        name for name, mark in field_marks(kind).items() if not mark.personal and may_read(audience, mark.audience)
    )


def narrowed(record: Statement, audience: str) -> Statement:
    """
    Give a record without what an audience may not read, for products that are made from records whole.

    Parameters
    ----------
    record
        The record, of a kind that this version knows.
    audience
        Who reads.

    Returns
    -------
    Record
        The same kind; fields above the audience are as if nobody had stated them.

    Raises
    ------
    AudienceError
        Where it is none.
    ValueError
        Where a field that every record of its kind must state is above the audience.

    Examples
    --------
    >>> from landrelease.records.finds import Accident
    >>> told = narrowed(Accident(id="A-1", killed=1, activity="herding"), "operator")
    >>> told.killed is None, told.activity
    (True, 'herding')
    """
    kind = type(record)
    seen = set(readable(kind, audience))
    hidden = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in seen:
            continue
        if field.required:
            msg = f"{kind.__name__}.{field.encode_name} is above the audience {audience}, and no record is without it"
            raise ValueError(msg)
        made = field.default_factory
        hidden[field.name] = field.default if made is msgspec.NODEFAULT else made()
    return msgspec.structs.replace(record, **hidden)


def personal(kind: str, values: Mapping[str, str | None], audience: str) -> dict[str, str]:
    """
    Give of a record's personal values those that an audience may read.

    Parameters
    ----------
    kind
        Kind of the record.
    values
        Written field name to its value out of the payload table; None where it was erased.
    audience
        Who reads.

    Returns
    -------
    dict
        Written field name to value; a field that is unknown or not marked personal never passes here.

    Raises
    ------
    AudienceError
        Where it is none.

    Examples
    --------
    >>> personal("person", {"name": "A. Example", "contact": None, "shoe_size": "43"}, "authority")
    {'name': 'A. Example'}
    >>> personal("person", {"name": "A. Example"}, "quality")
    {}
    """
    marks = _marks(kind)
    may = {name for name, mark in marks.items() if mark.personal and may_read(audience, mark.audience)}
    return {name: value for name, value in values.items() if name in may and value is not None}


def sees(audience: str, state: str) -> bool:
    """
    Tell whether an audience may know of a record at all.

    Parameters
    ----------
    audience
        Who reads.
    state
        What became of the record.

    Returns
    -------
    bool
        Below `audience.EXACT` only of records that count; above it of all.

    Raises
    ------
    AudienceError
        Where it is none.

    Examples
    --------
    >>> sees("public", "accepted"), sees("partner", "proposed"), sees("operator", "rejected")
    (True, False, True)
    """
    return reads_exactly(audience) or state == IN_FORCE


def _members(record: Record | bytes) -> dict[str, Any]:
    """Read a record as written, with every member that its bytes hold."""
    data = record if isinstance(record, bytes) else msgspec.json.encode(record)
    return msgspec.json.decode(data, type=dict[str, Any])


def _marks(kind: str) -> Mapping[str, Mark]:
    return field_marks(KINDS[kind]) if kind in KINDS else {}


@cache
def _structs(kind: type[msgspec.Struct]) -> Mapping[str, type[msgspec.Struct]]:
    """Name the fields that hold structs with marks of their own."""
    hints = get_type_hints(kind)
    written = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    return {
        name: part
        for field, name in written
        for part in (hints[field], *get_args(hints[field]))
        if isinstance(part, type) and issubclass(part, msgspec.Struct)
    }


def _passed(kind: str, told: Mapping[str, Any], audience: str) -> dict[str, Any]:
    """Give the members that the audience reaches; nothing is left of a member of which nothing passes."""
    made = KINDS.get(kind)
    return _allowed(made, told, audience) if made else _unmarked(told, audience)


def _unmarked(told: Mapping[str, Any], audience: str) -> dict[str, Any]:
    return dict(told) if may_read(audience, UNMARKED) else {}


def _allowed(made: type[msgspec.Struct], told: Mapping[str, Any], audience: str) -> dict[str, Any]:
    marks, structs = field_marks(made), _structs(made)
    passed: dict[str, Any] = {}
    for name, value in told.items():
        mark = marks.get(name, _NAMELESS)
        if mark.personal or not may_read(audience, mark.audience):
            continue
        inside = value
        if name in structs and isinstance(value, dict):
            inside = _allowed(structs[name], value, audience)
        elif made is Correction and name == "replacement":
            inside = _replaced(value, audience)
        if inside or not value:
            passed[name] = inside
    return passed


def _replaced(value: dict[str, Any], audience: str) -> dict[str, Any]:
    """Give of a corrected statement what its own kind allows."""
    kind = str(value.get("kind", ""))
    inside = _passed(kind, {name: one for name, one in value.items() if name != "kind"}, audience)
    return {"kind": kind} | inside


def _scrubbed(kind: str, told: Mapping[str, Any], audience: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Make the texts and dates of a record such as an audience that reads no positions may read."""
    told, marks = _in_hectares(kind, told), _marks(kind)
    spoken = _SPOKEN | ({"value"} if told.get("key") in _SPOKEN_KEYS else frozenset())
    return {
        name: value if name in spoken else _each(value, _plainer(name, marks[name], audience, names))
        for name, value in told.items()
    }


def _in_hectares(kind: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Round what a record states of the size of land; a size says which outline on a map it is."""
    rounded: dict[str, Any] = {}
    for name, value in told.items():
        if name.endswith("_m2") and isinstance(value, int | float):
            area = int(coarse(Decimal(str(value)), RELEASED if kind == "release" else OPEN, HECTARE))
            rounded |= {name: area} if area else {}
        else:
            inner = isinstance(value, dict) and name == "replacement"
            rounded[name] = _in_hectares(str(value.get("kind", "")), value) if inner else value
    return rounded


def _each(value: Any, plainer: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return plainer(value)
    if isinstance(value, list):
        return [_each(one, plainer) for one in value]
    return {plainer(name): _each(one, plainer) for name, one in value.items()} if isinstance(value, dict) else value


def _plainer(name: str, mark: Mark, audience: str, names: tuple[str, ...]) -> Callable[[str], str]:
    """Say what becomes of a text in a field: codes and hashes stay, dates are coarsened, the rest is scrubbed."""
    codes = LISTS[mark.codes] if mark.codes else {}
    leaving = _OF_AN_ID if mark.names or name in _IDS else _OF_A_TITLE if name in _TITLES else ()

    def plainer(text: str) -> str:
        if text in codes or _HASH.fullmatch(text):
            return text
        return coarsened(text, detail_of(audience)) if is_date(text) else scrubbed(text, names, leaving=leaving)

    return plainer
