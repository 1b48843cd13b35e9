"""Every peer gives the areas of the exact reference, and does the other tasks that it stands for."""

import importlib

import pytest

pytest.importorskip("pyarrow", reason="the bench needs its extra: pip install -e .[bench]")

import pyarrow.parquet as pq
import shapely
from benchmarks.child import coverage
from benchmarks.engines import ENTRIES, AbsentError
from benchmarks.watch import Watch

NEEDS = {"geopandas": "geopandas", "duckdb": "duckdb_extension_spatial", "postgis": "psycopg"}


def peer(name):
    pytest.importorskip(NEEDS[name], reason="the bench needs its extra: pip install -e .[bench]")
    try:
        return importlib.import_module(f"benchmarks.peers.{name}")
    except ModuleNotFoundError as fault:
        pytest.skip(str(fault))


@pytest.mark.parametrize("name", ["geopandas", "duckdb", pytest.param("postgis", marks=pytest.mark.postgres)])
def test_a_peer_folds_to_the_exact_areas(name, small, exact):
    watch = Watch()
    assert peer(name).fold(small, watch) == pytest.approx(exact, rel=1e-9)
    assert watch.stop().laps_s


def test_sedona_folds_to_the_exact_areas_where_it_is_installed(small, exact):
    """SedonaDB is in no extra of ours: without it there is nothing to test, and the bench leaves its row empty."""
    try:
        from benchmarks.peers import sedona  # noqa: PLC0415
    except ModuleNotFoundError:
        return
    assert sedona.fold(small, Watch()) == pytest.approx(exact, rel=1e-9)


def test_the_floor_counts_land_as_often_as_it_was_reported(small, exact):
    from benchmarks.peers import floor  # noqa: PLC0415

    assert sum(floor.fold(small, Watch()).values()) > 1.3 * sum(exact.values())


def test_duckdb_gives_pieces_and_past_days(small, exact):
    duckdb = peer("duckdb")
    pieces = duckdb.parcels(small, Watch())
    assert shapely.area(pieces).sum() == pytest.approx(sum(exact.values()), rel=1e-9)
    assert coverage(pieces).startswith(f"{len(pieces)} pieces, 0 invalid, ")
    assert 0 < sum(duckdb.as_of(small, Watch()).values()) < sum(exact.values())


@pytest.mark.postgres
def test_postgis_keeps_its_balance_while_reports_arrive(small):
    import psycopg  # noqa: PLC0415

    postgis = peer("postgis")
    seconds = postgis.accept(small, Watch())
    assert len(seconds) == pq.read_metadata(small.arrivals).num_rows - 40
    with psycopg.connect(postgis.server().address) as base:
        kept = dict(base.execute("select status, sum(ST_Area(shape)) from kept group by status").fetchall())
        balance = dict(base.execute("select status, area_m2 from balance").fetchall())
        (reports,) = base.execute("select count(*) from report").fetchone()
    assert balance == pytest.approx(kept, rel=1e-9)
    assert reports == 300 + pq.read_metadata(small.arrivals).num_rows


def test_geopandas_reads_the_geopackage(small):
    assert peer("geopandas").load(small, Watch()) == 300


def test_python_starts():
    from benchmarks.peers.python import started  # noqa: PLC0415

    assert all(seconds > 0 for seconds in started(["true"]))


@pytest.mark.parametrize("entry", ENTRIES, ids=":".join)
def test_every_entry_has_its_function_and_says_what_it_does(entry):
    try:
        module = importlib.import_module(entry.module)
    except ModuleNotFoundError:
        return
    assert callable(getattr(module, entry.call))
    assert module.DOES[entry.call].endswith(".")


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.engine == "ours"], ids=":".join)
def test_ours_measures_or_says_that_it_is_not_built(entry, small):
    from benchmarks import ours  # noqa: PLC0415

    try:
        answer = getattr(ours, entry.call)(small, Watch())
    except AbsentError as fault:
        answer = str(fault)
    assert len(answer) if hasattr(answer, "__len__") else answer
    assert not isinstance(answer, str) or "not built yet" in answer
