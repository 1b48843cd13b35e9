"""`landrelease reconcile`: a published table of somebody else beside ours."""

from pathlib import Path

import click

from landrelease.cli.doors import (
    class_option,
    csv_text,
    echo_table,
    form_of,
    json_text,
    known_at_option,
    listed,
    opened,
    output_option,
    register_argument,
    write_text,
)


@click.command("reconcile", epilog="Example: landrelease reconcile province.register article-7.xlsx --year 2024")
@register_argument
@click.argument("form", metavar="FORM", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(1, 9999), help="Year of the table, where its lines are no years.")
@click.option("--published", metavar="D", default="", help="Day on which the table was published.")
@click.option("--sheet", "--layer", "sheet", metavar="NAME", help="Sheet of a workbook with several.")
@click.option(
    "--earlier", metavar="FILE", multiple=True, type=click.Path(path_type=Path), help="An earlier edition of the table."
)
@known_at_option
@class_option
@output_option
def reconcile_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    form: Path,
    year: int | None,
    published: str,
    sheet: str | None,
    earlier: tuple[Path, ...],
    known_at: str | None,
    klass: str,
    output: str,
) -> None:
    """
    Compare a published table with the ledger, line by line; exit 1 where a difference has no explanation.

    An amount in a line that the ledger does not know has none.

    The table is CSV, XLSX or ODS: a column admin, operator, method, unit or year that names the lines, figures with
    measure and unit in their headings (cleared_km2, suspected_ha, destroyed_AP_spot), perhaps a line that begins with
    total. -o takes table, json or csv for standard output, or a file ending in json, csv or html.
    """
    kind, path = form_of(output, ("table", "json", "csv"), ("html",))
    _refuse_no_day(published)
    from landrelease.intake.publishedtable import read_published  # noqa: PLC0415 - heavy
    from landrelease.publish import reconciliation as written  # noqa: PLC0415
    from landrelease.publish.reconciling import reconciled, summary  # noqa: PLC0415
    from landrelease.publish.redaction.stamp import stamp  # noqa: PLC0415
    from landrelease.publish.view import meta_of  # noqa: PLC0415

    told = read_published(form, year=year or 0, edition=published, layer=sheet)
    if not year and told.table.group != "year":
        msg = f"{form.name}: say with --year which year it tells of, or name its lines by a column year"
        raise click.UsageError(msg)
    before = [read_published(one, year=year or 0, edition=one.stem).table for one in earlier]
    if told.ignored:
        click.echo(f"left aside: {', '.join(told.ignored)}", err=True)
    with opened(register) as book:
        moment = book.known_at(known_at) if known_at else ""
        found = reconciled(book, told.table, klass=klass, known_at=moment, earlier=before)
        meta = meta_of(book, as_of=f"{year}-12-31" if year else "", known_at=moment)
    mark = stamp("authority", meta)
    if kind == "table":
        notes = [summary(found), *written.findings_lines(found), *mark.sentences]
        echo_table(told.table.title, written.heads(), written.shown_rows(found), notes)
    elif kind == "json":
        write_text(json_text(written.document(found, mark.facts())) + "\n", path)
    elif kind == "html":
        write_text(written.reconciliation_html(found, meta, mark), path)
    else:
        rows = [
            {**{name: listed(value) for name, value in row.items()}, **mark.facts()} for row in written.rows_of(found)
        ]
        write_text(csv_text(rows, (*written.COLUMNS, *written.STAMPED)), path)
    if not all(row.explained for row in found.rows):
        raise click.exceptions.Exit(1)


def _refuse_no_day(published: str) -> None:
    from landrelease.records.times import interval  # noqa: PLC0415 - heavy

    try:
        if published:
            interval(published)
    except ValueError as fault:
        raise click.BadParameter(str(fault), param_hint="--published") from None
