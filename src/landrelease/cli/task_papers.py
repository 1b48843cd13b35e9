"""`landrelease task dossier`, `certificate` and `calendar`: papers of a task, and its days for a calendar."""

import click

from landrelease.cli.doors import form_of, opened, register_argument


@click.command("dossier", epilog="Example: landrelease task dossier province.register T-118 -o T-118.pdf")
@register_argument
@click.argument("task", metavar="TASK")
@click.option("-o", "--output", metavar="FILE", help="A file ending in pdf or gpkg. [TASK-dossier.pdf]")
@click.option("--lang", default="en", metavar="L", help="Language of the paper. [en]")
def dossier_command(*, register: str, task: str, output: str | None, lang: str) -> None:
    """Write the dossier of a task: everything that a unit must know before it begins, as a paper or for QGIS."""
    form, path = form_of(output or f"{_plain(task)}-dossier.pdf", (), ("pdf", "gpkg"))
    if path is None:
        return
    from landrelease.publish.dossier import write_dossier  # noqa: PLC0415 - heavy
    from landrelease.publish.taskpackage import write_task_package  # noqa: PLC0415 - heavy

    with opened(register) as book:
        if form == "gpkg":
            write_task_package(book, task, path)
        else:
            write_dossier(book, task, path, lang)
    click.echo(f"wrote {path}", err=True)


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)
