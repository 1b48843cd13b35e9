"""Derivations: which documents were made from which, and how."""

from typing import NamedTuple

from landrelease.evidence.account import Account
from landrelease.evidence.event import ALIKE
from landrelease.evidence.house import house
from landrelease.evidence.origin import Origins


class Derived(NamedTuple):
    """
    A document that was made from another.

    Attributes
    ----------
    document, of : str
        Their ids.
    how : str
        ``copy``, ``cites``, ``corrects`` (the same house puts right what it said) or ``like`` (it names nobody, and
        says what the other says).
    shared : float
        Share of the runs of words of the shorter that stand in the other.
    """

    document: str
    of: str
    how: str
    shared: float


def derivations(origins: Origins) -> list[Derived]:
    """
    Tell which documents were made from which.

    Parameters
    ----------
    origins
        The documents.

    Returns
    -------
    list of Derived
        Copies, those that cite another's house, corrections, and those that name nobody and are like another.

    Examples
    --------
    >>> from landrelease.evidence.account import Item
    >>> police = Item("p", "Ten mines were cleared near Ebor.", publisher="Police of Ebor", published="2026-05-01")
    >>> paper = Item("a", "Ten mines were cleared near Ebor, the Ebor police said.", publisher="Post")
    >>> [(one.document, one.of, one.how) for one in derivations(Origins([police, paper]))]
    [('a', 'p', 'copy')]
    """
    found = []
    for number, account in enumerate(origins.accounts):
        source = origins.told.copied_from(number)
        if source is not None:
            share = origins.copies[min(source, number), max(source, number)]
            how = "corrects" if _corrected(origins, number) == source else "copy"
            found.append(Derived(account.item.id, origins.accounts[source].item.id, how, share))
        found += _citing(origins, number, source)
        wrong = _corrected(origins, number)
        if wrong is not None and all(one[:2] != (account.item.id, origins.accounts[wrong].item.id) for one in found):
            found.append(Derived(account.item.id, origins.accounts[wrong].item.id, "corrects", 0.0))
    return found


def _corrected(origins: Origins, number: int) -> int | None:
    """Find the earlier document of its own house that one corrects, where it says that it corrects one."""
    account = origins.accounts[number]
    if account.publisher is None or not account.corrects:
        return None
    family = origins.families.of(account.publisher)
    earlier = [
        other
        for other in origins.told.around(number)
        if (publisher := origins.accounts[other].publisher) is not None
        and origins.families.of(publisher) == family
        and origins.told.before(other, number)
    ]
    return earlier[0] if earlier else None


def _citing(origins: Origins, number: int, source: int | None) -> list[Derived]:
    account = origins.accounts[number]
    if source is None and (account.acts_itself or origins.is_owned(account)):
        return []
    known = origins.all_cited(source) if source is not None else frozenset[frozenset[str]]()
    own = origins.families.of(account.publisher) if account.publisher is not None else frozenset[str]()
    cited = (origins.all_cited(number) | _credits(origins, account)) - known - {own}
    found = [
        Derived(account.item.id, other.item.id, "cites", 0.0)
        for at, other in enumerate(origins.accounts)
        if at not in {number, source}
        and other.publisher is not None
        and origins.families.of(other.publisher) in cited
        and set(account.kinds) & set(other.kinds)
        and origins.told.in_time(at, number)
        and origins.told.alike(at, number) >= ALIKE
    ]
    if not found and source is None and not account.saw_itself and account.kinds:
        taken = origins.told.taken_from(number, account.kinds[0])
        dated = account.item.published and taken is not None and origins.accounts[taken].item.published
        earlier = dated and taken is not None and origins.told.before(taken, number)
        found = (
            [Derived(account.item.id, origins.accounts[taken].item.id, "like", 0.0)]
            if taken is not None and earlier
            else []
        )
    return found


def _credits(origins: Origins, account: Account) -> frozenset[frozenset[str]]:
    language = account.language
    if language is None:
        return frozenset()
    return frozenset(origins.families.of(house(name, language)) for name in account.credited)
