"""Filters in CQL2: the reader beside the library of others, whole columns beside one feature after another."""

import cql2
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.web.api.cql import Call, FilterError, Name, parse
from landrelease.web.api.filtering import chosen
from landrelease.web.api.table import Field, Table, objects

ROWS = [("suspected", 5.0), ("cleared", 20.0), ("cleared", None), (None, 7.0), ("O'Neill%", 5.0)]
NONE = np.zeros(len(ROWS), dtype=np.int64)
TABLE = Table(
    (Field("status", ""), Field("area_m2", "", "number")),
    objects([str(n) for n in range(len(ROWS))]),
    objects([shapely.Point(n, 0) for n in range(len(ROWS))]),
    {"status": objects([row[0] for row in ROWS]), "area_m2": objects([row[1] for row in ROWS])},
    NONE,
    NONE,
)
PARTS = st.sampled_from(
    ["status = 'cleared'", "area_m2 > 6", "area_m2 <= 5", "status <> 'cleared'", "status IN ('cleared', 'suspected')",
     "area_m2 BETWEEN 4 AND 8", "status LIKE 'cl%'", "status IS NULL", "area_m2 IS NOT NULL", "TRUE"]
)  # fmt: skip
FILTERS = st.recursive(
    PARTS,
    lambda inner: st.one_of(
        inner.map("NOT ({})".format),
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda three: "({}) {} ({})".format(*three)),
    ),
    max_leaves=6,
)


def slow(node, row):  # noqa: PLR0911 - one step for each operation
    """One feature, one step at a time; None where it cannot be told."""
    if isinstance(node, bool):
        return node
    if isinstance(node, Name):
        return row[node.name]
    if not isinstance(node, Call):
        return node
    args = [slow(one, row) for one in node.args]
    if node.op == "and":
        return False if False in args else None if None in args else True
    if node.op == "or":
        return True if True in args else None if None in args else False
    if node.op == "isNull":
        return args[0] is None
    if None in args:
        return None
    return {
        "not": lambda: not args[0], "=": lambda: args[0] == args[1], "<>": lambda: args[0] != args[1],
        ">": lambda: args[0] > args[1], "<=": lambda: args[0] <= args[1], "in": lambda: args[0] in args[1:],
        "between": lambda: args[1] <= args[0] <= args[2], "like": lambda: args[0].startswith(args[1][:-1]),
    }[node.op]()  # fmt: skip


@given(FILTERS)
def test_whole_columns_give_what_one_feature_after_another_gives(text):
    rows = [dict(zip(("status", "area_m2"), row, strict=True)) for row in ROWS]
    assert chosen(TABLE, text).tolist() == [slow(parse(text), row) is True for row in rows]


def as_json(node):
    """Write a tree as the JSON form of CQL2 has it."""
    if isinstance(node, Name):
        return {"property": node.name}
    if not isinstance(node, Call):
        return node
    args = [as_json(one) for one in node.args]
    return {"op": node.op, "args": [args[0], args[1:]] if node.op == "in" else args}


@pytest.mark.parametrize(
    "text",
    ["status = 'cleared' AND area_m2 > 10.5", "NOT status = 'x' OR area_m2 <= -2.5e3", "a IN ('x', 'y')",
     "a NOT BETWEEN 1 AND 3", "a IS NOT NULL", "a LIKE 'b%'",
     "CASEI(a) = CASEI('B')", "a = 'it''s'", "\"class\" = 'all'"],
)  # fmt: skip
def test_the_reader_reads_what_the_library_of_others_reads(text):
    assert as_json(parse(text)) == cql2.parse_text(text).to_json()


@pytest.mark.parametrize(
    "text", ["", "status =", "status", "area_m2 = 'x'", "nothing = 1", "(status = 'x'", "status = 'x' y"]
)
def test_what_is_no_filter_is_refused(text):
    with pytest.raises(FilterError):
        chosen(TABLE, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [("S_INTERSECTS(geometry, BBOX(0.5, -1, 2.5, 1))", [1, 2]),
     ("S_WITHIN(geometry, POLYGON((2.5 -1, 3.5 -1, 3 1, 2.5 -1)))", [3]),
     ("S_DISJOINT(geometry, POINT(1 0))", [0, 2, 3, 4]), ("status = 'O''Neill%'", [4]),
     ("status LIKE '%ea_ed'", [1, 2])],
)  # fmt: skip
def test_shapes_and_texts_are_found(text, found):
    assert np.flatnonzero(chosen(TABLE, text)).tolist() == found
