"""A line in the audit: who did or saw what, by ids and nothing else."""

from landrelease.web.book import Asked, now
from landrelease.web.pages.signing import accounts, origin


def note(request: Asked, what: str, *about: str) -> None:
    """
    Write down that somebody saw or did something sensitive.

    Parameters
    ----------
    request
        The request.
    what
        What was done, in one word of ours.
    *about
        Ids of what it was done with; no names, no coordinates.
    """
    accounts(request).audit.write(request.user.account, what, about, origin=origin(request), now=now())
