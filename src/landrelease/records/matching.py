"""Whether records of several sources tell of one event or person: a person's word, never the program's."""

from typing import Annotated, Final

from landrelease.records.base import Record
from landrelease.records.marks import mark
from landrelease.records.text import marked as _

MATCHED: Final = ("casualty", "accident", "ordnance")
"""Kinds of which several sources may tell of the same."""


class Match(Record, frozen=True, kw_only=True, omit_defaults=True, tag="match"):
    """
    The word of a person that records are one event or person, or that they are not.

    All records stay as they are, so that what each source says is kept; where they are one and the word is accepted,
    counts take them once. A withdrawal of this record undoes it.

    Attributes
    ----------
    about : tuple of str
        Ids of the records, all of one kind; the first is the one that counts.
    verdict : str
        ``same`` or ``different``; what is different is not proposed again.
    reason : str
        Why.
    """

    about: Annotated[
        tuple[str, ...],
        mark("operator", _("Ids of the records, the first counts (several with ;)."), "3f2a9c0d1e2f"),
    ] = ()
    verdict: Annotated[
        str, mark("operator", _("Whether they are one event or person."), "same", codes="match_verdict")
    ] = ""
    reason: Annotated[
        str | None, mark("authority", _("Why, without names."), "same day and village, and both tell of a boy")
    ] = None
