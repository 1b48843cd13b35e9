"""Where work is done on a day, as a small SVG: every task at its place, those that are too near to others marked."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import shapely

from landrelease.publish.markup import Markup, element
from landrelease.records.text import tr

_WIDTH, _HEIGHT, _EDGE = 760.0, 340.0, 40.0
_LEAST: Final = 5.0
_LEAST_DEG: Final = 0.02
_M_PER_DEG: Final = 111_320.0
_SCALES: Final = tuple(n * 10**power for power in range(1, 6) for n in (1, 2, 5))
_BAR: Final = 160.0


class Spot(NamedTuple):
    """
    A task at its place.

    Attributes
    ----------
    name : str
        Written beside it.
    place : shapely geometry or None
        Longitude and latitude; None for one without a place, which is not drawn.
    flagged : bool
        Whether its work is too near to other work.
    """

    name: str
    place: shapely.Geometry | None
    flagged: bool


class _View(NamedTuple):
    """The drawing's coordinates: the middle in degrees, and points for each metre."""

    lon: float
    lat: float
    per_m: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        east = (lon - self.lon) * _M_PER_DEG * math.cos(math.radians(self.lat))
        north = (lat - self.lat) * _M_PER_DEG
        return round(_WIDTH / 2 + east * self.per_m, 1), round(_HEIGHT / 2 - north * self.per_m, 1)


def near_map(spots: Sequence[Spot]) -> Markup:
    """
    Draw where work is done.

    Parameters
    ----------
    spots
        The tasks.

    Returns
    -------
    Markup
        An ``<svg>`` with a title, north up, with a bar of a round length; empty where no task has a place.

    Examples
    --------
    >>> near_map([Spot("T-1", None, False)])
    ''
    """
    placed = [(one, one.place) for one in spots if one.place is not None and not shapely.is_empty(one.place)]
    if not placed:
        return Markup("")
    view = _view([place for _, place in placed])
    drawn = [_drawn(one, place, view) for one, place in placed]
    title = element("title", tr("Where work is done that day, north up"))
    return element(
        "svg", title, _bar(view), drawn, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        role="img", class_="nearmap", font_size=13,
    )  # fmt: skip


def _view(places: Sequence[shapely.Geometry]) -> _View:
    west, south, east, north = (float(one) for one in shapely.total_bounds(places))
    lon, lat = (west + east) / 2, (south + north) / 2
    wide = max(east - west, _LEAST_DEG) * _M_PER_DEG * math.cos(math.radians(lat))
    high = max(north - south, _LEAST_DEG) * _M_PER_DEG
    return _View(lon, lat, min((_WIDTH - 4 * _EDGE) / wide, (_HEIGHT - 2 * _EDGE) / high))


def _drawn(one: Spot, place: shapely.Geometry, view: _View) -> Markup:
    """Draw an area as it is, and a ring around it that is seen however small the area is."""
    x, y = view.at(place.centroid.x, place.centroid.y)
    west, south, east, north = (float(bound) for bound in place.bounds)
    left, bottom = view.at(west, south)
    right, top = view.at(east, north)
    radius = max(_LEAST, math.hypot(right - left, bottom - top) / 2)
    shape = "flagged" if one.flagged else "spot"
    said = tr("{task}: too near to other work").format(task=one.name) if one.flagged else one.name
    rings = [element("circle", cx=x, cy=y, r=round(radius, 1), class_=shape)]
    if one.flagged:
        rings.append(element("circle", cx=x, cy=y, r=round(radius + 4, 1), class_="flagged-ring"))
    label = element("text", f"⚠ {one.name}" if one.flagged else one.name, x=round(x + radius + 7, 1), y=y + 4)
    return element("g", element("title", said), rings, label)


def _bar(view: _View) -> Markup:
    length = max((one for one in _SCALES if one * view.per_m <= _BAR), default=_SCALES[0])
    end, y = _EDGE / 2 + length * view.per_m, _HEIGHT - _EDGE / 3
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"  # noqa: PLR2004 - metres in a kilometre
    line = element("path", d=f"M{_EDGE / 2:g} {y - 5:g}v5H{end:g}v-5", class_="bar")
    return element("g", line, element("text", text, x=round(end + 6, 1), y=y))
