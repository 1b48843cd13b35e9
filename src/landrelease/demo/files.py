"""The incoming folder: what the partners would send, each in the format of its own office, on purpose not the same one.

Text formats are written here, so that one seed gives the same bytes; GeoPackage and Shapefile go through GDAL with its
clock held still.
"""

import csv
import datetime as dt
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import pyogrio
import shapely
import xlsxwriter
from shapely.geometry.base import BaseGeometry

from landrelease.demo import cast
from landrelease.demo.mistakes import MISTAKES, NO_CRS
from landrelease.demo.row import Cell, Row, Sheet, as_sent
from landrelease.demo.story import Story

PUBLICATION: Final = "publication.csv"
"""Settings by which the programme publishes; they go into a copy, so that the example itself stays closed."""
_PUBLISHED: Final = MappingProxyType({
    "public.published": "true",
    "public.layers": "land-open;land-released;figures;accidents;places",
    "public.hotline": f"+000 000 000 ({cast.LABEL})",
})  # fmt: skip
FOLDER: Final = "incoming"
_NUMBERS: Final = frozenset(
    {"depth_m", "required_depth_m", "stated_m2", "quantity", "killed", "injured", "population", "level"}
)
_CLOCK: Final = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
_Shapes = list[BaseGeometry | None]


def write(story: Story, folder: Path) -> list[Path]:
    """
    Write all files of the incoming folder, and a README that says what each one is.

    Parameters
    ----------
    story
        What was told.
    folder
        Where; made where it is missing.

    Returns
    -------
    list of Path
        The files written, the README last.
    """
    written = []
    for sheet, group in groupby(_all_rows(story), key=lambda row: row.sheet):
        rows = list(group)
        path = folder / sheet.path
        path.parent.mkdir(parents=True, exist_ok=True)
        _WRITERS[path.suffix](path, rows, as_sent(rows))
        written.append(path)
    readme = folder / "README.txt"
    readme.write_text(_readme(story), encoding="utf-8", newline="\n")
    return [*written, readme]


def write_publication(folder: Path) -> Path:
    """
    Write the settings by which the programme of the example publishes.

    Parameters
    ----------
    folder
        Where; it must exist.

    Returns
    -------
    Path
        A table of settings in the plain form, `PUBLICATION`.
    """
    path = folder / PUBLICATION
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["record", "id", "date", "key", "value", "from", "remarks"])
        for number, (key, value) in enumerate(_PUBLISHED.items(), start=1):
            day = "2025-01-01"
            writer.writerow(["setting", f"SYN-PUB-{number}", day, key, value, day, cast.LABEL])
    return path


def _all_rows(story: Story) -> list[Row]:
    """List the rows of the six years and of the season, those of one file together."""
    return [*story.rows, *sorted(story.season, key=lambda row: row.sheet.path)]


def _columns(rows: list[Row], without: tuple[str, ...] = ()) -> list[str]:
    used = dict.fromkeys(name for row in rows for name in row.values)
    return ["record", *(name for name in used if name not in without)]


def _cell(row: Row, name: str) -> Cell | None:
    return row.record if name == "record" else row.values.get(name)


def _csv(path: Path, rows: list[Row], shapes: _Shapes) -> None:
    columns = _columns(rows)
    place = () if rows[0].shape is None else ("lon", "lat") if rows[0].sheet.crs == cast.WGS84 else ("wkt",)
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow([*columns, *place])
    for row, shape in zip(rows, shapes, strict=True):
        sheet.writerow([*(_cell(row, name) for name in columns), *_place(shape, len(place))])
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def _place(shape: BaseGeometry | None, cells: int) -> tuple[Cell | None, ...]:
    if shape is None:
        return (None,) * cells
    return (shape.x, shape.y) if cells > 1 else (shapely.to_wkt(shape, rounding_precision=2),)


def _geojson(path: Path, rows: list[Row], shapes: _Shapes) -> None:
    features = (
        json.dumps(
            {
                "type": "Feature",
                "properties": {"record": row.record, **row.values},
                "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
            },
            ensure_ascii=False,
        )
        for row, shape in zip(rows, shapes, strict=True)
    )
    head = f'{{"type": "FeatureCollection", "name": "{path.stem} {cast.LABEL}", "features": [\n'
    path.write_text(head + ",\n".join(features) + "\n]}\n", encoding="utf-8", newline="\n")


def _kml(path: Path, rows: list[Row], shapes: _Shapes) -> None:
    columns = _columns(rows, without=("id", "name"))
    fields = "".join(
        f'<SimpleField name="{name}" type="{"double" if name in _NUMBERS else "string"}"/>' for name in columns
    )
    marks = "\n".join(_placemark(row, shape, columns) for row, shape in zip(rows, shapes, strict=True))
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f'<name>{cast.LABEL} sketches</name>\n<Schema name="plain" id="plain">{fields}</Schema>\n'
        f"<Folder><name>{path.stem}</name>\n{marks}\n</Folder></Document></kml>\n",
        encoding="utf-8",
        newline="\n",
    )


