"""`landrelease gate`: may this unit do this activity, here, on these days."""

from typing import Final

import click

from landrelease.cli.doors import (
    brief,
    echo_rows,
    form_of,
    json_text,
    known_at_option,
    opened,
    output_option,
    register_argument,
    write_text,
)

_COLUMNS: Final = ("says", "code", "text", "record", "rule")
_EXAMPLE: Final = (
    "Example: landrelease gate province.register --unit team-3 --activity manual-clearance "
    "--from 2025-05-01 --to 2025-06-30 -o json"
)


@click.command("gate", epilog=_EXAMPLE)
@register_argument
@click.option("--unit", required=True, metavar="U", help="Id of the unit.")
@click.option("--activity", required=True, metavar="A", help="Code of a capability; see `landrelease kinds order`.")
@click.option("--from", "from_", required=True, metavar="D", help="First day of work.")
@click.option("--to", metavar="D", help="Last day of work, inclusive; one day without it.")
@click.option("--area", metavar="WKT", help="Where, in longitude and latitude.")
@click.option("--person", "people", multiple=True, metavar="P", help="Id of a person who works; may be repeated.")
@click.option("--asset", "assets", multiple=True, metavar="ID", help="Id of an asset used; may be repeated.")
@click.option("--depth", "depth_m", type=float, metavar="M", help="Depth to be reached, metres.")
@click.option("--rotation", metavar="ID", help="The rotation that works; whichever is on duty without it.")
@click.option("--authority", metavar="ID", help="The organisation that gives the order.")
@known_at_option
@output_option
def gate_command(  # noqa: PLR0913 - the parts of one question
    *,
    register: str,
    unit: str,
    activity: str,
    from_: str,
    to: str | None,
    area: str | None,
    people: tuple[str, ...],
    assets: tuple[str, ...],
    depth_m: float | None,
    rotation: str | None,
    authority: str | None,
    known_at: str | None,
    output: str,
) -> None:
    """
    Ask whether a unit may do an activity, with these people and tools, here, on these days; exit 1 where it may not.

    What is demanded is the setting gate.demands: accreditation on every day, unless the programme demands more.
    """
    from landrelease.desk.gating import ask, shown  # noqa: PLC0415 - heavy

    form, path = form_of(output, ("table", "json", "csv"))
    with opened(register) as book:
        found = ask(
            book,
            unit,
            activity,
            from_,
            to,
            people=people,
            assets=assets,
            area=area,
            depth_m=depth_m,
            rotation=rotation,
            authority=authority,
            known_at=known_at,
        )
    answer = shown(found)
    if form == "json":
        write_text(json_text(answer) + "\n", path)
    else:
        rows = [{**one, "says": "yes" if one["allows"] else "no"} for one in answer["reasons"]]
        unchecked = ", ".join(answer["unchecked"]) or "nothing"
        title = f"{'allowed' if found.allowed else 'not allowed'}; not checked: {unchecked}"
        echo_rows(output, title, brief(rows, output), list(_COLUMNS))
    if not found.allowed:
        raise click.exceptions.Exit(1)
