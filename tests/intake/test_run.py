"""A row without an end is found in bounded memory."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.intake import run
from landrelease.intake.fault import IntakeError


def test_two_hundred_megabytes_without_a_line_end_are_refused_in_little_memory(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"id,status\nH-1,suspected\nH-2,")
        for _ in range(200):
            file.write(b"x" * run.MEGABYTE)
    tracemalloc.start()
    with pytest.raises(IntakeError) as caught:
        run.refuse_endless(path, b"\n")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "line-too-long"
    assert caught.value.params == {"place": "line 3, byte 25", "limit_mb": 64}
    assert most < 8 * run.MEGABYTE


def test_a_long_file_of_short_rows_passes(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(b"0123456\n" * (run.MEGABYTE // 2))
    run.refuse_endless(path, b"\n", longest=100)


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=30), st.sampled_from([b"\n", b'"Feature"']), st.integers(5, 20)
)
def test_exactly_the_rows_longer_than_the_limit_are_refused(tmp_path_factory, lengths, mark, block):
    path = tmp_path_factory.getbasetemp() / "rows"
    path.write_bytes(mark.join(b"x" * length for length in lengths))
    too_long = any(length > 20 for length in lengths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "MEGABYTE", block)
        if too_long:
            with pytest.raises(IntakeError):
                run.refuse_endless(path, mark, longest=20)
        else:
            run.refuse_endless(path, mark, longest=20)


def test_the_place_is_where_the_row_begins(tmp_path):
    path = tmp_path / "features.geojson"
    path.write_bytes(b'{"features":[\n{"type":"Feature"},\n{"type":"Feature",\n' + b"\n" * 50)
    with pytest.raises(IntakeError) as caught:
        run.refuse_endless(path, b'"Feature"', longest=40)
    assert caught.value.params["place"] == "line 3, byte 52"
