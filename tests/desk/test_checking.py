"""The verb `check` over a real register: what the ledger, the records and the people in it give rise to."""

import numpy as np
import pytest
import shapely


from landrelease.desk.changing import correct, withdraw
from landrelease.desk.checking import check
from landrelease.geometry.geojson import shape

WHOLE, HALF = 0.01, 0.005
MORE_M2 = 447_000
"""About the half of a hazard of a hundredth of a degree each way, at 44 degrees north."""


@pytest.fixture
def put(register):
    """Propose a record as Ana and let Boris accept it."""

    def done(record):
        name = register.append(record)
        register.accept([name], author="Boris")
        return name

    return done


@pytest.fixture
def found(register):
    """Findings of one code over the register: whom they are about, and their area in m²."""

    def seen(code):
        return [(one.finding.about, one.finding.params.get("area_m2")) for one in check(register)
                if one.finding.code == code]  # fmt: skip

    return seen


# ---- a hazard redrawn smaller ----


@pytest.fixture
def redrawn(put, hazard, square):
    """A hazard, and the western half of it drawn a year later."""

    def done(**more):
        old = put(hazard("H-1"))
        new = put(hazard("H-1", **{"date": "2023-09-01", "shape": square(18.0, width=HALF)} | more))
        return old, new

    return done


def left(found):
    return found("resurvey-leaves-land-undecided")


def test_a_smaller_drawing_leaves_land_undecided(redrawn, found):
    old, new = redrawn()
    ((about, area),) = left(found)
    assert about == (new, old)
    assert area == pytest.approx(MORE_M2, rel=0.01)


@pytest.mark.parametrize("status", ["suspected", "confirmed"])
def test_of_either_status(status, redrawn, found):
    old, new = redrawn(status=status)
    assert [about for about, _ in left(found)] == [(new, old)]


def test_the_same_drawing_or_a_larger_one_leaves_nothing(redrawn, found, put, hazard, square):
    redrawn(shape=square(18.0))
    put(hazard("H-1", date="2023-10-01", shape=square(17.99, width=0.03)))
    assert left(found) == []


def test_another_hazard_on_the_same_land_redraws_nothing(redrawn, found):
    redrawn(id="H-2")
    assert left(found) == []


def test_a_drawing_of_the_same_day_is_a_piece_and_no_resurvey(redrawn, found, hazard):
    redrawn(date="2023-05-01")
    assert left(found) == []


def test_pieces_side_by_side_are_one_hazard(put, hazard, found, square):
    put(hazard("H-1/1", area_id="H-1"))
    put(hazard("H-1/2", area_id="H-1", date="2023-05-03", shape=square(18.00999)))
    assert left(found) == []


def test_a_row_of_the_source_that_moved_away_is_redrawn(put, hazard, found, square):
    old, new = put(hazard("H-1")), put(hazard("H-1", date="2023-09-01", shape=square(18.02)))
    ((about, area),) = left(found)
    assert about == (new, old)
    assert area == pytest.approx(2 * MORE_M2, rel=0.01)


def test_a_proposed_drawing_leaves_nothing_yet(put, hazard, found, register, square):
    put(hazard("H-1"))
    register.append(hazard("H-1", date="2023-09-01", shape=square(18.0, width=HALF)))
    assert left(found) == []


def test_a_part_of_several_that_is_gone_is_undecided(put, hazard, found, register, square):
    def drawn(*boxes):
        parts = shapely.MultiPolygon([shapely.box(x, 44, x + 0.001, 44.001) for x in boxes])
        return shape(np.array([parts], dtype=object), "EPSG:4326")[0]

    old = put(hazard("H-1", shape=drawn(18.0, 18.01, 18.02)))
    new = put(hazard("H-1", date="2023-09-01", shape=drawn(18.0, 18.02)))
    ((about, area),) = left(found)
    assert about == (new, old)
    assert area == pytest.approx(8_900, rel=0.01)


@pytest.mark.parametrize("status", ["cancelled", "reduced", "cleared"])
def test_whoever_releases_the_rest_decides_on_it(status, redrawn, found, put, release, square):
    redrawn()
    put(release("R-1", status=status, date="2023-10-01", area_id="H-1", shape=square(18.0 + HALF, width=HALF)))
    assert left(found) == []


def test_a_release_of_part_of_the_rest_leaves_the_other_part(redrawn, found, put, release, square):
    redrawn()
    put(release("R-1", date="2023-10-01", shape=square(18.0 + HALF, width=HALF / 2)))
    ((_, area),) = left(found)
    assert area == pytest.approx(MORE_M2 / 2, rel=0.01)


def test_land_released_before_the_second_drawing_is_decided(redrawn, found, put, release, square):
    put(release("R-1", date="2023-06-01", shape=square(18.0 + HALF, width=HALF)))
    redrawn()
    assert left(found) == []


def test_a_release_of_another_hazard_decides_nothing(redrawn, found, put, release, square):
    redrawn()
    put(release("R-1", status="cancelled", date="2023-10-01", area_id="H-2", shape=square(18.0 + HALF, width=HALF)))
    assert len(left(found)) == 1


def test_a_clearance_that_is_too_shallow_decides_nothing(put, hazard, release, square, found):
    put(hazard("H-1", required_depth_m=0.5))
    put(hazard("H-1", date="2023-09-01", shape=square(18.0, width=HALF)))
    put(release("R-1", date="2023-10-01", shape=square(18.0 + HALF, width=HALF)))
    assert len(left(found)) == 1


def test_work_that_goes_on_decides_nothing(redrawn, found, put, release, square):
    redrawn()
    put(release("R-1", date="2023-10-01", stage="progress", shape=square(18.0 + HALF, width=HALF)))
    assert len(left(found)) == 1


def test_other_hazards_on_the_rest_do_not_keep_it_undecided(redrawn, found, put, hazard, release, square):
    redrawn()
    put(hazard("H-2", date="2023-09-15", shape=square(18.0 + HALF, width=HALF)))
    put(release("R-1", status="cancelled", date="2023-10-01", area_id="H-1", shape=square(18.0 + HALF, width=HALF)))
    assert left(found) == []


def test_a_correction_replaces_and_leaves_nothing(put, hazard, found, register, square):
    old = put(hazard("H-1"))
    west = "POLYGON ((18 44, 18.005 44, 18.005 44.01, 18 44.01, 18 44))"
    right = correct(register, old, {}, wkt=west, reason="digitised twice as wide", evidence="sheet 12")
    register.accept([right], author="Boris")
    assert left(found) == []


def test_correcting_the_older_record_settles_it(redrawn, found, register):
    old, _ = redrawn()
    west = "POLYGON ((18 44, 18.005 44, 18.005 44.01, 18 44.01, 18 44))"
    right = correct(register, old, {}, wkt=west, reason="digitised twice as wide", evidence="sheet 12")
    register.accept([right], author="Boris")
    assert left(found) == []


def test_each_square_metre_left_out_is_told_once(redrawn, found, put, hazard, square):
    old, second = redrawn()
    third = put(hazard("H-1", date="2023-11-01", shape=square(18.0, width=HALF / 2)))
    told = dict(left(found))
    assert told.keys() == {(second, old), (third, second)}
    assert sum(told.values()) == pytest.approx(1.5 * MORE_M2, rel=0.01)


def test_a_third_drawing_over_everything_takes_the_rest_up_again(redrawn, found, put, hazard, square):
    redrawn()
    put(hazard("H-1", date="2023-11-01", shape=square(18.0)))
    assert left(found) == []
