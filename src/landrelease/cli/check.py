"""`landrelease check`: every finding over a register."""

from typing import Any

import click

from landrelease.cli.doors import echo_rows, form_of, opened, output_option, register_argument
from landrelease.records.text import counted
from landrelease.records.text import marked as _

COLUMNS = ("severity", "code", "finding", "where", "what", "why", "cure", "settled")
_ORDER = {"error": 0, "warning": 1, "note": 2}
_SHOWN = 5


@click.command("check", epilog="Example: landrelease check province.register -o findings.csv")
@register_argument
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only findings of this code.")
@click.option("--settled", is_flag=True, help="Settled findings as well.")
@output_option
def check_command(*, register: str, codes: tuple[str, ...], settled: bool, output: str) -> None:
    """
    List the findings over a register, errors first; exit 1 where there are errors that nobody has settled.

    The table shows the first few of each code; -o json or csv gives all.
    """
    from landrelease.desk.checking import check  # noqa: PLC0415 - heavy

    with opened(register) as book:
        found = [
            one for one in check(book) if (settled or not one.settled) and (not codes or one.finding.code in codes)
        ]
    rows = sorted((_row(one) for one in found), key=lambda row: (_ORDER[row["severity"]], row["code"], row["finding"]))
    if form_of(output, ("table", "json", "csv"))[0] == "table":
        counts = {name: sum(row["severity"] == name for row in rows) for name in _ORDER}
        title = ", ".join(counted(*_COUNTED[name], number) for name, number in counts.items())
        echo_rows(output, title, _first(rows), ("severity", "code", "finding", "where", "what", "cure"))
    else:
        echo_rows(output, "", rows, COLUMNS)
    if any(row["severity"] == "error" and not row["settled"] for row in rows):
        raise click.exceptions.Exit(1)


_COUNTED = {
    "error": (_("{count:,} error"), _("{count:,} errors")),
    "warning": (_("{count:,} warning"), _("{count:,} warnings")),
    "note": (_("{count:,} note"), _("{count:,} notes")),
}


def _row(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a checked finding, whose room is heavy
    from landrelease.checks.catalogue import render  # noqa: PLC0415

    words = render(one.finding)
    return {
        "severity": words.severity,
        "code": one.finding.code,
        "finding": one.id,
        "where": words.where,
        "what": words.what,
        "why": words.why,
        "cure": words.cure,
        "settled": one.settled,
        "records": list(one.finding.about),
        "area_m2": one.finding.params.get("area_m2"),
    }


def _first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Show a few of each code, then how many more there are."""
    shown: list[dict[str, Any]] = []
    for code in dict.fromkeys(row["code"] for row in rows):
        mine = [row for row in rows if row["code"] == code]
        shown += mine[:_SHOWN]
        if len(mine) > _SHOWN:
            shown.append({"severity": mine[0]["severity"], "code": code, "what": f"… and {len(mine) - _SHOWN:,} more"})
    return shown