def _placemark(row: Row, shape: BaseGeometry | None, columns: list[str]) -> str:
    told = ((name, _cell(row, name)) for name in columns)
    data = "".join(
        f'<SimpleData name="{name}">{escape(str(cell))}</SimpleData>' for name, cell in told if cell is not None
    )
    rings = "".join(
        f"<{side}BoundaryIs><LinearRing><coordinates>{_coordinates(ring)}</coordinates></LinearRing></{side}BoundaryIs>"
        for side, ring in _rings(shape)
    )
    return (
        f"<Placemark id={quoteattr(row.id)}><name>{escape(str(row.values.get('name', '')))}</name>"
        f'<ExtendedData><SchemaData schemaUrl="#plain">{data}</SchemaData></ExtendedData>'
        f"<Polygon>{rings}</Polygon></Placemark>"
    )


def _rings(shape: BaseGeometry | None) -> Iterator[tuple[str, BaseGeometry]]:
    if isinstance(shape, shapely.Polygon):
        yield "outer", shape.exterior
        yield from (("inner", ring) for ring in shape.interiors)


def _coordinates(ring: BaseGeometry) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in shapely.get_coordinates(ring).tolist())


def _gpkg(path: Path, rows: list[Row], shapes: _Shapes) -> None:
    _through_gdal(path, rows, shapes, "GPKG", _columns(rows), geometry_type="Unknown", SPATIAL_INDEX="NO")


def _zip(path: Path, rows: list[Row], shapes: _Shapes) -> None:
    columns = _columns(rows, without=("organisation",))
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / f"{path.stem}.shp"
        date = f"{_CLOCK:%Y-%m-%d}"
        _through_gdal(
            inner, rows, shapes, "ESRI Shapefile", columns, geometry_type="Polygon", DBF_DATE_LAST_UPDATE=date
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
            for part in sorted(Path(folder).iterdir()):
                if rows[0].sheet != NO_CRS or part.suffix != ".prj":
                    box.writestr(zipfile.ZipInfo(part.name, _CLOCK.timetuple()[:6]), part.read_bytes())


def _through_gdal(
    path: Path, rows: list[Row], shapes: _Shapes, driver: str, columns: list[str], **options: str
) -> None:
    path.unlink(missing_ok=True)
    with _still_clock():
        pyogrio.raw.write(
            path,
            np.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], dtype=object),
            [_array(rows, name) for name in columns],
            np.array(columns, dtype=object),
            crs=rows[0].sheet.crs,
            driver=driver,
            layer=path.stem,
            encoding="UTF-8",
            **options,
        )


def _array(rows: list[Row], name: str) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
    if name in _NUMBERS:
        return np.array([np.nan if (cell := _cell(row, name)) is None else float(cell) for row in rows])
    return np.array([None if (cell := _cell(row, name)) is None else str(cell) for row in rows], dtype=object)


@contextmanager
def _still_clock() -> Iterator[None]:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{_CLOCK:%Y-%m-%dT%H:%M:%S.000Z}"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _xlsx(path: Path, rows: list[Row], shapes: _Shapes) -> None:
    columns = _columns(rows)
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": f"{cast.LABEL} ordnance", "created": _CLOCK.replace(tzinfo=None)})
        sheet = book.add_worksheet(f"ordnance {cast.LABEL}")
        sheet.write_row(0, 0, [*columns, "lon", "lat"], book.add_format({"bold": True}))
        for line, (row, shape) in enumerate(zip(rows, shapes, strict=True), start=1):
            sheet.write_row(line, 0, [*(_cell(row, name) for name in columns), *_place(shape, 2)])


_WRITERS: Final[MappingProxyType[str, Callable[[Path, list[Row], _Shapes], None]]] = MappingProxyType(
    {".csv": _csv, ".geojson": _geojson, ".gpkg": _gpkg, ".kml": _kml, ".xlsx": _xlsx, ".zip": _zip}
)
_GROUPS: Final = MappingProxyType(
    {
        "reference": "who and where",
        "tables": "WKT in UTM zone 26N, as the covering letter says: import with --crs EPSG:32626",
        "declared": "names its own reference system",
        "shapes": "zipped Shapefile without an organisation column: import with --organisation",
        "points": "longitude and latitude: import with --crs EPSG:4326",
        "joint": "the joint season: WKT in UTM zone 26N where rows have a place",
    }
)


def _readme(story: Story) -> str:
    sheets = [(sheet, len(list(rows))) for sheet, rows in groupby(_all_rows(story), key=lambda row: row.sheet)]
    lines = [f"{sheet.path:<48}{count:>5} rows  {_note(sheet)}" for sheet, count in sheets]
    wrong = [f"{name:<26}{MISTAKES[name]}\n{'':<26}rows: {', '.join(ids)}" for name, ids in story.mistakes.items()]
    return "\n".join(
        [
            f"{cast.LABEL}: nothing here is real.  The province is invented; it lies in the open Atlantic near",
            f"longitude {cast.CENTRE[0]}, latitude {cast.CENTRE[1]}: no land there.  Seed {story.province.seed}.",
            "",
            "What the partners sent",
            "",
            *lines,
            "",
            "Mistakes made on purpose",
            "",
            *wrong,
            "",
        ]
    )


def _note(sheet: Sheet) -> str:
    if sheet == NO_CRS:
        return "zipped Shapefile whose .prj got lost: refused until --crs EPSG:32626 is given"
    return _GROUPS[sheet.group]
