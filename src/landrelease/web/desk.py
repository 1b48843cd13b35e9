"""One record on the review desk: all that a reviewer has to see before deciding."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import shapely

from landrelease.checks.catalogue import Rendered, render
from landrelease.desk.alike import Alike, alike
from landrelease.desk.answers import frame_or_none, parcels_after, parcels_near
from landrelease.desk.checking import findings_about
from landrelease.desk.effects import Effects, Moved, Row, effects, moved, posted
from landrelease.desk.orders import Refused
from landrelease.desk.register import Register
from landrelease.desk.reviewing import (
    Refusal,
    gate_refusal,
    land_behind,
    mark_of,
    own_refusal,
    statements_behind,
)  # fmt: skip
from landrelease.desk.site import AROUND_M, in_plane
from landrelease.desk.upkeep import UNREVIEWED
from landrelease.desk.views import EVER, store_view
from landrelease.desk.working import NOTHING, Standing, standings
from landrelease.ledger.force import View, state_of, votes
from landrelease.publish.markup import Markup
from landrelease.publish.sketch import sketch
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.codes import CLASSES
from landrelease.records.kinds import kind_of
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.eyes import sees_place
from landrelease.web.naming import amount_word, status_word
from landrelease.web.policy import may
from landrelease.web.telling import Entered, Line, compared, entered, lines_of
from landrelease.web.waiting import gate_of

LEAST_M2: Final = 0.005
"""Areas below it are what rounding leaves between neighbouring records."""
_RULING: Final = frozenset({"setting", "programme"})


class Change(NamedTuple):
    """
    An amount before and after, in words.

    Attributes
    ----------
    label : str
        What it is.
    before, change, after : float
        Square metres, or numbers of hazards.
    area : bool
        Whether it is square metres.
    """

    label: str
    before: float
    change: float
    after: float
    area: bool


class Posting(NamedTuple):
    """
    A movement of land, in words.

    Attributes
    ----------
    before, after : str
        Status.
    movement : str
        Why.
    area_m2 : float
        How much; below zero where it is taken back.
    """

    before: str
    after: str
    movement: str
    area_m2: float


class Outlook(NamedTuple):
    """
    What accepting would do.

    Attributes
    ----------
    rules : bool
        Whether it changes the rules of the programme, of which nothing is computed beforehand.
    balances, others : list of Change
        Land by status; memos and hazards without a boundary.
    postings : list of Posting
        Movements of land.
    classes : dict
        Hazard class to land by status, where a class moves otherwise than all together.
    doubts : list of Rendered
        What the ledger would find.
    """

    rules: bool = False
    balances: tuple[Change, ...] = ()
    others: tuple[Change, ...] = ()
    postings: tuple[Posting, ...] = ()
    classes: Mapping[str, tuple[Change, ...]] = {}
    doubts: tuple[Rendered, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether anything in the books changes."""
        return bool(self.balances or self.others or self.postings)


class Sheet(NamedTuple):
    """
    A record on the desk.

    Attributes
    ----------
    id, kind, state : str
        Which, and what became of it.
    record : Record
        As it is stored.
    title : str
        The source's own id, else the beginning of the record's.
    mark : str
        What has been decided on it, for `reviewing.decide_seen`.
    lines : list of Line
        What it says.
    corrected : list of Line or None
        Of a correction only what differs from the record before.
    named : str
        Record that it corrects or withdraws; empty for others.
    reason : str
        Why it corrects or withdraws.
    entered : Entered or None
        Coordinates as entered.
    now, then : Markup
        Sketches of the land now and once it is accepted; empty where there is no place.
    findings : list of Rendered
        What is doubtful about it.
    alike : list of Alike
        Records that may say the same.
    standing : Standing
        Whether the unit was accredited on its days.
    gate : Refused or None
        Why an order could not come in force.
    decisions : list of tuple
        Ids and decisions that count.
    refusal : Refusal or None
        Why whoever looks may not decide.
    outlook : Outlook or None
        What accepting would do; None where it is decided already.
    """

    id: str
    kind: str
    state: str
    record: Record
    title: str
    mark: str
    lines: list[Line]
    corrected: list[Line] | None
    named: str
    reason: str
    entered: Entered | None
    now: Markup
    then: Markup
    findings: list[Rendered]
    alike: list[Alike]
    standing: Standing
    gate: Refused | None
    decisions: list[tuple[str, Decision]]
    refusal: Refusal | None
    outlook: Outlook | None

    @property
    def own(self) -> bool:
        """Whether whoever looks wrote it."""
        return self.refusal is not None and self.refusal.code == "own"


