"""Every GIS format gives the same rows; damaged ones are refused, not read in part."""

import shutil
import warnings
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely

from landrelease.intake.fault import IntakeError
from landrelease.intake.source import read

SQUARES = [shapely.box(x, 44, x + 0.125, 44.125) for x in (18.0, 18.25)]
IDS = ["H-1", "Goražde"]
AREAS = [8_900.5, 12.0]
DRIVERS = {
    "a.gpkg": "GPKG",
    "a.geojson": "GeoJSON",
    "a.geojsonl": "GeoJSONSeq",
    "a.shp": "ESRI Shapefile",
    "a.kml": "LIBKML",
    "a.fgb": "FlatGeobuf",
    "a.gdb": "OpenFileGDB",
}


def write(path, layer=None, crs="EPSG:4326", geoms=SQUARES, driver=None, **options):
    """Write two rows with pyogrio; a layer of a name is added to what is there."""
    fields = {"id": np.array(IDS, dtype=object), "stated_m2": np.array(AREAS), "n": np.array([1, 2])}
    fields["date"] = np.array(["2024-05-17", "NaT"], dtype="datetime64[D]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.raw.write(
            str(path), shapely.to_wkb(np.array(geoms, dtype=object)), list(fields.values()), list(fields),
            geometry_type="Unknown" if path.suffix not in {".shp", ".gdb"} else "MultiPolygon",
            driver=driver or DRIVERS[path.name], layer=layer, crs=crs, **options,
        )  # fmt: skip
    return path


