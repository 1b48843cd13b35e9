"""`landrelease unit`: units, what each may do, and who is in it."""

from typing import Final

import click

from landrelease.cli.doors import brief, echo_rows, for_option, on_option, opened, output_option, register_argument
from landrelease.records.text import counted

_UNITS: Final = (
    "unit", "name", "also", "organisation", "ready", "may", "barred", "waiting", "until", "rotation", "rotation_until",
    "people",
)  # fmt: skip
_MEMBERS: Final = ("person", "role", "rank", "certificates", "record")


@click.group("unit", epilog="Example: landrelease unit list province.register --on 2025-05-01")
def unit_command() -> None:
    """Look at units: what each may do on a day, and who is in it."""


@unit_command.command("list", epilog="Example: landrelease unit list province.register --for org-2 -o csv")
@register_argument
@on_option
@for_option
@output_option
def list_command(*, register: str, on: str | None, organisation: str | None, output: str) -> None:
    """List units with what each may do by its accreditation, what bars it, its rotation and people."""
    from landrelease.desk.programme import unit_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = unit_rows(book, on=book.day(on), organisation=organisation)
    echo_rows(output, counted("{count} unit", "{count} units", len(rows)), brief(rows, output), list(_UNITS))


@unit_command.command("show", epilog="Example: landrelease unit show province.register team-3 --on 2025-05-01")
@register_argument
@click.argument("unit", metavar="UNIT")
@on_option
@output_option
def show_command(*, register: str, unit: str, on: str | None, output: str) -> None:
    """List the members of a unit on a day, with role, rank and certificates that stand."""
    from landrelease.desk.programme import member_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = member_rows(book, unit, on=book.day(on))
    title = counted("unit {unit}: {count} member", "unit {unit}: {count} members", len(rows), unit=unit)
    echo_rows(output, title, brief(rows, output), list(_MEMBERS))
