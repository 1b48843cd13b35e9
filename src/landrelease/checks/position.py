"""Checks of where shapes lie: on the globe, in the country, in their administrative area, among the others."""

from collections.abc import Callable
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.checks.finding import Finding, place
from landrelease.checks.metres import Floats, area_m2
from landrelease.checks.outline import MOST_DEG, Outline
from landrelease.records.context import AdminArea
from landrelease.records.text import marked as _

ZERO_DEG: Final = 1e-7
DEGREE_M: Final = 111_000.0
MINUTE_PARTS: Final = 1e-3
AMONG: Final = 20
MIDDLE_PERCENT: Final = (25.0, 75.0)
MARGIN: Final = 2.0
SWAPPED: Final = _("longitude and latitude exchanged")
READINGS: Final = (
    (SWAPPED, (1, 0), (1.0, 1.0)),
    (_("the other sign of the longitude"), (0, 1), (-1.0, 1.0)),
    (_("the other sign of the latitude"), (0, 1), (1.0, -1.0)),
    (_("the other sign of both"), (0, 1), (-1.0, -1.0)),
)


class Position:
    """
    Shapes on the land of a programme.

    Parameters
    ----------
    outline
        The shapes; their frame holds the land of the country, its administrative areas, or neither.

    Attributes
    ----------
    outline : Outline
        The shapes.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.places = outline.frame.places

    @cached_property
    def sound(self) -> NDArray[np.bool_]:
        """
        Where there is a shape that can lie on the globe and is no administrative area, which none of these holds.

        Returns
        -------
        ndarray
            One flag for each shape.
        """
        records = self.outline.proposed.records
        boundary = np.fromiter((isinstance(record, AdminArea) for record in records), np.bool_, len(records))
        return np.asarray(self.outline.sound & ~boundary)

    @cached_property
    def land(self) -> shapely.Geometry | None:
        """
        The land of the country, else of all administrative areas together.

        Returns
        -------
        shapely.Geometry
            Prepared; none where neither is known.
        """
        land = self.places.country
        if land is None and len(self.places.admin_areas):
            land = shapely.union_all(shapely.make_valid(self.places.admin_areas))
        shapely.prepare(land)
        return land

    @cached_property
    def middles(self) -> Floats:
        """
        Middles of the bounding boxes.

        Returns
        -------
        ndarray
            Longitude and latitude, degrees; shape (n, 2).
        """
        return _middles(self.outline.bounds)

    @cached_property
    def areas_m2(self) -> Floats:
        """
        Areas, near enough to compare them with those of whole districts.

        Returns
        -------
        ndarray
            Square metres, zero where there is no shape on the globe.
        """
        return np.where(self.sound, area_m2(self.outline.shapes), 0.0)

    @cached_property
    def off_land(self) -> NDArray[np.int64]:
        """
        Shapes that touch none of the land.

        Returns
        -------
        ndarray
            Positions of shapes, none where the land is not known.
        """
        if self.land is None:
            return np.empty(0, dtype=np.int64)
        away = np.flatnonzero(self.sound & ~self.covered)
        return np.asarray(away[~shapely.intersects(self.land, self.outline.shapes[away])])

    @cached_property
    def astray(self) -> dict[int, str]:
        """
        Shapes far off the land; near it the border that was loaded may be the coarse one.

        Returns
        -------
        dict
            Position of the shape to the reading by which it would lie on the land, empty where no reading helps.
        """
        border_deg = self.outline.frame.limits.border_m / DEGREE_M
        far = self.off_land[~shapely.dwithin(self.land, self.outline.shapes[self.off_land], border_deg)]
        return dict(zip(far.tolist(), self._readings(far), strict=True))

    @cached_property
    def covered(self) -> NDArray[np.bool_]:
        """
        Where the whole shape lies on the land.

        Returns
        -------
        ndarray
            One flag for each shape; false everywhere where the land is not known.
        """
        return np.asarray(shapely.covers(self.land, self.outline.shapes))

    def _readings(self, away: NDArray[np.int64]) -> list[str]:
        found = [""] * len(away)
        for reading, order, signs in reversed(READINGS):
            x, y = (self.middles[away][:, list(order)] * signs).T
            for at in np.flatnonzero(shapely.contains_xy(self.land, x, y)).tolist():
                found[at] = reading
        return found

    @cached_property
    def admin_area(self) -> NDArray[np.int64]:
        """
        The administrative area that holds the middle of each shape.

        Returns
        -------
        ndarray
            Positions among the areas, the first of several, -1 where none holds it.
        """
        found = np.full(len(self.outline.shapes), -1, dtype=np.int64)
        sound = np.flatnonzero(self.sound)
        tree = shapely.STRtree(shapely.points(self.middles[sound]))
        area, shape = tree.query(self.places.admin_areas, predicate="intersects")
        found[sound[shape[::-1]]] = area[::-1]
        return found

    def finding(self, code: str, index: int, **params: str | float) -> Finding:
        """
        Write a finding about one of the shapes, with the middle of the shape as its place.

        Parameters
        ----------
        code
            Code of the rule.
        index
            Position of the shape.
        **params
            Values that the texts name.

        Returns
        -------
        Finding
            The finding.
        """
        return self.outline.finding(code, index, **params, **place(*self.middles[index]))


def _middles(bounds: Floats) -> Floats:
    return np.asarray((bounds[:, :2] + bounds[:, 2:]) / 2)


def coordinates_off_the_globe(position: Position) -> list[Finding]:
    """
    See coordinates that are no longitude and latitude.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``coordinates-off-the-globe``, with the first such pair as text.
    """
    found = []
    for index in np.flatnonzero(position.outline.off_globe).tolist():
        xy = shapely.get_coordinates(position.outline.shapes[index])
        lon, lat = xy[np.argmax(~(np.abs(xy) <= MOST_DEG).all(axis=1))]
        found.append(
            position.outline.finding("coordinates-off-the-globe", index, lon_text=f"{lon:g}", lat_text=f"{lat:g}")
        )
    return found


def zero_coordinates(position: Position) -> list[Finding]:
    """
    See coordinates that are zero because a cell was empty: a vertex at zero and zero, or one axis zero throughout.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``zero-coordinates``.
    """
    west, south, east, north = position.outline.bounds.T
    with np.errstate(invalid="ignore"):
        over = (west <= ZERO_DEG) & (south <= ZERO_DEG) & (east >= -ZERO_DEG) & (north >= -ZERO_DEG)
        flat = (np.maximum(abs(west), abs(east)) < ZERO_DEG) | (np.maximum(abs(south), abs(north)) < ZERO_DEG)
    found = np.flatnonzero((over | flat) & position.outline.sound).tolist()
    return [
        position.outline.finding("zero-coordinates", index)
        for index in found
        if flat[index] or (np.abs(shapely.get_coordinates(position.outline.shapes[index])) < ZERO_DEG).all(axis=1).any()
    ]


def coordinates_on_whole_minutes(position: Position) -> list[Finding]:
    """
    See shapes all of whose coordinates are whole minutes of arc, within two metres.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``coordinates-on-whole-minutes``.
    """
    candidates = np.flatnonzero(_whole_minutes(position.outline.bounds).all(axis=1) & position.outline.sound).tolist()
    return [
        position.outline.finding("coordinates-on-whole-minutes", index)
        for index in candidates
        if _whole_minutes(shapely.get_coordinates(position.outline.shapes[index])).all()
    ]


def _whole_minutes(degrees: Floats) -> NDArray[np.bool_]:
    minutes = np.nan_to_num(degrees * 60, nan=0.5, posinf=0.5, neginf=0.5)
    return np.asarray(np.abs(minutes - np.round(minutes)) < MINUTE_PARTS)


def axes_swapped(position: Position) -> list[Finding]:
    """
    See shapes off the land that lie on it when longitude and latitude change places.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``axes-swapped``, with the place as it stands.
    """
    return [position.finding("axes-swapped", index) for index, reading in position.astray.items() if reading == SWAPPED]


def wrong_hemisphere(position: Position) -> list[Finding]:
    """
    See shapes off the land that lie on it when a sign is changed.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``wrong-hemisphere``, with the sign that fits and the place as it stands.
    """
    return [
        position.finding("wrong-hemisphere", index, reading=reading)
        for index, reading in position.astray.items()
        if reading not in {"", SWAPPED}
    ]


def outside_country(position: Position) -> list[Finding]:
    """
    See shapes that lie far outside the country however they are read (rule V4).

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``outside-country``; nothing where only administrative areas are known, which may not be all.
    """
    if position.places.country is None:
        return []
    return [position.finding("outside-country", index) for index, reading in position.astray.items() if not reading]


def partly_outside_country(position: Position) -> list[Finding]:
    """
    See shapes of which more than a small share lies beyond the border, or all of it close to the border.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``partly-outside-country``, with the share.
    """
    country, outline = position.places.country, position.outline
    if country is None:
        return []
    crossing = position.sound & ~outline.invalid & ~position.covered
    crossing[list(position.astray)] = False
    off_land = frozenset(position.off_land.tolist())
    found = []
    for index in np.flatnonzero(crossing).tolist():
        share = 1.0 if index in off_land else _share_outside(outline.shapes[index], country)
        if share > outline.frame.limits.outside_share:
            found.append(position.finding("partly-outside-country", index, outside_percent=share * 100))
    return found


def _share_outside(shape: shapely.Geometry, country: shapely.Geometry) -> float:
    area = shapely.area(shape)
    return float(shapely.area(shapely.difference(shape, country)) / area) if area else 0.0


def outside_admin_areas(position: Position) -> list[Finding]:
    """
    See shapes in none of the administrative areas, save those that lie outside the country or need another reading.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``outside-admin-areas``.
    """
    areas, outline = position.places.admin_areas, position.outline
    if not len(areas):
        return []
    if position.places.country is None:
        outside = [index for index in position.off_land.tolist() if not position.astray.get(index)]
        return [position.finding("outside-admin-areas", index) for index in outside]
    inside = position.sound.copy()
    inside[position.off_land] = False
    doubtful = np.flatnonzero(inside & (position.admin_area < 0))
    touched = shapely.STRtree(areas).query(outline.shapes[doubtful], predicate="intersects")[0]
    doubtful = np.delete(doubtful, np.unique(touched))
    return [position.finding("outside-admin-areas", index) for index in doubtful.tolist()]


def away_from_the_rest(position: Position) -> list[Finding]:
    """
    See shapes far from all others that lie among them by another reading, where no boundary of the land is known.

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``away-from-the-rest``, with the reading that fits; nothing among fewer than twenty shapes.
    """
    sound = np.flatnonzero(position.outline.sound)
    if position.land is not None or len(sound) < AMONG:
        return []
    middles = position.middles[sound]
    low, high = np.percentile(middles, MIDDLE_PERCENT, axis=0)
    margin = np.maximum(MARGIN * (high - low), 1.0)
    box = np.stack([low - margin, high + margin])
    away = sound[~_within(middles, box)].tolist()
    return [
        position.finding("away-from-the-rest", index, reading=reading)
        for index in away
        if (reading := _reading_in(position.middles[index], box))
    ]


def _within(xy: Floats, box: Floats) -> NDArray[np.bool_]:
    return np.asarray(((xy >= box[0]) & (xy <= box[1])).all(axis=-1))


def _reading_in(middle: Floats, box: Floats) -> str:
    for reading, order, signs in READINGS:
        if _within(middle[list(order)] * signs, box):
            return reading
    return ""


def area_larger_than_admin_unit(position: Position) -> list[Finding]:
    """
    See shapes larger than the administrative area that holds their middle (rule V6).

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``area-larger-than-admin-unit``.
    """
    if not len(position.places.admin_areas):
        return []
    units = area_m2(position.places.admin_areas)
    areas = position.areas_m2
    large = np.flatnonzero((position.admin_area >= 0) & (areas > units[position.admin_area]))
    return [
        position.finding(
            "area-larger-than-admin-unit",
            index,
            area_m2=float(areas[index]),
            admin_area=str(position.places.admin_ids[position.admin_area[index]]),
            admin_m2=float(units[position.admin_area[index]]),
        )
        for index in large.tolist()
    ]


def area_larger_than_country(position: Position) -> list[Finding]:
    """
    See records larger than the country, by their shape or by the area that they state (rule V6).

    Parameters
    ----------
    position
        Shapes and the land of the programme.

    Returns
    -------
    list of Finding
        ``area-larger-than-country``.
    """
    country = position.places.country
    if country is None:
        return []
    most = float(area_m2(np.array([country]))[0])
    stated = [getattr(record, "stated_m2", None) or 0.0 for record in position.outline.proposed.records]
    areas = np.fmax(position.areas_m2, np.array(stated, dtype=np.float64))
    return [
        position.outline.finding("area-larger-than-country", index, area_m2=float(areas[index]), country_m2=most)
        for index in np.flatnonzero(areas > most).tolist()
    ]


POSITION_CHECKS: Final[tuple[Callable[[Position], list[Finding]], ...]] = (
    coordinates_off_the_globe,
    zero_coordinates,
    coordinates_on_whole_minutes,
    axes_swapped,
    wrong_hemisphere,
    outside_country,
    partly_outside_country,
    outside_admin_areas,
    away_from_the_rest,
    area_larger_than_admin_unit,
    area_larger_than_country,
)
