"""`landrelease erase`: a personal value goes for ever, its record stays."""

import click

from landrelease.cli.doors import acting_option, dry_run_option, opened, register_argument
from landrelease.records.text import counted


@click.command("erase", epilog='Example: landrelease erase province.register p-0042 --reason "asked for on 2025-03-01"')
@register_argument
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--reason", required=True, metavar="TEXT", help="Why; the tombstone keeps it: do not repeat the value.")
@click.option("--field", "fields", multiple=True, metavar="FIELD", help="Only this field; several may be given. [all]")
@dry_run_option
@acting_option
def erase_command(
    *, register: str, ids: tuple[str, ...], reason: str, fields: tuple[str, ...], dry_run: bool, acting: str
) -> None:
    """
    Erase personal values for ever; this cannot be undone.

    ID is that of a person, for all records under it, or of one record. Records, hashes and the running root stay, a
    tombstone says who erased the value, when and why, and `verify` passes. Copies made before still hold it.
    """
    from landrelease.desk.keeping import erase  # noqa: PLC0415 - heavy

    with opened(register, acting, dry_run=dry_run) as book:
        found = erase(book, ids, reason=reason, fields=fields)
    gone = sum(one.was_here for one in found)
    done = "would erase" if dry_run else "erased"
    click.echo(
        counted("{done} {count:,} personal value", "{done} {count:,} personal values", gone, done=done), err=True
    )
    for one in found:
        said = "" if one.was_here else " (was not here)"
        click.echo(f"{one.record} {one.field}{said}")
