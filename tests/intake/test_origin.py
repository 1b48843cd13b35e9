"""How a row is named, so that it is known again."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.intake.origin import beginning, equals, keys_of, origins
from landrelease.intake.table import Table

CELLS = st.one_of(st.none(), st.text("aé|/:% ", max_size=4), st.integers(0, 3), st.floats(0, 3))


def table(columns, geometry=None):
    rows = len(next(iter(columns.values())))
    return Table("t.csv", "", "", columns, geometry, None, range(1, rows + 1))


def named(columns, geometry=None, ignored=frozenset()):
    rows = table(columns, geometry)
    count = len(rows.rows)
    return origins(rows, "s", ["hazard"] * count, [None] * count, ignored)


def test_equal_rows_are_numbered():
    found = named({"a": ["x", "y", "x"]})
    assert [equals(origin)[1] for origin in found] == [1, 1, 2]
    assert equals(found[0])[0] == equals(found[2])[0]


def test_order_and_case_of_columns_their_type_and_empty_ones_do_not_matter():
    one = named({"Area": [1250.0], "id": ["7"], "note": [None]})
    assert one == named({"ID": [7], "area": ["1250"]}) == named({"id": [" 7 "], "AREA": [1250], "x": [""]})


def test_every_cell_and_the_geometry_matter():
    points = [shapely.points([[18, 44]]), shapely.points([[18, 45]]), None]
    rows = [named({"a": [cell], "b": ["z"]}, geometry) for cell in ("x", "y") for geometry in points]
    assert len({row[0] for row in rows}) == 6


def test_ignored_columns_do_not_matter():
    assert named({"a": ["x"], "Printed": ["1"]}, ignored=frozenset({"printed"})) == named({"a": ["x"]})


def test_kind_and_source_belong_to_the_name():
    rows = table({"a": ["x"]})
    names = [origins(rows, s, [kind], ["K"], frozenset())[0] for s in ("p", "a/b") for kind in ("hazard", None)]
    assert names == ["p/hazard/K", "p//K", "a%2Fb/hazard/K", "a%2Fb//K"]
    assert names[2].startswith(beginning("a/b"))


def test_accents_in_either_form_are_one_key():
    assert keys_of([["Goražde", "Goraz\u030cde"]]) == ["Goražde"] * 2


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_keys_are_equal_exactly_where_their_texts_are(rows):
    from landrelease.intake.cell import text_of  # noqa: PLC0415 - the reference

    keys = keys_of([list(column) for column in zip(*rows, strict=True)])
    texts = [tuple(text_of(cell) or "" for cell in row) for row in rows]
    for one, key in zip(texts, keys, strict=True):
        for other, second in zip(texts, keys, strict=True):
            assert (one == other) == (key == second)
        assert (key is None) == (not any(one))


@given(st.lists(st.text("xyz", max_size=2), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_reordering_keeps_the_names(cells, random):
    other = cells[:]
    random.shuffle(other)
    assert sorted(named({"a": cells, "b": ["."] * len(cells)})) == sorted(named({"a": other, "b": ["."] * len(cells)}))
