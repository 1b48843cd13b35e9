"""`landrelease page`: one web page that works from a USB stick."""

from pathlib import Path

import click

from landrelease.cli.doors import opened, refuse_target, register_argument
from landrelease.records.text import counted


@click.command("page", epilog="Example: landrelease page province.register province.html")
@register_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def page_command(*, register: str, file: Path) -> None:
    """Write one self-contained web page: statement by year, charts, and a map whose parcels tell their history."""
    from landrelease.publish.view import write_register_page  # noqa: PLC0415 - heavy

    refuse_target(file)
    with opened(register) as book:
        count = write_register_page(book, file)
    click.echo(counted("wrote {file}: {count:,} parcel", "wrote {file}: {count:,} parcels", count, file=file), err=True)
