"""The interpreter itself: what a command costs that does nothing."""

import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Final

from benchmarks.inputs import Inputs
from benchmarks.watch import Watch

TITLE: Final = f"python -c pass ({platform.python_version()})"
DOES: Final = {"start": "starts and ends the interpreter; every command written in Python pays this."}

_STARTS: Final = 20


def start(inputs: Inputs, watch: Watch) -> list[float]:  # noqa: ARG001 - every engine is called alike
    """
    Start the interpreter again and again.

    Parameters
    ----------
    inputs
        Not needed.
    watch
        Times the whole.

    Returns
    -------
    list of float
        Seconds of each start.
    """
    return started([sys.executable, "-c", "pass"])


def started(command: Sequence[str]) -> list[float]:
    """
    Time a command from its call to its end.

    Parameters
    ----------
    command
        Program and arguments.

    Returns
    -------
    list of float
        Seconds of each of twenty starts; a first one, which may have to read the disk, is left out.

    Raises
    ------
    CalledProcessError
        Where the command fails.
    """
    seconds = []
    for _ in range(_STARTS + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begin)
    return seconds[1:]
