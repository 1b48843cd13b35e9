"""Drawing in a real browser: the textarea and the map say the same, forwards and backwards."""

import json

import pytest

pytestmark = pytest.mark.browser

SQUARE = "POLYGON ((17.2 44.1, 17.22 44.1, 17.22 44.12, 17.2 44.12, 17.2 44.1))"
HOLED = (
    "POLYGON ((17.2 44.1, 17.22 44.1, 17.22 44.12, 17.2 44.1), "
    "(17.21 44.105, 17.215 44.105, 17.215 44.11, 17.21 44.105))"
)


@pytest.fixture
def opened_with(opened, site, document, settings):
    """Open the page with a shape in its textarea."""
    words = json.loads(site.answers["/settings.json"]({}, b"")[2])["words"]
    names = (
        "polygon",
        "linestring",
        "point",
        "edit",
        "move",
        "undo",
        "redo",
        "clear",
        "help",
        "vertices",
        "unreadable",
        "not_editable",
    )
    words |= {f"draw_{name}": f"DRAW_{name.upper()}" for name in names}
    site.answers["/settings.json"] = lambda *_: (200, "application/json", json.dumps(settings(words=words)))

    def opener(text=""):
        site.pages["/draw"] = document(
            f'<main class="frame-main"><form class="sheet"><div class="field"><label for="wkt">Shape</label>'
            f'<textarea class="code" id="wkt" name="wkt">{text}</textarea></div>'
            '<land-draw src="/settings.json" for="wkt" kinds="polygon linestring point"></land-draw></form></main>',
            "base.js", "draw.js",
        )  # fmt: skip
        tab = opened("/draw")
        tab.wait_for_selector('land-draw[data-state="ready"]')
        return tab

    return opener


def text(tab):
    return tab.get_by_label("Shape").input_value()


def corners(tab):
    return tab.locator(".draw-corners li").all_text_contents()


def press(tab, name):
    tab.get_by_role("button", name=name, exact=True).click()


def draw(tab, *places):
    """Click places of the map, the last one twice, which ends the shape."""
    box = tab.locator("land-draw canvas").bounding_box()
    for x, y in (*places, places[-1]):
        tab.mouse.move(box["x"] + x, box["y"] + y)
        tab.mouse.down()
        tab.mouse.up()


def test_what_is_drawn_stands_in_the_textarea_and_can_be_taken_back(opened_with):
    tab = opened_with()
    draw(tab, (200, 100), (400, 100), (400, 300))
    tab.wait_for_function("() => document.getElementById('wkt').value.startsWith('POLYGON ((')")
    drawn = text(tab)
    assert drawn.count(",") == 3
    assert len(corners(tab)) == 3
    press(tab, "DRAW_UNDO")
    assert (text(tab), corners(tab)) == ("", [])
    press(tab, "DRAW_REDO")
    assert text(tab) == drawn
    press(tab, "DRAW_CLEAR")
    assert text(tab) == ""
    press(tab, "DRAW_UNDO")
    assert text(tab) == drawn


def test_lines_and_points_are_written_too(opened_with):
    tab = opened_with()
    press(tab, "DRAW_POINT")
    box = tab.locator("land-draw canvas").bounding_box()
    tab.mouse.click(box["x"] + 200, box["y"] + 200)
    tab.wait_for_function("() => document.getElementById('wkt').value.startsWith('POINT (')")
    press(tab, "DRAW_CLEAR")
    press(tab, "DRAW_LINESTRING")
    draw(tab, (200, 100), (300, 300))
    tab.wait_for_function("() => document.getElementById('wkt').value.startsWith('LINESTRING (')")


def test_what_is_written_is_drawn_and_looked_at_to_the_last_digit(opened_with):
    tab = opened_with()
    written = "POLYGON((17.2000001 44.1, 17.22 44.1, 17.22 44.12, 17.2000001 44.1))"
    tab.get_by_label("Shape").fill(written)
    tab.get_by_label("Shape").blur()
    tab.wait_for_function("() => document.querySelectorAll('.draw-corners li').length === 3")
    assert corners(tab) == ["LAT 44.1  LON 17.2000001", "LAT 44.1  LON 17.22", "LAT 44.12  LON 17.22"]
    assert text(tab) == written
    middle = tab.evaluate("() => document.querySelector('land-draw').map.getCenter().toArray()")
    assert middle == pytest.approx([17.21, 44.11], abs=1e-4)


def test_a_corner_that_is_dragged_moves_and_the_others_stay(opened_with):
    tab = opened_with(SQUARE)
    place = tab.evaluate(
        "() => { const { map } = document.querySelector('land-draw'); return map.project([17.21, 44.11]) }"
    )
    corner = tab.evaluate(
        "() => { const { map } = document.querySelector('land-draw'); return map.project([17.22, 44.12]) }"
    )
    box = tab.locator("land-draw canvas").bounding_box()
    tab.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    tab.mouse.move(box["x"] + corner["x"], box["y"] + corner["y"])
    tab.mouse.down()
    tab.mouse.move(box["x"] + corner["x"] + 20, box["y"] + corner["y"] + 20, steps=8)
    tab.mouse.up()
    tab.wait_for_function("(before) => document.getElementById('wkt').value !== before", arg=SQUARE)
    assert "17.2 44.1, 17.22 44.1, " in text(tab)
    assert ", 17.2 44.12, 17.2 44.1))" in text(tab)
    press(tab, "DRAW_UNDO")
    assert text(tab) == SQUARE


def test_what_cannot_be_drawn_stays_as_written_and_says_why(opened_with):
    tab = opened_with(HOLED)
    tab.get_by_text("DRAW_NOT_EDITABLE").wait_for()
    assert text(tab) == HOLED
    tab.get_by_label("Shape").fill("POLYGON ((17.2 95, 1 1))")
    tab.get_by_label("Shape").blur()
    tab.get_by_text("DRAW_UNREADABLE").wait_for()
    assert text(tab) == "POLYGON ((17.2 95, 1 1))"
