"""Land as KML and KMZ, for globes and telephones: a folder for each status, in its colours.

KML knows no hatches. What hatches say elsewhere stands here in the width of the outline: that of open land is broad.
"""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from landrelease.publish.columns import Values
from landrelease.publish.markup import Markup, element
from landrelease.publish.meta import Meta, facts, notices
from landrelease.publish.style import Style
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.publish.seen import Seen

SPACE: Final = "http://www.opengis.net/kml/2.2"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DOCUMENT: Final = "doc.kml"
_DIGITS: Final = 9
_ALPHA: Final = "b3"
_BROAD, _NARROW = 3, 1
_NUMBERS: Final = frozenset({"area_m2", "depth_m", "rounded_to_m2"})
_SHORT: Final = 12
_CALLED: Final = {"id": "parcel"}
"""Columns that readers of KML would take for something of their own."""


def write_kml(seen: "Seen", path: Path) -> None:
    """
    Write land as KML 2.2.

    Parameters
    ----------
    seen
        The land, with its view and its look.
    path
        The file.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_document(seen))


def write_kmz(seen: "Seen", path: Path) -> None:
    """
    Write land as KMZ: the same, in one compressed file.

    Parameters
    ----------
    seen
        The land, with its view and its look.
    path
        The file; no clock is in it.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        inner = zipfile.ZipInfo(_DOCUMENT)
        inner.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(inner, "w") as file:
            file.writelines(piece.encode() for piece in _document(seen))


def _document(seen: "Seen") -> Iterator[str]:
    """Give the document piece by piece: a whole country never stands in memory as text."""
    said = notices(seen.meta)
    yield f'{_HEAD}<kml xmlns="{SPACE}"><Document>'
    yield element("name", _title(seen.meta)) + element("open", "1")
    yield element("Snippet", said[0], maxLines=2) + element("description", "\n".join(said))
    yield from (_style(style) for style in seen.styles)
    yield element("ExtendedData", (_datum(name, value) for name, value in facts(seen.meta, seen.klass).items()))
    yield _schema(seen)
    for style in seen.styles:
        mine = np.flatnonzero(seen.table.values["status"] == style.code)
        if len(mine):
            yield f"\n<Folder>{element('name', tr(style.label))}"
            yield from _placemarks(seen, style, mine)
            yield "</Folder>"
    yield "\n</Document></kml>\n"


def _title(meta: Meta) -> str:
    return " · ".join(part for part in (tr("Land"), meta.name or meta.programme, meta.as_of) if part)


def _style(style: Style) -> Markup:
    width = _BROAD if style.angles else _NARROW
    line = element("LineStyle", element("color", _colour(style.line, "ff")), element("width", str(width)))
    fill = element("PolyStyle", element("color", _colour(style.fill, _ALPHA)))
    return element("Style", line, fill, id=style.code)


def _colour(code: str, alpha: str) -> str:
    """Turn ``#rrggbb`` round: KML counts blue before red."""
    return f"{alpha}{code[5:7]}{code[3:5]}{code[1:3]}"


def _schema(seen: "Seen") -> Markup:
    fields = (
        element("SimpleField", element("displayName", tr(one.alias)), name=_called(one.name), type=_type(one.name))
        for one in seen.columns
    )
    return element("Schema", fields, name="land", id="land")


def _type(name: str) -> str:
    return "double" if name in _NUMBERS else "string"


def _called(name: str) -> str:
    return _CALLED.get(name, name)


def _datum(name: str, value: str) -> Markup:
    return element("Data", element("value", value), name=name)


def _placemarks(seen: "Seen", style: Style, rows: Values) -> Iterator[str]:
    label, names = tr(style.label), list(seen.table.values)
    columns = [values[rows].tolist() for values in seen.table.values.values()]
    for shape, row in zip(seen.table.geometry[rows], zip(*columns, strict=True), strict=True):
        told = dict(zip(names, row, strict=True))
        name = f"{label} · {told['id'][:_SHORT]}" if "id" in told else label
        data = (element("SimpleData", str(value), name=_called(one)) for one, value in told.items() if _stated(value))
        yield "\n" + element(
            "Placemark", element("name", name), element("styleUrl", f"#{style.code}"),
            element("ExtendedData", element("SchemaData", data, schemaUrl="#land")), _geometry(shape),
        )  # fmt: skip


def _stated(value: object) -> bool:
    return value is not None and value == value  # noqa: PLR0124 - no number


def _geometry(shape: shapely.Geometry) -> Markup:
    parts = [_polygon(part) for part in shapely.get_parts(shape)]
    return parts[0] if len(parts) == 1 else element("MultiGeometry", parts)


def _polygon(part: shapely.Polygon) -> Markup:
    inner = (element("innerBoundaryIs", _ring(ring)) for ring in part.interiors)
    return element("Polygon", element("tessellate", "1"), element("outerBoundaryIs", _ring(part.exterior)), inner)


def _ring(ring: shapely.LinearRing) -> Markup:
    lonlat: Sequence[tuple[float, float]] = shapely.get_coordinates(ring).tolist()
    said = " ".join(f"{lon:.{_DIGITS}f},{lat:.{_DIGITS}f}" for lon, lat in lonlat)
    return element("LinearRing", element("coordinates", said))
