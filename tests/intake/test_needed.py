"""Rows about the joint programme that say nothing are set aside; what bars comes in even where it says too little."""

import pytest

from landrelease.intake.field import fields_of
from landrelease.intake.needed import NEEDED


def test_what_is_needed_are_fields_of_the_kind():
    assert all(set(names) <= set(fields_of(kind)) for kind, names in NEEDED.items())


def taken(tmp_path, text):
    from landrelease.desk.importing import Wish, import_files  # noqa: PLC0415 - the door that people use
    from landrelease.desk.opening import create  # noqa: PLC0415
    from landrelease.records.context import Programme  # noqa: PLC0415

    (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
    with create(tmp_path / "a.register", Programme(id="XY", plane=(18.0, 44.0)), acting="Ana") as register:
        (found,) = import_files(register, [tmp_path / "rows.csv"], Wish())
    return [one.verdict for one in found.verdicts], [(f.code, f.row, f.params.get("field")) for f in found.findings]


@pytest.mark.parametrize(
    ("text", "verdicts", "findings"),
    [
        ("record,id,name\nunit,,Nobody\nunit,U,Team\n", ["set-aside", "new"], [("field-required", 1, "id")]),
        ("record,id,task,action\norder,O,,issue\n", ["set-aside"], [("field-required", 1, "task")]),
        (
            "record,id,item,movement\nexplosives,E,TNT,drawn\n",
            ["set-aside"],
            [("field-required", 1, "quantity")],
        ),
    ],
)
def test_a_row_that_says_nothing_is_set_aside(tmp_path, text, verdicts, findings):
    found, told = taken(tmp_path, text)
    assert found == verdicts
    assert [one for one in told if one[0] == "field-required"] == findings


def test_a_suspension_with_a_misspelt_status_comes_in_and_is_reported(tmp_path):
    found, told = taken(tmp_path, "record,unit,capability,status,date\naccreditation,U,bac,suspendet,2025-03-01\n")
    assert found == ["new"]
    assert ("code-unknown", 1) in [one[:2] for one in told]
