"""The map of a task: well-formed, true to scale, every sign in the legend, long ones as well."""

import re
import xml.etree.ElementTree as ET  # our own drawings

import numpy as np
import pytest
import shapely

from landrelease.publish.marks import SIGNS
from landrelease.publish.taskmap import Item, Scene, sheet_of, task_map

SVG = "{http://www.w3.org/2000/svg}"
AREA = shapely.Polygon([(18.2, 44.1), (18.2015, 44.1), (18.2015, 44.1008), (18.2, 44.1008)])
POINT, LINE = shapely.Point(18.199, 44.0996), shapely.LineString([(18.198, 44.099), (18.2, 44.1)])
FORMS = {"point": POINT, "line": LINE, "area": AREA.buffer(-0.0002)}


def drawn(scene: Scene, say=str) -> ET.Element:
    return ET.fromstring(task_map(scene, say))


def texts(root: ET.Element) -> list[str]:
    return [found.text or "" for found in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", SIGNS)
def test_every_kind_of_feature_is_drawn_and_explained(kind):
    shown = texts(drawn(Scene(AREA, (Item(kind, "here", FORMS[SIGNS[kind].form]),))))
    assert "here" in shown
    assert any(line.startswith(kind.split("-")[0]) for line in shown)


def test_a_kind_that_no_list_knows_is_shown_all_the_same():
    assert "pond" in texts(drawn(Scene(AREA, (Item("pond", "x", POINT),))))


@pytest.mark.parametrize(
    "shape", [AREA, AREA.union(shapely.box(18.21, 44.1, 18.211, 44.101)), shapely.box(0, -1, 1, 0)]
)
def test_areas_of_any_size_and_in_parts_fit_on_the_sheet(shape):
    sheet = sheet_of(Scene(shape))
    places = sheet.on_paper(shapely.get_coordinates(shape))
    assert (places >= [7, 2]).all()
    assert (places <= [128, 92]).all()


def test_a_metre_is_a_metre_of_the_scale():
    sheet = sheet_of(Scene(AREA))
    one, other = sheet.placed(np.array([[sheet.x, sheet.y], [sheet.x + 100, sheet.y]]))
    assert other[0] - one[0] == pytest.approx(100_000 / sheet.scale, abs=0.02)
    assert "UTM 34N (EPSG:32634)" in " ".join(texts(drawn(Scene(AREA))))


def test_the_grid_bears_metres():
    assert any(re.fullmatch(r"4\u202f88\d\u202f\d{3}", text) for text in texts(drawn(Scene(AREA))))


def test_work_of_others_is_explained_only_where_it_is_seen():
    far = ("T-9 (team)", shapely.box(19, 45, 19.1, 45.1))
    near = ("T-9 (team)", shapely.box(18.2002, 44.1001, 18.2006, 44.1003))
    assert "Work of others" not in texts(drawn(Scene(AREA, others=(far,))))
    assert {"Work of others", "T-9 (team)"} <= set(texts(drawn(Scene(AREA, others=(near,)))))


def test_corners_are_numbered_and_a_name_never_becomes_markup():
    corners = ((18.2, 44.1), (18.2015, 44.1), (18.2015, 44.1008))
    shown = texts(drawn(Scene(AREA, (Item("benchmark", "<script>", POINT),), corners=corners)))
    assert {"1", "2", "3", "<script>"} <= set(shown)


def test_the_legend_stays_on_the_sheet_in_two_languages():
    items = tuple(Item(kind, kind, FORMS[sign.form]) for kind, sign in SIGNS.items())
    root = drawn(Scene(AREA, items, done=(AREA,)), lambda text: f"{text} / {text} encore une fois")
    assert max(float(found.get("y")) for found in root.iter(f"{SVG}text") if found.get("transform") is None) <= 98
