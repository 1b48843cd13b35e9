"""What maps show of the country itself: names of places and borders, for those who may see where they lie."""

from landrelease.desk.looking import admin_areas
from landrelease.desk.register import Register
from landrelease.geometry.geojson import geometry_of
from landrelease.publish.notice import rules_for
from landrelease.publish.printmap import Ground
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.view import settlements


def ground_of(register: Register, audience: str) -> Ground:
    """
    Give the places and borders that an audience may see on a map.

    A position is marked for operators whatever lies there. Where settlements and borders lie, a programme may publish
    all the same, with the layer ``places``: a map on which nobody finds their village helps nobody.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.

    Returns
    -------
    Ground
        Empty where nothing of it may be shown.

    Raises
    ------
    AudienceError
        Where there is no such audience.
    """
    if not reads_exactly(audience) and not rules_for(register, audience).shows("places"):
        return Ground()
    outlines = geometry_of([area.shape for area in admin_areas(register) if area.shape])
    return Ground(tuple(settlements(register)), tuple(one for one in outlines if one is not None))
