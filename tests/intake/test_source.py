"""A file becomes a table with a settled reference system, or is refused as a whole."""

import pytest

from landrelease.intake.fault import EXITS, IntakeError
from landrelease.intake.position import Place
from landrelease.intake.profile import Profile
from landrelease.intake.source import read

RD = 'wkt,id\n"POLYGON ((121000 486000,121100 486000,121100 486100,121000 486000))",A\n'
DEGREES = 'wkt,id\n"POLYGON ((4.8 52.3,4.9 52.3,4.9 52.4,4.8 52.3))",A\n'
MEMBER = '"crs":{"type":"name","properties":{"name":"EPSG:28992"}},'


def collection(x, y, member=""):
    geometry = f'{{"type":"Point","coordinates":[{x},{y}]}}'
    feature = f'{{"type":"Feature","properties":{{"id":"A"}},"geometry":{geometry}}}'
    return f'{{"type":"FeatureCollection",{member}"features":[{feature}]}}'


def refused(path, **asked):
    with pytest.raises(IntakeError) as caught:
        read(path, **asked)
    return caught.value


@pytest.mark.parametrize("country", [None, "NLD", "BIH"])
def test_an_undeclared_system_is_refused_with_the_likely_ones(written, country):
    fault = refused(written(RD), country=country)
    assert (fault.code, fault.exit_code) == ("crs-undeclared", EXITS["crs-undeclared"])
    assert "EPSG:28992 (Amersfoort / RD New)" in fault.params["candidates"]
    assert "x 121000 to 121100, y 486000 to 486100" in str(fault)
    assert "Way out:" in str(fault)


def test_degrees_are_not_assumed_to_be_wgs84_either(written):
    fault = refused(written(DEGREES))
    assert fault.code == "crs-undeclared"
    assert fault.params["candidates"].startswith("EPSG:4326 (WGS 84)")


def test_a_given_system_is_used(written):
    assert read(written(RD), crs="28992").crs == "EPSG:28992"


def test_a_profile_may_say_the_system_and_a_person_goes_first(written):
    profile = Profile(name="mine", crs="EPSG:28992")
    assert read(written(RD), profile=profile).crs == "EPSG:28992"
    assert read(written(RD), crs="EPSG:31370", profile=profile).crs == "EPSG:31370"


def test_lon_and_lat_are_wgs84_by_definition_unless_a_system_is_given(written):
    text = "ID,Lon,LAT\nA,18.5,44.25\n"
    assert read(written(text)).crs == "EPSG:4326"
    assert read(written(text), crs="EPSG:4230").crs == "EPSG:4230"
    assert list(read(written(text)).columns) == ["ID"]


def test_a_text_may_name_its_system(written):
    text = 'wkt,id\n"SRID=28992;POINT (121000 486000)",A\n,B\n'
    table = read(written(text))
    assert (table.crs, table.geometry[0].wkt, table.geometry[1]) == ("EPSG:28992", "POINT (121000 486000)", None)
    assert refused(written(text), crs="EPSG:4326").code == "crs-conflict"
    assert refused(written(text + '"SRID=4326;POINT (4 52)",C\n')).code == "crs-conflict"
    assert refused(written(text + '"POINT (4 52)",C\n')).code == "crs-conflict"


def test_a_system_that_is_none_is_refused(written):
    assert refused(written(RD), crs="EPSG:1").code == "crs-unknown"


def test_declared_and_given_must_agree(written):
    path = written(collection(121000, 486000, MEMBER), "a.geojson")
    assert read(path).crs == "EPSG:28992"
    assert read(path, crs="EPSG:28992").crs == "EPSG:28992"
    fault = refused(path, crs="EPSG:4326")
    assert (fault.code, fault.params) == ("crs-conflict", {"declared": "EPSG:28992", "given": "EPSG:4326"})


def test_geojson_that_says_nothing_is_wgs84_unless_somebody_knows_better(written):
    assert read(written(collection(4.9, 52.3), "a.geojson")).crs == "EPSG:4326"
    assert read(written(collection(121000, 486000), "a.geojson"), crs="EPSG:28992").crs == "EPSG:28992"


def test_geojson_whose_numbers_are_no_degrees_is_refused(written):
    fault = refused(written(collection(121000, 486000), "a.geojson"), country="NLD")
    assert fault.code == "crs-mismatch"
    assert "EPSG:28992" in fault.params["candidates"]


def test_one_coordinate_off_the_globe_concerns_its_row_only(written):
    assert len(read(written("id,lon,lat\nA,18.5,44.2\nB,18.5,442\nC,18.6,44.2\n")).rows) == 3


def test_coordinates_that_cannot_be_read_concern_their_row_only(written):
    text = (
        'wkt,id\n"POINT (18 44)",A\nhere,B\n"POINT (nan 44)",C\n"POINT (inf 44)",D\n,E\n"POLYGON ((0 0,1 0,1 1))",F\n'
    )
    table = read(written(text), crs="EPSG:4326")
    assert [one is None for one in table.geometry] == [False, True, True, True, True, False]
    assert dict(table.unread) == {1: "here", 2: "POINT (NaN 44)", 3: "POINT (Infinity 44)"}
    assert table.closed == {5}


def test_a_table_without_positions_needs_no_system(written):
    table = read(written("id,status\nA,suspected\n"))
    assert (table.geometry, table.crs) == (None, None)


def test_a_column_of_empty_positions_needs_no_system(written):
    assert read(written("id,wkt\nA,\n")).crs is None


def test_a_profile_names_the_columns_of_positions(written):
    profile = Profile(name="mine", place=Place(lon="X", lat="Y"))
    table = read(written("id,X,Y\nA,18.5,44.25\n"), profile=profile)
    assert (table.geometry[0].wkt, list(table.columns)) == ("POINT (18.5 44.25)", ["id"])
    assert refused(written("id,x1,Y\nA,18.5,44.25\n"), profile=profile).code == "profile-columns"


def test_the_hash_of_a_file_is_that_of_its_bytes(written):
    import hashlib  # noqa: PLC0415 - the plain reference

    path = written("id,status\nA,suspected\n")
    assert read(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_fault_names_a_folder(tmp_path, written):
    for fault in (refused(written(RD)), refused(tmp_path / "gone.csv"), refused(written("", "a.csv"))):
        assert str(tmp_path) not in str(fault)


def test_every_fault_of_a_file_has_its_texts():
    from landrelease.checks.catalogue import RULES  # noqa: PLC0415 - one look

    assert set(EXITS) - set(RULES) == set()
