"""The map and what it asks the server for: who sees what, how exactly, and where."""

import json
import re

import mapbox_vector_tile
import pytest
import shapely

from landrelease.desk.looking import admin_areas, land_of_areas
from landrelease.desk.opening import open_register

PLACE = (-24.98903, 40.00689)
"""Land of many records in the middle of the example."""
TILE = "/tiles/all/9/220/193.mvt"
NEAR = "/tiles/all/14/7054/6202.mvt"
EXACT = ("information", "reviewer", "operations", "training", "liaison", "director")


def features(answer) -> list[dict]:
    assert answer.status_code == 200, answer.text[:200]
    return json.loads(answer.content)["features"]


def drawn(answer) -> dict[str, list[dict]]:
    """Layers of a tile with the properties of what is in them."""
    found = mapbox_vector_tile.decode(answer.content) if answer.content else {}
    return {name: [one["properties"] for one in layer["features"]] for name, layer in found.items()}


def area_of(served, number: int) -> tuple[str, shapely.Geometry]:
    """An administrative area of the example, and its land."""
    with open_register(served.register) as register:
        name = admin_areas(register)[number].id
        return name, land_of_areas(register, [name])


def test_settings_say_what_a_reviewer_may_see(sign_in):
    told = sign_in("reviewer").get("/map/settings.json").json()
    assert {
        name: told[name] for name in ("tiles", "tiles_max_zoom", "class", "search", "explain", "print", "paper")
    } == {
        "tiles": "/tiles/{class}/{z}/{x}/{y}.mvt?known_at={known_at}",
        "tiles_max_zoom": 14,
        "class": "all",
        "search": "/map/search",
        "explain": "/map/explain",
        "print": "/map/print",
        "paper": "/map/paper",
    }
    assert [one["code"] for one in told["classes"]] == ["all", "mines", "cluster", "other"]
    assert [one["code"] for one in told["statuses"]] == ["confirmed", "suspected", "cancelled", "reduced", "cleared"]
    assert [one["id"] for one in told["layers"]] == ["tasks", "units", "ordnance", "accidents", "settlements"]
    assert [(one["id"], one["kind"]) for one in told["grounds"]] == [("areas", "admin")]
    assert told["days"]["first"] == "2019-02-01"
    assert told["bounds"] == pytest.approx([-25.23394, 39.89919, -24.75886, 40.09039], abs=1e-4)


def test_settings_offer_a_reader_neither_stories_nor_sheets_nor_exact_layers(sign_in):
    told = sign_in("reader").get("/map/settings.json").json()
    assert {"explain", "print", "print_scales"}.isdisjoint(told)
    assert [one["id"] for one in told["layers"]] == ["settlements"]
    assert [one["code"] for one in told["statuses"]] == ["confirmed", "suspected"]


def test_settings_speak_the_language_of_who_asks(sign_in):
    told = sign_in("reviewer").get("/map/settings.json", headers={"Accept-Language": "fr"}).json()
    assert told["statuses"][0]["code"] == "confirmed"
    assert set(told["words"]) >= {"search", "legend", "draw_polygon"}


@pytest.mark.parametrize("role", EXACT)
def test_who_reads_positions_gets_exact_tiles(sign_in, role):
    found = drawn(sign_in(role).get(NEAR))
    assert {"status", "from", "to", "area_m2", "record", "parcel"} <= set(found["land"][0])


@pytest.mark.parametrize("role", ["reader", "administrator"])
def test_who_reads_no_positions_gets_cells_of_open_land_without_ids(sign_in, role):
    found = drawn(sign_in(role).get(NEAR))
    assert list(found) == ["land"]
    assert {name for one in found["land"] for name in one} == {"status", "from", "to"}
    assert {one["status"] for one in found["land"]} <= {"suspected", "confirmed"}


