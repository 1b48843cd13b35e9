"""What lies below the land on the map: a file of vector or raster tiles of this machine, or tiles from elsewhere."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from landrelease.records.text import marked as _
from landrelease.records.text import tr

ADDRESS: Final = "/map/ground.pmtiles"
"""Where browsers read the file."""
_DRAWN: Final = (
    ("earth", "fill", "#f3f4ef", "#232b30", 0.0),
    ("landcover", "fill", "#e6ebdf", "#252f2f", 0.0),
    ("landuse", "fill", "#e9ece3", "#262e31", 0.0),
    ("water", "fill", "#c4d9e6", "#12212c", 0.0),
    ("waterway", "line", "#a9c7da", "#1d3a4d", 1.0),
    ("roads", "line", "#b3aea3", "#4b5459", 1.0),
    ("transportation", "line", "#b3aea3", "#4b5459", 1.0),
    ("boundaries", "line", "#8f9994", "#64707a", 1.0),
    ("boundary", "line", "#8f9994", "#64707a", 1.0),
)
"""Layers of the usual schemas: name, kind, colour on a light and on a dark ground, width of a line."""
_NAMED: Final = ("places", "place")


def base_ground(basemap: str) -> dict[str, Any] | None:
    """
    Describe the base map for the settings of the map.

    Parameters
    ----------
    basemap
        As the machine names it: path of a PMTiles file, or address of online tiles with ``{z}/{x}/{y}``.

    Returns
    -------
    dict or None
        A ground; None where there is no base map.

    Examples
    --------
    >>> base_ground("") is None, base_ground("https://tiles.example/{z}/{x}/{y}.png")["kind"]
    (True, 'raster')
    """
    if not basemap:
        return None
    found = {"id": "base", "label": tr(_("Base map")), "shown": True}
    if "{z}" in basemap:
        return found | {"kind": "raster", "url": basemap}
    names, credit = _described(basemap)
    named = {"attribution": credit} if credit else {}
    return found | {"kind": "pmtiles", "url": ADDRESS, **({"parts": _parts(names)} if names else {}), **named}


def _parts(names: tuple[str, ...]) -> list[dict[str, Any]]:
    drawn = [
        {
            "source_layer": name,
            "kind": kind,
            "colour": light,
            "colour_dark": dark,
            **({"width": width} if width else {}),
        }
        for name, kind, light, dark, width in _DRAWN
        if name in names
    ]
    written = [
        {"source_layer": name, "kind": "symbol", "colour": "#2c3633", "label_field": "name"}
        for name in _NAMED
        if name in names
    ]
    return drawn + written


@lru_cache(maxsize=2)
def _described(path: str) -> tuple[tuple[str, ...], str]:
    """Read which layers a file of vector tiles has, and whom to name; none where its tiles are pictures."""
    from pmtiles.reader import MmapSource, Reader  # noqa: PLC0415 - only where there is such a file

    with Path(path).open("rb") as file:
        told = Reader(MmapSource(file)).metadata()
    return tuple(str(one.get("id", "")) for one in told.get("vector_layers", ())), str(told.get("attribution", ""))


def span_of(header: str, size: int) -> tuple[int, int] | None:
    """
    Read which bytes of a file are asked for.

    Parameters
    ----------
    header
        Value of the header ``Range``.
    size
        Length of the file.

    Returns
    -------
    tuple of int or None
        First byte and the one after the last; None where it is not one span of the file.

    Examples
    --------
    >>> span_of("bytes=0-99", 50), span_of("bytes=10-", 50), span_of("bytes=60-70", 50), span_of("bytes=0-1,4-5", 50)
    ((0, 50), (10, 50), None, None)
    """
    unit, _equals, span = header.partition("=")
    first, _dash, last = span.partition("-")
    if unit != "bytes" or not first.isascii() or not first.isdigit() or (last and not last.isdigit()):
        return None
    begin, end = int(first), min(int(last) + 1 if last else size, size)
    return (begin, end) if begin < end else None


def part_of(path: str, begin: int, end: int) -> bytes:
    """
    Read a span of a file.

    Parameters
    ----------
    path
        The file.
    begin, end
        First byte, and the one after the last.

    Returns
    -------
    bytes
        What stands there.
    """
    with Path(path).open("rb") as file:
        file.seek(begin)
        return file.read(end - begin)
