"""Maps for paper that somebody asks for: of which land, how large, in which languages, for whom."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple

import shapely
from litestar.exceptions import HTTPException, PermissionDeniedException, ValidationException

from landrelease.desk.looking import admin_areas
from landrelease.desk.register import Register
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.site import placed
from landrelease.geometry.geojson import geometry_of
from landrelease.programme.roll import plain
from landrelease.publish.groundwork import ground_of
from landrelease.publish.printmap import PAPERS, Form, Ground, PrintMap, leaf_of, set_map
from landrelease.publish.redaction.audience import EXACT, rank, reads_exactly
from landrelease.publish.seen import land_seen
from landrelease.publish.writing import OutputError
from landrelease.records.codes import AUDIENCES
from landrelease.records.text import languages, tr
from landrelease.web import tongue
from landrelease.web.actor import Actor
from landrelease.web.policy import may, reads
from landrelease.web.sight import LOWEST, sight_of
from landrelease.web.territory import land_of, parcels_in, seen

SCALES: Final = (1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
"""Denominators to choose from beside the largest at which everything fits."""
EXTENTS: Final = ("all", "view", "area", "task")
"""What a sheet may show: all land, what the map showed, an administrative area, a task."""
LANDSCAPE, PORTRAIT = "landscape", "portrait"
LARGE: Final = frozenset({"A1", "A0"})
_DPI, _LARGE_DPI, _PREVIEW_PX = 300, 150, 1100
_MM_PER_INCH: Final = 25.4
_ONE_AT_A_TIME: Final = threading.Lock()
"""A sheet of A0 as a picture takes hundreds of megabytes while it is made."""


class MapWish(NamedTuple):
    """
    A map that somebody asks for.

    Attributes
    ----------
    extent : str
        One of `EXTENTS`.
    area, task : str
        Ids, where the extent is that.
    bbox : str
        West, south, east and north edge of what the map showed, degrees.
    paper : str
        Key of `printmap.PAPERS`.
    orientation : str
        ``landscape`` or ``portrait``.
    scale : int
        Denominator; 0 for the largest at which everything fits.
    languages : tuple of str
        Language tags, the first rules.
    audience : str
        For whom; never for a higher one than who asks.
    as_of, known_at, klass : str
        The view; empty for now, and ``all``.
    """

    extent: str
    area: str
    task: str
    bbox: str
    paper: str
    orientation: str
    scale: int
    languages: tuple[str, ...]
    audience: str
    as_of: str = ""
    known_at: str = ""
    klass: str = "all"

    def query(self) -> dict[str, str]:
        """
        Give the wish as an address holds it.

        Returns
        -------
        dict of str
            As `map_wish` reads it.
        """
        first, second = (*self.languages, "")[:2]
        told = {
            "extent": self.extent, "area": self.area, "task": self.task, "bbox": self.bbox, "paper": self.paper,
            "orientation": self.orientation, "scale": str(self.scale or ""), "language": first, "beside": second,
            "audience": self.audience, "as_of": self.as_of, "known_at": self.known_at, "class": self.klass,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


def audiences_for(actor: Actor) -> tuple[str, ...]:
    """
    List the audiences for which somebody may make maps.

    Parameters
    ----------
    actor
        Who asks.

    Returns
    -------
    tuple of str
        Up to their own.

    Examples
    --------
    >>> audiences_for(Actor(audience="donor"))
    ('public', 'donor')
    """
    return AUDIENCES[: rank(actor.audience) + 1]


def map_wish(query: Mapping[str, str], actor: Actor) -> MapWish:
    """
    Read what somebody asks for.

    Parameters
    ----------
    query
        Names and values of the address.
    actor
        Who asks.

    Returns
    -------
    MapWish
        With what is usual in the place of what is not said.

    Raises
    ------
    ValidationException
        Where something is said that there is not.
    PermissionDeniedException
        Where it is for a higher audience than theirs, or asks for a day of who reads no positions.
    """
    said = {name: str(query.get(name) or "").strip() for name in _NAMES}
    extent = said["extent"] or next((means for name, means in _MEANS if said[name]), "all")
    tongues = tuple(dict.fromkeys(part for part in (said["language"] or tongue.spoken(), said["beside"]) if part))
    wish = MapWish(
        extent,
        said["area"] if extent == "area" else "",
        said["task"] if extent == "task" else "",
        said["bbox"],
        (said["paper"] or "A4").upper(),
        said["orientation"] or LANDSCAPE,
        int(said["scale"]) if said["scale"].isascii() and said["scale"].isdecimal() else (-1 if said["scale"] else 0),
        tongues,
        said["audience"] or (EXACT if reads(actor, EXACT) else actor.audience),
        said["as_of"],
        said["known_at"],
        said["class"] or "all",
    )
    _need(wish, actor)
    return wish


_NAMES: Final = (
    "extent", "area", "task", "bbox", "paper", "orientation", "scale", "language", "beside", "audience", "as_of",
    "known_at", "class",
)  # fmt: skip
_MEANS: Final = (("area", "area"), ("task", "task"), ("bbox", "view"))
"""What is named, and which extent it means where none is said."""
_LEAST, _MOST = 500, 50_000_000


def _need(wish: MapWish, actor: Actor) -> None:
    """Refuse what there is not, and what is not for who asks."""
    for value, known in (
        (wish.extent, EXTENTS),
        (wish.paper, tuple(PAPERS)),
        (wish.orientation, (LANDSCAPE, PORTRAIT)),
        (wish.audience, AUDIENCES),
        *((code, tuple(languages())) for code in wish.languages),
    ):
        if value not in known:
            msg = tr("A map cannot be made with “{value}”; there are {known}.")
            raise ValidationException(msg.format(value=value, known=", ".join(known)))
    if wish.scale and not _LEAST <= wish.scale <= _MOST:
        raise ValidationException(tr("The scale of a map lies between 1 : 500 and 1 : 50,000,000."))
    if wish.audience not in audiences_for(actor):
        raise PermissionDeniedException(tr("You make maps for your own audience and for lower ones."))
    if not reads(actor, EXACT) and (wish.as_of or wish.known_at or wish.klass != "all"):
        raise PermissionDeniedException(tr("Your account sees the land of now, of all classes together."))


def asked_of(query: Mapping[str, str], actor: Actor) -> dict[str, str]:
    """
    Take out of an address what an account that reads no positions cannot ask for, such as the day of a map.

    Parameters
    ----------
    query
        Names and values of the address.
    actor
        Who asks.

    Returns
    -------
    dict of str
        What is left.
    """
    hidden = () if reads(actor, EXACT) else ("as_of", "known_at", "class")
    return {name: value for name, value in query.items() if name not in hidden}


def print_map(register: Register, actor: Actor, wish: MapWish) -> PrintMap:
    """
    Gather the map that somebody asks for.

    Parameters
    ----------
    register
        Open and still.
    actor
        Who asks; who is confined to some areas gets their land and no other.
    wish
        Which map.

    Returns
    -------
    PrintMap
        Ready to be set.

    Raises
    ------
    ValidationException
        Where there is no such place, or it may not be told.
    HTTPException
        Where nothing may be shown to its audience, or there is nothing to show.
    """
    title, extent = _place(register, actor, wish)
    land = land_of(register, actor)
    with _refusals():
        shown = land_seen(
            register,
            wish.audience,
            as_of=wish.as_of,
            known_at=wish.known_at,
            klass=wish.klass,
            only=lambda parcels: parcels_in(land, parcels),
        )
        ground, upright = _ground(register, wish, land), wish.orientation == PORTRAIT
        made = PrintMap(shown, title, wish.languages, wish.paper, wish.scale, extent, ground, upright)
        leaf_of(made)
    return made


@contextmanager
def _refusals() -> Iterator[None]:
    """Say as a fault of the request what the room below refuses."""
    try:
        yield
    except OutputError as fault:
        raise HTTPException(status_code=409, detail=str(fault)) from None


def _ground(register: Register, wish: MapWish, land: shapely.Geometry | None) -> Ground:
    found = ground_of(register, wish.audience)
    here = seen(land, [shapely.Point(one.lon, one.lat) for one in found.places]).tolist()
    return found._replace(places=tuple(one for one, kept in zip(found.places, here, strict=True) if kept))


def _place(register: Register, actor: Actor, wish: MapWish) -> tuple[str, shapely.Geometry | None]:
    if wish.extent == "area":
        return _area(register, wish.area)
    if wish.extent == "task":
        return _task(register, actor, wish)
    return "", _box(wish.bbox) if wish.extent == "view" else None


def _area(register: Register, name: str) -> tuple[str, shapely.Geometry]:
    for one in admin_areas(register):
        if name and name in (one.id, one.name):
            shape = geometry_of([one.shape])[0]
            if shape is not None:
                return one.name or one.id or "", shape
    raise ValidationException(tr("There is no administrative area “{name}” with an outline.").format(name=name))


def _task(register: Register, actor: Actor, wish: MapWish) -> tuple[str, shapely.Geometry]:
    """Find the area of a task; a sheet around it tells where it lies, whatever is drawn on it."""
    if not reads_exactly(wish.audience):
        msg = tr("A map of a task shows where it lies; it is for audiences that read positions.")
        raise ValidationException(msg)
    found = next((shape for name, shape in _tasks(register, actor) if name == plain(wish.task)), None)
    if found is None:
        raise ValidationException(tr("There is no task {task} with an area that you may see.").format(task=wish.task))
    return wish.task, found


def _tasks(register: Register, actor: Actor) -> Iterator[tuple[str, shapely.Geometry]]:
    if not (may(actor, "programme.read") and reads(actor, LOWEST)):
        return
    sight = sight_of(actor, register)
    for fact in StoreRoll(register.store).all("task"):
        shape = placed(fact)
        if shape is not None and fact.record.id and sight.task(fact.record.id):
            yield plain(fact.record.id), shape


def tasks_for(register: Register, actor: Actor) -> list[str]:
    """
    List the tasks of which somebody may make a map.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    list of str
        Ids of those that have an area and that they may see, in order.
    """
    return sorted({name for name, _ in _tasks(register, actor)})


def _box(said: str) -> shapely.Geometry:
    try:
        west, south, east, north = (float(part) for part in said.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - degrees
        msg = tr("A part of the map is west,south,east,north in degrees, such as 18.1,44.0,18.4,44.2.")
        raise ValidationException(msg)
    return shapely.box(west, south, east, north)


def sheet_of(made: PrintMap, form: Form) -> bytes:
    """
    Set a map as a file; one at a time.

    Parameters
    ----------
    made
        The map.
    form
        ``pdf`` or ``png``.

    Returns
    -------
    bytes
        The file.
    """
    with _ONE_AT_A_TIME:
        return set_map(made, form, dpi=_LARGE_DPI if made.paper in LARGE else _DPI)


def preview_of(made: PrintMap) -> bytes:
    """
    Set a map as a picture for a screen.

    Parameters
    ----------
    made
        The map.

    Returns
    -------
    bytes
        A PNG, about 1100 points along its longer edge.
    """
    inches = max(made.size_mm) / _MM_PER_INCH
    with _ONE_AT_A_TIME:
        return set_map(made, "png", dpi=max(20, round(_PREVIEW_PX / inches)))
