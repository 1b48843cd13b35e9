"""Free text: positions, telephone numbers, addresses and names are found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.geometry.notation import read_position
from landrelease.geometry.utm import utm_at
from landrelease.publish.redaction.scan import KINDS_FOUND, REMOVED, Found, scan, scrubbed

POSITIONS = [
    "44.2512, 18.4310",
    "44,25121 18,53320",
    "44.25;18.43",
    "+44.25-018.43",
    "44.2512N 18.4310E",
    "N 44.2512 E 18.4310",
    "18.43 E",
    "lat 44.2 lon 18.4",
    "latitude: 44, longitude: 18",
    "POINT (18.2043 43.6017)",
    "[18.2043,43.6017]",
    "https://maps.example.org/@44.2512,18.4310",
    "44° 15' 30\" N, 18° 30' 12.5\" E",
    "44º15′30″N 18º30′12″E",
    "44°15.5'N 18°30.2'E",
    "44 deg 15 min 30 sec north",
    "44 15 30 N, 18 30 12 E",
    "N 44 15 30 E 18 30 12",
    "44:15:30, 18:30:12",
    "441530N 0183012E",
    "44 15 30 N 18 30 12 O",
    "44.25 с.ш., 18.51 в.д.",
    "٤٤٫٢٥١٢ ، ١٨٫٤٣١٠",
    "４４．２５１２，１８．４３１０",
    "31U FU 2873 0492",
    "31UFU28730492",
    "31u fu 28 04",
    "FU 2873 0492",
    "34T 327500 4887000",
    "34 north 327500 mE 4887000 mN",
    "E 327500 N 4887000",
    "E327500, N4887000",
    "X=6543210.5 Y=4887000.1",
    "easting: 327500",
    "327500 4887000",
    "8FVC9G8F+6X",
    "///filled.count.soap",
    "bearing 320° from the church",
]
PHONES = [
    "+387 61 123 456",
    "00387 61 123456",
    "061/123-456",
    "(033) 123 456",
    "tel. 061-123-456",
    "+1 (202) 555-0123",
    "٠٦١١٢٣٤٥٦",
]
EMAILS = ["ana@example.org", "ana.p+x@mail.example.co.uk", "ana [at] example [dot] org", "ana(at)example.org"]
HARMLESS = [
    "",
    "12 000 m², to a depth of 0.20 m",
    "1 234 567 m² in 2024; 12,062.6 m2 before",
    "2024-05-17, 17.05.2024, 2024-05-17T09:30:00.000Z, at 12:30",
    "35 °C in the shade",
    "task T-118 of report 2024-118, mine P-79",
    "0.20 to 0.35 m, from 8 to 12 metres E of the road",
    "cost 1,250.50 USD for 3 of 12.5 ha",
    "15 AP mines, 3 PMN-2 and 20 fragments",
    f"nothing but {REMOVED}",
]
BEFORE = st.sampled_from(["", "at ", "mine seen at: ", "(", "«", "see\n", "N.B. "])
AFTER = st.sampled_from(["", ".", ", by the road", ")", "\n", " next to the school"])


@pytest.mark.parametrize("text", POSITIONS)
def test_positions_are_found_in_every_notation(text):
    found = scan(f"mine at {text} by the road")
    assert {one.what for one in found} <= {"coordinates", "square"}
    left = scrubbed(f"mine at {text} by the road").replace(REMOVED, "")
    assert not any(letter.isdigit() for letter in left)
    assert left.startswith("mine at ") or text.startswith("bearing")
    assert "soap" not in left


@pytest.mark.parametrize("text", PHONES)
def test_telephone_numbers_are_found(text):
    assert scrubbed(f"ask at {text}, please") == f"ask at {REMOVED}, please"


@pytest.mark.parametrize("text", EMAILS)
def test_addresses_are_found(text):
    assert scrubbed(f"write to {text}, please") == f"write to {REMOVED}, please"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_none_of_them_stays(text):
    assert (scan(text), scrubbed(text)) == ([], text)


@pytest.mark.parametrize(
    "text", ["Ana Petrović", "ana petrovic", "Petrović, Ana", "PETROVIĆ", "Ana  Petrovic\u0301", "Ana\nPetrović"]
)
def test_names_of_the_register_are_found_however_they_are_typed(text):
    assert scrubbed(f"told by {text} in May", ["Ana Petrović"]) == f"told by {REMOVED} in May"


def test_a_short_part_of_a_name_is_not_a_name_but_a_whole_short_name_is():
    assert scrubbed("the van of Ana van Dijk", ["Ana van Dijk"]) == f"the van of {REMOVED}"
    assert scrubbed("Ali was there, and so was Alia", ["Ali"]) == f"{REMOVED} was there, and so was Alia"
    assert scrubbed("left by the mill", ["", " ", "l"]) == "left by the mill"


def test_a_person_may_be_called_as_the_word_that_stands_for_them():
    assert scrubbed("Removed Smith was there", ["Removed Smith"]) == f"Removed {REMOVED} was there"


def test_what_overlaps_is_one_and_what_is_left_out_is_not_looked_for():
    assert scan("44.2512, 18.4310") == [Found("coordinates", 0, 16)]
    assert scan("BH123456 061 123 456", leaving=("square", "phone")) == []
    assert scan("BH123456") == [Found("square", 0, 8)]
    assert KINDS_FOUND == ("coordinates", "email", "square", "phone", "name")


def written(lon, lat, style, places):
    """One position in one of many notations."""
    seconds = [f'{value % 1 * 60:.{places}f}"' for value in (abs(lat) % 1 * 60, abs(lon) % 1 * 60)]
    ns, ew = "NS"[lat < 0], "EW"[lon < 0]
    a, o = abs(lat), abs(lon)
    am, om = a % 1 * 60, o % 1 * 60
    utm = utm_at(lon, lat)
    east, north = utm.forward([[lon, lat]])[0].tolist()
    return {
        "pair": f"{lat:.{places}f}, {lon:.{places}f}",
        "comma": f"{lat:.{places}f} {lon:.{places}f}".replace(".", ","),
        "letters": f"{a:.{places}f}{ns} {o:.{places}f}{ew}",
        "first": f"{ns}{a:.{places}f} {ew}{o:.{places}f}",
        "marks": f"{int(a)}°{am:.{places}f}'{ns} {int(o)}°{om:.{places}f}'{ew}",
        "seconds": f"{int(a)}° {int(am)}' {seconds[0]} {ns}, {int(o)}° {int(om)}' {seconds[1]} {ew}",
        "bare": f"{int(a)} {int(am)} {int(am % 1 * 60)} {ns} {int(o)} {int(om)} {int(om % 1 * 60)} {ew}",
        "colons": f"{int(a)}:{int(am):02}:{int(am % 1 * 60):02}{ns} {int(o)}:{int(om):02}:{int(om % 1 * 60):02}{ew}",
        "utm": f"{utm.zone} {'north' if lat >= 0 else 'south'} {east:.0f} {north:.0f}",
        "plane": f"{east:.0f} {north:07.0f}",
    }[style]


LONGITUDES = st.floats(-179.99, 179.99)
LATITUDES = st.floats(1, 79.9).flatmap(lambda lat: st.sampled_from([lat, -lat]))
STYLES = ("pair", "comma", "letters", "first", "marks", "seconds", "bare", "colons", "utm", "plane")


@given(
    LONGITUDES, LATITUDES, st.sampled_from(STYLES), st.integers(2, 7), BEFORE, AFTER,
)  # fmt: skip
def test_no_digit_of_a_position_is_left(lon, lat, style, places, before, after):
    text = before + written(lon, lat, style, places) + after
    left = scrubbed(text).replace(REMOVED, "")
    assert not any(letter.isdigit() for letter in left)


@given(LONGITUDES, LATITUDES, st.sampled_from(["letters", "first", "marks", "seconds", "utm"]))
def test_what_the_register_reads_as_a_position_is_found(lon, lat, style):
    text = written(lon, lat, style, 4)
    read_position(text)
    assert scan(text)


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_comes_out_with_nothing_to_find(text, names):
    assert scan(scrubbed(text, names), names) == []


@given(
    st.sampled_from(["+{}", "00{}", "0{}"]),
    st.integers(10**8, 10**11),
    st.sampled_from(["", " ", "-", "/", ".", " ("]),
    BEFORE,
    AFTER,
)
def test_no_digit_of_a_telephone_number_is_left(form, number, cut, before, after):
    digits = form.format(number)
    text = before + digits[:4] + cut + digits[4:7] + cut.strip("(") + digits[7:] + after
    assert not any(letter.isdigit() for letter in scrubbed(text).replace(REMOVED, ""))


def test_long_texts_are_read_in_time():
    assert scan("a" * 100_000) == []
    assert scan("1 " * 20_000) != []
