"""Lines that look drawn by land and people: wandering traces, places along them and beside them."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def wander(throw: np.random.Generator, start: Points, end: Points, step_m: float, sway_m: float) -> Points:
    """
    Draw a line that sways about the straight one and never turns back on itself.

    Parameters
    ----------
    throw
        Random stream.
    start, end
        Two points, metres.
    step_m
        Distance of vertices along the straight line, metres.
    sway_m
        Typical distance from the straight line, metres.

    Returns
    -------
    ndarray
        Vertices, shape (n, 2), the two ends included.

    Examples
    --------
    >>> line = wander(np.random.default_rng(1), np.zeros(2), np.array([100.0, 0.0]), 10.0, 5.0)
    >>> line.shape, bool(np.allclose(line[-1], [100.0, 0.0]))
    ((11, 2), True)
    """
    along = end - start
    length = float(np.hypot(*along))
    count = max(2, round(length / step_m)) + 1
    share = np.linspace(0.0, 1.0, count)
    waves = np.arange(1, max(2, count // 4) + 1)
    height = throw.normal(0.0, sway_m, waves.size) / waves**1.12
    lateral = (np.sin(np.pi * np.outer(share, waves)) * height).sum(axis=1)
    normal = np.array([-along[1], along[0]]) / length
    return np.asarray(start + np.outer(share, along) + np.outer(lateral, normal))


def length(trace: Points) -> float:
    """
    Measure a trace.

    Parameters
    ----------
    trace
        Vertices, shape (n, 2), metres.

    Returns
    -------
    float
        Metres.

    Examples
    --------
    >>> length(np.array([[0.0, 0.0], [3.0, 4.0]]))
    5.0
    """
    return float(np.hypot(*np.diff(trace, axis=0).T).sum())


def along(trace: Points, station_m: Points, beside_m: Points | float = 0.0) -> Points:
    """
    Find the points at given distances along a trace, set off to its left by given distances.

    Parameters
    ----------
    trace
        Vertices, shape (n, 2), metres.
    station_m
        Distances from the first vertex, metres; beyond the ends the last point counts.
    beside_m
        Distances to the left of the direction of travel, metres.

    Returns
    -------
    ndarray
        Points, shape (n, 2).

    Examples
    --------
    >>> along(np.array([[0.0, 0.0], [90.0, 0.0]]), np.array([45.0]), 2.0).round(6).tolist()
    [[45.0, 2.0]]
    """
    legs = np.hypot(*np.diff(trace, axis=0).T)
    reach = np.concatenate([[0.0], np.cumsum(legs)])
    middle = _at(trace, reach, station_m)
    ahead = _at(trace, reach, station_m + 40.0) - _at(trace, reach, station_m - 40.0)
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    normal = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    return np.asarray(middle + normal * np.reshape(beside_m, (-1, 1)))


def _at(trace: Points, reach: Points, station_m: Points) -> Points:
    return np.column_stack([np.interp(station_m, reach, trace[:, axis]) for axis in (0, 1)])
