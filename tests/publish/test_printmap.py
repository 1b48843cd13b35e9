"""Maps for paper: true to scale, complete in what must stand on them, the same bytes each time."""

import io
import re

import msgspec
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from landrelease.publish.columns import LandTable
from landrelease.publish.meta import Meta
from landrelease.publish.pagedata import Place
from landrelease.publish.printmap import PAPERS, SCALES, Ground, PrintMap, cut_off, leaf_of, set_map
from landrelease.publish.seen import Seen, whole_land
from landrelease.publish.style import STYLES
from landrelease.publish.writing import OutputError
from landrelease.records.text import languages

META = Meta(
    programme="SYN-1", name="Example", as_of="2025-12-31", known_at="2026-01-31T09:30:00.000Z", audience="operator"
)
NOTHING = np.empty(0, dtype=object)
EMPTY = Seen(LandTable(NOTHING, {"status": NOTHING, "area_m2": np.zeros(0)}, ()), (), (), META, "all")


@pytest.fixture
def made(three) -> PrintMap:
    ground = Ground((Place("Đurđevo", 0.001, 0.0005),), (shapely.box(-0.001, -0.001, 0.004, 0.002),))
    return PrintMap(whole_land(three, META), "", ("en",), "A4", ground=ground)


def text_of(made: PrintMap) -> str:
    (page,) = PdfReader(io.BytesIO(set_map(made, "pdf"))).pages
    return re.sub(r"\s+", " ", page.extract_text())


def test_the_sheet_says_what_it_shows_for_whom_and_that_absence_of_a_mark_is_no_absence_of_danger(made):
    said = text_of(made)
    for words in (
        "Example", "Map of the land", "Confirmed hazard", "Cancelled", "Cleared", "0.012 km² · 1", "1 : 2\u202f000",
        "Valid for 2025-12-31", "Known at 2026-01-31 09:30 UTC", "Audience operator", "UTM 31N · EPSG:32631",
        "For the audience operator; valid for 2025-12-31.", "Đurđevo",
        "Land that is not shown here was not recorded; it may hold explosive ordnance.",
    ):  # fmt: skip
        assert words.replace("\u202f", " ") in said.replace("\u202f", " "), words
    assert "safe" not in said.lower()


def test_the_metadata_of_a_pdf_hold_audience_and_day_and_no_clock(made):
    read = PdfReader(io.BytesIO(set_map(made, "pdf"))).metadata
    assert (read.title, read.author, read["/Keywords"]) == ("Example", "Example", "operator, 2025-12-31")
    assert read["/CreationDate"] == "D:20260131093000Z"


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_the_same_map_is_the_same_bytes(made, form):
    assert set_map(made, form, dpi=50) == set_map(made, form, dpi=50)


def test_two_languages_stand_beside_each_other_and_arabic_turns_the_sheet_round(made):
    both = text_of(made._replace(languages=("fr", "en")))
    assert "Confirmed hazard" in both
    assert "Zone dangereuse confirmée" in both
    assert "Un terrain qui n’est pas montré ici n’a pas été enregistré" in both.replace("'", "’")
    sheets = [Image.open(io.BytesIO(set_map(made._replace(languages=(code,)), "png", dpi=50))) for code in ("en", "ar")]
    ground = [np.argwhere((np.asarray(sheet.convert("RGB")) == (250, 248, 242)).all(axis=2))[:, 1] for sheet in sheets]
    assert ground[0].mean() < sheets[0].width / 2 < ground[1].mean()


@pytest.mark.parametrize("code", languages())
def test_every_letter_of_every_language_is_in_the_fonts_of_maps(made, code):
    (page,) = PdfReader(io.BytesIO(set_map(made._replace(languages=(code,)), "pdf"))).pages
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert {"NotoSans" in font for font in fonts} == {True}, fonts
    assert any("Arabic" in font for font in fonts) == (code == "ar")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sheet_has_the_size_of_its_paper_and_everything_is_on_one_page(made, paper):
    (page,) = PdfReader(io.BytesIO(set_map(made._replace(paper=paper, languages=("en", "fr", "uk")), "pdf"))).pages
    size = [float(edge) / 72 * 25.4 for edge in page.mediabox[2:]]
    assert size == pytest.approx(PAPERS[paper], abs=0.01)


def test_a_picture_has_300_points_an_inch_and_the_colours_of_the_statuses(made):
    sheet = Image.open(io.BytesIO(set_map(made, "png")))
    assert sheet.size == pytest.approx((297 / 25.4 * 300, 210 / 25.4 * 300), abs=1)
    seen = {colour for _, colour in sheet.convert("RGB").getcolors(1 << 24)}
    wanted = [bytes.fromhex(STYLES[code].fill[1:]) for code in ("confirmed", "cleared", "cancelled")]
    assert {tuple(colour) for colour in wanted} <= seen


@given(st.floats(-179, 179), st.floats(-80, 80), st.sampled_from(SCALES[:12]), st.floats(0, 360))
def test_a_length_on_the_ground_measures_true_on_paper_to_a_thousandth(lon, lat, scale, azimuth):
    place = shapely.Point(lon, lat).buffer(1e-4)
    leaf = leaf_of(PrintMap(EMPTY, "", scale=scale, extent=place))
    middle = leaf.utm.inverse(np.array([[leaf.x, leaf.y]]))[0]
    far = pyproj.Geod(ellps="WGS84").fwd(*middle, azimuth, 0.05 * scale)[:2]
    ends = leaf.on_paper(np.array([middle, far]))
    assert np.hypot(*(ends[1] - ends[0])) == pytest.approx(50.0, rel=1.2e-3, abs=0.02)


def test_the_scale_is_the_largest_at_which_all_land_fits(made):
    leaf = leaf_of(made)
    assert leaf.window.covers(shapely.box(*shapely.total_bounds(made.seen.table.geometry)))
    larger = made._replace(scale=SCALES[SCALES.index(leaf.scale) - 1])
    assert (cut_off(made), cut_off(larger)) == (False, True)


def test_what_lies_outside_the_sheet_is_not_in_its_legend(made):
    part = made._replace(extent=shapely.box(0.0021, 0.0001, 0.0029, 0.0009), scale=500, paper="A4")
    narrow = part._replace(scale=500)
    assert "Confirmed hazard 0.000 km² · 0" in text_of(narrow)


def test_nothing_to_show_is_refused_and_the_pole_too(made):
    with pytest.raises(OutputError, match="There is nothing that this map could show"):
        leaf_of(PrintMap(EMPTY, ""))
    with pytest.raises(OutputError, match="between 84 degrees south and north"):
        leaf_of(made._replace(extent=shapely.box(0, 86, 1, 87)))


def test_names_on_the_map_never_run_into_each_other(made):
    crowd = tuple(Place(f"Village {n}", 0.001 + n * 1e-6, 0.0005) for n in range(5))
    said = text_of(made._replace(ground=Ground(crowd)))
    assert [name.name for name in crowd if name.name in said] == ["Village 0"]


def test_days_keep_their_order_in_arabic(made):
    marked = msgspec.structs.replace(META, language="ar")
    said = text_of(made._replace(seen=made.seen._replace(meta=marked), languages=("ar",)))
    assert "2025-12-31" in said
