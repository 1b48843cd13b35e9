"""What `landrelease publish` does besides freezing forms: listing, verifying, press statements."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from landrelease.cli.doors import echo_table, opened, shown, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from landrelease.desk.register import Register
    from landrelease.publish.communique import Communique
    from landrelease.publish.publishing import Spoken
    from landrelease.publish.snapshot import Changed, Snapshot, Why

COLUMNS: Final = ("Part", "Row", "Column", "Published", "Now", "Through")
"""Headings of the table of figures that are others now."""
_OF_FILES: Final = frozenset("./\\")
"""Signs of the names of files, which no id of a record has."""
_SHOWN: Final = 4
_SHORT: Final = 12


def rows_of(changes: "Iterable[Changed]") -> "list[Sequence[str]]":
    """
    Write changed figures as rows.

    Parameters
    ----------
    changes
        As `snapshot.changes_since` gives them.

    Returns
    -------
    list of tuple of str
        Cells below `COLUMNS`.
    """
    return [
        (one.part, one.row, one.column, *map(_amount, (one.before, one.after)), _through(one.why)) for one in changes
    ]


def _amount(value: "Decimal | None") -> str:
    return "\N{EN DASH}" if value is None else f"{value:,.2f}"


def _through(why: "Sequence[Why]") -> str:
    texts = [f"{one.how} {one.record[:_SHORT]} ({': '.join(filter(None, (one.kind, one.reason)))})" for one in why]
    more = [f"{len(texts) - _SHOWN} more"] if len(texts) > _SHOWN else []
    return "; ".join([*texts[:_SHOWN], *more])


def echo_trial(output: Path | None) -> None:
    """
    Say after a trial that nothing was written.

    Parameters
    ----------
    output
        The file that was asked for; None where none was.
    """
    file = f", and no file {output.name}" if output else ""
    click.echo(f"nothing was written: no record{file} (--dry-run)", err=True)


def list_publications(register: str) -> None:
    """
    Show what was published.

    Parameters
    ----------
    register
        As on the command line.
    """
    from landrelease.desk.publications import publications  # noqa: PLC0415 - heavy

    with opened(register) as book:
        found = publications(book)
    rows = [
        (
            one.record[:_SHORT], shown(one.said.date), shown(one.said.title), shown(one.said.audience), one.state,
            shown(one.said.known_at), (one.said.since or "")[:_SHORT],
        )
        for one in found
    ]  # fmt: skip
    notes = () if rows else ("nothing was published yet",)
    echo_table("", ("Id", "Day", "Publication", "For", "State", "Known at", "Since"), rows, notes)


def verify_publication(register: str, name: str) -> None:
    """
    Hold a publication against the records of a register; exit 1 where it no longer holds.

    Parameters
    ----------
    register
        As on the command line.
    name
        A frozen file, or the id of a record.
    """
    from landrelease.publish.communique import Communique  # noqa: PLC0415 - heavy

    with opened(register) as book:
        found = _frozen(book, name)
        holds = _still_said(book, found) if isinstance(found, Communique) else _still_told(book, found)
    if not holds:
        raise click.exceptions.Exit(1)


def _frozen(register: "Register", name: str) -> "Snapshot | Communique":
    """Read a publication from a file, or from the register by the id of its record."""
    from landrelease.desk.publications import frozen_file, publications  # noqa: PLC0415 - heavy
    from landrelease.publish.publishing import publication_at, thawed_file  # noqa: PLC0415 - heavy

    if Path(name).is_file() or not _OF_FILES.isdisjoint(name):
        return publication_at(register, Path(name))
    whole = register.resolve(name)
    found = [one for one in publications(register) if one.record == whole]
    if not found:
        msg = f"{name}: neither a file nor a publication of this register"
        raise click.UsageError(msg)
    return thawed_file(frozen_file(register, found[0]), name)


def _still_told(register: "Register", made: "Snapshot") -> bool:
    from landrelease.publish.publishing import verify_snapshot  # noqa: PLC0415 - heavy

    found = verify_snapshot(register, made)
    says = {
        "in this register": found.state or "no",
        "the same records as then": "yes" if found.same_records else "no",
        "the same figures from them": "yes" if found.same_figures else "no",
    }
    notes = [f"{name}: {value}" for name, value in says.items()]
    echo_table("others now" if found.changes else "", COLUMNS, rows_of(found.changes), notes)
    return found.holds


def _still_said(register: "Register", made: "Communique") -> bool:
    from landrelease.publish.communique import stale  # noqa: PLC0415 - heavy
    from landrelease.publish.communiquepage import correction_lines  # noqa: PLC0415 - heavy

    found = stale(register, made, "authority")
    for line in correction_lines(found, exact=True):
        click.echo(line)
    if not found:
        click.echo(f"every sentence of {made.title!r} still holds")
    return not found


def speak(  # noqa: PLR0913 - the parts of one statement
    register: str,
    path: Path,
    title: str,
    *,
    approved_by: "Sequence[str]",
    audience: str,
    known_at: str | None,
    despite: str,
    acting: str,
    dry_run: bool,
    output: Path | None,
) -> None:
    """
    Publish a press statement; exit 1 where a sentence is wrong.

    Parameters
    ----------
    register
        As on the command line.
    path
        The text.
    title
        Its heading; the name of the file without one.
    approved_by, audience, known_at, despite, acting, dry_run, output
        As the options say.
    """
    from landrelease.checks.catalogue import render  # noqa: PLC0415 - heavy
    from landrelease.publish.publishing import publish_statement  # noqa: PLC0415 - heavy

    text = _words(path)
    with opened(register, acting, dry_run=dry_run) as book:
        made = publish_statement(
            book, title or path.stem, text, approved_by=approved_by, audience=audience,
            known_at=book.known_at(known_at) if known_at else "", despite=despite,
        )  # fmt: skip
        for one in made.findings:
            told = render(one)
            click.echo(f"{told.severity} {one.code}: {told.what} {told.cure}", err=True)
        if made.statement is None:
            click.echo("nothing was published; mend the sentences, or the records first", err=True)
            raise click.exceptions.Exit(1)
        if output is not None and not dry_run:
            _write_statement(book, made, output)
    state = "would be published" if dry_run else "published" if approved_by else "waits for a decision"
    click.echo(f"{state}: {made.record[:_SHORT]} ({made.statement.id})")
    if dry_run:
        echo_trial(output)


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        msg = f"{path.name}: its letters are not UTF-8; save the press statement as a text in UTF-8"
        raise click.UsageError(msg) from None


def _write_statement(register: "Register", made: "Spoken", path: Path) -> None:
    from landrelease.publish.communique import stale  # noqa: PLC0415 - heavy
    from landrelease.publish.communiquepage import communique_html  # noqa: PLC0415 - heavy
    from landrelease.publish.redaction.stamp import stamp  # noqa: PLC0415 - heavy
    from landrelease.publish.view import meta_of  # noqa: PLC0415 - heavy

    said = made.statement
    if said is None or path.suffix.lower() == ".json":
        write_text(made.given, path)
        return
    meta = meta_of(register, known_at=said.known_at)
    write_text(communique_html(said, stale(register, said, said.audience), meta, stamp(said.audience, meta)), path)
