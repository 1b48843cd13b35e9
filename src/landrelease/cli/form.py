"""`landrelease form`: forms of the treaties from the ledger."""

from typing import TYPE_CHECKING

import click

from landrelease.cli.doors import form_of, known_at_option, opened, register_argument, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from landrelease.publish.form import Form


@click.command("form", epilog="Example: landrelease form province.register apmbc-article-7 --year 2024 -o report.xlsx")
@register_argument
@click.argument("kind", metavar="FORM")
@click.option("--year", type=click.IntRange(1, 9998), required=True, help="Calendar year that it tells of.")
@click.option("--layout", default="classic", metavar="LAYOUT", help="classic, or guide where the form has it.")
@click.option("--audience", default="authority", metavar="AUDIENCE", help="For whom it is; decides what it shows.")
@click.option("--despite", metavar="REASON", default="", help="Write it in spite of errors; the reason stands on it.")
@known_at_option
@click.option("-o", "--output", default="csv", metavar="FORMAT|FILE", help="csv or html, else a file.")
def form_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    kind: str,
    year: int,
    layout: str,
    audience: str,
    despite: str,
    known_at: str | None,
    output: str,
) -> None:
    """
    Fill a form: apmbc-article-7, ccm-article-7 or article-5-extension; every figure names its records.

    Before anything is written the plausibility gate holds the figures against each other, against the land of the
    country and against the year before. Errors stop the form, with exit 1, unless --despite says why it may leave.
    -o takes csv or html for standard output, or a file ending in pdf, xlsx, csv or html.
    """
    form, path = form_of(output, ("csv", "html"), ("pdf", "xlsx"))
    from landrelease.checks.plausibility import stopped  # noqa: PLC0415 - heavy
    from landrelease.publish import formfile  # noqa: PLC0415
    from landrelease.publish.treaty import form_of as filled  # noqa: PLC0415

    with opened(register) as book:
        moment = book.known_at(known_at) if known_at else ""
        found = filled(book, kind, year, layout=layout, audience=audience, known_at=moment, despite=despite.strip())
    for line in formfile.gate_lines(found):
        click.echo(line, err=True)
    if stopped(found.findings) and not found.despite:
        click.echo("nothing was written; mend the records, or say with --despite why it may leave", err=True)
        raise click.exceptions.Exit(1)
    _write(found, form, path)


def _write(form: "Form", ending: str, path: "Path | None") -> None:
    if path is None or ending not in {"pdf", "xlsx"}:
        from landrelease.publish import formfile  # noqa: PLC0415 - heavy, only where a verb runs

        write_text(formfile.form_csv(form) if ending == "csv" else formfile.form_html(form), path)
        return
    from landrelease.publish.formbook import write_form_xlsx  # noqa: PLC0415 - heavy
    from landrelease.publish.formpaper import write_form_pdf  # noqa: PLC0415 - heavy

    (write_form_pdf if ending == "pdf" else write_form_xlsx)(form, path)
    click.echo(f"wrote {path}", err=True)
