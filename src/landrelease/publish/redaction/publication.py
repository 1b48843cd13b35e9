"""What a programme publishes: its settings as one rule, and the defaults where it says nothing."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

from landrelease.checks.settings_gate import words
from landrelease.checks.settings_publish import (
    DATES,
    DELAY_DAYS,
    HOTLINE,
    HOURS,
    LAYER_NAMES,
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
    AreaRule,
    open_rule,
    released_rule,
    unfit_publish,
)
from landrelease.publish.redaction.audience import Detail

_DEFAULTS: Final[Mapping[str, Any]] = {
    PUBLISHED: False,
    LAYERS: LAYERS_DEFAULT,
    OPEN_LAND: OPEN_DEFAULT,
    RELEASED_LAND: RELEASED_DEFAULT,
    DATES: "month",
    DELAY_DAYS: 0,
    SMALL_COUNT: SMALL_DEFAULT,
    HOTLINE: "",
    HOURS: "",
}


class Publication(NamedTuple):
    """
    What the public sees, and how exactly.

    Attributes
    ----------
    published : bool
        Whether anything is published.
    layers : tuple of str
        Of `settings_publish.LAYER_NAMES`, in their order.
    open_land : AreaRule
        How land that is suspected or confirmed is shown; never ``none``.
    released_land : AreaRule
        How released land is shown.
    dates : str
        ``month`` or ``year``.
    delay_days : int
        Days for which a record is not yet published.
    small_count : int
        Counts below it are left out.
    hotline : str
        Where the public reports, as it is shown; empty where none is given.
    hours : str
        When somebody answers there.
    """

    published: bool
    layers: tuple[str, ...]
    open_land: AreaRule
    released_land: AreaRule
    dates: Detail
    delay_days: int
    small_count: int
    hotline: str
    hours: str

    def shows(self, layer: str) -> bool:
        """
        Tell whether the public sees a layer.

        Parameters
        ----------
        layer
            One of `settings_publish.LAYER_NAMES`.

        Returns
        -------
        bool
            False for all of them until the programme publishes.

        Examples
        --------
        >>> publication({}).shows("figures"), publication({"public.published": True}).shows("figures")
        (False, True)
        """
        return self.published and layer in self.layers

    def known_at(self, today: str) -> str:
        """
        Say whose knowledge is published on a day.

        Parameters
        ----------
        today
            ISO day.

        Returns
        -------
        str
            Last day whose records are published.

        Raises
        ------
        ValueError
            Where `today` is no day.

        Examples
        --------
        >>> publication({"public.delay_days": 30}).known_at("2026-01-31")
        '2026-01-01'
        """
        return (dt.date.fromisoformat(today) - dt.timedelta(days=self.delay_days)).isoformat()


def publication(settings: Mapping[str, object]) -> Publication:
    """
    Read what a programme publishes out of its settings in force.

    Parameters
    ----------
    settings
        Key to value; keys of others are passed over.

    Returns
    -------
    Publication
        Where any value cannot be used, nothing is published: what was meant to be hidden must not be shown by a slip
        of the pen.

    Examples
    --------
    >>> publication({"public.published": True}).open_land
    AreaRule(form='grid', metres=1000.0)
    >>> publication({"public.published": True, "public.open_land": "hiden"}).published
    False
    """
    unusable = [key for key, value in settings.items() if key.startswith(PUBLIC) and unfit_publish(key, value)]
    said: dict[str, Any] = {
        key: settings[key] if key in settings and not unfit_publish(key, settings[key]) else default
        for key, default in _DEFAULTS.items()
    }
    chosen = words(said[LAYERS])
    return Publication(
        published=said[PUBLISHED] and not unusable,
        layers=tuple(layer for layer in LAYER_NAMES if layer in chosen),
        open_land=open_rule(said[OPEN_LAND]),
        released_land=released_rule(said[RELEASED_LAND]),
        dates=cast("Detail", said[DATES]),
        delay_days=said[DELAY_DAYS],
        small_count=said[SMALL_COUNT],
        hotline=said[HOTLINE],
        hours=said[HOURS],
    )
