"""`landrelease task`: tasks, what they went through, and the orders that move them."""

from typing import Any, Final

import click

from landrelease.cli.doors import (
    acting_option,
    brief,
    dry_run_option,
    echo_json,
    echo_rows,
    opened,
    output_option,
    recorded_option,
    register_argument,
)
from landrelease.cli.task_papers import calendar_command, certificate_command, dossier_command
from landrelease.records.codes import LISTS
from landrelease.records.text import counted

_COLUMNS: Final = (
    "task", "name", "activity", "state", "unit", "from", "to", "area_m2", "worked_m2", "priority",
    "requested", "days_to_order", "idle_days", "stopped",
)  # fmt: skip
_MOVES: Final = ("day", "move", "before", "after", "in_turn", "unit", "who", "why", "record")


@click.group("task", epilog="Example: landrelease task list province.register --state working")
def task_command() -> None:
    """Work with tasks: list them, show one whole, order units to them."""


task_command.add_command(dossier_command)
task_command.add_command(certificate_command)
task_command.add_command(calendar_command)


@task_command.command("list", epilog="Example: landrelease task list province.register --unit team-3 -o csv")
@register_argument
@click.option("--state", metavar="S", help="Only tasks in this state, such as planned or working.")
@click.option("--unit", metavar="U", help="Only tasks to which this unit is ordered.")
@click.option("--on", metavar="D", help="As they stood at the end of this day; with all that is known without it.")
@output_option
def list_command(*, register: str, state: str | None, unit: str | None, on: str | None, output: str) -> None:
    """List tasks with state, unit, days, area and what stops them."""
    from landrelease.desk.tasks import task_rows  # noqa: PLC0415 - heavy

    with opened(register) as book:
        rows = task_rows(book, state=state, unit=unit, on=book.day(on) if on else None)
    echo_rows(output, counted("{count} task", "{count} tasks", len(rows)), rows, list(_COLUMNS))


@task_command.command("show", epilog="Example: landrelease task show province.register T-118")
@register_argument
@click.argument("task", metavar="TASK")
@output_option
def show_command(*, register: str, task: str, output: str) -> None:
    """Show a task whole: description, every move with who, when and why, and what stops it."""
    from landrelease.desk.tasks import story_of  # noqa: PLC0415 - heavy

    with opened(register) as book:
        story = story_of(book, task)
    if output == "json":
        echo_json(story)
        return
    said = "; ".join(one["text"] for one in story["stopped"])
    title = f"task {story['task']}: {story['state']}" + (f"; must stop: {said}" if said else "")
    echo_rows(output, title, brief(story["moves"], output), list(_MOVES))


_ORDER_EXAMPLE: Final = (
    "Example: landrelease task order province.register T-118 --unit team-3 --from 2025-05-01 --to 2025-06-30 "
    "--person p-1 --accept-as 'A. Director'"
)


@task_command.command("order", epilog=_ORDER_EXAMPLE)
@register_argument
@click.argument("task", metavar="TASK")
@click.option(
    "--action",
    default="issue",
    type=click.Choice(list(LISTS["order_action"])),
    help="What the order does. [issue]",
)
@click.option("--id", "number", metavar="ID", help="Number of the order.")
@click.option("--unit", metavar="U", help="The unit that is ordered.")
@click.option("--rotation", metavar="ID", help="The rotation that works.")
@click.option("--from", "from_", metavar="D", help="First day of work; the task's own without it.")
@click.option("--to", metavar="D", help="Last day of work, inclusive.")
@click.option("--date", metavar="D", help="Day of the order; today without it.")
@click.option("--person", "people", multiple=True, metavar="P", help="Id of a person who works; may be repeated.")
@click.option("--asset", "assets", multiple=True, metavar="ID", help="Id of an asset used; may be repeated.")
@click.option("--into", multiple=True, metavar="TASK", help="New tasks of a split or merge; may be repeated.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--organisation", metavar="ID", help="The organisation that gives the order.")
@click.option("--signed-by", multiple=True, metavar="P", help="Id of a person who signs; may be repeated.")
@click.option("--accept-as", metavar="NAME", help="Who puts it in force; it waits in the queue without.")
@dry_run_option
@recorded_option
@acting_option
def order_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    task: str,
    accept_as: str | None,
    dry_run: bool,
    recorded: str | None,
    acting: str,
    date: str | None,
    number: str | None,
    **parts: Any,  # noqa: ANN401 - as the options give them
) -> None:
    """
    Order a unit to a task, or amend, suspend, resume, cancel, close, split or merge.

    The gate is asked first: where it says no, or the move does not follow, or other work is too near, nothing is
    written and every reason is printed (exit 48).
    """
    from landrelease.desk.tasks import give, order_of  # noqa: PLC0415 - heavy

    with opened(register, acting, dry_run=dry_run) as book:
        made = give(book, order_of(book, task, date=date, id=number, **parts), accept_as=accept_as, recorded=recorded)
    if dry_run:
        click.echo("the order may be given; nothing was written", err=True)
        return
    click.echo("the order is in force" if made.decision else "the order waits for a decision", err=True)
    click.echo(made.id)
