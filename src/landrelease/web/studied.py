"""What the documents of a register tell, kept for as long as nothing comes in: to read them all takes seconds."""

import threading
from collections.abc import Callable
from typing import Any, Final

from litestar.exceptions import PermissionDeniedException

from landrelease.desk.origins import origins_of
from landrelease.desk.proposals import proposals_of
from landrelease.desk.reading import Reading
from landrelease.geometry.geojson import geometry_of
from landrelease.records.text import tr
from landrelease.web import tongue
from landrelease.web.actor import Actor
from landrelease.web.eyes import Eyes
from landrelease.web.policy import reads

Answer = dict[str, Any]


class Studied:
    """Answers about registers, each as of the last record that came in, in one language."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, Callable[[Reading], Answer]], tuple[str, Answer]] = {}
        self._lock = threading.Lock()

    def of(self, register: Reading, ask: Callable[[Reading], Answer]) -> Answer:
        """
        Ask something of a register, or give what was answered since the last record came in.

        Parameters
        ----------
        register
            An open register, held still.
        ask
            The question.

        Returns
        -------
        dict
            The answer; it must not be changed.
        """
        key, root = (register.store.address, tongue.spoken(), ask), f"{register.store.root()} {register.today()}"
        with self._lock:  # one at a time: a second one would only take from the first
            kept = self._kept.get(key)
            if kept is None or kept[0] != root:
                kept = (root, ask(register))
                self._kept[key] = kept
        return kept[1]


STUDIED: Final = Studied()
"""What was read, shared by all requests of the process."""


def need_authority(actor: Actor) -> None:
    """
    Refuse whoever may not read the words of documents.

    Parameters
    ----------
    actor
        Who asks.

    Raises
    ------
    PermissionDeniedException
        Where their audience is below the authority.
    """
    if not reads(actor, "authority"):
        raise PermissionDeniedException(
            tr("The words of documents are for the authority: they may name those who told something.")
        )


def origins_seen(register: Reading, actor: Actor) -> Answer:
    """
    Tell what the documents rest on, to those who may read their words.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    dict
        As `desk.origins.origins_of`.
    """
    need_authority(actor)
    return STUDIED.of(register, origins_of)


def proposals_seen(register: Reading, actor: Actor) -> Answer:
    """
    Tell what is proposed for evidence; those who are confined to areas see what lies wholly in them.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    dict
        As `desk.proposals.proposals_of`.
    """
    need_authority(actor)
    found = STUDIED.of(register, proposals_of)
    eyes = Eyes(register, actor)
    if eyes.reach.land is None:
        return found
    return {**found, "proposals": [one for one in found["proposals"] if _here(one, register, eyes)]}


def _here(proposal: Answer, register: Reading, eyes: Eyes) -> bool:
    """Tell whether every item of a proposal has a place near, and its hazard too where it has one."""
    names = [one["record"] for one in proposal["items"]]
    shapes = geometry_of([getattr(eyes.view.record(name), "shape", None) for name in names])
    placed = all(shape is not None for shape in shapes) and bool(eyes.reach.near(shapes).all())
    about = proposal["about"]
    seqs = register.store.by_source("hazard", [about]).get(about, []) if about else []
    return placed and all(eyes.near(name) for name in register.store.id_of(seqs).values())
