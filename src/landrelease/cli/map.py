"""`landrelease map`: the land on paper."""

from typing import TYPE_CHECKING, Final, cast

import click

from landrelease.cli.doors import (
    audience_option,
    class_option,
    form_of,
    known_at_option,
    opened,
    place_of,
    place_options,
    refuse_target,
    register_argument,
    spoken,
)

if TYPE_CHECKING:
    from pathlib import Path

    from landrelease.publish.printmap import Form

PAPERS = ("A4", "A3", "A2", "A1", "A0")
_SCALES: Final = click.IntRange(500, 50_000_000)
_LARGE: Final = frozenset({"A1", "A0"})


@click.command("map", epilog="Example: landrelease map province.register -o province.pdf --paper A2 --language fr")
@register_argument
@click.option("-o", "--output", required=True, metavar="FILE", help="A file ending in pdf, png or svg.")
@click.option("--scale", type=_SCALES, metavar="N", help="1 : N; without it the largest at which everything fits.")
@place_options
@click.option("--paper", default="A3", type=click.Choice(PAPERS, case_sensitive=False), help="Size of the sheet. [A3]")
@click.option("--orientation", default="landscape", type=click.Choice(("landscape", "portrait")), help="[landscape]")
@click.option("--language", default="en", metavar="L,L", help="Languages of the sheet, the first rules. [en]")
@click.option("--as-of", metavar="D", help="The map of this day, inclusive.")
@known_at_option
@class_option
@audience_option("operator")
@click.option("--dpi", type=click.IntRange(36, 600), help="Points an inch of a png. [300; 150 on A1 and A0]")
def map_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    output: str,
    scale: int | None,
    area: str | None,
    bbox: str | None,
    paper: str,
    orientation: str,
    language: str,
    as_of: str | None,
    known_at: str | None,
    klass: str,
    audience: str,
    dpi: int | None,
) -> None:
    """
    Draw a map for paper: the land in UTM at a round scale, with legend, grid, scale bar, north, and for whom it is.

    Audiences that read no positions get the land made coarser, as the settings of publication say.
    """
    form, path = form_of(output, (), ("pdf", "png", "svg"))
    tongues = spoken(language)
    from landrelease.publish.groundwork import ground_of  # noqa: PLC0415 - heavy
    from landrelease.publish.printmap import PrintMap, cut_off, set_map  # noqa: PLC0415
    from landrelease.publish.seen import land_seen  # noqa: PLC0415

    with opened(register) as book:
        made = PrintMap(
            land_seen(book, audience, as_of=as_of or "", known_at=known_at or "", klass=klass),
            area or "",
            tongues,
            paper,
            scale or 0,
            place_of(book, area, bbox),
            ground_of(book, audience),
            orientation == "portrait",
        )
    if cut_off(made):
        click.echo(f"at 1:{scale} a part lies outside the sheet; choose a smaller scale or a larger paper", err=True)
    sheet = set_map(made, cast("Form", form), dpi=dpi or (150 if paper in _LARGE else 300))
    if path is not None:
        _write(path, sheet)


def _write(path: "Path", sheet: bytes) -> None:
    from landrelease.publish.writing import replacing  # noqa: PLC0415 - heavy

    refuse_target(path)
    with replacing(path) as partial:
        partial.write_bytes(sheet)
    click.echo(f"wrote {path}", err=True)
