"""OGC API - Features: each claimed class by its requirements, who sees what, and QGIS as a client."""

import base64
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import shapely
from litestar.testing import TestClient

from landrelease.web.api.ogc_answers import CLASSES
from landrelease.web.book import now

SCHEMAS = json.loads((Path(__file__).parent / "schemas" / "ogc.json").read_text(encoding="utf-8"))
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
LATLON = "http://www.opengis.net/def/crs/EPSG/0/4326"


def key_of(served, role, **parts):
    account = served.account(role, **parts)
    return served.accounts.keys.make(account.id, "GIS", {"read"}, now=now())[0]


@pytest.fixture(scope="module")
def ask(served):
    """Ask as somebody with a role; gives the answer."""
    keys: dict[str, str] = {}

    def asked(path: str, role: str = "reviewer", headers: dict[str, str] | None = None, **query: Any):
        if role and role not in keys:
            keys[role] = key_of(served, role)
        client = TestClient(served.app, base_url="http://localhost.local", raise_server_exceptions=False)
        sent = {"Authorization": f"Bearer {keys[role]}"} if role else {}
        asked_for = {
            name.replace("_", "-") if "_m2" not in name else name: value for name, value in query.items()
        } or None
        return client.get(path, params=asked_for, headers=sent | (headers or {}))

    return asked


def conforms(document, name):
    jsonschema_rs.validator_for({"$ref": f"#/$defs/{name}", "$defs": SCHEMAS["$defs"]}).validate(document)


PUBLISHED = {
    "link": {"href"}, "landingPage": {"links"}, "confClasses": {"conformsTo"}, "collections": {"links", "collections"},
    "collection": {"id", "links"}, "featureGeoJSON": {"type", "geometry", "properties"},
    "featureCollectionGeoJSON": {"type", "features"}, "extent": set(),
}  # fmt: skip
"""What the published schemas of Part 1 (ogcapi-features-1.yaml, 1.0.0) demand of each document."""
OF_CLASS = {
    "1/1.0/conf/core": "test_core_", "1/1.0/conf/geojson": "test_core_every_layer_has_features_in_geojson",
    "2/1.0/conf/crs": "test_crs_", "3/1.0/conf/queryables": "test_queryables_describe_",
    "3/1.0/conf/queryables-query-parameters": "test_queryables_query_parameters_",
    "3/1.0/conf/filter": "test_filter_crs_", "3/1.0/conf/features-filter": "test_features_filter_",
}  # fmt: skip
"""Which tests ask what a class of OGC API - Features requires; those of CQL2 stand in `FILTERED`."""
BOX = shapely.box(-25.05, 39.95, -24.98, 40.0)
CORNER = shapely.Polygon([(-25.05, 39.95), (-24.98, 39.95), (-24.98, 40.0)])
FILTERED = [
    ("cql2-text", "status = 'cleared'", lambda it, _: it["status"] == "cleared"),
    ("basic-cql2", "NOT (status = 'cleared' OR area_m2 < 5000)",
     lambda it, _: it["status"] != "cleared" and it["area_m2"] >= 5000),
    ("basic-cql2", "depth_m IS NULL", lambda it, _: it["depth_m"] is None),
    ("advanced-comparison-operators", "status LIKE 'c%ed'", lambda it, _: re.fullmatch("c.*ed", it["status"])),
    ("advanced-comparison-operators", "area_m2 BETWEEN 1000 AND 9000", lambda it, _: 1000 <= it["area_m2"] <= 9000),
    ("advanced-comparison-operators", "status IN ('cleared', 'reduced')",
     lambda it, _: it["status"] in {"cleared", "reduced"}),
    ("case-insensitive-comparison", "CASEI(status) = CASEI('CLEARED')", lambda it, _: it["status"] == "cleared"),
    ("basic-spatial-functions", "S_INTERSECTS(geometry, BBOX(-25.05, 39.95, -24.98, 40.0))",
     lambda _, shape: shape.intersects(BOX)),
    ("basic-spatial-functions-plus", f"S_INTERSECTS(geometry, {CORNER.wkt})",
     lambda _, shape: shape.intersects(CORNER)),
    ("spatial-functions", f"S_WITHIN(geometry, {BOX.wkt})", lambda _, shape: shape.within(BOX)),
    ("spatial-functions", f"S_DISJOINT(geometry, {BOX.wkt})", lambda _, shape: shape.disjoint(BOX)),
    ("property-property", "since = since AND status <> class", lambda it, _: it["status"] != it["class"]),
]  # fmt: skip
"""Class of CQL2, a filter that needs it, and what the filter means, said without it."""


def test_our_schemas_demand_what_the_published_ones_demand():
    ours = {name: set(SCHEMAS["$defs"][name].get("required", ())) for name in PUBLISHED}
    assert [name for name, demanded in PUBLISHED.items() if not demanded <= ours[name]] == []


