"""`landrelease accept`, `return` and `reject`: decisions on records."""

from typing import TYPE_CHECKING

import click

from landrelease.cli.doors import (
    acting_option,
    dry_run_option,
    echo_stopped,
    opened,
    recorded_option,
    register_argument,
)
from landrelease.records.text import counted

if TYPE_CHECKING:
    from landrelease.desk.orders import Refused
    from landrelease.desk.register import Register


def _verb(verdict: str, done: str, example: str) -> click.Command:
    @click.command(verdict, epilog=f"Example: landrelease {verdict} province.register {example}")
    @register_argument
    @click.argument("ids", nargs=-1, metavar="[ID…]")
    @click.option("--all", "everything", is_flag=True, help="All records of the queue that are not your own.")
    @click.option("--reason", metavar="TEXT", help="Why; required for return and reject.")
    @dry_run_option
    @recorded_option
    @acting_option
    def command(  # noqa: PLR0913 - one argument per option
        *,
        register: str,
        ids: tuple[str, ...],
        everything: bool,
        reason: str | None,
        dry_run: bool,
        recorded: str | None,
        acting: str,
    ) -> None:
        from landrelease.desk import orders, stopping  # noqa: PLC0415 - heavy

        with opened(register, acting, dry_run=dry_run) as book:
            names = _named(book, ids, everything=everything)
            waiting = list["Refused"]()
            made = book.decide(names, verdict, reason, recorded=recorded, refused=waiting if everything else None)
            names = [name for name in names if name not in {one.id for one in waiting}]
            echo_stopped([] if dry_run else stopping.stopped_by(book, names))
        for line in (line for one in waiting for line in orders.lines_of(one)):
            click.echo(line, err=True)
        if dry_run:
            click.echo(
                counted(
                    "would {verdict} {count} record", "would {verdict} {count} records", len(names), verdict=verdict
                ),
                err=True,
            )
            _end(waiting)
            return
        click.echo(counted("{done} {count} record", "{done} {count} records", len(names), done=done), err=True)
        for name in made:
            click.echo(name)
        _end(waiting)

    command.help = _HELP[verdict]
    return command


def _end(waiting: "list[Refused]") -> None:
    """Say that orders wait which may not be given, by the exit code too."""
    if waiting:
        click.echo(
            counted(
                "{count} order may not be given and waits", "{count} orders may not be given and wait", len(waiting)
            ),
            err=True,
        )
        raise click.exceptions.Exit(1)


_HELP = {
    "accept": (
        "Accept records, so that they count from now on.\n\nNobody accepts their own. IDs may be short. An order that "
        "the gate refuses is refused with all that is named beside it (exit 48); with --all the rest is accepted and "
        "it waits (exit 1). Tasks that must stop because of what was decided are listed."
    ),
    "return": "Return records to their author, with the reason.",
    "reject": "Reject records for good, with the reason.",
}


def _named(book: "Register", ids: tuple[str, ...], *, everything: bool) -> list[str]:
    if bool(ids) == everything:
        msg = "name the records, or say --all for the whole queue; `landrelease queue` lists it"
        raise click.UsageError(msg)
    if ids:
        return list(dict.fromkeys(book.resolve(name) for name in ids))
    me = book.mine()
    return [item.id for item in book.queue() if item.head.author != me]


accept_command = _verb("accept", "accepted", "3f2a 81bc")
return_command = _verb("return", "returned", '3f2a --reason "shape does not match the sketch"')
reject_command = _verb("reject", "rejected", '3f2a --reason "reported twice"')
