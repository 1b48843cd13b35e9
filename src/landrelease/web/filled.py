"""Forms filled for somebody: for which audience, and kept as long as the register is as it was."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from landrelease.desk.register import Register
from landrelease.publish.form import Form
from landrelease.publish.redaction.audience import rank
from landrelease.publish.treaty import KINDS, form_of
from landrelease.records.text import speaking
from landrelease.web import tongue
from landrelease.web.actor import Actor
from landrelease.web.policy import contributor, reads

_MOST: Final = 8
_PARTNER: Final = "partner"
FIRST: Final = "apmbc-article-7"
_YEARS: Final = frozenset(map(str, range(1900, 3000)))


class Wish(NamedTuple):
    """
    A form that somebody asks for.

    Attributes
    ----------
    form, layout : str
        Which form.
    year : int
        Year that it tells of.
    audience : str
        For whom; never for a higher one than who asks.
    despite : str
        Why it may leave in spite of errors.
    """

    form: str
    layout: str
    year: int
    audience: str
    despite: str = ""


def audience_of(actor: Actor) -> str:
    """
    Say for which audience forms are filled for somebody.

    Parameters
    ----------
    actor
        Who asks.

    Returns
    -------
    str
        Their own; that of partners where they see a part of the land or of the work only, since a form tells of all.

    Examples
    --------
    >>> audience_of(Actor(audience="authority")), audience_of(Actor(audience="authority", territory=("D-1",)))
    ('authority', 'partner')
    >>> audience_of(Actor(audience="contributor", organisation="org-7")), audience_of(Actor())
    ('partner', 'public')
    """
    confined = actor.territory or (reads(actor, "operator") and contributor(actor))
    return _PARTNER if confined and rank(actor.audience) > rank(_PARTNER) else actor.audience


def wish_of(query: Mapping[str, str], actor: Actor, today: str) -> Wish:
    """
    Read what somebody asks for.

    Parameters
    ----------
    query
        Names and values of the address or the form.
    actor
        Who asks.
    today
        ISO day; without a year the one before is meant.

    Returns
    -------
    Wish
        With what may be asked in the place of what may not.
    """
    kind = query.get("form", "")
    kind = kind if kind in KINDS else FIRST
    layouts = tuple(KINDS[kind].layouts)
    layout, year, own = query.get("layout", ""), query.get("year", ""), audience_of(actor)
    asked = query.get("audience") or own
    audience = asked if asked in audiences_of(actor) else own
    number = int(year) if year in _YEARS else int(today[:4]) - 1
    return Wish(kind, layout if layout in layouts else layouts[0], number, audience, query.get("despite", "").strip())


def audiences_of(actor: Actor) -> tuple[str, ...]:
    """
    List the audiences for which somebody may see forms.

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
    >>> audiences_of(Actor(audience="donor"))
    ('public', 'donor')
    """
    names = ("public", "donor", _PARTNER, "operator", "authority", "restricted")
    most = rank(audience_of(actor))
    return tuple(name for name in names if rank(name) <= most)


class Filled:
    """The last few forms that somebody asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forms: OrderedDict[tuple[Any, ...], Form] = OrderedDict()

    def of(self, register: Register, wish: Wish) -> Form:
        """
        Fill a form, unless it was filled and nothing came in since.

        Parameters
        ----------
        register
            Open and still.
        wish
            Which form.

        Returns
        -------
        Form
            In the language of who asks.
        """
        language = tongue.spoken()
        key = (register.store.address, register.store.root(), register.today(), language, wish)
        with self._lock:
            found = self._forms.get(key)
        if found is None:
            with speaking(language):
                found = form_of(
                    register, wish.form, wish.year, layout=wish.layout, audience=wish.audience, despite=wish.despite
                )
            with self._lock:
                self._forms[key] = found
                while len(self._forms) > _MOST:
                    self._forms.popitem(last=False)
        return found
