"""`landrelease training`: sessions with their results, and certificates."""

from typing import Final

import click

from landrelease.cli.doors import brief, echo_rows, on_option, opened, output_option, register_argument
from landrelease.records.text import counted

_SESSIONS: Final = (
    "session", "course", "version", "centre", "from", "to", "people", "passed", "failed", "certificates",
)  # fmt: skip
_CERTIFICATES: Final = (
    "certificate", "person", "discipline", "level", "modules", "system", "state", "until", "record",
)  # fmt: skip
_STATES: Final = ("valid", "expired", "not-yet", "suspended", "revoked")


@click.group("training", epilog="Example: landrelease training certificates province.register --state expired")
def training_command() -> None:
    """Look at training: sessions with their results, and certificates."""


@training_command.command("sessions", epilog="Example: landrelease training sessions province.register -o csv")
@register_argument
@output_option
def sessions_command(*, register: str, output: str) -> None:
    """List sessions: course, centre, days, how many people, passed, failed and certified."""
    from landrelease.desk.programme import session_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = session_rows(book)
    echo_rows(output, counted("{count} session", "{count} sessions", len(rows)), rows, list(_SESSIONS))


@training_command.command(
    "certificates", epilog="Example: landrelease training certificates province.register --on 2025-05-01 --state valid"
)
@register_argument
@on_option
@click.option("--state", type=click.Choice(_STATES), help="Only certificates in this state.")
@output_option
def certificates_command(*, register: str, on: str | None, state: str | None, output: str) -> None:
    """List certificates as they stand on a day, those that end first first."""
    from landrelease.desk.programme import certificate_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = certificate_rows(book, on=book.day(on), state=state)
    title = counted("{count} certificate", "{count} certificates", len(rows))
    echo_rows(output, title, brief(rows, output), list(_CERTIFICATES))
