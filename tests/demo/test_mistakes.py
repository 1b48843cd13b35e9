"""Every mistake is there, and is what it promises to be."""

import numpy as np
import pyogrio
import pytest
import shapely

from landrelease.demo import mistakes
from landrelease.demo.row import lonlat
from landrelease.records import times


class Scene:
    """The rows of one mistake, and what surrounds them."""

    def __init__(self, told, name):
        self.told, self.ids = told, told.mistakes[name]
        self.rows = [row for own in self.ids for row in told.rows if row.id == own]

    def hazards_under(self, row):
        return [
            other
            for other in self.told.rows
            if other.record == "hazard" and other.shape is not None and other.shape.intersects(row.shape)
        ]


def _cell(row, name):
    return row.values.get(name)


def repeated(scene):
    one, other = scene.rows
    same = one.shape.intersection(other.shape).area / one.shape.area
    return (
        one.area_id == other.area_id
        and one.values["organisation"] != other.values["organisation"]
        and one.values["unit"] != other.values["unit"]
        and 0.8 < same <= 1
    )


def datum_slip(scene):
    pairs = [scene.rows[i : i + 2] for i in range(0, 8, 2)]
    away = [one.shape.centroid.distance(other.shape.centroid) for one, other in pairs]
    same = all(one.values["date"] == other.values["date"] for one, other in pairs)
    later = all(one.sheet.recorded < other.sheet.recorded for one, other in pairs)
    cleared = [row.shape for row in scene.told.rows if row.record == "release" and row.area_id in scene.ids]
    truly = shapely.union_all([other.shape for _, other in pairs])
    worked = len(cleared) == 4 and shapely.union_all(cleared).intersection(truly).area > 0.8 * sum(
        shape.area for shape in cleared
    )
    return len(scene.rows) == 8 and same and later and worked and np.allclose(away, 140.4, atol=0.1)


def hectares(scene):
    (row,) = scene.rows
    return 10_000 * row.values["stated_m2"] == pytest.approx(row.shape.area, rel=0.01)


def typed_twice(scene):
    one, other = scene.rows
    return one.shape.equals(other.shape) and one.area_id != other.area_id and one.values["date"] == other.values["date"]


def names_no_hazard(scene):
    (row,) = scene.rows
    under = scene.hazards_under(row)
    return row.area_id == "" and any(_cell(hazard, "status") == "confirmed" for hazard in under)


def names_absent_hazard(scene):
    (row,) = scene.rows
    return row.area_id == "SYN-H-9999" and all(
        other.area_id != row.area_id for other in scene.told.rows if other != row
    )


def too_shallow(scene):
    (row,) = scene.rows
    needed = [hazard.values["required_depth_m"] for hazard in scene.hazards_under(row)]
    return (row.values["depth_m"], needed) == (0.2, [0.5])


def same_day(scene):
    hazard, release = scene.rows
    shared = hazard.shape.intersection(release.shape).area / release.shape.area
    return hazard.values["date"] == release.values["date"] and release.area_id == "" and shared > 0.7


def outside(scene):
    (row,) = scene.rows
    return row.shape.is_valid and row.area_id == "" and not scene.hazards_under(row)


def bow_tie_hazard(scene):
    (row,) = scene.rows
    return row.record == "hazard" and not row.shape.is_valid


def bow_tie_release(scene):
    (row,) = scene.rows
    return row.record == "release" and not row.shape.is_valid and bool(scene.rows[0].area_id)


def point_hazard(scene):
    point, mapped = sorted(scene.rows, key=lambda row: row.values["date"])
    sizes = point.shape.area == 0.0 < mapped.shape.area
    return sizes and mapped.shape.contains(point.shape) and point.values["stated_m2"] > 1_000


def point_for_ever(scene):
    (row,) = scene.rows
    return row.shape.geom_type == "Point" and "stated_m2" not in row.values


def missed_item(scene):
    hazard, item = scene.rows
    before = [
        row
        for row in scene.told.rows
        if row.record == "release" and row.shape is not None and row.shape.covers(item.shape)
        and row.values["date"] < item.values["date"] and _cell(row, "stage") == "complete"
    ]  # fmt: skip
    return (
        bool(before)
        and hazard.values["date"] == item.values["date"]
        and hazard.shape.contains(item.shape)
        and hazard.values["status"] == "confirmed"
        and item.values["context"] == "spot-task"
        and hazard.shape.intersection(shapely.union_all([row.shape for row in before])).area > 500
    )


def year_only(scene):
    return [row.values["date"] for row in scene.rows] == ["2019", "2022"] and scene.rows[1].area_id == scene.ids[0]


def year_of_its_hazard(scene):
    hazard, release = scene.rows
    found = times.interval(hazard.values["date"]).first
    year = times.interval(release.values["date"])
    return year.first < found < year.last and release.area_id == hazard.area_id


def redrawn_smaller(scene):
    own = scene.ids[0]
    first, again = (row for row in scene.told.rows if row.record == "hazard" and row.area_id == own)
    decided = [row for row in scene.told.rows if row.record == "release" and row.area_id == own]
    return first.shape.contains(again.shape) and again.shape.area < 0.7 * first.shape.area and not decided


def no_status(scene):
    (row,) = scene.rows
    return row.record == "hazard" and "status" not in row.values


def future_date(scene):
    (row,) = scene.rows
    return row.values["date"] > row.sheet.recorded


def no_date(scene):
    (row,) = scene.rows
    return "date" not in row.values


def neither_shape_nor_hazard(scene):
    (row,) = scene.rows
    return row.record == "release" and row.shape is None and row.area_id == ""


def no_crs(scene):
    return len(scene.rows) == 6 and {row.sheet for row in scene.rows} == {mistakes.NO_CRS}


PROMISED = {name: globals()[name.replace("-", "_")] for name in mistakes.MISTAKES}


def test_every_mistake_has_its_scene_and_its_rows(told):
    assert set(told.mistakes) == set(mistakes.MISTAKES) == set(mistakes.SCENES)


@pytest.mark.parametrize("name", PROMISED)
def test_the_mistake_is_what_it_promises(told, name):
    assert PROMISED[name](Scene(told, name))


def test_another_seed_makes_the_same_mistakes(other):
    failed = [name for name, promise in PROMISED.items() if not promise(Scene(other, name))]
    assert failed == []


def test_no_other_row_has_a_fault(told):
    promised = set().union(*told.mistakes.values())
    for row in told.rows:
        if row.record in {"hazard", "release"} and row.id not in promised:
            assert row.shape.is_valid, row.id
            assert row.shape.area > 20, row.id
            assert row.area_id, row.id
            assert len(row.values["date"]) == 10, row.id


def test_the_file_without_a_reference_system_has_none(incoming):
    info = pyogrio.read_info(incoming / mistakes.NO_CRS.path)
    assert info["crs"] is None
    assert info["features"] == 6


def test_a_bow_tie_needs_only_two_corners_swapped():
    land = shapely.Polygon([(0, 0), (50, -4), (100, 0), (100, 30), (50, 34), (0, 30)])
    crossed = mistakes.bow_tie(land)
    assert not crossed.is_valid
    assert set(crossed.exterior.coords) == set(land.exterior.coords)


def test_the_slip_is_some_140_m_on_the_ground_too(told):
    one, other = (row for row in told.rows if row.id == told.mistakes["datum-slip"][0])
    first, second = (shape.centroid for shape in lonlat([one, other]))
    east = (first.x - second.x) * 111_320 * np.cos(np.radians(40))
    north = (first.y - second.y) * 111_030
    assert np.hypot(east, north) == pytest.approx(140.4, abs=1.5)
