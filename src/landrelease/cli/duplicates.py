"""`landrelease duplicates`, `merge`, `keep-apart` and `unmerge`: records of several sources that are one event."""

import click

from landrelease.cli.doors import (
    acting_option,
    dry_run_option,
    echo_rows,
    opened,
    output_option,
    recorded_option,
    register_argument,
)
from landrelease.records.matching import MATCHED
from landrelease.records.text import counted

_SHORT = 12


@click.command("duplicates", epilog="Example: landrelease duplicates province.register casualty -o json")
@register_argument
@click.argument("kind", metavar="[KIND]", required=False, type=click.Choice(MATCHED))
@output_option
def duplicates_command(*, register: str, kind: str | None, output: str) -> None:
    """
    List records of several sources that may be one event or person, with a score and its reasons.

    Nothing is merged: a person says so with `merge`, or denies it with `keep-apart`. KIND is casualty, accident or
    ordnance; all of them without it.
    """
    from landrelease.desk.matching import duplicates, rows_of  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = rows_of(duplicates(book, kind or ""))
    if output == "table":
        rows = [row | {"first": row["first"][:_SHORT], "second": row["second"][:_SHORT]} for row in rows]
    if output != "json" and not output.endswith(".json"):
        rows = [row | {"reasons": [reason["what"] for reason in row["reasons"]]} for row in rows]
    title = counted("{count} question to a person", "{count} questions to a person", len(rows))
    echo_rows(output, title, rows, ["score", "kind", "first", "second", "reasons"])


def _verb(verb: str, verdict: str, text: str, done: tuple[str, str]) -> click.Command:
    @click.command(verb, help=text, epilog=f'Example: landrelease {verb} province.register 3f2a 81bc --reason "why"')
    @register_argument
    @click.argument("ids", nargs=-1, required=True, metavar="ID ID…")
    @click.option("--reason", metavar="TEXT", required=True, help="Why, without names of people.")
    @dry_run_option
    @recorded_option
    @acting_option
    def command(
        *, register: str, ids: tuple[str, ...], reason: str, dry_run: bool, recorded: str | None, acting: str
    ) -> None:
        from landrelease.desk.matching import say, undo  # noqa: PLC0415 - heavy
        from landrelease.publish.unsaid import refuse_persons  # noqa: PLC0415

        with opened(register, acting, dry_run=dry_run) as book:
            names = [book.resolve(name) for name in ids]
            refuse_persons(book, reason, names)
            if verdict:
                made = [say(book, names, verdict, reason, recorded=recorded)]
            else:
                made = undo(book, names, reason, recorded=recorded)
        click.echo(done[dry_run], err=True)
        for name in () if dry_run else made:
            click.echo(name)

    return command


merge_command = _verb(
    "merge",
    "same",
    "Propose that records are one event or person; counts take the first one.\n\nAll records stay, with what each "
    "source says. It counts once somebody else has accepted it; `unmerge` undoes it.",
    ("proposed; somebody else accepts it", "would propose it"),
)
keep_apart_command = _verb(
    "keep-apart",
    "different",
    "Propose that records are different events or persons, so that `duplicates` asks no more.",
    ("proposed; somebody else accepts it", "would propose it"),
)
unmerge_command = _verb(
    "unmerge",
    "",
    "Propose to take back what `merge` or `keep-apart` said.\n\nIDs are those of records or of what was said of them.",
    ("proposed to withdraw it; somebody else accepts that", "would propose to withdraw it"),
)
