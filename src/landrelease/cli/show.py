"""`landrelease show`: one record whole."""

import sys

import click

from landrelease.cli.doors import echo_json, opened, register_argument


@click.command("show", epilog="Example: landrelease show province.register 3f2a")
@register_argument
@click.argument("record", metavar="ID")
@click.option("--raw", is_flag=True, help="The stored bytes, exactly.")
def show_command(*, register: str, record: str, raw: bool) -> None:
    """Show one record as it is stored, with its state, decisions and what speaks about it."""
    from landrelease.desk.looking import show as shown  # noqa: PLC0415 - heavy

    with opened(register, any_layout=True) as book:
        name = book.resolve(record)
        if raw:
            sys.stdout.buffer.write(book.store.get(name))
            return
        echo_json(shown(book, name))
