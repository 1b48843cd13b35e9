"""What waits for a decision, as one person may see it and asked for it."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from landrelease.desk.checking import findings_about
from landrelease.desk.deciding import is_error
from landrelease.desk.looking import land_of_areas
from landrelease.desk.reading import Queued, Reading
from landrelease.desk.register import Register
from landrelease.desk.reviewing import Gate, Refusal, land_behind, statements_behind
from landrelease.desk.views import store_view
from landrelease.ledger.force import View
from landrelease.publish.redaction.fields import sees
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.policy import contributor
from landrelease.web.territory import answerable, land_of, seen

STATES: Final = ("", "proposed", "returned", "conflicting", "all")
"""What is shown of the queue; the first is what somebody has to decide on now."""
_NOW: Final = frozenset({"proposed", "conflicting"})


class Wanted(NamedTuple):
    """
    What of the queue is asked for; empty for everything.

    Attributes
    ----------
    kind, organisation, author : str
        As the records say.
    area : str
        Id of an administrative area that the land touches.
    state : str
        One of `STATES`.
    errors : str
        ``yes`` for records with errors, ``no`` for those without.
    """

    kind: str = ""
    organisation: str = ""
    author: str = ""
    area: str = ""
    state: str = ""
    errors: str = ""

    def query(self) -> dict[str, str]:
        """
        Write it as the address does.

        Returns
        -------
        dict
            Only what is asked for.
        """
        return {name: value for name, value in self._asdict().items() if value}


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """
    Read what is asked for.

    Parameters
    ----------
    asked
        Values of the address.

    Returns
    -------
    Wanted
        What is unknown is left out.

    Examples
    --------
    >>> wanted_of({"kind": "hazard", "page": "2"}).query(), wanted_of({"state": "burnt"}).state
    ({'kind': 'hazard'}, '')
    """
    found = Wanted(**{name: asked.get(name, "").strip() for name in Wanted._fields})
    return found._replace(
        state=found.state if found.state in STATES else "", errors=found.errors if found.errors in {"yes", "no"} else ""
    )


def visible(register: Reading, actor: Actor, names: Sequence[str], view: View | None = None) -> list[bool]:
    """
    Tell which records that are not decided yet somebody may see.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    names
        Whole ids.
    view
        What is known, where it was read already.

    Returns
    -------
    list of bool
        Nothing for an audience that sees only what counts; for those confined to a contributor its own records, for
        those confined to a territory the records of land that touches it, and those that have no place.
    """
    own, land = contributor(actor), land_of(register, actor)
    if not sees(actor.audience, "proposed"):
        return [False] * len(names)
    if own is None and land is None:
        return [True] * len(names)
    view = view or store_view(register.store)
    theirs = [own is None or {one.organisation for one in statements_behind(view, name)} == {own} for name in names]
    near = seen(land, [land_behind(view, name) for name in names]).tolist() if names else []
    return [mine and here for mine, here in zip(theirs, near, strict=True)]


def waiting(register: Reading, actor: Actor) -> list[Queued]:
    """
    List what waits for a decision, as far as somebody may see it.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.

    Returns
    -------
    list of Queued
        In the order of arrival.
    """
    items = register.queue()
    return [item for item, may in zip(items, visible(register, actor, [one.id for one in items]), strict=True) if may]


def chosen(register: Register, items: Sequence[Queued], wanted: Wanted) -> list[Queued]:
    """
    Choose what is asked for.

    Parameters
    ----------
    register
        An open register.
    items
        From `waiting`.
    wanted
        What is asked for.

    Returns
    -------
    list of Queued
        In the same order.
    """
    states = _NOW if not wanted.state else {wanted.state}
    found = [
        item
        for item in items
        if (wanted.state == "all" or item.state in states)
        and wanted.kind in {"", item.head.kind}
        and wanted.organisation in {"", item.head.organisation or ""}
        and wanted.author in {"", item.head.author}
    ]
    if wanted.area and found:
        land, view = land_of_areas(register, [wanted.area]), store_view(register.store)
        shapes = [land_behind(view, item.id) for item in found]
        touched = seen(land, shapes).tolist()
        found = [item for item, shape, here in zip(found, shapes, touched, strict=True) if here and shape is not None]
    if wanted.errors and found:
        faulty = errors_of(register, found)
        found = [item for item in found if (item.id in faulty) == (wanted.errors == "yes")]
    return found


def errors_of(register: Register, items: Sequence[Queued]) -> dict[str, int]:
    """
    Count the errors in records.

    Parameters
    ----------
    register
        An open register.
    items
        From `waiting`.

    Returns
    -------
    dict
        Id to number; records without errors are left out.
    """
    found: dict[str, int] = {}
    for one in findings_about(register, [item.id for item in items]):
        if is_error(one):
            for name in one.about:
                found[name] = found.get(name, 0) + 1
    return found


def options(items: Sequence[Queued]) -> dict[str, list[str]]:
    """
    List by what a queue can be narrowed down.

    Parameters
    ----------
    items
        From `waiting`.

    Returns
    -------
    dict
        Values of ``kind``, ``organisation`` and ``author``, in order.
    """
    return {
        "kind": sorted({item.head.kind for item in items}),
        "organisation": sorted({item.head.organisation for item in items if item.head.organisation}),
        "author": sorted({item.head.author for item in items}),
    }


def gate_of(register: Reading, actor: Actor) -> Gate:
    """
    Make the refusal of decisions on what somebody does not answer for.

    Parameters
    ----------
    register
        An open register.
    actor
        Who decides.

    Returns
    -------
    reviewing.Gate
        Refuses records outside their territory, and those that they may not see.
    """
    land = land_of(register, actor)

    def gate(view: View, name: str) -> Refusal | None:
        if not visible(register, actor, [name], view)[0]:
            return Refusal(name, "unseen", tr("There is no such record, or it is not among those that you see."))
        if not answerable(land, land_behind(view, name)):
            text = tr(
                "This record is not wholly in the areas that you answer for. Whoever answers for all of its land, "
                "or for the whole programme, decides on it."
            )
            return Refusal(name, "territory", text)
        return None

    return gate
