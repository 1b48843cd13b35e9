"""Checks of one proposed record's fields: what is there, in whose words, and whether it fits together."""

import operator
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import msgspec
import numpy as np

from landrelease.checks import dates, figures
from landrelease.checks.columns import LINE, NO_SHAPE, POINT, Columns, Flags
from landrelease.checks.finding import Finding
from landrelease.checks.proposed import Frame, Proposed, in_order
from landrelease.records import codes
from landrelease.records.base import Record
from landrelease.records.finds import Accident, Ordnance
from landrelease.records.land import Hazard, Release
from landrelease.records.marks import field_marks
from landrelease.records.text import marked as _

STATUSES: Final[Mapping[type[Record], Mapping[str, object]]] = {
    Hazard: codes.HAZARD_STATUS,
    Release: codes.RELEASE_STATUS,
}
OWN_RULES: Final = frozenset({"status", "contamination", "scope"})
"""Fields of hazards and releases that have stricter rules of their own."""
LEADS_TO: Final = {
    "nts": frozenset({"cancelled"}),
    "ts": frozenset({"reduced"}),
    "manual-clearance": frozenset({"cleared"}),
    "mechanical": frozenset({"reduced", "cleared"}),
    "animal": frozenset({"reduced", "cleared"}),
    "eore": frozenset[str](),
    "qa": frozenset[str](),
    **dict.fromkeys(codes.EOD_SPOT_METHODS, frozenset({"cleared"})),
}
SHAPE_TYPES: Final = {POINT: _("a point"), LINE: _("a line")}
_STAMPS: Final = ("id", "origin", "author", "recorded", "recorded_claimed")


def check_rows(proposed: Proposed, frame: Frame = Frame()) -> list[Finding]:  # noqa: B008 - immutable
    """
    Check the fields of proposed records before they are stored.

    No more than one finding of a code comes about one record.

    Parameters
    ----------
    proposed
        Records, with their shapes and, where there are any, computed areas.
    frame
        What is known of the programme.

    Returns
    -------
    list of Finding
        In the order of the rows.

    Examples
    --------
    >>> hazard = Hazard(status="suspected", date="2024-05", stated_m2=800.0, evidence="two mines seen")
    >>> [found.code for found in check_rows(Proposed([hazard], np.array([None])))]
    ['date-imprecise']
    >>> [found.code for found in check_rows(Proposed([Hazard(id="H-1")], np.array([None])))]
    ['empty-record', 'hazard-without-evidence', 'no-date', 'no-status']
    """
    columns = Columns(proposed, frame)
    return in_order([found for check in ROW_CHECKS for found in check(columns)])


def empty_record(columns: Columns) -> list[Finding]:
    """
    See records that say nothing besides their id.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``empty-record``; a person whose name is sealed has said something.
    """
    blank = columns.where("date", _is_none) & columns.where("status", _is_none)
    if not blank.any():  # as nearly always; what their shapes cover is not asked then
        return []
    return [
        columns.finding("empty-record", index)
        for index in np.flatnonzero(blank & (columns.dimension == NO_SHAPE)).tolist()
        if _bare(columns.proposed.records[index])
    ]


def _bare(record: Record) -> bool:
    stamps: dict[str, Any] = {name: getattr(record, name) for name in _STAMPS}
    return record == msgspec.structs.replace(type(record)(), **stamps)


def no_status(columns: Columns) -> list[Finding]:
    """
    See hazards and releases without a status that the ledger knows.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``no-status``, with what stands there instead; a hazard that says ``cleared`` has none either.
    """
    lacking = np.zeros(len(columns), dtype=np.bool_)
    for kind, known in STATUSES.items():
        if kind in columns.kinds:
            lacking |= columns.are(kind) & ~columns.where("status", known.__contains__)
    return [
        columns.finding("no-status", index, value=columns.value("status", index) or "")
        for index in np.flatnonzero(lacking).tolist()
    ]


