"""`landrelease rebuild`: every derived table anew."""

import click

from landrelease.cli.doors import acting_option, dry_run_option, opened, progress_bar, register_argument
from landrelease.records.text import counted


@click.command("rebuild", epilog="Example: landrelease rebuild province.register")
@register_argument
@dry_run_option
@acting_option
def rebuild_command(*, register: str, dry_run: bool, acting: str) -> None:
    """Make every derived table anew from the records; the records are not touched."""
    with opened(register, None if dry_run else acting, any_layout=True) as book, progress_bar("folding") as tell:
        if dry_run:
            for line in book.differences(tell):
                click.echo(line)
            return
        book.rebuild(tell)
        click.echo(counted("rebuilt from {count} record", "rebuilt from {count} records", book.store.count()), err=True)
