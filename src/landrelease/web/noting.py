"""What is noted in the audit: who looked at or did what, by ids and patterns of addresses alone."""

from landrelease.web.book import Asked, now
from landrelease.web.pages.signing import accounts, origin


def note(request: Asked, what: str, *about: str) -> None:
    """
    Leave a line in the audit.

    Parameters
    ----------
    request
        The request.
    what
        What was done: a code of small letters, digits and ``-``, such as ``record-read``.
    *about
        Ids of records or accounts; never names or positions.
    """
    accounts(request).audit.write(request.user.account, what, about, origin=origin(request), now=now())
