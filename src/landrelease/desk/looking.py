"""Looking records up: one whole, by text, in the order of arrival, counted, and as the story of a point."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Any

import msgspec
import shapely

from landrelease.desk.accounts import OUTSIDE
from landrelease.desk.answers import iso
from landrelease.desk.errors import BadRequestError
from landrelease.desk.once import counting
from landrelease.desk.persons import names_of
from landrelease.desk.reading import Reading
from landrelease.desk.upkeep import UNREVIEWED
from landrelease.desk.views import store_view
from landrelease.desk.working import is_report, standings
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import View, state_of, votes
from landrelease.records import format1, times
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision
from landrelease.records.context import AdminArea
from landrelease.records.kinds import KINDS, kind_of, replacement_of
from landrelease.records.marks import field_marks

STATE = 0
"""Level of an administrative area that is the state itself."""


def show(register: Reading, name: str) -> dict[str, Any]:
    """
    Show one record whole.

    Parameters
    ----------
    register
        An open register.
    name
        Whole id.

    Returns
    -------
    dict
        ``id``, ``state``, ``record`` (as stored, members of later versions too), ``personal`` values as far as they are
        here, ``decisions`` and ``named_by``; of reports of work also ``accredited`` and ``grounds``, see `working`.
    """
    view = store_view(register.store)
    record = view.record(name)
    people = names_of(register.store)
    return {
        "id": name,
        "state": state_of(view, name) if record is not None and kind_of(record) not in UNREVIEWED else "",
        "record": msgspec.json.decode(register.store.get(name)),
        "author_name": people.get(record.author, "") if record is not None else "",
        "personal": {row.field: row.value for row in register.store.payloads(name)},
        "decisions": [_decision(other, decision, people) for other, decision in votes(view, name)],
        "named_by": _named_by(register, name),
        **_standing(register, name, record),
    }


def _standing(register: Reading, name: str, record: Record | None) -> dict[str, str]:
    if record is None or not is_report(record):
        return {}
    return standings(register.store, {name: record})[name]._asdict()


def _named_by(register: Reading, name: str) -> list[dict[str, Any]]:
    """List all that speaks about a record, attachments too, in the order of arrival."""
    seqs = sorted({link.source_seq for link in register.store.links_to([name])})
    names = register.store.id_of(seqs)
    return [{"id": names[head.seq], "kind": head.kind} for head in register.store.heads(seqs=seqs)]


def _decision(name: str, decision: Decision, people: dict[str, str]) -> dict[str, Any]:
    return {
        "id": name,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "author": decision.author,
        "author_name": people.get(decision.author, ""),
        "recorded": decision.recorded,
    }


def find(register: Reading, text: str) -> list[dict[str, Any]]:
    """
    Find records by the beginning of their id or any text in them.

    Parameters
    ----------
    register
        An open register.
    text
        What to look for.

    Returns
    -------
    list of dict
        ``id``, ``kind``, ``source_id``, ``date`` and ``state``, in the order of arrival.
    """
    by_text = {seq for seq, _, _ in register.store.find_text(text)}
    by_id = set(register.store.seq_of(register.store.find_prefix(text)).values()) if text else set[int]()
    heads = register.store.heads(seqs=sorted(by_text | by_id))
    names = register.store.id_of(head.seq for head in heads)
    states = {seq: head.decode() for seq, _, head, _ in register.store.read("state", [head.seq for head in heads])}
    return [
        {
            "id": names[head.seq],
            "kind": head.kind,
            "source_id": head.source_id,
            "date": head.date,
            "state": states.get(head.seq, ""),
        }
        for head in heads
    ]


def log_rows(register: Reading) -> list[dict[str, Any]]:
    """
    List what came in, in the order of this register.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of dict
        ``seq``, ``id``, ``kind``, ``source_id``, ``batch``, ``received``, ``recorded`` and ``author``.
    """
    heads = {head.seq: head for head in register.store.heads()}
    return [
        {
            "seq": entry.seq,
            "id": entry.id,
            "kind": heads[entry.seq].kind,
            "source_id": heads[entry.seq].source_id,
            "batch": entry.batch,
            "received": entry.received,
            "recorded": heads[entry.seq].recorded,
            "author": heads[entry.seq].author,
        }
        for entry in register.store.log()
    ]


def explain_rows(
    register: Reading, lon: float, lat: float, *, as_of: str | None = None, known_at: str | None = None
) -> list[dict[str, Any]]:
    """
    Tell the story of a point with who wrote and who decided.

    Parameters
    ----------
    register
        An open register.
    lon, lat
        The point, degrees.
    as_of
        Last day of the story.
    known_at
        Moment of knowledge.

    Returns
    -------
    list of dict
        Per record, oldest first: ``date``, ``record``, ``kind``, ``claimed``, ``movements``, ``status``, ``source_id``,
        ``organisation``, ``author``, ``recorded``, ``recorded_claimed``, ``decided_by``, ``corrects`` and ``findings``.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 - the globe
        msg = f"{lon} {lat} is no place: longitude runs from -180 to 180 and comes first, latitude from -90 to 90"
        raise BadRequestError(msg)
    view = store_view(register.store, register.known_at(known_at))
    people = names_of(register.store)
    rows = []
    for step in register.explain(lon, lat, as_of=as_of, known_at=known_at):
        record = format1.decode(register.store.get(step.record))
        said = replacement_of(record) if isinstance(record, Correction) else record
        deciders = [people.get(d.author, d.author) for _, d in votes(view, step.record) if d.verdict == "accept"]
        rows.append(
            {
                "date": iso(step.day),
                "record": step.record,
                "kind": kind_of(record),
                "claimed": step.claimed,
                "movements": step.movements,
                "status": step.status,
                "source_id": said.id,
                "organisation": said.organisation,
                "author": people.get(record.author, record.author),
                "recorded": record.recorded,
                "recorded_claimed": record.recorded_claimed,
                "decided_by": deciders,
                "corrects": record.corrects if isinstance(record, Correction) else None,
                "findings": list(step.findings),
            }
        )
    return rows


