"""`landrelease meeting`: meetings, their decisions and action points."""

from typing import Any, Final

import click

from landrelease.cli.doors import brief, echo_json, echo_rows, on_option, opened, output_option, register_argument
from landrelease.records.text import counted

_MEETINGS: Final = ("meeting", "date", "name", "place", "parties", "participants", "decisions", "open_actions")
_ACTIONS: Final = ("action", "meeting", "text", "owner", "party", "due", "status", "led_to", "record")
_PEOPLE: Final = ("person", "party", "rank", "office", "role", "record")


@click.group("meeting", epilog="Example: landrelease meeting show province.register meet-12")
def meeting_command() -> None:
    """Look at meetings: who spoke for whom, what was decided, what is still to be done."""


@meeting_command.command("list", epilog="Example: landrelease meeting list province.register")
@register_argument
@output_option
def list_command(*, register: str, output: str) -> None:
    """List meetings with parties, decisions and open action points."""
    from landrelease.desk.partners import meeting_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = meeting_rows(book)
    title = counted("{count} meeting", "{count} meetings", len(rows))
    echo_rows(output, title, brief(rows, output), list(_MEETINGS))


@meeting_command.command("show", epilog="Example: landrelease meeting show province.register meet-12 -o json")
@register_argument
@click.argument("meeting", metavar="MEETING")
@click.option("-o", "--output", default="table", type=click.Choice(["table", "json"]), help="table or json.")
def show_command(*, register: str, meeting: str, output: str) -> None:
    """Show a meeting whole: participants, decisions with what they led to, action points."""
    from landrelease.desk.partners import meeting_story  # noqa: PLC0415 - heavy

    with opened(register) as book:
        story = meeting_story(book, meeting)
    if output == "json":
        echo_json(story)
        return
    click.echo(f"{story['meeting']}: {story['name'] or ''} ({story['date'] or '?'}, {story['place'] or '?'})")
    _table("participants", story["participants"], _PEOPLE)
    _table("decisions", story["decisions"], ("decision", "agenda_item", "text", "led_to", "record"))
    _table("action points", story["actions"], _ACTIONS)


def _table(title: str, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    echo_rows("table", title, brief(rows, "table"), list(columns))


@meeting_command.command("actions", epilog="Example: landrelease meeting actions province.register --open")
@register_argument
@on_option
@click.option("--open", "only_open", is_flag=True, help="Only what is still to be done.")
@output_option
def actions_command(*, register: str, on: str | None, only_open: bool, output: str) -> None:
    """List the action points of all meetings by the day on which they are due."""
    from landrelease.desk.partners import action_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = [row for row in action_rows(book, on=book.day(on)) if not only_open or row["status"] == "open"]
    title = counted("{count} action point", "{count} action points", len(rows))
    echo_rows(output, title, brief(rows, output), list(_ACTIONS))
