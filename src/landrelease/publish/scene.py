"""What the map of a task shows, from the site of the task."""

from collections.abc import Iterable, Sequence

import shapely

from landrelease.desk.dossier import Neighbour
from landrelease.desk.site import Site, placed
from landrelease.geometry.turning import turning_points
from landrelease.programme.roll import Fact, plain
from landrelease.publish.taskmap import Item, Scene


def scene_of(site: Site, neighbours: Sequence[Neighbour] = (), done: Iterable[Fact] = ()) -> Scene | None:
    """
    Gather what is drawn.

    Parameters
    ----------
    site
        The site of the task.
    neighbours
        Work of others.
    done
        Releases of the task.

    Returns
    -------
    Scene or None
        None where the task has no area.
    """
    if site.area is None:
        return None
    items = ((fact.record, placed(fact)) for fact in site.features)
    others = ((f"{one.task} ({one.unit})", placed(one.fact)) for one in neighbours)
    return Scene(
        area=site.area,
        items=tuple(
            Item(plain(record.type), plain(record.name), shape, record.distance_m or 0.0)
            for record, shape in items
            if shape is not None
        ),
        land=site.land,
        others=tuple((name, shape) for name, shape in others if shape is not None),
        done=tuple(shape for shape in map(placed, done) if shape is not None and shapely.area(shape) > 0),
        corners=tuple((one.lon, one.lat) for one in turning_points(site.area)[1]),
    )
