"""The plane: equal in area, exact on its grid, the same both ways, whole anywhere on the earth."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from landrelease.geometry.plane import GRID_M, NM_PER_GRID, NOWHERE, Plane, PlaneError

GEOD = Geod(ellps="WGS84")


@st.composite
def plots(draw):
    """A plane and a quadrangle with edges up to a kilometre, within 300 km of its centre."""
    plane = Plane(draw(st.integers(-180, 180)), draw(st.integers(-85, 85)))
    lon, lat, _ = GEOD.fwd(plane.lon, plane.lat, draw(st.floats(-180, 180)), draw(st.floats(0, 299_000)))
    reach = draw(st.floats(20, 707))
    turn = draw(st.floats(0, 90))
    corners = [GEOD.fwd(lon, lat, turn + angle, reach)[:2] for angle in (0, 90, 180, 270)]
    return plane, np.array(corners)


@given(plots())
def test_area_in_the_plane_agrees_with_the_geodesic_area_within_a_millionth(plot):
    plane, corners = plot
    geodesic = abs(GEOD.polygon_area_perimeter(*corners.T)[0])
    planar = shapely.Polygon(plane.forward(corners) - plane.forward(corners[:1])).area * GRID_M**2
    rounding = GEOD.polygon_area_perimeter(*corners.T)[1] * GRID_M
    assert abs(planar - geodesic) <= 1e-6 * geodesic + rounding


@given(st.integers(-180, 180), st.integers(-90, 90), st.floats(-180, 180), st.floats(-89, 89))
def test_a_place_on_the_grid_comes_back_to_itself(lon, lat, at_lon, at_lat):
    plane = Plane(lon, lat)
    grid = plane.forward([[at_lon, at_lat]])
    if (np.abs(grid.astype(float)) > 1.2e11).any():  # opposite the centre there is no place, or one many degrees wide
        return
    assert plane.forward(plane.inverse(grid * NM_PER_GRID)).tolist() == grid.tolist()


def test_coordinates_are_rounded_to_the_nearest():
    plane = Plane(18, 44)
    halves = np.array([[0.49, 0.51], [2.51, -1.49], [-3.51, 7.49], [1e7 + 0.51, 1e7 + 0.49]])
    drawn = plane.inverse(np.rint(halves * NM_PER_GRID).astype(np.int64))
    assert plane.forward(drawn).tolist() == [[0, 1], [3, -1], [-4, 7], [10_000_001, 10_000_000]]


@pytest.mark.parametrize(
    ("bounds", "plane"),
    [
        ((15.7, 42.6, 19.6, 45.3), Plane(18, 44)),
        ((4.4, 50.4, 4.6, 50.6), Plane(4, 50)),
        ((-0.4, -0.4, 0.2, 0.2), Plane(0, 0)),
        ((-179.9, -18.2, 179.2, -16.1), Plane(180, -17)),
        ((178.5, 0, 182.5, 2), Plane(180, 1)),
        ((-182.4, 0, -181.2, 2), Plane(178, 1)),
    ],
)
def test_the_centre_is_a_whole_degree_in_the_middle(bounds, plane):
    chosen = Plane.for_bounds(bounds)
    assert chosen == plane
    assert [math.copysign(1, part) for part in chosen] == [math.copysign(1, part) for part in plane]


@pytest.mark.parametrize("bounds", [(1, 2, math.nan, 4), (0, 400_000, 1, 490_000), (math.inf, 0, math.inf, 1)])
def test_bounds_that_are_no_land_have_no_plane(bounds):
    with pytest.raises(PlaneError, match="no plane lies in the middle"):
        Plane.for_bounds(bounds)


def test_a_plane_off_the_earth_is_refused():
    with pytest.raises(PlaneError, match="longitude 18, latitude 91"):
        Plane(18, 91).forward([[18, 44]])


@pytest.mark.parametrize("position", [(math.nan, 1), (18, math.inf), (18, 90.1), (-162, -44)])
def test_a_position_without_a_place_is_nowhere(position):
    assert Plane(18, 44).forward([position, (18, 44)]).tolist() == [[NOWHERE, NOWHERE], [0, 0]]


def test_longitudes_may_run_past_half_a_turn():
    drawn = Plane(180, -17).forward([[179.9, -17], [180.1, -17], [-179.9, -17], [-180.1, -17]])
    assert drawn[1].tolist() == drawn[2].tolist()
    assert drawn[0].tolist() == drawn[3].tolist() == [-drawn[1, 0], drawn[1, 1]]


def test_the_definition_makes_the_same_plane():
    from pyproj import Proj  # noqa: PLC0415 - only here

    plane = Plane(-74, 4)
    x, y = Proj(plane.definition)(-73.5, 4.25)
    assert plane.forward([[-73.5, 4.25]]).tolist() == [[round(x / GRID_M), round(y / GRID_M)]]
