"""The verb `check` over a real register: what the ledger, the records and the people in it give rise to."""

import numpy as np
import pytest
import shapely

from landrelease.desk.changing import correct, withdraw
from landrelease.desk.checking import check
from landrelease.desk.errors import OwnRecordError
from landrelease.desk.register import Register
from landrelease.geometry.geojson import shape
from landrelease.records.change import Decision
from landrelease.records.context import AdminArea, Programme, Setting

HALF = 0.005
HALF_M2 = 447_000
"""About the half of a hazard of a hundredth of a degree each way, at 44 degrees north."""
WEST = "POLYGON ((18 44, 18.005 44, 18.005 44.01, 18 44.01, 18 44))"


def drawn(wkt):
    return shape(np.array([shapely.from_wkt(wkt)], dtype=object), "EPSG:4326")[0]


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
    assert area == pytest.approx(HALF_M2, rel=0.01)


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


def test_a_drawing_of_the_same_day_is_a_piece_and_no_resurvey(redrawn, found):
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
    assert area == pytest.approx(2 * HALF_M2, rel=0.01)


def test_a_proposed_drawing_leaves_nothing_yet(put, hazard, found, register, square):
    put(hazard("H-1"))
    register.append(hazard("H-1", date="2023-09-01", shape=square(18.0, width=HALF)))
    assert left(found) == []


def test_a_part_of_several_that_is_gone_is_undecided(put, hazard, found):
    def parts(*boxes):
        return drawn(shapely.MultiPolygon([shapely.box(x, 44, x + 0.001, 44.001) for x in boxes]).wkt)

    old = put(hazard("H-1", shape=parts(18.0, 18.01, 18.02)))
    new = put(hazard("H-1", date="2023-09-01", shape=parts(18.0, 18.02)))
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
    assert area == pytest.approx(HALF_M2 / 2, rel=0.01)


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


def test_a_correction_replaces_and_leaves_nothing(put, hazard, found, register):
    old = put(hazard("H-1"))
    right = correct(register, old, {}, wkt=WEST, reason="digitised twice as wide", evidence="sheet 12")
    register.accept([right], author="Boris")
    assert left(found) == []


def test_correcting_the_older_record_settles_it(redrawn, found, register):
    old, _ = redrawn()
    right = correct(register, old, {}, wkt=WEST, reason="digitised twice as wide", evidence="sheet 12")
    register.accept([right], author="Boris")
    assert left(found) == []


def test_each_square_metre_left_out_is_told_once(redrawn, found, put, hazard, square):
    old, second = redrawn()
    third = put(hazard("H-1", date="2023-11-01", shape=square(18.0, width=HALF / 2)))
    told = dict(left(found))
    assert told.keys() == {(second, old), (third, second)}
    assert sum(told.values()) == pytest.approx(1.5 * HALF_M2, rel=0.01)


def test_a_third_drawing_over_everything_takes_the_rest_up_again(redrawn, found, put, hazard, square):
    redrawn()
    put(hazard("H-1", date="2023-11-01", shape=square(18.0)))
    assert left(found) == []


# ---- hazards that share land ----


@pytest.fixture
def shared(put, hazard):
    """Two hazards that share half of their land."""
    return put(hazard("H-1")), put(hazard("H-2", west=18.0 + HALF))


def test_land_that_two_hazards_claim_is_told_once(shared, found):
    ((about, area),) = found("hazards-overlap")
    assert about == shared
    assert area == pytest.approx(HALF_M2, rel=0.01)


def test_hazards_side_by_side_and_records_of_one_hazard_share_nothing(put, hazard, found):
    put(hazard("H-1"))
    put(hazard("H-2", west=18.00999))
    put(hazard("H-1", date="2023-06-01"))
    assert found("hazards-overlap") == []


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("key", ["H-1", "H-2"])
def test_releasing_either_hazard_there_leaves_one_claim(key, found, put, release, square):
    put(release(status="cancelled", area_id=key, shape=square(18.0 + HALF, width=HALF)))
    assert found("hazards-overlap") == []


