"""The bench: ``python -m benchmarks.run`` runs our engines and the peers side by side and prints a Markdown page."""

import argparse
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from benchmarks import machine, table
from benchmarks.engines import AGREE_RECORDS, ENTRIES, TASKS, Entry, Sample
from benchmarks.inputs import SEED, Inputs
from benchmarks.results import Figures, Results

_ROOT: Final = Path(__file__).resolve().parents[1]
_WARM_RECORDS: Final = 1_000
_PATIENCE_S: Final = 20
_PEERS: Final = tuple(dict.fromkeys(entry.engine for entry in ENTRIES if entry.engine != "ours"))


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Run what the command line asks for; the page goes to standard output, progress to standard error.

    Parameters
    ----------
    arguments
        The command line, by default that of this process.
    """
    chosen = _parser().parse_args(arguments)
    facts = machine.facts()
    plan = list(_plan(chosen.only, chosen.peers, chosen.records))
    warm = inputs_of(chosen.data, min(_WARM_RECORDS, *chosen.records), chosen.seed)
    figures: dict[tuple[Entry, int], Figures] = {}
    for task, records in plan:
        inputs = inputs_of(chosen.data, records, chosen.seed)
        for each in _interleaved(_entries(task, chosen.peers), records, inputs, warm, chosen.rounds, chosen.limit):
            figures[each.entry, records] = each
    page = table.page(Results(figures), _command(chosen), facts)
    sys.stdout.write(page)
    if chosen.output:
        chosen.output.write_text(page)


def _command(chosen: argparse.Namespace) -> str:
    """Write the command again with what decides the result, and without the folders of this machine."""
    records = ",".join(map(str, chosen.records))
    parts = [f"python -m benchmarks.run --records {records} --rounds {chosen.rounds}"]
    if chosen.only != list(TASKS):
        parts.append(f"--only {','.join(chosen.only)}")
    if chosen.peers != list(_PEERS):
        parts.append(f"--peers {','.join(chosen.peers)}")
    if chosen.seed != SEED:
        parts.append(f"--seed {chosen.seed}")
    return " ".join(parts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description="Engines side by side on the same reports, in one run.",
        epilog="Example: python -m benchmarks.run --records 10000,100000 --only fold,parcels --output table.md",
    )
    parser.add_argument("--records", type=_numbers, default=[10_000], metavar="N,N", help="sizes (default 10000)")
    parser.add_argument("--only", type=_among(TASKS), default=list(TASKS), metavar="TASK,TASK", help=", ".join(TASKS))
    parser.add_argument(
        "--peers",
        type=_among(_PEERS),
        default=list(_PEERS),
        metavar="PEER,PEER",
        help=", ".join(_PEERS) + "; ours always runs",
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each engine runs (default 3)")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the nation")
    parser.add_argument("--limit", type=float, default=1800, metavar="SECONDS", help="longest run of one engine")
    parser.add_argument(
        "--data", type=Path, default=_ROOT / "out" / "bench", help="where inputs are kept (default out/bench)"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the page here as well")
    return parser


def _numbers(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def _among(known: Collection[str]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        asked = text.split(",")
        unknown = sorted(set(asked) - set(known))
        if unknown:
            msg = f"unknown: {', '.join(unknown)}; there are {', '.join(known)}"
            raise argparse.ArgumentTypeError(msg)
        return asked

    return read


def _plan(tasks: Sequence[str], peers: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[str, int]]:
    for task in TASKS:
        if task not in tasks or not _entries(task, peers):
            continue
        own = {"agree": [min(AGREE_RECORDS, *sizes)], "start": [sizes[0]]}
        yield from itertools.product([task], own.get(task, sizes))


def _entries(task: str, peers: Sequence[str]) -> list[Entry]:
    return [entry for entry in ENTRIES if entry.task == task and (entry.engine == "ours" or entry.engine in peers)]


def inputs_of(data: Path, records: int, seed: int) -> Inputs:
    """Generate in a process of its own, so that its memory is given back before anything is measured."""
    found = Inputs.of(data, records, seed)
    if not found.complete:
        _say(f"generating {records:,} reports")
        options = [f"--records={records}", f"--seed={seed}", f"--data={data}"]
        command = [sys.executable, "-m", "benchmarks.generate", *options]
        subprocess.run(command, check=True, cwd=_ROOT, env=_environment())
    return found


def _interleaved(
    entries: Sequence[Entry], records: int, inputs: Inputs, warm: Inputs, rounds: int, limit_s: float
) -> list[Figures]:
    """Let the engines take turns: A B C A B C, never A A B B C C."""
    figures = [Figures(entry, records, []) for entry in entries]
    for number in range(1, rounds + 1):
        for each in figures:
            if not each.absent:
                sample = _sample(each.entry, inputs, warm, limit_s)
                each.samples.append(sample)
                _say(f"{each.entry.task} {records:,} {each.entry.label}, round {number}: {_brief(sample)}")
    return figures


def _sample(entry: Entry, inputs: Inputs, warm: Inputs, limit_s: float) -> Sample:
    folders = [str(inputs.folder), str(warm.folder)]
    command = [sys.executable, "-m", "benchmarks.child", ":".join(entry), *folders]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=_ROOT, env=_environment(), stdout=pipe, stderr=pipe) as child:
        try:
            answer, complaint = child.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            _end(child)
            return Sample(absent=f"stopped after {limit_s:,.0f} s")
    if child.returncode == 0:
        return msgspec.json.decode(answer, type=Sample)
    lines = complaint.decode(errors="replace").strip().splitlines() or [f"exit code {child.returncode}"]
    _say("\n".join(lines))
    return Sample(absent=f"failed: {lines[-1][:120]}")


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Ask a child to stop, so that it stops its server; one that is deep in an engine hears only the kill."""
    child.terminate()
    try:
        child.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()


def _environment() -> dict[str, str]:
    """Let children run the engine of this tree, whatever else is installed."""
    paths = [str(_ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _brief(sample: Sample) -> str:
    return sample.absent or f"{sample.wall_s:.3g} s, others {sample.others_cores:.1f} cores"


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
