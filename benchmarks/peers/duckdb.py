"""DuckDB with its spatial extension: the fold in SQL, one statement per step so that the parts can be timed."""

from importlib import resources
from typing import Final

import duckdb
import duckdb_extension_spatial
import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import shapely

from benchmarks.inputs import Inputs
from benchmarks.watch import Watch

TITLE: Final = f"DuckDB {duckdb.__version__} spatial"
DOES: Final = {
    "fold": "folds one layer, last report wins: of each report what the union of later ones leaves; cannot express "
    "claims, classes, depth or the history of a parcel, keeps no postings.",
    "parcels": "gives the same pieces as WKB; they carry one report each, no history, and are no valid coverage.",
    "as_of": "keeps no history, so a past day is a fold of the reports until then.",
}

_LAST_DAY: Final = 1 << 30
_EXTENSION: Final = (
    resources.files(duckdb_extension_spatial) / "extensions" / f"v{duckdb.__version__}" / "spatial.duckdb_extension"
)


def fold(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Compute the areas by status.

    Parameters
    ----------
    inputs
        What to fold.
    watch
        Times the parts.

    Returns
    -------
    dict
        Square metres by status.
    """
    return _areas(_visible(inputs, watch, _LAST_DAY), watch)


def as_of(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Compute the areas by status of the day by which half of the reports had come.

    Parameters
    ----------
    inputs
        What to fold.
    watch
        Times the parts.

    Returns
    -------
    dict
        Square metres by status.
    """
    day = int(np.median(pq.read_table(inputs.reports, columns=["day"])["day"].to_numpy()))
    return _areas(_visible(inputs, watch, day), watch)


def parcels(inputs: Inputs, watch: Watch) -> npt.NDArray[np.object_]:
    """
    Compute the visible piece of every report.

    Parameters
    ----------
    inputs
        What to fold.
    watch
        Times the parts.

    Returns
    -------
    ndarray
        Shapely shapes of the pieces that are not empty.
    """
    base = _visible(inputs, watch, _LAST_DAY)
    found = base.execute("select ST_AsWKB(left_over) as wkb from visible where not ST_IsEmpty(left_over)").fetchnumpy()
    pieces = shapely.from_wkb(np.array([bytes(wkb) for wkb in found["wkb"]], dtype=object))
    watch.lap("pieces out")
    return np.asarray(pieces)


def _visible(inputs: Inputs, watch: Watch, last_day: int) -> duckdb.DuckDBPyConnection:
    base = duckdb.connect()
    base.execute(f"load '{_EXTENSION}'")
    watch.restart()
    base.execute(
        """create table report as select seq, status, ST_MakeValid(ST_GeomFromWKB(plane_wkb)) as shape
        from read_parquet($file) where day <= $day""",
        {"file": str(inputs.reports), "day": last_day},
    )
    watch.lap("parse and repair")
    base.execute(
        """create table pair as select a.seq as below, b.seq as above
        from report a join report b on ST_Intersects(a.shape, b.shape)"""
    )
    base.execute("delete from pair where above <= below")
    watch.lap("join")
    base.execute(
        """create table cover as select below, ST_Union_Agg(shape) as shape
        from pair join report on seq = above group by below"""
    )
    watch.lap("union")
    base.execute(
        """create table visible as select seq, status,
            case when c.shape is null then r.shape else ST_Difference(r.shape, c.shape) end as left_over
        from report r left join cover c on below = seq"""
    )
    watch.lap("difference")
    return base


def _areas(base: duckdb.DuckDBPyConnection, watch: Watch) -> dict[str, float]:
    found = dict(base.execute("select status, sum(ST_Area(left_over)) from visible group by status").fetchall())
    watch.lap("area")
    return found
