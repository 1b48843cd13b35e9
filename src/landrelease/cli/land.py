"""`landrelease land`: the map."""

from typing import TYPE_CHECKING

import click

from landrelease.cli.doors import (
    class_option,
    echo_table,
    form_of,
    known_at_option,
    opened,
    output_option,
    progress_bar,
    register_argument,
    write_text,
)
from landrelease.records.text import counted, tr

if TYPE_CHECKING:
    from pathlib import Path

    from landrelease.desk.register import Register

FILES = ("gpkg", "fgb", "geojson", "json", "csv", "pmtiles")
TILES = ".pmtiles"


@click.command("land", epilog="Example: landrelease land province.register --as-of 2023-12-31 -o land.gpkg")
@register_argument
@click.option("--as-of", metavar="D", help="The map of this day, inclusive.")
@known_at_option
@class_option
@output_option
def land_command(*, register: str, as_of: str | None, known_at: str | None, klass: str, output: str) -> None:
    """
    Draw the land: each parcel has one status and one history.

    -o takes geojson, csv or json for standard output, or a file ending in gpkg (styled for QGIS), fgb, geojson, json,
    csv or pmtiles (vector tiles that hold every day); without it the areas by status are printed.
    """
    form, path = form_of(output, ("table", "geojson", "csv", "json"), FILES)
    with opened(register) as book:
        if path is not None and path.suffix.lower() == TILES:
            _write_tiles(book, path, as_of or "", known_at, klass)
            return
        parcels = book.land(as_of=as_of, known_at=known_at, klass=klass)
        if form == "table":
            _echo_summary(parcels)
            return
        from landrelease.publish.land import land_text, write_land  # noqa: PLC0415
        from landrelease.publish.view import meta_of  # noqa: PLC0415 - heavy

        meta = meta_of(book, as_of=as_of or "", known_at=known_at or "")
        if path is None:
            write_text(land_text(parcels, form, meta=meta), None)
            return
        written = write_land(parcels, path, meta=meta)
        click.echo(
            counted("wrote {path}: {count} parcel", "wrote {path}: {count} parcels", len(parcels.id), path=path),
            err=True,
        )
        for note in getattr(written, "notes", ()):
            click.echo(note, err=True)


def _write_tiles(book: "Register", path: "Path", as_of: str, known_at: str | None, klass: str) -> None:
    from landrelease.desk.versions import known  # noqa: PLC0415 - heavy
    from landrelease.publish.atlas import Atlas  # noqa: PLC0415
    from landrelease.publish.tilearchive import write_land_tiles  # noqa: PLC0415
    from landrelease.publish.view import meta_of  # noqa: PLC0415

    meta = meta_of(book, as_of=as_of, known_at=known_at or "")
    with progress_bar(tr("drawing tiles")) as tell:
        count = write_land_tiles(
            Atlas(known(book.store, book.known_at(known_at))), path, meta=meta, klass=klass, progress=tell
        )
    click.echo(counted("wrote {path}: {count} tile", "wrote {path}: {count} tiles", count, path=path), err=True)


def _echo_summary(parcels: "object") -> None:
    from landrelease.records.codes import STATUSES  # noqa: PLC0415

    status, area = parcels.status, parcels.area_m2  # type: ignore[attr-defined]
    rows = []
    for name in STATUSES[1:]:
        mine = area[status == name]
        rows.append([name, f"{len(mine):,}", f"{mine.sum():,.2f}"])
    echo_table("", ("status", "parcels", "area_m2"), rows)
