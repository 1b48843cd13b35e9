"""`landrelease evidence`: documents that came in, and the origins that they rest on."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

import click

from landrelease.cli.doors import (
    acting_option,
    brief,
    csv_text,
    dry_run_option,
    echo_rows,
    echo_table,
    form_of,
    json_text,
    opened,
    output_option,
    recorded_option,
    register_argument,
    shown,
    write_text,
)
from landrelease.records.text import counted, tr

if TYPE_CHECKING:
    from landrelease.desk.register import Register
    from landrelease.desk.sources import Added
    from landrelease.publish.redaction.stamp import Stamp

_CANDIDATE: Final = ("score", "name", "kind", "country", "id", "lon", "lat")
_ADDED: Final = ("file", "document", "publisher", "published", "title", "new", "copy_of", "record")


@click.group(
    "evidence", epilog="Example: landrelease evidence add province.register article.html --publisher 'Example Gazette'"
)
def evidence_command() -> None:
    """Take in documents, and count the independent origins behind them; a document never moves land."""


@evidence_command.command(
    "add",
    epilog="Example: landrelease evidence add province.register item.txt --published 2025-11",
)
@register_argument
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--publisher", default="", metavar="P", help="Who published them; else as the document says.")
@click.option(
    "--published", default="", metavar="D", help="When: a day, month or year; left unknown where nobody says."
)
@click.option("--url", default="", metavar="U", help="Address of one document, such as https://…")
@click.option(
    "--type", "type_", default="", metavar="CODE", help="Which kind of document; `kinds source` lists the codes."
)
@click.option("--language", default="", metavar="CODE", help="Language of the text, such as en or sr-Cyrl.")
@click.option("--written-by", default="", metavar="NAME", help="Who wrote or told it; kept sealed.")
@output_option
@recorded_option
@dry_run_option
@acting_option
def add_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    files: tuple[Path, ...],
    publisher: str,
    published: str,
    url: str,
    type_: str,
    language: str,
    written_by: str,
    output: str,
    recorded: str | None,
    dry_run: bool,
    acting: str,
) -> None:
    """
    Take documents in: text, web pages or PDF. What is missing stays unknown; no date is ever guessed.

    A file that is here already is not taken in again: what you say of it beyond its record is shown with the way to
    correct it. The same bytes of another publisher or at another address are a copy, and one origin with the first.
    """
    from landrelease.desk.sources import Told, add_sources  # noqa: PLC0415 - heavy

    told = Told(publisher, published, url, type_, language, written_by)
    with opened(register, acting, dry_run=dry_run) as book:
        done = add_sources(book, files, told, recorded=recorded)
    fresh = sum(one.fresh for one in done)
    title = (
        counted("would take in {count} document", "would take in {count} documents", fresh)
        if dry_run
        else counted("took in {count} document", "took in {count} documents", fresh)
    )
    echo_rows(output, title, [_row(one, whole=output != "table") for one in done], list(_ADDED))
    for one in done:
        for note in (*one.notes, *_way_out(register, one)):
            click.echo(note, err=True)


def _way_out(register: str, one: "Added") -> list[str]:
    """Give the command that corrects what was not taken."""
    changes = [f"--set {quote(f'{field}={value}')}" for field, _held, value in one.untaken if field != "written_by"]
    if one.fresh or not changes:
        return []
    return [f'landrelease correct {quote(register)} {one.record[:12]} {" ".join(changes)} --reason "…"']


def _row(one: "Added", *, whole: bool) -> dict[str, object]:
    return {
        "file": one.name,
        "document": one.said.id,
        "publisher": one.said.publisher,
        "published": one.said.published,
        "title": one.said.title,
        "new": "yes" if one.fresh else "no",
        "copy_of": list(one.copies),
        "record": one.record if whole else one.record[:12],
    }


@evidence_command.command(
    "origins",
    epilog="Example: landrelease evidence origins province.register -o page.html",
)
@register_argument
@output_option
def origins_command(*, register: str, output: str) -> None:
    """Count the independent origins behind what the documents tell, event by event."""
    from landrelease.desk.origins import origins_of  # noqa: PLC0415 - heavy

    form, path = form_of(output, ("table", "json"), ("html",))
    with opened(register) as book:
        found = origins_of(book)
        mark = _stamped(book)
    if form == "json":
        write_text(json_text({**mark.facts(), **found}) + "\n", path)
        return
    if form == "html" and path is not None:
        from landrelease.publish.evidencepage import evidence_html  # noqa: PLC0415 - only for the page

        write_text(evidence_html(found, mark), path)
        return
    rows = [
        {
            "event": event["kind"],
            "documents": len(event["documents"]),
            "independent_origins": event["independent_origins"],
            "origins": [one["name"] for one in event["origins"]],
        }
        for event in found["events"]
    ]
    title = counted("{count} document", "{count} documents", len(found["documents"]))
    echo_rows("table", title, rows, ["event", "documents", "independent_origins", "origins"])
    for sentence in mark.sentences:
        click.echo(sentence)


def _stamped(register: "Register") -> "Stamp":
    """Make the stamp of what evidence says: words of documents are for the authority."""
    from landrelease.publish.redaction.stamp import stamp  # noqa: PLC0415 - heavy
    from landrelease.publish.view import meta_of  # noqa: PLC0415

    return stamp("authority", meta_of(register))


@evidence_command.command(
    "propose",
    epilog="Example: landrelease evidence propose province.register -o json",
)
@register_argument
@output_option
def propose_command(*, register: str, output: str) -> None:
    """Propose suspected and confirmed areas and surveys for the evidence items, with reasons; a person decides."""
    from landrelease.desk.proposals import proposals_of  # noqa: PLC0415 - heavy

    form, path = form_of(output, ("table", "json"))
    with opened(register) as book:
        found = {**proposals_of(book), **_stamped(book).facts()}
    for one in found["proposals"]:
        one["command"] = one["command"] and one["command"].replace("REGISTER", register)
    if form == "json":
        write_text(json_text(found) + "\n", path)
        return
    rows = [
        [
            one["about"] or ", ".join(item["id"] for item in one["items"]),
            one["status"] or "",
            one["advice"],
            "\n".join(f"{why['text']} {why['why']}" for why in one["reasons"]),
        ]
        for one in found["proposals"]
    ]
    notes = [f"{one['command']}\n{csv_text([one['row']]).rstrip()}" for one in found["proposals"] if one["command"]]
    title = counted("{count} proposal; a person decides", "{count} proposals; a person decides", len(rows))
    echo_table(title, ["about", "now", "advice", "reasons"], rows, notes)


@evidence_command.command(
    "place",
    epilog="Example: landrelease evidence place province.register Tripoli",
)
@register_argument
@click.argument("name", metavar="NAME")
@output_option
def place_command(*, register: str, name: str, output: str) -> None:
    """Find what the name of a place may mean, in the register and in a gazetteer; a person chooses."""
    from landrelease.desk.origins import places_called  # noqa: PLC0415 - heavy

    form, path = form_of(output, ("table", "json"))
    with opened(register) as book:
        found = places_called(book, name)
    if form == "json":
        write_text(json_text(found) + "\n", path)
        return
    title = counted("{count} place may be meant", "{count} places may be meant", len(found["candidates"]))
    rows = [[shown(one[field]) for field in _CANDIDATE] + [", ".join(one["reasons"])] for one in found["candidates"]]
    notes = [tr("The name is ambiguous; say which place is meant.")] if found["ambiguous"] else []
    echo_table(title, [*_CANDIDATE, "reasons"], rows, notes)


@evidence_command.command(
    "follow",
    epilog="Example: landrelease evidence follow province.register lead-3f2a9c0d1e2f",
)
@register_argument
@click.argument("leads", nargs=-1, metavar="LEAD…")
@output_option
@recorded_option
@dry_run_option
@acting_option
def follow_command(
    *, register: str, leads: tuple[str, ...], output: str, recorded: str | None, dry_run: bool, acting: str
) -> None:
    """Ask for a survey where documents lead, every open lead or those named; the request waits for a decision."""
    from landrelease.desk.origins import follow_up  # noqa: PLC0415 - heavy

    with opened(register, acting, dry_run=dry_run) as book:
        made = follow_up(book, leads, recorded=recorded)
    title = (
        counted("would ask for {count} survey", "would ask for {count} surveys", len(made))
        if dry_run
        else counted("asked for {count} survey", "asked for {count} surveys", len(made))
    )
    rows = [{"lead": lead, "record": record} for lead, record in made.items()]
    echo_rows(output, title, brief(rows, output), ["lead", "record"])
