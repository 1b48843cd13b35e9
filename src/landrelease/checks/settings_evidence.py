"""Settings of evidence: what counts as direct and as negative, and how far a document or a doubtful item goes."""

from types import MappingProxyType
from typing import Final

from landrelease.checks.settings_gate import words
from landrelease.records.codes import LISTS
from landrelease.records.text import marked as _

EVIDENCE: Final = "evidence."
DIRECT: Final = "evidence.direct"
NEGATIVE: Final = "evidence.negative"
LEADS: Final = "evidence.leads"
LEAST: Final = "evidence.least_information"
DEFAULTS: Final = MappingProxyType(
    {
        DIRECT: "ordnance-seen;detonation;accident-placed;marking;record-reliable",
        NEGATIVE: "land-use;traffic;construction;searched-nothing",
        LEADS: "news;social-media",
        LEAST: "3",
    }
)
"""What holds where a programme sets nothing; each is a national parameter."""
_LISTS: Final = MappingProxyType({DIRECT: "evidence_type", NEGATIVE: "evidence_type", LEADS: "source_type"})
_NO_SUCH: Final = _("a setting of evidence that `docs/reference/settings` lists")
_TAKES: Final = MappingProxyType(
    {
        DIRECT: _("codes of the list evidence_type divided by `;`, or those that the programme added"),
        NEGATIVE: _("codes of the list evidence_type divided by `;`, or those that the programme added"),
        LEADS: _("codes of the list source_type divided by `;`"),
        LEAST: _("a code of the list information_credibility from 1 to 5"),
    }
)


def unfit_evidence(key: str, value: object) -> str:
    """
    Say what a setting of evidence takes whose value cannot be used.

    Parameters
    ----------
    key
        Name of the setting.
    value
        Its value.

    Returns
    -------
    str
        What it takes; empty where the value fits.

    Examples
    --------
    >>> unfit_evidence("evidence.direct", "detonation; dead-animals"), unfit_evidence("evidence.least_information", 2)
    ('', '')
    >>> unfit_evidence("evidence.leads", "rumour"), unfit_evidence("evidence.colour", "red")[:21]
    ('codes of the list source_type divided by `;`', 'a setting of evidence')
    """
    if key not in _TAKES:
        return _NO_SUCH
    if key == LEAST:
        fits = str(value) in {"1", "2", "3", "4", "5"}
    else:
        given = words(value)
        fits = bool(given) and (key != LEADS or set(given) <= LISTS[_LISTS[key]].keys())
    return "" if fits else _TAKES[key]


def takes_evidence(key: str) -> str:
    """
    Say what a setting of evidence takes.

    Parameters
    ----------
    key
        Name of the setting.

    Returns
    -------
    str
        In words; empty for settings of others.

    Examples
    --------
    >>> takes_evidence("evidence.least_information"), takes_evidence("fee")
    ('a code of the list information_credibility from 1 to 5', '')
    """
    return _TAKES.get(key, "")