def test_every_class_that_is_claimed_has_a_test():
    asked = {f"http://www.opengis.net/spec/ogcapi-features-{name}" for name in OF_CLASS}
    asked |= {f"http://www.opengis.net/spec/cql2/1.0/conf/{name}" for name, _, _ in FILTERED}
    assert set(CLASSES) == asked
    assert [name for name in OF_CLASS.values() if not any(one.startswith(name) for one in globals())] == []


@pytest.mark.parametrize(("name", "text", "meant"), FILTERED)
def test_a_filter_of_each_class_chooses_what_it_means(ask, name, text, meant):
    everything = ask("/ogc/collections/land/items", limit=10_000).json()["features"]
    expected = {one["id"] for one in everything if meant(one["properties"], shapely.geometry.shape(one["geometry"]))}
    found = ask("/ogc/collections/land/items", limit=10_000, filter=text).json()
    assert {one["id"] for one in found["features"]} == expected, name
    assert len(expected) > 0


# ---- Part 1: Core and GeoJSON ----


def test_core_landing_page_links_to_everything(ask):
    page = ask("/ogc/").json()
    conforms(page, "landingPage")
    assert {link["rel"] for link in page["links"]} >= {"self", "service-desc", "conformance", "data"}
    for link in page["links"]:
        assert ask(link["href"].removeprefix("http://localhost.local")).status_code == 200, link


def test_core_conformance_lists_what_is_claimed_and_no_openapi_3_0(ask):
    found = ask("/ogc/conformance").json()
    conforms(found, "confClasses")
    assert found["conformsTo"] == list(CLASSES)
    assert ask("/api/openapi.json").json()["openapi"].startswith("3.1")
    assert not any("oas30" in one for one in CLASSES)


def test_core_collections_and_each_collection_say_the_same(ask):
    found = ask("/ogc/collections").json()
    conforms(found, "collections")
    for one in found["collections"]:
        alone = ask(f"/ogc/collections/{one['id']}").json()
        conforms(alone, "collection")
        assert alone == one


def test_core_every_layer_has_features_in_geojson(ask):
    for one in ask("/ogc/collections").json()["collections"]:
        answer = ask(f"/ogc/collections/{one['id']}/items", limit=5)
        assert answer.headers["content-type"] == "application/geo+json"
        conforms(answer.json(), "featureCollectionGeoJSON")
        feature = answer.json()["features"][0]
        alone = ask(f"/ogc/collections/{one['id']}/items/{feature['id']}")
        conforms(alone.json(), "featureGeoJSON")
        assert alone.json()["properties"] == feature["properties"]


def test_core_limit_and_next_links_lead_through_all_features_once(ask):
    seen, address = [], "/ogc/collections/settlements/items?limit=7"
    while address:
        page = ask(address).json()
        seen += [feature["id"] for feature in page["features"]]
        assert page["numberReturned"] == len(page["features"]) <= 7
        address = next(
            (link["href"].removeprefix("http://localhost.local") for link in page["links"] if link["rel"] == "next"), ""
        )
    assert len(seen) == len(set(seen)) == page["numberMatched"]


def test_core_a_limit_above_the_most_is_no_error(ask):
    assert ask("/ogc/collections/settlements/items", limit=10_000_000).status_code == 200
    assert ask("/ogc/collections/settlements/items", limit=0).status_code == 400


def test_core_bbox_gives_what_it_meets_and_nothing_else(ask):
    everything = ask("/ogc/collections/hazards/items", limit=10_000).json()["features"]
    box = shapely.box(-25.05, 39.95, -24.98, 40.0)
    met = {
        one["id"] for one in everything if one["geometry"] and box.intersects(shapely.geometry.shape(one["geometry"]))
    }
    found = ask("/ogc/collections/hazards/items", limit=10_000, bbox="-25.05,39.95,-24.98,40.0").json()["features"]
    assert {one["id"] for one in found} == met != set()


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("bbox", "1,2,3"), ("bbox", "a,b,c,d"), ("bbox", "0,9,1,2"), ("datetime", "yesterday"), ("datetime", "../.."),
     ("datetime", "2025-01-01/2024-01-01"), ("nothing", "1"), ("f", "html"), ("offset", "-1"), ("crs", "EPSG:1"),
     ("filter", "status ="), ("filter", "nothing = 1"), ("filter_lang", "cql2-json"), ("area_m2", "much")],
)  # fmt: skip
def test_core_what_cannot_be_read_is_refused_with_400(ask, parameter, value):
    answer = ask("/ogc/collections/land/items", **{parameter: value})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_core_datetime_is_an_interval_and_its_ends_belong_to_it(ask):
    many = [
        ask("/ogc/collections/land-versions/items", datetime=when, limit=1).json()["numberMatched"]
        for when in ("../1990-01-01", "2022-01-01", "2022-01-01T12:00:00Z", "2022-01-01/2022-01-01", "2022-01-01/..")
    ]
    assert many[0] == 0 < many[1] == many[2] == many[3] < many[4]


