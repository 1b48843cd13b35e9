"""`landrelease correct`: propose the same statement again, put right."""

import click

from landrelease.cli.doors import acting_option, dry_run_option, opened, recorded_option, register_argument


@click.command(
    "correct", epilog='Example: landrelease correct province.register 3f2a --set depth_m=0.2 --reason "typed 2 for 0.2"'
)
@register_argument
@click.argument("record", metavar="ID")
@click.option(
    "--set", "changes", multiple=True, metavar="FIELD=VALUE", help="The right value; an empty one takes it away."
)
@click.option("--wkt", metavar="WKT", help="The right shape.")
@click.option("--crs", default="EPSG:4326", show_default=True, metavar="EPSG:n", help="Reference system of --wkt.")
@click.option("--reason", required=True, metavar="TEXT", help="Why the old one was wrong.")
@click.option("--evidence", metavar="TEXT", help="What shows it; needed where land becomes less dangerous.")
@recorded_option
@dry_run_option
@acting_option
def correct_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    record: str,
    changes: tuple[str, ...],
    wkt: str | None,
    crs: str,
    reason: str,
    evidence: str | None,
    recorded: str | None,
    dry_run: bool,
    acting: str,
) -> None:
    """Propose a correction: a new record that names the old one and says why; nothing is edited."""
    from landrelease.cli.import_ import constants_of  # noqa: PLC0415
    from landrelease.desk.changing import correct  # noqa: PLC0415 - heavy

    with opened(register, acting, dry_run=dry_run) as book:
        name = book.resolve(record)
        made = correct(
            book,
            name,
            constants_of(changes, None),
            reason=reason,
            evidence=evidence,
            wkt=wkt,
            crs=crs,
            recorded=recorded,
        )
    if dry_run:
        click.echo(f"would propose a correction of {name[:12]}", err=True)
        return
    click.echo("proposed; it counts once another person accepts it", err=True)
    click.echo(made)
