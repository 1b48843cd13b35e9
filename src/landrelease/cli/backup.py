"""`landrelease backup`: a verified copy of a register."""

from pathlib import Path

import click

from landrelease.cli.doors import dry_run_option, opened, register_argument


@click.command("backup", epilog="Example: landrelease backup province.register /media/stick/2025-01-31.register")
@register_argument
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
def backup_command(*, register: str, file: Path, dry_run: bool) -> None:
    """
    Copy a register as it is at this moment into a new file; others may go on writing.

    The copy is verified before it gets its name. Prints its running root: write it down elsewhere.
    """
    from landrelease.desk.keeping import backup  # noqa: PLC0415 - heavy

    with opened(register, "") as book:
        root = backup(book, file, dry_run=dry_run)
    click.echo(f"would write {file}" if dry_run else f"wrote {file}", err=True)
    click.echo(root)
