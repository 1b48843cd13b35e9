"""What the audience of a publication gets: the frozen figures and sentences without what it may not know."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec

from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.views import store_view
from landrelease.ledger.force import votes
from landrelease.publish.communique import Communique, Said, Told
from landrelease.publish.form import Entry, Form
from landrelease.publish.frozen import format_of, frozen_text, sealed, thawed
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.published import Sight, sight_of
from landrelease.publish.redaction.stamp import Stamp, stamp
from landrelease.publish.sentences import RECORD
from landrelease.publish.snapshot import Changed, Frozen, Snapshot, Why, alike, reasons_between, snapshot_text
from landrelease.publish.table import to_the_cent
from landrelease.publish.view import meta_of

FORM: Final = "landrelease form for its audience 1"
STATEMENT: Final = "landrelease press statement for its audience 1"


class GivenForm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A frozen form as its audience gets it.

    Attributes
    ----------
    format : str
        `FORM`.
    id : str
        SHA-256 of everything else in it.
    of : str
        Id of the publication, by which the register knows it.
    title, form, year, layout, audience, programme, known_at, set_root, despite, since : str or int
        As `snapshot.Snapshot` has them.
    approvals : int
        How many approved when it was frozen; nothing where it waited for a decision then. Who did is told to the
        authority, from the records.
    sentences : tuple of str
        What stands on it, for its audience.
    findings : tuple of str
        What the plausibility gate said, where the audience may know single figures.
    figures : tuple of Frozen
        Figures as they are printed; records only where the audience may know them.
    changes : tuple of Changed
        Figures of the publication before that are printed otherwise in this one.
    gathered : tuple of str
        Areas that are put together, where the audience may know them.
    rounded_m2 : int
        As `snapshot.Snapshot` has it.
    """

    format: str
    id: str
    of: str
    title: str
    form: str
    year: int
    layout: str
    audience: str
    programme: str
    known_at: str
    set_root: str
    sentences: tuple[str, ...]
    figures: tuple[Frozen, ...]
    approvals: int = 0
    despite: str = ""
    since: str = ""
    findings: tuple[str, ...] = ()
    changes: tuple[Changed, ...] = ()
    gathered: tuple[str, ...] = ()
    rounded_m2: int = 0


