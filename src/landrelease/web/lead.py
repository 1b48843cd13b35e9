"""What somebody of the public reports: a proposed record for the queue, and a sealed way to reach them."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from landrelease.desk.persons import random_salt
from landrelease.desk.register import Register
from landrelease.geometry.geojson import shape_of_wkt
from landrelease.geometry.notation import NotationError, read_position
from landrelease.records.context import Person
from landrelease.records.seal import Payload, commitment
from landrelease.records.tasking import Request

AUTHOR: Final = "public form"
"""Under this name such records come in; it is nobody's name."""
LONGEST: Final = {"where": 300, "seen": 2000, "contact": 200}
_ID_DIGITS: Final = 12


class Lead(NamedTuple):
    """
    A report of the public.

    Attributes
    ----------
    where : str
        Place in words, or coordinates in any notation.
    seen : str
        What was seen.
    contact : str
        How to reach whoever reports; empty where they do not say.
    """

    where: str
    seen: str
    contact: str = ""


def lead_of(form: Mapping[str, str]) -> Lead | None:
    """
    Read the form of the public.

    Parameters
    ----------
    form
        Its fields.

    Returns
    -------
    Lead or None
        None where it does not say where and what, or says far too much.

    Examples
    --------
    >>> lead_of({"where": " by the mill ", "seen": "a grey box"})
    Lead(where='by the mill', seen='a grey box', contact='')
    >>> lead_of({"where": "by the mill", "seen": " "}) is None
    True
    """
    parts = {name: " ".join(form.get(name, "").split()) for name in LONGEST}
    if not parts["where"] or not parts["seen"] or any(len(parts[name]) > most for name, most in LONGEST.items()):
        return None
    return Lead(**parts)


def enter(register: Register, lead: Lead) -> str:
    """
    Propose a lead as a request for survey.

    Parameters
    ----------
    register
        Open, acting as `AUTHOR`.
    lead
        What was reported.

    Returns
    -------
    str
        Identity of the record.
    """
    remarks = f"{lead.seen}\n{lead.where}"
    if lead.contact:
        payload = Payload("contact", random_salt(), lead.contact)
        sealed = commitment(payload)
        role = "reported something by the public form"
        person = Person(id=f"p-{sealed[:_ID_DIGITS]}", role=role, sealed={"contact": sealed})
        register.append(person, payloads=[payload])
        remarks += f"\n{person.id}"
    request = Request(
        date=register.today(),
        activity="nts",
        reason="reported by the public",
        remarks=remarks,
        shape=shape_of_wkt(point) if (point := _point(lead.where)) else None,
    )
    return register.append(request)


def _point(where: str) -> str:
    """Read coordinates; words are left as words."""
    try:
        found = read_position(where)
    except NotationError:
        return ""
    return f"POINT ({found.lon!r} {found.lat!r})"
