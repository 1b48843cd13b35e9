"""What each audience reads of a record: every field of every kind, from the marks."""

import itertools
from pathlib import Path

import msgspec
import pytest

from landrelease.publish.redaction.audience import AudienceError, coarsened, detail_of, may_read
from landrelease.publish.redaction.fields import personal, readable, redacted, sees
from landrelease.records.change import Correction
from landrelease.records.codes import AUDIENCES
from landrelease.records.context import Person, Setting
from landrelease.records.format1 import decode
from landrelease.records.kinds import KINDS
from landrelease.records.land import Hazard
from landrelease.records.marks import field_marks
from landrelease.records.shape import Shape
from landrelease.records.work import Completion, Handover

SPECIMENS = Path(__file__).parents[1] / "specimens" / "format-1"
FULL = {kind: (SPECIMENS / f"{kind}-full.json").read_bytes() for kind in KINDS}
ORDER = {audience: place for place, audience in enumerate(AUDIENCES)}
POINT = Shape(wgs84=msgspec.Raw(b'{"type":"Point","coordinates":[18.2043,43.6017]}'), fixed_by="gnss")


def every_field(kind):
    """Bytes in which each field of a kind, personal ones too, holds a word of its own, and one that nobody knows."""
    told = {name: f"value of {name}" for name in field_marks(KINDS[kind])}
    told |= {"shape": {name: f"value of {name}" for name in (*field_marks(Shape), "newer")}} if "shape" in told else {}
    if kind == "correction":
        told["replacement"] = {"kind": "person", **{name: name for name in (*field_marks(Person), "newer")}}
    return msgspec.json.encode({"format": 1, "kind": kind, **told, "of_a_later_year": "value"})


def expected(kind, audience):
    """Names that pass, taken from the marks alone."""
    marks = field_marks(KINDS[kind])
    names = {n for n, m in marks.items() if not m.personal and ORDER[audience] >= ORDER[m.audience]}
    if "shape" in names and ORDER[audience] < min(ORDER[m.audience] for m in field_marks(Shape).values()):
        names -= {"shape"}
    return names | ({"of_a_later_year"} if audience == "restricted" else set())


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_passes_just_to_those_whom_its_mark_names(kind, audience):
    given = redacted(every_field(kind), audience, state="accepted")
    assert set(given) == {"format", "kind"} | expected(kind, audience)
    assert "of_a_later_year" in given or "newer" not in str(given)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_specimen_gives_what_it_holds_and_an_audience_may_read(kind, audience):
    told = msgspec.json.decode(FULL[kind])
    given = redacted(FULL[kind], audience, state="accepted")
    assert set(given) == {"format", "kind"} | (expected(kind, audience) & set(told))
    if ORDER[audience] >= ORDER["operator"] and kind != "correction":
        assert given == {name: told[name] for name in given}
    assert given == redacted(decode(FULL[kind]), audience, state="accepted")


@pytest.mark.parametrize("kind", KINDS)
def test_a_higher_audience_never_reads_less(kind):
    for lower, higher in itertools.pairwise(AUDIENCES):
        names = [set(redacted(every_field(kind), audience, state="accepted")) for audience in (lower, higher)]
        assert names[0] <= names[1]


def test_the_readable_fields_are_those_of_the_marks():
    for kind, made in KINDS.items():
        for audience in AUDIENCES:
            wanted = expected(kind, audience) | ({"shape"} & set(readable(made, audience)))
            assert set(readable(made, audience)) == wanted - {"of_a_later_year"}


def test_a_person_who_is_not_sealed_yet_is_sealed_to_everybody():
    person = Person(id="p-1", name="Ana Petrović", contact="+387 61 123 456", role="reviewer")
    for audience in AUDIENCES:
        given = redacted(person, audience, state="accepted")
        assert not {"name", "contact"} & set(given)
        assert "Petrović" not in str(given)


def test_a_person_inside_a_correction_is_sealed_too():
    told = Correction(corrects="ab", replacement={"kind": "person", "id": "p-1", "name": "Ana", "role": "reviewer"})
    assert redacted(told, "restricted", state="accepted")["replacement"] == {
        "kind": "person", "id": "p-1", "role": "reviewer",
    }  # fmt: skip
    assert "replacement" not in redacted(told, "partner", state="accepted")


def test_a_corrected_statement_has_the_marks_of_its_own_kind():
    told = Correction(corrects="ab", replacement={"kind": "accident", "id": "A-1", "killed": 1, "activity": "herding"})
    assert redacted(told, "operator", state="accepted")["replacement"] == {
        "kind": "accident", "id": "A-1", "activity": "herding",
    }  # fmt: skip
    assert redacted(told, "authority", state="accepted")["replacement"]["killed"] == 1


def test_a_corrected_statement_of_an_unknown_kind_tells_its_kind_only():
    told = Correction(corrects="ab", replacement={"kind": "ghost", "id": "A-1"})
    assert redacted(told, "authority", state="accepted")["replacement"] == {"kind": "ghost"}
    assert redacted(told, "restricted", state="accepted")["replacement"] == {"kind": "ghost", "id": "A-1"}


def test_of_a_kind_of_a_later_version_only_the_name_of_the_kind_is_told():
    data = b'{"format":1,"kind":"ghost","id":"G-1","where":[18.2043,43.6017]}'
    assert redacted(data, "authority", state="accepted") == {"format": 1, "kind": "ghost"}
    assert redacted(data, "restricted", state="accepted")["where"] == [18.2043, 43.6017]


