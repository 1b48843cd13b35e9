"""`landrelease attach`: a file that belongs to records."""

from pathlib import Path

import click

from landrelease.cli.doors import acting_option, dry_run_option, opened, recorded_option, register_argument
from landrelease.records.text import counted


@click.command(
    "attach", epilog="Example: landrelease attach province.register report.pdf 3f2a --caption 'completion report'"
)
@register_argument
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--caption", metavar="TEXT", help="What it shows.")
@recorded_option
@dry_run_option
@acting_option
def attach_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    file: Path,
    ids: tuple[str, ...],
    caption: str | None,
    recorded: str | None,
    dry_run: bool,
    acting: str,
) -> None:
    """Attach a file to records; its bytes are kept in the register."""
    from landrelease.desk.changing import attach  # noqa: PLC0415 - heavy

    with opened(register, acting, dry_run=dry_run) as book:
        names = [book.resolve(name) for name in ids]
        made = attach(book, file, names, caption=caption, recorded=recorded)
    if dry_run:
        click.echo(
            counted(
                "would attach {name} to {count} record",
                "would attach {name} to {count} records",
                len(names),
                name=file.name,
            ),
            err=True,
        )
        return
    click.echo(made)
