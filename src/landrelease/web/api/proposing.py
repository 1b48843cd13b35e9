"""Proposing records by programs: rows of the plain form, or files."""

import csv
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import msgspec
from litestar import post
from litestar.datastructures import UploadFile
from litestar.exceptions import ValidationException
from litestar.params import JSONBody, MultipartBody

from landrelease.checks.catalogue import render
from landrelease.desk.importing import Taken, Wish, import_files
from landrelease.intake.profile import shipped
from landrelease.records.text import tr
from landrelease.web.api.problems import problems
from landrelease.web.book import Asked, writing
from landrelease.web.leave import leave
from landrelease.web.noting import note

_TAGS: Final = ("Proposing",)
_MOST: Final = 10_000
Cell = str | float | bool | None
Row = dict[str, Cell | list[str]]


class RowsAsked(msgspec.Struct, forbid_unknown_fields=True):
    """
    Rows of the plain form.

    Attributes
    ----------
    rows : list of dict
        Heading to value, as `/api/kinds/{kind}` lists the headings; places as ``wkt``, or as ``lon`` and ``lat``.
    crs : str or None
        Reference system of their places, such as EPSG:4326; must be named where they have any, for none is assumed.
    dry_run : bool
        Whether everything is tried and nothing kept.
    all_or_nothing : bool
        Whether one row that must be set aside refuses all.
    """

    rows: Annotated[list[Row], msgspec.Meta(min_length=1, max_length=_MOST)]
    crs: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    dry_run: bool = False
    all_or_nothing: bool = False


class FileAsked(msgspec.Struct):
    """
    A file.

    Attributes
    ----------
    file : UploadFile
        Any form that `landrelease import` reads.
    profile : str
        Name of a shipped profile; the plain form where none is named.
    crs : str
        Reference system of a file that declares none.
    dry_run : bool
        Whether everything is tried and nothing kept.
    edition : str
        Date of its edition, where each file of the source replaces the one before; empty for none.
    withdraw_missing : int or None
        How many known records such a file may lack; without it the programme's share counts.
    """

    file: UploadFile
    profile: str = ""
    crs: str = ""
    dry_run: bool = False
    edition: str = ""
    withdraw_missing: Annotated[int, msgspec.Meta(ge=0)] | None = None


class FoundRow(msgspec.Struct):
    """
    What was found about a row.

    Attributes
    ----------
    row : int or None
        Number of the row.
    code, severity : str
        What, and how grave.
    what, cure : str
        In words.
    """

    row: int | None
    code: str
    severity: str
    what: str
    cure: str


class VerdictRow(msgspec.Struct):
    """
    What became of a row.

    Attributes
    ----------
    row : int or None
        Its number.
    verdict : str
        ``new``, ``known``, ``correction``, ``withdrawal`` or ``set-aside``.
    record : str
        Id of the record; empty where there is none.
    """

    row: int | None
    verdict: str
    record: str


class Proposed(msgspec.Struct):
    """
    What became of rows.

    Attributes
    ----------
    dry_run : bool
        Whether nothing was kept.
    rows : list of VerdictRow
        One for each.
    findings : list of FoundRow
        Everything wrong or doubtful.
    """

    dry_run: bool
    rows: list[VerdictRow]
    findings: list[FoundRow]


@post("/api/records", permission="record.propose", tags=_TAGS, responses=problems(413, 422), sync_to_thread=True)
def rows_route(request: Asked, data: JSONBody[RowsAsked]) -> Proposed:
    """Propose rows of the plain form as records; somebody else decides on them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        _write(path, data.rows)
        return _take(request, path, dry_run=data.dry_run, crs=data.crs, all_or_nothing=data.all_or_nothing)


def _write(path: Path, rows: list[Row]) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([[_cell(row.get(name)) for name in columns] for row in rows])


def _cell(value: Cell | list[str]) -> str:
    """
    Write a value as a cell.

    >>> [_cell(one) for one in (None, True, 0.2, 3.0, ["AP", "AV"])]
    ['', 'true', '0.2', '3', 'AP;AV']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return ";".join(value) if isinstance(value, list) else value


@post("/api/files", permission="file.import", tags=_TAGS, responses=problems(413, 422), sync_to_thread=True)
def file_route(request: Asked, data: MultipartBody[FileAsked]) -> Proposed:
    """Propose the rows of a file as records; somebody else decides on them."""
    if data.profile and data.profile not in shipped():
        raise ValidationException(tr("There is no profile {name} here.").format(name=data.profile))
    with TemporaryDirectory() as folder:
        path = Path(folder) / (PurePath(data.file.filename.replace("\\", "/")).name or "file")
        with path.open("wb") as file:
            data.file.file.seek(0)
            while piece := data.file.file.read(1 << 20):
                file.write(piece)
        return _take(
            request, path, dry_run=data.dry_run, crs=data.crs or None, profile=data.profile or None,
            edition=data.edition or None, withdraw_missing=data.withdraw_missing,
        )  # fmt: skip


def _take(request: Asked, path: Path, *, dry_run: bool, **wish: Any) -> Proposed:
    with writing(request) as register:
        register.dry_run = dry_run
        (taken,) = import_files(register, [path], Wish(look=leave(register, request.user), **wish))
    if not dry_run and taken.ids:
        note(request, "record-proposed", *taken.ids[:100])
    return _said(taken, dry_run=dry_run)


def _said(taken: Taken, *, dry_run: bool) -> Proposed:
    rows = [VerdictRow(one.row, one.verdict, one.record) for one in taken.verdicts]
    findings = []
    for one in taken.findings:
        words = render(one)
        findings.append(FoundRow(one.row, one.code, words.severity, words.what, words.cure))
    return Proposed(dry_run, rows, findings)


ROUTES: Final = (rows_route, file_route)
