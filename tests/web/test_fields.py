"""Which audience reads which field: the table of `fields.txt` against the marks, and against what leaves the house."""

from pathlib import Path
from typing import Final

import msgspec
import pytest

from landrelease.publish.redaction.fields import personal, redacted
from landrelease.records.codes import AUDIENCES
from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks
from landrelease.records.shape import Shape

TABLE: Final = Path(__file__).with_name("fields.txt")
KINDS_AND_SHAPE: Final = {**KINDS, "shape": Shape}


def table() -> dict[tuple[str, str], tuple[str, bool]]:
    """Kind and field to the lowest audience and whether the value is personal."""
    found = {}
    kind = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", " ")):
            kind = line
        elif line.startswith(" "):
            audience, *names = line.split()
            found |= {(kind, name.rstrip("*")): (audience, name.endswith("*")) for name in names}
    return found


INTENT: Final = table()


def test_every_field_is_written_out_in_the_table_as_it_is_marked():
    marked = {
        (kind, name): (mark.audience, mark.personal)
        for kind, made in KINDS_AND_SHAPE.items()
        for name, mark in field_marks(made).items()
    }
    assert {key: marked.get(key) for key in INTENT} == INTENT
    assert marked.keys() - INTENT.keys() == set(), "fields without a word in fields.txt"


def allowed(kind: str, audience: str, *, sealed: bool) -> set[str]:
    """Fields that an audience reads, by the table alone."""
    reached = AUDIENCES[: AUDIENCES.index(audience) + 1]
    return {name for (of, name), (low, _) in INTENT.items() if of == kind and low in reached} & {
        name for (of, name), (_, is_personal) in INTENT.items() if of == kind and is_personal == sealed
    }


def whole(kind: str) -> dict[str, object]:
    """A record in which every field holds something."""
    inner = {name: f"value of {name}" for of, name in INTENT if of == "shape"}
    fields: dict[str, object] = {name: f"value of {name}" for of, name in INTENT if of == kind}
    fields |= {"shape": inner} if "shape" in fields else {}
    if kind == "correction":
        fields["replacement"] = {"kind": "hazard", "id": "H-1"}
    return fields


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_audience_is_given_the_fields_of_the_table_and_no_other(kind, audience):
    told = msgspec.json.encode({"format": 1, "kind": kind, **whole(kind)})
    given = redacted(told, audience, state="accepted")
    expected = allowed(kind, audience, sealed=False)
    if not allowed("shape", audience, sealed=False):
        expected -= {"shape"}
    assert set(given) - {"format", "kind"} == expected
    assert set(given.get("shape", {})) == (allowed("shape", audience, sealed=False) if "shape" in expected else set())


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_personal_value_is_given_to_those_whom_the_table_names(kind, audience):
    values = {name: "A. Example" for of, name in INTENT if of == kind}
    assert set(personal(kind, values, audience)) == allowed(kind, audience, sealed=True)
