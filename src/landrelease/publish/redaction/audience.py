"""Audiences in their order, and how exactly each of them reads a date."""

import re
from typing import Final, Literal

from landrelease.records.codes import AUDIENCES
from landrelease.records.marks import field_marks
from landrelease.records.shape import Shape

Detail = Literal["day", "month", "year"]

EXACT: Final = field_marks(Shape)["wgs84"].audience
"""Lowest audience that reads positions as they are; below it land is generalised and texts are scrubbed."""
_LENGTHS: Final[dict[Detail, int]] = {"day": 10, "month": 7, "year": 4}
_COARSE: Final = ("public", "donor")
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?")


class AudienceError(ValueError):
    """A word that names no audience."""


def rank(audience: str) -> int:
    """
    Give the place of an audience in their order, so that they can be compared.

    Parameters
    ----------
    audience
        One of `codes.AUDIENCES`.

    Returns
    -------
    int
        0 for the public.

    Raises
    ------
    AudienceError
        Where it is none; whoever asks with a misspelt word must not be shown anything.

    Examples
    --------
    >>> rank("public"), rank("operator")
    (0, 3)
    >>> rank("Public")
    Traceback (most recent call last):
    ...
    landrelease.publish.redaction.audience.AudienceError: 'Public' is no audience: public, donor, partner, operator, \
contributor, quality, authority, restricted
    """
    if audience not in AUDIENCES:
        msg = f"{audience!r} is no audience: {', '.join(AUDIENCES)}"
        raise AudienceError(msg)
    return AUDIENCES.index(audience)


def may_read(audience: str, lowest: str) -> bool:
    """
    Tell whether an audience may read what is marked for another and those above it.

    Parameters
    ----------
    audience
        Who reads.
    lowest
        Lowest audience of what is read.

    Returns
    -------
    bool
        Whether it may.

    Raises
    ------
    AudienceError
        Where one of them is none.

    Examples
    --------
    >>> may_read("quality", "operator"), may_read("donor", "operator")
    (True, False)
    """
    return rank(audience) >= rank(lowest)


def reads_exactly(audience: str) -> bool:
    """
    Tell whether an audience reads positions as they are.

    Parameters
    ----------
    audience
        Who reads.

    Returns
    -------
    bool
        Whether it does: the mark of a shape's position decides.

    Raises
    ------
    AudienceError
        Where it is none.

    Examples
    --------
    >>> reads_exactly("partner"), reads_exactly("operator")
    (False, True)
    """
    return may_read(audience, EXACT)


def detail_of(audience: str) -> Detail:
    """
    Say how exactly an audience reads dates.

    Parameters
    ----------
    audience
        Who reads.

    Returns
    -------
    str
        ``month`` for the public and donors, since a day and a place together tell where a team was; else ``day``.

    Raises
    ------
    AudienceError
        Where it is none.

    Examples
    --------
    >>> detail_of("donor"), detail_of("partner")
    ('month', 'day')
    """
    rank(audience)
    return "month" if audience in _COARSE else "day"


def coarsened(date: str, detail: Detail) -> str:
    """
    Leave out of a date what is finer than a detail.

    Parameters
    ----------
    date
        ISO date, whole or partial, or a moment.
    detail
        ``day``, ``month`` or ``year``.

    Returns
    -------
    str
        What is left; never finer than `date` was.

    Raises
    ------
    ValueError
        Where it is no date: what cannot be read is not passed on.

    Examples
    --------
    >>> coarsened("2025-01-31T09:30:00.000Z", "month"), coarsened("2025", "month"), coarsened("2025-01-31", "day")
    ('2025-01', '2025', '2025-01-31')
    """
    if not is_date(date):
        msg = f"{date!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD, and no moment"
        raise ValueError(msg)
    return date[: _LENGTHS[detail]]


def is_date(text: str) -> bool:
    """
    Tell whether a text has the form of a date or a moment.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    bool
        Whether `coarsened` reads it.

    Examples
    --------
    >>> is_date("2025-01-31"), is_date("31 January")
    (True, False)
    """
    return _DATE.fullmatch(text) is not None