NO_GROUP = frozenset({"shape", "sealed", "replacement"})
"""Fields without a value that groups could share."""


Keep = Callable[[Sequence[Record]], Sequence[bool]]
"""Says of statements which of them are counted."""
Shown = Callable[[Record, str], object]
"""Says of a statement what is shown in a field, by its written name; None where nothing is."""


def stated(record: Record, name: str) -> object:
    """
    Give what a statement says in a field.

    Parameters
    ----------
    record
        The statement.
    name
        Written name of the field.

    Returns
    -------
    object
        Its value; None where it says nothing.
    """
    return getattr(record, "from_" if name == "from" else name)


def count(
    register: Reading,
    kind: str,
    *,
    by: str | None = None,
    known_at: str | None = None,
    keep: Keep | None = None,
    shown: Shown = stated,
) -> list[dict[str, Any]]:
    """
    Count the records of a kind that count.

    Parameters
    ----------
    register
        An open register.
    kind
        Kind of record.
    by
        ``year``, ``admin`` or a field of the kind; none for the total alone.
    known_at
        Moment of knowledge.
    keep
        Which statements are counted; all where it is None.
    shown
        What of a statement names its group: what it says itself, or what of it an audience may read.

    Returns
    -------
    list of dict
        ``records`` per group, those that people said to be one event or person once; for ordnance
        ``quantity``, the sum of the stated ones, unless it names the groups; ordered by group.

    Raises
    ------
    BadRequestError
        Where the kind has no such field.
    """
    fields = [name for name in field_marks(KINDS[kind]) if name not in NO_GROUP]
    if by not in {None, "year", "admin", *fields}:
        msg = f"--by {by}: {kind} cannot be counted by it; there are year, admin, {', '.join(fields)}"
        raise BadRequestError(msg)
    statements = list(_counted(register, kind, register.known_at(known_at)))
    statements = list(compress(statements, keep(statements))) if keep else statements
    groups = _groups(register, statements, by, shown)
    counted, quantity = Counter(groups), Counter[str]()
    for group, record in zip(groups, statements, strict=True):
        quantity[group] += getattr(record, "quantity", None) or 0
    names = sorted(counted) if by else [kind]
    rows = [{by or "kind": name, "records": counted[name]} for name in names]
    return (
        [row | {"quantity": quantity[name]} for row, name in zip(rows, names, strict=True)]
        if kind == "ordnance" and by != "quantity"
        else rows
    )


