"""`landrelease land`: the map."""

import click

from landrelease.cli.doors import (
    class_option,
    echo_table,
    form_of,
    known_at_option,
    opened,
    output_option,
    register_argument,
    write_text,
)
from landrelease.records.text import counted

FILES = ("gpkg", "fgb", "geojson", "json", "csv")


@click.command("land", epilog="Example: landrelease land province.register --as-of 2023-12-31 -o land.gpkg")
@register_argument
@click.option("--as-of", metavar="D", help="The map of this day, inclusive.")
@known_at_option
@class_option
@output_option
def land_command(*, register: str, as_of: str | None, known_at: str | None, klass: str, output: str) -> None:
    """
    Draw the land: each parcel has one status and one history.

    -o takes geojson, csv or json for standard output, or a file ending in gpkg (styled for QGIS), fgb, geojson, json or
    csv; without it the areas by status are printed.
    """
    form, path = form_of(output, ("table", "geojson", "csv", "json"), FILES)
    with opened(register) as book:
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


def _echo_summary(parcels: "object") -> None:
    from landrelease.records.codes import STATUSES  # noqa: PLC0415

    status, area = parcels.status, parcels.area_m2  # type: ignore[attr-defined]
    rows = []
    for name in STATUSES[1:]:
        mine = area[status == name]
        rows.append([name, f"{len(mine):,}", f"{mine.sum():,.2f}"])
    echo_table("", ("status", "parcels", "area_m2"), rows)