def sheet_of(register: Register, actor: Actor, name: str) -> Sheet | None:
    """
    Put a record on the desk.

    Parameters
    ----------
    register
        An open register; who acts looks at it.
    actor
        The same person, as the policy sees them.
    name
        Whole id of a record that they may see.

    Returns
    -------
    Sheet or None
        None for records that nobody decides on.
    """
    view = store_view(register.store)
    record = view.record(name)
    if record is None or kind_of(record) in UNREVIEWED:
        return None
    state, behind = state_of(view, name), statements_behind(view, name)
    own = lines_of(behind[0], actor.audience, state=state) if behind else []
    found = effects(register, [name]) if state in _WAITING else None
    seen = all(sees_place(actor, one) for one in (record, *behind))
    now, then = _sketches(register, view, name, found) if seen else (Markup(), Markup())
    return Sheet(
        id=name,
        kind=kind_of(record),
        state=state,
        record=record,
        title=(behind[0].id if behind else None) or name[:12],
        mark=mark_of(view, name),
        lines=own,
        corrected=_corrected(record, behind, own, actor, state),
        named=_named(record),
        reason=str(getattr(record, "reason", None) or "") if isinstance(record, Correction | Withdrawal) else "",
        entered=entered(behind[0], actor.audience, state=state) if behind else None,
        now=now,
        then=then,
        findings=[render(one) for one in findings_about(register, [name])],
        alike=alike(register, name),
        standing=standings(register.store, {name: record}).get(name, NOTHING),
        gate=gate_refusal(register, name) if state in _WAITING else None,
        decisions=votes(view, name),
        refusal=_refusal(register, actor, view, name),
        outlook=_outlook(found, kind_of(behind[0]) if behind else "") if state in _WAITING else None,
    )


_WAITING: Final = frozenset({"proposed", "returned", "conflicting"})


def _refusal(register: Register, actor: Actor, view: View, name: str) -> Refusal | None:
    if not may(actor, "record.decide"):
        return Refusal(name, "role", tr("Your roles do not include deciding. Reviewers and directors decide."))
    return own_refusal(view.record(name), name, register.mine()) or gate_of(register, actor)(view, name)


def _named(record: Record) -> str:
    if isinstance(record, Correction):
        return record.corrects
    return record.withdraws if isinstance(record, Withdrawal) else ""


def _corrected(record: Record, behind: list[Record], own: list[Line], actor: Actor, state: str) -> list[Line] | None:
    if not isinstance(record, Correction) or len(behind) < 2:  # noqa: PLR2004 - what it states, and what it corrects
        return None
    rows = compared(lines_of(behind[1], actor.audience, state=state), own)
    if getattr(behind[0], "shape", None) != getattr(behind[1], "shape", None):
        rows.append(Line("shape", tr("Where it is"), tr("drawn anew"), tr("as drawn before")))
    return rows


def _sketches(register: Register, view: View, name: str, found: Effects | None) -> tuple[Markup, Markup]:
    """Draw the land as it is and as it would be; one drawing where nothing moves."""
    shape, frame = land_behind(view, name), frame_or_none(register.store)
    if shape is None or shapely.is_empty(shape):
        return Markup(), Markup()
    if frame is None or frame.plane is None:
        return sketch(shape, None, "now", tr("The shape of the record")), Markup()
    x0, y0, x1, y1 = shapely.bounds(in_plane(shape, frame.plane)).tolist()
    around = max(x1 - x0, y1 - y0, AROUND_M)
    box = (x0 - around, y0 - around, x1 + around, y1 + around)
    land = parcels_near(register.store, EVER, box, "all")
    now = sketch(shape, land, "now", tr("The shape of the record on the land as it is now"))
    if found is None or found.changes is None:
        return now, Markup()
    after = parcels_after(register.store, found.changes, box, "all")
    return now, sketch(shape, after, "then", tr("The shape of the record on the land as it would be once accepted"))


def _outlook(found: Effects | None, kind: str) -> Outlook:
    if kind in _RULING:
        return Outlook(rules=True)
    if found is None:
        return Outlook()
    rows = changes_of(moved(*found.all))
    classes = {klass: changes_of(moved(found.before[klass], found.after[klass]))[0] for klass in CLASSES}
    return Outlook(
        balances=rows[0],
        others=rows[1],
        postings=tuple(_posting(one) for one in posted(*found.all) if abs(one["area_m2"]) >= LEAST_M2),
        classes={klass: part for klass, part in classes.items() if part and part != rows[0]},
        doubts=tuple(render(one) for one in found.findings),
    )  # fmt: skip


def _posting(row: Row) -> Posting:
    before, after = (status_word(row[side]) for side in ("from", "to"))
    return Posting(before, after, amount_word("movements", row["movement"]), float(row["area_m2"]))


def changes_of(rows: Iterable[Moved]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """
    Put what changes in the books into words.

    Parameters
    ----------
    rows
        From `effects.moved`.

    Returns
    -------
    balances : tuple of Change
        Land by status.
    others : tuple of Change
        Memos, and hazards without a boundary.

    Examples
    --------
    >>> from decimal import Decimal
    >>> one = Moved("closing", "suspected_m2", Decimal(5), Decimal(2))
    >>> changes_of([one, one._replace(after=Decimal("5.000000001"))])[0]
    (Change(label='Suspected hazard', before=5.0, change=-3.0, after=2.0, area=True),)
    """
    told = [(one.part, _change(one)) for one in rows if one.part != "movements" and abs(one.change) >= LEAST_M2]
    return (
        tuple(row for part, row in told if part == "closing"),
        tuple(row for part, row in told if part != "closing"),
    )


def _change(row: Moved) -> Change:
    return Change(
        label=amount_word(row.part, row.name),
        before=float(row.before),
        change=float(row.change),
        after=float(row.after),
        area=row.name.endswith("_m2"),
    )
