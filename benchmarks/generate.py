"""Field reports of a synthetic nation, as a table: the same seed and size give the same bytes.

The table (Parquet) has one row per report in the order of its day. Its columns carry the names of the plain form, so
that the GeoPackage written from it is imported without a profile, and beside them what only the bench needs: `seq`
(position in time, the order of "last report wins"), `day`, `admin` (which one-degree cell), `wkb` (longitude and
latitude as entered) and `plane_wkb` (the same vertices in the equal-area plane, in metres on a grid of 0.1 mm).

Run ``python -m benchmarks.generate --records 10000 --data FOLDER`` to write the inputs of one size.
"""

import argparse
import datetime as dt
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio.raw
import pyproj
import shapely

from benchmarks import nation
from benchmarks.inputs import SEED, Inputs

PLANE: Final = (45, 35)
GRID_PER_METRE: Final = 10_000
FIRST_DAY: Final = dt.date(1995, 1, 1)
LAST_DAY: Final = 9_700
ARRIVALS: Final = 240

_CONFIRMED_AT_ONCE: Final = 0.35
_SAID_AGAIN: Final = 0.02
_WITH_DEPTH: Final = 0.3
_TOO_SHALLOW: Final = 0.03
_WITH_SCOPE: Final = 0.2
_HAZARD_STATUS: Final = ("suspected", "confirmed")
_STATUS_OF_KIND: Final = ("confirmed", "cleared", "reduced", "cancelled", "suspected")
_METHODS: Final = {
    "suspected": ("nts",),
    "confirmed": ("nts", "ts"),
    "cancelled": ("nts",),
    "reduced": ("ts",),
    "cleared": ("manual-clearance", "mechanical", "animal"),
}
_ATTRIBUTES: Final = (
    "record", "status", "date", "id", "area_id", "organisation", "unit", "contamination", "scope", "method", "depth_m",
    "required_depth_m", "stated_m2",
)  # fmt: skip

Names = npt.NDArray[np.str_]


