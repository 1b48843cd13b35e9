"""Small tables that a person can read, as the records, question and rules of a test."""

import datetime as dt
import shlex
from typing import Any

import msgspec
import shapely

from landrelease.programme import gate
from landrelease.programme.question import Question
from landrelease.programme.roll import Fact, Held
from landrelease.programme.rules import Ruled, Rules
from landrelease.records.base import Record
from landrelease.records.kinds import KINDS
from landrelease.records.shape import Shape

NO_RULES = Rules(lambda _key, _day: None)


def day(text: str) -> int:
    """Day number of an ISO date."""
    return dt.date.fromisoformat(text).toordinal()


def drawn(wkt: str) -> Shape:
    """A shape in longitude and latitude."""
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(shapely.from_wkt(wkt)).encode()))


def record_of(line: str) -> Record:
    """Read ``kind field=value …``; lists are divided by ``;``, a shape is WKT."""
    kind, *words = shlex.split(line)
    struct = KINDS[kind]
    of = dict(zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True))
    empty = struct()
    fields: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        lists = isinstance(getattr(empty, of[name]), tuple)
        numbers = name.endswith("_m")
        made: Any = tuple(value.split(";")) if lists else float(value) if numbers else value
        fields[of[name]] = drawn(value) if name == "shape" else made
    return struct(**fields)


def facts_of(table: str) -> list[Fact]:
    """Read a table: each line a record in force, whose id is the line without its fields' values, or its number."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    return [Fact(str(number), record_of(line)) for number, line in enumerate(lines, 1)]


def roll_of(table: str) -> Held:
    """Make a roll of a table."""
    return Held(facts_of(table))


def rules_of(**settings: Any) -> Rules:
    """Make rules of settings whose keys begin with ``gate.``; a second ``_`` before a capability stands for a point."""
    named = {key.replace("__", ".").replace("MC", "manual-clearance"): value for key, value in settings.items()}
    values = {key if key.startswith("codes.") else f"gate.{key}": value for key, value in named.items()}

    def lookup(key: str, _day: int) -> Ruled | None:
        return Ruled(values[key], f"setting {key}") if key in values else None

    return Rules(lookup)


def asked(text: str, **more: Any) -> Question:
    """Read ``unit activity first [last]``."""
    unit, activity, first, *last = text.split()
    return Question(unit, activity, day(first), day(last[0] if last else first), **more)


def answer(text: str, table: str, rules: Rules = NO_RULES, **more: Any) -> gate.Answer:
    """Ask the gate."""
    return gate.answer(asked(text, **more), roll_of(table), rules)


def said(text: str, table: str, rules: Rules = NO_RULES, **more: Any) -> list[str]:
    """Ask the gate: reasons as ``no code record: text``."""
    found = answer(text, table, rules, **more)
    assert found.allowed == all(one.allows for one in found.reasons)
    return [
        f"{'yes' if one.allows else 'no'} {one.code} {one.record}".strip() + f": {one.text}" for one in found.reasons
    ]
