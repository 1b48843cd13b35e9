"""What an administrator writes of somebody: the form read as a profile, and what is refused of it."""

from collections.abc import Iterable, Mapping
from typing import Final

from landrelease.accounts.account import Account, Profile
from landrelease.accounts.errors import BadValueError
from landrelease.records.codes import AUDIENCES
from landrelease.records.text import tr
from landrelease.web.policy import AUDIENCE_OF, ROLES

ADMINISTRATOR: Final = "administrator"
RESTRICTED: Final = "restricted"
_ROLE: Final = "role:"
_AREA: Final = "area:"


def usual_audience(roles: Iterable[str]) -> str:
    """
    Say what somebody reads where the administrator says nothing else.

    Parameters
    ----------
    roles
        Codes of roles.

    Returns
    -------
    str
        The highest that one of the roles usually reads; ``public`` without any.

    Examples
    --------
    >>> usual_audience(["reader", "liaison"]), usual_audience([])
    ('contributor', 'public')
    """
    return max((AUDIENCE_OF[role] for role in roles), key=AUDIENCES.index, default=AUDIENCES[0])


def profile_of(form: Mapping[str, str], language: str = "") -> Profile:
    """
    Read the form of an account.

    Parameters
    ----------
    form
        Its fields; a role or an area is a box of its own, such as ``role:reviewer``.
    language
        Of the account until now.

    Returns
    -------
    Profile
        What the administrator decides.

    Raises
    ------
    BadValueError
        Where there is no role, one that is unknown, a liaison of nobody, or the audience ``restricted`` without a word.

    Examples
    --------
    >>> profile_of({"login": "amelie", "name": "Amélie", "role:reviewer": "on"}).audience
    'authority'
    >>> profile_of({"login": "x", "name": "X", "role:owner": "on"})
    Traceback (most recent call last):
    ...
    landrelease.accounts.errors.BadValueError: roles: choose at least one role of the list.
    What is kept is kept as given, or not at all.
    Put it right and try again.
    """
    roles = frozenset(name.removeprefix(_ROLE) for name in form if name.startswith(_ROLE))
    organisation = form.get("organisation", "").strip()
    if not roles or not roles <= set(ROLES):
        raise BadValueError(where="roles", detail=tr("choose at least one role of the list"))
    if "liaison" in roles and not organisation:
        raise BadValueError(where="organisation", detail=tr("a liaison sees the units of one organisation; say which"))
    audience = form.get("audience", "") or usual_audience(roles)
    if audience == RESTRICTED and not form.get("restricted"):
        detail = tr("restricted values are names and injuries of people; tick the box that says so")
        raise BadValueError(where="audience", detail=detail)
    return Profile(
        login=form.get("login", ""),
        name=form.get("name", ""),
        roles=roles,
        audience=audience,
        territory=tuple(sorted(name.removeprefix(_AREA) for name in form if name.startswith(_AREA))),
        person=form.get("person", "").strip(),
        organisation=organisation,
        language=language,
    )


def form_of(account: Account) -> dict[str, str]:
    """
    Write an account as its form is filled in.

    Parameters
    ----------
    account
        The account.

    Returns
    -------
    dict of str
        `profile_of` reads it back.
    """
    fields = {name: getattr(account, name) for name in ("login", "name", "audience", "person", "organisation")}
    boxes = [f"{_ROLE}{role}" for role in account.roles] + [f"{_AREA}{area}" for area in account.territory]
    said = {RESTRICTED: "on"} if account.audience == RESTRICTED else {}
    return fields | dict.fromkeys(boxes, "on") | said
