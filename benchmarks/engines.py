"""Which engine takes part in which task, and what a run of one engine reports back."""

from typing import Final, NamedTuple

import msgspec


class AbsentError(Exception):
    """An engine cannot take part, and why; its row says so and shows no numbers."""


class Entry(NamedTuple):
    """
    One row of a task: an engine and the function that does the task.

    Attributes
    ----------
    task : str
        Key of `TASKS`.
    engine : str
        Name of the module.
    call : str
        Name of the function in it.
    """

    task: str
    engine: str
    call: str

    @property
    def module(self) -> str:
        """Where the function is found."""
        inside = self.engine in {"ours", "reference"}
        return f"benchmarks.{self.engine}" if inside else f"benchmarks.peers.{self.engine}"

    @property
    def label(self) -> str:
        """Name of the row; calls of one engine that stand in one task are told apart."""
        return f"{self.engine}: {self.call.replace('_', ' ')}" if self.task == "asof" else self.engine


class Sample(msgspec.Struct, omit_defaults=True):
    """
    What one run of one engine reports: exactly one of `absent` and the numbers.

    Attributes
    ----------
    absent : str
        Why there are no numbers.
    title : str
        Name and version of the engine.
    does : str
        What it can and cannot express.
    wall_s, cpu_s, others_cores, peak_mb, laps_s
        As in `benchmarks.watch.Cost`.
    areas_m2 : dict
        Square metres by status, where the call answers them.
    operations_s : list of float
        Seconds of each single operation, where the call does many.
    note : str
        What else there is to say about the answer.
    """

    absent: str = ""
    title: str = ""
    does: str = ""
    wall_s: float = 0.0
    cpu_s: float = 0.0
    others_cores: float = 0.0
    peak_mb: float = 0.0
    laps_s: dict[str, float] = {}
    areas_m2: dict[str, float] = {}
    operations_s: list[float] = []
    note: str = ""


AGREE_RECORDS: Final = 1_000
TASKS: Final = {
    "agree": "The peers against the exact reference",
    "fold": "All reports to areas by status",
    "parcels": "All reports to pieces of land",
    "accept": "One more report, durably",
    "asof": "Past days, periods, earlier knowledge, one point",
    "import": "A GeoPackage of reports",
    "start": "Start of the command",
}
"""Tasks by the name that ``--only`` takes; the first entry of a task is what its ratios refer to."""

ENTRIES: Final = (
    *(Entry("agree", engine, "fold") for engine in ("reference", "geopandas", "duckdb", "postgis", "sedona")),
    *(Entry("fold", engine, "fold") for engine in ("floor", "geopandas", "duckdb", "postgis", "sedona", "ours")),
    *(Entry("parcels", engine, "parcels") for engine in ("duckdb", "ours")),
    *(Entry("accept", engine, "accept") for engine in ("postgis", "ours")),
    Entry("accept", "ours", "append"),
    Entry("asof", "duckdb", "as_of"),
    *(Entry("asof", "ours", call) for call in ("as_of", "statement", "known_at", "explain")),
    *(Entry("import", engine, "load") for engine in ("geopandas", "ours")),
    *(Entry("start", engine, "start") for engine in ("python", "ours")),
)
