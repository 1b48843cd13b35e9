"""What every field declares of itself."""

from typing import Annotated

import msgspec
import pytest

from landrelease.records.codes import AUDIENCES, LISTS
from landrelease.records.kinds import KINDS
from landrelease.records.marks import Count, field_marks, mark
from landrelease.records.shape import Shape

MARKS = [
    pytest.param(found, id=f"{name}.{field}")
    for name, kind in {**KINDS, "shape": Shape}.items()
    for field, found in field_marks(kind).items()
]
Day = Annotated[str | None, mark("public", "A day.", "2024")]


class Visit(msgspec.Struct, kw_only=True):
    plain: Annotated[str, mark("public", "Plain.")]
    day: Day = None
    own: Annotated[Day, mark("restricted", "Day of birth.", "1990", personal=True)] = None
    count: Annotated[Count | None, mark("donor", "How many.", "3")] = None
    from_: Annotated[str, mark("public", "First day.")] = msgspec.field(default="", name="from")


@pytest.mark.parametrize("found", MARKS)
def test_a_field_says_who_may_read_it_and_what_it_means(found):
    assert found.audience in AUDIENCES
    assert found.meaning.endswith(".")
    assert found.codes == "" or found.codes in LISTS
    assert found.names == "" or found.names in KINDS


@pytest.mark.parametrize("found", [item for item in MARKS if item.values[0].codes])
def test_the_example_of_a_coded_field_is_made_of_its_codes(found):
    assert set(found.example.split(";")) <= set(LISTS[found.codes])


def test_what_names_or_reaches_a_person_is_personal():
    personal = {
        f"{kind}.{field}" for kind in KINDS for field, found in field_marks(KINDS[kind]).items() if found.personal
    }
    assert personal == {
        "person.name", "person.contact", "alias.personal_name", "source.written_by", "source.text",
        "casualty.name", "casualty.birth_date", "casualty.contact", "casualty.injuries", "casualty.assistance",
        "evidence.observer",
    }  # fmt: skip


def test_a_field_has_the_mark_nearest_to_it():
    assert field_marks(Visit)["day"].meaning == "A day."
    assert field_marks(Visit)["own"] == ("restricted", True, "", "Day of birth.", "1990", "")
    assert field_marks(Visit)["count"].audience == "donor"


def test_marks_go_by_written_names_in_order():
    assert list(field_marks(Visit)) == ["plain", "day", "own", "count", "from"]


def test_no_two_fields_of_a_record_share_a_sentence():
    for kind in KINDS.values():
        meanings = [found.meaning for found in field_marks(kind).values()]
        assert len(set(meanings)) == len(meanings)
