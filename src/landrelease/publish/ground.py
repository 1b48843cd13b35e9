"""What a register knows that published tables are held against."""

from collections.abc import Sequence

from landrelease.checks.limits import limits_of
from landrelease.checks.published import Published
from landrelease.checks.yardstick import Yardstick
from landrelease.desk.looking import admin_areas, state_outline
from landrelease.desk.reading import Reading
from landrelease.geometry.area import geodesic_area
from landrelease.geometry.geojson import geometry_of


def yardstick_of(register: Reading, earlier: Sequence[Published] = (), day: str = "") -> Yardstick:
    """
    Gather what a register knows that published tables are held against.

    Parameters
    ----------
    register
        An open register.
    earlier
        Tables that were published before.
    day
        ISO day up to which something is known; empty where that is not asked.

    Returns
    -------
    Yardstick
        Land of the state, where its outline is loaded, and of the administrative areas by id and name, with the
        programme's limits.
    """
    areas = admin_areas(register)
    land = geodesic_area(geometry_of([area.shape for area in areas]))
    outline = state_outline(register)
    country = geodesic_area(geometry_of([area.shape for area in outline])) if outline else land
    named = {
        name.casefold(): float(m2)
        for area, m2 in zip(areas, land, strict=True)
        for name in (area.id, area.name)
        if name
    }
    settings = {ruling.key: ruling.value for ruling in register.frame().rulings}
    return Yardstick(float(sum(country)), named, earlier, limits_of(settings), day)
