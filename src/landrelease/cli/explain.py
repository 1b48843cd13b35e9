"""`landrelease explain`: the story of a point."""

from typing import Any, Final

import click

from landrelease.cli.doors import echo_rows, form_of, known_at_option, opened, output_option, register_argument
from landrelease.records.text import counted

_NOTHING: Final = "No record covers this point. It may hold explosive ordnance."
COLUMNS = (
    "date",
    "record",
    "kind",
    "claimed",
    "movement",
    "status",
    "organisation",
    "author",
    "recorded",
    "decided_by",
    "findings",
)


@click.command(
    "explain",
    context_settings={"ignore_unknown_options": True},
    epilog="Example: landrelease explain province.register 18.2134 43.5571",
)
@register_argument
@click.argument("lon", type=float)
@click.argument("lat", type=float)
@click.option("--as-of", metavar="D", help="Up to this day.")
@known_at_option
@output_option
def explain_command(
    *, register: str, lon: float, lat: float, as_of: str | None, known_at: str | None, output: str
) -> None:
    """Tell which records made a point of land what it is, oldest first."""
    from landrelease.desk.looking import explain_rows  # noqa: PLC0415 - heavy

    form, _ = form_of(output, ("table", "json", "csv"))
    with opened(register) as book:
        rows = explain_rows(book, lon, lat, as_of=as_of, known_at=known_at)
    title = counted("{count} record covers this point", "{count} records cover this point", len(rows))
    usual = form == "table" and not any(row["recorded_claimed"] for row in rows)
    if form != "json":
        rows = [_flat(row, short=form == "table") for row in rows]
    columns = [name for name in COLUMNS if not (usual and name == "recorded")]
    echo_rows(output, title if rows else _NOTHING, rows, columns)


def _flat(row: dict[str, Any], *, short: bool) -> dict[str, Any]:
    """Give the story over all classes in one line."""
    name = row["record"][:12] if short else row["record"]
    moment = row["recorded"] + (" (claimed)" if row["recorded_claimed"] else "")
    movement, status = row["movements"].get("all", ""), row["status"]["all"]
    return {**row, "record": name, "movement": movement, "status": status, "recorded": moment}
