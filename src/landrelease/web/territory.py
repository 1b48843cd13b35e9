"""Where somebody may look and decide: the administrative areas to which they are confined."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

from landrelease.desk.looking import land_of_areas
from landrelease.desk.reading import Reading
from landrelease.ledger.table import Parcels
from landrelease.web.actor import Actor


def land_of(register: Reading, actor: Actor) -> shapely.Geometry | None:
    """
    Find the land to which somebody is confined.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    shapely.Geometry or None
        In longitude and latitude; None for the whole programme, empty where their areas were never drawn.
    """
    return land_of_areas(register, actor.territory) if actor.territory else None


def seen(land: shapely.Geometry | None, shapes: Sequence[shapely.Geometry | None]) -> npt.NDArray[np.bool_]:
    """
    Tell which things may be seen.

    Parameters
    ----------
    land
        From `land_of`.
    shapes
        Where each thing is; None for what has no place.

    Returns
    -------
    numpy.ndarray of bool
        Whether it touches the land; what has no place concerns everybody.

    Examples
    --------
    >>> seen(shapely.box(0, 0, 1, 1), [shapely.Point(1, 1), shapely.Point(2, 2), None]).tolist()
    [True, False, True]
    >>> seen(None, [shapely.Point(2, 2)]).tolist(), seen(shapely.Polygon(), [shapely.Point(2, 2)]).tolist()
    ([True], [False])
    """
    if land is None:
        return np.ones(len(shapes), dtype=bool)
    shapely.prepare(land)
    found = np.array(shapes, dtype=object)
    missing: npt.NDArray[np.bool_] = shapely.is_missing(found)
    within: npt.NDArray[np.bool_] = missing | shapely.intersects(land, found)
    return within


def parcels_in(land: shapely.Geometry | None, parcels: Parcels) -> Parcels:
    """
    Choose the parcels that may be seen.

    Parameters
    ----------
    land
        From `land_of`.
    parcels
        Parcels of one class.

    Returns
    -------
    Parcels
        Those that touch the land, whole.
    """
    if land is None:
        return parcels
    kept = seen(land, list(parcels.geometry))
    return parcels._replace(**{name: getattr(parcels, name)[kept] for name in Parcels._fields if name != "klass"})


def answerable(land: shapely.Geometry | None, shape: shapely.Geometry | None) -> bool:
    """
    Tell whether somebody may decide on a thing.

    Parameters
    ----------
    land
        From `land_of`.
    shape
        Where it is; None for what has no place.

    Returns
    -------
    bool
        Whether it lies wholly in their land; what has no place concerns the whole programme, and only those who answer
        for all of it decide on it.

    Examples
    --------
    >>> land = shapely.box(0, 0, 1, 1)
    >>> answerable(land, shapely.Point(0.5, 0.5)), answerable(land, shapely.box(0.5, 0.5, 2, 2)), answerable(land, None)
    (True, False, False)
    >>> answerable(None, None)
    True
    """
    if land is None:
        return True
    return shape is not None and bool(shapely.covers(land, shape))
