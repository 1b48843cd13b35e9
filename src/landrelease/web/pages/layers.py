"""What is shown beside the land: tasks, units, ordnance, accidents, settlements, administrative areas.

Boundaries and names of settlements are those of any map, so everybody who signs in sees them; all else has exact
positions, and is shown to those alone who read positions.
"""

from collections.abc import Callable, Iterator
from itertools import compress
from types import MappingProxyType
from typing import Final, NamedTuple

import shapely
from litestar import Response, get
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath

from landrelease.desk.looking import admin_areas
from landrelease.desk.reading import Reading
from landrelease.desk.rolling import StoreRoll
from landrelease.desk.site import placed
from landrelease.desk.sites import Workplace, workplaces
from landrelease.geometry.geojson import geometry_of
from landrelease.programme.moves import STATES
from landrelease.publish.redaction.audience import EXACT
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import word
from landrelease.web.eyes import Eyes
from landrelease.web.geojson import Thing, features
from landrelease.web.policy import contributor, may, reads
from landrelease.web.territory import land_of, seen

Source = Callable[[Reading, Actor], Iterator[Thing]]


class Layer(NamedTuple):
    """
    A layer of the map.

    Attributes
    ----------
    label : str
        What it is called.
    kind : str
        How it is drawn: ``fill``, ``circle`` or ``symbol``.
    colour : str
        In which colour.
    permission : str
        Who may ask, a name of `policy.PERMISSIONS`.
    audience : str
        Lowest audience that sees it.
    source : callable
        Gives its things.
    field : str
        What is written beside each; empty for nothing.
    """

    label: str
    kind: str
    colour: str
    permission: str
    audience: str
    source: Source
    field: str = ""

    def open_to(self, actor: Actor) -> bool:
        """
        Tell whether somebody may see it.

        Parameters
        ----------
        actor
            Who asks.

        Returns
        -------
        bool
            By permission and audience.
        """
        return may(actor, self.permission) and reads(actor, self.audience)


def _workplaces(register: Reading, actor: Actor) -> Iterator[Workplace]:
    found = workplaces(register, organisation=contributor(actor))
    near = seen(land_of(register, actor), [one.area for one in found])
    return (one for one, shown in zip(found, near, strict=True) if shown)


def _tasks(register: Reading, actor: Actor) -> Iterator[Thing]:
    for one in _workplaces(register, actor):
        yield one.area, {"name": one.task, "title": one.name, "state": tr(STATES[one.state].word), "unit": one.unit}


def _units(register: Reading, actor: Actor) -> Iterator[Thing]:
    for one in _workplaces(register, actor):
        if one.at_work and one.unit:
            yield shapely.point_on_surface(one.area), {"name": one.unit, "task": one.task}


def _statements(kind: str, *told: tuple[str, str]) -> Source:
    """Give the statements of a kind that are in force, with what may be read of some fields."""

    def source(register: Reading, actor: Actor) -> Iterator[Thing]:
        eyes, facts = Eyes(register, actor), StoreRoll(register.store).all(kind)
        places = geometry_of([fact.record.shape for fact in facts])
        near = eyes.reach.near(places) & ~shapely.is_missing(places)
        for fact, shape in zip(compress(facts, near), places[near], strict=True):
            if said := eyes.read(fact.record):
                values = {field: word(codes, said.get(field)) if codes else said.get(field) for field, codes in told}
                yield shape, {**values, "href": f"/records/{fact.id}"}

    return source


def _settlements(register: Reading, _actor: Actor) -> Iterator[Thing]:
    for fact in StoreRoll(register.store).all("settlement"):
        shape = placed(fact)
        if shape is not None:
            yield shapely.point_on_surface(shape), {"name": fact.record.name}


def _areas(register: Reading, _actor: Actor) -> Iterator[Thing]:
    areas = admin_areas(register)
    for area, shape in zip(areas, geometry_of([area.shape for area in areas]), strict=True):
        if shape is not None:
            yield shape, {"name": area.name or area.id}


LAYERS: Final = MappingProxyType({
    "tasks": Layer(_("Open tasks"), "fill", "#5b2a86", "programme.read", EXACT, _tasks, "name"),
    "units": Layer(_("Units at work"), "circle", "#1d5fd1", "programme.read", EXACT, _units, "name"),
    "ordnance": Layer(
        _("Ordnance found"), "circle", "#6b4e16", "record.read", EXACT,
        _statements(
            "ordnance", ("date", ""), ("category", "contamination"), ("quantity", ""), ("action", "ordnance_action")
        ),
    ),
    "accidents": Layer(
        _("Accidents"), "circle", "#9c0b6b", "record.read", EXACT,
        _statements("accident", ("date", ""), ("accident_type", "accident_type"), ("category", "contamination")),
    ),
    "settlements": Layer(_("Settlements"), "circle", "#3d4a45", "land.read", "public", _settlements, "name"),
})  # fmt: skip
"""Those beside the land, in the order of the switches."""
GROUND: Final = Layer(_("Administrative areas"), "line", "", "land.read", "public", _areas, "name")
AREAS: Final = "areas"


@get("/map/layers/{name:str}", permission="land.read", include_in_schema=False, sync_to_thread=True)
def layer(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """
    Give the things of a layer.

    Parameters
    ----------
    request
        The request.
    name
        Name of the layer, and the ending ``.json``.

    Returns
    -------
    Response
        GeoJSON.

    Raises
    ------
    NotFoundException
        Where there is no such layer.
    PermissionDeniedException
        Where it is not for this person.
    """
    found = {**LAYERS, AREAS: GROUND}.get(name.removesuffix(".json"))
    if found is None:
        raise NotFoundException(tr("There is no such layer of the map."))
    if not found.open_to(request.user):
        raise PermissionDeniedException(tr("This layer shows exact positions, which your account may not read."))
    with reading(request) as register:
        return features(found.source(register, request.user))


ROUTES: Final = (layer,)
