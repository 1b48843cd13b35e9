"""`landrelease publish`: a form is frozen with its records and approvals, and says what changed since the last one."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from landrelease.cli.doors import (
    acting_option,
    echo_table,
    known_at_option,
    opened,
    refuse_target,
    register_argument,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from landrelease.publish.snapshot import Why

_SHOWN: Final = 4


@click.command(
    "publish", epilog="Example: landrelease publish province.register apmbc-article-7 --year 2024 --approved-by boris"
)
@register_argument
@click.argument("kind", metavar="FORM")
@click.option("--year", type=click.IntRange(1, 9998), required=True, help="Calendar year that it tells of.")
@click.option("--layout", default="classic", metavar="LAYOUT", help="classic, or guide where the form has it.")
@click.option("--audience", default="authority", metavar="AUDIENCE", help="For whom the form is.")
@click.option("--approved-by", "approved_by", metavar="NAME", multiple=True, required=True, help="Who approved it.")
@click.option("--despite", metavar="REASON", default="", help="Freeze it in spite of errors; the reason stands in it.")
@click.option("--since", metavar="FILE", type=click.Path(path_type=Path), help="The publication before.")
@known_at_option
@acting_option
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to; else changes are shown only."
)
def publish_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    kind: str,
    year: int,
    layout: str,
    audience: str,
    approved_by: tuple[str, ...],
    despite: str,
    since: Path | None,
    known_at: str | None,
    acting: str,
    output: Path | None,
) -> None:
    """
    Freeze a form: figures, the records behind each, the root of the records, whose knowledge, who approved.

    With --since the figures of the publication before are told again as they are known now: which are others, and
    through which records. Nothing is written into the register. Errors of the plausibility gate stop it, with exit 1,
    unless --despite says why it may leave.
    """
    if output is not None:
        refuse_target(output)
    from landrelease.checks.plausibility import stopped  # noqa: PLC0415 - heavy
    from landrelease.publish import snapshot as written  # noqa: PLC0415

    before = written.read_snapshot(since) if since else None
    with opened(register) as book:
        book.acting = acting
        moment = book.known_at(known_at) if known_at else ""
        made, form = written.freeze(
            book, kind, year, approved_by=approved_by, layout=layout, audience=audience, known_at=moment,
            despite=despite.strip(), earlier=before,
        )  # fmt: skip
    for line in made.findings:
        click.echo(line, err=True)
    if stopped(form.findings) and not made.despite:
        click.echo("nothing was frozen; mend the records, or say with --despite why it may leave", err=True)
        raise click.exceptions.Exit(1)
    rows = [
        (one.part, one.row, one.column, *map(_shown, (one.before, one.after)), _through(one.why))
        for one in made.changes
    ]
    columns = ("Part", "Row", "Column", "Published", "Now", "Through")
    notes = (
        f"{made.title}: {len(made.figures)} figures, {made.id}",
        f"records {made.set_root}, known at {made.known_at}",
    )
    echo_table(f"changed since {made.since[:12]}" if made.since else "", columns, rows, notes)
    if output is not None:
        write_text(written.snapshot_text(made), output)


def _shown(value: "Decimal | None") -> str:
    return "\N{EN DASH}" if value is None else f"{value:,.2f}"


def _through(why: "Sequence[Why]") -> str:
    texts = [f"{one.how} {one.record[:12]} ({': '.join(filter(None, (one.kind, one.reason)))})" for one in why]
    more = [f"{len(texts) - _SHOWN} more"] if len(texts) > _SHOWN else []
    return "; ".join([*texts[:_SHOWN], *more])
