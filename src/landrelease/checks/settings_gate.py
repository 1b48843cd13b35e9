"""Settings of the gate: what a programme demands before a unit may work, and what each of them takes."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.records.codes import CAPABILITY, LISTS
from landrelease.records.text import marked as _

GATE: Final = "gate."
ITEMS: Final = ("accreditation", "rotation", "certificates", "people", "tools", "agreement", "medical", "area")
"""What the gate can be made to demand, in the order in which it answers."""
DEMANDS: Final = "gate.demands"
BODIES: Final = "gate.accrediting_bodies"
PROVISIONAL: Final = "gate.provisional_counts"
VALIDITY_DAYS: Final = "gate.accreditation_days"
COMPETENCE: Final = "gate.competence."
PEOPLE: Final = "gate.people."
TOOLS: Final = "gate.tools."
MEDICAL: Final = "gate.medical"
SAFETY_M: Final = "gate.safety_distance_m."
SAFETY_DEFAULT_M: Final = 25.0
_NO_SUCH: Final = _("a setting of the gate that `docs/reference/settings` lists")


class Need(NamedTuple):
    """
    What competence a role must have.

    Attributes
    ----------
    discipline : str
        Code of the list ``discipline``.
    level : str
        Code of the list ``competence_level``; a higher level serves too.
    modules : frozenset of str
        Modules that the certificate must name.
    """

    discipline: str
    level: str
    modules: frozenset[str]


def words(value: object) -> tuple[str, ...]:
    """
    Read a setting that is a list, or a text divided by ``;``.

    Parameters
    ----------
    value
        Value of the setting.

    Returns
    -------
    tuple of str
        Trimmed, without empty ones.

    Examples
    --------
    >>> words("rotation; people;"), words(["area"]), words(None)
    (('rotation', 'people'), ('area',), ())
    """
    parts = value.split(";") if isinstance(value, str) else value if isinstance(value, list | tuple) else ()
    return tuple(str(part).strip() for part in parts if str(part).strip())


def counts(value: object) -> dict[str, int]:
    """
    Read a setting of numbers by code, such as ``deminer:4;medic:1``.

    Parameters
    ----------
    value
        Value of the setting.

    Returns
    -------
    dict
        Code to number.

    Raises
    ------
    ValueError
        Where a number is none.

    Examples
    --------
    >>> counts("deminer:4;medic:1"), counts(None)
    ({'deminer': 4, 'medic': 1}, {})
    """
    pairs = (word.partition(":") for word in words(value))
    return {code.strip(): int(number or "1") for code, _colon, number in pairs}


def need_of(word: str) -> tuple[str, Need]:
    """
    Read what a role must have, such as ``eod=eod:2:demolition+moving``.

    Parameters
    ----------
    word
        Role, discipline, level and modules.

    Returns
    -------
    role : str
        The role.
    need : Need
        What it must have.

    Raises
    ------
    ValueError
        Where discipline or level is no code of its list.

    Examples
    --------
    >>> need_of("deminer=demining:1")
    ('deminer', Need(discipline='demining', level='1', modules=frozenset()))
    """
    role, _equals, what = word.partition("=")
    discipline, level, modules = (*what.split(":"), "", "")[:3]
    if discipline not in LISTS["discipline"] or level not in LISTS["competence_level"]:
        msg = f"{word!r} does not say role=discipline:level with codes of the lists discipline and competence_level"
        raise ValueError(msg)
    return role.strip(), Need(discipline, level, frozenset(part for part in modules.split("+") if part))


def unfit_gate(key: str, value: object) -> str:
    """
    Say what a setting of the gate takes whose value cannot be used.

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
    >>> unfit_gate("gate.demands", "rotation;area"), unfit_gate("gate.provisional_counts", True)
    ('', '')
    >>> unfit_gate("gate.demands", "passport")
    'items of the gate divided by `;`: accreditation, rotation, certificates, people, tools, agreement, medical, area'
    """
    family, _dot, about = key.removeprefix(GATE).partition(".")
    takes = _TAKES.get(f"{GATE}{family}{'.' if about else ''}")
    if takes is None or (about and about not in CAPABILITY):
        return _NO_SUCH
    fits, said = takes
    return "" if fits(value) else said


def takes(key: str) -> str:
    """
    Say what a setting of the gate takes.

    Parameters
    ----------
    key
        Name of the setting; what stands for a capability may be anything.

    Returns
    -------
    str
        In words; empty for settings of others.

    Examples
    --------
    >>> takes("gate.provisional_counts"), takes("gate.medical"), takes("fee")
    ('true or false', 'a code of the list medical_level', '')
    """
    family, _dot, about = key.removeprefix(GATE).partition(".")
    found = _TAKES.get(f"{GATE}{family}{'.' if about else ''}") if key.startswith(GATE) else None
    return found[1] if found else ""


def _list_of(codes: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: bool(words(value)) and set(words(value)) <= set(codes)


def _numbers(name: str) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        try:
            found = counts(value)
        except ValueError:
            return False
        return bool(found) and set(found) <= set(LISTS[name]) and min(found.values()) >= 0

    return fits


def _needs(value: object) -> bool:
    try:
        return bool([need_of(word) for word in words(value)])
    except ValueError:
        return False


def _measures(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")


_TAKES: Final = MappingProxyType[str, tuple[Callable[[object], bool], str]](
    {
        DEMANDS: (
            _list_of(ITEMS),
            _(
                "items of the gate divided by `;`: "
                "accreditation, rotation, certificates, people, tools, agreement, medical, area"
            ),
        ),
        BODIES: (lambda value: bool(words(value)), _("ids of organisations divided by `;`")),
        PROVISIONAL: (lambda value: isinstance(value, bool), _("true or false")),
        VALIDITY_DAYS: (_measures, _("a number of days")),
        COMPETENCE: (_needs, _("role=discipline:level divided by `;`, modules behind a second colon joined by +")),
        PEOPLE: (_numbers("member_role"), _("role:number divided by `;`, with codes of the list member_role")),
        TOOLS: (_numbers("asset_type"), _("type:number divided by `;`, with codes of the list asset_type")),
        MEDICAL: (
            lambda value: isinstance(value, str) and value in LISTS["medical_level"],
            _("a code of the list medical_level"),
        ),
        SAFETY_M: (_measures, _("a number of metres that is not negative")),
    }
)
