"""What a national standard decides: the parameters that answers look up, and what each of them takes."""

from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.checks.limits import CODES, PREFIX, Limits, limits_of
from landrelease.checks.settings_evidence import DEFAULTS, DIRECT, EVIDENCE, LEADS, LEAST, NEGATIVE, unfit_evidence
from landrelease.checks.settings_gate import (
    BODIES,
    COMPETENCE,
    DEMANDS,
    GATE,
    MEDICAL,
    PEOPLE,
    PROVISIONAL,
    SAFETY_M,
    TOOLS,
    VALIDITY_DAYS,
    unfit_gate,
)
from landrelease.checks.settings_publish import (
    DATES,
    DELAY_DAYS,
    HOTLINE,
    HOURS,
    IATI_ORGANISATION,
    IATI_TYPE,
    LAYERS,
    LAYERS_DEFAULT,
    OPEN_DEFAULT,
    OPEN_LAND,
    PUBLIC,
    PUBLISHED,
    RELEASED_DEFAULT,
    RELEASED_LAND,
    SMALL_COUNT,
    SMALL_DEFAULT,
    unfit_publish,
)
from landrelease.records.codes import CLASSES, LISTS
from landrelease.records.text import marked as _

REQUIRED_DEPTH: Final = "required_depth_m."
OUTSIDE_HAZARD: Final = "release_outside_hazard_tolerance_m2"
SNAPSHOT_MISSING: Final = "snapshot_missing_percent"
SNAPSHOT_MISSING_DEFAULT: Final = 10.0
_WHOLE: Final = 100
_A_DEPTH: Final = _("a number of metres that is not negative")
_AN_AREA: Final = _("a number of square metres that is not negative")
_A_SHARE: Final = _("a number from 0 to 100, in percent")
_A_LIMIT: Final = _("a number; the limits of the checks have the names that `docs/reference/settings` lists")
_A_LIST: Final = _("codes divided by `;`, and the name of a code list behind its point")
_A_CLASS: Final = _("one of the classes mines, cluster and other behind its point")


class Parameter(NamedTuple):
    """
    A parameter that a programme may set, beside the limits of the checks.

    Attributes
    ----------
    key : str
        Its name; ``<class>`` stands for a hazard class.
    default : str
        What holds without it, in words.
    meaning : str
        What it decides.
    """

    key: str
    default: str
    meaning: str