def code_unknown(columns: Columns) -> list[Finding]:
    """
    See values outside their code lists, where the field has no stricter rule of its own.

    Parameters
    ----------
    columns
        Proposed records; the frame may add codes to the lists.

    Returns
    -------
    list of Finding
        ``code-unknown``, one for each record, with all its fields at fault.
    """
    faulty: dict[str, list[int]] = {}
    for kind in set(columns.kinds):
        for name, mark in field_marks(kind).items():
            if mark.codes and not (kind in STATUSES and name in OWN_RULES):
                allowed = codes.LISTS[mark.codes].keys() | columns.frame.codes.get(mark.codes, frozenset())
                strange = ~columns.where(name, partial(_listed, allowed=allowed))
                faulty.setdefault(name, []).extend(np.flatnonzero(strange & columns.are(kind)).tolist())
    return columns.by_field("code-unknown", faulty)


def _listed(value: object, allowed: set[str]) -> bool:
    """Tell whether a value is in a list; what is neither text nor texts is a field of that name of another kind."""
    if isinstance(value, str):
        return value in allowed
    return not isinstance(value, tuple) or allowed.issuperset(value)


def unknown_contamination(columns: Columns) -> list[Finding]:
    """
    See hazards whose contamination is not in the code list: they count in every class.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``unknown-contamination``.
    """
    allowed = codes.CONTAMINATION.keys() | columns.frame.codes.get("contamination", frozenset())
    return _strangers(columns, "unknown-contamination", "contamination", allowed)


def unknown_scope(columns: Columns) -> list[Finding]:
    """
    See releases whose scope is in neither the list of contamination nor that of classes: they cover no class.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``unknown-scope``.
    """
    allowed = codes.CONTAMINATION.keys() | set(codes.CLASSES) | columns.frame.codes.get("contamination", frozenset())
    return _strangers(columns, "unknown-scope", "scope", allowed)


def scope_missing_for_spot_task(columns: Columns) -> list[Finding]:
    """
    See battle area clearance and EOD spot tasks that do not say what they cover: they never close a claim of mines.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``scope-missing-for-spot-task``, with the method.
    """
    spots = columns.are(Release) & columns.where("method", codes.EOD_SPOT_METHODS.__contains__)
    return [
        columns.finding("scope-missing-for-spot-task", index, method=str(columns.value("method", index)))
        for index in np.flatnonzero(spots & columns.where("scope", operator.not_)).tolist()
    ]


def _strangers(columns: Columns, code: str, name: str, allowed: set[str]) -> list[Finding]:
    strange = columns.where(name, lambda values: values and not allowed.issuperset(values))
    return [
        columns.finding(code, index, value=", ".join(sorted(set(columns.value(name, index)) - allowed)))
        for index in np.flatnonzero(strange).tolist()
    ]


def method_contradicts_status(columns: Columns) -> list[Finding]:
    """
    See releases by work that does not lead to their status (rule V9 of the domain brief).

    Land is cancelled only by non-technical survey, reduced only by technical survey, which machines and animals may
    carry out, and cleared only by clearance. A method that a programme added is left to the programme.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``method-contradicts-status``.
    """
    contradicted = np.zeros(len(columns), dtype=np.bool_)
    for leads in set(LEADS_TO.values()):
        leading = {method for method, others in LEADS_TO.items() if others == leads}
        against = codes.RELEASE_STATUS.keys() - leads
        contradicted |= columns.where("method", leading.__contains__) & columns.where("status", against.__contains__)
    return [
        columns.finding(
            "method-contradicts-status", index, **{name: columns.value(name, index) for name in ("status", "method")}
        )
        for index in np.flatnonzero(contradicted).tolist()
    ]


def cleared_without_depth(columns: Columns) -> list[Finding]:
    """
    See clearance to no stated depth (rule V11).

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``cleared-without-depth``.
    """
    return columns.findings("cleared-without-depth", _cleared(columns) & columns.where("depth_m", _is_none))


def cleared_without_method(columns: Columns) -> list[Finding]:
    """
    See clearance by no stated method (rule V11).

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``cleared-without-method``.
    """
    return columns.findings("cleared-without-method", _cleared(columns) & columns.where("method", _is_none))


def _cleared(columns: Columns) -> Flags:
    return np.asarray(columns.are(Release) & columns.where("status", lambda status: status == "cleared"))


def _is_none(value: object) -> bool:
    return value is None