def reports(records: int, seed: int = SEED) -> pa.Table:
    """
    Draw the field reports of a nation.

    Parameters
    ----------
    records
        How many reports.
    seed
        Seed of the generator.

    Returns
    -------
    Table
        Exactly `records` rows in order of `day`; about one report in five opens a hazard, two in a hundred say
        again what an earlier one said, and reopened spots are new hazards of their own.
    """
    rng = np.random.default_rng(seed)
    places = nation.hazards(rng, records // 4 + 30)
    later = nation.follow_ups(rng, places)
    count, more = len(places.shape), len(later.shape)
    first = {"hazard": np.arange(count), "number": np.full(count, -1), "status": _first_status(rng, count)}
    first["day"] = rng.uniform(0, 8000, count)
    again = {"hazard": later.hazard, "number": later.number, "status": np.array(_STATUS_OF_KIND)[later.kind]}
    again["day"] = first["day"][later.hazard] + (later.number + 1) * rng.exponential(150, more) + 5
    shapes, kept = nation.polygonal(np.concatenate([places.shape, later.shape]))
    row = {name: np.concatenate([first[name], again[name]])[kept] for name in first}
    row["reopens"] = np.concatenate([np.zeros(count, bool), later.kind == nation.REOPEN])[kept]
    row["shape"] = nation.surveyed(rng, shapes, row["hazard"], places)
    row["stated_m2"] = np.asarray(np.round(shapely.area(shapes) * rng.normal(1, 0.01, len(shapes)), 1))
    return _table(rng, _in_order(rng, row, records), places)


def _first_status(rng: np.random.Generator, count: int) -> Names:
    return np.where(rng.random(count) < _CONFIRMED_AT_ONCE, "confirmed", "suspected")


def _in_order(rng: np.random.Generator, row: dict[str, np.ndarray], records: int) -> dict[str, np.ndarray]:
    """Repeat some reports later, keep whole hazards until there are enough reports, and order them by day."""
    count = len(row["day"])
    repeated = np.flatnonzero(rng.random(count) < _SAID_AGAIN)
    chosen = np.concatenate([np.arange(count), repeated])
    day = np.concatenate([row["day"], row["day"][repeated] + rng.integers(1, 40, len(repeated))])
    day = np.minimum(day, LAST_DAY + rng.random(len(day))).astype(np.int64)
    by_hazard = np.lexsort((np.arange(len(chosen)), row["number"][chosen], row["hazard"][chosen]))[:records]
    if len(by_hazard) < records:
        msg = f"the nation has only {len(by_hazard)} reports, {records} were wanted: draw more hazards"
        raise ValueError(msg)
    order = by_hazard[np.lexsort((rng.random(records), day[by_hazard]))]
    return {name: values[chosen[order]] for name, values in row.items()} | {"day": day[order]}


def _table(rng: np.random.Generator, row: dict[str, np.ndarray], places: nation.Hazards) -> pa.Table:
    count, status = len(row["day"]), row["status"]
    is_hazard = np.isin(status, _HAZARD_STATUS)
    hazard = row["hazard"]
    organisation, contamination = _by_hazard(rng, len(places.shape))
    required = (rng.random(len(places.shape)) < _WITH_DEPTH)[hazard]
    area_id = np.char.add("H-", np.char.zfill(hazard.astype(str), 7))
    sequence = np.char.zfill(np.arange(count).astype(str), 7)
    area_id = np.where(row["reopens"], np.char.add(np.char.add(area_id, "-spot-"), sequence), area_id)
    worked = np.isin(status, ("reduced", "cleared"))
    cell = np.floor(places.cluster_lon - nation.WEST) * (nation.NORTH - nation.SOUTH)
    cell += np.floor(places.cluster_lat - nation.SOUTH)
    columns = {
        "seq": np.arange(count, dtype=np.int32),
        "day": row["day"].astype(np.int32),
        "record": np.where(is_hazard, "hazard", "release"),
        "status": status,
        "date": (np.datetime64(FIRST_DAY) + row["day"]).astype(str),
        "id": np.char.add("R-", sequence),
        "area_id": area_id,
        "organisation": organisation[hazard],
        "unit": _units(rng, organisation[hazard]),
        "contamination": _given(contamination[hazard], is_hazard),
        "scope": _given(contamination[hazard], ~is_hazard & (rng.random(count) < _WITH_SCOPE)),
        "method": _methods(rng, status),
        "depth_m": _given(np.where(rng.random(count) < _TOO_SHALLOW, 0.13, 0.2), worked),
        "required_depth_m": _given(np.full(count, 0.2), is_hazard & required),
        "stated_m2": row["stated_m2"],
        "admin": cell[hazard].astype(np.int16),
        "wkb": shapely.to_wkb(row["shape"]),
        "plane_wkb": shapely.to_wkb(in_plane(row["shape"])),
    }
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def _by_hazard(rng: np.random.Generator, count: int) -> tuple[Names, Names]:
    organisation = np.char.add("org-", np.char.zfill(rng.integers(0, 12, count).astype(str), 2))
    contamination = rng.choice(["AP", "CMR", "UXO"], count, p=[0.55, 0.25, 0.2])
    return organisation, contamination


def _units(rng: np.random.Generator, organisation: Names) -> Names:
    return np.char.add(organisation, np.char.add("/team-", rng.integers(1, 6, len(organisation)).astype(str)))


def _methods(rng: np.random.Generator, status: Names) -> Names:
    draw, method = rng.random(len(status)), np.full(len(status), "manual-clearance")
    for name, choices in _METHODS.items():
        here = status == name
        method[here] = np.array(choices)[(draw[here] * len(choices)).astype(int)]
    return method


def _given(values: np.ndarray, where: npt.NDArray[np.bool_]) -> pa.Array:
    return pa.array(values, mask=~where)


def in_plane(shapes: nation.Geometries) -> nation.Geometries:
    """
    Project shapes to the equal-area plane of the nation.

    Parameters
    ----------
    shapes
        Shapes in longitude and latitude (WGS84).

    Returns
    -------
    ndarray
        The same shapes in metres, every vertex on a grid of 0.1 mm, so that an exact reference can use integers.

    Examples
    --------
    >>> shapely.to_wkt(in_plane(np.array([shapely.Point(45, 35)])))[0]
    'POINT (0 0)'
    """
    lon, lat = PLANE
    plane = pyproj.CRS.from_proj4(f"+proj=laea +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m")
    project = pyproj.Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    east, north = project.transform(*shapely.get_coordinates(shapes).T)
    metres = np.round(np.c_[east, north] * GRID_PER_METRE) / GRID_PER_METRE
    return np.asarray(shapely.set_coordinates(shapes.copy(), metres + 0.0))


def arrivals(table: pa.Table, seed: int = SEED) -> pa.Table:
    """
    Draw the reports that come in one by one after all others: earlier ones again, about twenty metres off.

    Parameters
    ----------
    table
        The reports of a nation.
    seed
        Seed of the generator.

    Returns
    -------
    Table
        At most `ARRIVALS` rows with the same columns, later than every row of `table`.
    """
    rng = np.random.default_rng(seed + 1)
    chosen = rng.choice(table.num_rows, min(ARRIVALS, table.num_rows), replace=False)
    rows = table.take(pa.array(chosen))
    shapes = shapely.from_wkb(rows["wkb"].to_numpy(zero_copy_only=False))
    owner = np.repeat(np.arange(len(shapes)), shapely.get_num_coordinates(shapes))
    moved = shapely.get_coordinates(shapes) + rng.normal(0, 2e-4, (len(shapes), 2))[owner]
    shapes = shapely.set_coordinates(shapes, np.round(moved, 7))
    day = LAST_DAY + 1 + np.arange(len(shapes))
    sequence = table.num_rows + np.arange(len(shapes))
    fresh = {
        "seq": sequence.astype(np.int32),
        "day": day.astype(np.int32),
        "date": (np.datetime64(FIRST_DAY) + day).astype(str),
        "id": np.char.add("R-", np.char.zfill(sequence.astype(str), 7)),
        "wkb": shapely.to_wkb(shapes),
        "plane_wkb": shapely.to_wkb(in_plane(shapes)),
    }
    return pa.table({name: fresh.get(name, rows[name]) for name in table.column_names})


def admin_areas() -> tuple[list[str], nation.Geometries]:
    """
    Name the administrative areas of the nation: cells of one degree.

    Returns
    -------
    ids : list of str
        ``admin-00`` to ``admin-19``, in the order of column `admin`.
    shapes : ndarray of Polygon
        Their outlines in longitude and latitude.
    """
    lon, lat = np.arange(nation.WEST, nation.EAST), np.arange(nation.SOUTH, nation.NORTH)
    west, south = (corner.ravel() for corner in np.meshgrid(lon, lat, indexing="ij"))
    return [f"admin-{index:02d}" for index in range(len(west))], shapely.box(west, south, west + 1, south + 1)


def write_geopackage(table: pa.Table, path: Path) -> None:
    """
    Write reports as a GeoPackage in the plain form.

    Parameters
    ----------
    table
        Reports as `reports` draws them.
    path
        The file to write; the layer is called ``reports``.
    """
    names = [name for name in _ATTRIBUTES if name in table.column_names]
    fields = [table[name].to_numpy(zero_copy_only=False) for name in names]
    geometry = table["wkb"].to_numpy(zero_copy_only=False)
    pyogrio.raw.write(
        path, geometry, fields, names, layer="reports", driver="GPKG", geometry_type="Unknown", crs="EPSG:4326"
    )


def write_inputs(inputs: Inputs, records: int, seed: int = SEED) -> None:
    """
    Write every input of one size that is not there yet.

    Parameters
    ----------
    inputs
        Where to.
    records
        How many reports.
    seed
        Seed of the generator.
    """
    if inputs.complete:
        return
    inputs.folder.mkdir(parents=True, exist_ok=True)
    table = reports(records, seed)
    pq.write_table(table, inputs.reports, compression="none")
    pq.write_table(arrivals(table, seed), inputs.arrivals, compression="none")
    inputs.geopackage.unlink(missing_ok=True)
    write_geopackage(table, inputs.geopackage)
    inputs.mark_complete()


def main() -> None:
    """Write the inputs of one size, as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=main.__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--data", type=Path, required=True)
    chosen = parser.parse_args()
    write_inputs(Inputs.of(chosen.data, chosen.records, chosen.seed), chosen.records, chosen.seed)


if __name__ == "__main__":
    main()
