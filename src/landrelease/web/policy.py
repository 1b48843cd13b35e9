"""Who may do what, read what, and where: the one table on which every route, field and layer relies."""

from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.records.codes import AUDIENCES
from landrelease.records.term import terms
from landrelease.records.text import marked as _
from landrelease.web.actor import DECIDE, PROPOSE, READ, SEATED, Actor

ROLES: Final = terms(
    (
        "administrator",
        _("administrator"),
        _("Invites people, gives roles, ends sessions; sees no more land than others."),
    ),
    ("information", _("information management"), _("Takes in reports, mends them, keeps the register.")),
    ("reviewer", _("reviewer"), _("Accepts, returns and rejects what others propose.")),
    ("operations", _("operations"), _("Plans tasks and orders units to them.")),
    ("training", _("training"), _("Enters courses, results and certificates.")),
    ("liaison", _("liaison of a contributor"), _("Enters and sees the units of one contributor.")),
    ("director", _("director"), _("Answers for the programme and decides with the reviewers.")),
    ("reader", _("reader"), _("Reads land and figures, such as a donor or a treaty reviewer.")),
)
"""Code to word and meaning."""

AUDIENCE_OF: Final = MappingProxyType(
    {
        "administrator": "partner",
        "information": "authority",
        "reviewer": "authority",
        "operations": "authority",
        "training": "authority",
        "liaison": "contributor",
        "director": "authority",
        "reader": "donor",
    }
)
"""What a role may read where nothing else was said when the account was made; `restricted` is always said."""


class Permission(NamedTuple):
    """
    A deed.

    Attributes
    ----------
    scope : str
        What a key must have been made for; `SEATED` for what no key may do.
    roles : frozenset of str
        Who may; everybody, strangers too, where it is None.
    meaning : str
        In words.
    """

    scope: str
    roles: frozenset[str] | None
    meaning: str


UNBOUND: Final = ("anybody", "account.second")
"""Deeds that are open to somebody who must set up a second factor first."""
_ALL: Final = frozenset(ROLES)
_STAFF: Final = _ALL - {"reader", "administrator"}
_WRITERS: Final = _STAFF - {"director"}
_JUDGES: Final = frozenset({"information", "operations", "director"})
"""Roles that read what informants and the press say, and act on it."""

PERMISSIONS: Final = MappingProxyType(
    {
        "anybody": Permission(READ, None, _("Open what needs no sign-in.")),
        "self": Permission(READ, _ALL, _("Use one's own drafts and saved views.")),
        "account.own": Permission(SEATED, _ALL, _("Change one's own password, keys and sessions.")),
        "account.second": Permission(SEATED, _ALL, _("Set up one's own second step.")),
        "land.read": Permission(READ, _ALL, _("See the map, the statement and the story of land.")),
        "record.read": Permission(READ, _ALL, _("Read records, as far as the audience goes.")),
        "queue.read": Permission(READ, _STAFF, _("See what waits for a decision.")),
        "record.propose": Permission(PROPOSE, _WRITERS, _("Propose records, corrections and withdrawals.")),
        "file.import": Permission(PROPOSE, _WRITERS, _("Take in files.")),
        "record.decide": Permission(
            DECIDE, frozenset({"reviewer", "director"}), _("Accept, return and reject what others wrote.")
        ),
        "record.comment": Permission(PROPOSE, _STAFF, _("Say something about a record that waits for a decision.")),
        "finding.read": Permission(READ, _STAFF, _("Read findings over the register.")),
        "finding.settle": Permission(
            PROPOSE, frozenset({"information", "reviewer", "director"}), _("Say why a finding may stand.")
        ),
        "programme.read": Permission(READ, _STAFF, _("See units, training, agreements, tasks and meetings.")),
        "evidence.read": Permission(
            READ, _JUDGES | {"reviewer"}, _("Read documents and evidence, and what is proposed for them.")
        ),
        "evidence.add": Permission(PROPOSE, _JUDGES, _("Take documents in, and ask for surveys where they lead.")),
        "task.order": Permission(PROPOSE, frozenset({"operations", "director"}), _("Write orders for tasks.")),
        "product.export": Permission(READ, _ALL - {"administrator"}, _("Take land and statements out as files.")),
        "account.administer": Permission(SEATED, frozenset({"administrator"}), _("Invite people and give roles.")),
        "audit.read": Permission(READ, frozenset({"administrator", "director"}), _("Read who looked at what.")),
    }
)
"""Name to deed. A route names one of these; there is no other way to a handler."""


def may(actor: Actor, permission: str) -> bool:
    """
    Tell whether somebody may do something.

    Parameters
    ----------
    actor
        Who asks.
    permission
        A name of `PERMISSIONS`.

    Returns
    -------
    bool
        Whether one of their roles may, this request is allowed that much, and they need no second factor first.

    Raises
    ------
    KeyError
        Where there is no such permission: a fault of the program.

    Examples
    --------
    >>> reviewer = Actor(account="a1", roles=frozenset({"reviewer"}), scopes=frozenset({"read", "propose"}))
    >>> may(reviewer, "queue.read"), may(reviewer, "record.decide"), may(Actor(), "land.read"), may(Actor(), "anybody")
    (True, False, False, True)
    """
    deed = PERMISSIONS[permission]
    if actor.bound and permission not in UNBOUND:
        return False
    return deed.scope in actor.scopes and (deed.roles is None or not deed.roles.isdisjoint(actor.roles))


def reads(actor: Actor, audience: str) -> bool:
    """
    Tell whether somebody may read what is marked for an audience.

    Parameters
    ----------
    actor
        Who asks.
    audience
        Lowest audience that may read it.

    Returns
    -------
    bool
        Whether theirs is that or higher.

    Examples
    --------
    >>> reads(Actor(), "public"), reads(Actor(audience="quality"), "authority")
    (True, False)
    """
    return AUDIENCES.index(actor.audience) >= AUDIENCES.index(audience)


def contributor(actor: Actor) -> str | None:
    """
    Name the contributor to whose units somebody is confined.

    Parameters
    ----------
    actor
        Who asks.

    Returns
    -------
    str or None
        Id of an organisation; None for those who see all contributors.

    Examples
    --------
    >>> contributor(Actor(audience="contributor", organisation="org-7"))
    'org-7'
    >>> contributor(Actor(audience="authority", organisation="nma")) is None
    True
    """
    return None if reads(actor, "quality") else (actor.organisation or "nobody")
