"""Coordinates as entered and in WGS84."""

import msgspec
import pytest

from landrelease.records.shape import WGS84, Shape

POINT = msgspec.Raw(b'{"type":"Point","coordinates":[4.9,52.4]}')
ENTERED = msgspec.Raw(b'{"type":"Point","coordinates":[121000.0,487000.0]}')


def test_a_shape_entered_in_wgs84_says_it_once():
    assert msgspec.json.encode(Shape(wgs84=POINT)) == b'{"wgs84":' + bytes(POINT) + b"}"
    assert Shape(wgs84=POINT).crs == WGS84
    assert msgspec.json.decode(b'{"wgs84":1}', type=Shape).entered is msgspec.UNSET


def test_a_shape_of_another_system_keeps_both():
    shape = Shape(wgs84=POINT, crs="EPSG:28992", entered=ENTERED, fixed_by="map", accuracy_m=20)
    found = msgspec.json.decode(msgspec.json.encode(shape), type=Shape)
    assert found == shape
    assert bytes(found.entered) == bytes(ENTERED)


@pytest.mark.parametrize(
    "data",
    [b"{}", b'{"wgs84":1,"accuracy_m":-1}', b'{"wgs84":1,"fixed_by":"guess"}', b'{"wgs84":1,"crs":28992}'],
)
def test_a_shape_that_says_nonsense_is_refused(data):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(data, type=Shape)
