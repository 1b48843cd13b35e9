"""`landrelease log`: what came in, in order."""

import click

from landrelease.cli.doors import echo_rows, opened, output_option, register_argument
from landrelease.records.text import counted

COLUMNS = ("seq", "id", "kind", "source_id", "batch", "received", "recorded", "author")


@click.command("log", epilog="Example: landrelease log province.register --last 20")
@register_argument
@click.option("--last", type=click.IntRange(1), help="Only so many, the latest.")
@output_option
def log_command(*, register: str, last: int | None, output: str) -> None:
    """List the records of this register in the order in which they came in here."""
    from landrelease.desk.looking import log_rows  # noqa: PLC0415 - heavy

    with opened(register, any_layout=True) as book:
        rows = log_rows(book)[-last:] if last else log_rows(book)
    if output == "table":
        rows = [{**row, "id": row["id"][:12]} for row in rows]
    echo_rows(output, counted("{count} record", "{count} records", len(rows)), rows, COLUMNS)