def test_a_tile_is_asked_for_again_only_where_the_land_may_have_changed(served, sign_in):
    client = sign_in("reviewer")
    first = client.get(TILE)
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(TILE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    others = [
        sign_in("reader").get(TILE),
        client.get(f"{TILE}?known_at=2020-06-01"),
        client.get(TILE.replace("all", "mines")),
        sign_in("reviewer", territory=(area_of(served, 0)[0],)).get(TILE),
    ]
    tags = [first.headers["etag"], *(one.headers["etag"] for one in others)]
    assert len(set(tags)) == 5
    for other in others:
        assert client.get(TILE, headers={"If-None-Match": other.headers["etag"]}).status_code == 200


def test_earlier_knowledge_draws_what_was_known_then(sign_in):
    client = sign_in("reviewer")
    days = lambda known: {one["from"] for one in drawn(client.get(f"{TILE}?known_at={known}")).get("land", [])}  # noqa: E731 - a word for this test
    assert drawn(client.get(f"{TILE}?known_at=2019-01-01")) == {}
    assert max(days("2022-06-30")) <= 20220630
    assert max(days("")) > 20230101


@pytest.mark.parametrize(
    ("path", "status"),
    [("/tiles/all/9/512/0.mvt", 404), ("/tiles/all/9/220/193.png", 404), ("/tiles/all/9/220/x.mvt", 404),
     ("/tiles/sand/9/220/193.mvt", 400), (f"{TILE}?known_at=yesterday", 400), ("/tiles/all/x/1/1.mvt", 404)],
)  # fmt: skip
def test_a_tile_that_there_is_not_is_a_problem_and_no_fault(sign_in, path, status):
    answer = sign_in("reviewer").get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_who_is_confined_to_an_area_sees_the_land_that_touches_it_alone(served, sign_in):
    name, area = area_of(served, 0)
    mine = sign_in("operations", territory=(name,))
    settings = mine.get("/map/settings.json").json()
    west, south, east, north = settings["bounds"]
    assert shapely.box(west, south, east, north).intersects(area)
    all_of_it = drawn(sign_in("operations").get(TILE))
    some = drawn(mine.get(TILE))
    ids = lambda layers: {one["parcel"] for one in layers["land"]}  # noqa: E731 - a word for this test
    assert ids(some) < ids(all_of_it)
    for one in features(mine.get("/map/layers/tasks.json")) + features(mine.get("/map/layers/ordnance.json")):
        assert shapely.geometry.shape(one["geometry"]).intersects(area)
    outside = sign_in("operations", territory=("no-such-area",))
    assert drawn(outside.get(TILE)) == {}
    assert features(outside.get("/map/layers/ordnance.json")) == []


def test_layers_are_for_those_who_may_see_them(sign_in):
    answers = {
        role: [
            sign_in(role).get(f"/map/layers/{name}.json").status_code
            for name in ("tasks", "units", "ordnance", "accidents", "settlements", "areas")
        ]
        for role in ("reviewer", "liaison", "reader", "administrator")
    }
    assert answers == {
        "reviewer": [200] * 6,
        "liaison": [200] * 6,
        "reader": [403, 403, 403, 403, 200, 200],
        "administrator": [403, 403, 403, 403, 200, 200],
    }
    assert sign_in("reviewer").get("/map/layers/secrets.json").status_code == 404


def test_layers_say_what_they_show(sign_in):
    client = sign_in("reviewer")
    tasks = {one["properties"]["name"]: one["properties"] for one in features(client.get("/map/layers/tasks.json"))}
    assert tasks["SYN-T-03"] == {
        "name": "SYN-T-03", "title": "Task on SYN-H-0043 (SYNTHETIC)", "state": "working", "unit": "SYN-U-N1",
    }  # fmt: skip
    found = features(client.get("/map/layers/ordnance.json"))
    assert len(found) == 545
    assert set(found[0]["properties"]) == {"date", "category", "quantity", "action", "href"}
    accident = features(client.get("/map/layers/accidents.json"))[0]["properties"]
    assert set(accident) <= {"date", "accident_type", "category", "href"}
    assert len(features(client.get("/map/layers/areas.json"))) == 6


def test_a_liaison_sees_the_units_of_their_own_contributor_alone(sign_in):
    everything = {one["properties"]["name"] for one in features(sign_in("reviewer").get("/map/layers/units.json"))}
    mine = sign_in("liaison", organisation="SYN-NOR")
    named = {one["properties"].get("unit") for one in features(mine.get("/map/layers/tasks.json"))}
    nobody = features(sign_in("liaison", organisation="no-such-body").get("/map/layers/units.json"))
    assert nobody == []
    assert {one["properties"]["name"] for one in features(mine.get("/map/layers/units.json"))} <= everything
    assert named - {None} < everything | {"SYN-U-N1", "SYN-U-N2"}


SEARCHES = [
    ("Nerewick", [("Nerewick (SYNTHETIC)", "Settlement")]),
    ("salt mar", [("Salt Marches (SYNTHETIC)", "Administrative area")]),
    ("40.0069 N 24.989 W", [("40.006900° N, 24.989000° W", "position")]),
    ("40°00'24.8\"N 24°59'20.4\"W", [("40.006889° N, 24.989000° W", "position")]),
    ("26T 671671 4430460", [("40.006895° N, 24.988722° W", "position")]),
    ("40.0069, -24.989", [
        ("40.006900° N, 24.989000° W", "latitude first"), ("24.989000° S, 40.006900° E", "longitude first"),
    ]),
    ("SYN-R-0923", [("SYN-R-0923", "Release of land")]),
    ("x", []),
    ("no such thing", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEARCHES, ids=[text for text, _ in SEARCHES])
def test_search_finds_places_positions_and_records(sign_in, text, expected):
    found = sign_in("reviewer").get("/map/search", params={"q": text}).json()
    assert [(one["label"], one["kind"]) for one in found] == expected


def test_what_is_found_by_id_has_a_place_for_those_who_read_positions(sign_in):
    found = sign_in("reviewer").get("/map/search?q=SYN-R-0923").json()[0]
    assert (found["lon"], found["lat"]) == pytest.approx((-24.9888, 40.0066), abs=1e-3)
    assert re.fullmatch(r"/records/[0-9a-f]{64}", found["href"])
    donor = sign_in("reader").get("/map/search?q=SYN-R-0923").json()[0]
    assert set(donor) == {"label", "kind", "href"}


def test_the_story_of_a_point_tells_who_when_and_on_what(served, sign_in):
    path = f"/map/explain?lon={PLACE[0]}&lat={PLACE[1]}&class=all"
    text = sign_in("reviewer").get(path).text
    for said in (
        '<span class="status cleared">Cleared</span>', "SYN-H-0106", "confirmed, was suspected", "19 Apr 2019",
        "synthetic-clerk", "synthetic-reviewer", "direct: items seen",
    ):  # fmt: skip
        assert said in text
    assert "<html" not in text
    noted = served.accounts.audit.page()[0]
    assert (noted.what, len(noted.about)) == ("land-explained", text.count('<a href="/records/'))


def test_the_story_leaves_out_names_for_those_who_may_not_read_them(sign_in):
    text = sign_in("liaison").get(f"/map/explain?lon={PLACE[0]}&lat={PLACE[1]}").text
    assert "SYN-H-0106" in text
    assert "synthetic-clerk" not in text
    assert "synthetic-reviewer" not in text


def test_the_story_ends_on_the_day_that_is_looked_at(sign_in):
    text = sign_in("reviewer").get(f"/map/explain?lon={PLACE[0]}&lat={PLACE[1]}&as_of=2019-06-30").text
    assert '<span class="status suspected">Suspected hazard</span>' in text
    assert "14 Oct 2019" not in text


def test_no_story_for_donors_and_none_outside_the_own_area(served, sign_in):
    path = f"/map/explain?lon={PLACE[0]}&lat={PLACE[1]}"
    assert sign_in("reader").get(path).status_code == 403
    areas = [area_of(served, number) for number in range(6)]
    inside = {name: area.covers(shapely.Point(PLACE)) for name, area in areas}
    answers = {name: sign_in("reviewer", territory=(name,)).get(path).status_code == 200 for name, _ in areas}
    assert answers == inside


@pytest.mark.parametrize("query", ["", "?lon=1", "?lon=x&lat=2", "?lon=nan&lat=2", "?lon=200&lat=2"])
def test_a_story_of_no_place_is_refused(sign_in, query):
    assert sign_in("reviewer").get(f"/map/explain{query}").status_code == 400


def test_land_without_records_is_never_said_to_be_free_of_hazard(sign_in):
    text = sign_in("reviewer").get("/map/explain?lon=-24.5&lat=41.2").text
    assert "Nothing recorded does not mean that there is no hazard." in text


def test_a_sheet_shows_the_land_of_the_day_and_what_was_chosen(sign_in):
    client = sign_in("reviewer")
    path = f"/map/print?lon={PLACE[0]}&lat={PLACE[1]}&scale=10000"
    whole = client.get(f"{path}&layers=ordnance,tasks").text
    assert 'width="297mm" height="210mm"' in whole
    assert "Ordnance found" in whole
    some = client.get(f"{path}&statuses=suspected&paper=a3").text
    assert 'width="420mm" height="297mm"' in some
    assert ("Suspected hazard" in some, "Cleared<" in some, "Ordnance found" in some) == (True, False, False)
    early = client.get(f"{path}&as_of=2018-12-31").text
    assert "Suspected hazard" not in early


@pytest.mark.parametrize("query", ["scale=10000", "lon=1&lat=2&scale=1234", "lon=1&lat=89&scale=1000",
                                   "lon=1&lat=2&scale=1000&paper=a0"])  # fmt: skip
def test_a_sheet_that_there_is_not_is_refused(sign_in, query):
    assert sign_in("reviewer").get(f"/map/print?{query}").status_code == 400


def test_no_sheet_for_donors_and_on_a_sheet_no_land_outside_the_own_area(sign_in):
    path = f"/map/print?lon={PLACE[0]}&lat={PLACE[1]}&scale=10000"
    assert sign_in("reader").get(path).status_code == 403
    other = sign_in("reviewer", territory=("no-such-area",)).get(path)
    assert (other.status_code, "Suspected hazard" in other.text) == (200, False)
