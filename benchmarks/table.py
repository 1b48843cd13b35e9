"""The results of a run as Markdown."""

import math
from collections.abc import Iterable, Sequence

from benchmarks.engines import TASKS, Sample
from benchmarks.results import Figures, Results, growth, percentile_s, ratio, wall_s
from benchmarks.targets import TARGETS, Target

_SHARED = ("÷ first", "CPU s", "peak MB", "growth", "others' cores")
_HEAD = ("records", "engine", "seconds (min to max)", *_SHARED, "answer")
_OPERATIONS_HEAD = ("records", "engine", "p50 ms", "p95 ms", *_SHARED)
_SEVERAL = ("accept", "asof")
"""Tasks of several calls, whose names stand in the rows where they are not the task's own."""
_HOW = (
    "Every run is a fresh process on the same input, warmed up on a small one; the engines take turns, round by round. "
    "Starting an engine and importing its packages is not timed. Seconds are medians of wall time; `÷ first` is the "
    "median of the rounds' ratios to the first row of that size (of p50 where single operations are timed); growth is "
    "the exponent from the next smaller size; others' cores is how busy everybody else kept the machine; peak MB is "
    "that of the whole process and its server, not of the process that made its input."
)


def page(results: Results, command: str, facts: Sequence[str]) -> str:
    """
    Write the whole page.

    Parameters
    ----------
    results
        What was measured.
    command
        The command that made it.
    facts
        Facts about the machine.

    Returns
    -------
    str
        Markdown that ends with a line break.
    """
    blocks = ["# Bench", f"`{command}`", "\n".join(f"- {fact}" for fact in facts), _HOW]
    for task, title in TASKS.items():
        found = results.of_task(task)
        if found:
            blocks += [f"## {task}: {title}", _task(results, found), _parts(found), _engines(found)]
    blocks += ["## What we ask of ourselves", _targets(results)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _task(results: Results, found: list[Figures]) -> str:
    if any(sample.operations_s for figures in found for sample in figures.samples):
        return _markdown(_OPERATIONS_HEAD, (_operations_row(results, figures) for figures in found))
    return _markdown(_HEAD, (_row(results, figures) for figures in found))


def _row(results: Results, figures: Figures) -> list[str]:
    lead = [f"{figures.records:,}", _name(figures)]
    if figures.absent:
        return [*lead, figures.absent, *[""] * (len(_HEAD) - 3)]
    if figures.samples[0].operations_s:
        p50, p95 = (_milliseconds(figures, percent) for percent in (50, 95))
        return [*lead, f"p50 {p50} ms, p95 {p95} ms", *_shared(results, figures), ""]
    times = [sample.wall_s for sample in figures.samples]
    seconds = f"{_figure(figures.median(wall_s))} ({_figure(min(times))} to {_figure(max(times))})"
    return [*lead, seconds, *_shared(results, figures), _answer(results, figures)]


def _operations_row(results: Results, figures: Figures) -> list[str]:
    lead = [f"{figures.records:,}", _name(figures)]
    if figures.absent:
        return [*lead, figures.absent, *[""] * (len(_OPERATIONS_HEAD) - 3)]
    return [*lead, _milliseconds(figures, 50), _milliseconds(figures, 95), *_shared(results, figures)]


def _shared(results: Results, figures: Figures) -> list[str]:
    smaller = results.smaller(figures)
    base = results.base(figures)
    alike = base.absent or bool(base.samples[0].operations_s) == bool(figures.samples[0].operations_s)
    return [
        _figure(ratio(figures, base)) if alike else "",
        _figure(figures.median(lambda sample: sample.cpu_s)),
        f"{figures.median(lambda sample: sample.peak_mb):,.0f}",
        _figure(growth(smaller, figures)) if smaller else "",
        _figure(figures.median(lambda sample: sample.others_cores)),
    ]


def _name(figures: Figures) -> str:
    engine = next((sample.title for sample in figures.samples if sample.title), figures.entry.engine)
    task, _, call = figures.entry
    return f"{engine}: {call.replace('_', ' ')}" if task in _SEVERAL and call != task else engine


def _answer(results: Results, figures: Figures) -> str:
    sample = figures.samples[0]
    if not sample.areas_m2:
        return sample.note
    land = f"{sum(sample.areas_m2.values()) / 1e6:.6f} km²"
    if figures.entry.task != "agree":
        return land
    return f"{land}, deviates by {deviation(sample, results.base(figures).samples[0]):.0e}"


def deviation(sample: Sample, reference: Sample) -> float:
    """
    Compare an answer with the reference.

    Parameters
    ----------
    sample
        An answer with areas by status.
    reference
        The answer that is right.

    Returns
    -------
    float
        Greatest relative difference of the area of a status.

    Examples
    --------
    >>> deviation(Sample(areas_m2={"cleared": 99.0}), Sample(areas_m2={"cleared": 100.0, "reduced": 0.0}))
    0.01
    """
    right = {status: area for status, area in reference.areas_m2.items() if area}
    return max((abs(sample.areas_m2.get(status, 0.0) - area) / area for status, area in right.items()), default=0.0)


def _parts(found: Iterable[Figures]) -> str:
    largest = {figures.entry: figures for figures in found if not figures.absent and figures.laps_s}
    lines = [
        f"- {_name(figures)} at {figures.records:,}: "
        + ", ".join(f"{part} {_figure(seconds)}" for part, seconds in figures.laps_s.items())
        for figures in largest.values()
    ]
    return "\n".join(["Where the seconds go:", "", *lines]) if lines else ""


def _engines(found: Iterable[Figures]) -> str:
    lines = {_name(figures): figures.samples[0].does for figures in found if not figures.absent}
    return "\n".join(["What each does:", "", *(f"- {name}: {does}" for name, does in lines.items())]) if lines else ""


def _targets(results: Results) -> str:
    return _markdown(("asked", "at most", "measured", "records"), (_target(results, target) for target in TARGETS))


def _target(results: Results, target: Target) -> list[str]:
    found = results.largest(target.entries)
    lead = [target.text, f"{target.most:g}"]
    if not found:
        return [*lead, "not run", ""]
    absent = next((figures.absent for figures in found if figures.absent), "")
    if absent:
        return [*lead, absent, f"{found[0].records:,}"]
    measured = target.measure(results, found)
    return [*lead, "needs two sizes" if math.isnan(measured) else _figure(measured), f"{found[0].records:,}"]


def _milliseconds(figures: Figures, percent: int) -> str:
    return _figure(figures.median(lambda sample: percentile_s(sample, percent)) * 1e3)


def _figure(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3g}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
