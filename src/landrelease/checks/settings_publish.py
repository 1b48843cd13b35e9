"""Settings of publication: what a programme shows to the public, and how exactly; nothing until it says so."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.checks.settings_gate import words
from landrelease.records.text import marked as _

PUBLIC: Final = "public."
PUBLISHED: Final = "public.published"
LAYERS: Final = "public.layers"
OPEN_LAND: Final = "public.open_land"
RELEASED_LAND: Final = "public.released_land"
DATES: Final = "public.dates"
DELAY_DAYS: Final = "public.delay_days"
SMALL_COUNT: Final = "public.small_count"
HOTLINE: Final = "public.hotline"
HOURS: Final = "public.hours"
IATI_ORGANISATION: Final = "public.iati_organisation"
IATI_TYPE: Final = "public.iati_organisation_type"
LAYER_NAMES: Final = ("land-open", "land-released", "figures", "accidents", "risk-education", "places")
"""What a programme can publish, in the order in which a page shows it."""
OPEN_DEFAULT: Final = "grid:1000"
RELEASED_DEFAULT: Final = "grid:100"
LAYERS_DEFAULT: Final = "land-open;land-released;figures"
SMALL_DEFAULT: Final = 5
_LEAST_OPEN_M: Final = 500.0
_LEAST_RELEASED_M: Final = 10.0
_MOST_M: Final = 100_000.0
_LEAST_COUNT: Final = 3
_NO_SUCH: Final = _("a setting of publication that `docs/reference/settings` lists")


class AreaRule(NamedTuple):
    """
    How exactly land is shown.

    Attributes
    ----------
    form : str
        ``none`` (as it is), ``grid``, ``buffer``, ``admin`` or ``hidden``.
    metres : float
        Size of a cell of the grid, or of the rounding; 0 where the form has none.
    """

    form: str
    metres: float = 0.0


def open_rule(value: object) -> AreaRule:
    """
    Read how the land that may hold explosive ordnance is shown: never as it is.

    Parameters
    ----------
    value
        Value of the setting.

    Returns
    -------
    AreaRule
        The rule.

    Raises
    ------
    ValueError
        Where the value is none, or finer than 500 m.

    Examples
    --------
    >>> open_rule("grid:1000"), open_rule("admin")
    (AreaRule(form='grid', metres=1000.0), AreaRule(form='admin', metres=0.0))
    >>> open_rule("exact")
    Traceback (most recent call last):
    ...
    ValueError: 'exact' is no rule for open land
    """
    if value in ("admin", "hidden"):
        return AreaRule(str(value))
    form, metres = _sized(value)
    if form not in ("grid", "buffer") or not _LEAST_OPEN_M <= metres <= _MOST_M:
        msg = f"{value!r} is no rule for open land"
        raise ValueError(msg)
    return AreaRule(form, metres)


def released_rule(value: object) -> AreaRule:
    """
    Read how released land is shown.

    Parameters
    ----------
    value
        Value of the setting.

    Returns
    -------
    AreaRule
        The rule; ``exact`` is written ``none``.

    Raises
    ------
    ValueError
        Where the value is none.

    Examples
    --------
    >>> released_rule("exact"), released_rule("grid:100")
    (AreaRule(form='none', metres=0.0), AreaRule(form='grid', metres=100.0))
    """
    if value in ("exact", "hidden"):
        return AreaRule("none" if value == "exact" else "hidden")
    form, metres = _sized(value)
    if form != "grid" or not _LEAST_RELEASED_M <= metres <= _MOST_M:
        msg = f"{value!r} is no rule for released land"
        raise ValueError(msg)
    return AreaRule(form, metres)


def unfit_publish(key: str, value: object) -> str:
    """
    Say what a setting of publication takes whose value cannot be used.

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
    >>> unfit_publish("public.open_land", "grid:1000"), unfit_publish("public.published", "perhaps")
    ('', 'true or false')
    >>> unfit_publish("public.open_land", "exact")
    'grid:N, buffer:N with N from 500 to 100000 metres, admin, or hidden; open land is never shown as it is'
    """
    found = _TAKES.get(key)
    if found is None:
        return _NO_SUCH
    fits, said = found
    return "" if fits(value) else said


def takes_publish(key: str) -> str:
    """
    Say what a setting of publication takes.

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
    >>> takes_publish("public.dates"), takes_publish("fee")
    ('month or year', '')
    """
    return _TAKES[key][1] if key in _TAKES else ""


def _sized(value: object) -> tuple[str, float]:
    """Divide a rule into its form and its metres; no form where it is none."""
    form, colon, size = value.partition(":") if isinstance(value, str) else ("", "", "")
    if not (colon and size.isascii() and size.isdigit()):
        return "", 0.0
    return form, float(size)


def _reads(read: Callable[[object], AreaRule]) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        try:
            return bool(read(value))
        except ValueError:
            return False

    return fits


def _whole(least: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_TAKES: Final = MappingProxyType[str, tuple[Callable[[object], bool], str]](
    {
        PUBLISHED: (lambda value: isinstance(value, bool), _("true or false")),
        LAYERS: (
            lambda value: bool(words(value)) and set(words(value)) <= set(LAYER_NAMES),
            _("layers divided by `;`: land-open, land-released, figures, accidents, risk-education, places"),
        ),
        OPEN_LAND: (
            _reads(open_rule),
            _("grid:N, buffer:N with N from 500 to 100000 metres, admin, or hidden; open land is never shown as it is"),
        ),
        RELEASED_LAND: (
            _reads(released_rule),
            _("exact, hidden, or grid:N with N from 10 to 100000 metres"),
        ),
        DATES: (lambda value: value in ("month", "year"), _("month or year")),
        DELAY_DAYS: (_whole(0), _("a whole number of days that is not negative")),
        SMALL_COUNT: (_whole(_LEAST_COUNT), _("a whole number, 3 or more")),
        HOTLINE: (_text, _("a text that is not empty")),
        HOURS: (_text, _("a text that is not empty")),
        IATI_ORGANISATION: (_text, _("a text that is not empty")),
        IATI_TYPE: (_text, _("a text that is not empty")),
    }
)
