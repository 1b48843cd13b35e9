"""A publication that is frozen: figures with their records, whose knowledge, who approved, what changed since."""

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from landrelease.checks.catalogue import render
from landrelease.desk.register import Register
from landrelease.desk.views import store_view
from landrelease.ledger.force import View
from landrelease.publish.form import Entry, Form
from landrelease.publish.frozen import frozen_text, parties, sealed, thawed
from landrelease.publish.redaction.audience import rank
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.table import to_the_cent
from landrelease.publish.treaty import form_of
from landrelease.records.change import Correction, Withdrawal
from landrelease.records.kinds import kind_of

FORMAT: Final = "landrelease publication 1"


class Frozen(msgspec.Struct, frozen=True):
    """
    A figure as it was published.

    Attributes
    ----------
    part, row, column : str
        Its place in the form.
    value : Decimal or None
        Square metres or a count; None where it was left out for its audience.
    unit : str
        ``m2`` or ``number``.
    records : dict of Decimal
        Id of each record behind it to what that adds.
    """

    part: str
    row: str
    column: str
    value: Decimal | None
    unit: str
    records: dict[str, Decimal]

    @property
    def place(self) -> tuple[str, str, str]:
        """
        Give its place in the form.

        Returns
        -------
        tuple of str
            Part, row and column.
        """
        return self.part, self.row, self.column


class Why(msgspec.Struct, frozen=True):
    """
    A record through which a published figure changed.

    Attributes
    ----------
    record : str
        Its id.
    how : str
        ``came``, ``went`` or ``moved``.
    kind : str
        Kind of what did it: a correction, a withdrawal, or the record itself.
    reason : str
        As that states it; empty where it states none.
    recorded : str
        When that was recorded.
    """

    record: str
    how: str
    kind: str
    reason: str
    recorded: str


class Changed(msgspec.Struct, frozen=True):
    """
    A published figure that is another one now.

    Attributes
    ----------
    part, row, column : str
        Its place in the form.
    before, after : Decimal or None
        What was published, and what is known now; None where there is no such figure.
    why : tuple of Why
        Records through which it changed.
    """

    part: str
    row: str
    column: str
    before: Decimal | None
    after: Decimal | None
    why: tuple[Why, ...]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """
    A publication.

    Attributes
    ----------
    format : str
        `FORMAT`.
    id : str
        SHA-256 of everything else in it, 64 hexadecimal digits.
    form, year, layout, audience : str or int
        What was published, as `form_of` takes it.
    title : str
        Its name.
    programme : str
        Id of the programme.
    known_at : str
        Moment of knowledge.
    set_root : str
        SHA-256 of the ids of all records known then, in alphabetical order: two registers that hold the same records
        give the same.
    root : str
        Running root of the register that it was made in.
    author : str
        Person id of who published; empty where it is the first thing that they write here: the record says who then.
    approved_by : tuple of str
        Person ids of those who approved.
    despite : str
        Why it left in spite of errors.
    findings : tuple of str
        What the plausibility gate said.
    sentences : tuple of str
        What stands on it: for the authority or a higher audience, whatever that of the form, since it names records
        and persons; what the audience of the form gets is `given.GivenForm`.
    figures : tuple of Frozen
        Its figures.
    since : str
        Id of the publication before; empty for a first one.
    changes : tuple of Changed
        Figures of the publication before that are others now.
    gathered : tuple of str
        Ids of the administrative areas that are put together in it.
    rounded_m2 : int
        Square metres to which its land is rounded; 0 where it is exact, and in files of before there was such a rule.
    """

    format: str = FORMAT
    id: str = ""
    form: str
    year: int
    layout: str
    audience: str
    title: str
    programme: str
    known_at: str
    set_root: str
    root: str
    author: str
    approved_by: tuple[str, ...]
    despite: str
    findings: tuple[str, ...]
    sentences: tuple[str, ...]
    figures: tuple[Frozen, ...]
    since: str = ""
    changes: tuple[Changed, ...] = ()
    gathered: tuple[str, ...] = ()
    rounded_m2: int = 0


def freeze(  # noqa: PLR0913 - the parts of one publication
    register: Register,
    kind: str,
    year: int,
    *,
    approved_by: Sequence[str],
    layout: str = "classic",
    audience: str = "authority",
    known_at: str = "",
    despite: str = "",
    earlier: Snapshot | None = None,
    proposed: bool = False,
) -> tuple[Snapshot, Form]:
    """
    Freeze a publication.

    Parameters
    ----------
    register
        An open register; who acts publishes.
    kind, year
        As `form_of` takes them.
    approved_by
        Names or person ids of those who approved.
    layout, audience, known_at, despite
        As `form_of` takes them; without a moment the latest record decides.
    earlier
        The publication before, whose figures are told again as they are known now.
    proposed
        Whether it waits for a decision by somebody else in the register; nobody needs to be named then.

    Returns
    -------
    tuple
        The publication, and the form that it froze.

    Raises
    ------
    BadRequestError
        Where somebody is not known here.
    OwnRecordError
        Where nobody else approved.
    """
    author, approvers = parties(register, approved_by, waits=proposed)
    moment = known_at or register.last_known()
    form = form_of(register, kind, year, layout=layout, audience=audience, known_at=moment, despite=despite)
    shown = [(one.code, render(one)) for one in form.findings]
    made = Snapshot(
        form=kind,
        year=year,
        layout=layout,
        audience=audience,
        title=form.title,
        programme=form.meta.programme,
        known_at=form.meta.known_at,
        set_root=set_root(register, form.meta.known_at),
        root=register.store.root(),
        author=author,
        approved_by=approvers,
        despite=form.despite,
        findings=tuple(f"{text.severity} {code}: {text.what}" for code, text in shown),
        sentences=stamp(max("authority", audience, key=rank), form.meta).sentences,
        figures=_figures(form),
        since=earlier.id if earlier else "",
        changes=tuple(changes_since(register, earlier, form.meta.known_at)) if earlier else (),
        gathered=form.gathered,
        rounded_m2=form.unit,
    )
    return sealed(made), form


