"""A finding: something wrong or doubtful, as a code and parameters; `catalogue.render` adds the words at the edge."""

import hashlib

import msgspec

ID_DIGITS = 16


class Finding(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """
    One thing that a check saw.

    Attributes
    ----------
    code : str
        Key of `catalogue.RULES`; never changes its meaning.
    about : tuple of str
        Ids of the records concerned, the one to look at first in front; empty for a fault of a whole file.
    row : int
        Data row of the file, counted from 1; none where no file is involved.
    params : dict
        Values that the texts of the rule name; ``lon`` and ``lat`` are a place, rounded to four decimals.
    klass : str
        Hazard class it concerns; empty for all.
    """

    code: str
    about: tuple[str, ...] = ()
    row: int | None = None
    params: dict[str, str | int | float] = {}
    klass: str = ""


def finding_id(finding: Finding) -> str:
    """
    Name a finding, so that a person can settle it and find it settled after every later run.

    The name rests on the code, the records and the class: neither on the place of a row in a file nor on figures that a
    later version may compute to another digit.

    Parameters
    ----------
    finding
        Any finding.

    Returns
    -------
    str
        ``f-`` and sixteen hexadecimal digits.

    Examples
    --------
    >>> finding_id(Finding("same-day", ("ab", "cd"), row=7)) == finding_id(Finding("same-day", ("ab", "cd"), row=9))
    True
    >>> finding_id(Finding("same-day", ("ab", "cd"))) == finding_id(Finding("same-day", ("ab",)))
    False
    """
    key = msgspec.json.encode([finding.code, finding.about, finding.klass])
    return "f-" + hashlib.sha256(key).hexdigest()[:ID_DIGITS]


def place(lon: float, lat: float) -> dict[str, str | int | float]:
    """
    Write a place as parameters of a finding, coarse enough to be shown in a list (about ten metres).

    Parameters
    ----------
    lon
        Longitude, degrees.
    lat
        Latitude, degrees.

    Returns
    -------
    dict
        ``lon`` and ``lat``, rounded to four decimals.

    Examples
    --------
    >>> place(18.123456, 43.0)
    {'lon': 18.1235, 'lat': 43.0}
    """
    return {"lon": round(float(lon), 4), "lat": round(float(lat), 4)}
