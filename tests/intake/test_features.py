"""GeoJSON is read as it stands, and what JSON forbids is refused with its place."""

import pytest
import shapely

from landrelease.intake import features, run
from landrelease.intake.fault import IntakeError

SQUARE = "[[[18,44],[18.001,44],[18.001,44.001],[18,44]]]"


def feature(properties='{"status":"suspected"}', coordinates=SQUARE, kind="Polygon", more=""):
    return (
        f'{{"type":"Feature",{more}"properties":{properties},'
        f'"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}'
    )


def collection(*rows, more=""):
    return f'{{"type":"FeatureCollection",{more}"features":[{",".join(rows)}]}}'


def refused(path):
    with pytest.raises(IntakeError) as caught:
        features.read(path)
    return caught.value


def test_features_become_columns_with_their_values_untouched(written):
    rows = [
        feature('{"d":"2015/07/10","n":1,"big":12345678901234567,"l":["AP","AV"]}', more='"id":7,'),
        '{"type":"Feature","properties":null,"geometry":null}',
    ]
    found = features.read(written(collection(*rows), "a.geojson"))
    assert found.columns == {
        "d": ["2015/07/10", None],
        "n": [1, None],
        "big": [12345678901234567, None],
        "l": [["AP", "AV"], None],
        "id": [7, None],
    }
    assert [None if one is None else one.wkt for one in found.shapes.geometry] == [
        "POLYGON ((18 44, 18.001 44, 18.001 44.001, 18 44))",
        None,
    ]
    assert (found.crs, found.stated) == ("EPSG:4326", False)


def test_a_property_named_id_goes_before_the_feature_s_own(written):
    rows = feature('{"ID":"H-1"}', more='"id":7,')
    assert features.read(written(collection(rows), "a.geojson")).columns == {"ID": ["H-1"]}


@pytest.mark.parametrize(
    "text",
    [
        f"{feature()}\n{feature()}\n",
        f"{feature()}\r\n\r\n{feature()}",
        f"\x1e{feature()}\n\x1e{feature()}\n",
        "\x1e" + feature().replace(",", ",\n") + "\n\x1e" + feature(),
        collection(feature(), feature()),
        "\ufeff" + collection(feature(), feature()).replace(",", ",\n"),
    ],
)
def test_every_writing_of_two_features_reads_alike(written, text):
    found = features.read(written(text, "a.json"))
    assert found.columns == {"status": ["suspected", "suspected"]}
    assert shapely.equals(found.shapes.geometry[0], found.shapes.geometry[1])


@pytest.mark.parametrize("text", [feature(), '{"type":"Point","coordinates":[18,44]}', feature().replace(",", ",\n")])
def test_one_feature_or_geometry_alone_is_a_file_of_one_row(written, text):
    assert len(features.read(written(text, "a.geojson")).shapes.geometry) == 1


def test_a_stated_reference_system_is_given(written):
    more = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},'
    found = features.read(written(collection(feature(), more=more), "a.geojson"))
    assert (found.crs, found.stated) == ("urn:ogc:def:crs:EPSG::28992", True)


def test_a_reference_system_without_a_name_is_refused(written):
    assert refused(written(collection(feature(), more='"crs":{"type":"link"},'), "a.geojson")).code == "crs-unknown"


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "nan", "inf"])
def test_a_coordinate_that_is_no_number_is_refused_with_its_place(written, value):
    text = collection(feature(), "\n" + feature(coordinates=f"[[[18,{value}]]]"))
    fault = refused(written(text, "a.geojson"))
    assert (fault.code, fault.params["value"]) == ("not-finite", value)
    line, byte = fault.params["place"].removeprefix("line ").split(", byte ")
    assert line == "2"
    assert text.index(value) <= int(byte) - 1 <= text.index(value) + 1


@pytest.mark.parametrize("cut", [1, 2, 3, 40, 90, 150])
def test_a_file_that_breaks_off_is_refused(written, cut):
    assert refused(written(collection(feature(), feature())[:-cut], "a.geojson")).code == "file-truncated"


@pytest.mark.parametrize("cut", [1, 30])
def test_a_line_that_breaks_off_is_refused(written, cut):
    assert refused(written(f"{feature()}\n{feature()}"[:-cut], "a.geojsonl")).code == "file-truncated"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (collection(), "file-empty"),
        ('{"rows":[]}', "file-format-unknown"),
        ('{"type":"Topology","objects":{}}', "file-format-unknown"),
        ('[{"a":1}]', "file-unreadable"),
        (collection(feature()).replace("[[[18", "[[[18 19"), "file-unreadable"),
        (collection(feature()).replace("suspected", "a\tb"), "file-unreadable"),
        ('{"type":"FeatureCollection","features":[{"type":"Feature","properties":[]}]}', "file-unreadable"),
        ("[" * 100_000, "file-unreadable"),
        (b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"\xe9"}}]}', "file-unreadable"),
    ],
)
def test_what_is_no_geojson_is_refused(written, text, code):
    assert refused(written(text, "a.geojson")).code == code


def test_a_geometry_that_cannot_be_read_concerns_its_row_only(written):
    rows = [feature(), feature(coordinates='"here"'), feature(kind="Circle"), feature(coordinates="[[[1e400,2]]]")]
    found = features.read(written(collection(*rows), "a.geojson"))
    assert [one is None for one in found.shapes.geometry] == [False, True, True, True]
    assert sorted(found.shapes.unread) == [1, 2, 3]


def test_an_open_ring_is_closed_and_said_to_be(written):
    parts = feature(kind="MultiPolygon", coordinates="[[[[0,0],[1,0],[1,1]]],[[[5,5],[6,5],[6,6],[5,5]]]]")
    found = features.read(written(collection(parts, feature(coordinates="[[]]")), "a.geojson"))
    assert found.shapes.geometry[0].wkt == "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))"
    assert found.shapes.closed == {0}


def test_a_feature_without_an_end_is_refused(written, monkeypatch):
    monkeypatch.setattr(run.refuse_endless, "__defaults__", (2 * run.MEGABYTE,))
    long = feature(properties=f'{{"name":"{"x" * 3 * run.MEGABYTE}"}}')
    assert refused(written(collection(feature(), long), "a.geojson")).code == "line-too-long"


def test_a_long_line_of_many_features_is_no_fault(written, monkeypatch):
    monkeypatch.setattr(run.refuse_endless, "__defaults__", (2 * run.MEGABYTE,))
    rows = collection(*[feature()] * 30_000)
    assert len(rows) > 3 * run.MEGABYTE
    assert len(features.read(written(rows, "a.geojson")).shapes.geometry) == 30_000