def test_core_other_forms_than_json_are_not_acceptable(ask):
    assert ask("/ogc/", headers={"Accept": "text/html"}).status_code == 406
    assert ask("/ogc/", headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200
    assert ask("/ogc/collections/land/items", headers={"Accept": "application/geo+json"}, limit=1).status_code == 200


def test_core_what_is_not_there_is_404(ask):
    for path in ("/ogc/collections/rivers", "/ogc/collections/rivers/items", "/ogc/collections/land/items/ffff"):
        assert ask(path).status_code == 404


# ---- Part 2: reference systems ----


def test_crs_every_offered_system_gives_the_same_place(ask):
    one = "/ogc/collections/settlements/items"
    plain, turned, metres = (ask(one, limit=1, **({"crs": crs} if crs else {})) for crs in ("", LATLON, MERCATOR))
    x, y = plain.json()["features"][0]["geometry"]["coordinates"]
    assert turned.json()["features"][0]["geometry"]["coordinates"] == [y, x]
    assert metres.json()["features"][0]["geometry"]["coordinates"][0] == pytest.approx(x * 20037508.342789244 / 180)
    assert [answer.headers["content-crs"] for answer in (turned, metres)] == [f"<{LATLON}>", f"<{MERCATOR}>"]


def test_crs_bbox_is_read_in_its_system(ask):
    one = "/ogc/collections/hazards/items"
    found = [
        ask(one, limit=1, bbox=bbox, **({"bbox_crs": crs} if crs else {})).json()["numberMatched"]
        for bbox, crs in (("-25.05,39.95,-24.98,40.0", ""), ("39.95,-25.05,40.0,-24.98", LATLON),
                          ("-2788553.2435493995,4858454.594384302,-2780760.880304323,4865942.279503176", MERCATOR))
    ]  # fmt: skip
    assert found[0] == found[1] == found[2] > 0


# ---- Part 3 and CQL2 ----


def test_queryables_describe_every_property_of_the_features(ask):
    answer = ask("/ogc/collections/land/queryables")
    assert answer.headers["content-type"] == "application/schema+json"
    found = answer.json()
    feature = ask("/ogc/collections/land/items", limit=1).json()["features"][0]
    assert set(found["properties"]) == {"geometry", *feature["properties"]}
    assert found["additionalProperties"] is False
    assert found["properties"]["geometry"] == {"title": "Where it is.", "format": "geometry-any"}
    assert found["properties"]["status"]["enum"] == ["suspected", "confirmed", "cancelled", "reduced", "cleared"]


def test_queryables_query_parameters_choose_by_value(ask):
    one = "/ogc/collections/land/items"
    by_name = ask(one, limit=1, status="cleared").json()["numberMatched"]
    assert by_name == ask(one, limit=1, filter="status = 'cleared'").json()["numberMatched"] > 0


def test_features_filter_is_joined_with_the_other_parameters_by_and(ask):
    one = "/ogc/collections/land/items"
    both = ask(one, limit=1, status="cleared", filter="area_m2 > 1000").json()["numberMatched"]
    assert both == ask(one, limit=1, filter="status = 'cleared' AND area_m2 > 1000").json()["numberMatched"] > 0


def test_filter_crs_is_the_system_of_its_shapes(ask):
    one = "/ogc/collections/hazards/items"
    plain = ask(one, limit=1, filter="S_INTERSECTS(geometry, BBOX(-25.05, 39.95, -24.98, 40.0))")
    turned = ask(one, limit=1, filter="S_INTERSECTS(geometry, BBOX(39.95, -25.05, 40.0, -24.98))", filter_crs=LATLON)
    assert plain.json()["numberMatched"] == turned.json()["numberMatched"] > 0


def test_a_filter_that_would_hang_a_parser_is_refused_at_once(ask):
    for text in ("a in (" * 600, "(" * 3000, "NOT " * 900 + "TRUE", "CASEI(" * 500, "x" * 5000):
        assert ask("/ogc/collections/land/items", filter=text).status_code == 400


# ---- who sees what ----


def test_a_stranger_sees_no_layer_until_the_programme_publishes(ask):
    assert ask("/ogc/collections", role="").json()["collections"] == []
    assert ask("/ogc/collections/land/items", role="").status_code == 404


def test_a_reader_sees_land_generalised_and_never_a_parcel(ask):
    assert [one["id"] for one in ask("/ogc/collections", role="reader").json()["collections"]] == ["land"]
    features = ask("/ogc/collections/land/items", role="reader").json()["features"]
    assert [one["id"] for one in features] == ["open", "released"]
    shown = shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in features[:1]])
    exact = ask("/ogc/collections/land/items", filter="status IN ('suspected', 'confirmed')", limit=10_000).json()[
        "features"
    ]
    assert all(shown.buffer(1e-9).covers(shapely.geometry.shape(one["geometry"])) for one in exact)


