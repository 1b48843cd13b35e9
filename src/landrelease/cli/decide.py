"""`landrelease accept`, `return` and `reject`: decisions on records."""

from typing import TYPE_CHECKING

import click

from landrelease.cli.doors import acting_option, dry_run_option, opened, recorded_option, register_argument
from landrelease.records.text import counted

if TYPE_CHECKING:
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
        with opened(register, acting, dry_run=dry_run) as book:
            names = _named(book, ids, everything=everything)
            made = book.decide(names, verdict, reason, recorded=recorded)
        if dry_run:
            click.echo(
                counted(
                    "would {verdict} {count} record", "would {verdict} {count} records", len(names), verdict=verdict
                ),
                err=True,
            )
            return
        click.echo(counted("{done} {count} record", "{done} {count} records", len(names), done=done), err=True)
        for name in made:
            click.echo(name)

    command.help = _HELP[verdict]
    return command


_HELP = {
    "accept": "Accept records, so that they count from now on.\n\nNobody accepts their own. IDs may be short.",
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