def _figures(form: Form) -> tuple[Frozen, ...]:
    return tuple(
        Frozen(
            spot.section.code,
            spot.name,
            spot.section.columns[spot.column],
            spot.entry.value if isinstance(spot.entry.value, Decimal) else None,
            "m2" if spot.entry.m2 else "number",
            {part.record: part.value for part in spot.entry.parts},
        )
        for spot in form.figures()
    )


def set_root(register: Register, known_at: str) -> str:
    """
    Stand for the records that are known at a moment, whatever their order.

    Parameters
    ----------
    register
        An open register.
    known_at
        The moment.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    seqs = [head.seq for head in register.store.heads() if head.recorded <= known_at]
    names = sorted(register.store.id_of(seqs).values())
    return hashlib.sha256("".join(f"{name}\n" for name in names).encode()).hexdigest()


def snapshot_text(snapshot: Snapshot) -> str:
    """
    Write a publication.

    Parameters
    ----------
    snapshot
        The publication.

    Returns
    -------
    str
        JSON, indented; amounts are texts, so that no digit is lost.
    """
    return frozen_text(snapshot)


def snapshot_of(data: bytes, name: str) -> Snapshot:
    """
    Read a publication out of its bytes.

    Parameters
    ----------
    data
        The frozen file.
    name
        What it is called, for messages.

    Returns
    -------
    Snapshot
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where it is none, or anything in it was changed.
    """
    return thawed(data, Snapshot, FORMAT, name)


def changes_since(register: Register, earlier: Snapshot, known_at: str) -> list[Changed]:
    """
    Tell the figures of an earlier publication again, and say which are others now and through which records.

    Parameters
    ----------
    register
        An open register.
    earlier
        The earlier publication.
    known_at
        Moment of the knowledge of now.

    Returns
    -------
    list of Changed
        In the order of the form; figures that are the same are left out.
    """
    form = form_of(
        register, earlier.form, earlier.year, layout=earlier.layout, audience=earlier.audience, known_at=known_at,
        together=earlier.gathered,
    )  # fmt: skip
    unit = max(form.unit, earlier.rounded_m2)
    cells = {one.place: spot.entry for one, spot in zip(_figures(form), form.figures(), strict=True)}
    now = {one.place: one for one in _figures(form)}
    then = {one.place: one for one in earlier.figures}
    view = store_view(register.store, known_at)
    found = []
    for place in dict.fromkeys((*now, *then)):
        after, before = now.get(place), then.get(place)
        if after and before and alike(cells[place], before.value, unit):
            continue
        why = reasons_between(register, view, before.records if before else {}, after.records if after else {})
        found.append(Changed(*place, before.value if before else None, after.value if after else None, tuple(why)))
    return found


def alike(cell: Entry, before: Decimal | None, unit: int) -> bool:
    """
    Tell whether a figure says what an earlier publication said in its place.

    Parameters
    ----------
    cell
        The figure.
    before
        What was published; None where it was left out.
    unit
        The coarser of the units to which the two publications round land; 0 where both are exact.

    Returns
    -------
    bool
        Figures are held against each other as they are told under the coarser rule. A map that is noded anew may differ
        in digits that nobody sees, and so exact ones are as they are printed.

    Examples
    --------
    >>> cell = Entry(Decimal(20000), m2=True)
    >>> alike(cell, Decimal("12345.6"), 10_000), alike(cell, Decimal("20000.001"), 0), alike(cell, None, 0)
    (True, True, False)
    """
    then, now = (cell._replace(value=one).rounded(unit).value for one in (before, cell.value))
    if not isinstance(then, Decimal) or not isinstance(now, Decimal):
        return then == now
    return to_the_cent(then) == to_the_cent(now)


def reasons_between(
    register: Register, view: View, before: dict[str, Decimal], after: dict[str, Decimal]
) -> Iterator[Why]:
    """
    Say through which records a figure is another one.

    Parameters
    ----------
    register
        An open register.
    view
        What is known now.
    before, after
        Id of each record behind it to what that adds, then and now.

    Yields
    ------
    Why
        One for each record that came, went, or adds something else.
    """
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            how = "came" if name not in before else "went" if name not in after else "moved"
            yield _why(register, view, name, how)


def _why(register: Register, view: View, name: str, how: str) -> Why:
    """Say what did it: of a record that went, the correction or withdrawal that took it out."""
    record = view.record(name)
    if how == "went":
        links = register.store.links_to([name])
        for other in register.store.id_of(link.source_seq for link in links).values():
            taking = view.record(other)
            if isinstance(taking, Correction | Withdrawal):
                return Why(name, how, kind_of(taking), taking.reason or "", taking.recorded)
    kind = kind_of(record) if record is not None else ""
    reason = getattr(record, "reason", None) or ""
    return Why(name, how, kind, reason, record.recorded if record is not None else "")
