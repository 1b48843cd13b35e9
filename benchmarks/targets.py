"""What we ask of ourselves: ratios to the peers of the same run, and a few limits of their own.

The bench says what was measured beside each and never fails: a time is no test.
"""

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from benchmarks.engines import Entry, Sample
from benchmarks.results import Figures, Results, growth, percentile_s, ratio, wall_s


class Target(NamedTuple):
    """
    One thing that we ask of ourselves.

    Attributes
    ----------
    text : str
        What is asked, in words.
    entries : tuple of Entry
        Ours first, then the peer where there is one.
    measure : callable
        Makes the figure from the figures of `entries`.
    most : float
        The greatest figure that fulfils it.
    """

    text: str
    entries: tuple[Entry, ...]
    measure: Callable[[Results, list[Figures]], float]
    most: float


def _ratio(_: Results, of: list[Figures]) -> float:
    return ratio(of[0], of[1])


def _seconds(_: Results, of: list[Figures]) -> float:
    return of[0].median(wall_s)


def _milliseconds(percent: int) -> Callable[[Results, list[Figures]], float]:
    return lambda _, of: of[0].median(lambda sample: percentile_s(sample, percent) * 1e3)


def _more_milliseconds(_: Results, of: list[Figures]) -> float:
    return (of[0].median(wall_s) - of[1].median(wall_s)) * 1e3


def _growth(results: Results, of: list[Figures]) -> float:
    smaller = results.smaller(of[0])
    return growth(smaller, of[0]) if smaller else math.nan


def _peak_mb(_: Results, of: list[Figures]) -> float:
    def peak(sample: Sample) -> float:
        return sample.peak_mb

    return of[0].median(peak)


def _fold(*engines: str) -> tuple[Entry, ...]:
    return tuple(Entry("fold", engine, "fold") for engine in engines)


def _asof(call: str) -> tuple[Entry, ...]:
    return (Entry("asof", "ours", call),)


TARGETS: Final = (
    Target("fold ÷ floor", _fold("ours", "floor"), _ratio, 2.0),
    Target("fold ÷ DuckDB", _fold("ours", "duckdb"), _ratio, 0.25),
    Target("fold ÷ PostGIS", _fold("ours", "postgis"), _ratio, 0.25),
    Target("fold ÷ GeoPandas", _fold("ours", "geopandas"), _ratio, 0.2),
    Target("growth exponent of the fold", _fold("ours"), _growth, 1.1),
    Target("peak memory of the fold, MB (asked at 1,000,000)", _fold("ours"), _peak_mb, 4096),
    Target(
        "valid coverage ÷ DuckDB's uncovered pieces",
        (Entry("parcels", "ours", "parcels"), Entry("parcels", "duckdb", "parcels")),
        _ratio,
        1.5,
    ),
    Target("one record accepted, p50 ms", (Entry("accept", "ours", "accept"),), _milliseconds(50), 5),
    Target("one record accepted, p95 ms", (Entry("accept", "ours", "accept"),), _milliseconds(95), 15),
    Target("balance of a past day, s", _asof("as_of"), _seconds, 1),
    Target("statement of a year, s", _asof("statement"), _seconds, 1),
    Target("explain a point, p95 ms", _asof("explain"), _milliseconds(95), 20),
    Target(
        "import ÷ read_file and make_valid",
        (Entry("import", "ours", "load"), Entry("import", "geopandas", "load")),
        _ratio,
        3,
    ),
    Target(
        "start of the command, ms more than python -c pass",
        (Entry("start", "ours", "start"), Entry("start", "python", "start")),
        _more_milliseconds,
        150,
    ),
)
