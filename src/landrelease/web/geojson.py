"""Things with a place as GeoJSON, for maps."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
import shapely
from litestar import Response

from landrelease.geometry.geojson import to_geojson

_MEDIA_TYPE: Final = "application/geo+json"
Thing = tuple[shapely.Geometry, Mapping[str, Any]]
"""A geometry in longitude and latitude, and what is said of it."""


def features(things: Iterable[Thing]) -> Response[bytes]:
    """
    Answer with a feature collection.

    Parameters
    ----------
    things
        Geometries and their properties; a property without a value is left out.

    Returns
    -------
    litestar.Response
        GeoJSON.
    """
    found = list(things)
    shapes = to_geojson([shape for shape, _ in found])
    rows = [
        {
            "type": "Feature",
            "properties": {name: value for name, value in said.items() if value not in (None, "", [])},
            "geometry": msgspec.Raw(shape),
        }
        for shape, (_, said) in zip(shapes, found, strict=True)
    ]
    body = msgspec.json.encode({"type": "FeatureCollection", "features": rows})
    return Response(body, media_type=_MEDIA_TYPE)
