"""`landrelease verify`: whether everything is as it was written, and every derived row right."""

import click

from landrelease.cli.doors import opened, progress_bar, register_argument
from landrelease.records.text import counted


@click.command("verify", epilog="Example: landrelease verify province.register --root 5dc9da79…")
@register_argument
@click.option("--root", "kept_root", metavar="HASH", help="A running root that you kept: it must occur in the history.")
def verify_command(*, register: str, kept_root: str | None) -> None:
    """
    Re-hash every record and compare every derived row with a rebuild; exit 1 where anything is wrong.

    Prints the running root: write it down elsewhere, it shows later that nothing was taken away.
    """
    with opened(register, any_layout=True) as book, progress_bar("comparing with a rebuild") as tell:
        faults = book.verify(kept_root, tell)
        root = book.store.root()
        count = book.store.count()
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(counted("{count:,} fault: see above", "{count:,} faults: see above", len(faults)), err=True)
        raise click.exceptions.Exit(1)
    click.echo(
        counted(
            "{count} record verified; running root {root}",
            "{count} records verified; running root {root}",
            count,
            root=root,
        )
    )