def test_who_is_confined_to_an_area_sees_nothing_of_another(served, ask):
    token = key_of(served, "reviewer", territory=("SYN-D-1",))
    client = TestClient(served.app, base_url="http://localhost.local")
    found = client.get("/ogc/collections/land/items?limit=1", headers={"Authorization": f"Bearer {token}"}).json()
    assert 0 < found["numberMatched"] < ask("/ogc/collections/land/items", limit=1).json()["numberMatched"]


def test_a_contributor_sees_only_tasks_of_its_units(served, ask):
    token = key_of(served, "liaison", organisation="SYN-ORG-N")
    client = TestClient(served.app, base_url="http://localhost.local")
    found = client.get("/ogc/collections/tasks/items", headers={"Authorization": f"Bearer {token}"}).json()
    assert found["numberMatched"] < ask("/ogc/collections/tasks/items").json()["numberMatched"]


# ---- QGIS ----

QGIS = """
import json, os, sys
from qgis.core import *
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
address, token, picture = sys.argv[1:4]
uri = QgsDataSourceUri()
uri.setParam("url", address + "/ogc/")
uri.setParam("typename", "land")
uri.setUsername("qgis")
uri.setPassword(token)
layer = QgsVectorLayer(uri.uri(False), "land", "OAPIF")
whole = sum(1 for _ in layer.getFeatures())
request = QgsFeatureRequest().setFilterExpression("\\"status\\" = 'cleared' AND \\"area_m2\\" > 1000")
chosen = sum(1 for _ in layer.getFeatures(request))
asked = layer.setSubsetString("\\"status\\" = 'cleared'")
subset = sum(1 for _ in layer.getFeatures())
layer.setSubsetString("")
colours = json.loads(sys.argv[4])
layer.setRenderer(QgsCategorizedSymbolRenderer("status", [
    QgsRendererCategory(status, QgsFillSymbol.createSimple(
        {"color": colour, "outline_color": "#555555", "outline_width": "0.1"}), status)
    for status, colour in colours.items()]))
settings = QgsMapSettings()
settings.setLayers([layer])
settings.setOutputSize(QSize(1200, 800))
settings.setBackgroundColor(QColor("white"))
settings.setExtent(layer.extent())
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
job.renderedImage().save(picture)
told = {"valid": layer.isValid(), "whole": whole, "chosen": chosen, "asked": asked, "subset": subset}
print(json.dumps(told), flush=True)
os._exit(0)  # QGIS may fall over its own objects at exit
"""


@pytest.mark.qgis
def test_qgis_opens_a_layer_with_a_key_filters_it_and_draws_it(served, ask, address, tmp_path, system_python):
    from landrelease.publish.style import STYLES  # noqa: PLC0415 - only here

    kept = os.environ.get("LANDRELEASE_PICTURES")
    picture = PICTURES / "qgis-ogc.png" if kept else tmp_path / "qgis-ogc.png"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("PYTHONPATH", None)
    colours = json.dumps({status: style.fill for status, style in STYLES.items()})
    command = [system_python, "-c", QGIS, address, key_of(served, "reviewer"), picture, colours]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=240)
    one = "/ogc/collections/land/items"
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "valid": True,
        "whole": ask(one, limit=1).json()["numberMatched"],
        "chosen": ask(one, limit=1, filter="status = 'cleared' AND area_m2 > 1000").json()["numberMatched"],
        "asked": True,
        "subset": ask(one, limit=1, status="cleared").json()["numberMatched"],
    }
    assert picture.stat().st_size > 5_000


def test_a_key_as_password_reads_and_does_no_deed(served):
    account = served.account("information")
    token, _ = served.accounts.keys.make(account.id, "all", {"decide"}, now=now())
    client = TestClient(served.app, base_url="http://localhost.local", raise_server_exceptions=False)
    basic = {"Authorization": "Basic " + base64.b64encode(f"anybody:{token}".encode()).decode()}
    assert client.get("/api/programme", headers=basic).status_code == 200
    rows = {"rows": [{"record": "hazard"}], "dry_run": True}
    assert client.post("/api/records", json=rows, headers=basic).status_code == 403
    assert client.post("/api/records", json=rows, headers={"Authorization": f"Bearer {token}"}).status_code == 201
