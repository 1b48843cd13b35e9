"""The figures at which a check speaks; a programme replaces each by a setting ``checks.<name>``."""

from collections.abc import Mapping
from typing import Final

import msgspec

PREFIX: Final = "checks."
CODES: Final = "codes."
"""Beginning of settings that add codes to a list, such as ``codes.capability``."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """
    Figures of the checks, with defaults from the practice of the field.

    Attributes
    ----------
    vertex_gap_m : float
        Longest plausible step between two vertices, metres.
    vertex_tolerance_deg : float
        Vertices closer than this are one vertex, degrees.
    parts_overlap_share : float
        Share of overlapping parts that is still a drawing fault, 0 to 1.
    stated_warning_share : float
        Difference of stated and computed area that is worth a look, 0 to 1.
    stated_error_share : float
        Difference of stated and computed area that is wrong, 0 to 1.
    stated_most_m2 : float
        Largest plausible stated area of one record without a polygon, square metres.
    depth_most_m : float
        Deepest plausible depth, metres.
    depth_ground_m : float
        Deepest plausible depth of work from the surface by hand, machine or animal, metres.
    earliest_year : int
        First plausible year.
    outside_share : float
        Share of a shape that may lie outside the land that it belongs to, 0 to 1.
    border_m : float
        Distance from the border up to which a shape beyond it may be the fault of a coarse border, metres.
    place_tolerance_m : float
        Distance that counts as the same place where the record states no accuracy, metres.
    far_apart_m : float
        Distance at which two pieces under one key are two hazards, metres.
    crowd : int
        Records at exactly one place from which that place is suspected to stand for a whole settlement.
    circle_share : float
        Spread of the radii, as a share, under which a shape is a circle.
    published_warning_share : float
        Share of a country or area that published hazards may cover without a question, 0 to 1.
    published_error_share : float
        Share of a country or area that published hazards cannot cover, 0 to 1.
    published_jump : float
        Factor between the figures of two years beyond which the change is asked about.
    """

    vertex_gap_m: float = 5_000.0
    vertex_tolerance_deg: float = 0.000_001
    parts_overlap_share: float = 0.009
    stated_warning_share: float = 0.05
    stated_error_share: float = 0.50
    stated_most_m2: float = 1e9
    depth_most_m: float = 15.0
    depth_ground_m: float = 3.0
    earliest_year: int = 1900
    outside_share: float = 0.01
    border_m: float = 10_000.0
    place_tolerance_m: float = 25.0
    far_apart_m: float = 5_000.0
    crowd: int = 20
    circle_share: float = 0.02
    published_warning_share: float = 0.1
    published_error_share: float = 0.9
    published_jump: float = 4.0


def limits_of(settings: Mapping[str, object]) -> Limits:
    """
    Take the limits that the settings in force give, and the defaults for the others.

    Parameters
    ----------
    settings
        Key to value of the settings in force, such as ``{"checks.vertex_gap_m": 2000}``; other keys are left alone.

    Returns
    -------
    Limits
        The limits.

    Raises
    ------
    ValueError
        Where a limit is given as something that is no number.

    Examples
    --------
    >>> limits_of({"checks.vertex_gap_m": 2000, "required_depth_m.mines": 0.2}).vertex_gap_m
    2000.0
    >>> limits_of({"checks.crowd": "many"})
    Traceback (most recent call last):
    ...
    ValueError: a setting of the checks is no number: Expected `int`, got `str` - at `$.crowd`
    """
    given = {key.removeprefix(PREFIX): value for key, value in settings.items() if key.startswith(PREFIX)}
    try:
        return msgspec.convert(given, Limits)
    except msgspec.ValidationError as fault:
        msg = f"a setting of the checks is no number: {fault}"
        raise ValueError(msg) from None


def codes_of(settings: Mapping[str, object]) -> dict[str, frozenset[str]]:
    """
    Take the codes that the settings in force add to code lists.

    They are then no strangers to the checks; what a code does to land is the ledger's matter, for which an added code
    of contamination stays every danger.

    Parameters
    ----------
    settings
        Key to value of the settings in force; a list, or a text with codes divided by ``;``.

    Returns
    -------
    dict
        Name of a code list to its added codes.

    Examples
    --------
    >>> codes_of({"codes.capability": "dogs; rats", "checks.crowd": 10})["capability"] == {"dogs", "rats"}
    True
    """
    found = {key.removeprefix(CODES): value for key, value in settings.items() if key.startswith(CODES)}
    lists = {key: value.split(";") if isinstance(value, str) else value for key, value in found.items()}
    return {
        key: frozenset(str(code).strip() for code in value if str(code).strip())
        for key, value in lists.items()
        if isinstance(value, list | tuple)
    }
