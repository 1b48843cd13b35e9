"""`landrelease task dossier`, `certificate` and `calendar`: papers of a task, and its days for a calendar."""

import click

from landrelease.cli.doors import form_of, opened, register_argument
from landrelease.records.text import counted


@click.command("dossier", epilog="Example: landrelease task dossier province.register T-118 -o T-118.pdf")
@register_argument
@click.argument("task", metavar="TASK")
@click.option("-o", "--output", metavar="FILE", help="A file ending in pdf, gpkg or gpx. [TASK-dossier.pdf]")
@click.option("--lang", default="en", metavar="L", help="Language of the paper. [en]")
def dossier_command(*, register: str, task: str, output: str | None, lang: str) -> None:
    """Write the dossier of a task, all that a unit must know before it begins: a paper, for QGIS, or for a receiver."""
    form, path = form_of(output or f"{_plain(task)}-dossier.pdf", (), ("pdf", "gpkg", "gpx"))
    if path is None:
        return
    from landrelease.publish.dossier import write_dossier  # noqa: PLC0415 - heavy
    from landrelease.publish.taskgpx import write_task_gpx  # noqa: PLC0415 - heavy
    from landrelease.publish.taskpackage import write_task_package  # noqa: PLC0415 - heavy

    with opened(register) as book:
        if form == "gpkg":
            write_task_package(book, task, path)
        elif form == "gpx":
            write_task_gpx(book, task, path)
        else:
            write_dossier(book, task, path, _spoken(lang)[0])
    click.echo(f"wrote {path}", err=True)


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)


@click.command(
    "certificate", epilog="Example: landrelease task certificate province.register T-118 --kind handover -o T-118.pdf"
)
@register_argument
@click.argument("task", metavar="TASK")
@click.option("--kind", required=True, type=click.Choice(["completion", "handover"]), help="Which paper.")
@click.option("-o", "--output", metavar="FILE", help="A file ending in pdf or json. [TASK-KIND.pdf]")
@click.option("--lang", default="en,fr", metavar="L,L", help="Languages of the paper, side by side. [en,fr]")
def certificate_command(*, register: str, task: str, kind: str, output: str | None, lang: str) -> None:
    """
    Write the completion report or handover certificate of a task, as a paper to sign or as its machine-readable twin.

    Anything that it rests on and that is not accepted makes it a draft, and every page says so.
    """
    _form, path = form_of(output or f"{_plain(task)}-{kind}.pdf", (), ("pdf", "json"))
    if path is None:
        return
    from landrelease.publish.certificate import write_certificate  # noqa: PLC0415 - heavy

    with opened(register) as book:
        made = write_certificate(book, task, kind, path, _spoken(lang))
    for reason in made.content["draft"]:
        click.echo(f"draft: {reason}", err=True)
    click.echo(f"wrote {path}: {made.code}", err=True)


def _spoken(text: str) -> tuple[str, ...]:
    """Read the languages of a paper; one that no catalogue knows would come out in English without a word."""
    from landrelease.publish.paper import paper_languages  # noqa: PLC0415 - heavy

    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [one for one in found if one not in paper_languages()]
    if unknown or not found:
        msg = f"--lang {text}: there are {', '.join(paper_languages())}; give one or several, divided by commas"
        raise click.UsageError(msg)
    return found


@click.command("calendar", epilog="Example: landrelease task calendar province.register -o tasks.ics")
@register_argument
@click.option("-o", "--output", default="ics", metavar="ics|FILE", help="ics for standard output, or a file. [ics]")
def calendar_command(*, register: str, output: str) -> None:
    """Write the days of the programme for calendars: tasks, last days of accreditations, rotations, action points."""
    _form, path = form_of(output, ("ics",))
    from landrelease.desk.agenda import agenda  # noqa: PLC0415 - heavy
    from landrelease.publish.ical import calendar_bytes  # noqa: PLC0415 - heavy
    from landrelease.publish.view import meta_of  # noqa: PLC0415 - heavy
    from landrelease.publish.writing import replacing  # noqa: PLC0415 - heavy

    with opened(register) as book:
        entries = agenda(book)
        made = calendar_bytes(entries, meta_of(book))
    if path is None:
        click.echo(made, nl=False)
        return
    with replacing(path) as partial:
        partial.write_bytes(made)
    click.echo(
        counted("wrote {path}: {count} entry", "wrote {path}: {count} entries", len(entries), path=path), err=True
    )
