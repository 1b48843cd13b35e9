"""Reference systems: reading what was declared, going to WGS84, and naming candidates where nothing was declared.

A position is transformed by the best operation that PROJ's own tables hold for that very place (no grids are fetched
from a network), so the same entered position gives the same result whatever file it comes in. Where no operation is
known the system is refused: a guessed datum moves land by up to 500 m.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Proj, Transformer
from pyproj.aoi import AreaOfUse
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError, ProjError

from landrelease.geometry.ragged import Geometries, Objects
from landrelease.geometry.states import STATES
from landrelease.records.shape import WGS84
from landrelease.records.text import tr

_WGS84_CODES = (("EPSG", "4326"), ("OGC", "CRS84"))
_QUARTER_TURN = 90.0
_HALF_TURN = 180.0
_WHOLE_TURN = 360.0
_SURE = 100
_SHOWN = 60
_SHORT_LIST = 12
_UTM_EASTING = (100_000.0, 900_000.0)
_UTM_NORTHING = (0.0, 10_000_000.0)
_CONTINENT = 60.0
_WHOLE_COUNTRY = re.compile(r"[^-.;,]+( - (onshore|offshore|mainland)[^.;]*)?$")
_PART = re.compile(
    r"between|(east|west|north|south) of|city|provinc|district|municip|communes|rail|region|area|hemisphere",
    re.IGNORECASE,
)

Bounds = Sequence[float]


class CrsError(ValueError):
    """
    Coordinates cannot be brought to WGS84.

    Parameters
    ----------
    message
        Where, what, why, and the way out.
    rows
        Places, from 0, of the geometries that have no position there; none where the system itself is at fault.
    """

    def __init__(self, message: str, rows: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.rows = tuple(rows)


class Candidate(NamedTuple):
    """
    A reference system that undeclared coordinates may be in.

    Attributes
    ----------
    code : str
        What to declare, such as ``EPSG:28992``.
    name : str
        Its registered name.
    why : str
        Where the coordinates would then lie, for a person to recognise.
    """

    code: str
    name: str
    why: str


def read_crs(text: str | CRS) -> CRS:
    """
    Read a reference system as files and people name it.

    Parameters
    ----------
    text
        A code such as ``EPSG:28992`` or ``28992``, WKT of any age, or a PROJ text.

    Returns
    -------
    pyproj.CRS
        The horizontal system, geographic or projected, as registered wherever it is exactly a registered one.

    Raises
    ------
    CrsError
        Where it is none, or where its relation to WGS84 is not known.

    Examples
    --------
    >>> read_crs("EPSG:7415").name
    'Amersfoort / RD New'
    >>> read_crs("+proj=utm +zone=33 +ellps=intl")
    Traceback (most recent call last):
    ...
    landrelease.geometry.crs.CrsError: reference system `+proj=utm +zone=33 +ellps=intl`: how it lies to WGS84 is not known, and a guess would be wrong by up to 500 m; name the system of the coordinates, such as EPSG:4326
    """  # noqa: E501 - a message is one line
    try:
        crs = CRS.from_user_input(text.strip() if isinstance(text, str) else text).to_2d()
        known = crs.to_authority(min_confidence=_SURE)
        crs = CRS.from_authority(*known) if known else crs
        if crs.is_geographic or crs.is_projected:
            transformer(crs)
            return crs
        cause = tr("it gives no position on the ground")
    except CRSError:
        cause = tr("it is not registered and cannot be read")
    except ProjError:
        cause = tr("how it lies to WGS84 is not known, and a guess would be wrong by up to 500 m")
    msg = tr("reference system `{text}`: {cause}; name the system of the coordinates, such as EPSG:4326")
    raise CrsError(msg.format(text=str(text).strip()[:_SHOWN], cause=cause))


def crs_name(crs: CRS) -> str:
    """
    Name a reference system as a record writes it.

    Parameters
    ----------
    crs
        A system.

    Returns
    -------
    str
        Its code, else its WKT on one line; both WGS84 codes are ``EPSG:4326``, since longitude always comes first.

    Examples
    --------
    >>> crs_name(read_crs("OGC:CRS84")), crs_name(read_crs("28992"))
    ('EPSG:4326', 'EPSG:28992')
    """
    known = crs.to_authority(min_confidence=_SURE)
    if known in _WGS84_CODES:
        return WGS84
    return ":".join(known) if known else crs.to_wkt()


def to_wgs84(geoms: Geometries, crs: CRS | str) -> Objects:
    """
    Bring geometries to longitude and latitude.

    Parameters
    ----------
    geoms
        Geometries [k], easting or longitude first whatever the order of the system's axes.
    crs
        Their declared system.

    Returns
    -------
    ndarray
        Geometries [k] in degrees without heights and measures, None where there is none. A coordinate that is no number
        stays so.

    Raises
    ------
    CrsError
        Where a position has no place on the earth; `CrsError.rows` holds the geometries.

    Examples
    --------
    >>> origin = shapely.Point(155_000, 463_000)
    >>> print(shapely.set_precision(to_wgs84([origin], "EPSG:28992"), 1e-6)[0])
    POINT (5.387204 52.155172)
    >>> to_wgs84([origin], "EPSG:4326")
    Traceback (most recent call last):
    ...
    landrelease.geometry.crs.CrsError: 1 of 1 geometries have no place on the earth in EPSG:4326 (the first is number 1): the system or the order of the coordinates is wrong; declare the one that they are in
    """  # noqa: E501 - a message is one line
    shapes = np.asarray(geoms, dtype=object)
    system = read_crs(crs)
    raised = shapely.has_z(shapes) | shapely.has_m(shapes)
    flat = shapely.force_2d(shapes) if raised.any() else shapes
    entered = shapely.get_coordinates(flat)
    lonlat = _lonlat(entered, system)
    if np.array_equal(lonlat, entered):
        return flat.copy()
    lost = np.isfinite(entered).all(axis=1) & ~np.isfinite(lonlat).all(axis=1)
    if lost.any():
        rows = np.unique(shapely.get_coordinates(flat, return_index=True)[1][lost]).tolist()
        raise CrsError(_misplaced(rows, len(shapes), system), rows)
    moved: Objects = shapely.set_coordinates(flat.copy(), lonlat)
    return moved


def lonlat(points: NDArray[np.float64], crs: CRS | str) -> NDArray[np.float64]:
    """
    Bring points to longitude and latitude.

    Parameters
    ----------
    points
        Easting or longitude, northing or latitude; shape (k, 2).
    crs
        Their declared system.

    Returns
    -------
    ndarray
        Degrees, not a number where the system has no place for a point; shape (k, 2).

    Raises
    ------
    CrsError
        Where the system is none.

    Examples
    --------
    >>> lonlat(np.array([[500_000.0, 0.0], [1e30, 0.0]]), "EPSG:32634").round(4).tolist()
    [[21.0, 0.0], [nan, nan]]
    """
    return _lonlat(points, read_crs(crs))


def _lonlat(entered: NDArray[np.float64], system: CRS) -> NDArray[np.float64]:
    if crs_name(system) == WGS84:
        lonlat = entered.copy()
    else:
        lonlat = np.column_stack(transformer(system).transform(entered[:, 0], entered[:, 1]))
    placed = (np.abs(lonlat[:, 0]) <= _WHOLE_TURN) & (np.abs(lonlat[:, 1]) <= _QUARTER_TURN)
    lonlat[~placed] = np.nan
    return lonlat


def _misplaced(rows: Sequence[int], shapes: int, system: CRS) -> str:
    msg = tr(
        "{many} of {shapes} geometries have no place on the earth in {crs} (the first is number {first}): the system "
        "or the order of the coordinates is wrong; declare the one that they are in"
    )
    return msg.format(many=len(rows), shapes=shapes, crs=crs_name(system)[:_SHOWN], first=rows[0] + 1)


@lru_cache(maxsize=64)
def transformer(system: CRS) -> Transformer:
    """
    Give the way from a system to WGS84.

    Parameters
    ----------
    system
        What `read_crs` read.

    Returns
    -------
    pyproj.Transformer
        Easting or longitude first on both sides.

    Examples
    --------
    >>> [round(degrees, 9) for degrees in transformer(read_crs("EPSG:32634")).transform(500_000, 0)]
    [21.0, 0.0]
    """
    return Transformer.from_crs(system, WGS84, always_xy=True, allow_ballpark=False)


def outside_use(wgs84: Geometries, crs: CRS | str) -> NDArray[np.bool_]:
    """
    Tell which geometries lie outside the area for which their system was made, a sign that it is not theirs.

    Parameters
    ----------
    wgs84
        Geometries [k] in longitude and latitude.
    crs
        The system that they were declared in.

    Returns
    -------
    ndarray
        Booleans [k]; False where there is no geometry or the system states no area.

    Examples
    --------
    >>> outside_use([shapely.Point(4.9, 52.4), shapely.Point(18, 44), None], "EPSG:28992").tolist()
    [False, True, False]
    """
    shapes = np.asarray(wgs84, dtype=object)
    use = read_crs(crs).area_of_use
    if use is None or use.west > use.east:
        return np.zeros(len(shapes), dtype=bool)
    west, south, east, north = shapely.bounds(shapes).T
    outside: NDArray[np.bool_] = (west < use.west) | (south < use.south) | (east > use.east) | (north > use.north)
    return outside


def candidates(bounds: Bounds, country: str | None = None) -> list[Candidate]:
    """
    Name the systems that coordinates of an undeclared one may be in; a person has to choose, nothing is assumed.

    With a country all systems in use there are tried; without one those of whole countries, and all systems where none
    of these fits. The likeliest are those that fit a small area, since most coordinates would miss it.

    Parameters
    ----------
    bounds
        Least x, least y, greatest x, greatest y of the coordinates.
    country
        Three-letter code of the country, where it is known.

    Returns
    -------
    list of Candidate
        At most twelve, the likeliest first; empty where nothing fits.

    Examples
    --------
    >>> [candidate.code for candidate in candidates((121000, 486000, 123000, 490000), "NLD")][0]
    'EPSG:28992'
    >>> candidates((4.8, 52.3, 5.0, 52.4))[0].why
    'the numbers look like degrees: longitude 4.8 to 5.0, latitude 52.3 to 52.4'
    """
    if not all(map(math.isfinite, bounds)):
        return []
    west, south, east, north = bounds
    if max(abs(west), abs(east)) <= _HALF_TURN and max(abs(south), abs(north)) <= _QUARTER_TURN:
        why = tr("the numbers look like degrees: longitude {west} to {east}, latitude {south} to {north}")
        return [Candidate(WGS84, "WGS 84", why.format(west=west, east=east, south=south, north=north))]
    tried = (_systems_of(country),) if country else (_of_whole_countries(), _systems())
    found = next(filter(None, ([*islice(_fitting(bounds, systems), _SHORT_LIST)] for systems in tried)), [])
    if not country and _looks_like_utm(bounds):
        found[_SHORT_LIST - 1 :] = []
        why = tr("the numbers may be UTM: zz is the zone, 326 north of the equator, 327 south of it")
        found.append(Candidate("EPSG:326zz / EPSG:327zz", "WGS 84 / UTM", why))
    return found


@lru_cache(maxsize=8)
def middle_of(country: str | None) -> tuple[float, float] | None:
    """
    Give a place well inside a country: the middle of the smallest area that a registered system is made for there.

    Parameters
    ----------
    country
        Three-letter code.

    Returns
    -------
    tuple of float or None
        Longitude and latitude, degrees; none where no system is made for the country alone.

    Examples
    --------
    >>> [round(degrees) for degrees in middle_of("BIH")], middle_of("XXX")
    ([18, 44], None)
    """
    name = STATES.get((country or "").upper())
    if name is None:
        return None
    areas = {info.area_of_use for info in query_crs_info("EPSG") if info.area_of_use}
    areas = {area for area in areas if area.west < area.east}
    own = [area for area in areas if re.match(rf"{re.escape(name)}(?![\w-])(?!.*[;,])", str(area.name))]
    if not own:
        return None
    use = min(own, key=lambda area: (bool(_PART.search(str(area.name))), _System("", "", area).extent))
    return (use.west + use.east) / 2, (use.south + use.north) / 2


def _looks_like_utm(bounds: Bounds) -> bool:
    west, south, east, north = bounds
    easting, northing = _UTM_EASTING, _UTM_NORTHING
    return easting[0] <= west <= east <= easting[1] and northing[0] <= south <= north <= northing[1]


class _System(NamedTuple):
    """A registered system with the area that it is made for."""

    code: str
    name: str
    use: AreaOfUse

    @property
    def area(self) -> str:
        """First sentence of its area of use; lists of what is included follow."""
        return str(self.use.name).partition(".")[0]

    @property
    def extent(self) -> float:
        """Size of that area: degrees of longitude times the difference of the sines of latitude."""
        width = self.use.east - self.use.west
        height = math.sin(math.radians(self.use.north)) - math.sin(math.radians(self.use.south))
        return float((width if width > 0 else width + _WHOLE_TURN) * height)


def _systems() -> list[_System]:
    """Projected systems that are made for less than half a continent, those for the smallest areas first."""
    registered = query_crs_info("EPSG", PJType.PROJECTED_CRS)
    systems = (_System(f"EPSG:{info.code}", info.name, info.area_of_use) for info in registered if info.area_of_use)
    return sorted((system for system in systems if system.extent < _CONTINENT), key=lambda system: system.extent)


def _of_whole_countries() -> list[_System]:
    return [system for system in _systems() if _WHOLE_COUNTRY.match(system.area) and not _PART.search(system.area)]


def _systems_of(country: str) -> list[_System]:
    """Systems whose area of use names a country, WGS84 first, then those for the smallest areas."""
    name = re.escape(STATES.get(country.upper(), country))
    mention = re.compile(rf"(?:^|[.;,:(]\s*|\band ){name}(?![\w-])")
    here = [system for system in _systems() if mention.search(str(system.use.name))]
    return sorted(here, key=lambda system: not system.name.startswith("WGS 84"))


def _fitting(bounds: Bounds, systems: Iterable[_System]) -> Iterator[Candidate]:
    west, south, east, north = bounds
    for code, name, use in systems:
        try:
            lon, lat = Proj(CRS(code))([west, east, west, east], [south, south, north, north], inverse=True)
        except CRSError:  # one that PROJ cannot calculate
            continue
        if use.west <= min(lon) and max(lon) <= use.east and use.south <= min(lat) and max(lat) <= use.north:
            why = tr("the coordinates would lie near longitude {lon:.2f}, latitude {lat:.2f} ({area})")
            area = _System(code, name, use).area
            yield Candidate(code, name, why.format(lon=sum(lon) / len(lon), lat=sum(lat) / len(lat), area=area))
