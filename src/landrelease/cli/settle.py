"""`landrelease settle`: why a finding may stand."""

import click

from landrelease.cli.doors import acting_option, dry_run_option, opened, recorded_option, register_argument


@click.command(
    "settle", epilog='Example: landrelease settle province.register f-81c2… --reason "two teams shared the lane"'
)
@register_argument
@click.argument("finding")
@click.option("--reason", required=True, metavar="TEXT", help="Why it may stand.")
@recorded_option
@dry_run_option
@acting_option
def settle_command(
    *, register: str, finding: str, reason: str, recorded: str | None, dry_run: bool, acting: str
) -> None:
    """
    Settle a finding: it becomes a record and no longer fails `check`.

    Nobody settles what was found about their own record.
    """
    from landrelease.desk.checking import finding_named  # noqa: PLC0415 - heavy
    from landrelease.desk.settling import settle  # noqa: PLC0415 - heavy

    with opened(register, acting, dry_run=dry_run) as book:
        one = finding_named(book, finding)
        made = settle(book, one, reason, recorded=recorded)
    if dry_run:
        click.echo(f"would settle {one.id}", err=True)
        return
    click.echo(made)
