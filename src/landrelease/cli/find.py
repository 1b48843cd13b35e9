"""`landrelease find`: records by any text in them."""

import click

from landrelease.cli.doors import echo_rows, opened, output_option, register_argument
from landrelease.records.text import counted

COLUMNS = ("id", "kind", "source_id", "date", "state")


@click.command("find", epilog="Example: landrelease find province.register H-0042")
@register_argument
@click.argument("text")
@output_option
def find_command(*, register: str, text: str, output: str) -> None:
    """Find records by any text in them, or by the beginning of their id; personal values are not searched."""
    from landrelease.desk.looking import find  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = find(book, text)
    if output == "table":
        rows = [{**row, "id": row["id"][:12]} for row in rows]
    echo_rows(
        output,
        counted("{count} record holds {text!r}", "{count} records hold {text!r}", len(rows), text=text),
        rows,
        COLUMNS,
    )
    if not rows:
        raise click.exceptions.Exit(1)
