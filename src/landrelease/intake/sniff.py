"""What a file really is: told from its first bytes, then held against its name."""

import codecs
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.intake import archive
from landrelease.intake.fault import IntakeError
from landrelease.records.text import marked as _
from landrelease.records.text import tr

HEAD_BYTES: Final = 4096
_READABLE: Final = MappingProxyType(
    {
        "GeoPackage": (".gpkg",),
        "JSON": (".geojson", ".json", ".geojsonl", ".geojsons", ".geojsonseq", ".ndjson", ".jsonl"),
        "Shapefile": (".shp",),
        "zipped layers": (".zip", ".shz"),
        "KML": (".kml",),
        "KMZ": (".kmz",),
        "FlatGeobuf": (".fgb",),
        "File Geodatabase": (".gdb",),
        "text": (".csv", ".tsv", ".tab", ".txt"),
        "Excel workbook": (".xlsx", ".xlsm"),
        "old Excel workbook": (".xls",),
        "OpenDocument spreadsheet": (".ods",),
    },
)
"""Content that intake reads, with the endings that promise it."""
_FORMAT_OF_ENDING: Final = MappingProxyType({end: content for content, ends in _READABLE.items() for end in ends})
_MAGIC: Final = (
    (b"fgb\x03", "FlatGeobuf"),
    (b"\x00\x00\x27\x0a", "Shapefile"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", _("a PDF document")),
    (b"\x89PNG", _("a picture (PNG)")),
    (b"\xff\xd8\xff", _("a picture (JPEG)")),
    (b"II*\x00", _("a picture (TIFF)")),
    (b"MM\x00*", _("a picture (TIFF)")),
    (b"\x1f\x8b", _("packed by gzip")),
    (b"7z\xbc\xaf", _("a 7-Zip archive")),
    (b"Rar!", _("a RAR archive")),
    (b"PAR1", "Parquet"),
)
_ZIP_KINDS: Final = (
    ("xl/workbook.xml", "Excel workbook"),
    ("xl/workbook.bin", _("a binary Excel workbook (XLSB)")),
    ("word/document.xml", _("a Word document")),
    ("ppt/presentation.xml", _("a PowerPoint presentation")),
)
_ODS: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_LOCKED_OLE: Final = "EncryptedPackage".encode("utf-16-le")
_NO_LAYERS: Final = _("a ZIP archive without layers")
_LAYERS: Final = (".shp", ".gpkg", ".fgb", ".kml")


class Content(NamedTuple):
    """
    What a file holds.

    Attributes
    ----------
    format : str
        One of the formats that intake reads.
    members : tuple of str
        Names of the members of a packed file.
    """

    format: str
    members: tuple[str, ...] = ()


def content_of(path: Path) -> Content:
    """
    Tell what a file holds, and refuse one that is empty, locked, damaged, or not what its name says.

    Parameters
    ----------
    path
        A file, or the folder of a File Geodatabase.

    Returns
    -------
    Content
        Format and members.

    Raises
    ------
    IntakeError
        ``file-missing``, ``file-empty``, ``file-encrypted``, ``file-truncated``, ``file-renamed``,
        ``file-format-unknown``, ``zip-bomb`` or ``zip-path``.
    """
    if path.is_dir():
        return Content(_named(path, "File Geodatabase" if _is_geodatabase(path) else _("a folder")))
    if not path.is_file():
        if path.exists():
            raise IntakeError(
                path.name,
                "file-unreadable",
                detail=tr("it is a pipe or a device; give - and let it come on standard input"),
            )
        raise IntakeError(path.name, "file-missing")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise IntakeError(path.name, "file-empty")
    found = _by_head(head)
    if found == "zip":
        inside = tuple(archive.members(path))
        return Content(_named(path, _zip_kind(head, inside)), inside)
    return Content(_named(path, _ole_kind(path) if found == "ole" else found))


def _named(path: Path, found: str) -> str:
    """Hold the content against the ending of the name."""
    promised = _FORMAT_OF_ENDING.get(path.suffix.lower())
    packed = promised in {"zipped layers", "KMZ"} and found == _NO_LAYERS  # named for what it is, but of no use
    if promised is not None and promised != found and not packed:
        endings = ", ".join(_READABLE.get(found, ())) or tr("none that is read here")
        raise IntakeError(path.name, "file-renamed", extension=path.suffix, content=tr(found), endings=endings)
    if found not in _READABLE:
        raise IntakeError(path.name, "file-format-unknown", content=tr(found))
    return found


def _by_head(head: bytes) -> str:
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(b"SQLite format 3\x00"):
        return (
            "GeoPackage" if head[68:72] in {b"GPKG", b"GP10", b"GP11"} else _("an SQLite database, but no GeoPackage")
        )
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text"
    if b"\x00" in head:
        return _("of an unknown binary form")
    start = head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n\x1e")
    if start.startswith((b"{", b"[{")):
        return "JSON"
    if start.startswith(b"<"):
        return _markup_kind(start.lower())
    return "text"


def _markup_kind(start: bytes) -> str:
    if b"<kml" in start:
        return "KML"
    if b"<!doctype html" in start or b"<html" in start:
        return _("a web page (HTML)")
    for mark, name in ((b"opengis.net/gml", "GML"), (b"<gpx", "GPX")):
        if mark in start:
            return name
    return _("XML, but no KML")


def _zip_kind(head: bytes, inside: tuple[str, ...]) -> str:
    for member, name in _ZIP_KINDS:
        if member in inside:
            return name
    if _ODS in head:
        return "OpenDocument spreadsheet"
    lower = [member.lower() for member in inside]
    if any(".gdb/" in member for member in lower):
        return "zipped layers"
    if "doc.kml" in lower or (
        lower and all(not m.endswith(_LAYERS[:-1]) for m in lower) and any(m.endswith(".kml") for m in lower)
    ):
        return "KMZ"
    return "zipped layers" if any(member.endswith(_LAYERS) for member in lower) else _NO_LAYERS


def _ole_kind(path: Path) -> str:
    with path.open("rb") as file:
        while block := file.read(archive.MEGABYTE):
            if _LOCKED_OLE in block:
                raise IntakeError(path.name, "file-encrypted")
    return "old Excel workbook"


def _is_geodatabase(path: Path) -> bool:
    return any(path.glob("a0000000*.gdbtable"))
