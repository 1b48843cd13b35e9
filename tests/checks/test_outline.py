"""Boundaries as flat arrays are those that a walk over every shape finds."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.metres import per_degree
from landrelease.checks.outline import Outline
from landrelease.checks.proposed import Frame, Proposed
from landrelease.records.land import Hazard

SHAPES = [
    None,
    shapely.Point(18, 43),
    shapely.from_wkt("MULTIPOINT EMPTY"),
    shapely.from_wkt("LINESTRING (18 43, 18.1 43, 18.1 43.1)"),
    shapely.from_wkt("POLYGON ((18 43, 18.4 43, 18.4 43.4, 18 43), (18.2 43.1, 18.3 43.1, 18.3 43.2, 18.2 43.1))"),
    shapely.from_wkt("MULTIPOLYGON (((18 43, 19 43, 19 44, 18 43)), ((20 43, 21 43, 21 44, 20 43)))"),
    shapely.from_wkt(
        "GEOMETRYCOLLECTION (POINT (18 43), MULTILINESTRING ((18 43, 19 43)), POLYGON ((18 43, 19 43, 19 44, 18 43)))"
    ),
    shapely.from_wkt("POLYGON ((600000 4800000, 600100 4800000, 600100 4800100, 600000 4800000))"),
]


def paths_of(shape):
    """Rings and lines of one shape on the globe, by plain walking."""
    if shape is None or shape.is_empty or max(map(abs, shape.bounds)) > 185:
        return []
    if hasattr(shape, "geoms"):
        return [path for part in shape.geoms for path in paths_of(part)]
    if shape.geom_type == "Polygon":
        return [(list(ring.coords), True) for ring in (shape.exterior, *shape.interiors)]
    return [(list(shape.coords), False)] if shape.geom_type == "LineString" else []


def outline_of(shapes):
    return Outline(Proposed([Hazard()] * len(shapes), np.array(shapes, dtype=object)), Frame())


@given(st.lists(st.sampled_from(SHAPES), max_size=6))
def test_paths_are_those_of_every_shape(shapes):
    outline = outline_of(shapes)
    paths = [
        (int(owner), outline.xy[start:end].tolist(), bool(ring))
        for owner, start, end, ring in zip(
            outline.owner, outline.start[:-1], outline.start[1:], outline.is_ring, strict=True
        )
    ]
    walked = [
        (owner, [list(map(float, vertex)) for vertex in path], ring)
        for owner, shape in enumerate(shapes)
        for path, ring in paths_of(shape)
    ]
    assert sorted(paths) == sorted(walked)


@given(st.lists(st.sampled_from(SHAPES), max_size=6))
def test_steps_lead_from_vertex_to_vertex_of_one_path(shapes):
    outline = outline_of(shapes)
    first, extent = outline.steps
    walked = [
        [after[0] - before[0], after[1] - before[1]]
        for start, end in zip(outline.start[:-1], outline.start[1:], strict=True)
        for before, after in zip(outline.xy[start : end - 1], outline.xy[start + 1 : end], strict=True)
    ]
    assert extent.tolist() == walked
    assert outline.path_of[first].tolist() == outline.path_of[first + 1].tolist()


def test_steps_are_measured_where_they_lie():
    outline = outline_of([SHAPES[3]])
    east, north = per_degree(43.05)
    assert outline.step_m(np.array([1])).tolist() == [pytest.approx(0.1 * float(north))]
    assert outline.step_m(np.array([0])).tolist() == [pytest.approx(0.1 * float(per_degree(43.0)[0]))]
    assert float(east) < float(north)


def test_flags_say_what_each_shape_is():
    outline = outline_of(SHAPES)
    assert outline.present.tolist() == [False, True, False, True, True, True, True, True]
    assert outline.off_globe.tolist() == [False] * 7 + [True]
    assert outline.sound.tolist() == [False, True, False, True, True, True, True, False]
    assert not outline.invalid.any()
