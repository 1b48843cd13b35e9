"""PostGIS, tuned: unlogged tables, an index, and the fold in a parallel-safe function so that every core works."""

import os
import time
from typing import Final

import psycopg
import pyarrow.parquet as pq

from benchmarks.cluster import postgis_version, server
from benchmarks.inputs import STATUSES, Inputs
from benchmarks.watch import Watch

TITLE: Final = f"PostGIS {postgis_version()}"
DOES: Final = {
    "fold": "copies the reports in, indexes them and folds one layer, last report wins, on every core; cannot express "
    "claims, classes, depth or the history of a parcel without procedural code, keeps no postings.",
    "accept": "stores one report, cuts it out of the pieces that it meets and keeps the areas by status, in one "
    "durable transaction of one layer; the pieces are no valid coverage.",
}

_COVER: Final = """create or replace function cover(below int, outline geometry) returns geometry
    language sql stable parallel safe cost 100000
    as 'select ST_Union(later.shape) from report later where later.seq > below
        and ST_Intersects(outline, later.shape)'"""
_PIECES: Final = """create unlogged table piece as
    select seq, status, coalesce(ST_Difference(shape, cover(seq, shape)), shape) as shape from report"""
_AREAS: Final = "select status, sum(ST_Area(shape)) from piece group by status"

_KEPT: Final = (
    "alter table report set logged",
    "create table kept (seq int primary key, status text, area_m2 float8, shape geometry)",
    "insert into kept select seq, status, ST_Area(shape), shape from piece where not ST_IsEmpty(shape)",
    "create index on kept using gist (shape)",
    "create table balance (status text primary key, area_m2 float8)",
    "vacuum analyze kept",
    "checkpoint",
)
_CUT: Final = """with arrival as materialized (select ST_MakeValid(ST_GeomFromWKB(%(wkb)s)) as shape),
    cut as materialized (
        select kept.seq, kept.area_m2 as before, ST_Difference(kept.shape, arrival.shape) as shape
        from arrival join kept on ST_Intersects(kept.shape, arrival.shape)),
    changed as (
        update kept set shape = cut.shape, area_m2 = ST_Area(cut.shape) from cut where cut.seq = kept.seq
        returning kept.seq, kept.status, kept.area_m2, cut.before),
    moved as (
        select status, sum(area_m2 - before) as area_m2 from (
            select status, area_m2, before from changed
            union all select %(status)s, ST_Area(shape), 0 from arrival) as movement group by status),
    booked as (
        update balance set area_m2 = balance.area_m2 + moved.area_m2 from moved where moved.status = balance.status),
    stored as (insert into report select %(seq)s, %(status)s, shape from arrival)
    select seq from changed where area_m2 = 0"""
_ADD: Final = """insert into kept select %(seq)s, %(status)s, ST_Area(shape), shape
    from (select ST_MakeValid(ST_GeomFromWKB(%(wkb)s)) as shape) as arrival"""


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
    with _connected(watch) as base:
        return _fold(base, inputs, watch)


def accept(inputs: Inputs, watch: Watch) -> list[float]:
    """
    Take in reports one by one, each in a durable transaction of its own.

    Parameters
    ----------
    inputs
        The register to begin with, and the arrivals.
    watch
        Times the whole.

    Returns
    -------
    list of float
        Seconds of each arrival, the first forty left out as warm-up.
    """
    with _connected(watch) as base:
        total = _fold(base, inputs, watch)
        for step in _KEPT:
            base.execute(step)
        for status in STATUSES:
            base.execute("insert into balance values (%s, %s)", (status, total.get(status, 0.0)))
        arrivals = pq.read_table(inputs.arrivals, columns=["seq", "status", "plane_wkb"]).to_pylist()
        watch.restart()
        seconds = [_take_in(base, arrival) for arrival in arrivals]
        watch.lap("arrivals")
    return seconds[40:]


def _take_in(base: psycopg.Connection, arrival: dict[str, object]) -> float:
    start = time.perf_counter()
    row = {"seq": arrival["seq"], "status": arrival["status"], "wkb": arrival["plane_wkb"]}
    with base.transaction():
        for (gone,) in base.execute(_CUT, row).fetchall():
            base.execute("delete from kept where seq = %s", (gone,))
        base.execute(_ADD, row)
    return time.perf_counter() - start


def _connected(watch: Watch) -> psycopg.Connection:
    address, process = server()
    base = psycopg.connect(address, autocommit=True)
    base.execute("set client_min_messages = warning")
    base.execute("create extension if not exists postgis")
    base.execute("drop table if exists report, piece, kept, balance")
    base.execute("create unlogged table report (seq int primary key, status text, shape geometry)")
    base.execute(_COVER)
    watch.include(process)
    return base


def _fold(base: psycopg.Connection, inputs: Inputs, watch: Watch) -> dict[str, float]:
    columns = ["seq", "status", "plane_wkb"]
    table = pq.read_table(inputs.reports, columns=columns)
    with base.cursor().copy("copy report from stdin (format binary)") as target:
        target.set_types(["int4", "text", "bytea"])
        for row in zip(*(table[name].to_pylist() for name in columns), strict=True):
            target.write_row(row)
    watch.lap("copy in")
    base.execute("update report set shape = ST_MakeValid(shape) where not ST_IsValid(shape)")
    base.execute("create index on report using gist (shape)")
    base.execute(f"alter table report set (parallel_workers = {os.cpu_count() or 2})")
    base.execute("vacuum analyze report")
    watch.lap("repair and index")
    base.execute(_PIECES)
    watch.lap("union and difference")
    found = {str(status): float(area) for status, area in base.execute(_AREAS).fetchall()}
    watch.lap("area")
    return found
