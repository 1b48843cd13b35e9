"""Tables as GeoJSON features."""

from typing import cast

import msgspec

from landrelease.geometry.geojson import to_geojson
from landrelease.web.api.crs import from_degrees
from landrelease.web.api.ogc_answers import Feature, Geometry
from landrelease.web.api.table import Table


def features(table: Table, system: str) -> list[Feature]:
    """
    Write the rows of a table as features.

    Parameters
    ----------
    table
        The rows.
    system
        System of the coordinates, one of `crs.KNOWN`.

    Returns
    -------
    list of Feature
        In their order; the shapes as JSON that needs no further encoding.
    """
    shapes = to_geojson(from_degrees(table.geometry, system))
    names = list(table.values)
    rows = zip(*(column.tolist() for column in table.values.values()), strict=True)
    places = (cast("Geometry | None", msgspec.Raw(shape) if shape else None) for shape in shapes)
    return [
        Feature(name, place, dict(zip(names, row, strict=True)))
        for name, place, row in zip(table.id.tolist(), places, rows, strict=True)
    ]