PARAMETERS: Final = (
    Parameter(
        f"{REQUIRED_DEPTH}<class>",
        _("none"),
        _("Depth that clearance must reach where a hazard of the class states none, metres below ground."),
    ),
    Parameter(
        OUTSIDE_HAZARD,
        "1",
        _("Released area outside any hazard up to which `release-outside-hazard` says nothing, square metres."),
    ),
    Parameter(
        SNAPSHOT_MISSING,
        f"{SNAPSHOT_MISSING_DEFAULT:g}",
        _(
            "Share of a source's known records that a file which replaces an earlier one may lack before the import "
            "stops and asks, percent."
        ),
    ),
    Parameter(
        DEMANDS,
        "accreditation",
        _("What the gate demands of a unit: accreditation, rotation, certificates and so on."),
    ),
    Parameter(BODIES, _("any"), _("Organisations whose accreditation counts; a suspension by anybody always does.")),
    Parameter(PROVISIONAL, "false", _("Whether a provisional accreditation is enough to work.")),
    Parameter(
        VALIDITY_DAYS, _("until something ends it"), _("Days for which an accreditation without a last day is valid.")
    ),
    Parameter(
        f"{COMPETENCE}<capability>",
        _("level 1 of its discipline; for EOD the level of its name; medical 1 for medics"),
        _("Certificates that each role needs for the activity, as role=discipline:level."),
    ),
    Parameter(f"{PEOPLE}<capability>", _("none"), _("Least number of people of each role for the activity.")),
    Parameter(f"{TOOLS}<capability>", _("none"), _("Least number of assets of each type for the activity.")),
    Parameter(MEDICAL, "first-aid", _("Least medical support that a unit brings.")),
    Parameter(
        f"{SAFETY_M}<capability>",
        "25",
        _("Distance that the work of other units keeps from the activity, metres."),
    ),
    Parameter(PUBLISHED, "false", _("Whether the programme publishes anything; until then the public sees nothing.")),
    Parameter(LAYERS, LAYERS_DEFAULT, _("What the public sees.")),
    Parameter(
        OPEN_LAND,
        OPEN_DEFAULT,
        _("How the public sees land that is suspected or confirmed: cells of a fixed grid, rounded, whole areas."),
    ),
    Parameter(
        RELEASED_LAND,
        RELEASED_DEFAULT,
        _("How the public sees released land: as it is, or the cells of a fixed grid that lie wholly in it."),
    ),
    Parameter(DATES, "month", _("How exactly the public reads dates.")),
    Parameter(
        DELAY_DAYS, "0", _("Days for which a record is not yet published; land that is newly open waits as long.")
    ),
    Parameter(SMALL_COUNT, str(SMALL_DEFAULT), _("Counts below it are left out of what the public sees.")),
    Parameter(HOTLINE, _("none"), _("Telephone or address to which the public reports what it found, as it is shown.")),
    Parameter(HOURS, _("none"), _("When somebody answers there, as it is shown.")),
    Parameter(DIRECT, DEFAULTS[DIRECT], _("Types of evidence that count as direct.")),
    Parameter(NEGATIVE, DEFAULTS[NEGATIVE], _("Types of evidence that count as negative; all others are indirect.")),
    Parameter(LEADS, DEFAULTS[LEADS], _("Types of document that open a follow-up and never a hazard by themselves.")),
    Parameter(LEAST, DEFAULTS[LEAST], _("Last grade of the information at which direct evidence counts as direct.")),
    Parameter(
        IATI_ORGANISATION,
        _("none"),
        _("Identifier under which the programme reports results to the International Aid Transparency Initiative."),
    ),
    Parameter(IATI_TYPE, "10", _("Type of that organisation in the code list of the initiative; 10 is a government.")),
)


def unfit(key: str, value: object) -> str:
    """
    Say what a setting takes whose value cannot be used.

    Parameters
    ----------
    key
        Name of the setting.
    value
        Its value.

    Returns
    -------
    str
        What it takes; empty where the value fits, and for settings that nothing here looks up.

    Examples
    --------
    >>> unfit("required_depth_m.mines", "deep"), unfit("required_depth_m.mines", 0.2), unfit("fee", "any")
    ('a number of metres that is not negative', '', '')
    >>> unfit("required_depth_m.mine", 0.2)
    'one of the classes mines, cluster and other behind its point'
    """
    if key.startswith(PREFIX):
        return "" if key.removeprefix(PREFIX) in Limits.__struct_fields__ and _limits(key, value) else _A_LIMIT
    if key.startswith(CODES):
        return "" if key.removeprefix(CODES) in LISTS and isinstance(value, str | list | tuple) else _A_LIST
    if key.startswith(REQUIRED_DEPTH):
        named = key.removeprefix(REQUIRED_DEPTH) in CLASSES
        return ("" if _measures(value) else _A_DEPTH) if named else _A_CLASS
    for beginning, asked in _OF_ROOMS.items():
        if key.startswith(beginning):
            return asked(key, value)
    if key == SNAPSHOT_MISSING:
        return "" if _measures(value) and float(str(value)) <= _WHOLE else _A_SHARE
    return _AN_AREA if key == OUTSIDE_HAZARD and not _measures(value) else ""


_OF_ROOMS: Final = MappingProxyType({GATE: unfit_gate, PUBLIC: unfit_publish, EVIDENCE: unfit_evidence})


def _limits(key: str, value: object) -> bool:
    try:
        limits_of({key: value})
    except ValueError:
        return False
    return True


def _measures(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
