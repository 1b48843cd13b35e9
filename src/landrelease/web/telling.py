"""A record in lines that people read: what each field means and what it holds, as far as somebody may read it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from landrelease.publish.redaction.fields import redacted
from landrelease.publish.wording import word
from landrelease.records.base import Record
from landrelease.records.kinds import KINDS
from landrelease.records.marks import Mark, field_marks
from landrelease.records.text import tr
from landrelease.records.times import interval
from landrelease.web import tongue

_NOT_TOLD: Final = frozenset({
    "format", "kind", "shape", "author", "recorded", "recorded_claimed", "sealed", "replacement", "corrects",
    "withdraws", "about", "supersedes", "origin",
})  # fmt: skip
"""What a page shows in a place of its own, or what only programs need."""
_SEVERAL: Final = re.compile(r"\s*\([^()]*;[^()]*\)")
"""What only a table needs to be told."""
_MOST_POINTS: Final = 200


class Line(NamedTuple):
    """
    A field in words.

    Attributes
    ----------
    name : str
        Its written name.
    label : str
        What it means.
    value : str
        What it holds.
    before : str
        What it held in the record that this one corrects; the same where nothing changed.
    """

    name: str
    label: str
    value: str
    before: str = ""


class Entered(NamedTuple):
    """
    A shape as somebody entered it.

    Attributes
    ----------
    crs : str
        Reference system.
    kind : str
        Kind of geometry.
    points : tuple of tuple
        First and second coordinate, as text.
    more : int
        How many points are not listed.
    fixed_by : str
        How the position was taken.
    accuracy_m : float or None
        Stated accuracy, metres.
    """

    crs: str
    kind: str
    points: tuple[tuple[str, str], ...]
    more: int
    fixed_by: str
    accuracy_m: float | None


def lines_of(record: Record, audience: str, *, state: str) -> list[Line]:
    """
    Tell a record field by field.

    Parameters
    ----------
    record
        The record; of a correction the statement that it carries.
    audience
        Who reads.
    state
        What became of it.

    Returns
    -------
    list of Line
        Fields that hold something, in the order of the kind.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> told = Hazard(id="H-1", status="suspected", date="2024-05-17", contamination=("AP",), author="p-1")
    >>> [(line.label, line.value) for line in lines_of(told, "operator", state="proposed")][-1]
    ('What is expected there', 'anti-personnel mine')
    """
    told = redacted(record, audience, state=state)
    marks = field_marks(KINDS[told["kind"]]) if told.get("kind") in KINDS else {}
    return list(_lines(told, marks))


def _lines(told: Mapping[str, Any], marks: Mapping[str, Mark]) -> Iterator[Line]:
    for name, mark in marks.items():
        if name not in _NOT_TOLD and told.get(name) not in (None, "", [], {}):
            yield Line(name, _label(mark), written(told[name], mark.codes))


def _label(mark: Mark) -> str:
    """Shorten what a field means to what stands before the explanation."""
    return _SEVERAL.sub("", tr(mark.meaning)).partition(": ")[0].rstrip(".")


def compared(before: list[Line], after: list[Line]) -> list[Line]:
    """
    Set what a correction states beside what it corrects.

    Parameters
    ----------
    before
        The record that is corrected.
    after
        The corrected statement.

    Returns
    -------
    list of Line
        Only the fields that differ; a dash where one side holds nothing.

    Examples
    --------
    >>> compared([Line("a", "A", "1"), Line("b", "B", "2")], [Line("b", "B", "3")])
    [Line(name='a', label='A', value='–', before='1'), Line(name='b', label='B', value='3', before='2')]
    """
    old, new = ({line.name: line for line in side} for side in (before, after))
    names = [*old, *(name for name in new if name not in old)]
    rows = [
        Line(name, (new.get(name) or old[name]).label, _value(new.get(name)), _value(old.get(name))) for name in names
    ]
    return [row for row in rows if row.value != row.before]


def _value(line: Line | None) -> str:
    return line.value if line else "–"


def written(value: object, codes: str = "") -> str:
    """
    Write the value of a field.

    Parameters
    ----------
    value
        As JSON holds it.
    codes
        Name of its code list, or empty.

    Returns
    -------
    str
        Words for codes, days and numbers as the language writes them.

    Examples
    --------
    >>> written(["AP", "UXO"], "contamination"), written("2024-05"), written(1234.5), written(True)
    ('anti-personnel mine, unexploded ordnance', 'May 2024', '1,234.5', 'yes')
    >>> written("H-0042"), written({"a": 1})
    ('H-0042', '{"a":1}')
    """
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int | float):
        return tongue.number(value, 6)
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(written(one, codes) for one in value)
    if not isinstance(value, str):
        return msgspec.json.encode(value).decode()
    if codes:
        return word(codes, value) or value
    return tongue.day(value) if _is_date(value) else value


def _is_date(text: str) -> bool:
    if len(text) not in {len("2024-05"), len("2024-05-17")} or text[4] != "-":
        return False
    try:
        interval(text)
    except ValueError:
        return False
    return True


def entered(record: Record, audience: str, *, state: str) -> Entered | None:
    """
    Tell a shape as it was entered.

    Parameters
    ----------
    record
        The record; of a correction the statement that it carries.
    audience
        Who reads.
    state
        What became of it.

    Returns
    -------
    Entered or None
        None where there is no shape, or they may not read it.

    Examples
    --------
    >>> from landrelease.records.land import Hazard
    >>> from landrelease.records.shape import Shape
    >>> shape = Shape(wgs84=msgspec.Raw(b'{"type":"Point","coordinates":[18.25,44.5]}'))
    >>> entered(Hazard(shape=shape), "operator", state="proposed").points
    (('18.25', '44.5'),)
    >>> entered(Hazard(shape=shape), "donor", state="accepted") is None
    True
    """
    shape = redacted(record, audience, state=state).get("shape")
    if not isinstance(shape, dict):
        return None
    geometry = shape.get("entered") or shape.get("wgs84")
    if not isinstance(geometry, dict):
        return None
    points = list(_positions(geometry.get("coordinates", geometry.get("geometries", []))))
    accuracy = shape.get("accuracy_m")
    return Entered(
        str(shape.get("crs", "EPSG:4326")),
        str(geometry.get("type", "")),
        tuple(points[:_MOST_POINTS]),
        max(0, len(points) - _MOST_POINTS),
        str(shape.get("fixed_by", "")),
        float(accuracy) if isinstance(accuracy, int | float) else None,
    )


def _positions(part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        yield from _positions(part.get("coordinates", part.get("geometries", [])))
    elif isinstance(part, list) and len(part) > 1 and all(isinstance(one, int | float) for one in part):
        yield str(part[0]), str(part[1])
    elif isinstance(part, list):
        for one in part:
            yield from _positions(one)
