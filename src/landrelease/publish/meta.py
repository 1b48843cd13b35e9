"""What every published product says about itself: which view it shows, and what it does not promise."""

import re
from typing import Final

import msgspec

from landrelease.records.text import marked as _
from landrelease.records.text import tr

ABSENCE: Final = _("Land that is not shown here was not recorded; it may hold explosive ordnance.")
RELEASED: Final = _(
    "Released means what the records say was done, to the depth they state; it is no promise that nothing is left.",
)
ASSERTED: Final = _("The names of authors and approvers are asserted, not proven by a signature.")
SYNTHETIC: Final = _(
    "Synthetic data, made up by a program to show the software: no such land and no such hazard exists."
)
FOR: Final = _(
    "For the audience {audience}; valid for {day}. Land changes: ask for a newer edition before you rely on this one."
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"})


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """
    The view that a product shows; nothing here depends on the machine or on the moment of writing.

    Attributes
    ----------
    programme : str
        Id of the programme.
    name : str
        Name of the programme for people; empty where it has none.
    as_of : str
        Day or moment whose land is shown (ISO, UTC).
    known_at : str
        Moment whose knowledge is used (ISO, UTC).
    synthetic : bool
        Whether the data were made up; then every product says so.
    language : str
        Language tag of the texts, such as ``en`` or ``ar``.
    audience : str
        Lowest audience that may have the product; empty where the product says it otherwise.
    """

    programme: str
    name: str = ""
    as_of: str = ""
    known_at: str = ""
    synthetic: bool = False
    language: str = "en"
    audience: str = ""


def direction(meta: Meta) -> str:
    """
    Tell in which direction the language of a product is written.

    Parameters
    ----------
    meta
        The view.

    Returns
    -------
    str
        ``rtl`` or ``ltr``.

    Examples
    --------
    >>> direction(Meta(programme="p", language="ar-IQ")), direction(Meta(programme="p"))
    ('rtl', 'ltr')
    """
    return "rtl" if meta.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def notices(meta: Meta) -> list[str]:
    """
    Collect the sentences that must stand on a product, the gravest first.

    Parameters
    ----------
    meta
        The view.

    Returns
    -------
    list of str
        Translated sentences; the first says that the data are made up, where they are, then for whom they are.

    Examples
    --------
    >>> notices(Meta(programme="p"))[0]
    'Land that is not shown here was not recorded; it may hold explosive ordnance.'
    >>> len(notices(Meta(programme="p", synthetic=True)))
    4
    """
    first = [tr(SYNTHETIC)] if meta.synthetic else []
    if meta.audience:
        first.append(tr(FOR).format(audience=tr(meta.audience), day=valid_for(meta) or day_text(meta)))
    return [*first, tr(ABSENCE), tr(RELEASED), tr(ASSERTED)]


def moment_text(moment: str) -> str:
    """
    Write a day or a moment for people.

    Parameters
    ----------
    moment
        ISO day, or ISO moment in UTC.

    Returns
    -------
    str
        The day alone, or the moment to the minute.

    Examples
    --------
    >>> moment_text("2026-01-31T09:30:15.000Z"), moment_text("2026-01-31")
    ('2026-01-31 09:30 UTC', '2026-01-31')
    """
    day, _, time = moment.partition("T")
    return f"{day} {time[:5]} UTC" if time else day


def day_text(meta: Meta) -> str:
    """
    Name the day whose land is shown, for people.

    Parameters
    ----------
    meta
        The view.

    Returns
    -------
    str
        The day; where the view names none, that the latest record decides.

    Examples
    --------
    >>> day_text(Meta(programme="p", as_of="2025-12-31")), day_text(Meta(programme="p"))
    ('2025-12-31', 'the latest record')
    """
    return moment_text(meta.as_of) or tr("the latest record")


def facts(meta: Meta, klass: str) -> dict[str, str]:
    """
    List the facts of a view by name, as they are written into data files.

    Parameters
    ----------
    meta
        The view.
    klass
        Hazard class that is shown, or ``all``.

    Returns
    -------
    dict of str
        ``programme``, ``name``, ``as_of``, ``known_at``, ``class``, ``note``; ``audience`` and ``valid_for`` where it
        is made for somebody; for made-up data ``synthetic``.

    Examples
    --------
    >>> facts(Meta(programme="p", as_of="2025-12-31"), "mines")["class"]
    'mines'
    """
    view = {
        "programme": meta.programme,
        "name": meta.name,
        "as_of": meta.as_of,
        "known_at": meta.known_at,
        "class": klass,
        "note": " ".join(notices(meta)),
    }
    view |= {name: said for name, said in stamped(meta).items() if name != "note"}
    return view | ({"synthetic": "true"} if meta.synthetic else {})


def stamped(meta: Meta) -> dict[str, str]:
    """
    List what stands in every row of a table that has no other place for it.

    Parameters
    ----------
    meta
        The view.

    Returns
    -------
    dict of str
        ``audience``, ``valid_for`` (day) and ``note`` (that absence of a mark is no absence of danger); nothing where
        the product is made for nobody in particular.

    Examples
    --------
    >>> stamped(Meta(programme="p", known_at="2026-01-31T09:30:15.000Z", audience="donor"))["valid_for"]
    '2026-01-31'
    """
    if not meta.audience:
        return {}
    return {"audience": meta.audience, "valid_for": valid_for(meta), "note": tr(ABSENCE)}


def valid_for(meta: Meta) -> str:
    """
    Give the day for which a product is valid.

    Parameters
    ----------
    meta
        The view.

    Returns
    -------
    str
        The day whose land it shows; where the view names none, that of the knowledge shown.

    Examples
    --------
    >>> valid_for(Meta(programme="p", known_at="2026-01-31T09:30:15.000Z"))
    '2026-01-31'
    """
    return (meta.as_of or meta.known_at)[:10]


def steady(sentence: str) -> str:
    r"""
    Keep the days in a sentence in their order where the text runs from right to left.

    Parameters
    ----------
    sentence
        Any text.

    Returns
    -------
    str
        With a mark that is not seen on both sides of each day.

    Examples
    --------
    >>> steady("valid for 2025-12-31.")
    'valid for \u200e2025-12-31\u200e.'
    """
    return _DAY.sub("\u200e\\g<0>\u200e", sentence)
