"""Land as the public sees it: open land outwards, released land inwards, no ids, no day, no exact area."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from landrelease.geometry.plane import Plane
from landrelease.publish.redaction.outward import inner, outer, to_degrees, to_plane
from landrelease.publish.redaction.publication import Publication
from landrelease.publish.redaction.rounding import rounded, unit_of

if TYPE_CHECKING:
    from landrelease.ledger.table import Parcels

OPEN: Final = ("suspected", "confirmed")
RELEASED: Final = ("cancelled", "reduced", "cleared")
_NOTHING: Final = shapely.MultiPolygon()


class PublishedLand(NamedTuple):
    """
    The land of one group of statuses, as it is published.

    Attributes
    ----------
    group : str
        ``open`` or ``released``.
    geometry : shapely geometry or None
        Degrees; None where nothing of it can be shown by the rule.
    area_m2 : int or None
        Area of the exact land, rounded to `step_m2`: up where it is open, down where it is released; None where there
        are fewer parcels than the small count.
    step_m2 : int
        To what it is rounded.
    klass : str
        Hazard class, or ``all``.
    """

    group: str
    geometry: BaseGeometry | None
    area_m2: int | None
    step_m2: int
    klass: str


def published_land(
    parcels: "Parcels", rules: Publication, plane: Plane, *, areas: Sequence[BaseGeometry] = ()
) -> list[PublishedLand]:
    """
    Make of parcels what the public sees.

    Open land is shown larger than it is. Released land is shown as it is or smaller, and nowhere where open land is
    shown: so no ground is shown as both, and the edge of released land does not tell where the open land begins.
    Points and lines among the parcels, if any, count as land of no area.

    Parameters
    ----------
    parcels
        Parcels of one class, known as `Publication.known_at` says.
    rules
        What the programme publishes.
    plane
        Plane of the programme.
    areas
        Administrative areas of one set and level, degrees; needed where a rule is ``admin``.

    Returns
    -------
    list of PublishedLand
        A row for each group that is published and not hidden, open land first; also where there is none of it.

    Raises
    ------
    OutlineError
        Where a parcel has no place in the plane.
    """
    found: list[PublishedLand] = []
    shown = _open(parcels, rules, plane, areas) if rules.open_land.form != "hidden" else _NOTHING
    if rules.shows("land-open") and rules.open_land.form != "hidden":
        found.append(_row("open", parcels, rules, to_degrees(shown, plane)))
    if rules.shows("land-released") and rules.released_land.form != "hidden":
        flat = _flat(parcels, RELEASED, plane)
        exact = rules.released_land.form == "none"
        kept = (flat if exact else inner(flat, rules.released_land.metres)).difference(shown)
        found.append(_row("released", parcels, rules, to_degrees(_polygons(kept), plane)))
    return found


def _open(parcels: "Parcels", rules: Publication, plane: Plane, areas: Sequence[BaseGeometry]) -> BaseGeometry:
    flat = _flat(parcels, OPEN, plane)
    return flat if flat.is_empty else outer(flat, rules.open_land, [to_plane(area, plane) for area in areas])


def _flat(parcels: "Parcels", statuses: Sequence[str], plane: Plane) -> BaseGeometry:
    """Join the land of some statuses in the plane."""
    chosen = parcels.geometry[np.isin(parcels.status.astype(str), statuses)]
    return shapely.union_all(shapely.get_parts(to_plane(shapely.geometrycollections(chosen), plane)))


def _polygons(flat: BaseGeometry) -> BaseGeometry:
    """Leave out the lines and points that a difference may leave."""
    return shapely.union_all([one for one in shapely.get_parts(flat) if one.area])


def _row(group: str, parcels: "Parcels", rules: Publication, geometry: BaseGeometry | None) -> PublishedLand:
    statuses = OPEN if group == "open" else RELEASED
    chosen = np.isin(parcels.status.astype(str), statuses)
    unit = unit_of(rules)
    area = rounded(Decimal(math.fsum(parcels.area_m2[chosen].tolist())), group, unit) * unit
    enough = int(chosen.sum()) >= rules.small_count or not chosen.any()
    return PublishedLand(group, geometry, area if enough else None, unit, parcels.klass)
