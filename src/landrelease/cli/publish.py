"""`landrelease publish`: a form is frozen with its records and approvals, and says what changed since the last one."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from landrelease.cli.doors import (
    acting_option,
    dry_run_option,
    echo_table,
    known_at_option,
    opened,
    refuse_target,
    register_argument,
    write_text,
)
from landrelease.cli.publications import COLUMNS, echo_trial, list_publications, rows_of, speak, verify_publication
from landrelease.records.codes import AUDIENCES

if TYPE_CHECKING:
    from landrelease.publish.snapshot import Snapshot

_SHORT: Final = 12
_OF_FORMS: Final = frozenset({"year", "layout", "since", "title"})
"""Options that say nothing where no form is frozen; the title is that of a press statement."""


@click.command(
    "publish", epilog="Example: landrelease publish province.register apmbc-article-7 --year 2024 --approved-by boris"
)
@register_argument
@click.argument("kind", metavar="[FORM]", required=False)
@click.option("--year", type=click.IntRange(1900, 2999), help="Calendar year that it tells of.")
@click.option("--layout", default="classic", metavar="LAYOUT", help="classic, or guide where the form has it.")
@click.option(
    "--audience",
    metavar="AUDIENCE",
    type=click.Choice(AUDIENCES),
    help="For whom it is. [authority; public for a press statement]",
)
@click.option("--approved-by", "approved_by", metavar="NAME", multiple=True, help="Who approved it, and accepts it.")
@click.option("--despite", metavar="REASON", default="", help="Freeze it in spite of errors; the reason stands in it.")
@click.option(
    "--since", metavar="FILE", type=click.Path(path_type=Path), help="The publication before. [the last one here]"
)
@click.option(
    "--communique",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Publish a press statement: a text whose figures are links.",
)
@click.option("--title", metavar="TEXT", default="", help="Heading of the press statement.")
@click.option("--verify", metavar="FILE|ID", help="Hold a publication against the records here.")
@known_at_option
@acting_option
@dry_run_option
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="The file that its audience gets."
)
def publish_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    kind: str | None,
    year: int | None,
    layout: str,
    audience: str | None,
    approved_by: tuple[str, ...],
    despite: str,
    since: Path | None,
    communique: Path | None,
    title: str,
    verify: str | None,
    known_at: str | None,
    acting: str,
    dry_run: bool,
    output: Path | None,
) -> None:
    """
    Freeze a form: figures, the records behind each, the root of the records, whose knowledge, who approved.

    The frozen file, which is the authority's, becomes a record of kind publication in the register, accepted by those
    who approved; without --approved-by it waits for a decision. It says which figures of the publication before are
    others now, and through which records. Errors of the plausibility gate stop it, with exit 1, unless --despite says
    why it may leave. Without FORM the publications are listed. --verify tells the figures of one again: exit 1 where
    they no longer hold.

    --communique publishes a text whose figures are written as links: [1.2 km²](ledger:cleared;year=2024;class=mines)
    or [two villages](record:3f2a9c0d1e2f). A figure that differs from the ledger is refused; one without a link needs
    --despite. Of such a text -o takes a file ending in html or json.
    """
    if output is not None:
        refuse_target(output)
    _refuse_idle(kind, communique, verify)
    if verify is not None:
        verify_publication(register, verify)
    elif communique is not None:
        speak(
            register, communique, title, approved_by=approved_by, audience=audience or "public", known_at=known_at,
            despite=despite.strip(), acting=acting, dry_run=dry_run, output=output,
        )  # fmt: skip
    elif kind is None:
        list_publications(register)
    elif year is None:
        msg = "say with --year which calendar year it tells of"
        raise click.UsageError(msg)
    else:
        from landrelease.publish import publishing  # noqa: PLC0415 - heavy

        with opened(register, acting, dry_run=dry_run) as book:
            before = publishing.form_in(book, since) if since else None
            moment = book.known_at(known_at) if known_at else ""
            made = publishing.publish_form(
                book, kind, year, approved_by=approved_by, layout=layout, audience=audience or "authority",
                known_at=moment, despite=despite.strip(), earlier=before,
            )  # fmt: skip
        for line in made.snapshot.findings:
            click.echo(line, err=True)
        if not made.record:
            click.echo("nothing was frozen; mend the records, or say with --despite why it may leave", err=True)
            raise click.exceptions.Exit(1)
        _show(made.snapshot, made.record, dry_run=dry_run, approved=bool(approved_by))
        if dry_run:
            echo_trial(output)
        elif output is not None:
            write_text(made.given, output)


def _refuse_idle(kind: str | None, communique: Path | None, verify: str | None) -> None:
    """Refuse what would be left aside: who gives an option expects that it does something."""
    whats = {"FORM": kind, "--communique": communique, "--verify": verify}
    asked = [name for name, given in whats.items() if given is not None]
    if len(asked) > 1:
        msg = f"{' and '.join(asked)}: give one of them"
        raise click.UsageError(msg)
    context = click.get_current_context()
    given = [name for name in context.params if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    idle = sorted({*given} & (_OF_FORMS if kind is None else frozenset({"title"})))
    if idle and not (communique is not None and idle == ["title"]):
        names = ", ".join(f"--{name.replace('_', '-')}" for name in idle)
        msg = f"{names}: there is nothing here that it could be about; name a FORM, or leave it out"
        raise click.UsageError(msg)


def _show(made: "Snapshot", record: str, *, dry_run: bool, approved: bool) -> None:
    state = "would be published" if dry_run else "published" if approved else "waits for a decision"
    notes = (
        f"{made.title}: {len(made.figures)} figures, {made.id}",
        f"records {made.set_root}, known at {made.known_at}",
        f"{state}: {record[:_SHORT]}",
    )
    title = f"changed since {made.since[:_SHORT]}" if made.since else ""
    echo_table(title, COLUMNS, rows_of(made.changes), notes)
