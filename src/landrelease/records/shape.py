"""The shape of a record: coordinates as entered, and what they are in WGS84, both kept for ever."""

from typing import Annotated, Literal

import msgspec

from landrelease.records.marks import Measure, mark
from landrelease.records.text import marked as _

WGS84 = "EPSG:4326"


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """
    A geometry as somebody entered it, with its transformation to WGS84.

    The transformation is done once, when the record is written, so that a later edition of the transformation software
    never moves land. Both members are GeoJSON geometry objects as raw JSON, longitude (or easting) first.

    Attributes
    ----------
    crs : str
        Coordinate reference system of `entered`, such as ``EPSG:28992``.
    wgs84 : msgspec.Raw
        GeoJSON geometry in longitude and latitude, degrees.
    entered : msgspec.Raw or msgspec.UnsetType
        GeoJSON geometry in the units of `crs`; unset where it was entered in WGS84 and is the same.
    fixed_by : str
        How the position was taken.
    accuracy_m : float
        Stated accuracy of the position, in metres.
    """

    wgs84: Annotated[msgspec.Raw, mark("operator", _("Geometry in longitude and latitude (WGS84, degrees)."))]
    crs: Annotated[str, mark("operator", _("Reference system of the coordinates as entered."), WGS84)] = WGS84
    entered: Annotated[
        msgspec.Raw | msgspec.UnsetType, mark("operator", _("Geometry as entered, in the units of its system."))
    ] = msgspec.UNSET
    fixed_by: Annotated[
        Literal["", "gnss", "rtk", "total-station", "compass-tape", "map", "imagery", "other"],
        mark("operator", _("How the position was taken."), "gnss"),
    ] = ""
    accuracy_m: Annotated[Measure | None, mark("operator", _("Stated accuracy in metres."), "3")] = None
