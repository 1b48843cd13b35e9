"""The programme's first page: what is late, what runs out, and the way to everything else."""

from typing import Any, Final

from litestar import Response, get

from landrelease.desk.dossier import organisations
from landrelease.desk.persons import names_of
from landrelease.desk.programme import status
from landrelease.desk.reading import Reading
from landrelease.desk.site import known_as
from landrelease.records.text import marked as _
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.policy import reads
from landrelease.web.sight import sight_of

_SHOWN: Final = 12
ENDINGS: Final = {
    "accreditation": _("Accreditation"),
    "certificate": _("Certificate"),
    "rotation": _("Rotation"),
}
LATE: Final = {"task": _("Task"), "request": _("Request"), "action": _("Action point")}


def day_asked(request: Asked, register: Reading, name: str = "on") -> str:
    """
    Read the day that somebody wants to look at.

    Parameters
    ----------
    request
        The request.
    register
        An open register, for today.
    name
        Name of the query's value.

    Returns
    -------
    str
        ISO date; today where none is said.
    """
    return register.day(request.query_params.get(name) or None)


def people_named(request: Asked, register: Reading) -> dict[str, str]:
    """
    List the names of persons, for those who may read them.

    Parameters
    ----------
    request
        The request.
    register
        An open register.

    Returns
    -------
    dict
        Person id to name; empty below the authority, since names are personal.
    """
    return names_of(register.store) if reads(request.user, "authority") else {}


def called(register: Reading) -> dict[str, str]:
    """
    List the names of organisations.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    dict
        Id to name.
    """
    return organisations(known_as(register.store))


@get("/programme", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def programme_page(request: Asked) -> Response[str]:
    """Show who is ready, what is late and what runs out."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        found = status(register, on=on, organisation=sight.organisation)
        tasks = sight.rows(found["tasks"])
        late = [row for row in found["late"] if sight.sees_late(row)]
        ending = [row for row in found["ending"] if sight.unit(row["about"]) or sight.person(row["about"])]
        values: dict[str, Any] = {
            "on": on,
            "tasks": tasks,
            "ready": sum(row["ready"] for row in found["units"]),
            "units": len(found["units"]),
            "stopped": [row for row in tasks if row["stopped"]],
            "late": late[:_SHOWN],
            "late_count": len(late),
            "ending": ending[:_SHOWN],
            "ending_count": len(ending),
            "unordered": {row["task"] for row in tasks if row["state"] == "planned"},
            "whole": sight.whole,
        }
    return page(request, "programme/programme.html", late_words=LATE, ending_words=ENDINGS, **values)


MENU: Final = (("/programme", _("Programme"), "programme.read"),)
ROUTES: Final = (programme_page,)
