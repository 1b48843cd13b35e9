"""The shapes of rows: coordinates as entered and in WGS84, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple, get_args

import msgspec
import numpy as np
import shapely

from landrelease.checks.finding import Finding
from landrelease.geometry.crs import CrsError, outside_use, to_wgs84
from landrelease.geometry.geojson import shape
from landrelease.intake import number
from landrelease.intake.cell import shown, text_of
from landrelease.intake.draft import Draft, fault
from landrelease.intake.fault import IntakeError
from landrelease.intake.table import Objects, Table
from landrelease.records.shape import WGS84, Shape
from landrelease.records.text import tr

_MOST_LOST: Final = 0.5
_FIXES: Final = frozenset(get_args(get_args(Shape.__annotations__["fixed_by"])[0])) - {""}


class Land(NamedTuple):
    """
    Shapes of the rows of a table.

    Attributes
    ----------
    shapes : list of Shape or None
        Shape of each row [n]; none where it has no usable geometry.
    wgs84 : ndarray
        The same in longitude and latitude, Shapely geometries or None [n].
    invalid : list of int
        Positions [0, n) of rows whose boundary does not enclose land clearly.
    notes : dict
        Position [0, n) of a row to what is worth knowing of its geometry, though the row goes in.
    """

    shapes: Sequence[Shape | None]
    wgs84: Objects
    invalid: list[int]
    notes: dict[int, list[Finding]]


def land_of(table: Table, draft: Draft) -> Land:
    """
    Make the shapes of the rows.

    Parameters
    ----------
    table
        The table.
    draft
        Its rows under the names of fields, for the accuracy of positions; faults are added to it.

    Returns
    -------
    Land
        Shapes as records hold them.

    Raises
    ------
    IntakeError
        ``crs-mismatch`` where most rows have no place on the earth.
    """
    if table.geometry is None or table.crs is None:
        nowhere: Objects = np.full(len(table.rows), None, dtype=object)
        return Land(nowhere.tolist(), nowhere, [], _unread(table, table.unread))
    try:
        return _made(table, draft, table.geometry, table.unread)
    except CrsError as error:
        entered, lost = _without(table, table.geometry, error)
        return _made(table, draft, entered, {**table.unread, **lost})


def _made(table: Table, draft: Draft, entered: Objects, unread: Mapping[int, str]) -> Land:
    crs = table.crs or ""
    wgs84 = entered if crs == WGS84 else to_wgs84(entered, crs)
    with ThreadPoolExecutor(1) as beside:  # GEOS needs no lock of Python's while it looks at rings
        valid = beside.submit(shapely.is_valid, wgs84)
        shapes = _with_accuracy(table, draft, shape(entered, crs))
    invalid = np.flatnonzero(~valid.result() & ~shapely.is_missing(wgs84)).tolist()
    outside = 0 if crs == WGS84 else int(outside_use(wgs84, crs).sum())
    if outside:
        draft.notes.append(Finding("outside-crs-use", params={"crs": shown(crs), "n": outside}))
    notes = _unread(table, unread)
    for at in table.closed:
        notes.setdefault(at, []).append(fault(table, at, "ring-closed"))
    return Land(shapes, wgs84, invalid, notes)


def _unread(table: Table, said: Mapping[int, str]) -> dict[int, list[Finding]]:
    return {at: [fault(table, at, "geometry-unreadable", value=shown(text))] for at, text in said.items()}


def _without(table: Table, entered: Objects, error: CrsError) -> tuple[Objects, dict[int, str]]:
    """Leave out the few positions that lie nowhere; where they are most, the system is wrong."""
    if not error.rows or len(error.rows) > _MOST_LOST * (~shapely.is_missing(entered)).sum():
        raise IntakeError(
            table.name, "crs-mismatch", bounds=tr("outside the system"), declared=table.crs or "", candidates="?"
        ) from None
    lost = list(error.rows)
    kept = entered.copy()
    kept[lost] = None
    return kept, {at: entered[at].wkt for at in lost}


def _with_accuracy(table: Table, draft: Draft, shapes: Sequence[Shape | None]) -> Sequence[Shape | None]:
    """Add how a position was taken, and how well, where columns say so."""
    taken, fixed = draft.fields.get("accuracy_m"), draft.fields.get("fixed_by")
    if taken is None and fixed is None:
        return shapes
    found = list(shapes)
    for at, one in enumerate(found):
        said = {"accuracy_m": taken and text_of(taken[at]), "fixed_by": fixed and text_of(fixed[at])}
        values = {name: _read(table, draft, at, name, text) for name, text in said.items() if text}
        if one is not None and values:
            found[at] = msgspec.structs.replace(one, **values)
    return found


def _read(table: Table, draft: Draft, at: int, name: str, text: str) -> str | float | None:
    value = number.parse(text) if name == "accuracy_m" else text.casefold()
    good = value is not None and (value >= 0 if isinstance(value, float) else value in _FIXES)
    if good:
        return value
    code = "value-not-a-number" if name == "accuracy_m" else "code-required"
    expected = tr("a number") if name == "accuracy_m" else ", ".join(sorted(_FIXES))
    draft.faults.setdefault(at, []).append(fault(table, at, code, field=name, value=shown(text), expected=expected))
    return None if name == "accuracy_m" else ""
