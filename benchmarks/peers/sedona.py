"""SedonaDB: the fold in SQL over its in-process engine."""

from typing import Final

import pyarrow as pa
import sedonadb

from benchmarks.inputs import Inputs
from benchmarks.watch import Watch

TITLE: Final = f"SedonaDB {sedonadb.__version__}"
DOES: Final = {
    "fold": "folds one layer, last report wins: of each report what the union of later ones leaves; cannot express "
    "claims, classes, depth or the history of a parcel, keeps no postings; its areas deviate most, see task agree.",
}

_REPAIRED: Final = "select seq, status, ST_MakeValid(ST_GeomFromWKB(plane_wkb)) as shape from raw"
# A repaired ring may come with a stray line, which its unions refuse; a buffer of nothing keeps the polygons.
_REPORTS: Final = """select seq, status, shape from repaired where ST_GeometryType(shape) <> 'ST_GeometryCollection'
    union all select seq, status, ST_Buffer(shape, 0) as shape from repaired
    where ST_GeometryType(shape) = 'ST_GeometryCollection'"""
_PAIRS: Final = """select a.seq as below, b.seq as above, b.shape as shape
    from report a join report b on ST_Intersects(a.shape, b.shape)"""
_COVER: Final = "select below, ST_Union_Agg(shape) as shape from pair where above > below group by below"
_AREA: Final = """select status, sum(case when c.shape is null then ST_Area(r.shape)
        else ST_Area(ST_Difference(r.shape, c.shape)) end) as area_m2
    from report r left join cover c on below = seq group by status"""
_STEPS: Final = (
    ("repaired", _REPAIRED, "parse and repair"),
    ("report", _REPORTS, "parse and repair"),
    ("pair", _PAIRS, "join"),
    ("cover", _COVER, "union"),
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
    base = sedonadb.connect()
    base.read_parquet(str(inputs.reports)).to_view("raw")
    watch.restart()
    for view, query, part in _STEPS:
        base.sql(query).to_memtable().to_view(view)
        watch.lap(part)
    found = pa.table(base.sql(_AREA))
    watch.lap("difference and area")
    return dict(zip(found["status"].to_pylist(), found["area_m2"].to_pylist(), strict=True))
