"""Spreadsheets: one sheet of a workbook, values as the cells hold them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from landrelease.intake.failed import failed_cells
from landrelease.intake.fault import IntakeError
from landrelease.intake.grid import Grid, grid_of
from landrelease.records.kinds import KINDS


def read(path: Path, layer: str | None = None) -> tuple[Grid, str]:
    """
    Read one sheet.

    Parameters
    ----------
    path
        XLSX, XLSM, ODS or old XLS.
    layer
        Name of the sheet; none for the only one with content, or the only one that is named as a kind of record.

    Returns
    -------
    tuple
        Headings and cells, and the name of the sheet.

    Raises
    ------
    IntakeError
        ``file-encrypted``, ``file-unreadable``, ``layer-missing``, ``layer-unnamed``, ``file-empty`` or
        ``column-repeated``.
    """
    try:
        with CalamineWorkbook.from_path(path) as book:
            name = _chosen(path, book, layer)
            lines = _with_failed(_lines(book, name), failed_cells(path, name))
            merged = book.get_sheet_by_name(name).merged_cell_ranges or ()
    except PasswordError:
        raise IntakeError(path.name, "file-encrypted") from None
    except WorksheetNotFound:
        raise IntakeError(path.name, "layer-missing", layer=layer or "", layers=", ".join(book.sheet_names)) from None
    except (CalamineError, OSError) as fault:
        raise IntakeError(path.name, "file-unreadable", detail=str(fault).rstrip(".")) from None
    return grid_of(lines, path.name, merged), name


def _chosen(path: Path, book: CalamineWorkbook, layer: str | None) -> str:
    if layer is not None:
        return layer
    seen = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    named = [name for name in seen if name.casefold() in KINDS]
    filled = named if len(named) == 1 else [name for name in seen if len(_lines(book, name)) > 1]
    if not filled:
        raise IntakeError(path.name, "file-empty")
    if len(filled) > 1:
        raise IntakeError(path.name, "layer-unnamed", n=len(filled), layers=", ".join(filled))
    return filled[0]


def _with_failed(lines: list[list[Any]], failed: Mapping[tuple[int, int], str]) -> list[list[Any]]:
    for (line, column), shows in failed.items():
        if line < len(lines) and column < len(lines[line]):
            lines[line][column] = shows
    return lines


def _lines(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    lines: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return lines
