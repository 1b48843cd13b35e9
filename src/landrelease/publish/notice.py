"""What a programme tells the public: land made coarser, figures with suppression, whom to call; made once a state."""

import datetime as dt
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry

from landrelease.checks.settings_publish import LAYERS, LAYERS_DEFAULT, PUBLIC, PUBLISHED
from landrelease.desk.answers import frame_or_none
from landrelease.desk.looking import admin_areas
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.table import Parcels
from landrelease.publish.figures import Names, accident_figures, land_figures
from landrelease.publish.meta import Meta
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.land import PublishedLand, published_land
from landrelease.publish.redaction.publication import Publication, publication
from landrelease.publish.redaction.rounding import unit_of
from landrelease.publish.redaction.suppression import Table
from landrelease.publish.view import meta_of


class Notice(NamedTuple):
    """
    What the public is told.

    Attributes
    ----------
    rules : Publication
        What the programme publishes, and how exactly.
    meta : Meta
        The view; its day and knowledge are those that are published.
    land : tuple of PublishedLand
        Open land first; empty where no land is published. Its sizes are the totals of `figures` where there are any.
    figures : Table or None
        Land by administrative area, in units of `unit_m2`; columns ``open`` and ``released``, where published.
    unit_m2 : int
        Square metres of one unit of `figures`.
    accidents : Table or None
        Accidents by year.
    """

    rules: Publication
    meta: Meta
    land: tuple[PublishedLand, ...] = ()
    figures: Table | None = None
    unit_m2: int = 1
    accidents: Table | None = None


def rules_of(register: Reading) -> Publication:
    """
    Read what a programme publishes today.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    Publication
        Nothing where the register has no programme yet, or a setting cannot be used.
    """
    return publication(_settings(register))


def rules_for(register: Reading, audience: str) -> Publication:
    """
    Read how exactly an audience that reads no positions may see the land.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.

    Returns
    -------
    Publication
        For the public what `rules_of` gives; for others both groups of land, also before anything is published. Nothing
        where a setting cannot be used.

    Examples
    --------
    >>> publication({PUBLIC + "published": True, PUBLIC + "open_land": "exact"}).published
    False
    """
    if audience == "public":
        return rules_of(register)
    said = _settings(register)
    layers = ";".join(dict.fromkeys([*LAYERS_DEFAULT.split(";"), *str(said.get(LAYERS, "")).split(";")]))
    return publication(said | {PUBLISHED: True, LAYERS: layers.strip(";")})


def unit_for(register: Reading, audience: str) -> int:
    """
    Say to what land is rounded for an audience.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.

    Returns
    -------
    int
        Square metres, as the settings in force today say; 0 for those who read positions, and so every digit.
    """
    return 0 if reads_exactly(audience) else unit_of(rules_for(register, audience))


def _settings(register: Reading) -> dict[str, Any]:
    """Give the settings of publication that are in force today."""
    frame = frame_or_none(register.store)
    day = dt.date.fromisoformat(register.today()).toordinal()
    rulings = frame.rulings if frame else ()
    return {one.key: one.value for one in rulings if one.key.startswith(PUBLIC) and one.first <= day}


def notice_of(register: Register, *, hidden: Names = ()) -> Notice:
    """
    Make what the public is told.

    Parameters
    ----------
    register
        An open register.
    hidden
        Figures that an earlier edition left out, by name of row and column; they stay left out.

    Returns
    -------
    Notice
        Without land and figures where nothing is published.
    """
    rules = rules_of(register)
    day = rules.known_at(register.today())
    meta = meta_of(register, as_of=day, known_at=register.known_at(day) if rules.published else "")
    if not rules.published:
        return Notice(rules, meta)
    parcels = register.land(as_of=day, known_at=day)
    figures = land_figures(register, rules, parcels, (day, day), hidden)
    return Notice(
        rules,
        meta,
        tuple(_land(register, rules, parcels, figures)),
        figures,
        unit_of(rules),
        accident_figures(register, rules, day, hidden),
    )


def _as_in(figures: Table | None, unit_m2: int, land: PublishedLand) -> PublishedLand:
    """Say the size of land as the figures beside it do: two numbers for one thing confuse, and can be subtracted."""
    if figures is None or land.group not in figures.columns:
        return land
    whole = figures.values[-1][figures.columns.index(land.group)]
    return land._replace(area_m2=None if whole is None else whole * unit_m2, step_m2=unit_m2)


def land_of(
    register: Reading, rules: Publication, parcels: Parcels, when: tuple[str, str] | None
) -> list[PublishedLand]:
    """
    Make land coarser as a programme's rules say.

    Parameters
    ----------
    register
        An open register.
    rules
        What may be seen.
    parcels
        Parcels of one class, of the view that is shown.
    when
        Last day and moment of knowledge of that view; None where these are not all its parcels.

    Returns
    -------
    list of PublishedLand
        As `redaction.land.published_land`; empty where the programme has no plane yet. Where figures are published, the
        sizes are their totals: left out where those are, and never a second number for one thing. The size of a part
        is left out there too: beside the figures it would tell that of the rest.
    """
    if when:
        return _land(register, rules, parcels, land_figures(register, rules, parcels, when))
    land = _land(register, rules, parcels, None)
    return [one._replace(area_m2=None) for one in land] if rules.shows("figures") else land


def _land(register: Reading, rules: Publication, parcels: Parcels, figures: Table | None) -> list[PublishedLand]:
    plane = register.frame().plane
    if plane is None:
        return []
    areas = areas_for(register, rules)
    return [_as_in(figures, unit_of(rules), one) for one in published_land(parcels, rules, plane, areas=areas)]


def areas_for(register: Reading, rules: Publication) -> list[BaseGeometry]:
    """
    Give the areas that stand for open land, where the rule says so.

    Parameters
    ----------
    register
        An open register.
    rules
        What may be seen.

    Returns
    -------
    list of shapely geometry
        Administrative areas, degrees; none where another rule is in force.
    """
    areas = [area.shape for area in admin_areas(register)] if rules.open_land.form == "admin" else []
    return [shape for shape in geometry_of([area for area in areas if area]) if shape is not None]
