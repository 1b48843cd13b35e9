"""A file becomes a table: its form is told from its content, and its coordinates are given their reference system."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from landrelease.geometry.crs import CrsError, candidates, crs_name, read_crs
from landrelease.intake import features, gis, sheet, text
from landrelease.intake.axes import Home, refuse_exchanged
from landrelease.intake.cell import shown
from landrelease.intake.fault import IntakeError
from landrelease.intake.grid import Grid
from landrelease.intake.position import Place, place_of, positions
from landrelease.intake.shapes import Shapes
from landrelease.intake.sniff import Content, content_of
from landrelease.intake.table import Column, Objects, Table
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.intake.profile import Profile

_SHEETS: Final = frozenset({"Excel workbook", "old Excel workbook", "OpenDocument spreadsheet"})
_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_MOST_OFF: Final = 0.5
_TURN: Final = (180.0, 90.0)
_SHOWN_CANDIDATES: Final = 6


class _Raw(NamedTuple):
    """A table before its reference system is settled."""

    table: Table
    shapes: Shapes | None
    declared: str | None
    stated: bool
    written: bool
    """Whether positions are written by people in cells, where a bad one concerns its row only."""


class _Asked(NamedTuple):
    """The reference system and layer that a person or a profile gives, the profile, and the country."""

    crs: str | None
    layer: str | None
    profile: "Profile | None"
    country: str | None
    near: Home | None


def read(
    path: Path | str,
    crs: str | None = None,
    layer: str | None = None,
    profile: "Profile | None" = None,
    country: str | None = None,
    near: Home | None = None,
) -> Table:
    """
    Read a file of any known form.

    Parameters
    ----------
    path
        A file, or the folder of a File Geodatabase.
    crs
        Reference system that a person gives.
    layer
        Layer or sheet; none for the only one.
    profile
        Says where the columns of positions are, and what the file does not.
    country
        Three-letter code of the country, to name likely reference systems.
    near
        Middle of the programme, longitude and latitude, degrees, to see axes that were exchanged.

    Returns
    -------
    Table
        Its rows, nothing converted yet.

    Raises
    ------
    IntakeError
        Any fault of the file as a whole, see `fault.EXITS`; nothing of the file may then be applied.
    """
    path = Path(path) if Path(path).name else Path(path).absolute()
    content = content_of(path)
    of_profile = (profile.crs, profile.layer) if profile else ("", "")
    asked = _Asked(crs or of_profile[0] or None, layer or of_profile[1] or None, profile, country, near)
    raw = _read(path, content, asked)
    raw = raw._replace(table=raw.table._replace(name=path.name, sha256=_sha256(path)))
    return _placed(raw, asked)


def _read(path: Path, content: Content, asked: _Asked) -> _Raw:
    if content.format == "text":
        encoding, divider = (asked.profile.encoding, asked.profile.delimiter) if asked.profile else ("", "")
        return _from_grid(path, text.read(path, encoding, divider), "", asked)
    if content.format in _SHEETS:
        return _from_grid(path, *sheet.read(path, asked.layer), asked)
    if content.format == "JSON":
        found = features.read(path)
        return _Raw(_table("", found.columns, found.shapes), found.shapes, found.crs, found.stated, written=False)
    layers = gis.read(path, content, asked.layer)
    table = _table(layers.name, layers.columns, layers.shapes)._replace(notes=layers.notes)
    if layers.shapes is None:  # a table without geometry inside a GIS file
        return _with_positions(path, table, asked)
    return _Raw(table, layers.shapes, layers.crs, stated=True, written=False)


def _table(layer: str, columns: Mapping[str, Column], shapes: Shapes | None) -> Table:
    rows = len(shapes.geometry) if shapes else len(next(iter(columns.values())))
    return Table("", "", layer, columns, None, None, range(1, rows + 1))


def _from_grid(path: Path, grid: Grid, layer: str, asked: _Asked) -> _Raw:
    columns = dict(zip(grid.names, grid.columns, strict=True))
    table = Table("", "", layer, columns, None, None, grid.rows, grid.totals, grid.ragged, notes=grid.notes)
    return _with_positions(path, table, asked)


def _with_positions(path: Path, table: Table, asked: _Asked) -> _Raw:
    place = place_of(table.columns, asked.profile.place if asked.profile else Place())
    missing = [name for name in place.columns if name not in table.columns]
    if missing:
        raise IntakeError(path.name, "profile-columns", missing=", ".join(missing), columns=", ".join(table.columns))
    found = positions(table.columns, place, path.name, degrees=asked.crs is None)
    columns = {name: cells for name, cells in table.columns.items() if name not in place.columns}
    return _Raw(table._replace(columns=columns), found.shapes, found.crs, found.stated, written=True)


# ---- reference systems ----


def _placed(raw: _Raw, asked: _Asked) -> Table:
    if raw.shapes is None:
        return raw.table
    shapes = _finite(raw, raw.shapes)
    raw = raw._replace(shapes=shapes)
    table = raw.table._replace(geometry=shapes.geometry, unread=shapes.unread, closed=shapes.closed)
    if (shapely.is_missing(shapes.geometry) | shapely.is_empty(shapes.geometry)).all():
        return table
    crs = _settled(raw, shapes.geometry, asked)
    refuse_exchanged(raw.table.name, shapes.geometry, crs, asked.near, asked.country)
    _refuse_other_degrees(raw, shapes.geometry, crs, asked.country)
    return table._replace(crs=crs)


def _finite(raw: _Raw, shapes: Shapes) -> Shapes:
    """Refuse coordinates that are no numbers; in a table they concern only their row."""
    lost = ~np.isfinite(shapely.get_coordinates(shapes.geometry)).all(axis=1)
    bad = np.unique(shapely.get_coordinates(shapes.geometry, return_index=True)[1][lost]).tolist() if lost.any() else []
    bad += [at for at, said in shapes.unread.items() if said == "nan"]
    if not bad:
        return shapes
    if not raw.written:
        place = tr("row {row}").format(row=raw.table.rows[min(bad)])
        raise IntakeError(raw.table.name, "not-finite", place=place, value="NaN")
    geometry = shapes.geometry.copy()
    unread = shapes.unread | {at: geometry[at].wkt for at in bad}
    geometry[bad] = None
    return shapes._replace(geometry=geometry, unread=unread)


def _settled(raw: _Raw, geometry: Objects, asked: _Asked) -> str:
    """Choose between what the file declares and what a person gives; where they disagree nobody chooses."""
    name = raw.table.name
    given = asked.crs
    if given is None and raw.declared is None:
        likely = _likely(geometry, asked.country)
        raise IntakeError(name, "crs-undeclared", bounds=_bounds(geometry), candidates=likely)
    if given is None or raw.declared is None or not raw.stated:
        return _named(name, given or raw.declared or "")
    said, other = _named(name, raw.declared), _named(name, given)
    if said != other:
        raise IntakeError(name, "crs-conflict", declared=shown(said), given=shown(other))
    return said


def _named(name: str, crs: str) -> str:
    try:
        return crs_name(read_crs(crs))
    except CrsError as fault:
        raise IntakeError(name, "crs-unknown", detail=str(fault).rstrip(".")) from None


def _refuse_other_degrees(raw: _Raw, geometry: Objects, crs: str, country: str | None) -> None:
    """Refuse a file most of whose coordinates cannot be degrees, though its system is one of degrees."""
    if not read_crs(crs).is_geographic:
        return
    west, south, east, north = shapely.bounds(geometry).T
    off = np.maximum(abs(west), abs(east)) > _TURN[0]
    off |= np.maximum(abs(south), abs(north)) > _TURN[1]
    if off.sum() > _MOST_OFF * np.isfinite(west).sum():
        likely, bounds = _likely(geometry, country), _bounds(geometry)
        raise IntakeError(raw.table.name, "crs-mismatch", bounds=bounds, declared=crs, candidates=likely)


def _likely(geometry: Objects, country: str | None) -> str:
    bounds = shapely.total_bounds(geometry).tolist()
    found = (candidates(bounds, country) or candidates(bounds))[:_SHOWN_CANDIDATES]
    return "; ".join(f"{one.code} ({one.name}): {one.why}" for one in found) or "?"


def _bounds(geometry: Objects) -> str:
    west, south, east, north = shapely.total_bounds(geometry).tolist()
    return tr("x {west:.10g} to {east:.10g}, y {south:.10g} to {north:.10g}").format(
        west=west, east=east, south=south, north=north
    )


# ---- identity of the file ----


def _sha256(path: Path) -> str:
    """Hash a file; one of several parts by the names and contents of all of them."""
    if path.is_dir():
        return _hash_of(sorted(part for part in path.iterdir() if part.is_file()))
    if path.suffix.lower() == ".shp":
        return _hash_of(path.with_suffix(end) for end in _PARTS if path.with_suffix(end).exists())
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_of(parts: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        with part.open("rb") as file:
            whole.update(part.name.encode() + b"\x00" + hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
