"""A stop watch that also knows what the run cost: processor time, memory, and how busy others kept the machine."""

import math
import os
import resource
import threading
import time
from pathlib import Path
from typing import NamedTuple, Self

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_SAMPLE_S = 0.2
_PARENT, _TIMES = 1, slice(11, 15)
_IDLE = (3, 4)
_MACHINE_FIELDS = 8


class Cost(NamedTuple):
    """
    What the timed part of a run cost.

    Attributes
    ----------
    wall_s : float
        Elapsed seconds.
    cpu_s : float
        Processor seconds of this process, its children and the servers that it watches.
    others_cores : float
        Cores that everybody else kept busy meanwhile, on average; NaN where the system does not tell.
    peak_mb : float
        Greatest resident memory of this process since it began, and of the servers that it watches.
    laps_s : dict of str to float
        Seconds of each named part.
    """

    wall_s: float
    cpu_s: float
    others_cores: float
    peak_mb: float
    laps_s: dict[str, float]


class _Moment(NamedTuple):
    wall_s: float
    own_s: float
    machine_s: float

    @classmethod
    def now(cls, servers: set[int]) -> Self:
        return cls(time.perf_counter(), _own_cpu_s() + sum(map(_server_cpu_s, servers)), _machine_cpu_s())


class Watch:
    """
    Time a run; it runs from the moment it is made until `stop`.

    Examples
    --------
    >>> watch = Watch()
    >>> watch.lap("parse")
    >>> cost = watch.stop()
    >>> list(cost.laps_s), cost.wall_s >= cost.laps_s["parse"]
    (['parse'], True)
    """

    def __init__(self) -> None:
        self._servers: set[int] = set()
        self._server_peak_mb = 0.0
        self._stopped: Cost | None = None
        self.restart()

    def include(self, server: int) -> None:
        """
        Count a server of ours as part of this run.

        Parameters
        ----------
        server
            Process id of the server; its children are counted with it.
        """
        if not self._servers:
            threading.Thread(target=self._sample, daemon=True).start()
        self._servers.add(server)
        self.restart()

    def restart(self) -> None:
        """Forget everything until now: what came before was preparation, also the memory of processes that it ended."""
        self._laps: dict[str, float] = {}
        self._ended_mb = _ended_mb()
        self._start = _Moment.now(self._servers)
        self._lap_start = self._start.wall_s

    def lap(self, name: str) -> None:
        """
        Name the part of the run that ends now.

        Parameters
        ----------
        name
            What was done since the last lap; the same name again adds up.
        """
        now = time.perf_counter()
        self._laps[name] = self._laps.get(name, 0.0) + now - self._lap_start
        self._lap_start = now

    def stop(self) -> Cost:
        """
        End the timed part.

        Returns
        -------
        Cost
            What it cost; a second call returns the same.
        """
        if self._stopped is None:
            end = _Moment.now(self._servers)
            wall, own = end.wall_s - self._start.wall_s, end.own_s - self._start.own_s
            others = max(0.0, end.machine_s - self._start.machine_s - own) / wall if end.machine_s else math.nan
            self._stopped = Cost(wall, own, others, _peak_mb(self._ended_mb) + self._server_peak_mb, self._laps)
        return self._stopped

    def _sample(self) -> None:
        while self._stopped is None:
            self._server_peak_mb = max(self._server_peak_mb, sum(map(_server_mb, self._servers)))
            time.sleep(_SAMPLE_S)


def _own_cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _machine_cpu_s() -> float:
    try:
        fields = (_PROC / "stat").read_text().split("\n", 1)[0].split()[1:]
    except OSError:
        return 0.0
    busy = [int(value) for at, value in enumerate(fields[:_MACHINE_FIELDS]) if at not in _IDLE]
    return sum(busy) / _TICKS


def _peak_mb(before_mb: float) -> float:
    """
    Read the high-water mark of this program, and of its processes that ended, where one needed more than those before.

    `getrusage` would also remember the parent that this program was forked from.
    """
    own_kb = _status_kb("self").get("VmHWM", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    ended_mb = _ended_mb()
    return max(own_kb / 1024, ended_mb if ended_mb > before_mb else 0.0)


def _ended_mb() -> float:
    """Give the greatest memory that any ended process of this one had."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _status_kb(process: int | str) -> dict[str, int]:
    try:
        lines = (_PROC / str(process) / "status").read_text().splitlines()
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB")}


def _family(server: int) -> list[list[str]]:
    """Read the stat fields (after the name) of a server and of its children."""
    found = []
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(path.parent.name) == server or int(fields[_PARENT]) == server:
            found.append([path.parent.name, *fields])
    return found


def _server_cpu_s(server: int) -> float:
    return sum(sum(map(int, fields[1:][_TIMES])) for fields in _family(server)) / _TICKS


def _server_mb(server: int) -> float:
    """Sum what each process has for itself and count shared buffers once."""
    each = [_status_kb(fields[0]) for fields in _family(server)]
    own_kb, shared_kb = ([one.get(name, 0) for one in each] for name in ("RssAnon", "RssShmem"))
    return (sum(own_kb) + max(shared_kb, default=0)) / 1024
