"""`landrelease count`: how many records of a kind."""

import click

from landrelease.cli.doors import echo_rows, known_at_option, opened, output_option, register_argument
from landrelease.records.kinds import KINDS


@click.command("count", epilog="Example: landrelease count province.register ordnance --by year -o csv")
@register_argument
@click.argument("kind", metavar="KIND", type=click.Choice(sorted(KINDS)))
@click.option("--by", metavar="year|admin|FIELD", help="Count apart by year, administrative area or any field.")
@known_at_option
@output_option
def count_command(*, register: str, kind: str, by: str | None, known_at: str | None, output: str) -> None:
    """Count the accepted records of a kind (see `landrelease kinds`); ordnance also by its stated quantity."""
    from landrelease.desk.looking import count  # noqa: PLC0415 - heavy

    with opened(register, any_layout=True) as book:
        rows = count(book, kind, by=by, known_at=known_at)
    echo_rows(output, f"{kind} records, accepted", rows, list(rows[0]) if rows else [by or "kind", "records"])