def _counted(register: Reading, kind: str, known_at: str) -> Iterator[Record]:
    """Give the statements of a kind that count, corrections in the place of what they correct."""
    if kind not in {"correction", "withdrawal", *UNREVIEWED}:
        yield from (version.statement for version in counting(register, kind, known_at))
        return
    records = dict(register.records([kind, "correction", "withdrawal", "decision"]))
    view = _view(records, known_at)
    for name, record in records.items():
        known = kind_of(record) == kind and record.recorded <= known_at
        if known and (kind in UNREVIEWED or state_of(view, name) == "accepted"):
            yield record


def _view(records: dict[str, Any], known_at: str) -> View:
    from landrelease.ledger.force import view_of  # noqa: PLC0415 - a name used once

    return view_of(records, known_at)


def _groups(register: Reading, statements: Sequence[Record], by: str | None, shown: Shown) -> list[str]:
    if by is None:
        return [kind_of(record) for record in statements]
    if by == "year":
        return [_year(shown(record, "date")) for record in statements]
    if by == "admin":
        return admin_groups(register, statements)
    return [group_of(shown(record, by)) for record in statements]


def _year(date: object) -> str:
    said = str(date or "")
    try:
        times.interval(said)
    except ValueError:
        return ""
    return said[:4]


def group_of(value: object) -> str:
    """
    Name the group of a value.

    Parameters
    ----------
    value
        What a record says in a field.

    Returns
    -------
    str
        The value, several divided by ``;``; empty where there is none.

    Examples
    --------
    >>> group_of(("AP", "AV")), group_of(None), group_of(3)
    ('AP;AV', '', '3')
    """
    if value is None:
        return ""
    return ";".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def admin_areas(register: Reading) -> list[AdminArea]:
    """
    List the administrative areas of the latest boundary set in force, those of the lowest level.

    The outline of the state (level 0) is none of them, as long as there are others.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of AdminArea
        Ordered by id.
    """
    drawn = _drawn_areas(register)
    areas = [area for area in drawn if area.level != STATE] or drawn
    if not areas:
        return []
    latest = max(areas, key=lambda area: (area.date or "", area.recorded, area.boundary_set)).boundary_set
    mine = [area for area in areas if area.boundary_set == latest]
    level = max(area.level or 0 for area in mine)
    return sorted(
        (area for area in mine if (area.level or 0) == level), key=lambda area: (area.id or "", area.name or "")
    )


def state_outline(register: Reading) -> list[AdminArea]:
    """
    List the administrative areas that are the state itself, of the latest boundary set that holds any.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of AdminArea
        Those of level 0; empty where nobody loaded the outline of the state.
    """
    areas = [area for area in _drawn_areas(register) if area.level == STATE]
    latest = max(((area.date or "", area.recorded, area.boundary_set) for area in areas), default=("", "", ""))[-1]
    return [area for area in areas if area.boundary_set == latest]


def land_of_areas(register: Reading, ids: Iterable[str]) -> shapely.Geometry:
    """
    Join the land of some administrative areas, of any level.

    Parameters
    ----------
    register
        An open register.
    ids
        Their ids, as the boundary set gives them.

    Returns
    -------
    shapely.Geometry
        In longitude and latitude, as drawn by every boundary set in force; empty where nobody drew any of
        them, so that who is confined to an area that is not there sees nothing rather than everything.
    """
    wanted = frozenset(ids)
    return shapely.union_all(geometry_of([area.shape for area in _drawn_areas(register) if area.id in wanted]))


def _drawn_areas(register: Reading) -> list[AdminArea]:
    if not register.store.heads(kinds=["admin_area"]):
        return []
    found = _counted(register, "admin_area", register.known_at(None))
    return [area for area in found if isinstance(area, AdminArea) and area.shape is not None]


def admin_groups(register: Reading, statements: Sequence[Record]) -> list[str]:
    """
    Find the administrative area of records by a point of their shape.

    Parameters
    ----------
    register
        An open register.
    statements
        Records of any kind.

    Returns
    -------
    list of str
        Id of the area of each, else its name; ``outside`` where the shape lies in none or the record has none.
    """
    areas = admin_areas(register)
    polygons = geometry_of([area.shape for area in areas])
    places = geometry_of([getattr(record, "shape", None) for record in statements])
    points = shapely.point_on_surface(places)
    at, area = shapely.STRtree(polygons).query(points, predicate="intersects") if areas else ([], [])
    groups = [OUTSIDE] * len(statements)
    for n, a in sorted(zip(list(at), list(area), strict=True), reverse=True):
        groups[n] = areas[a].id or areas[a].name or ""
    return groups
