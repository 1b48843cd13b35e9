"""One engine, one call, one fresh process: warm up on a small input, run once, print what it cost as JSON.

Run ``python -m benchmarks.child ENTRY FOLDER WARM_FOLDER``, where ENTRY is ``task:engine:call``.
"""

import importlib
import signal
import sys
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import shapely

from benchmarks.engines import AbsentError, Entry, Sample
from benchmarks.inputs import Inputs
from benchmarks.watch import Watch

_POLYGONAL: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def run(entry: Entry, inputs: Inputs, warm: Inputs) -> Sample:
    """
    Warm an engine up and run it once.

    Parameters
    ----------
    entry
        Which engine and which call.
    inputs
        What to run it on.
    warm
        A small input for the run that is not counted.

    Returns
    -------
    Sample
        Numbers, or why there are none: a package that is not installed, a verb that is not built yet.
    """
    try:
        module = importlib.import_module(entry.module)
        call = getattr(module, entry.call)
        call(warm, Watch())
        watch = Watch()
        answer = call(inputs, watch)
        cost = watch.stop()
    except ModuleNotFoundError as fault:
        return Sample(absent=f"not installed ({fault.name})")
    except AbsentError as fault:
        return Sample(absent=str(fault))
    return Sample(title=module.TITLE, does=module.DOES[entry.call], **cost._asdict(), **_described(answer))


def _described(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - each call answers in its own kind
    if isinstance(answer, dict):
        return {"areas_m2": answer}
    if isinstance(answer, list):
        return {"operations_s": answer}
    if isinstance(answer, int):
        return {"note": f"{answer:,} rows"}
    return {"note": coverage(answer)}


def coverage(pieces: npt.NDArray[np.object_]) -> str:
    """
    Say whether pieces of land fit together.

    Parameters
    ----------
    pieces
        What an engine gave as pieces.

    Returns
    -------
    str
        How many there are, how many are invalid in themselves, and how many have edges that do not fit their
        neighbours' (Shapely's coverage check).

    Examples
    --------
    >>> coverage(np.array([shapely.box(0, 0, 2, 2), shapely.box(2, 0, 3, 1)]))
    '2 pieces, 0 invalid, 2 with edges that do not fit'
    """
    polygonal = pieces[np.isin(shapely.get_type_id(pieces), _POLYGONAL)]
    invalid = int(np.count_nonzero(~shapely.is_valid(polygonal))) + len(pieces) - len(polygonal)
    unfit = int(np.count_nonzero(~shapely.is_empty(shapely.coverage_invalid_edges(polygonal))))
    return f"{len(pieces):,} pieces, {invalid:,} invalid, {unfit:,} with edges that do not fit"


def main() -> None:
    """Run what the command line names and print the sample."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    name, folder, warm = sys.argv[1:]
    sample = run(Entry(*name.split(":")), Inputs(Path(folder)), Inputs(Path(warm)))
    sys.stdout.buffer.write(msgspec.json.encode(sample))


if __name__ == "__main__":
    main()