class GivenStatement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A press statement as its audience gets it.

    Attributes
    ----------
    format : str
        `STATEMENT`.
    id, of, title, audience, programme, known_at, set_root, despite : str
        As `GivenForm` has them.
    approvals : int
        As `GivenForm` has it.
    notices : tuple of str
        What stands on it, for its audience.
    sentences : tuple of Said
        Its sentences; a figure names records only where the audience may know them.
    """

    format: str
    id: str
    of: str
    title: str
    audience: str
    programme: str
    known_at: str
    set_root: str
    notices: tuple[str, ...]
    sentences: tuple[Said, ...]
    approvals: int = 0
    despite: str = ""


Given = GivenForm | GivenStatement


def form_given(register: Register, made: Snapshot, form: Form, earlier: Snapshot | None = None) -> str:
    """
    Write a frozen form as its audience gets it.

    Parameters
    ----------
    register
        An open register.
    made
        The publication.
    form
        The form that it froze.
    earlier
        The publication before.

    Returns
    -------
    str
        JSON: the frozen file itself where the audience may know everything in it.
    """
    sight = sight_of(made.audience)
    if sight.whole:
        return snapshot_text(made)
    changes = made.changes if sight.records else tuple(_printed_otherwise(register, made, form, earlier))
    return frozen_text(
        sealed(
            GivenForm(
                format=FORM, id="", of=made.id, title=made.title, form=made.form, year=made.year, layout=made.layout,
                audience=made.audience, programme=made.programme, known_at=made.known_at, set_root=made.set_root,
                sentences=form.mark.sentences, figures=tuple(_figure(one, sight) for one in made.figures),
                approvals=_approvals(made), despite=made.despite, since=made.since,
                findings=made.findings if sight.records else (), changes=changes,
                gathered=made.gathered if sight.areas else (), rounded_m2=made.rounded_m2,
            )
        )
    )  # fmt: skip


def _approvals(made: Snapshot | Communique) -> int:
    return len(set(made.approved_by) - {made.author})


def _figure(figure: Frozen, sight: Sight) -> Frozen:
    return figure if sight.records else msgspec.structs.replace(figure, records={})


def _printed_otherwise(register: Register, made: Snapshot, form: Form, earlier: Snapshot | None) -> Iterator[Changed]:
    """
    Compare what two publications print, both under the coarser of their rules, and nothing that neither prints.

    Through which kinds of records is said only while the same areas are put together: else a figure may differ because
    its row stands for other land.
    """
    if earlier is None:
        return
    view = store_view(register.store, made.known_at)
    then = {one.place: one for one in earlier.figures}
    unit = max(made.rounded_m2, earlier.rounded_m2)
    for now, spot in zip(made.figures, form.figures(), strict=True):
        before = then.get(now.place)
        if before is None or alike(spot.entry, before.value, unit):
            continue
        kinds = {why.kind for why in reasons_between(register, view, before.records, now.records) if why.kind}
        why = tuple(Why("", "", kind, "", "") for kind in sorted(kinds)) if earlier.gathered == made.gathered else ()
        yield Changed(*now.place, _told(spot.entry, before.value, unit), _told(spot.entry, now.value, unit), why)


def _told(cell: Entry, value: Decimal | None, unit: int) -> Decimal | None:
    found = cell._replace(value=value).rounded(unit).value
    return found if isinstance(found, Decimal) else None


def statement_given(register: Register, made: Communique) -> str:
    """
    Write a press statement as its audience gets it.

    Parameters
    ----------
    register
        An open register.
    made
        The statement.

    Returns
    -------
    str
        JSON, with the stamp of its audience; who wrote and approved it stands in the frozen file alone.
    """
    return frozen_text(
        sealed(
            GivenStatement(
                format=STATEMENT, id="", of=made.id, title=made.title, audience=made.audience,
                programme=made.programme, known_at=made.known_at, set_root=made.set_root,
                notices=_mark(register, made).sentences, sentences=said_to(made, made.audience),
                approvals=_approvals(made), despite=made.despite,
            )
        )
    )  # fmt: skip


def _mark(register: Register, made: Communique) -> Stamp:
    return stamp(made.audience, meta_of(register, known_at=made.known_at))


def said_to(made: Communique, audience: str) -> tuple[Said, ...]:
    """
    Give the sentences of a press statement without what an audience may not know.

    Parameters
    ----------
    made
        The statement.
    audience
        Who reads.

    Returns
    -------
    tuple of Said
        Figures without records, and as they are printed, for those who may not know records.
    """
    if reads_exactly(audience):
        return made.sentences
    return tuple(msgspec.structs.replace(one, figures=tuple(map(_figure_said, one.figures))) for one in made.sentences)


def _figure_said(figure: Told) -> Told:
    target = "" if figure.scheme == RECORD else figure.target
    return msgspec.structs.replace(figure, target=target, value=to_the_cent(figure.value), records={})


def given_of(data: bytes, name: str) -> Given:
    """
    Read what an audience got.

    Parameters
    ----------
    data
        The file.
    name
        What it is called, for messages.

    Returns
    -------
    GivenForm or GivenStatement
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where it is none, or anything in it was changed.
    """
    if format_of(data) == STATEMENT:
        return thawed(data, GivenStatement, STATEMENT, name)
    return thawed(data, GivenForm, FORM, name)


def says_the_same(given: Given, made: Snapshot | Communique) -> bool:
    """
    Tell whether what an audience got is what was frozen.

    Parameters
    ----------
    given
        What it got.
    made
        The publication that the register holds.

    Returns
    -------
    bool
        Whether it names that publication, and every figure and sentence is the same.
    """
    if given.of != made.id or given.audience != made.audience:
        return False
    if isinstance(given, GivenStatement):
        return isinstance(made, Communique) and given.sentences == said_to(made, made.audience)
    sight = sight_of(given.audience)
    return isinstance(made, Snapshot) and given.figures == tuple(_figure(one, sight) for one in made.figures)


def approvers_of(register: Reading, record: str) -> list[str]:
    """
    Name who accepted a publication, from the decisions on its record.

    Parameters
    ----------
    register
        An open register.
    record
        Id of the record.

    Returns
    -------
    list of str
        Person ids, each once; for the authority. Others are told how many there are.
    """
    heard = votes(store_view(register.store), record)
    return sorted({one.author for _name, one in heard if one.verdict == "accept"})