def test_an_outline_never_passes_below_those_who_read_positions():
    told = Hazard(id="H-1", status="suspected", shape=POINT)
    assert "shape" not in redacted(told, "partner", state="accepted")
    assert redacted(told, "operator", state="accepted")["shape"] == {
        "wgs84": {"type": "Point", "coordinates": [18.2043, 43.6017]}, "fixed_by": "gnss",
    }  # fmt: skip


def test_what_does_not_count_is_nobody_s_public_statement():
    told = Hazard(id="H-1", status="suspected")
    for state in ("proposed", "returned", "rejected", "withdrawn", "corrected", "conflicting"):
        assert redacted(told, "public", state=state) == {}
        assert redacted(told, "partner", state=state) == {}
        assert redacted(told, "operator", state=state)["id"] == "H-1"
        assert not sees("donor", state)


def test_texts_are_scrubbed_below_those_who_read_positions_and_left_to_those_who_do():
    told = Completion(
        id="C-1", limits="as far as 43.6017 N, 18.2043 E", not_done="ask Ana Petrović, 061 123 456",
        residual_risk="none known", remarks="row 7",
    )  # fmt: skip
    given = redacted(told, "public", state="accepted", names=["Ana Petrović"])
    assert given == {
        "format": 1, "kind": "completion", "id": "C-1", "limits": "as far as [removed], [removed]",
        "not_done": "ask [removed], [removed]", "residual_risk": "none known",
    }  # fmt: skip
    assert redacted(told, "operator", state="accepted", names=["Ana Petrović"])["limits"] == told.limits


def test_ids_keep_their_numbers_but_not_positions_and_organisations_their_names():
    told = msgspec.json.encode({
        "format": 1, "kind": "hazard", "id": "BH123456", "area_id": "2024001234", "organisation": "43.6017/18.2043",
    })  # fmt: skip
    assert redacted(told, "public", state="accepted") == {
        "format": 1, "kind": "hazard", "id": "BH123456", "area_id": "2024001234", "organisation": "[removed]",
    }  # fmt: skip
    named = msgspec.json.encode({"format": 1, "kind": "organisation", "name": "Petrović Demining"})
    assert redacted(named, "public", state="accepted", names=["Ana Petrović"])["name"] == "Petrović Demining"


def test_a_code_passes_as_it_is_and_a_text_in_its_place_does_not():
    told = Hazard(status="suspected", method="manual-clearance", contamination=("AP", "at 43.6017"))
    given = redacted(told, "public", state="accepted")
    assert (given["method"], given["contamination"]) == ("manual-clearance", ["AP", "at [removed]"])


def test_the_number_to_call_is_the_one_number_that_the_public_reads():
    told = Handover(hotline="+387 33 123 456", residual_risk="call +387 61 123 456")
    given = redacted(told, "public", state="accepted")
    assert (given["hotline"], given["residual_risk"]) == ("+387 33 123 456", "call [removed]")
    number = Setting(key="public.hotline", value="+387 33 123 456")
    assert redacted(number, "public", state="accepted")["value"] == "+387 33 123 456"
    assert redacted(Setting(key="fee", value=["+387 33 123 456"]), "public", state="accepted")["value"] == ["[removed]"]


def test_dates_are_coarse_for_the_public_and_donors():
    told = Hazard(date="2024-05-17", recorded="2024-05-20T09:30:00.000Z", status="suspected")
    dates = {a: [redacted(told, a, state="accepted")[n] for n in ("date", "recorded")] for a in AUDIENCES[:4]}
    assert dates == {
        "public": ["2024-05", "2024-05"],
        "donor": ["2024-05", "2024-05"],
        "partner": ["2024-05-17", "2024-05-20"],
        "operator": ["2024-05-17", "2024-05-20T09:30:00.000Z"],
    }


def test_personal_values_come_by_their_own_door_to_those_whom_their_mark_names():
    values = {"name": "Ana Petrović", "contact": None, "role": "reviewer"}
    given = {audience: personal("person", values, audience) for audience in AUDIENCES}
    assert {audience for audience, found in given.items() if found} == {"authority", "restricted"}
    assert given["authority"] == {"name": "Ana Petrović"}
    assert personal("ghost", values, "restricted") == {}


@pytest.mark.parametrize("audience", ["Public", "", "everybody"])
def test_a_misspelt_audience_is_shown_nothing(audience):
    told = Hazard(id="H-1")
    for ask in (
        lambda: redacted(told, audience, state="accepted"),
        lambda: personal("person", {"name": "Ana"}, audience),
        lambda: readable(Hazard, audience),
        lambda: may_read("public", audience),
        lambda: detail_of(audience),
    ):
        with pytest.raises(AudienceError, match="is no audience"):
            ask()


def test_dates_are_never_made_finer():
    given = [
        coarsened(date, detail) for date in ("2024", "2024-05", "2024-05-17") for detail in ("day", "month", "year")
    ]
    assert given == ["2024", "2024", "2024", "2024-05", "2024-05", "2024", "2024-05-17", "2024-05", "2024"]
    with pytest.raises(ValueError, match="is no date"):
        coarsened("May 2024", "month")
