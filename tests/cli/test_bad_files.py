"""Files that are not what they seem, through the command line: each a clear error, and nothing applied."""

import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
import xlsxwriter

WGS84 = ("--crs", "EPSG:4326")
MEGABYTE = 1_000_000
ROW = {"record": "hazard", "status": "suspected", "date": "2024", "id": "H-1"}


def feature(coordinates, **more):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": ROW | more,
    }


def layer(path, *features, end=None):
    text = json.dumps({"type": "FeatureCollection", "features": list(features)})
    path.write_text(text[:end], encoding="utf-8")
    return path


def gis(path, driver, count=50):
    shapes = shapely.to_wkb(shapely.box(np.arange(count) / 100 + 18, 44, np.arange(count) / 100 + 18.005, 44.005))
    columns = {name: np.array([f"{value}{n}" if name == "id" else value for n in range(count)], dtype=object)
               for name, value in ROW.items()}  # fmt: skip
    pyogrio.raw.write(path, shapes, list(columns.values()), list(columns), driver=driver, geometry_type="Polygon",
                      crs="EPSG:4326")  # fmt: skip
    return path


def workbook(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for column, (name, value) in enumerate(ROW.items()):
            sheet.write(0, column, name)
            sheet.write(1, column, value)
    return path


def cut(path, share=0.5):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def truncated_geojson(folder):
    return layer(folder / "half.geojson", *(feature([18 + n / 100, 44]) for n in range(50)), end=1500)


def truncated_csv(folder):
    (folder / "half.csv").write_text("record,status,date,id\nhazard,suspected,2024,H-1\nhazard,susp", encoding="utf-8")
    return folder / "half.csv"


def torn_quotes(folder):
    text = 'record,status,date,id,remarks\nhazard,suspected,2024,H-1,"and then\nhazard,suspected,2024,H-2,x\n'
    (folder / "quotes.csv").write_text(text, encoding="utf-8")
    return folder / "quotes.csv"


def truncated_geopackage(folder):
    return cut(gis(folder / "half.gpkg", "GPKG"))


def truncated_flatgeobuf(folder):
    return cut(gis(folder / "half.fgb", "FlatGeobuf"))


def truncated_workbook(folder):
    return cut(workbook(folder / "half.xlsx"))


def shapefile_without_its_table(folder):
    gis(folder / "areas.shp", "ESRI Shapefile")
    (folder / "areas.dbf").unlink()
    return folder / "areas.shp"


def packed(folder, name, *parts):
    """A ZIP archive of some files or folders, under their own names."""
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for part in parts:
            archive.write(part, part.name)
    return path


def zipped_shapefile_cut_before_packing(folder, ending):
    inside = folder / "inside"
    inside.mkdir()
    gis(inside / "areas.shp", "ESRI Shapefile")
    cut(inside / f"areas{ending}")
    return packed(folder, "areas.zip", *sorted(inside.iterdir()))


def zipped_shapes_cut(folder):
    return zipped_shapefile_cut_before_packing(folder, ".shp")


def zipped_index_cut(folder):
    return zipped_shapefile_cut_before_packing(folder, ".shx")


def zipped_table_cut(folder):
    return zipped_shapefile_cut_before_packing(folder, ".dbf")


def geodatabase_cut(folder):
    """A File Geodatabase whose largest table breaks off: GDAL reads a layer without features."""
    gis(folder / "areas.gdb", "OpenFileGDB", 3)
    cut(max((folder / "areas.gdb").glob("*.gdbtable"), key=lambda path: path.stat().st_mtime_ns))
    for part in (folder / "areas.gdb").glob("a0000000[9ab].gdbtable"):
        cut(part)
    return folder / "areas.gdb"


def small_flatgeobuf_cut(folder):
    return cut(gis(folder / "three.fgb", "FlatGeobuf", 3))


def zip_without_layers(folder):
    (folder / "note.txt").write_text("nothing", encoding="utf-8")
    return packed(folder, "note.zip", folder / "note.txt")


def pipe(folder):
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


def another_script(folder):
    """Cyrillic letters of Windows, which would read as accents of Western Europe."""
    text = "record,status,date,id,remarks\nhazard,suspected,2024,H-1,Поле у реки\n"
    (folder / "cyrillic.csv").write_text(text, encoding="cp1251")
    return folder / "cyrillic.csv"


def two_encodings(folder):
    text = "record,status,date,id,remarks\nhazard,suspected,2024,H-1,Поле\n".encode()
    (folder / "mixed.csv").write_bytes(text + "hazard,suspected,2024,H-2,Žabljak\n".encode("cp1250"))
    return folder / "mixed.csv"


def axes_exchanged(folder):
    lines = ["record,status,date,id,wkt"]
    lines += [f'hazard,suspected,2024,H-{n},"{shapely.box(44 + n / 100, 18, 44.005 + n / 100, 18.005).wkt}"'
              for n in range(5)]  # fmt: skip
    (folder / "exchanged.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "exchanged.csv"


def encrypted_zip(folder):
    """A ZIP archive whose member says that it is encrypted."""
    path = folder / "locked.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("areas.geojson", "{}")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(data)
    return path


def encrypted_workbook(folder):
    """An OLE container that holds an encrypted package, as office programs write it."""
    path = folder / "locked.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    )
    return path


def empty_file(folder):
    (folder / "nothing.csv").write_bytes(b"")
    return folder / "nothing.csv"


def only_headings(folder):
    (folder / "headings.csv").write_text("record,status,date,id\n", encoding="utf-8")
    return folder / "headings.csv"


def no_features(folder):
    return layer(folder / "none.geojson")


def renamed_to_geopackage(folder):
    return layer(folder / "survey.gpkg", feature([18, 44]))


def renamed_to_csv(folder):
    return gis(folder / "survey.gpkg", "GPKG").rename(folder / "survey.csv")


def a_picture(folder):
    (folder / "scan.geojson").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    return folder / "scan.geojson"


def a_program(folder):
    return shutil.copy(sys.executable, folder / "program.bin")


def not_a_number(folder):
    path = layer(folder / "nan.geojson", feature([18, 44]), feature([float("nan"), 44], id="H-2"))
    assert "NaN" in path.read_text(encoding="utf-8")
    return path


def infinite(folder):
    return layer(folder / "inf.geojson", feature([18, 44]), feature([float("inf"), 44], id="H-2"))


def hectares_called_square_metres(folder):
    """A column named for square metres that holds hectares, beside shapes that say otherwise."""
    width = 0.01
    lines = ["record;status;date;id;stated_m2;wkt"]
    for n in range(12):
        west = 18 + n / 20
        shape = shapely.box(west, 44, west + width + n / 1000, 44.01)
        hectares = shape.area * 111_320**2 * np.cos(np.radians(44)) / 10_000
        lines.append(f"hazard;suspected;2024;H-{n};{hectares:.3f};{shape.wkt}")
    (folder / "hectares.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "hectares.csv"


def metres_called_degrees(folder):
    return layer(folder / "metres.geojson", feature([6_500_000, 4_870_000]), feature([6_500_100, 4_870_000], id="H-2"))


def no_system(folder):
    text = 'record,status,date,id,wkt\nhazard,suspected,2024,H-1,"POINT (121000 487000)"\n'
    (folder / "rd.csv").write_text(text, encoding="utf-8")
    return folder / "rd.csv"


def repeated_columns(folder):
    (folder / "twice.csv").write_text("record,status,date,date\nhazard,suspected,2024,2023\n", encoding="utf-8")
    return folder / "twice.csv"


def unknown_columns(folder):
    (folder / "other.csv").write_text("colour,size\nred,3\n", encoding="utf-8")
    return folder / "other.csv"


def zip_with_a_way_out(folder):
    path = folder / "climb.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("../../climb.geojson", "{}")
    return path


BAD = {
    truncated_geojson: (63, ()), truncated_csv: (63, ()), torn_quotes: (63, ()), truncated_geopackage: (63, ()),
    truncated_flatgeobuf: (61, ()), truncated_workbook: (63, ()), shapefile_without_its_table: (64, ()),
    encrypted_zip: (65, ()), encrypted_workbook: (65, ()), empty_file: (62, ()), only_headings: (62, ()),
    no_features: (62, ()), renamed_to_geopackage: (66, ()), renamed_to_csv: (66, ()), a_picture: (66, ()),
    a_program: (67, ()), not_a_number: (70, ()), infinite: (70, ()), metres_called_degrees: (74, ()),
    no_system: (71, ()), hectares_called_square_metres: (76, WGS84), repeated_columns: (77, ()),
    unknown_columns: (77, ()), zip_with_a_way_out: (75, ()), zipped_shapes_cut: (63, ()), zipped_index_cut: (63, ()),
    zipped_table_cut: (63, ()), geodatabase_cut: (63, ()), small_flatgeobuf_cut: (63, ()), pipe: (61, ()),
    zip_without_layers: (67, ()), another_script: (61, WGS84), two_encodings: (61, WGS84), axes_exchanged: (74, WGS84),
}  # fmt: skip


@pytest.mark.parametrize("made", BAD, ids=lambda made: made.__name__)
def test_a_clear_error_and_nothing_applied(made, run, province, tmp_path, rows):
    folder = tmp_path / "stick"
    folder.mkdir()
    path = made(folder)
    code, more = BAD[made]
    before = rows(province)
    done = run("import", province, path, *more, "--as", "Somebody New", "--accept-as", "Борис Иванов")
    assert (done.code, done.out) == (code, ""), done.err
    where, why, cure = done.err.rstrip("\n").split("\n")[-3:]
    assert where.startswith(f"landrelease: {Path(path).name}: ")
    assert why.startswith("Why: ")
    assert cure.startswith("Way out: ")
    assert rows(province) == before
    assert str(folder) not in done.err


def test_candidates_are_named_where_nobody_declared_a_system(run, tmp_path):
    register = tmp_path / "nl.register"
    assert run("init", register, "--country", "NLD").code == 0
    done = run("import", register, no_system(tmp_path))
    assert done.code == 71
    assert "EPSG:28992 (Amersfoort / RD New)" in done.err
    assert run("import", register, tmp_path / "rd.csv", "--crs", "EPSG:28992").code == 0
    done = run("import", register, tmp_path / "rd.csv", "--crs", "EPSG:4326")
    assert done.code != 0
    assert "Traceback" not in done.err


def test_a_declared_system_is_not_overruled(run, province, tmp_path, rows):
    before = rows(province)
    done = run("import", province, gis(tmp_path / "areas.gpkg", "GPKG"), "--crs", "EPSG:3857")
    assert done.code == 73
    assert rows(province) == before


def test_one_bad_file_among_good_ones_applies_none(run, province, tmp_path, rows, sheet, wkt):
    good = sheet("good.csv", ROW | {"wkt": wkt(18.4, 44)})
    before = rows(province)
    for bad in (empty_file(tmp_path), tmp_path / "absent.csv", not_a_number(tmp_path)):
        for files in ((good, bad), (bad, good)):
            assert run("import", province, *files, *WGS84).code in {60, 62, 70}
            assert rows(province) == before


def test_a_first_import_with_exchanged_axes_is_seen_by_the_country(run, tmp_path):
    """A register without a plane would take the wrong place for its middle, for ever."""
    register = tmp_path / "new.register"
    assert run("init", register, "--country", "BIH").code == 0
    done = run("import", register, axes_exchanged(tmp_path), *WGS84)
    assert (done.code, "only with their axes exchanged" in done.err) == (74, True)


def test_a_name_that_would_steer_the_terminal_is_shown_on_one_line(run, province, tmp_path):
    path = tmp_path / "two\nlines\x1b[2J.csv"
    path.write_text("record,status,date,id\nhazard,suspected,2024,H-91\n", encoding="utf-8")
    assert run("import", province, path).out.startswith("two lines [2J.csv: 1 row; 0 accepted; 1 new")
    path.write_bytes(b"")
    assert run("import", province, path).err.startswith("landrelease: two lines [2J.csv: it holds no data rows.")


MEASURED = """
import re, sys
from pathlib import Path
from landrelease.cli.main import main
sys.argv[0] = "landrelease"
try:
    main()
finally:
    print(re.search(r"VmHWM:.*", Path("/proc/self/status").read_text())[0], file=sys.stderr)
"""
LONG = {
    "line.csv": (b"record,status,date,remarks\nhazard,suspected,2024,", b"\n"),
    "line.geojson": (b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":"',
                     b'"}}]}'),
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory as Linux does")
@pytest.mark.parametrize("name", LONG)
def test_a_line_of_200_megabytes_is_refused_in_little_memory(name, province, tmp_path, rows):
    path, (head, tail) = tmp_path / name, LONG[name]
    with path.open("wb") as file:
        file.write(head)
        for _ in range(200):
            file.write(b"x" * MEGABYTE)
        file.write(tail)
    before = rows(province)
    line = [sys.executable, "-c", MEASURED, "import", str(province), str(path)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    path.unlink()
    assert (done.returncode, done.stdout) == (69, "")
    assert f"{name}: a row longer than 64 MB begins at line " in done.stderr
    assert int(done.stderr.split("VmHWM:")[1].split()[0]) < 350_000
    assert rows(province) == before
