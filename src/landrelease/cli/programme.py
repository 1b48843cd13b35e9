"""`landrelease programme`: the programme on one screen, and the shares of its contributors."""

from typing import Any, Final

import click

from landrelease.cli.doors import (
    brief,
    echo_json,
    echo_rows,
    for_option,
    on_option,
    opened,
    output_option,
    register_argument,
)

_UNITS: Final = ("unit", "organisation", "ready", "may", "barred", "waiting", "rotation", "rotation_until", "people")
_TASKS: Final = ("task", "activity", "state", "unit", "from", "to", "area_m2", "worked_m2", "stopped")
_LATE: Final = ("what", "id", "days", "why")
_ENDING: Final = ("until", "what", "about", "detail", "record")
_SHARES: Final = ("contributor", "cancelled_m2", "reduced_m2", "cleared_m2", "released_m2", "share")


@click.group("programme", epilog="Example: landrelease programme status province.register")
def programme_command() -> None:
    """See the programme as a whole."""


@programme_command.command("status", epilog="Example: landrelease programme status province.register --on 2025-05-01")
@register_argument
@on_option
@for_option
@click.option("-o", "--output", default="table", type=click.Choice(["table", "json"]), help="table or json.")
def status_command(*, register: str, on: str | None, organisation: str | None, output: str) -> None:
    """Show who is ready, who works where, what is late and why, and what runs out within 30 days."""
    from landrelease.desk.programme import status  # noqa: PLC0415 - heavy

    with opened(register) as book:
        found = status(book, on=book.day(on), organisation=organisation)
    if output == "json":
        echo_json(found)
        return
    ready = sum(row["ready"] for row in found["units"])
    _table(f"{found['on']}: {ready} of {len(found['units'])} units may work", found["units"], _UNITS)
    states = ", ".join(f"{count} {state}" for state, count in found["states"].items()) or "none"
    _table(f"tasks: {states}; open ones", found["tasks"], _TASKS)
    _table("late", found["late"], _LATE)
    _table("runs out within 30 days", found["ending"], _ENDING)


def _table(title: str, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    echo_rows("table", title, brief(rows, "table"), list(columns))


@programme_command.command("shares", epilog="Example: landrelease programme shares province.register --year 2025")
@register_argument
@click.option("--year", type=int, metavar="Y", help="Of this year; of all time without it.")
@output_option
def shares_command(*, register: str, year: int | None, output: str) -> None:
    """Show the land released per contributor: counted once, the shares add up to the whole."""
    from landrelease.desk.programme import share_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = share_rows(book, year=year)
    if output == "table":
        rows = [{name: _figure(name, value) for name, value in row.items()} for row in rows]
    echo_rows(output, f"land released, {year or 'all time'}", rows, list(_SHARES))


def _figure(name: str, value: Any) -> str:  # noqa: ANN401 - text, area or share
    if name == "contributor" or value is None:
        return str(value or "")
    return f"{value:.1%}" if name == "share" else f"{value:,.0f}"
