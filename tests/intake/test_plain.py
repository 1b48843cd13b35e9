"""The plain form: names of fields in any case, no synonyms, any kind of record."""

import pytest

from landrelease.intake import plain, workbook
from landrelease.intake.fault import IntakeError
from landrelease.intake.field import all_fields, fields_of
from landrelease.intake.table import Table
from landrelease.records.kinds import BY_IMPORT, KINDS

DESIGN = (
    "record", "status", "date", "id", "area_id", "organisation", "unit", "contamination", "method", "depth_m",
    "required_depth_m", "stated_m2", "scope", "stage", "date_from", "reported",
)  # fmt: skip


def table(*names, layer=""):
    return Table("t.csv", "", layer, {name: ["x"] for name in names}, None, None, [1])


def test_every_column_of_the_plain_form_is_a_field():
    assert set(DESIGN) <= all_fields()


def test_names_are_taken_in_any_case_and_synonyms_are_not():
    found = plain.profile_of(table("STATUS", " Date ", "AREA_ID", "size", "Zustand", "author", "origin"), {})
    assert found.columns == {"STATUS": "status", " Date ": "date", "AREA_ID": "area_id"}
    assert found.key_fields == ("organisation", "id")


@pytest.mark.parametrize("constants", [{"status": "suspected"}, {"record": "person"}])
def test_a_constant_may_say_what_the_rows_are(constants):
    assert plain.profile_of(table("name"), constants).columns == {"name": "name"}


def test_a_table_that_does_not_say_what_its_rows_are_is_refused():
    with pytest.raises(IntakeError) as caught:
        plain.profile_of(table("name", "typ"), {"date": "2024"})
    assert (caught.value.code, caught.value.params["columns"]) == ("columns-unknown", "name, typ")


def test_a_sheet_named_as_a_kind_says_it():
    assert plain.profile_of(table("name", layer="Settlement"), {}).record == "settlement"
    with pytest.raises(IntakeError):
        plain.profile_of(table("name", layer="release"), {})


@pytest.mark.parametrize(
    ("record", "status", "kind"),
    [
        (None, "suspected", "hazard"),
        (None, "CONFIRMED", "hazard"),
        (None, "cancelled", "release"),
        (None, " reduced", "release"),
        (None, "Cleared", "release"),
        ("Release", "suspected", "release"),
        ("admin area", None, "admin_area"),
        (None, "open", None),
        (None, None, None),
    ],
)
def test_record_goes_before_status(record, status, kind):
    assert plain.kind_of(record, status) == kind


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BY_IMPORT])
def test_an_example_of_every_kind_goes_in_and_comes_out_as_it_was(tmp_path, kind, stamp, salt, anyone):
    from landrelease.intake.propose import propose  # noqa: PLC0415 - keeps this module's imports its own
    from landrelease.intake.source import read  # noqa: PLC0415

    path = tmp_path / "forms.xlsx"
    workbook.write_workbook(kind, path)
    table = read(path, crs="EPSG:4326", layer=workbook.EXAMPLE)
    made = propose(table, None, {}, stamp, anyone, salt=salt)
    assert [verdict.verdict for verdict in made.verdicts] == ["new"]
    assert made.findings == []
    filled = {column.field for column in workbook.describe(kind) if column.example} - {
        "record",
        "wkt",
        "accuracy_m",
        "fixed_by",
    }
    record = made.records[0]
    said = {name for name in filled if getattr(record, fields_of(kind)[name].attribute) is not None}
    assert said | set(record.sealed) == filled
