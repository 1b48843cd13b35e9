"""`landrelease land`: the map."""

import math
from typing import TYPE_CHECKING, Final

import click

from landrelease.cli.doors import (
    audience_option,
    class_option,
    echo_table,
    form_of,
    known_at_option,
    opened,
    output_option,
    place_of,
    place_options,
    progress_bar,
    register_argument,
    write_text,
)
from landrelease.records.text import counted, tr

if TYPE_CHECKING:
    from pathlib import Path

    from landrelease.desk.register import Register
    from landrelease.publish.columns import Values
    from landrelease.publish.seen import Seen
    from landrelease.publish.style import Style

FILES = ("gpkg", "fgb", "geojson", "json", "csv", "kml", "kmz", "gpx", "pmtiles")
TILES = ".pmtiles"
_NOT_SHOWN: Final = "not shown"
"""Stands for a group of which nothing is drawn."""
_LEFT_OUT: Final = "\N{EN DASH}"
"""Stands for an area that would tell of few records."""


@click.command("land", epilog="Example: landrelease land province.register --as-of 2023-12-31 -o land.gpkg")
@register_argument
@click.option("--as-of", metavar="D", help="The map of this day, inclusive.")
@known_at_option
@class_option
@audience_option("operator")
@place_options
@output_option
def land_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    as_of: str | None,
    known_at: str | None,
    klass: str,
    audience: str,
    area: str | None,
    bbox: str | None,
    output: str,
) -> None:
    """
    Draw the land: each parcel has one status and one history.

    -o takes geojson, csv or json for standard output, or a file ending in gpkg (styled for QGIS), fgb, geojson, json,
    csv, kml, kmz, gpx (tracks and turning points for receivers) or pmtiles (vector tiles that hold every day); without
    it the areas by status are printed. --area takes an administrative area, --bbox west,south,east,north: parcels that
    meet it. Audiences that read no positions get the land made coarser, as the settings of publication say.
    """
    form, path = form_of(output, ("table", "geojson", "csv", "json"), FILES)
    with opened(register) as book:
        if path is not None and path.suffix.lower() == TILES:
            if area is not None or bbox is not None:
                raise click.UsageError(_WHOLE_TILES)
            _write_tiles(book, path, audience, as_of or "", known_at, klass)
            return
        from landrelease.publish.land import seen_text, write_seen  # noqa: PLC0415 - heavy

        seen = _seen(book, audience, as_of or "", known_at or "", klass)
        place = place_of(book, area, bbox)
        if place is not None:
            from landrelease.publish.seen import within  # noqa: PLC0415

            seen = within(seen, place)
        if form == "table":
            _echo_summary(seen)
            return
        if path is None:
            write_text(seen_text(seen, form), None)
            return
        written = write_seen(seen, path)
        click.echo(_wrote(seen, written.features, path), err=True)
        if form == "gpx":
            from landrelease.publish.gpx import gpx_notes  # noqa: PLC0415

            for note in gpx_notes(seen):
                click.echo(note, err=True)


def _wrote(seen: "Seen", count: int, path: "Path") -> str:
    if seen.whole:
        return counted("wrote {path}: {count} parcel", "wrote {path}: {count} parcels", count, path=path)
    return counted("wrote {path}: {count} group of land", "wrote {path}: {count} groups of land", count, path=path)


_WHOLE_TILES: Final = "a file of tiles holds all land; leave --area and --bbox away, or write another format"


def _seen(book: "Register", audience: str, as_of: str, known_at: str, klass: str) -> "Seen":
    from landrelease.publish.seen import land_seen  # noqa: PLC0415 - heavy

    return land_seen(book, audience, as_of=as_of, known_at=known_at, klass=klass)


def _write_tiles(book: "Register", path: "Path", audience: str, as_of: str, known_at: str | None, klass: str) -> None:
    from landrelease.desk.versions import known  # noqa: PLC0415 - heavy
    from landrelease.publish.atlas import Atlas  # noqa: PLC0415
    from landrelease.publish.redaction.audience import reads_exactly  # noqa: PLC0415
    from landrelease.publish.tilearchive import write_coarse_tiles, write_land_tiles  # noqa: PLC0415
    from landrelease.publish.view import meta_of  # noqa: PLC0415

    with progress_bar(tr("drawing tiles")) as tell:
        if reads_exactly(audience):
            meta = meta_of(book, as_of=as_of, known_at=known_at or "", audience=audience)
            atlas = Atlas(known(book.store, book.known_at(known_at)))
            count = write_land_tiles(atlas, path, meta=meta, klass=klass, progress=tell)
        else:
            seen = _seen(book, audience, as_of, known_at or "", klass)
            plane = book.frame().plane
            count = write_coarse_tiles(seen, plane, path, progress=tell) if plane else 0
    click.echo(counted("wrote {path}: {count} tile", "wrote {path}: {count} tiles", count, path=path), err=True)


def _echo_summary(seen: "Seen") -> None:
    status, area = seen.table.values["status"], seen.table.values["area_m2"]
    rows = []
    for style in sorted(seen.styles, key=_place):
        mine = area[status == style.code]
        cells = (f"{len(mine):,}", _amount(mine)) if seen.whole else (_amount(mine) if len(mine) else _NOT_SHOWN,)
        rows.append([style.code, *cells])
    echo_table("", ("status", "parcels", "area_m2") if seen.whole else ("status", "area_m2"), rows)


def _amount(area: "Values") -> str:
    """Add areas up; where one is left out, there is no sum."""
    total = float(area.sum())
    return _LEFT_OUT if math.isnan(total) else f"{total:,.2f}"


def _place(style: "Style") -> int:
    from landrelease.records.codes import STATUSES  # noqa: PLC0415

    return STATUSES.index(style.code) if style.code in STATUSES else 0
