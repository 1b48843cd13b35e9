"""`landrelease statement`: the books of a period."""

import click

from landrelease.cli.doors import (
    WHOLE_FOR,
    audience_option,
    class_option,
    echo_table,
    form_of,
    known_at_option,
    opened,
    output_option,
    register_argument,
    write_text,
)


@click.command("statement", epilog="Example: landrelease statement province.register --year 2024 --by operator -o csv")
@register_argument
@click.option("--year", type=click.IntRange(1, 9999), help="A calendar year.")
@click.option("--from", "first", metavar="D", help="First day, inclusive.")
@click.option("--to", "last", metavar="D", help="Last day, inclusive.")
@known_at_option
@click.option("--against", metavar="T0", help="Opening and movements as known then; the difference as corrections.")
@class_option
@click.option("--by", metavar="GROUP", help="operator, method, unit, admin or class.")
@audience_option(None)
@output_option
def statement_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    year: int | None,
    first: str | None,
    last: str | None,
    known_at: str | None,
    against: str | None,
    klass: str,
    by: str | None,
    audience: str | None,
    output: str,
) -> None:
    """
    Give opening balance, movements and closing balance of a period, in m².

    -o takes table, json or csv for standard output, or a file ending in json, csv or xlsx. For audiences that read no
    positions, areas with few records are put together, and who did the work in a unit is not told.
    """
    if year is not None and (first or last):
        msg = "give --year, or --from and --to, not both"
        raise click.UsageError(msg)
    form, path = form_of(output, ("table", "json", "csv"), ("xlsx",))
    from landrelease.publish import statement as written  # noqa: PLC0415 - heavy
    from landrelease.publish.meta import stamped  # noqa: PLC0415
    from landrelease.publish.told import told  # noqa: PLC0415
    from landrelease.publish.view import meta_of  # noqa: PLC0415

    with opened(register) as book:
        found = book.statement(year=year, from_=first, to=last, known_at=known_at, against=against, klass=klass, by=by)
        doc = told(book, found, audience or WHOLE_FOR, by or "", against or "")
        meta = meta_of(book, as_of=found.to, known_at=found.known_at, audience=audience or WHOLE_FOR)
        if form == "xlsx" and path is not None:
            from landrelease.publish.workbook import write_statement_xlsx  # noqa: PLC0415

            write_statement_xlsx(doc, path, meta=meta)
            click.echo(f"wrote {path}", err=True)
            return
    if form == "table":
        from landrelease.publish.table import statement_table  # noqa: PLC0415

        table = statement_table(doc)
        echo_table(table.title, table.columns, table.rows, table.notes)
    else:
        if audience:  # where nobody is named, programs read the plain form
            doc = {name: value for name, value in doc.items() if name != "rows"} | stamped(meta) | {"rows": doc["rows"]}
        write_text(written.statement_json(doc) if form == "json" else written.statement_csv(doc), path)
