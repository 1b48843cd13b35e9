"""Likeness of texts: runs of words that they share, found among many by minima of hashes.

The kernel is our own in NumPy, some thirty lines: a library would bring more than it saves here, as candidates are
measured exactly afterwards, and NumPy hashes all runs of a text at once. `benchmarks/articles.py` runs it beside one.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

RUN: Final = 3
"""Words in a run."""
NEAR: Final = 0.5
"""Share of the runs of the shorter text from which on two texts are copies of each other."""
_HIGH: Final = np.uint64(32)
"""Products wrap at 2^64; their high halves are well mixed."""
_PLACES: Final = np.random.default_rng(2016).integers(0, 1 << 64, size=RUN, dtype=np.uint64) | np.uint64(1)
"""Odd factors of the words of a run, so that their order counts."""
_PERMUTATIONS: Final = 128
"""Minima of a sketch; two neighbours are a band, which makes one number of 64 bits."""
_LEAST_ALIKE: Final = 8
"""Minima in which two texts agree at least to be measured; where a fifth of all runs is shared, 26 do on average."""
_FEW: Final = 400
"""Up to so many texts all pairs are measured; beyond, only those that share a band of minima."""
_HELD: Final = 2_000
"""Texts whose runs are held in memory while pairs are measured."""
_SEED: Final = 1602
_LEAST_PASSAGE: Final = 7
_WORD: Final = re.compile(r"\w+")


class Alike(NamedTuple):
    """
    Two texts that share words.

    Attributes
    ----------
    one, other : int
        Numbers of the texts, the smaller first.
    shared : float
        Share of the runs of the shorter text that stand in the other, too.
    """

    one: int
    other: int
    shared: float


def words_of(text: str) -> list[str]:
    """
    List the words of a text for comparing.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    list of str
        In small letters, without signs.

    Examples
    --------
    >>> words_of("A mine, they said.")
    ['a', 'mine', 'they', 'said']
    """
    return _WORD.findall(text.casefold())


def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """
    List the runs of words of a text.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    frozenset
        Every run of `RUN` words.

    Examples
    --------
    >>> sorted(runs_of("one two three four"))
    [('one', 'two', 'three'), ('two', 'three', 'four')]
    """
    words = words_of(text)
    return frozenset(zip(*(words[at:] for at in range(RUN)), strict=False))


def shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """
    Measure how much of the shorter of two texts stands in the other.

    Parameters
    ----------
    one, other
        Their runs.

    Returns
    -------
    float
        From 0 to 1.

    Examples
    --------
    >>> shared(runs_of("one two three four"), runs_of("one two three"))
    1.0
    """
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def near(texts: Sequence[str], least: float = NEAR) -> list[Alike]:
    """
    Find the texts that are copies of each other, in whole or in great part.

    Parameters
    ----------
    texts
        The texts.
    least
        Least share, see `shared`.

    Returns
    -------
    list of Alike
        By number.

    Notes
    -----
    Up to 400 texts all pairs are measured. Beyond, a pair is measured where one of 64 bands of two minima agrees: where
    J is the share of the runs of both that stand in both, it is missed with a chance of (1 - J²)^64. That is 1 in 2,000
    for two texts of one length of which half is shared, 7 in 100 where one stands whole in another five times as long.

    Examples
    --------
    >>> near(["one two three four five", "they left at noon", "now one two three four"])
    [Alike(one=0, other=2, shared=0.666...)]
    """
    runs = lru_cache(_HELD)(lambda number: runs_of(texts[number]))
    pairs = combinations(range(len(texts)), 2) if len(texts) <= _FEW else _candidates(texts)
    found = (Alike(one, other, shared(runs(one), runs(other))) for one, other in pairs)
    return [one for one in found if one.shared >= least]


def _candidates(texts: Sequence[str]) -> list[tuple[int, int]]:
    """List the pairs that share a band of minima and a few minima besides; the others share next to nothing."""
    sketches, long = _sketches(texts)
    count = len(long)
    keys = [np.empty(0, dtype=np.int64)]
    for band in sketches.view(np.uint64).T:
        one, other = _pairs(band)
        alike = (sketches[one] == sketches[other]).sum(axis=1) >= _LEAST_ALIKE
        keys.append(one[alike] * count + other[alike])
    found = np.unique(np.concatenate(keys))
    return list(zip(long[found // count].tolist(), long[found % count].tolist(), strict=True))


def _pairs(band: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List the pairs of places at which equal values stand, the smaller place first."""
    order = np.argsort(band, kind="stable")
    ordered = band[order]
    edges = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1], [True]]))
    groups = [order[at:to] for at, to in pairwise(edges.tolist()) if to - at > 1]
    pairs = [group[np.stack(np.triu_indices(len(group), 1))] for group in groups]
    one, other = np.concatenate([np.empty((2, 0), dtype=np.int64), *pairs], axis=1)
    return one, other


def _sketches(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Sketch the texts that have a run at all; the numbers of these stand beside."""
    sketches = np.empty((len(texts), _PERMUTATIONS), dtype=np.uint32)
    long: list[int] = []
    for number, text in enumerate(texts):
        words = words_of(text)
        if len(words) >= RUN:
            sketches[len(long)] = minima(words)
            long.append(number)
    return sketches[: len(long)], np.array(long, dtype=np.int64)


def minima(words: Sequence[str]) -> NDArray[np.uint32]:
    """
    Sketch a text: under each of many orders of all runs, the first of its own.

    Parameters
    ----------
    words
        Its words, at least one run of them.

    Returns
    -------
    numpy.ndarray
        128 numbers; two texts agree in as many of them as they share of all their runs, about.

    Examples
    --------
    >>> minima(words_of("one two three four")).shape
    (128,)
    """
    hashed = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(hashed, RUN) @ _PLACES
    factors = _factors()
    mixed = (runs[:, None] * factors[0] + factors[1]) >> _HIGH
    least: NDArray[np.uint32] = mixed.min(axis=0).astype(np.uint32)
    return least


@lru_cache(1)
def _factors() -> NDArray[np.uint64]:
    chance = np.random.default_rng(_SEED)
    return chance.integers(0, 1 << 64, size=(2, _PERMUTATIONS), dtype=np.uint64) | np.uint64(1)


def shared_passages(one: str, other: str, least: int = _LEAST_PASSAGE) -> list[str]:
    """
    List the longest passages that stand in both of two texts.

    Parameters
    ----------
    one, other
        The texts.
    least
        Least number of words.

    Returns
    -------
    list of str
        As they stand in the first text, in its order; none lies within another.

    Examples
    --------
    >>> shared_passages("They met in a friendly mood, he said.", "In a friendly mood they parted.", least=4)
    ['in a friendly mood']
    """
    places = [match.span() for match in _WORD.finditer(one)]
    mine, theirs = words_of(one), words_of(other)
    where: Mapping[tuple[str, ...], list[int]] = _where(theirs, least)
    found: list[str] = []
    at = 0
    while at + least <= len(mine):
        longest = max((_run(mine, theirs, at, to) for to in where.get(tuple(mine[at : at + least]), ())), default=0)
        if longest:
            found.append(one[places[at][0] : places[at + longest - 1][1]])
        at += longest or 1
    return found


def _where(words: Sequence[str], least: int) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - least + 1):
        found[tuple(words[at : at + least])].append(at)
    return found


def _run(mine: Sequence[str], theirs: Sequence[str], at: int, to: int) -> int:
    length = 0
    while at + length < len(mine) and to + length < len(theirs) and mine[at + length] == theirs[to + length]:
        length += 1
    return length
