"""A table becomes proposed records: verdicts, records and findings, row by row."""

import msgspec
import pytest

from landrelease.checks.catalogue import render
from landrelease.intake.fault import IntakeError
from landrelease.intake.profile import Profile
from landrelease.intake.profile_form import Extract
from landrelease.records.format1 import decode, identity
from landrelease.records.seal import Payload, commitment

SQUARE = '"POLYGON ((18 44,18.001 44,18.001 44.001,18 44.001,18 44))"'
BOW = '"POLYGON ((18 44,18.001 44.001,18.001 44,18 44.001,18 44))"'


def verdicts(made):
    return [verdict.verdict for verdict in made.verdicts]


def found(made):
    return [(finding.code, finding.row) for finding in made.findings]


# ---- what a row becomes ----


def test_a_hazard_and_a_release_are_told_apart_by_their_status(proposed):
    made = proposed(
        "id,status,date,area_id,contamination,method,depth_m,required_depth_m,wkt\n"
        f"H-1,Suspected,2024-05,A-1,AP;av,nts,,0.2,{SQUARE}\n"
        f"R-1,cleared,2024-06-30,A-1;A-2,,manual-clearance,0.2,,{SQUARE}\n",
        organisation="org-1",
    )
    assert verdicts(made) == ["new", "new"]
    assert [msgspec.json.decode(data) for data in made.data] == [
        {
            "format": 1,
            "kind": "hazard",
            "id": "H-1",
            "date": "2024-05",
            "organisation": "org-1",
            "author": "p-1",
            "recorded": "2025-01-31T09:30:00.000Z",
            "origin": "plain/hazard/org-1|H-1",
            "area_id": "A-1",
            "method": "nts",
            "status": "suspected",
            "contamination": ["AP", "AV"],
            "required_depth_m": 0.2,
            "shape": {"wgs84": {"type": "Polygon", "coordinates": made_square()}},
        },
        {
            "format": 1,
            "kind": "release",
            "id": "R-1",
            "date": "2024-06-30",
            "organisation": "org-1",
            "author": "p-1",
            "recorded": "2025-01-31T09:30:00.000Z",
            "origin": "plain/release/org-1|R-1",
            "area_id": "A-1;A-2",
            "method": "manual-clearance",
            "status": "cleared",
            "depth_m": 0.2,
            "shape": {"wgs84": {"type": "Polygon", "coordinates": made_square()}},
        },
    ]
    assert made.findings == []
    assert made.ids == [identity(data) for data in made.data]
    assert [decode(data) for data in made.data] == made.records
    assert (made.row_numbers, [one.bounds for one in made.shapes]) == ([1, 2], [(18, 44, 18.001, 44.001)] * 2)


def made_square():
    return [[[18, 44], [18.001, 44], [18.001, 44.001], [18, 44.001], [18, 44]]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("record,id,name,lon,lat\nsettlement,S-1,Lipa,18,44\n", "settlement"),
        ("RECORD,id,Name\nOrganisation,org-1,Example Demining\n", "organisation"),
        ("record,key,value,from\nsetting,required_depth_m.mines,0.2,2024\n", "setting"),
        (
            "record,date,category,quantity,action,context,lon,lat\nordnance,2024,AP,3,destroyed,spot-task,18,44\n",
            "ordnance",
        ),
        ("record,date,accident_type,killed,injured\naccident,2024-05-01,civilian,0,1\n", "accident"),
        ("record,id,date,outcome,name,sources\ncasualty,C-1,2024-05,injured,A. Example,S-1;S-2\n", "casualty"),
        ("record,about,verdict\nmatch,ab;cd,same\n", "match"),
        ("record,result,date\nsurvey,no-evidence,2024\n", "survey"),
        ("record,withdraws,reason\nwithdrawal,abcd,duplicate\n", "withdrawal"),
        ("record,verdict,about,reason\ndecision,return,ab;cd,no date\n", "decision"),
    ],
)
def test_every_kind_goes_in_from_a_table(proposed, text, kind, anyone):
    made = proposed(text, known=anyone)
    assert verdicts(made) == ["new"]
    assert made.findings == []
    assert msgspec.json.decode(made.data[0])["kind"] == kind


