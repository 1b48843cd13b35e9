"""What stands on every product for an audience: for whom it is, of which day, and what it does not promise."""

from typing import NamedTuple

import msgspec

from landrelease.publish.meta import FOR, Meta, day_text, notices, valid_for
from landrelease.publish.redaction.audience import rank
from landrelease.records.text import tr


class Stamp(NamedTuple):
    """
    The stamp of a product.

    Attributes
    ----------
    audience : str
        Lowest audience that may have it.
    valid_for : str
        Day whose land it shows, or that of the knowledge.
    sentences : tuple of str
        What must stand on it, in its language: audience and day, then `meta.notices`.
    """

    audience: str
    valid_for: str
    sentences: tuple[str, ...]

    def facts(self) -> dict[str, str]:
        """
        Give the stamp by name, as data files hold it.

        Returns
        -------
        dict of str
            ``audience``, ``valid_for`` and ``note``.

        Examples
        --------
        >>> stamp("public", Meta(programme="p", as_of="2025-12-31")).facts()["valid_for"]
        '2025-12-31'
        """
        return {"audience": self.audience, "valid_for": self.valid_for, "note": " ".join(self.sentences)}


def stamp(audience: str, meta: Meta) -> Stamp:
    """
    Make the stamp of a product.

    Parameters
    ----------
    audience
        For whom it is made.
    meta
        The view that it shows.

    Returns
    -------
    Stamp
        With the sentence that absence of a mark is no absence of danger.

    Raises
    ------
    AudienceError
        Where there is no such audience.

    Examples
    --------
    >>> stamp("donor", Meta(programme="p", as_of="2025-12-31")).sentences[1]
    'Land that is not shown here was not recorded; it may hold explosive ordnance.'
    """
    rank(audience)
    first = tr(FOR).format(audience=tr(audience), day=valid_for(meta) or day_text(meta))
    return Stamp(audience, valid_for(meta), (first, *notices(msgspec.structs.replace(meta, audience=""))))
