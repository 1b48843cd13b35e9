"""`landrelease form`: forms of the treaties from the ledger."""

from typing import Final

import click

from landrelease.cli.doors import audience_option, form_of, known_at_option, opened, register_argument

TEXTS: Final = ("csv", "html", "hxl", "iati")
FILES: Final = ("pdf", "xlsx", "xml")


@click.command("form", epilog="Example: landrelease form province.register apmbc-article-7 --year 2024 -o report.xlsx")
@register_argument
@click.argument("kind", metavar="FORM")
@click.option("--year", type=click.IntRange(1900, 2999), required=True, help="Calendar year that it tells of.")
@click.option("--layout", default="classic", metavar="LAYOUT", help="classic, or guide where the form has it.")
@audience_option("authority")
@click.option("--despite", metavar="REASON", default="", help="Write it in spite of errors; the reason stands on it.")
@known_at_option
@click.option("-o", "--output", default="csv", metavar="FORMAT|FILE", help="csv, html, hxl or iati, else a file.")
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
    Fill a form from the ledger; every figure names its records.

    Forms of the treaties: apmbc-article-7, ccm-article-7, article-5-extension. For reviewers: landmine-monitor,
    mine-action-review, mine-action-review-cluster. For those who coordinate and pay: 5w, iati-results.

    Before anything is written the plausibility gate holds the figures against each other, against the land of the
    country and against the year before. Errors stop the form, with exit 1, unless --despite says why it may leave.
    -o takes csv or html for standard output, or a file ending in pdf, xlsx, csv or html; hxl or a file ending in
    hxl.csv for a table with hashtags (5w and forms with progress by area); iati or a file ending in xml for
    iati-results.
    """
    form, path = form_of(output, TEXTS, FILES)
    form = {"xml": "iati"}.get(form, form)
    form = "hxl" if output.lower().endswith(".hxl.csv") else form
    from landrelease.checks.plausibility import stopped  # noqa: PLC0415 - heavy
    from landrelease.publish import formfile, formout  # noqa: PLC0415
    from landrelease.publish.treaty import form_of as filled  # noqa: PLC0415

    with opened(register) as book:
        moment = book.known_at(known_at) if known_at else ""
        found = filled(book, kind, year, layout=layout, audience=audience, known_at=moment, despite=despite.strip())
        for line in formfile.gate_lines(found):
            click.echo(line, err=True)
        if stopped(found.findings) and not found.despite:
            click.echo("nothing was written; mend the records, or say with --despite why it may leave", err=True)
            raise click.exceptions.Exit(1)
        if path is None:
            click.echo(formout.form_text(book, found, form), nl=False)
            return
        formout.write_form(book, found, form, path)
    click.echo(f"wrote {path}", err=True)
