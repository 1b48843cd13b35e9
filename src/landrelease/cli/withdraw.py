"""`landrelease withdraw`: a record was never true."""

import click

from landrelease.cli.doors import acting_option, dry_run_option, opened, recorded_option, register_argument
from landrelease.records.text import counted


@click.command(
    "withdraw", epilog="Example: landrelease withdraw province.register 3f2a --reason duplicate --evidence 'sheet 12'"
)
@register_argument
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--reason", required=True, metavar="CODE", help="entered-in-error, duplicate, datum, unit or mapping.")
@click.option("--evidence", metavar="TEXT", help="What shows it; needed where land becomes less dangerous.")
@click.option("--remarks", metavar="TEXT", help="Anything else.")
@recorded_option
@dry_run_option
@acting_option
def withdraw_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    ids: tuple[str, ...],
    reason: str,
    evidence: str | None,
    remarks: str | None,
    recorded: str | None,
    dry_run: bool,
    acting: str,
) -> None:
    """
    Propose to withdraw records that were never true.

    What was true when it was decided is reopened by a hazard record instead.
    """
    from landrelease.desk.changing import withdraw  # noqa: PLC0415 - heavy

    with opened(register, acting, dry_run=dry_run) as book:
        names = [book.resolve(name) for name in ids]
        made = withdraw(book, names, reason=reason, evidence=evidence, remarks=remarks, recorded=recorded)
    if dry_run:
        click.echo(
            counted("would propose to withdraw {count} record", "would propose to withdraw {count} records", len(made)),
            err=True,
        )
        return
    click.echo("proposed; it counts once another person accepts it", err=True)
    for name in made:
        click.echo(name)
