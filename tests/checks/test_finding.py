"""A finding keeps its name for ever."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.finding import Finding, finding_id, place

WORDS = st.text(max_size=12)


def test_the_name_of_a_finding_never_changes():
    finding = Finding("reopened-released-land", ("ab", "cd"), row=3, params={"area_m2": 12.5}, klass="mines")
    assert finding_id(finding) == "f-7bd549294e54cb33"


@given(code=WORDS, about=st.lists(WORDS, max_size=3), klass=WORDS, row=st.integers(1, 99), area=st.floats(0, 1e9))
def test_rows_and_figures_do_not_change_the_name(code, about, klass, row, area):
    bare = Finding(code, tuple(about), klass=klass)
    assert finding_id(bare) == finding_id(Finding(code, tuple(about), row, {"area_m2": area}, klass))


def test_code_records_their_order_and_class_make_the_name():
    findings = [
        Finding("a", ("x", "y")),
        Finding("a", ("y", "x")),
        Finding("a", ("xy",)),
        Finding("ax", ("y",)),
        Finding("a", ("x",), klass="y"),
    ]
    assert len({finding_id(finding) for finding in findings}) == len(findings)


def test_a_finding_survives_being_written():
    finding = Finding("vertex-gap", ("ab",), 7, {"distance_m": 6000.5, **place(18.12345678, 43)})
    assert msgspec.json.decode(msgspec.json.encode(finding), type=Finding) == finding
    assert finding.params == {"distance_m": 6000.5, "lon": 18.1235, "lat": 43.0}