def test_releasing_part_of_it_leaves_the_other_part(shared, found, put, release, square):
    put(release(shape=square(18.0 + HALF, width=HALF / 2)))
    ((about, area),) = found("hazards-overlap")
    assert about == shared
    assert area == pytest.approx(HALF_M2 / 2, rel=0.01)


# ---- changes of records ----


@pytest.fixture
def widened(put, hazard, register):
    """A hazard whose western half an accepted correction leaves."""
    old = put(hazard("H-1"))
    right = correct(register, old, {}, wkt=WEST, reason="digitised twice as wide", evidence="sheet 12")
    register.accept([right], author="Boris")
    return old, right


def test_a_correction_that_is_withdrawn_brings_the_old_record_back(widened, found, register):
    old, right = widened
    assert found("correction-withdrawn") == []
    (gone,) = withdraw(register, [right], reason="entered-in-error", evidence="sheet 12 was right")
    assert found("correction-withdrawn") == []
    register.accept([gone], author="Boris")
    ((about, area),) = found("correction-withdrawn")
    assert about == (old, right, gone)
    assert area == pytest.approx(2 * HALF_M2, rel=0.01)


def test_another_correction_settles_it(widened, found, register):
    old, right = widened
    register.accept(withdraw(register, [right], reason="mapping", evidence="sheet 12"), author="Boris")
    anew = correct(register, old, {"name": "Orchard"}, reason="its name was missing")
    register.accept([anew], author="Boris")
    assert found("correction-withdrawn") == []


def test_programmes_of_two_planes(register, found):
    (first,) = [name for name, record in register.records() if isinstance(record, Programme)]
    assert found("land-in-two-planes") == []
    register.append(Programme(id="XY-2025", plane=(18.0, 44.0), name="Province"))
    assert found("land-in-two-planes") == []
    later = register.append(Programme(id="XY-2025", plane=(17.0, 44.0)))
    assert found("land-in-two-planes") == [((later, first), None)]


# ---- land in doubt ----


def test_the_land_between_two_readings_is_told_in_square_metres(put, hazard, release, register):
    bow = drawn("POLYGON ((18 44, 18.01 44.01, 18.01 44, 18 44.005, 18 44))")
    twins = drawn(
        "MULTIPOLYGON (((18.1 44, 18.12 44, 18.12 44.01, 18.1 44.01, 18.1 44)), "
        "((18.11 44, 18.13 44, 18.13 44.01, 18.11 44.01, 18.11 44)))"
    )
    put(hazard("H-1", shape=bow))
    names = put(hazard("H-2", shape=twins)), put(release("R-1", shape=twins))
    read = [one.finding for one in check(register) if one.finding.code == "ring-readings-differ"]
    seen = {finding.about: finding.params for finding in read}
    assert seen.keys() == {(name,) for name in names}
    for params in seen.values():
        assert params["difference_m2"] == pytest.approx(2 * HALF_M2, rel=0.01)
        assert params["larger_m2"] - params["smaller_m2"] == pytest.approx(params["difference_m2"])


# ---- land of the programme ----


def area(name, wkt, **more):
    return AdminArea(id=name, boundary_set="2023", shape=drawn(wkt), **more)


STATE = "POLYGON ((17.9 43.9, 18.1 43.9, 18.1 44.1, 17.9 44.1, 17.9 43.9))"
NORTH = "POLYGON ((17.9 44, 18.1 44, 18.1 44.1, 17.9 44.1, 17.9 44))"
AWAY = {
    "outside-country": 25.0123,
    "partly-outside-country": 18.0951,
}


@pytest.mark.parametrize("code", AWAY)
def test_the_outline_of_the_state_tells_what_lies_outside(code, put, hazard, found, register):
    name = put(hazard("H-1", west=AWAY[code]))
    put(hazard("H-2", west=18.0123))
    assert found(code) == []
    put(area("XY", STATE, level=0))
    assert [about for about, _ in found(code)] == [(name,)]
    assert {one.finding.code for one in check(register)}.isdisjoint({"area-larger-than-admin-unit"})