def test_coordinates_as_entered_stay_beside_wgs84(proposed):
    made = proposed(
        'id,status,date,accuracy_m,fixed_by,wkt\nA,suspected,2024,3,GNSS,"POINT (155000 463000)"\n', crs="EPSG:28992"
    )
    shape = made.records[0].shape
    assert (shape.crs, bytes(shape.entered)) == ("EPSG:28992", b'{"type":"Point","coordinates":[155000.0,463000.0]}')
    assert (shape.accuracy_m, shape.fixed_by) == (3.0, "gnss")
    assert made.shapes[0].bounds == pytest.approx((5.387206, 52.155174) * 2, abs=2e-5)


def test_a_person_s_name_is_sealed_and_its_value_beside_the_record(proposed):
    made = proposed("record,id,name,contact,role\nperson,p-7,A. Example,,reviewer\n")
    payload = Payload("name", (1).to_bytes(16, "big"), "A. Example")
    assert made.payloads == [(payload,)]
    assert made.records[0].sealed == {"name": commitment(payload)}
    assert b"Example" not in made.data[0]


def test_a_person_without_an_id_is_set_aside_since_a_hash_would_tell_the_name(proposed):
    made = proposed("record,name,id\nperson,A. Example,\n")
    assert (verdicts(made), found(made)) == (["set-aside"], [("no-id", 1)])
    assert "Example" not in str(made)


# ---- what is set aside, and what goes in although something is missing ----


def test_a_column_that_no_row_can_do_without_is_named_once(proposed):
    text = f"record,status,id,Day of survey,wkt\nhazard,suspected,A,2024-05-17,{SQUARE}\nhazard,suspected,B,,{SQUARE}\n"
    made = proposed(text)
    assert found(made) == [("column-unknown", None), ("column-missing", None), ("no-date", 1), ("no-date", 2)]
    assert render(made.findings[0]).what == "Column Day of survey is not used."
    assert render(made.findings[1]).what == "Column date is missing, without which no hazard can be taken in."
    assert "column-missing" not in {code for code, _ in found(proposed(text, date="2024-05-17"))}


def test_all_faults_of_all_rows_are_told_at_once(proposed):
    made = proposed(
        "id,record,status,date,stated_m2,depth_m,stage,wkt\n"
        f"A,,suspected,17.05.2024,large,,,{SQUARE}\n"
        f"B,,open,2024,5,,,{SQUARE}\n"
        f"C,minefield,suspected,2024,5,,,{SQUARE}\n"
        f"D,,cleared,2024,-5,,nearly,{SQUARE}\n"
        f"E,,cleared,,5,,,{SQUARE}\n"
        f"F,hazard,,2024,5,,,{SQUARE}\n"
        f"G,hazard,cleared,2024,5,,,{SQUARE}\n"
        f"H,,suspected,2024,5,,,{SQUARE}\n"
    )
    assert verdicts(made) == ["set-aside"] * 7 + ["new"]
    assert found(made) == [
        ("value-not-a-date", 1),
        ("value-not-a-number", 1),
        ("no-status", 2),
        ("kind-unknown", 3),
        ("number-unusable", 4),
        ("code-required", 4),
        ("no-date", 5),
        ("no-status", 6),
        ("no-status", 7),
    ]
    assert made.findings[0].params == {
        "field": "date",
        "value": "17.05.2024",
        "expected": "YYYY-MM-DD, YYYY-MM or YYYY",
    }
    assert [len(part) for part in (made.records, made.data, made.ids, made.payloads, made.row_numbers)] == [1] * 5


