"""Publishing: a form is frozen and becomes a record with its file; the next one says what changed since; all verify."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from landrelease.checks.catalogue import RULES
from landrelease.checks.finding import Finding
from landrelease.checks.plausibility import stopped
from landrelease.desk.errors import BadRequestError
from landrelease.desk.publications import (
    Published,
    frozen_file,
    given_files,
    latest,
    publications,
    put_publication,
)
from landrelease.desk.register import Register
from landrelease.publish.communique import FORMAT as SPOKEN
from landrelease.publish.communique import (
    Communique,
    checked,
    communique_of,
    communique_text,
    frozen,
    gathered_in,
)
from landrelease.publish.form import Form
from landrelease.publish.frozen import format_of
from landrelease.publish.given import FORM, STATEMENT, form_given, given_of, says_the_same, statement_given
from landrelease.publish.redaction.published import sight_of
from landrelease.publish.snapshot import Changed, Snapshot, changes_since, freeze, set_root, snapshot_of, snapshot_text
from landrelease.records.publications import Publication
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_BARE: Final = "figure-without-link"
_NOT_OURS: Final = _(
    "{name}: whole, but this register published nothing like it (it is for an audience, of the publication {of})"
)
_NO_FORM: Final = _("{name}: it is a press statement, and no form")
_NO_FILE: Final = _("{name}: there is no such file; look at its name and folder")
_UNREADABLE: Final = _("{name}: it cannot be read ({detail})")
_NONE_GIVEN: Final = _(
    "{name}: this register keeps no file of it for its audience; it was frozen before there were such files, or only "
    "its record came here. Publish it anew."
)


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
    given : str
        The file that its audience gets.
    """

    record: str
    snapshot: Snapshot
    form: Form
    given: str


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
    given = form_given(register, made, form, found)
    if not keep or (stopped(form.findings) and not despite):
        return Made("", made, form, given)
    said = _record(register, made, before.record if before and not earlier else "")
    approvers = [one for one in made.approved_by if one != made.author]
    name = put_publication(register, said, snapshot_text(made).encode(), approvers, given.encode())
    return Made(name, made, form, given)


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
    given : str
        The file that its audience gets; empty where it was refused.
    """

    record: str
    statement: Communique | None
    findings: tuple[Finding, ...]
    given: str = ""


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
    wrong = [one for one in findings if RULES[one.code].severity == "error" and (one.code != _BARE or not despite)]
    if wrong:
        return Spoken("", None, tuple(findings))
    made = frozen(
        register, title, said, audience=audience, known_at=known_at, approved_by=approved_by,
        despite=despite if any(one.code == _BARE for one in findings) else "",
    )  # fmt: skip
    record = Publication(
        id=f"pub-{made.id[:12]}", date=register.today(), type="communique", title=title, audience=audience,
        known_at=made.known_at, set_root=made.set_root, figures=sum(len(one.figures) for one in said),
        despite=made.despite or None, approved_by=made.approved_by, gathered=gathered_in(register, made),
    )  # fmt: skip
    approvers = [one for one in made.approved_by if one != made.author]
    given = statement_given(register, made)
    name = put_publication(register, record, communique_text(made).encode(), approvers, given.encode())
    return Spoken(name, made, tuple(findings), given)


def thawed_file(data: bytes, name: str) -> Snapshot | Communique:
    """
    Read a frozen file of either type.

    Parameters
    ----------
    data
        The file.
    name
        What it is called, for messages.

    Returns
    -------
    Snapshot or Communique
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where it is none, or anything in it was changed.
    """
    return communique_of(data, name) if format_of(data) == SPOKEN else snapshot_of(data, name)


def publication_in(register: Register, data: bytes, name: str) -> Snapshot | Communique:
    """
    Read a publication out of a frozen file, or out of what an audience got.

    Parameters
    ----------
    register
        An open register, which holds the publication where the file is one for an audience.
    data
        The file.
    name
        What it is called, for messages.

    Returns
    -------
    Snapshot or Communique
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where it is none, anything in it was changed, or the register published no such thing.
    """
    if format_of(data) not in {FORM, STATEMENT}:
        return thawed_file(data, name)
    given = given_of(data, name)
    known = next((one for one in publications(register) if one.said.id == f"pub-{given.of[:12]}"), None)
    made = thawed_file(frozen_file(register, known), name) if known else None
    if made is None or not says_the_same(given, made):
        raise BadRequestError(tr(_NOT_OURS).format(name=name, of=given.of[:12]))
    return made


def form_in(register: Register, path: Path) -> Snapshot:
    """
    Read a frozen form from a file.

    Parameters
    ----------
    register
        An open register.
    path
        The file, as `publication_at` reads it.

    Returns
    -------
    Snapshot
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where it is none.
    """
    found = publication_at(register, path)
    if isinstance(found, Communique):
        raise BadRequestError(tr(_NO_FORM).format(name=path.name))
    return found


def publication_at(register: Register, path: Path) -> Snapshot | Communique:
    """
    Read a publication from a file.

    Parameters
    ----------
    register
        An open register.
    path
        The file, as `publication_in` reads it.

    Returns
    -------
    Snapshot or Communique
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where there is no such file, it cannot be read, or it holds no publication.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadRequestError(tr(_NO_FILE).format(name=path)) from None
    except OSError as fault:
        raise BadRequestError(tr(_UNREADABLE).format(name=path.name, detail=fault.strerror)) from None
    return publication_in(register, data, path.name)


def given_file(register: Register, one: Published) -> bytes:
    """
    Give the file that the audience of a publication gets.

    Parameters
    ----------
    register
        An open register.
    one
        The publication.

    Returns
    -------
    bytes
        As it was frozen for them.

    Raises
    ------
    BadRequestError
        Where the register has none: the publication was made before there were such files, or only its record is here.
    """
    data = frozen_file(register, one)
    made = thawed_file(data, one.record[:12])
    for other in given_files(register, one):
        if format_of(other) in {FORM, STATEMENT} and says_the_same(given_of(other, one.record[:12]), made):
            return other
    if sight_of(one.said.audience or "public").whole:
        return data
    raise BadRequestError(tr(_NONE_GIVEN).format(name=one.record[:12]))


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