def test_hazards_larger_than_the_state_are_seen_one_by_one_and_together(put, hazard, found):
    put(area("XY", STATE, level=0))
    names = [put(hazard(f"H-{n}", shape=None, stated_m2=1e8, date=f"2023-05-0{n + 1}")) for n in range(2)]
    assert found("area-larger-than-country") == []
    assert found("total-larger-than-country") == []
    names += [put(hazard("H-9", shape=None, stated_m2=4e8))]
    assert [about for about, _ in found("area-larger-than-country")] == [(names[2],)]
    assert [about for about, _ in found("total-larger-than-country")] == [(names[2],)]


def test_the_state_is_no_administrative_area_of_a_statement(put, hazard, register):
    put(area("north", NORTH, level=1))
    put(area("XY", STATE, level=0, date="2024-01-01"))
    put(hazard("H-1", west=18.0123))
    assert [row["admin"] for row in register.statement(by="admin").rows] == ["north", "outside", "total"]


def test_limits_of_the_programme_hold_for_records_among_each_other(put, hazard, found):
    put(hazard("H-1"))
    put(hazard("H-1", west=18.03, date="2023-05-02"))
    assert found("key-on-far-apart-land") == []
    put(Setting(key="checks.far_apart_m", value=1000))
    assert len(found("key-on-far-apart-land")) == 1


def test_codes_that_the_programme_added_are_no_strangers(put, release, found):
    put(release(method="dogs"))
    assert len(found("code-unknown")) == 1
    put(Setting(key="codes.capability", value="dogs; rats"))
    assert found("code-unknown") == []


# ---- settling ----

NO_EVIDENCE = "hazard-without-evidence"


@pytest.fixture
def doubtful(put, hazard, register):
    """A hazard of Ana's without evidence, and the finding of it."""
    name = put(hazard("H-1"))
    return next(one for one in check(register) if (one.finding.code, *one.finding.about) == (NO_EVIDENCE, name))


def settled(register, doubtful):
    return next(one.settled for one in check(register) if one.id == doubtful.id)


@pytest.mark.parametrize("who", ["Ana", "  Ana "])
def test_nobody_settles_what_was_found_about_their_own_record(who, register, doubtful):
    before = register.store.count()
    with pytest.raises(OwnRecordError, match="nobody settles what was found about their own record") as refused:
        register.by(who).settle(doubtful.id, "I know it")
    assert doubtful.finding.about[0][:12] in str(refused.value)
    assert "ask somebody else, or name the person who settles with --as" in str(refused.value)
    assert "a second pair of eyes" in str(refused.value)
    assert register.store.count() == before
    assert settled(register, doubtful) == ""


def test_somebody_else_settles_it(register, doubtful):
    register.by("Boris").settle(doubtful.id[:9], "two mines seen, says the sheet")
    assert settled(register, doubtful) == "two mines seen, says the sheet"


def test_of_two_records_neither_author_settles(register, put, hazard):
    put(hazard("H-1"))
    other = register.by("Cara").append(hazard("h-1 ", west=18.02))
    register.accept([other], author="Boris")
    alike = next(one for one in check(register) if one.finding.code == "source-id-lookalike")
    for who in ("Ana", "Cara"):
        with pytest.raises(OwnRecordError):
            register.by(who).settle(alike.id, "they are two")
    register.by("Boris").settle(alike.id, "they are two")
    assert settled(register, alike) == "they are two"


def test_a_settlement_by_the_author_that_came_another_way_does_not_count(register, doubtful):
    register.append(Decision(verdict="settle", finding=doubtful.id, reason="I know it"))
    assert settled(register, doubtful) == ""
    register.by("Boris").append(Decision(verdict="settle", finding=doubtful.id, reason="so do I"))
    register.append(Decision(verdict="settle", finding=doubtful.id, reason="I said so"))
    assert settled(register, doubtful) == "so do I"


def test_trying_to_settle_in_a_dry_run_keeps_nothing(clock, register, doubtful):
    before = register.store.count()
    dry = Register(register.store, acting="Boris", clock=clock, dry_run=True)
    assert dry.settle(doubtful.id, "two mines seen")
    assert register.store.count() == before