@pytest.mark.parametrize("position", ["", '"POLYGON EMPTY"', "somewhere", '"POINT (18 91)"'])
def test_a_hazard_of_nowhere_is_kept_without_a_shape(proposed, position):
    made = proposed(
        f"id,status,date,wkt\nA,suspected,2024,{position}\nB,suspected,2024,{SQUARE}\nC,suspected,2024,{SQUARE}\n"
    )
    assert verdicts(made) == ["new"] * 3
    assert made.records[0].shape is None
    unread = [("geometry-unreadable", 1)] if position in {"somewhere", '"POINT (18 91)"'} else []
    assert found(made) == unread
    assert [finding.about for finding in made.findings] == [(made.ids[0],)] * len(unread)


@pytest.mark.parametrize("position", ["", '"POLYGON EMPTY"', "somewhere"])
def test_a_release_of_nowhere_is_set_aside_unless_it_names_a_hazard(proposed, position):
    made = proposed(f"id,status,date,area_id,wkt\nA,cleared,2024,,{position}\nB,cleared,2024,H-1,{position}\n")
    assert verdicts(made) == ["set-aside", "new"]
    assert ("release-without-shape-or-hazard", 1) in found(made)


def test_invalid_rings_go_in_and_are_named_row_by_row(proposed):
    made = proposed(f"id,status,date,wkt\nA,suspected,2024,{BOW}\nB,suspected,2024,{SQUARE}\nC,cleared,,{BOW}\n")
    assert verdicts(made) == ["new", "new", "set-aside"]
    assert found(made) == [("ring-invalid", 1), ("no-date", 3), ("ring-invalid", 3)]
    assert made.findings[0].about == (made.ids[0],)
    assert made.findings[0].params["lon"] == 18.0005


def test_an_open_ring_is_closed_and_named(proposed):
    made = proposed('id,status,date,wkt\nA,suspected,2024,"POLYGON ((18 44,18.001 44,18.001 44.001))"\n')
    assert (verdicts(made), found(made)) == (["new"], [("ring-closed", 1)])


def test_a_total_and_a_torn_row_are_set_aside_and_named(proposed):
    made = proposed(f"id,status,date,stated_m2,wkt\nA,suspected,2024,8900,{SQUARE}\nTotal,,,8900,\nB,suspected\n")
    assert verdicts(made) == ["new", "set-aside", "set-aside"]
    assert found(made)[0] == ("totals-row", 2)
    assert made.findings[0].params == {"value": "Total, 8900"}
    assert ("row-ragged", 3) in found(made)


def test_cells_that_a_kind_has_no_field_for_and_unknown_columns_are_named(proposed):
    made = proposed(f"id,status,date,scope,Colour,author,empty,wkt\nA,suspected,2024,AP,red,me,,{SQUARE}\n")
    assert verdicts(made) == ["new"]
    assert sorted((finding.code, *finding.params.values()) for finding in made.findings) == [
        ("column-unknown", "Colour"),
        ("column-unknown", "author"),
        ("field-not-of-kind", "scope", "hazard", 1),
    ]


def test_fields_that_a_kind_has_not_are_told_in_the_order_of_the_file(proposed):
    names = ["scope", "stage", "method", "depth_m", "task", "date_from", "depth_reference"]
    made = proposed(f"id,status,date,{','.join(names)},wkt\nA,suspected,2024,{'1,' * 7}{SQUARE}\n")
    told = [one.params["field"] for one in made.findings if one.code == "field-not-of-kind"]
    assert told == [name for name in names if name in told]
    assert len(told) > 4


def test_unknown_contamination_is_kept_as_it_stands(proposed):
    made = proposed(f"id,status,date,contamination,wkt\nA,suspected,2024,AP;wooden boxes,{SQUARE}\n")
    assert made.records[0].contamination == ("AP", "wooden boxes")


def test_an_accuracy_that_is_none_sets_its_row_aside(proposed):
    made = proposed(
        "id,status,date,accuracy_m,fixed_by,lon,lat\n"
        "A,suspected,2024,good,gnss,18,44\nB,suspected,2024,-1,,18,44\nC,suspected,2024,3,by eye,18,44\n"
        "D,suspected,2024,,map,18,44\n"
    )
    assert verdicts(made) == ["set-aside"] * 3 + ["new"]
    assert found(made) == [("value-not-a-number", 1), ("value-not-a-number", 2), ("code-required", 3)]
    assert (made.records[0].shape.fixed_by, made.records[0].shape.accuracy_m) == ("map", None)


