"""`landrelease queue`: what waits for a decision."""

import click

from landrelease.cli.doors import echo_rows, opened, output_option, register_argument
from landrelease.records.text import counted

COLUMNS = ("id", "state", "kind", "source_id", "date", "organisation", "author", "recorded", "accredited")


@click.command("queue", epilog="Example: landrelease queue province.register -o json")
@register_argument
@output_option
def queue_command(*, register: str, output: str) -> None:
    """
    List the records that wait for a decision, oldest first.

    The last column says of reports of work whether the unit was accredited on those days: yes, no, or - where there is
    nothing to say.
    """
    from landrelease.desk.working import standings_of  # noqa: PLC0415 - heavy

    with opened(register) as book:
        waiting = book.queue()
        standing = standings_of(book.store, waiting)
        rows = [
            {
                "id": item.id if output != "table" else item.id[:12],
                "state": item.state,
                "kind": item.head.kind,
                "source_id": item.head.source_id,
                "date": item.head.date,
                "organisation": item.head.organisation,
                "author": item.head.author,
                "recorded": item.head.recorded,
                "accredited": standing[item.id].accredited,
            }
            for item in waiting
        ]
    echo_rows(
        output,
        counted("{count} record waits for a decision", "{count} records wait for a decision", len(rows)),
        rows,
        COLUMNS,
    )
