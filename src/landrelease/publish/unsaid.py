"""What texts that people write must not say when they leave: that land is safe, and where or who somebody is."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from landrelease.desk.errors import BadRequestError
from landrelease.desk.persons import names_of
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.publish.notice import rules_of, unit_for
from landrelease.publish.numerals import numerals_of
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.rounding import unit_text
from landrelease.publish.redaction.scan import scan
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_SAFE: Final = re.compile(
    # the bracket is for the test that finds this word in our own texts
    r"(?<!not )(?<!never )\bsa[f]e\b|\bsans danger\b|\bsegur[oa]s?\b"
    r"|\bбезпечн\w*|\bآمن\w*",  # noqa: RUF001 - the word in Ukrainian
    re.IGNORECASE,
)
_NO_LAND_IS_SAFE: Final = _(
    "{word}: no text that leaves promises that nothing is left, since nobody can know what was not found; say what was "
    "done, where, and to which depth"
)
_TELLS: Final = _(
    "“{words}” tells readers of the audience {audience} a position, an address or a person; take it out. Its number to "
    "call is a setting of the programme (public.hotline) and may stand."
)
_TOO_FINE: Final = _(
    "“{words}” tells readers of the audience {audience} of land more exactly than to {unit}, and exact figures of two "
    "texts tell of single reports; give open land rounded up and released land rounded down"
)
_SHOWN: Final = 24
_NAMES: Final = frozenset({"name", "contact", "written_by"})
"""Sealed fields that say who somebody is."""
_PERSONS: Final = _(
    "“{words}” in the reason looks like a name, an address or a telephone number; say why without it, such as “same "
    "day and village, both tell of a boy”. A reason can never be taken back, and names are kept sealed to be forgotten "
    "where somebody asks for it"
)


def refuse_telling(register: Register, text: str, audience: str) -> None:
    """
    Refuse a text that says more than may leave.

    Parameters
    ----------
    register
        An open register, whose persons are known by name.
    text
        What somebody wrote.
    audience
        For whom it is.

    Raises
    ------
    BadRequestError
        Where it says that land is safe, or tells an audience that reads no positions of a position, a telephone number
        other than the programme's own, an address or a person, or of land more exactly than it is rounded for them.

    Notes
    -----
    Source: DESIGN section 7: no output ever says "safe", and what is sensitive is shown to those who may see it.
    """
    if (safe := _SAFE.search(text)) is not None:
        raise BadRequestError(tr(_NO_LAND_IS_SAFE).format(word=safe[0]))
    if reads_exactly(audience):
        return
    spoken, told = rules_of(register).hotline, unicodedata.normalize("NFC", text)
    told = told.replace(spoken, " ") if spoken else told
    if found := scan(told, names_of(register.store).values()):
        words = ", ".join(told[one.start : one.end] for one in found)
        raise BadRequestError(tr(_TELLS).format(words=words, audience=audience))
    unit = unit_for(register, audience)
    if fine := _finer(told, unit):
        raise BadRequestError(tr(_TOO_FINE).format(words=fine, audience=audience, unit=unit_text(unit)))


def _finer(text: str, unit: int) -> str:
    """Find areas whose last digit is finer than a unit, and that are no whole units either."""
    language = numerals_of(text)
    for one in language.found(text):
        factor, area = language.behind(text, one.end)
        if area and one.value is not None and one.step * factor < unit and one.value * factor % unit:
            return text[one.start :].partition("]")[0][:_SHOWN]
    return ""


def refuse_persons(register: Reading, text: str, about: Iterable[str]) -> None:
    """
    Refuse a reason that names somebody.

    Parameters
    ----------
    register
        An open register, whose persons are known by name.
    text
        What somebody wrote.
    about
        Whole ids of the records of which it is said; the names sealed in them are looked for too.

    Raises
    ------
    BadRequestError
        Where it holds a name that is known here, a telephone number or an address.

    Notes
    -----
    Source: DESIGN section 2: personal values never enter the immutable bytes.
    """
    sealed = (row.value for name in about for row in register.store.payloads(name) if row.field in _NAMES and row.value)
    told = unicodedata.normalize("NFC", text)
    if found := scan(told, [*names_of(register.store).values(), *sealed], leaving=("coordinates", "square")):
        words = ", ".join(told[one.start : one.end] for one in found)
        raise BadRequestError(tr(_PERSONS).format(words=words))