def test_where_most_positions_lie_nowhere_the_system_is_wrong(proposed):
    with pytest.raises(IntakeError) as caught:
        proposed('id,status,date,wkt\nA,suspected,2024,"POINT (1e30 1e30)"\n', crs="EPSG:32633")
    assert caught.value.code == "crs-mismatch"


def test_shapes_far_from_where_their_system_is_used_are_reported(proposed):
    made = proposed('id,status,date,wkt\nA,suspected,2024,"POINT (5 52)"\n', crs="EPSG:28992")
    assert [(finding.code, finding.params) for finding in made.findings] == [
        ("outside-crs-use", {"crs": "EPSG:28992", "n": 1})
    ]


def test_cells_of_json_lists_are_read(written, stamp):
    from landrelease.intake.propose import propose  # noqa: PLC0415 - only this test reads JSON
    from landrelease.intake.source import read  # noqa: PLC0415

    text = (
        '{"type":"Feature","properties":{"status":"suspected","date":2024,"contamination":["AP","UXO"],"stated_m2":"7"},'
        '"geometry":{"type":"Point","coordinates":[18,44]}}'
    )
    record = propose(read(written(text, "a.geojson")), None, {}, stamp).records[0]
    assert (record.contamination, record.date, record.stated_m2) == (("AP", "UXO"), "2024", 7.0)


# ---- constants ----


def test_a_constant_fills_a_missing_column_and_gaps_and_says_so(proposed):
    made = proposed(
        f"id,date,wkt\nA,2023,{SQUARE}\nB,,{SQUARE}\n", status="suspected", date="2024", contamination="AP;AV"
    )
    assert [(record.date, record.status, record.contamination) for record in made.records] == [
        ("2023", "suspected", ("AP", "AV")),
        ("2024", "suspected", ("AP", "AV")),
    ]
    assert [(finding.code, finding.params) for finding in made.findings] == [
        ("constant-fills-gaps", {"field": "date", "value": "2024", "n": 1})
    ]


@pytest.mark.parametrize(
    ("constants", "detail"),
    [
        ({"colour": "red"}, "there is no such field"),
        ({"depth_m": "0.2"}, "no row of the file has this field"),
        ({"date": "yesterday"}, "it takes YYYY-MM-DD, YYYY-MM or YYYY"),
        ({"status": "open", "record": "hazard"}, "it takes suspected, confirmed"),
    ],
)
def test_a_constant_that_cannot_be_is_refused(proposed, constants, detail):
    with pytest.raises(IntakeError) as caught:
        proposed(f"id,wkt\nA,{SQUARE}\n", **{"status": "suspected"} | constants)
    assert (caught.value.code, caught.value.params["detail"]) == ("constant-unusable", detail)


def test_a_constant_kind(proposed):
    made = proposed("id,name\nS-1,Lipa\n", record="settlement")
    assert [type(record).__name__ for record in made.records] == ["Settlement"]


# ---- numbers and units ----


def test_the_decimal_sign_of_the_file_decides_the_doubtful(proposed):
    rows = f"id;status;date;stated_m2;required_depth_m;wkt\nA;suspected;2024;8.903,5;0,2;{SQUARE}\n"
    assert proposed(rows + f"B;suspected;2024;8.910;0,13;{SQUARE}\n").records[1].stated_m2 == 8910.0
    made = proposed(f"id;status;date;stated_m2;wkt\nB;suspected;2024;8,910;{SQUARE}\n")
    assert found(made) == [("number-ambiguous", 1)]


