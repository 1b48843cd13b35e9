"""Forms of the kinds of record: what a kind asks of a person, and the row of a table that their answers make."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np

from landrelease.checks.finding import Finding
from landrelease.intake.cell import text_of
from landrelease.intake.field import Field, fields_of
from landrelease.intake.needed import NEEDED
from landrelease.intake.table import Table
from landrelease.records.codes import LISTS
from landrelease.records.shape import WGS84
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.ground import Ground

GROUPS: Final = MappingProxyType({
    _("Land"): ("hazard", "survey", "release"),
    _("Finds and accidents"): ("ordnance", "accident", "casualty"),
    _("Evidence"): ("source", "evidence", "match"),
    _("Tasks"): ("request", "task", "task_feature", "order", "lock"),
    _("Work"): ("progress", "explosives", "completion", "inspection", "handover"),
    _("Units"): ("unit", "rotation", "member", "asset", "takeover", "alias"),
    _("Partners and meetings"): ("agreement", "meeting", "participant", "resolution", "action_point"),
    _("Training and accreditation"): (
        "course", "session", "assessment", "certificate", "equivalence", "lapse", "accreditation", "test_item",
    ),
    _("The programme"): ("organisation", "person", "settlement", "admin_area", "setting"),
})  # fmt: skip
"""Kinds that people fill in, grouped as they look for them."""
ENTERED: Final = tuple(kind for kinds in GROUPS.values() for kind in kinds)
SHAPE: Final = "shape"
_LAST: Final = (SHAPE, "organisation", "remarks")
_LONG: Final = frozenset({"remarks", "evidence", "text", "reason", "limits", "not_done", "residual_risk", "deviations"})
_UNITS: Final = MappingProxyType({"_m2": "m²", "_m": "m", "_h": "h", "hours": "h", "_km": "km"})
_NEEDED: Final = MappingProxyType({
    "hazard": ("status", "date"), "release": ("status", "date"), "survey": ("date",), "ordnance": ("date",),
    "accident": ("date",), "casualty": ("date",),
})  # fmt: skip
"""Fields of land and finds that set a row aside where they are empty."""
_DIVIDED: Final = re.compile(r"\s*\([^()]*;[^()]*\)")
"""What a table needs to be told of several values, and boxes to tick do not."""

_NAMED: Final = MappingProxyType({"area_id": "hazard", "unit": "unit", "task": "task", "organisation": "organisation"})
"""Fields that name records of a kind though their mark does not say so."""

Answers = Mapping[str, Sequence[str]]


class Choice(NamedTuple):
    """
    A code that can be chosen.

    Attributes
    ----------
    code : str
        As records hold it.
    word : str
        As people read it.
    meaning : str
        What it means, in a sentence.
    """

    code: str
    word: str
    meaning: str


class Control(NamedTuple):
    """
    A field of a form.

    Attributes
    ----------
    name : str
        Written name, as in tables.
    label : str
        What it asks.
    example : str
        A value as it could stand there.
    form : str
        ``text``, ``long``, ``date``, ``number``, ``count``, ``one`` or ``many`` of `choices`, ``shape``.
    unit : str
        Sign of the unit; empty without one.
    choices : tuple of Choice
        Codes of its list.
    values : tuple of str
        What stands there.
    faults : tuple of str
        What is wrong with it.
    personal : bool
        Whether the value is sealed and can be erased.
    needed : bool
        Whether the record cannot do without it.
    names : str
        Kind of the records that it names.
    """

    name: str
    label: str
    example: str = ""
    form: str = "text"
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    values: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    personal: bool = False
    needed: bool = False
    names: str = ""

    @property
    def value(self) -> str:
        """What stands there, as one text."""
        return self.values[0] if self.values else ""


def form_of(kind: str, answers: Answers, faults: Mapping[str, Sequence[str]] = MappingProxyType({})) -> list[Control]:
    """
    Make the form of a kind.

    Parameters
    ----------
    kind
        Key of `KINDS`.
    answers
        Field to what somebody answered so far.
    faults
        Field to what is wrong with the answer.

    Returns
    -------
    list of Control
        In the order of the record; the place, who reports and remarks come last.

    Examples
    --------
    >>> [control.name for control in form_of("survey", {})][-4:]
    ['evidence', 'shape', 'organisation', 'remarks']
    >>> depth = next(control for control in form_of("release", {"depth_m": ["0.2"]}) if control.name == "depth_m")
    >>> depth.form, depth.unit, depth.value, depth.label
    ('number', 'm', '0.2', 'Depth that the work reached, m')
    """
    known = fields_of(kind)
    order = [name for name in known if name not in _LAST] + [name for name in _LAST if name in known]
    sealed = ("id",) if any(field.personal for field in known.values()) else ()
    needed = {*NEEDED.get(kind, ()), *_NEEDED.get(kind, ()), *sealed}
    return [_control(known[name], answers.get(name, ()), faults.get(name, ()), needed=name in needed) for name in order]


def _control(field: Field, values: Sequence[str], faults: Sequence[str], *, needed: bool) -> Control:
    given = tuple(value for value in values if value)
    return Control(
        field.name,
        _label(field),
        field.mark.example,
        _form(field),
        next(
            (unit for end, unit in _UNITS.items() if field.name.endswith(end) and field.type in {"number", "count"}), ""
        ),
        _choices(field, given),
        given,
        tuple(faults),
        field.personal,
        needed,
        field.mark.names or _NAMED.get(field.name, ""),
    )


def _label(field: Field) -> str:
    said = tr(field.mark.meaning).rstrip(".")
    return _DIVIDED.sub("", said) if _form(field) == "many" else said


def _form(field: Field) -> str:
    if field.codes:
        return "many" if field.type == "list" else "one"
    if field.type in {"text", "any", "object"}:
        return "long" if field.name in _LONG or field.type == "object" else "text"
    return field.type if field.type in {"date", "number", "count", "shape"} else "text"


def _choices(field: Field, given: Sequence[str]) -> tuple[Choice, ...]:
    if not field.codes:
        return ()
    listed = [Choice(term.code, tr(term.word), tr(term.meaning)) for term in LISTS[field.mark.codes].values()]
    return (*listed, *(Choice(value, value, "") for value in given if value not in field.codes))


def answers_of(kind: str, statement: Mapping[str, Any]) -> dict[str, list[str]]:
    """
    Write what a record says as answers to its form.

    Parameters
    ----------
    kind
        Key of `KINDS`.
    statement
        The record as JSON holds it.

    Returns
    -------
    dict
        Field to texts; the shape is left out.

    Examples
    --------
    >>> answers_of("hazard", {"status": "confirmed", "contamination": ["AP", "AV"], "required_depth_m": 0.2})
    {'status': ['confirmed'], 'contamination': ['AP', 'AV'], 'required_depth_m': ['0.2']}
    """
    found = {}
    for name, field in fields_of(kind).items():
        value = statement.get(name)
        if value is None or name == SHAPE:
            continue
        parts = value if field.type in {"list", "pair"} and isinstance(value, (list, tuple)) else [value]
        texts = [text_of(part) or "" for part in parts]
        found[name] = texts if field.codes else [";".join(texts)]
    return found


def cells_of(kind: str, answers: Answers) -> dict[str, str]:
    """
    Make the cells of one row of a table out of answers.

    Parameters
    ----------
    kind
        Key of `KINDS`.
    answers
        Field to texts.

    Returns
    -------
    dict
        Field to the cell; what was left open is left out, and so is the shape.

    Examples
    --------
    >>> cells_of("hazard", {"status": ["confirmed"], "contamination": ["AP", "AV"], "name": [" "], "made_up": ["x"]})
    {'status': 'confirmed', 'contamination': 'AP;AV'}
    """
    joined = {name: ";".join(filter(None, map(str.strip, answers.get(name, ())))) for name in fields_of(kind)}
    return {name: cell for name, cell in joined.items() if cell and name != SHAPE}


def table_of(kind: str, answers: Answers, ground: Ground) -> Table:
    """
    Make the table of one row that goes the way of a file.

    Parameters
    ----------
    kind
        Key of `KINDS`.
    answers
        Field to texts.
    ground
        Where it is.

    Returns
    -------
    Table
        In the plain form.

    Examples
    --------
    >>> table = table_of("hazard", {"status": ["suspected"]}, Ground())
    >>> table.columns["status"], table.columns["date"], table.geometry
    (['suspected'], [None], None)
    """
    cells = {"record": kind} | dict.fromkeys(fields_of(kind).keys() - {SHAPE}) | cells_of(kind, answers)
    geometry, crs = None, None
    if SHAPE in fields_of(kind) and ground.shape is not None:
        geometry, crs = np.array([ground.shape], dtype=object), ground.crs or WGS84
        fixed = {name: answers.get(name, ("",))[0].strip() for name in ("accuracy_m", "fixed_by") if answers.get(name)}
        cells |= {name: cell for name, cell in fixed.items() if cell}
    return Table(tr("form"), "", "", {name: [cell] for name, cell in cells.items()}, geometry, crs, [1])


def beside_fields(kind: str, findings: Sequence[Finding], said: Sequence[str]) -> dict[str, list[str]]:
    """
    Sort what was found to the fields that it is about.

    Parameters
    ----------
    kind
        Key of `KINDS`.
    findings
        Findings about one record.
    said
        The same in words.

    Returns
    -------
    dict
        Field to words; the empty name for what is about the record as a whole.

    Examples
    --------
    >>> found = Finding("value-not-a-date", params={"field": "date"})
    >>> beside_fields("hazard", [found, Finding("no-date")], ["not a day", "without a day"])
    {'date': ['not a day'], '': ['without a day']}
    """
    sorted_: dict[str, list[str]] = {}
    for finding, words in zip(findings, said, strict=True):
        field = str(finding.params.get("field", ""))
        sorted_.setdefault(field if field in fields_of(kind) else "", []).append(words)
    return sorted_