def zipped(path, *members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for member in members:
            for part in sorted(member.rglob("*")) if member.is_dir() else [member]:
                file.write(part, part.relative_to(path.parent))
    return path


def refused(path, **asked):
    with pytest.raises(IntakeError) as caught:
        read(path, **asked)
    return caught.value


def rows_of(table):
    """Values that every format can hold."""
    names = {name.casefold(): name for name in table.columns}
    cells = [list(table.columns[names[name]]) for name in ("id", "stated_m2")]
    boxes = [tuple(round(side, 6) for side in one.bounds) for one in table.geometry]
    return sorted(zip(*cells, boxes, strict=True))


EXPECTED = sorted(zip(IDS, AREAS, [one.bounds for one in SQUARES], strict=True))


@pytest.mark.parametrize("name", DRIVERS)
def test_every_format_gives_the_same_rows(tmp_path, name):
    table = read(write(tmp_path / name))
    assert rows_of(table) == EXPECTED
    assert (table.crs, table.name, list(table.rows)) == ("EPSG:4326", name, [1, 2])
    assert len(table.sha256) == 64


def test_a_geopackage_is_left_as_it_was(tmp_path):
    path = write(tmp_path / "a.gpkg")
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
    assert [part.name for part in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_declared_reference_system_is_taken_from_the_file(tmp_path):
    moved = [shapely.box(155_000, 463_000, 155_100, 463_100)] * 2
    assert read(write(tmp_path / "a.gpkg", crs="EPSG:28992", geoms=moved)).crs == "EPSG:28992"


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.shp", "a.gdb"])
def test_a_file_without_reference_system_is_refused_with_candidates(tmp_path, name):
    path = write(tmp_path / name, crs=None, geoms=[shapely.box(121_000, 486_000, 123_000, 490_000)] * 2)
    fault = refused(path, country="NLD")
    assert fault.code == "crs-undeclared"
    assert "EPSG:28992" in str(fault)
    assert read(path, crs="EPSG:28992").crs == "EPSG:28992"


@pytest.mark.parametrize("number", [-1, 0])
def test_a_geopackage_whose_system_is_undefined_declares_none(tmp_path, number):
    path = write(tmp_path / "a.gpkg")
    with path.open("r+b"):
        pass
    import apsw  # noqa: PLC0415 - only this test changes a file

    connection = apsw.Connection(str(path))
    connection.execute("update gpkg_geometry_columns set srs_id = ?", (number,))
    connection.execute("update gpkg_contents set srs_id = ?", (number,))
    connection.close()
    assert refused(path).code == "crs-undeclared"


def test_a_zipped_shapefile_is_read_where_it_lies(tmp_path):
    write(tmp_path / "a.shp")
    path = zipped(tmp_path / "a.zip", *sorted(tmp_path.glob("a.*")))
    assert rows_of(read(path)) == EXPECTED


def test_a_zipped_shapefile_in_a_folder_and_a_zipped_geodatabase_are_read(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.shp")
    assert rows_of(read(zipped(tmp_path / "b.zip", folder))) == EXPECTED
    write(tmp_path / "a.gdb")
    assert rows_of(read(zipped(tmp_path / "a.gdb.zip", tmp_path / "a.gdb"))) == EXPECTED


def test_a_kmz_is_read_with_its_schema(tmp_path):
    write(tmp_path / "doc.kml", driver="LIBKML")
    assert rows_of(read(zipped(tmp_path / "a.kmz", tmp_path / "doc.kml"))) == EXPECTED


def test_a_shapefile_without_stated_encoding_is_read_as_utf_8_where_it_is(tmp_path):
    path = write(tmp_path / "a.shp", ENCODING="UTF-8")
    (tmp_path / "a.cpg").unlink()
    assert list(read(path).columns["id"]) == IDS
    parts = [part for part in sorted(tmp_path.glob("a.*")) if part.suffix != ".cpg"]
    assert list(read(zipped(tmp_path / "b.zip", *parts)).columns["id"]) == IDS


@pytest.mark.parametrize("name", ["a.gpkg", "a.gdb"])
def test_of_several_layers_one_must_be_named(tmp_path, name):
    path = write(tmp_path / name, layer="hazards")
    write(path, layer="works", append=name == "a.gdb")
    fault = refused(path)
    assert (fault.code, fault.params["layers"]) == ("layer-unnamed", "hazards, works")
    assert read(path, layer="works").layer == "works"
    fault = refused(path, layer="roads")
    assert (fault.code, fault.params["layer"]) == ("layer-missing", "roads")


def test_of_several_shapefiles_in_one_zip_one_must_be_named(tmp_path):
    write(tmp_path / "a.shp")
    for part in list(tmp_path.glob("a.*")):
        shutil.copy(part, tmp_path / f"b{part.suffix}")
    path = zipped(tmp_path / "both.zip", *sorted(tmp_path.glob("?.*")))
    assert refused(path).params["layers"] == "a, b"
    assert read(path, layer="b").layer == "b"


def test_styles_in_a_geopackage_are_no_layer_to_choose(tmp_path):
    path = write(tmp_path / "a.gpkg", layer="land")
    pyogrio.raw.write(
        str(path), None, [np.array(["x"], dtype=object)], ["styleName"], geometry_type=None,
        driver="GPKG", layer="layer_styles", append=False, crs=None,
    )  # fmt: skip
    assert read(path).layer == "land"


def test_a_table_without_geometry_inside_a_geopackage_is_read_like_a_sheet(tmp_path):
    path = tmp_path / "a.gpkg"
    fields = [np.array(["H-1"], dtype=object), np.array([18.5]), np.array([44.25])]
    pyogrio.raw.write(str(path), None, fields, ["id", "lon", "lat"], geometry_type=None, driver="GPKG", crs=None)
    table = read(path)
    assert (table.geometry[0].wkt, table.crs, list(table.columns)) == ("POINT (18.5 44.25)", "EPSG:4326", ["id"])


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.kml", "a.fgb"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_breaks_off_is_refused(tmp_path, name, share):
    path = write(tmp_path / name, geoms=[one.segmentize(0.001) for one in SQUARES])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path).code in {"file-truncated", "file-unreadable"}


@pytest.mark.parametrize("part", [".dbf", ".shx"])
def test_a_shapefile_of_which_a_part_breaks_off_or_is_missing_is_refused(tmp_path, part):
    path = write(tmp_path / "a.shp")
    whole = (tmp_path / f"a{part}").read_bytes()
    (tmp_path / f"a{part}").write_bytes(whole[:-20])
    assert refused(path).code == "file-truncated"
    (tmp_path / f"a{part}").write_bytes(b"")
    assert refused(path).code == "file-truncated"
    (tmp_path / f"a{part}").unlink()
    fault = refused(path)
    assert (fault.code, fault.params["parts"]) == ("file-incomplete", part)


def test_a_layer_without_rows_is_refused(tmp_path):
    path = tmp_path / "a.gpkg"
    pyogrio.raw.write(
        str(path), np.array([], dtype=object), [np.array([], dtype=object)], ["id"],
        geometry_type="Polygon", driver="GPKG", crs="EPSG:4326",
    )  # fmt: skip
    assert refused(path).code == "file-empty"


def test_a_coordinate_that_is_no_number_is_refused_with_its_row(tmp_path):
    broken = shapely.points([[18.0, 44.0], [np.nan, 44.0]])
    fault = refused(write(tmp_path / "a.gpkg", geoms=list(broken)))
    assert (fault.code, fault.params["place"]) == ("not-finite", "row 2")


def test_what_the_reader_warns_of_is_reported_without_a_folder(tmp_path):
    path = write(tmp_path / "a.kml")
    path.write_text(path.read_text().replace("18,44.125,0", "18,44.125,zero"))
    assert str(tmp_path) not in " ".join(str(note.params) for note in read(path).notes)
