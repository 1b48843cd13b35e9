"""Figures and the page that is made of them."""

import importlib
import math
import subprocess
import sys
import time

import msgspec
import pytest
from benchmarks.engines import Entry, Sample
from benchmarks.results import Figures, Results, growth, percentile_s, ratio
from benchmarks.watch import Watch

from benchmarks import table

FLOOR, OURS, DUCKDB = (Entry("fold", engine, "fold") for engine in ("floor", "ours", "duckdb"))
HERE = ["commit 0000000", "2 cores"]


def figures(entry, records, *seconds, **more):
    return Figures(entry, records, [Sample(title=entry.engine, does="folds.", wall_s=one, **more) for one in seconds])


def results(*found):
    return Results({(one.entry, one.records): one for one in found})


def test_ratios_are_taken_round_by_round():
    quiet_then_busy = figures(FLOOR, 10, 1.0, 1.0, 10.0)
    assert ratio(figures(OURS, 10, 2.0, 2.0, 20.0), quiet_then_busy) == 2.0


def test_growth_is_the_exponent():
    assert growth(figures(OURS, 10, 1.0), figures(OURS, 1_000, 1_000.0)) == pytest.approx(1.5)


def test_an_engine_without_numbers_has_none():
    absent = Figures(OURS, 10, [Sample(wall_s=1.0), Sample(absent="stopped")])
    assert absent.absent == "stopped"
    assert math.isnan(ratio(absent, figures(FLOOR, 10, 1.0)))
    assert math.isnan(growth(absent, figures(OURS, 20, 1.0)))
    assert math.isnan(absent.median(lambda sample: sample.wall_s))


@pytest.mark.parametrize(("percent", "expected"), [(0, 1.0), (50, 5.0), (95, 10.0), (100, 10.0)])
def test_percentiles_of_ten_operations(percent, expected):
    assert percentile_s(Sample(operations_s=[float(one) for one in range(10, 0, -1)]), percent) == expected


def test_the_page_leaves_a_row_empty_rather_than_guess():
    found = results(
        figures(FLOOR, 10_000, 0.5, 0.5),
        Figures(OURS, 10_000, [Sample(absent="not built yet (`landrelease.open`)")]),
    )
    page = table.page(found, "python -m benchmarks.run", HERE)
    assert "| 10,000 | ours | not built yet (`landrelease.open`) |  |  |  |  |  |  |" in page
    assert "| fold ÷ floor | 2 | not built yet (`landrelease.open`) | 10,000 |" in page
    assert "| one record accepted, p50 ms | 5 | not run |  |" in page


def test_the_page_shows_medians_ratios_growth_and_what_each_does():
    shared = {"cpu_s": 3.0, "peak_mb": 200.0, "others_cores": 0.5, "laps_s": {"parse": 0.25}}
    found = results(
        figures(FLOOR, 1_000, 1.0, 1.2, 1.1, **shared),
        figures(OURS, 1_000, 2.0, 2.4, 2.2, **shared, areas_m2={"cleared": 1e6}),
        figures(FLOOR, 10_000, 11.0, 11.0, 11.0, **shared),
        figures(OURS, 10_000, 22.0, 22.0, 22.0, **shared, areas_m2={"cleared": 2e6}),
    )
    page = table.page(found, "python -m benchmarks.run", HERE)
    assert "| 1,000 | ours | 2.2 (2 to 2.4) | 2 | 3 | 200 |  | 0.5 | 1.000000 km² |" in page
    assert "| 10,000 | ours | 22 (22 to 22) | 2 | 3 | 200 | 1 | 0.5 | 2.000000 km² |" in page
    assert "- ours at 10,000: parse 0.25" in page
    assert "- ours: folds." in page
    assert "| fold ÷ floor | 2 | 2 | 10,000 |" in page
    assert "| growth exponent of the fold | 1.1 | 1 | 10,000 |" in page


def test_single_operations_are_shown_by_percentiles():
    accept = Entry("accept", "ours", "accept")
    sample = Sample(title="ours", does="accepts.", wall_s=1.0, operations_s=[0.001, 0.002, 0.003, 0.004])
    page = table.page(results(Figures(accept, 300, [sample])), "python -m benchmarks.run", HERE)
    assert "| 300 | ours | 2 | 4 | 1 |" in page
    assert "| one record accepted, p95 ms | 15 | 4 | 300 |" in page


def test_what_a_proposal_costs_stands_beside_its_acceptance():
    accept, append = (Entry("accept", "ours", call) for call in ("accept", "append"))
    slow, fast = (Sample(title="ours", does=f"takes {n} s.", wall_s=1.0, operations_s=[n]) for n in (0.004, 0.001))
    page = table.page(results(Figures(accept, 300, [slow]), Figures(append, 300, [fast])), "python -m benchmarks", HERE)
    assert "| 300 | ours | 4 | 4 | 1 |" in page
    assert "| 300 | ours: append | 1 | 1 | 0.25 |" in page
    assert "| one record accepted, p50 ms | 5 | 4 | 300 |" in page


def test_a_watch_names_its_parts_and_forgets_what_was_before():
    watch = Watch()
    time.sleep(0.02)
    watch.lap("before")
    watch.restart()
    time.sleep(0.01)
    watch.lap("part")
    cost = watch.stop()
    assert list(cost.laps_s) == ["part"]
    assert 0.01 <= cost.laps_s["part"] <= cost.wall_s
    assert cost.peak_mb > 1
    assert watch.stop() == cost


_TWO_RUNS = """
import subprocess, sys
from benchmarks.watch import Watch

def spend(mb):
    subprocess.run([sys.executable, "-c", f"bytes = b'x' * {mb}_000_000"], check=True)

watch = Watch()
spend(300)
watch.restart()
print(watch.stop().peak_mb < 200)
watch = Watch()
spend(400)
print(watch.stop().peak_mb > 380)
"""


def test_the_memory_of_a_process_that_made_the_input_is_not_that_of_the_run():
    done = subprocess.run([sys.executable, "-c", _TWO_RUNS], check=True, capture_output=True, text=True)
    assert done.stdout == "True\nTrue\n"


def test_a_sample_survives_its_way_out_of_the_child():
    sample = Sample(title="x", wall_s=1.5, areas_m2={"cleared": 2.0}, operations_s=[0.5])
    assert msgspec.json.decode(msgspec.json.encode(sample), type=Sample) == sample


@pytest.mark.parametrize(
    "name", ["nation", "generate", "reference", "watch", "results", "table", "child", "peers.floor"]
)
def test_examples_in_docstrings_hold(name):
    doctest = importlib.import_module("doctest")
    pytest.importorskip("pyarrow", reason="the bench needs its extra: pip install -e .[bench]")
    module = importlib.import_module(f"benchmarks.{name}")
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0
