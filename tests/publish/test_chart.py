"""Charts draw what the statements say."""

import itertools
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.publish.chart import _apart, _ceiling, _step, balance_chart, movement_chart
from landrelease.publish.style import STYLES

SVG = "{http://www.w3.org/2000/svg}"
STACK = ["Confirmed hazard", "Suspected hazard", "Cancelled", "Reduced", "Cleared"]


def ticks(root):
    """Height on the drawing of the numbers on the axis."""
    texts = [text for text in root.iter(f"{SVG}text") if text.get("text-anchor") == "end" and text.text != "km²"]
    return {float(text.text.replace(",", "")): float(text.get("y")) - 4 for text in texts}


def test_bands_stack_to_the_balances_of_each_closing_day(province):
    root = ET.fromstring(balance_chart(province.years))
    bands = [
        (
            polygon.find(f"{SVG}title").text,
            [tuple(map(float, point.split(","))) for point in polygon.get("points").split()],
        )
        for polygon in root.iter(f"{SVG}polygon")
    ]
    assert [name for name, _ in bands] == STACK
    scale = ticks(root)
    per_km2 = (scale[0.0] - scale[max(scale)]) / max(scale)
    days = len(province.years) + 1
    for (_, points), status in zip(bands, STYLES, strict=True):
        top, floor = points[:days], points[days:][::-1]
        drawn = [(low[1] - high[1]) / per_km2 for high, low in zip(top[1:], floor[1:], strict=True)]
        stated = [float(doc["rows"][0]["closing"][f"{status}_m2"]) / 1e6 for doc in province.years]
        assert drawn == pytest.approx(stated, abs=0.02 / per_km2)


def test_bars_are_what_was_released_and_what_was_found(province):
    root = ET.fromstring(movement_chart(province.years))
    titles = [rect.find(f"{SVG}title").text for rect in root.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    moved = province.years[3]["rows"][0]["movements"]
    found = float(moved["newly_suspected_m2"]) / 1e6
    assert f"2022: Cleared {float(moved['cleared_m2']) / 1e6:,.3f} km²" in titles
    assert f"2022: Suspected hazard {found:,.3f} km²" in titles
    assert not any(title.startswith("2019: Cleared") for title in titles)


@pytest.mark.parametrize("chart", [balance_chart, movement_chart])
def test_charts_speak_to_those_who_do_not_see_them(chart, province):
    root = ET.fromstring(chart(province.years))
    described = {part.get("id"): part.text for part in root if part.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == list(described)
    assert "Cleared" in list(described.values())[1]


@pytest.mark.parametrize("chart", [balance_chart, movement_chart])
def test_a_year_in_which_nothing_happened_is_drawn(chart, province):
    quiet = province.years[0]["rows"][0]
    zero = {name: amount * 0 for name, amount in quiet["opening"].items()}
    doc = province.years[0] | {"rows": [quiet | {"opening": zero, "closing": zero, "postings": []}]}
    assert "NaN" not in chart([doc])


@given(st.lists(st.floats(0, 400), min_size=1, max_size=5).map(sorted))
def test_labels_never_overlap_and_stay_on_the_drawing(wished):
    places = _apart(wished)
    assert all(b - a >= 19 - 1e-9 for a, b in itertools.pairwise(places))
    assert places[-1] <= 310


@given(st.floats(1e-6, 1e6))
def test_axes_end_on_a_tick_at_or_above_the_largest_value(value):
    step = _step(value)
    assert _ceiling(value) >= value * (1 - 1e-9)
    assert round(_ceiling(value) / step, 6) == int(round(_ceiling(value) / step, 6)) <= 6
