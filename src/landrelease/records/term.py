"""A term of a code list: what is stored, what a person reads, and when it applies."""

from types import MappingProxyType
from typing import NamedTuple


class Term(NamedTuple):
    """
    One entry of a code list.

    Attributes
    ----------
    code : str
        What is stored.
    word : str
        What a person reads.
    meaning : str
        One sentence that says when the code applies.
    """

    code: str
    word: str
    meaning: str


def terms(*rows: tuple[str, str, str]) -> MappingProxyType[str, Term]:
    """
    Make a code list.

    Parameters
    ----------
    *rows
        Code, word and meaning of each term.

    Returns
    -------
    mapping
        Code to term, in this order; it cannot be changed.

    Examples
    --------
    >>> terms(("high", "high", "At once."))["high"].word
    'high'
    """
    return MappingProxyType({row[0]: Term(*row) for row in rows})
