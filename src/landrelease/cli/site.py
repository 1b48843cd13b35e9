"""`landrelease site`: the public site as a folder."""

from pathlib import Path

import click

from landrelease.cli.doors import opened, register_argument, spoken
from landrelease.records.text import counted


@click.command("site", epilog="Example: landrelease site province.register public --language fr,ar")
@register_argument
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--language", metavar="L,L", help="Languages of the pages, the first for those who choose none. [all]")
@click.option(
    "--before", metavar="FOLDER", type=click.Path(path_type=Path), help="The edition before, where it lies elsewhere."
)
def site_command(*, register: str, folder: Path, language: str | None, before: Path | None) -> None:
    """
    Write the public site: pages, map, figures, changes and files for a web server, a folder or a stick.

    It holds what the settings of publication let the public see, and nothing is written until the programme publishes.
    Written again into the same folder, it says what changed since, and keeps back what it kept back before; --before
    names the folder of an edition that lies elsewhere.
    """
    from landrelease.publish.site import write_site  # noqa: PLC0415 - heavy
    from landrelease.records.text import languages  # noqa: PLC0415 - reads catalogues

    chosen = spoken(language) if language is not None else tuple(sorted(languages(), key=lambda code: code != "en"))
    with opened(register) as book:
        count = write_site(book, folder.resolve(), languages=chosen, before=before)
    click.echo(counted("wrote {folder}: {count} file", "wrote {folder}: {count} files", count, folder=folder), err=True)
