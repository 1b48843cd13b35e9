"""Near-duplicates among many articles: ``python -m benchmarks.articles --articles 100000``.

Invented news items, a share of them copies of others: cut short, with words replaced, with a line of their own at the
end. Our search and datasketch (minima of hashes, an index of bands, the same 128 minima of the same runs of three
words) each find the copies in a process of its own. What is printed: time, memory, and how many of the planted copies
were found, exactly measured afterwards for both. Datasketch's candidates are left as they are, since it measures
nothing exactly; candidates that are no copies are counted.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final, NamedTuple

from datasketch import MinHash, MinHashLSH

from benchmarks import machine
from benchmarks.inputs import SEED
from landrelease.evidence.likeness import NEAR, near, runs_of, shared

Pair = tuple[int, int]
VOCABULARY: Final = 30_000
WORDS: Final = (80, 420)
COPIES: Final = 0.2
PERMUTATIONS: Final = 128
JACCARD: Final = NEAR / (2 - NEAR)
"""Share of all runs that two texts of one length have in common where they share `NEAR` of each."""


class Corpus(NamedTuple):
    """
    Articles and what was planted among them.

    Attributes
    ----------
    texts : list of str
        The articles.
    planted : set of tuple of int
        Pairs of an article and its copy.
    """

    texts: list[str]
    planted: set[Pair]


class Run(NamedTuple):
    """
    What an engine did.

    Attributes
    ----------
    seconds : float
        Time.
    cpu_s : float
        Processor seconds.
    peak_mb : float
        Greatest memory of its process, less that before it began with the articles in memory.
    pairs : set of tuple of int
        What it found.
    """

    seconds: float
    cpu_s: float
    peak_mb: float
    pairs: set[Pair]


def corpus(articles: int, seed: int) -> Corpus:
    """
    Invent articles.

    Parameters
    ----------
    articles
        How many.
    seed
        The same seed gives the same articles.

    Returns
    -------
    Corpus
        Words are drawn as in languages, a few of them often and most seldom.
    """
    chance = random.Random(seed)
    vocabulary = list(_words(chance))
    weights = [1 / (rank + 10) for rank in range(VOCABULARY)]
    texts: list[str] = []
    planted: set[Pair] = set()
    for number in range(articles):
        if texts and chance.random() < COPIES:
            of = chance.randrange(number)
            planted.add((of, number))
            texts.append(_copy(texts[of].split(), vocabulary, chance))
        else:
            texts.append(" ".join(chance.choices(vocabulary, weights, k=chance.randint(*WORDS))))
    return Corpus(texts, planted)


def _words(chance: random.Random) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < VOCABULARY:
        word = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(1, 4)))
        if word not in seen:
            seen.add(word)
            yield word


def _copy(words: list[str], vocabulary: Sequence[str], chance: random.Random) -> str:
    """Cut an article, replace words, add a line."""
    kept = words[: max(20, int(len(words) * chance.uniform(0.5, 1)))]
    rate = chance.choice((0, 0.02, 0.05, 0.1, 0.2))
    changed = [chance.choice(vocabulary) if chance.random() < rate else word for word in kept]
    return " ".join(changed + chance.choices(vocabulary, k=chance.randint(0, 25)))


def ours(texts: Sequence[str]) -> set[Pair]:
    """
    Find copies by `landrelease.evidence.likeness.near`.

    Parameters
    ----------
    texts
        The articles.

    Returns
    -------
    set of tuple of int
        Pairs, each measured.
    """
    return {(one.one, one.other) for one in near(texts)}


def datasketch(texts: Sequence[str]) -> set[Pair]:
    """
    Find candidates by the index of bands of datasketch.

    Parameters
    ----------
    texts
        The articles.

    Returns
    -------
    set of tuple of int
        Pairs that share a band.
    """
    index = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    found: set[Pair] = set()
    runs = ([" ".join(run).encode() for run in runs_of(text)] for text in texts)
    for number, sketch in enumerate(MinHash.generator(runs, num_perm=PERMUTATIONS, seed=1)):
        found.update((other, number) for other in index.query(sketch))
        index.insert(number, sketch, check_duplication=False)
    return found


ENGINES: Final[dict[str, Callable[[Sequence[str]], set[Pair]]]] = {"landrelease": ours, "datasketch": datasketch}


def run(name: str, articles: int, seed: int) -> Run:
    """
    Run an engine in this process.

    Parameters
    ----------
    name
        Its name.
    articles, seed
        Which articles.

    Returns
    -------
    Run
        What it took and found.
    """
    texts = corpus(articles, seed).texts
    ENGINES[name](texts[:500])
    before = _peak_mb()
    began, worked = time.perf_counter(), time.process_time()
    pairs = ENGINES[name](texts)
    return Run(time.perf_counter() - began, time.process_time() - worked, _peak_mb() - before, pairs)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000, help="how many (default 100000)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each engine runs, in turns")
    options = parser.parse_args()
    print("\n".join(f"- {fact}" for fact in machine.facts()), "\n")
    print("| engine | s | CPU s | more memory, MB | pairs | copies found | of copies | no copies among them |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    texts, planted = corpus(options.articles, SEED)
    copies = {pair for pair in planted if _share(texts, pair) >= NEAR}
    for _ in range(options.rounds):
        for name in ENGINES:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                done = pool.submit(run, name, options.articles, SEED).result()
            wrong = sum(_share(texts, pair) < NEAR for pair in done.pairs)
            print(
                f"| {name} | {done.seconds:,.1f} | {done.cpu_s:,.1f} | {done.peak_mb:,.0f} | {len(done.pairs):,}"
                f" | {len(done.pairs & copies):,} | {len(copies):,} | {wrong:,} |",
                flush=True,
            )


def _share(texts: Sequence[str], pair: Pair) -> float:
    return shared(runs_of(texts[pair[0]]), runs_of(texts[pair[1]]))


if __name__ == "__main__":
    main()
