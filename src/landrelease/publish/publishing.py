"""Publishing: a form is frozen and becomes a record with its file; the next one says what changed since; all verify."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from landrelease.checks.finding import Finding
from landrelease.checks.plausibility import stopped
from landrelease.desk.publications import frozen_file, latest, publications, put_publication
from landrelease.desk.register import Register
from landrelease.publish.communique import Communique, checked, communique_text, frozen
from landrelease.publish.form import Form
from landrelease.publish.snapshot import Changed, Snapshot, changes_since, freeze, set_root, snapshot_of, snapshot_text
from landrelease.records.publications import Publication

_BARE: Final = "figure-without-link"


class Made(NamedTuple):
    """
    A publication that was made.

    Attributes
    ----------
    record : str
        Id of its record; empty where it was only tried.
    snapshot : Snapshot
        What was frozen.
    form : Form
        The form.
    """

    record: str
    snapshot: Snapshot
    form: Form


def publish_form(  # noqa: PLR0913 - the parts of one publication
    register: Register,
    kind: str,
    year: int,
    *,
    approved_by: Sequence[str] = (),
    layout: str = "classic",
    audience: str = "authority",
    known_at: str = "",
    despite: str = "",
    earlier: Snapshot | None = None,
    keep: bool = True,
) -> Made:
    """
    Freeze a form and write it into the register.

    Parameters
    ----------
    register
        An open register; who acts publishes.
    kind, year
        As `snapshot.freeze` takes them.
    approved_by
        Names or person ids of those who approved, and accept the record; without them it waits for a decision.
    layout, audience, known_at, despite
        As `snapshot.freeze` takes them.
    earlier
        The publication before, where it is another than the last of this form for this audience.
    keep
        Whether it is written; else it is only tried.

    Returns
    -------
    Made
        What was made; where the gate found errors and nobody said why it may leave, nothing was written and the id is
        empty.
    """
    before = latest(register, form=kind, layout=layout, audience=audience)
    found = earlier or (snapshot_of(frozen_file(register, before), before.record[:12]) if before else None)
    made, form = freeze(
        register, kind, year, approved_by=approved_by, layout=layout, audience=audience, known_at=known_at,
        despite=despite, earlier=found, proposed=not approved_by,
    )  # fmt: skip
    if not keep or (stopped(form.findings) and not despite):
        return Made("", made, form)
    said = _record(register, made, before.record if before and not earlier else "")
    author = made.author
    name = put_publication(
        register, said, snapshot_text(made).encode(), [one for one in made.approved_by if one != author]
    )
    return Made(name, made, form)


def _record(register: Register, made: Snapshot, since: str) -> Publication:
    return Publication(
        id=f"pub-{made.id[:12]}", date=register.today(), type="form", title=made.title, audience=made.audience,
        form=made.form, layout=made.layout, year=made.year, known_at=made.known_at, set_root=made.set_root,
        figures=len(made.figures), since=since or None, despite=made.despite or None, approved_by=made.approved_by,
        gathered=made.gathered,
    )  # fmt: skip


class Spoken(NamedTuple):
    """
    A press statement that was published, or tried.

    Attributes
    ----------
    record : str
        Id of its record; empty where it was not written.
    statement : Communique or None
        What was frozen; None where it was refused.
    findings : tuple of Finding
        What is wrong with its sentences.
    """

    record: str
    statement: Communique | None
    findings: tuple[Finding, ...]


def publish_statement(  # noqa: PLR0913 - the parts of one publication
    register: Register,
    title: str,
    text: str,
    *,
    approved_by: Sequence[str] = (),
    audience: str = "public",
    known_at: str = "",
    despite: str = "",
) -> Spoken:
    """
    Hold a press statement against the ledger, freeze it and write it into the register.

    Parameters
    ----------
    register
        An open register; who acts publishes.
    title
        Its heading.
    text
        Its sentences, as `sentences.sentences_of` reads them.
    approved_by
        Names or person ids of those who approved, and accept the record; without them it waits for a decision.
    audience
        For whom it is.
    known_at
        Moment of knowledge; empty for everything known.
    despite
        Why it leaves with figures that lead to nothing; a figure that differs from the ledger never leaves.

    Returns
    -------
    Spoken
        Without a record where something is wrong.
    """
    said, findings = checked(register, text, audience, known_at)
    wrong = [one for one in findings if one.code != _BARE or not despite]
    if wrong:
        return Spoken("", None, tuple(findings))
    made = frozen(register, title, said, audience=audience, known_at=known_at, approved_by=approved_by, despite=despite)
    record = Publication(
        id=f"pub-{made.id[:12]}", date=register.today(), type="communique", title=title, audience=audience,
        known_at=made.known_at, set_root=made.set_root, figures=sum(len(one.figures) for one in said),
        despite=despite or None, approved_by=made.approved_by,
    )  # fmt: skip
    approvers = [one for one in made.approved_by if one != made.author]
    name = put_publication(register, record, communique_text(made).encode(), approvers)
    return Spoken(name, made, tuple(findings))


class Verified(NamedTuple):
    """
    What became of a publication.

    Attributes
    ----------
    record : str
        Id of its record here; empty where the register holds none.
    state : str
        What became of the record; empty where there is none.
    same_records : bool
        Whether the register holds the same records as were known then, no more and no less.
    same_figures : bool
        Whether the figures of that moment are told here as they were frozen, to the last digit.
    changes : tuple of Changed
        Figures that are others now, and through what.
    """

    record: str
    state: str
    same_records: bool
    same_figures: bool
    changes: tuple[Changed, ...]

    @property
    def holds(self) -> bool:
        """
        Tell whether it is genuine and still says what the records say.

        Returns
        -------
        bool
            Whether everything fits and nothing changed.
        """
        return self.same_records and self.same_figures and not self.changes


def verify_snapshot(register: Register, snapshot: Snapshot) -> Verified:
    """
    Hold a frozen form against a register, as anybody can who holds the records.

    Parameters
    ----------
    register
        An open register.
    snapshot
        The publication, whose own hash was found right when it was read.

    Returns
    -------
    Verified
        As of now.
    """
    known = next((one for one in publications(register) if one.said.id == f"pub-{snapshot.id[:12]}"), None)
    then = changes_since(register, snapshot, snapshot.known_at)
    return Verified(
        known.record if known else "",
        known.state if known else "",
        set_root(register, snapshot.known_at) == snapshot.set_root,
        not then,
        tuple(changes_since(register, snapshot, register.last_known())),
    )
