"""How often one network may do what is open to everybody."""

import threading
import time
from collections import OrderedDict, deque
from typing import Final

MOST: Final = 5
WITHIN_S: Final = 3600.0
_REMEMBERED: Final = 10_000


class Quota:
    """
    Counts deeds by network, in memory alone.

    Parameters
    ----------
    most
        So many are let through.
    within_s
        In so many seconds.
    """

    def __init__(self, most: int = MOST, within_s: float = WITHIN_S) -> None:
        self._most, self._within_s = most, within_s
        self._lock = threading.Lock()
        self._done: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, network: str, now: float | None = None) -> bool:
        """
        Count a deed, if it may be done.

        Parameters
        ----------
        network
            Where from, coarse.
        now
            Seconds of a clock that never runs back; that of the machine where it is None.

        Returns
        -------
        bool
            False where there were too many; this one is not counted then.

        Examples
        --------
        >>> quota = Quota(most=1, within_s=10)
        >>> quota.take("192.0.2.0/24", 0), quota.take("192.0.2.0/24", 9), quota.take("192.0.2.0/24", 10)
        (True, False, True)
        """
        at = time.monotonic() if now is None else now
        with self._lock:
            done = self._done.setdefault(network, deque())
            self._done.move_to_end(network)
            while len(self._done) > _REMEMBERED:
                self._done.popitem(last=False)
            while done and done[0] + self._within_s <= at:
                done.popleft()
            if len(done) >= self._most:
                return False
            done.append(at)
            return True
