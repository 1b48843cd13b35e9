"""Land as an audience sees it: whole parcels for those who read positions, made coarser for everybody else."""

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import numpy as np
import shapely

from landrelease.desk.register import Register
from landrelease.publish.columns import COARSE, COLUMNS, Column, LandTable, Values, land_table
from landrelease.publish.knowledge import end_of
from landrelease.publish.meta import Meta
from landrelease.publish.notice import Notice, land_of, rules_for
from landrelease.publish.redaction.audience import EXACT, Detail, reads_exactly
from landrelease.publish.redaction.land import PublishedLand
from landrelease.publish.style import GROUPS, STYLES, Style
from landrelease.publish.view import meta_of
from landrelease.publish.writing import OutputError
from landrelease.records.text import marked as _
from landrelease.records.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from landrelease.ledger.table import Parcels

Box = tuple[float, float, float, float]
_PUBLIC: Final = "public"


class Seen(NamedTuple):
    """
    Land, with what a product says about it.

    Attributes
    ----------
    table : LandTable
        The land.
    columns : tuple of Column
        Its columns.
    styles : tuple of Style
        How each of its statuses looks.
    meta : Meta
        The view; its audience stands on every product.
    klass : str
        Hazard class, or ``all``.
    """

    table: LandTable
    columns: tuple[Column, ...]
    styles: tuple[Style, ...]
    meta: Meta
    klass: str

    @property
    def whole(self) -> bool:
        """Whether these are parcels as they are."""
        return self.columns is COLUMNS


def whole_land(parcels: "Parcels", meta: Meta) -> Seen:
    """
    Show parcels as they are.

    Parameters
    ----------
    parcels
        Parcels of one class.
    meta
        The view.

    Returns
    -------
    Seen
        One row for each parcel.
    """
    return Seen(land_table(parcels), COLUMNS, tuple(STYLES.values()), meta, parcels.klass)


def land_seen(
    register: Register,
    audience: str = EXACT,
    *,
    as_of: str = "",
    known_at: str = "",
    klass: str = "all",
    only: "Callable[[Parcels], Parcels] | None" = None,
) -> Seen:
    """
    Give the land of a register as an audience may see it.

    Whoever may not read positions gets the land as the programme's settings of publication make it coarser, never
    later than the delay of these settings allows; the public gets nothing until the programme publishes.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.
    as_of
        Day of the map; the latest knowledge where it is empty.
    known_at
        Moment of knowledge; the latest where it is empty.
    klass
        Hazard class, or ``all``.
    only
        Gives of the parcels those of which anything is shown, before they are made coarser; all where it is None.

    Returns
    -------
    Seen
        The land, its view and its look.

    Raises
    ------
    AudienceError
        Where there is no such audience.
    OutputError
        Where nothing may be shown to it.
    """
    if reads_exactly(audience):
        view = meta_of(register, as_of=as_of, known_at=known_at, audience=audience)
        found = register.land(as_of=as_of or None, known_at=known_at or None, klass=klass)
        return whole_land(only(found) if only else found, view)
    rules = rules_for(register, audience)
    if not (rules.shows("land-open") or rules.shows("land-released")):
        raise OutputError(tr(_NOTHING).format(audience=audience))
    last = rules.known_at(register.today())
    day, known = (_told_day(one, last, rules.dates) for one in (as_of, known_at))
    view = meta_of(register, as_of=day, known_at=register.known_at(known), audience=audience)
    found = register.land(as_of=day, known_at=known, klass=klass)
    rows = land_of(register, rules, only(found) if only else found, None if only else (day, known))
    return Seen(coarse_table(rows), COARSE, tuple(GROUPS.values()), view, klass)


def _told_day(asked: str, last: str, detail: Detail) -> str:
    """Read a day as who may not read positions may ask for it: two days of one month tell of single reports."""
    try:
        return min(end_of(asked, detail), last) if asked else last
    except ValueError:  # no day, which the register says in its own words
        return asked


def noticed(notice: Notice) -> Seen:
    """
    Show the land that the public is told of, as `land_seen` gives it, without making it coarser once more.

    Parameters
    ----------
    notice
        What the public is told.

    Returns
    -------
    Seen
        Its land, for the audience public.
    """
    meta = msgspec.structs.replace(notice.meta, audience=_PUBLIC)
    return Seen(coarse_table(list(notice.land)), COARSE, tuple(GROUPS.values()), meta, "all")


def coarse_table(rows: list[PublishedLand]) -> LandTable:
    """
    Lay land that was made coarser out as columns.

    Parameters
    ----------
    rows
        Land by group.

    Returns
    -------
    LandTable
        One row for each group of which something can be drawn; columns of `columns.COARSE`.

    Examples
    --------
    >>> table = coarse_table([PublishedLand("open", shapely.box(0, 0, 1, 1), None, 10_000, "all")])
    >>> table.values["status"].tolist(), table.values["area_m2"].tolist()
    (['open'], [nan])
    """
    drawn = [one for one in rows if one.geometry is not None and not one.geometry.is_empty]
    values: dict[str, Values] = {
        "status": np.array([one.group for one in drawn], dtype=object),
        "area_m2": np.array([np.nan if one.area_m2 is None else float(one.area_m2) for one in drawn]),
        "rounded_to_m2": np.array([float(one.step_m2) for one in drawn]),
        "class": np.array([one.klass for one in drawn], dtype=object),
    }
    shapes = np.array([one.geometry for one in drawn] + [None], dtype=object)[:-1]
    return LandTable(shapely.orient_polygons(shapes, exterior_cw=False), values, ())


def within(seen: Seen, box: Box | shapely.Geometry) -> Seen:
    """
    Choose the land that meets a place; parcels stay whole.

    Parameters
    ----------
    seen
        The land.
    box
        West, south, east and north, degrees; or a shape.

    Returns
    -------
    Seen
        What meets it.
    """
    place = box if isinstance(box, shapely.Geometry) else shapely.box(*box)
    shapely.prepare(place)
    kept = shapely.intersects(seen.table.geometry, place)
    values = {name: one[kept] for name, one in seen.table.values.items()}
    return seen._replace(table=LandTable(seen.table.geometry[kept], values, seen.table.repaired))


_NOTHING: Final = _(
    "There is no land that the audience {audience} may see: the programme publishes none, or a setting of publication"
    " cannot be used. What is meant to be hidden must not leave by a slip. Look at public.published, public.layers and"
    " public.open_land, or choose another audience."
)
