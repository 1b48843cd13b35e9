"""What an audience may know of a publication besides what it says."""

from typing import NamedTuple

from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.fields import readable
from landrelease.records.publications import Publication


class Sight(NamedTuple):
    """
    What an audience may know of publications.

    Attributes
    ----------
    persons : bool
        Ids of who wrote and approved them; else how many approved.
    records : bool
        Which records stand behind a figure and through which one it changed; else of which kinds these are.
    areas : bool
        Which administrative areas are put together.
    """

    persons: bool
    records: bool
    areas: bool

    @property
    def whole(self) -> bool:
        """
        Tell whether nothing is held back.

        Returns
        -------
        bool
            Whether the frozen file itself may be read.
        """
        return all(self)


def sight_of(audience: str) -> Sight:
    """
    Say what an audience may know of publications, by the marks of the record's fields.

    Parameters
    ----------
    audience
        Who reads.

    Returns
    -------
    Sight
        What it may know.

    Raises
    ------
    AudienceError
        Where it is none.

    Examples
    --------
    >>> sight_of("public")
    Sight(persons=False, records=False, areas=False)
    >>> sight_of("quality").persons, sight_of("authority").whole
    (False, True)
    """
    fields = set(readable(Publication, audience))
    return Sight({"author", "approved_by"} <= fields, reads_exactly(audience), "gathered" in fields)
