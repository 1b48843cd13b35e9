"""The work of the joint season: sixty tasks on land still open, orders, progress, completion, handover."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from landrelease.demo import cast
from landrelease.demo.joint_cast import HOST, MONITOR, TEAMS, Team
from landrelease.demo.joint_papers import INSPECTOR, row
from landrelease.demo.row import Row, Sheet

TASKS: Final = 60
_SMALLEST_M2, _DIVIDED_M2, _LARGEST_M2 = 700.0, 6_000.0, 40_000.0
TASKS_SHEET: Final = Sheet("2025/05_tasks.csv", "joint", cast.UTM, "2025-02-25T09:00:00Z")
ORDERS_SHEET: Final = Sheet("2025/06_orders.csv", "joint", cast.UTM, "2025-02-26T09:00:00Z")
SPRING_SHEET: Final = Sheet("2025/07_work_spring.csv", "joint", cast.UTM, "2025-08-04T09:00:00Z")
SUSPENSION_SHEET: Final = Sheet("2025/08_suspension.csv", "joint", cast.UTM, "2025-05-12T09:00:00Z")
LIFTED_SHEET: Final = Sheet("2025/08_lifted.csv", "joint", cast.UTM, "2025-05-26T09:00:00Z")
DONE_SHEET: Final = Sheet("2025/10_completion.csv", "joint", cast.UTM, "2025-09-20T09:00:00Z")
RELEASES_SHEET: Final = Sheet("2025/11_releases.csv", "joint", cast.UTM, "2025-09-25T09:00:00Z")
HANDED_SHEET: Final = Sheet("2025/12_handover.csv", "joint", cast.UTM, "2025-10-20T09:00:00Z")
_WINDOWS: Final = (
    ("2025-03-10", "2025-04-11"),
    ("2025-04-14", "2025-05-30"),
    ("2025-06-02", "2025-06-27"),
)
"""Days of the three tasks that each spring team has one after the other; West has two at a time in the second."""


class Planned(NamedTuple):
    """
    A task.

    Attributes
    ----------
    id : str
        Such as ``SYN-T-01``.
    hazard : Row
        The last report of the hazard that it is on.
    land : shapely.Polygon
        The area to be worked, metres: the hazard, or a half of it.
    """

    id: str
    hazard: Row
    land: shapely.Polygon

    @property
    def activity(self) -> str:
        """Capability code of the work."""
        expected = set(str(self.hazard.values.get("contamination", "AP")).split(";"))
        return "manual-clearance" if {"AP", "AV", "improvised"} & expected else "bac"


class Ordered(NamedTuple):
    """
    A task that a team is ordered to.

    Attributes
    ----------
    task : Planned
        The task.
    team : Team
        The team.
    first, last : str
        Days of work.
    """

    task: Planned
    team: Team
    first: str
    last: str


def planned(rows: Sequence[Row]) -> list[Planned]:
    """
    Make tasks of hazards on which nothing was released; large ones become two.

    Parameters
    ----------
    rows
        What was told up to 2024.

    Returns
    -------
    list of Planned
        As many as `TASKS`: first one of each hazard, mined ones first, then the other halves; the last is the other
        half of the first.
    """
    free = sorted(_free(rows), key=lambda one: (_halves(one) is None, one.area_id))
    halved = {one.area_id for one in free[: TASKS - len(free)]}
    pieces = [(one, _pieces(one, halve=one.area_id in halved)) for one in free]
    pieces.sort(key=lambda pair: (Planned("", pair[0], pair[1][0]).activity == "bac", pair[0].area_id not in halved))
    first = [(one, parts[0]) for one, parts in pieces]
    second = [(one, parts[1]) for one, parts in pieces if len(parts) > 1]
    return [
        Planned(f"SYN-T-{n:02d}", hazard, land)
        for n, (hazard, land) in enumerate([*first, *second[1:], second[0]], start=1)
    ]


def _pieces(hazard: Row, *, halve: bool) -> list[shapely.Polygon]:
    halves = _halves(hazard) if halve else None
    return list(halves) if halves else [hazard.shape]


def _halves(hazard: Row) -> tuple[shapely.Polygon, shapely.Polygon] | None:
    """Cut a large hazard in two from north to south; None where that does not give two pieces."""
    if hazard.shape is None or hazard.shape.area < _DIVIDED_M2:
        return None
    west, south, east, north = hazard.shape.bounds
    middle = hazard.shape.centroid.x
    parts = [
        shapely.intersection(hazard.shape, box)
        for box in (
            shapely.box(west - 1, south - 1, middle, north + 1),
            shapely.box(middle, south - 1, east + 1, north + 1),
        )
    ]
    return (parts[0], parts[1]) if all(isinstance(part, shapely.Polygon) for part in parts) else None


def _free(rows: Sequence[Row]) -> list[Row]:
    """List the last reports of hazards that no release touches, in the order of their ids."""
    released = [one.shape for one in rows if one.record == "release" and one.shape is not None]
    tree = shapely.STRtree(released)
    last: dict[str, Row] = {}
    for one in rows:
        if one.record == "hazard" and isinstance(one.shape, shapely.Polygon):
            last[one.area_id] = one
    return [
        one
        for _, one in sorted(last.items())
        if one.shape is not None
        and one.shape.is_valid
        and _SMALLEST_M2 < one.shape.area < _LARGEST_M2
        and not len(tree.query(one.shape, "intersects"))
    ]


def ordered(tasks: Sequence[Planned]) -> list[Ordered]:
    """
    Say which team does which tasks in spring, one after the other; West two at a time in May.

    Parameters
    ----------
    tasks
        All tasks.

    Returns
    -------
    list of Ordered
        By team and day.
    """
    left = {what: [one for one in tasks[:-1] if one.activity == what] for what in ("manual-clearance", "bac")}
    found = []
    for team in TEAMS:
        if team.follows:
            continue
        for first, last in _WINDOWS:
            together = 2 if team.activity == "bac" and first == _WINDOWS[1][0] else 1
            found += [Ordered(left[team.activity].pop(0), team, first, last) for _ in range(together)]
    return found


def work(rows: Sequence[Row]) -> list[Row]:
    """
    Write all rows about tasks.

    Parameters
    ----------
    rows
        What was told up to 2024.

    Returns
    -------
    list of Row
        Sheet after sheet.
    """
    tasks = planned(rows)
    orders = ordered(tasks)
    done = [one for one in orders if one.last < "2025-06-20"]
    return [
        *(_task(one) for one in tasks),
        *(_order(one) for one in orders),
        *(found for one in orders for found in _progress(one)),
        *_suspension(),
        *(found for one in done for found in _completion(one)),
        *(_release(one) for one in done),
        *(_handover(one) for one in done[:4]),
    ]


def _shaped(made: Row, shape: BaseGeometry | None) -> Row:
    return Row(made.record, made.values, shape, made.sheet)


def _task(one: Planned) -> Row:
    hazard = one.hazard.values
    made = row(
        TASKS_SHEET, "task", one.id, "2025-02-25", name=f"Task on {one.hazard.area_id} ({cast.LABEL})",
        activity=one.activity, area_id=one.hazard.area_id, priority="high" if one.id < "SYN-T-20" else "medium",
        required_depth_m=hazard.get("required_depth_m"), contamination=hazard.get("contamination"),
        from_="2025-03-10", to="2025-11-28", tasking_authority=cast.CENTRE_ID, intended_use="fields",
        land_user="village council", standards=f"national standard of the example ({cast.LABEL})",
        limits="no work in rain", medevac="ambulance to the field hospital", hospital="district hospital",
        hospital_min=35, security="quiet", quality_plan="a visit every ten days", reporting="weekly",
    )  # fmt: skip
    return _shaped(made, one.land)


def _order(one: Ordered) -> Row:
    return row(
        ORDERS_SHEET, "order", f"SYN-O-{one.task.id[-2:]}", "2025-02-26", task=one.task.id, action="issue",
        unit=one.team.unit, rotation=one.team.rotation, from_=one.first, to=one.last, people=";".join(one.team.fit),
        assets=";".join(one.team.assets), signed_by="SYN-P-101",
    )  # fmt: skip


def _progress(one: Ordered) -> Iterator[Row]:
    begin, end = dt.date.fromisoformat(one.first), dt.date.fromisoformat(one.last)
    weeks = max(1, ((end - begin).days + 1) // 7)
    done = round(0.9 * float(one.task.land.area) / weeks, 1)
    for week in range(weeks):
        first = begin + dt.timedelta(days=7 * week)
        last = min(first + dt.timedelta(days=4), end)
        stands = one.team.activity == "bac" and "2025-05-12" <= first.isoformat() <= "2025-05-25"
        yield row(
            SPRING_SHEET, "progress", f"SYN-PR-{one.task.id[-2:]}-{week + 1}", last.isoformat(),
            organisation=one.team.organisation, task=one.task.id, unit=None if stands else one.team.unit,
            date_from=first.isoformat(), method=one.task.activity, area_m2=0 if stands else done,
            people=0 if stands else len(one.team.fit), hours=0 if stands else 35 * len(one.team.fit),
            stand_down="suspension" if stands else None, stand_down_h=40 if stands else None,
            fragments=0 if stands else 40 + week,
        )  # fmt: skip
    for movement, quantity in (("drawn", 10), ("used", 7), ("returned", 3)):
        yield row(
            SPRING_SHEET, "explosives", f"SYN-EX-{one.task.id[-2:]}-{movement}", one.last, task=one.task.id,
            organisation=one.team.organisation, unit=one.team.unit, item="TNT 200 g", movement=movement,
            quantity=quantity, measure="pieces",
        )  # fmt: skip


def _suspension() -> Iterator[Row]:
    common = {"unit": TEAMS[2].unit, "capability": "bac", "organisation": cast.CENTRE_ID}
    yield row(
        SUSPENSION_SHEET, "accreditation", "SYN-ACC-W1A-SUSP", "2025-05-12", status="suspended", from_="2025-05-12",
        reason="a marker was moved without a record", **common,
    )  # fmt: skip
    yield row(
        LIFTED_SHEET, "accreditation", "SYN-ACC-W1A-LIFT", "2025-05-26", status="reinstated", from_="2025-05-26",
        reason="the marking was done again and checked", **common,
    )  # fmt: skip


def _completion(one: Ordered) -> Iterator[Row]:
    day = (dt.date.fromisoformat(one.last) + dt.timedelta(days=3)).isoformat()
    check = (dt.date.fromisoformat(one.last) + dt.timedelta(days=10)).isoformat()
    depth = one.task.hazard.values.get("required_depth_m") or 0.2
    yield row(
        DONE_SHEET, "completion", f"SYN-COMP-{one.task.id[-2:]}", day, organisation=one.team.organisation,
        task=one.task.id, unit=one.team.unit, date_from=one.first, releases=f"SYN-R25-{one.task.id[-2:]}",
        method=one.task.activity, depth_m=depth, limits=f"no deeper than {depth} m", not_done="none",
        residual_risk=f"items deeper than {depth} m may remain", working_days=24, hours=1400, fragments=860,
        marking="four corner stones", deviations="none", signed_by=one.team.people[0],
    )  # fmt: skip
    yield row(
        DONE_SHEET, "inspection", f"SYN-INS-{one.task.id[-2:]}", check, organisation=MONITOR, task=one.task.id,
        inspector=INSPECTOR[0], result="passed", sampled_m2=150, nonconformities=0,
    )  # fmt: skip


def _release(one: Ordered) -> Row:
    hazard = one.task.hazard.values
    made = row(
        RELEASES_SHEET, "release", f"SYN-R25-{one.task.id[-2:]}", one.last, organisation=one.team.organisation,
        status="cleared", area_id=one.task.hazard.area_id, unit=one.team.unit, method=one.task.activity,
        date_from=one.first, depth_m=hazard.get("required_depth_m") or 0.2, task=one.task.id,
        scope=hazard.get("contamination"), evidence=f"{cast.LABEL}: completion report of {one.task.id}",
    )  # fmt: skip
    return _shaped(made, one.task.land)


def _handover(one: Ordered) -> Row:
    day = (dt.date.fromisoformat(one.last) + dt.timedelta(days=60)).isoformat()
    return row(
        HANDED_SHEET, "handover", f"SYN-HO-{one.task.id[-2:]}", day, task=one.task.id,
        completion=f"SYN-COMP-{one.task.id[-2:]}", recipient=f"village council ({cast.LABEL})", hotline="+000 101",
        residual_risk="see the completion report", briefed=day, women=14, men=11, girls=6, boys=9,
        parties=f"{cast.CENTRE_ID};{one.team.organisation};{HOST}", signed_by="SYN-P-101",
    )  # fmt: skip
