"""`landrelease agreement`: what partners agreed."""

from typing import Final

import click

from landrelease.cli.doors import brief, echo_rows, on_option, opened, output_option, register_argument
from landrelease.records.text import counted

_COLUMNS: Final = (
    "agreement", "name", "state", "parties", "from", "to", "capabilities", "caveats", "depth_limit_m",
    "tasking_authority", "record",
)  # fmt: skip


@click.group("agreement", epilog="Example: landrelease agreement list province.register --on 2025-05-01")
def agreement_command() -> None:
    """Look at agreements between partners."""


@agreement_command.command("list", epilog="Example: landrelease agreement list province.register -o json")
@register_argument
@on_option
@output_option
def list_command(*, register: str, on: str | None, output: str) -> None:
    """List agreements in their version of a day: state, parties, term, capabilities, caveats."""
    from landrelease.desk.partners import agreement_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = agreement_rows(book, on=book.day(on))
    title = counted("{count} agreement", "{count} agreements", len(rows))
    echo_rows(output, title, brief(rows, output), list(_COLUMNS))
