"""A file is what its content says, and its name must agree."""

import io
import zipfile

import pytest

from landrelease.intake.fault import IntakeError
from landrelease.intake.sniff import content_of


def packed(*names, first=b""):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as file:
        if first:
            file.writestr("mimetype", first)
        for name in names:
            file.writestr(name, b"x")
    return whole.getvalue()


GPKG = b"SQLite format 3\x00" + bytes(52) + b"GPKG" + bytes(60)
KML = b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CONTENT = [
    (GPKG, "a.gpkg", "GeoPackage"),
    (b"\x00\x00\x27\x0a" + bytes(96), "a.SHP", "Shapefile"),
    (b"fgb\x03fgb\x00", "a.fgb", "FlatGeobuf"),
    (KML, "a.kml", "KML"),
    (packed("doc.kml"), "a.kmz", "KMZ"),
    (packed("x/a.shp", "x/a.dbf"), "a.zip", "zipped layers"),
    (packed("a.gdb/a00000001.gdbtable"), "a.gdb.zip", "zipped layers"),
    (XLSX, "a.xlsx", "Excel workbook"),
    (packed("content.xml", first=ODS), "a.ods", "OpenDocument spreadsheet"),
    (OLD, "a.xls", "old Excel workbook"),
    (b'\xef\xbb\xbf  {"type":"Feature"}', "a.geojson", "JSON"),
    (b'\x1e{"type":"Feature"}', "a.geojsonl", "JSON"),
    (b"id,status\n", "a.csv", "text"),
    ("id,status\n".encode("utf-16"), "a.csv", "text"),
]


@pytest.mark.parametrize(
    ("data", "name", "content"), CONTENT, ids=lambda value: value if isinstance(value, str) else ""
)
def test_content_is_told_from_bytes_with_or_without_a_telling_name(written, data, name, content):
    assert content_of(written(data, name)).format == content
    assert content_of(written(data, "download")).format == content


@pytest.mark.parametrize(
    ("data", "name", "content"),
    [
        (XLSX, "a.csv", "Excel workbook"),
        (b"id,status\n", "a.xlsx", "text"),
        (GPKG, "a.geojson", "GeoPackage"),
        (b'{"type":"Feature"}', "a.kml", "JSON"),
        (b"<!DOCTYPE html><html>", "a.csv", "a web page (HTML)"),
        (b"%PDF-1.7", "a.shp", "a PDF document"),
        (b"SQLite format 3\x00" + bytes(200), "a.gpkg", "an SQLite database, but no GeoPackage"),
        (packed("word/document.xml"), "a.xlsx", "a Word document"),
        (packed("photo.jpg"), "a.xlsx", "a ZIP archive without layers"),
        (b"\x89PNG\r\n", "a.fgb", "a picture (PNG)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # the bytes of an archive tell the time
)
def test_a_renamed_file_is_refused_and_named_for_what_it_is(written, data, name, content):
    with pytest.raises(IntakeError) as caught:
        content_of(written(data, name))
    assert (caught.value.code, caught.value.params["content"]) == ("file-renamed", content)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "file-empty"),
        (b"\r\n \n", "a.csv", "file-empty"),
        (b"\xef\xbb\xbf", "a.csv", "file-empty"),
        (bytes(5000), "a.gpkg", "file-empty"),
        (LOCKED, "a.xlsx", "file-encrypted"),
        (XLSX[:60], "a.xlsx", "file-truncated"),
        (b"\x01\x02\x00\x03", "download", "file-format-unknown"),
        (b"<svg>", "download", "file-format-unknown"),
        (packed("photo.jpg"), "a.zip", "file-format-unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_taken_is_refused(written, data, name, code):
    with pytest.raises(IntakeError) as caught:
        content_of(written(data, name))
    assert caught.value.code == code


def test_a_path_that_leads_nowhere_is_refused_without_its_folder(tmp_path):
    with pytest.raises(IntakeError) as caught:
        content_of(tmp_path / "gone.csv")
    assert caught.value.code == "file-missing"
    assert str(tmp_path) not in str(caught.value)


def test_a_folder_is_a_geodatabase_or_nothing(tmp_path):
    (tmp_path / "a.gdb").mkdir()
    with pytest.raises(IntakeError) as caught:
        content_of(tmp_path / "a.gdb")
    assert caught.value.params["content"] == "a folder"
    (tmp_path / "a.gdb" / "a00000001.gdbtable").write_bytes(b"")
    assert content_of(tmp_path / "a.gdb").format == "File Geodatabase"