@pytest.mark.parametrize(
    "text",
    [
        f"id,status,date,stated_m2,wkt\nA,suspected,2024,0.89,{SQUARE}\nB,suspected,2024,0.89,{SQUARE}\n",
        f"id,status,date,depth_m,wkt\nA,cleared,2024,20,{SQUARE}\nB,cleared,2024,13,{SQUARE}\n",
        f"id,status,date,required_depth_m,wkt\nA,suspected,2024,20,{SQUARE}\n",
    ],
)
def test_a_column_in_the_wrong_unit_refuses_the_file(proposed, text):
    with pytest.raises(IntakeError) as caught:
        proposed(text)
    assert caught.value.code == "wrong-unit"


def test_a_profile_says_the_unit(proposed):
    profile = Profile(
        name="mine",
        record="release",
        columns={"No": "id", "Size": "stated_m2", "Depth": "depth_m"},
        units={"stated_m2": "ha", "depth_m": "cm"},
        constants={"status": "cleared", "date": "2024"},
    )
    record = proposed(f"No,Size,Depth,wkt\nA,0.89,20,{SQUARE}\n", profile=profile).records[0]
    assert (record.stated_m2, record.depth_m) == (8900.0, 0.2)


# ---- profiles ----


def test_a_profile_makes_kinds_and_fields_of_words(proposed):
    import re  # noqa: PLC0415 - one pattern

    profile = Profile(
        name="partner",
        key=("No",),
        columns={"Typ": "record", "When": "date", "No": "id"},
        values={
            "record": {
                "mine": {"record": "ordnance", "category": "AP", "action": "destroyed"},
                "field": {"record": "hazard", "status": "confirmed"},
                "*": {"record": "accident"},
            }
        },
        templates={"remarks": "{Typ}; seen by {Who}; {Note}"},
        extracts={"quantity": Extract("Note", re.compile(r"(\d+) pieces"))},
        constants={"organisation": "org-9"},
        dates=("%d.%m.%Y",),
        empty=frozenset({"-"}),
        ignored=frozenset({"Printed"}),
    )
    made = proposed(
        "No,Typ,When,Who,Note,Printed,Extra\n"
        "1,mine,17.05.2024,-,3 pieces,x,y\n"
        "2,field,1.1.2024,Ana,-,x,y\n"
        "3,boom,2024,,,x,y\n",
        profile=profile,
        organisation="org-1",
    )
    assert [
        (type(record).__name__, record.id, record.date, record.remarks, record.origin) for record in made.records
    ] == [
        ("Ordnance", "1", "2024-05-17", "mine; 3 pieces", "partner/ordnance/1"),
        ("Hazard", "2", "2024-01-01", "field; seen by Ana", "partner/hazard/2"),
        ("Accident", "3", "2024", "boom", "partner/accident/3"),
    ]
    assert (made.records[0].quantity, made.records[1].status, made.records[0].organisation) == (3, "confirmed", "org-1")
    assert [(finding.code, finding.params) for finding in made.findings] == [("column-unknown", {"field": "Extra"})]


def test_a_word_that_a_profile_does_not_know_sets_its_row_aside(proposed):
    profile = Profile(
        name="p", record="hazard", columns={"S": "status"}, values={"status": {"open": {"status": "suspected"}}}
    )
    made = proposed("S\nopen\nshut\n", profile=profile, date="2024")
    assert (verdicts(made), found(made)[0]) == (["new", "set-aside"], ("value-unmapped", 2))
    assert made.findings[0].params == {"field": "status", "value": "shut"}


def test_a_profile_for_another_file_is_refused(proposed):
    with pytest.raises(IntakeError) as caught:
        proposed(
            "a,b\n1,2\n", profile=Profile(name="p", key=("No",), columns={"A": "id", "C": "date"}, record="hazard")
        )
    assert (caught.value.code, caught.value.params["missing"]) == ("profile-columns", "No, C")


def test_a_row_without_its_key_is_known_by_its_content(proposed):
    profile = Profile(name="p", record="hazard", key=("No",), constants={"status": "suspected", "date": "2024"})
    made = proposed("No,name\nA,x\n,y\n", profile=profile)
    assert made.records[0].origin == "p/hazard/A"
    assert made.records[1].origin.startswith("p/hazard/sha256:")
    assert ("key-missing", 2) in found(made)
