"""The map against the reference and against its own promises."""

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

import numpy as np
import shapely
from hypothesis import given

from landrelease.geometry.plane import Plane
from landrelease.ledger.statement import SLOT_NAMES
from landrelease.records import codes

from .cases import folded, statements
from .reference import Rules, State, arrangement, moving, states

PLANE = Plane(18.0, 44.0)
GRID_M = 1e-4


def state_of(faces, n, slot) -> State:
    """One slot of a parcel in the reference's words; nothing where the land has no status there."""
    if faces.status[n, slot] == 0:
        return State()
    depth = int(faces.depth_um[n, slot])
    return State(
        codes.STATUSES[faces.status[n, slot]],
        int(faces.since[n, slot]),
        faces.record[n][slot],
        None if depth < 0 else Fraction(depth, 10**6),
        faces.depth_record[n][slot],
    )


def perimeter(shape: shapely.Geometry) -> float:
    return shape.length


@given(everything=statements())
def test_every_parcel_has_the_state_that_the_rules_give_it(everything):
    rules = Rules(everything)
    parts = folded(rules, plane=PLANE).faces
    found = defaultdict(float)
    for faces in parts:
        for n in range(len(faces.id)):
            found[tuple(state_of(faces, n, slot) for slot in range(4))] += faces.area_m2[n]
    should = defaultdict(Fraction)
    for ends, area in states(rules).items():
        should[tuple(end if end.status != "none" else State() for end in ends)] += area
    allowed = GRID_M * sum(one.land.length for one in everything) * GRID_M
    wrong = {
        ends: (float(should[ends]) * GRID_M**2, found[ends])
        for ends in should.keys() | found.keys()
        if abs(float(should[ends]) * GRID_M**2 - found[ends]) > allowed
    }
    assert wrong == {}


@given(everything=statements())
def test_parcels_are_a_valid_coverage(everything):
    for faces in folded(Rules(everything), plane=PLANE).faces:
        assert shapely.is_valid(faces.geometry).all()
        assert shapely.coverage_is_valid(faces.geometry)
        assert len(set(faces.id)) == len(faces.id)
