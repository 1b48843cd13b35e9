"""GeoPandas as somebody would write it who knows it well: spatial join, dissolve, difference."""

from importlib.metadata import version
from typing import Final

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq

from benchmarks.inputs import Inputs
from benchmarks.watch import Watch

TITLE: Final = f"GeoPandas {version('geopandas')}"
DOES: Final = {
    "fold": "folds one layer, last report wins: of each report what the union of later ones leaves; cannot express "
    "claims, classes, depth or the history of a parcel, keeps no postings; its pieces are no valid coverage.",
    "load": "reads the layer and makes its shapes valid; checks no attribute, stores nothing.",
}


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
    table = pq.read_table(inputs.reports, columns=["seq", "status", "plane_wkb"]).to_pandas()
    land = gpd.GeoDataFrame(table[["seq", "status"]], geometry=gpd.GeoSeries.from_wkb(table["plane_wkb"]))
    land["geometry"] = land.geometry.make_valid()
    watch.lap("parse and repair")
    bare = land[["seq", "geometry"]]
    pairs = gpd.sjoin(bare, bare, predicate="intersects")
    pairs = pairs[pairs["seq_right"] > pairs["seq_left"]]
    watch.lap("join")
    later = gpd.GeoSeries(land.geometry.loc[pairs["index_right"]].to_numpy(), index=pairs.index)
    cover = gpd.GeoDataFrame(pairs[["seq_left"]], geometry=later).dissolve("seq_left").geometry
    watch.lap("union")
    visible = land.geometry.copy()
    visible.loc[cover.index] = land.geometry.loc[cover.index].difference(cover, align=True)
    watch.lap("difference")
    area = visible.area.groupby(land["status"]).sum()
    watch.lap("area")
    return {str(status): float(m2) for status, m2 in area.items()}


def load(inputs: Inputs, watch: Watch) -> int:
    """
    Read a GeoPackage and repair its shapes.

    Parameters
    ----------
    inputs
        What to read.
    watch
        Times the parts.

    Returns
    -------
    int
        How many features were read; nothing is checked and nothing is stored.
    """
    land = gpd.read_file(inputs.geopackage)
    watch.lap("read_file")
    repaired = land.geometry.make_valid()
    watch.lap("make_valid")
    return int(np.count_nonzero(~repaired.is_empty))
