"""The samples of a run, and the figures that are made of them: medians, paired ratios, growth."""

import math
import statistics
from collections.abc import Callable, Iterable
from typing import NamedTuple

from benchmarks.engines import Entry, Sample


class Figures(NamedTuple):
    """
    The samples of one entry at one size, in the order of the rounds.

    Attributes
    ----------
    entry : Entry
        Engine and call.
    records : int
        Size of the input.
    samples : list of Sample
        One per round.
    """

    entry: Entry
    records: int
    samples: list[Sample]

    @property
    def absent(self) -> str:
        """Why an engine has no numbers, empty where it has: one round without is enough to have none."""
        return next((sample.absent for sample in self.samples if sample.absent), "")

    def median(self, figure: Callable[[Sample], float]) -> float:
        """
        Take the median of a figure over the rounds.

        Parameters
        ----------
        figure
            Reads the figure from a sample.

        Returns
        -------
        float
            NaN where the engine has no numbers.
        """
        return math.nan if self.absent else statistics.median(map(figure, self.samples))

    @property
    def laps_s(self) -> dict[str, float]:
        """Median seconds of each part."""
        names = dict.fromkeys(name for sample in self.samples for name in sample.laps_s)
        return {name: statistics.median(sample.laps_s.get(name, 0.0) for sample in self.samples) for name in names}


def wall_s(sample: Sample) -> float:
    """
    Read the time of a sample: of one operation where it does many, else of the whole.

    Parameters
    ----------
    sample
        A sample with numbers.

    Returns
    -------
    float
        Seconds.
    """
    return percentile_s(sample, 50) if sample.operations_s else sample.wall_s


def percentile_s(sample: Sample, percent: int) -> float:
    """
    Read a percentile of single operations.

    Parameters
    ----------
    sample
        A sample with operations.
    percent
        Which percentile, 0 to 100.

    Returns
    -------
    float
        Seconds of the operation at that rank (the nearest one above); NaN where the sample is one operation.

    Examples
    --------
    >>> percentile_s(Sample(operations_s=[4.0, 1.0, 3.0, 2.0]), 50)
    2.0
    """
    ordered = sorted(sample.operations_s)
    if not ordered:
        return math.nan
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def ratio(of: Figures, base: Figures, figure: Callable[[Sample], float] = wall_s) -> float:
    """
    Compare two engines round by round, so that what others did to the machine weighs on both.

    Parameters
    ----------
    of, base
        Figures of the same task and size.
    figure
        What to compare.

    Returns
    -------
    float
        Median over the rounds of `of` divided by `base`; NaN where either has no numbers.

    Examples
    --------
    >>> one = Figures(Entry("fold", "a", "fold"), 10, [Sample(wall_s=1.0), Sample(wall_s=4.0)])
    >>> two = Figures(Entry("fold", "b", "fold"), 10, [Sample(wall_s=2.0), Sample(wall_s=8.0)])
    >>> ratio(two, one)
    2.0
    """
    if of.absent or base.absent:
        return math.nan
    pairs = zip(of.samples, base.samples, strict=True)
    return statistics.median(figure(mine) / figure(theirs) for mine, theirs in pairs)


def growth(small: Figures, large: Figures) -> float:
    """
    Compute the growth exponent between two sizes.

    Parameters
    ----------
    small, large
        Figures of one entry at two sizes.

    Returns
    -------
    float
        1 where twice the records take twice the time; NaN where either has no numbers.

    Examples
    --------
    >>> small = Figures(Entry("fold", "a", "fold"), 10, [Sample(wall_s=1.0)])
    >>> large = Figures(Entry("fold", "a", "fold"), 1000, [Sample(wall_s=100.0)])
    >>> growth(small, large)
    1.0
    """
    if small.absent or large.absent:
        return math.nan
    return math.log(large.median(wall_s) / small.median(wall_s)) / math.log(large.records / small.records)


class Results(NamedTuple):
    """
    All figures of a run.

    Attributes
    ----------
    figures : dict
        By entry and size, in the order in which they were taken.
    """

    figures: dict[tuple[Entry, int], Figures]

    def of_task(self, task: str) -> list[Figures]:
        """
        List the figures of a task.

        Parameters
        ----------
        task
            Key of `benchmarks.engines.TASKS`.

        Returns
        -------
        list of Figures
            Smaller sizes first.
        """
        return [found for found in self.figures.values() if found.entry.task == task]

    def base(self, figures: Figures) -> Figures:
        """
        Find what the ratios of a row refer to.

        Parameters
        ----------
        figures
            Figures of a row.

        Returns
        -------
        Figures
            Those of the first entry of the task at the same size.
        """
        return next(found for found in self.of_task(figures.entry.task) if found.records == figures.records)

    def smaller(self, figures: Figures) -> Figures | None:
        """
        Find the figures of the same entry at the next smaller size.

        Parameters
        ----------
        figures
            Figures of a row.

        Returns
        -------
        Figures or None
            None where there is no smaller size.
        """
        sizes = [records for entry, records in self.figures if entry == figures.entry and records < figures.records]
        return self.figures[figures.entry, max(sizes)] if sizes else None

    def largest(self, entries: Iterable[Entry]) -> list[Figures]:
        """
        Find the figures of several entries at the largest size that all of them were asked for.

        Parameters
        ----------
        entries
            Engine and call, several.

        Returns
        -------
        list of Figures
            One for each entry, in order; empty where they were never asked for together.
        """
        wanted = list(entries)
        sizes = [{records for entry, records in self.figures if entry == one} for one in wanted]
        common = set.intersection(*sizes)
        return [self.figures[entry, max(common)] for entry in wanted] if common else []