def cleared_incomplete(columns: Columns) -> list[Finding]:
    """
    Note clearance that does not say when the work began or under which task it was done (rule V11).

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``cleared-incomplete``, with the fields that are missing.
    """
    lacking = {name: columns.where(name, operator.not_) for name in ("date_from", "task")}
    begun, tasked = lacking.values()
    cleared = _cleared(columns)
    said = {(True, True): "date_from, task", (True, False): "date_from", (False, True): "task"}
    return [
        found
        for (no_day, no_task), fields in said.items()
        for found in columns.findings(
            "cleared-incomplete", cleared & (begun == no_day) & (tasked == no_task), field=fields
        )
    ]


def release_without_doer(columns: Columns) -> list[Finding]:
    """
    Note releases for which neither an organisation nor a unit answers (rule V11).

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``release-without-doer``.
    """
    nobody = columns.where("organisation", operator.not_) & columns.where("unit", operator.not_)
    return columns.findings("release-without-doer", columns.are(Release) & nobody)


def hazard_without_evidence(columns: Columns) -> list[Finding]:
    """
    Note hazards that do not say what they rest on (rule V10).

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``hazard-without-evidence``.
    """
    unfounded = columns.are(Hazard) & columns.where("evidence", operator.not_)
    return columns.findings("hazard-without-evidence", unfounded)


def release_without_shape_or_hazard(columns: Columns) -> list[Finding]:
    """
    See releases about nowhere: no usable shape, and no hazard named.

    A point is a shape (spot tasks are points); a polygon that encloses nothing is none.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``release-without-shape-or-hazard``.
    """
    nowhere = columns.are(Release) & (columns.dimension == NO_SHAPE)
    return [
        columns.finding("release-without-shape-or-hazard", index)
        for index in np.flatnonzero(nowhere).tolist()
        if not (columns.value("area_id", index) or "").strip("; ")
    ]


def point_needs_polygon(columns: Columns) -> list[Finding]:
    """
    See land given as points or lines; a spot task is a point by nature and is left alone.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``point-needs-polygon``.
    """
    flat = columns.are(Hazard, Release) & ((columns.dimension == POINT) | (columns.dimension == LINE))
    return [
        columns.finding("point-needs-polygon", index, shape_type=SHAPE_TYPES[int(columns.dimension[index])])
        for index in np.flatnonzero(flat).tolist()
        if columns.value("method", index) not in codes.EOD_SPOT_METHODS
    ]


def ordnance_incomplete(columns: Columns) -> list[Finding]:
    """
    Note finds without category, number or position.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``ordnance-incomplete``, with the fields that are missing.
    """
    return _incomplete(columns, "ordnance-incomplete", Ordnance, ("category", "quantity"))


def accident_incomplete(columns: Columns) -> list[Finding]:
    """
    Note accidents without type, device or position.

    Parameters
    ----------
    columns
        Proposed records.

    Returns
    -------
    list of Finding
        ``accident-incomplete``, with the fields that are missing.
    """
    return _incomplete(columns, "accident-incomplete", Accident, ("accident_type", "category"))


def _incomplete(columns: Columns, code: str, kind: type[Record], names: tuple[str, ...]) -> list[Finding]:
    found = []
    for index in np.flatnonzero(columns.are(kind)).tolist():
        lacking = [name for name in names if columns.value(name, index) is None]
        if columns.dimension[index] == NO_SHAPE:
            lacking.append("shape")
        if lacking:
            found.append(columns.finding(code, index, field=", ".join(lacking)))
    return found


BLOCKING_CHECKS: Final[tuple[Callable[[Columns], list[Finding]], ...]] = (
    empty_record,
    no_status,
    dates.no_date,
    dates.occurred_after_recorded,
    release_without_shape_or_hazard,
)
"""Those whose findings nobody can accept past; `approver-is-author` is looked at where somebody decides."""
ROW_CHECKS: Final[tuple[Callable[[Columns], list[Finding]], ...]] = (
    *BLOCKING_CHECKS,
    dates.date_unreadable,
    dates.date_implausible,
    dates.date_imprecise,
    dates.reported_after_recorded,
    dates.completion_before_start,
    dates.reported_before_done,
    code_unknown,
    unknown_contamination,
    unknown_scope,
    scope_missing_for_spot_task,
    method_contradicts_status,
    cleared_without_depth,
    cleared_without_method,
    cleared_incomplete,
    release_without_doer,
    hazard_without_evidence,
    point_needs_polygon,
    figures.number_unusable,
    figures.depth_implausible,
    figures.stated_area,
    figures.stated_area_implausible,
    ordnance_incomplete,
    accident_incomplete,
)
