"""What an evidence item weighs: direct, indirect or negative by the lists of the programme, and by its grades."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from landrelease.checks.settings_evidence import DEFAULTS, DIRECT, LEADS, LEAST, NEGATIVE
from landrelease.checks.settings_gate import words
from landrelease.records.evidence import Evidence

CONFIRMED: Final = "1"
"""The grade of information that two independent origins bear out."""
_PROBABLE: Final = "2"
_IMPROBABLE: Final = "5"
ORIGINS_FOR_CONFIRMED: Final = 2


class Lists(NamedTuple):
    """
    The lists of a programme, see the settings of evidence.

    Attributes
    ----------
    direct : frozenset of str
        Types that are direct.
    negative : frozenset of str
        Types that are negative; what stands in both lists is direct, all others are indirect.
    leads : frozenset of str
        Types of document that open a follow-up and never a hazard by themselves.
    least : str
        Last grade of the information at which direct evidence counts as direct.
    """

    direct: frozenset[str] = frozenset(words(DEFAULTS[DIRECT]))
    negative: frozenset[str] = frozenset(words(DEFAULTS[NEGATIVE]))
    leads: frozenset[str] = frozenset(words(DEFAULTS[LEADS]))
    least: str = DEFAULTS[LEAST]


def lists_of(settings: Mapping[str, Any]) -> Lists:
    """
    Read the lists of a programme out of its settings.

    Parameters
    ----------
    settings
        Name of each setting in force to its value.

    Returns
    -------
    Lists
        The defaults where nothing is set.

    Examples
    --------
    >>> lists_of({"evidence.direct": "detonation"}).direct
    frozenset({'detonation'})
    >>> lists_of({}) == Lists()
    True
    """
    found = {**DEFAULTS, **settings}
    direct, negative, leads = (frozenset(words(found[key])) for key in (DIRECT, NEGATIVE, LEADS))
    return Lists(direct, negative, leads, str(found[LEAST]))


def class_of(item: Evidence, lists: Lists) -> str:
    """
    Tell what an item is by the lists of the programme.

    Parameters
    ----------
    item
        The item.
    lists
        The lists.

    Returns
    -------
    str
        ``direct``, ``negative`` or ``indirect``; of an unknown type indirect, whatever the item calls itself.

    Examples
    --------
    >>> class_of(Evidence(type="detonation"), Lists()), class_of(Evidence(evidence_class="negative"), Lists())
    ('direct', 'indirect')
    """
    if item.type in lists.direct:
        return "direct"
    return "negative" if item.type in lists.negative else "indirect"


def grade_of(item: Evidence, origins: int) -> str:
    """
    Give the grade of the information as it counts.

    Parameters
    ----------
    item
        The item.
    origins
        How many independent origins are behind it.

    Returns
    -------
    str
        The grade; 2 where it says 1 and fewer than two independent origins are behind it; empty where nobody judged.

    Examples
    --------
    >>> [grade_of(Evidence(information_grade="1"), origins) for origins in (1, 2)]
    ['2', '1']
    """
    if item.information_grade == CONFIRMED and origins < ORIGINS_FOR_CONFIRMED:
        return _PROBABLE
    return item.information_grade or ""


def weight_of(item: Evidence, origins: int, lists: Lists, *, lead: bool = False) -> str:
    """
    Tell as what an item counts: doubt makes direct evidence indirect and takes the weight from what is improbable.

    Parameters
    ----------
    item
        The item.
    origins
        How many independent origins are behind it.
    lists
        The lists of the programme.
    lead
        Whether it rests on nothing but documents that only open a follow-up.

    Returns
    -------
    str
        ``direct``, ``indirect``, ``negative``, ``lead``, or ``none`` where the information is improbable.

    Examples
    --------
    >>> seen = Evidence(type="ordnance-seen", information_grade="2")
    >>> weight_of(seen, 1, Lists()), weight_of(seen, 1, Lists(), lead=True)
    ('direct', 'lead')
    >>> [weight_of(Evidence(type="ordnance-seen", information_grade=grade), 1, Lists()) for grade in ("4", "5", None)]
    ['indirect', 'none', 'indirect']
    >>> weight_of(Evidence(type="land-use"), 1, Lists())
    'negative'
    """
    grade = grade_of(item, origins)
    kind = class_of(item, lists)
    if grade == _IMPROBABLE:
        return "none"
    if lead:
        return "lead"
    return "indirect" if kind == "direct" and not _counts(grade, lists) else kind


def _counts(grade: str, lists: Lists) -> bool:
    """Tell whether a grade is good enough; what nobody judged, and what cannot be judged, is not."""
    return bool(grade) and grade <= lists.least
