"""Where tasks lie and what their maps reach to: the tasks near some land, without looking at all of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import shapely

from landrelease.geometry.geojson import geometry_of
from landrelease.geometry.plane import GRID_PER_M, Plane
from landrelease.programme.roll import plain
from landrelease.programme.rules import Rules
from landrelease.programme.span import EARLIEST, LATEST
from landrelease.records.tasking import Task, TaskFeature

KINDS: Final = ("task", "task_feature")


class Places:
    """
    The places of tasks, whether or not their records are in force: who asks follows the case of each that is near.

    Parameters
    ----------
    records
        Tasks and what lies on their maps; other kinds are left alone.
    plane
        The programme's plane; nothing has a place without.

    Examples
    --------
    >>> Places([], None).near(shapely.Point(0, 0), "", 25.0)
    set()
    """

    def __init__(self, records: Iterable[Any], plane: Plane | None) -> None:
        found = [record for record in records if isinstance(record, Task | TaskFeature)]
        self.activities = {plain(one.activity) for one in found if isinstance(one, Task)}
        self.farthest_m = max((one.distance_m or 0.0 for one in found if isinstance(one, TaskFeature)), default=0.0)
        shapes = geometry_of([one.shape for one in found])
        placed = [n for n, shape in enumerate(shapes) if shape is not None and not shapely.is_empty(shape)]
        self._boxes = np.empty((0, 4))
        self._tasks: list[str] = []
        if plane is not None and placed:
            drawn = shapely.transform(shapes[placed], lambda part: plane.forward(part) / GRID_PER_M)
            self._boxes = shapely.bounds(drawn)
            self._tasks = [_task_of(found[n]) for n in placed]
        self._of: dict[str, list[int]] = defaultdict(list)
        for n, name in enumerate(self._tasks):
            self._of[name].append(n)

    def near(self, land: shapely.Geometry, task: str, reach_m: float) -> set[str]:
        """
        List the tasks that lie near some land, or near what is on the map of a task.

        Parameters
        ----------
        land
            In the programme's plane.
        task
            Its id; whatever bears it counts as the land asked about.
        reach_m
            How far.

        Returns
        -------
        set of str
            Ids of other tasks; none is left out that is nearer.
        """
        own = self._of.get(task, [])
        found: set[str] = set()
        for x0, y0, x1, y1 in [shapely.bounds(land), *self._boxes[own]]:
            west, south, east, north = self._boxes.T
            apart = np.maximum(np.maximum(west - x1, x0 - east), np.maximum(south - y1, y0 - north))
            found |= {self._tasks[n] for n in np.flatnonzero(apart <= reach_m)}
        return found - {task}

    def reach_m(self, rules: Rules) -> float:
        """
        Tell how far apart tasks can be and still be too near.

        Parameters
        ----------
        rules
            Settings in force.

        Returns
        -------
        float
            Metres: the largest safety distance of any activity and any day, or distance on a map.
        """
        asked = [rules.safety_distance_m(one, day) for one in {*self.activities, ""} for day in (EARLIEST, LATEST)]
        return max(*asked, self.farthest_m)


def _task_of(record: Task | TaskFeature) -> str:
    return plain(record.id if isinstance(record, Task) else record.task)
