"""The land of a few views, made ready for tiles, and kept as long as the register is as it was.

It is no answer that is kept, but what answers are drawn from: who asks decides which land is in it.
"""

import threading
from collections import OrderedDict
from typing import Final, NamedTuple

from landrelease.desk.reading import Reading
from landrelease.desk.versions import known
from landrelease.publish.atlas import Atlas
from landrelease.publish.knowledge import knowledge_for
from landrelease.publish.redaction.outward import to_plane
from landrelease.web.actor import Actor
from landrelease.web.book import Asked
from landrelease.web.territory import land_of

_MOST: Final = 6


class View(NamedTuple):
    """
    Which land.

    Attributes
    ----------
    root : str
        State of the register.
    known_at : str
        Moment of the knowledge, as `Reading.known_at` gives it.
    territory : tuple of str
        Administrative areas to which who asks is confined.
    """

    root: str
    known_at: str
    territory: tuple[str, ...]

    @property
    def tag(self) -> str:
        """Text by which a browser asks whether what it has is still true."""
        return "-".join([self.root[:24], self.known_at, *self.territory])


class _Place:
    """Where the atlas of a view is kept; one thread makes it, others wait for it alone."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.atlas: Atlas | None = None


class Atlases:
    """The atlases of the last few views that somebody asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: OrderedDict[View, _Place] = OrderedDict()

    def of(self, register: Reading, view: View) -> Atlas:
        """
        Give the land of a view.

        Parameters
        ----------
        register
            Open and still, in the state of the view.
        view
            Which land.

        Returns
        -------
        Atlas
            Reads through this register.
        """
        with self._lock:
            place = self._places.setdefault(view, _Place())
            self._places.move_to_end(view)
            while len(self._places) > _MOST:
                self._places.popitem(last=False)
        with place.lock:
            if place.atlas is None:
                place.atlas = _made(register, view)
        return place.atlas.through(register.store)


def _made(register: Reading, view: View) -> Atlas:
    found = known(register.store, view.known_at)
    land, plane = land_of(register, Actor(territory=view.territory)), found.frame.plane
    return Atlas(found, None if land is None or plane is None else to_plane(land, plane))


def view_of(request: Asked, register: Reading) -> View:
    """
    Tell which land a request may see.

    Parameters
    ----------
    request
        The request; ``known_at`` in its query is the moment of the knowledge, as far as `knowledge_for` gives it.
    register
        Its register, still.

    Returns
    -------
    View
        A moment at or after the last record is now.
    """
    moment = knowledge_for(register, request.user.audience, request.query_params.get("known_at") or "")
    return View(register.store.root(), moment, tuple(sorted(request.user.territory)))


def atlas(request: Asked, register: Reading) -> Atlas:
    """
    Give the land that a request may see.

    Parameters
    ----------
    request
        The request.
    register
        Its register, still.

    Returns
    -------
    Atlas
        For tiles, bounds and days.
    """
    kept: Atlases = request.app.state.atlases
    return kept.of(register, view_of(request, register))
