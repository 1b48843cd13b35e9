"""The words of the map on the web page, handed to its script with the data, so that one catalogue translates both."""

from typing import Final

from landrelease.records import codes
from landrelease.records.kinds import KINDS
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_WORDS: Final = {
    "absence": _("Nothing is recorded here in this view; the land may hold explosive ordnance."),
    "area": _("Area"),
    "as_of": _("Land as of {when}"),
    "choose": _("Choose a parcel on the map or in the list to read its history."),
    "decided": _("Decision: {verdict}, {when}"),
    "depth": _("Depth done"),
    "depth_by": _("Depth by record"),
    "found": _("Found: {count}"),
    "gives": _("Gives the land its present status."),
    "history": _("Records, oldest first"),
    "klass": _("Hazard class"),
    "many": _("Found: {count}; the {most} largest are listed."),
    "north": _("N"),
    "nothing": _("No land recorded here on {when}"),
    "parcel": _("Parcel"),
    "point": _("Point (lat, lon)"),
    "record": _("record"),
    "since": _("Since"),
    "still": _("Found without land: {count}"),
    "sum": _("{area} · {count}"),
    "unmoved": _("{record} · moved no land"),
}
_KINDS: Final = {"hazard": _("Hazard"), "release": _("Release"), "survey": _("Survey"), "correction": _("Correction")}


def words() -> dict[str, str]:
    """
    Translate the words of the script.

    Returns
    -------
    dict of str
        Text by key; places in braces are filled in by the script.

    Examples
    --------
    >>> words()["as_of"]
    'Land as of {when}'
    """
    return {key: tr(text) for key, text in _WORDS.items()}


def terms() -> dict[str, str]:
    """
    Translate the codes that records carry.

    Returns
    -------
    dict of str
        Word by code: kinds of record, statuses, methods, verdicts and classes.

    Examples
    --------
    >>> terms()["hazard"], terms()["nts"], terms()["all"]
    ('Hazard', 'non-technical survey', 'all')
    """
    lists = (codes.HAZARD_STATUS, codes.RELEASE_STATUS, codes.CAPABILITY, codes.VERDICT, codes.LISTS["class"])
    found = {str(kind): tr(_KINDS.get(str(kind), str(kind))) for kind in KINDS} | {"all": tr("all")}
    return found | {code: tr(term.word) for terms_of in lists for code, term in terms_of.items()}
