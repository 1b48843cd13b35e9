"""`landrelease publish`: a form is frozen with its records and approvals, and says what changed since the last one."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from landrelease.cli.doors import (
    acting_option,
    dry_run_option,
    echo_table,
    known_at_option,
    opened,
    refuse_target,
    register_argument,
    shown,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from landrelease.desk.register import Register
    from landrelease.publish.snapshot import Changed, Snapshot, Why

_SHOWN: Final = 4
_SHORT: Final = 12
_COLUMNS: Final = ("Part", "Row", "Column", "Published", "Now", "Through")


@click.command(
    "publish", epilog="Example: landrelease publish province.register apmbc-article-7 --year 2024 --approved-by boris"
)
@register_argument
@click.argument("kind", metavar="[FORM]", required=False)
@click.option("--year", type=click.IntRange(1, 9998), help="Calendar year that it tells of.")
@click.option("--layout", default="classic", metavar="LAYOUT", help="classic, or guide where the form has it.")
@click.option("--audience", default="authority", metavar="AUDIENCE", help="For whom the form is.")
@click.option("--approved-by", "approved_by", metavar="NAME", multiple=True, help="Who approved it, and accepts it.")
@click.option("--despite", metavar="REASON", default="", help="Freeze it in spite of errors; the reason stands in it.")
@click.option(
    "--since", metavar="FILE", type=click.Path(path_type=Path), help="The publication before. [the last one here]"
)
@click.option(
    "--verify", metavar="FILE|ID", default="", help="Hold a publication against the records of this register."
)
@known_at_option
@acting_option
@dry_run_option
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="The frozen file, beside.")
def publish_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    kind: str | None,
    year: int | None,
    layout: str,
    audience: str,
    approved_by: tuple[str, ...],
    despite: str,
    since: Path | None,
    verify: str,
    known_at: str | None,
    acting: str,
    dry_run: bool,
    output: Path | None,
) -> None:
    """
    Freeze a form: figures, the records behind each, the root of the records, whose knowledge, who approved.

    The frozen file becomes a record of kind publication in the register, accepted by those who approved; without
    --approved-by it waits for a decision. It says which figures of the publication before are others now, and through
    which records. Errors of the plausibility gate stop it, with exit 1, unless --despite says why it may leave.
    Without FORM the publications are listed. --verify tells the figures of one again: exit 1 where they no longer hold.
    """
    if output is not None:
        refuse_target(output)
    if verify:
        _verify(register, verify)
    elif kind is None:
        _list(register)
    elif year is None:
        msg = "say with --year which calendar year it tells of"
        raise click.UsageError(msg)
    else:
        from landrelease.publish import publishing, snapshot  # noqa: PLC0415 - heavy

        before = snapshot.read_snapshot(since) if since else None
        with opened(register, acting, dry_run=dry_run) as book:
            moment = book.known_at(known_at) if known_at else ""
            made = publishing.publish_form(
                book, kind, year, approved_by=approved_by, layout=layout, audience=audience, known_at=moment,
                despite=despite.strip(), earlier=before,
            )  # fmt: skip
        for line in made.snapshot.findings:
            click.echo(line, err=True)
        if not made.record:
            click.echo("nothing was frozen; mend the records, or say with --despite why it may leave", err=True)
            raise click.exceptions.Exit(1)
        _show(made.snapshot, made.record, dry_run=dry_run, approved=bool(approved_by))
        if output is not None:
            write_text(snapshot.snapshot_text(made.snapshot), output)


def _show(made: "Snapshot", record: str, *, dry_run: bool, approved: bool) -> None:
    state = "would be published" if dry_run else "published" if approved else "waits for a decision"
    notes = (
        f"{made.title}: {len(made.figures)} figures, {made.id}",
        f"records {made.set_root}, known at {made.known_at}",
        f"{state}: {record[:_SHORT]}",
    )
    title = f"changed since {made.since[:_SHORT]}" if made.since else ""
    echo_table(title, _COLUMNS, _rows(made.changes), notes)


def _rows(changes: "Iterable[Changed]") -> "list[Sequence[str]]":
    return [
        (one.part, one.row, one.column, *map(_amount, (one.before, one.after)), _through(one.why)) for one in changes
    ]


def _list(register: str) -> None:
    from landrelease.desk.publications import publications  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = [
            [
                shown(value)
                for value in (
                    one.record[:_SHORT], one.said.date, one.said.title, one.said.audience, one.state, one.said.known_at,
                    (one.said.since or "")[:_SHORT],
                )
            ]
            for one in publications(book)
        ]  # fmt: skip
    notes = () if rows else ("nothing was published yet",)
    echo_table("", ("Id", "Day", "Publication", "For", "State", "Known at", "Since"), rows, notes)


def _verify(register: str, name: str) -> None:
    from landrelease.publish.publishing import verify_snapshot  # noqa: PLC0415 - heavy

    with opened(register) as book:
        found = verify_snapshot(book, _snapshot(book, name))
    says = {
        "in this register": found.state or "no",
        "the same records as then": "yes" if found.same_records else "no",
        "the same figures from them": "yes" if found.same_figures else "no",
    }
    echo_table("others now" if found.changes else "", _COLUMNS, _rows(found.changes), [
        f"{name}: {value}" for name, value in says.items()
    ])  # fmt: skip
    if not found.holds:
        raise click.exceptions.Exit(1)


def _snapshot(register: "Register", name: str) -> "Snapshot":
    """Read a frozen form from a file, or from the register by the id of its record."""
    from landrelease.desk.publications import publications  # noqa: PLC0415 - heavy
    from landrelease.publish.publishing import snapshot_in  # noqa: PLC0415 - heavy
    from landrelease.publish.snapshot import read_snapshot  # noqa: PLC0415 - heavy

    if Path(name).is_file():
        return read_snapshot(Path(name))
    whole = register.resolve(name)
    found = [one for one in publications(register) if one.record == whole]
    if not found:
        msg = f"{name}: neither a file nor a publication of this register"
        raise click.UsageError(msg)
    return snapshot_in(register, found[0])


def _amount(value: "Decimal | None") -> str:
    return "\N{EN DASH}" if value is None else f"{value:,.2f}"


def _through(why: "Sequence[Why]") -> str:
    texts = [f"{one.how} {one.record[:_SHORT]} ({': '.join(filter(None, (one.kind, one.reason)))})" for one in why]
    more = [f"{len(texts) - _SHOWN} more"] if len(texts) > _SHOWN else []
    return "; ".join([*texts[:_SHOWN], *more])
