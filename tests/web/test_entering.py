"""Forms of the kinds, what becomes of what is filled in, and drafts."""

import re

import msgspec
import pytest

from landrelease.desk.opening import open_register
from landrelease.intake.field import fields_of
from landrelease.intake.proposal import Stamp
from landrelease.intake.propose import propose
from landrelease.web.forms import ENTERED, GROUPS, answers_of, cells_of, form_of, table_of
from landrelease.web.ground import FIELDS, Ground, read_ground
from landrelease.web.naming import KINDS

HAZARD = {
    "id": "H-MGRS", "date": "2026-03", "status": "suspected", "contamination": ["AP", "AV"],
    "evidence": "two mines seen", "organisation": "org-1",
    "positions": "43.98 N 17.40 E\n43.98 N 17.41 E\n43.99 N 17.41 E",
}  # fmt: skip
NOBODYS = ("reader", "administrator", "director")


def stored(served, name):
    with open_register(served.register) as register:
        return msgspec.json.decode(register.store.get(register.resolve(name)))


def sent(client, kind, fields):
    """Send a form; where something must be seen first, send it again as seen. Gives the id."""
    answer = client.post(f"/enter/new/{kind}", data=fields)
    if seen := re.search(r'name="_seen" value="(\w+)"', answer.text):
        answer = client.post(f"/enter/new/{kind}", data=fields | {"_seen": seen[1]})
    assert answer.status_code == 302, answer.text
    return re.fullmatch(r"/enter/sent/([0-9a-f]{64})\?draft=.+", answer.headers["location"])[1]


def faults(answer):
    return re.findall(r'<p class="fault" id="([\w-]+)"', answer.text)


# ---- forms ----


@pytest.mark.parametrize("kind", ENTERED)
def test_every_kind_has_a_form_in_which_every_field_has_a_label(sign_in, kind):
    answer = sign_in("operations").get(f"/enter/new/{kind}")
    assert answer.status_code == 200
    fields = set(re.findall(r'<(?:input|select|textarea) id="([\w-]+)"', answer.text))
    assert fields == set(re.findall(r'<label for="([\w-]+)"', answer.text))
    asked = {name for name in fields_of(kind) if name != "shape"}
    assert asked <= set(re.findall(r'name="([\w-]+)"', answer.text))


def test_every_kind_that_people_state_is_in_one_group_and_all_have_words():
    assert len(ENTERED) == len(set(ENTERED))
    assert set(KINDS) - set(ENTERED) == {
        "programme", "correction", "withdrawal", "decision", "attachment", "publication", "edition",
    }  # fmt: skip
    assert set(GROUPS) == {
        "Land", "Finds and accidents", "Evidence", "Tasks", "Work", "Units", "Partners and meetings",
        "Training and accreditation", "The programme",
    }  # fmt: skip


def test_no_field_of_a_kind_with_a_place_is_called_as_a_part_of_the_place():
    for kind in ENTERED:
        if "shape" in fields_of(kind):
            assert not {*FIELDS, "fixed_by", "accuracy_m"} & set(fields_of(kind)), kind


@pytest.mark.parametrize("kind", ENTERED)
def test_what_a_form_calls_needed_is_what_sets_a_row_aside(kind):
    proposal = propose(table_of(kind, {}, Ground()), None, {}, Stamp("p-1", "2026-01-01T00:00:00.000Z"))
    told = {FIELD_OF.get(one.code, one.params.get("field", "")) for one in proposal.findings}
    missed = told - {""} if proposal.count("set-aside") else set()
    assert {control.name for control in form_of(kind, {}) if control.needed} == missed


FIELD_OF = {"no-date": "date", "no-status": "status", "no-id": "id"}


def test_sealed_fields_say_so(sign_in):
    answer = sign_in("information").get("/enter/new/person")
    assert answer.text.count("sealed: can be erased") == 2


def test_what_a_record_says_comes_back_out_of_its_form():
    statement = {"id": "H-1", "status": "confirmed", "contamination": ["AP", "CMR"], "stated_m2": 1200.0}
    assert cells_of("hazard", answers_of("hazard", statement)) == {
        "id": "H-1", "stated_m2": "1200", "status": "confirmed", "contamination": "AP;CMR",
    }  # fmt: skip


# ---- sending ----


def test_all_faults_stand_at_once_beside_their_fields(served, sign_in):
    wrong = HAZARD | {"status": "nonsense", "date": "yesterday", "stated_m2": "much", "positions": "43.98 17.40"}
    with open_register(served.register) as register:
        before = register.store.count()
    answer = sign_in("information").post("/enter/new/hazard", data=wrong)
    assert answer.status_code == 422
    assert faults(answer) == ["date-fault-1", "stated_m2-fault-1", "status-fault-1"]
    assert "which of the two is the longitude?" in answer.text
    assert 'value="yesterday"' in answer.text
    with open_register(served.register) as register:
        assert register.store.count() == before


def test_a_record_of_a_form_is_that_of_a_file_and_its_author_is_who_signed_in(served, sign_in):
    name = sent(sign_in("information"), "hazard", HAZARD)
    record = stored(served, name)
    author = stored_person(served, record.pop("author"))
    assert author == "Information One"
    assert re.fullmatch(r"2\d{3}-.+Z", record.pop("recorded"))
    assert record == {
        "format": 1, "kind": "hazard", "id": "H-MGRS", "date": "2026-03", "status": "suspected",
        "contamination": ["AP", "AV"], "evidence": "two mines seen", "organisation": "org-1",
        "origin": "plain/hazard/org-1|H-MGRS",
        "shape": {"wgs84": {
            "type": "Polygon", "coordinates": [[[17.4, 43.98], [17.41, 43.98], [17.41, 43.99], [17.4, 43.98]]],
        }},
    }  # fmt: skip


def stored_person(served, name):
    with open_register(served.register) as register:
        heads = register.store.heads(kinds=["person"])
        ids = register.store.id_of([head.seq for head in heads if head.source_id == name])
        return next(payload.value for one in ids.values() for payload in register.store.payloads(one))


def test_warnings_are_seen_before_the_record_is_sent(served, sign_in):
    client, fields = sign_in("information"), HAZARD | {"id": "H-UNSEEN", "evidence": ""}
    first = client.post("/enter/new/hazard", data=fields)
    assert first.status_code == 422
    assert "Look at this before you send it." in first.text
    stale = client.post("/enter/new/hazard", data=fields | {"_seen": "0" * 16})
    assert stale.status_code == 422
    assert stored(served, sent(client, "hazard", fields))["id"] == "H-UNSEEN"


def test_a_form_speaks_of_fields_and_not_of_columns(sign_in):
    answer = sign_in("information").post("/enter/new/hazard", data=HAZARD | {"date": ""})
    assert "The record has no date" in answer.text
    assert "Column" not in answer.text


def test_the_same_statement_is_not_taken_twice_and_another_of_its_id_is_a_correction(served, sign_in):
    client, fields = sign_in("information"), HAZARD | {"id": "H-TWICE"}
    first = sent(client, "hazard", fields)
    again = client.post("/enter/new/hazard", data=fields)
    assert (again.status_code, "The register holds this statement already." in again.text) == (422, True)
    other = stored(served, sent(client, "hazard", fields | {"evidence": "one mine seen"}))
    assert (other["kind"], other["corrects"]) == ("correction", first)


def test_a_kind_without_a_place_is_entered_too(served, sign_in):
    name = sent(
        sign_in("training"), "course", {"id": "C-77", "name": "EOD 1", "modules": "a;b", "organisation": "org-1"}
    )
    assert stored(served, name)["modules"] == ["a", "b"]


def test_who_sent_a_record_is_shown_where_it_is(sign_in):
    client = sign_in("information")
    name = sent(client, "hazard", HAZARD | {"id": "H-LINK"})
    assert f'<a class="button main" href="/records/{name}">' in client.get(f"/enter/sent/{name[:16]}").text


# ---- ground ----


def part(client, **fields):
    answer = client.post("/enter/shape", data={"_kind": "hazard", **fields})
    told = dict(re.findall(r"<dt>(.+?)</dt><dd[^>]*>(.+?)</dd>", answer.text))
    return told, re.findall(r"<p>(.+?)</p>", answer.text), re.findall(r'data-fills="wkt">(.+?)<', answer.text)


def test_turning_points_in_mgrs_are_read_before_anything_is_sent(sign_in):
    told, said, drawn = part(
        sign_in("information"), positions="33T YJ 16535 87421\n33T YJ 17335 87421\n33T YJ 17335 88221"
    )
    assert told == {"Area": "31.99 ha", "Corners": "3", "Notation": "mgrs", "Last digit on the ground": "1 m"}
    assert said == []
    assert drawn[0].startswith("POLYGON ((17.705686681 44.107935604, ")


def test_legs_from_a_benchmark_tell_their_closing_error(sign_in):
    told, _, _ = part(
        sign_in("information"),
        benchmark="44 N 17.4 E",
        approach="45 20",
        legs="0 100\n90 100\n180 100\n270 99",
        north="true",
    )
    assert told["Closing error"] == "1 m over 399 m"


@pytest.mark.parametrize(("fields", "said"), [
    ({"legs": "0 100\n90 100\n180 100\n270 90", "benchmark": "44 N 17 E"}, "misses its start by 10.0 m"),
    ({"legs": "0 9\n90 9\n180 9\n270 9", "benchmark": "44 N 17 E", "north": "magnetic"}, "needs its declination"),
    ({"legs": "0 100\nhere", "benchmark": "44 N 17 E"}, "line 2: `here`: it takes a bearing"),
    ({"legs": "0 100\n90 100\n180 100", "benchmark": "somewhere"}, "benchmark:"),
    ({"positions": "500000 4800000", "system": "EPSG:none"}, "EPSG:none"),
    ({"positions": "500000 4800000 7", "system": "EPSG:32633"}, "line 1: `500000 4800000 7`: it takes two numbers"),
    ({"wkt": "POINT (1 2", "positions": "43 N 17 E"}, "The drawing cannot be read"),
    ({"wkt": "POLYGON EMPTY"}, "The drawing is empty"),
    ({"wkt": "POINT (17 44)", "positions": "43 N 17 E"}, "describe different ground"),
])  # fmt: skip
def test_ground_that_cannot_be_read_says_where_and_why(fields, said):
    assert any(said in fault for fault in read_ground(fields).faults), read_ground(fields).faults


def test_a_drawing_that_shows_what_was_read_does_not_disagree_with_it():
    read = read_ground({"positions": HAZARD["positions"]})
    assert read_ground({"positions": HAZARD["positions"], "wkt": read.wkt}).faults == ()


# ---- changing ----


def test_a_correction_holds_what_was_changed_and_why(served, sign_in):
    client = sign_in("information")
    name = sent(client, "hazard", HAZARD | {"id": "H-WRONG"})
    form = client.get(f"/enter/correct/{name[:16]}")
    assert "two mines seen</textarea>" in form.text
    fields = HAZARD | {"id": "H-WRONG", "evidence": "three mines seen", "positions": ""}
    bare = client.post(f"/enter/correct/{name}", data=fields)
    assert (bare.status_code, "say why the old record was wrong" in bare.text) == (422, True)
    answer = client.post(f"/enter/correct/{name}", data=fields | {"_reason": "miscounted", "_evidence": "photo 7"})
    made = stored(served, answer.headers["location"].rpartition("/")[2])
    assert (made["corrects"], made["reason"], made["evidence"]) == (name, "miscounted", "photo 7")
    before = {key: value for key, value in stored(served, name).items() if key not in {"author", "recorded", "format"}}
    assert made["replacement"] == before | {"evidence": "three mines seen"}


def test_a_correction_may_move_the_ground(served, sign_in):
    client = sign_in("information")
    name = sent(client, "hazard", HAZARD | {"id": "H-MOVED"})
    moved = HAZARD | {"id": "H-MOVED", "positions": "", "wkt": "POINT (17.4 43.98)", "_reason": "drawn from memory"}
    answer = client.post(f"/enter/correct/{name}", data=moved)
    made = stored(served, answer.headers["location"].rpartition("/")[2])
    assert made["replacement"]["shape"]["wgs84"] == {"type": "Point", "coordinates": [17.4, 43.98]}


def test_a_withdrawal_needs_a_reason_of_the_list(served, sign_in):
    client, name = sign_in("information"), served.a_record("hazard")
    assert client.post(f"/enter/withdraw/{name}", data={"reason": "tired of it"}).status_code == 422
    answer = client.post(f"/enter/withdraw/{name}", data={"reason": "duplicate", "evidence": "see H-1"})
    made = stored(served, answer.headers["location"].rpartition("/")[2])
    assert (made["kind"], made["withdraws"], made["reason"], made["evidence"]) == (
        "withdrawal",
        name,
        "duplicate",
        "see H-1",
    )


def test_an_attachment_keeps_its_bytes(served, sign_in):
    client, name = sign_in("information"), served.a_record("hazard")
    answer = client.post(
        f"/enter/attach/{name}",
        data={"caption": "sketch"},
        files={"file": ("../sketch.txt", b"north is up", "text/plain")},
    )
    made = stored(served, answer.headers["location"].rpartition("/")[2])
    assert (made["about"], made["file_name"], made["caption"]) == ([name], "sketch.txt", "sketch")
    with open_register(served.register) as register:
        assert register.store.blob(made["sha256"]) == b"north is up"
    assert client.post(f"/enter/attach/{name}", data={"caption": "x"}, files={"file": ("", b"")}).status_code == 422


# ---- who may ----


@pytest.mark.parametrize("role", NOBODYS)
def test_who_writes_nothing_sees_no_form(served, sign_in, role):
    client, name = sign_in(role), served.a_record("hazard")
    for path in (
        "/enter", "/enter/new/hazard", "/enter/files", f"/enter/correct/{name}", f"/enter/withdraw/{name}",
        f"/enter/attach/{name}", f"/enter/sent/{name}",
    ):  # fmt: skip
        assert client.get(path).status_code == 403, path
    assert client.post("/enter/new/hazard", data=HAZARD).status_code == 403


def test_orders_are_written_by_those_who_plan_tasks_alone(sign_in):
    assert sign_in("information").get("/enter/new/order").status_code == 403
    assert "/enter/new/order" not in sign_in("information").get("/enter").text
    assert sign_in("operations").get("/enter/new/order").status_code == 200


def test_a_liaison_states_nothing_in_the_name_of_another(served, sign_in):
    client = sign_in("liaison", organisation="org-liaison")
    assert 'value="org-liaison"' in client.get("/enter/new/unit").text
    other = client.post("/enter/new/unit", data={"id": "U-X", "name": "team", "organisation": "org-other"})
    assert (other.status_code, "You speak for org-liaison" in other.text) == (422, True)
    name = served.a_record("hazard")
    assert client.get(f"/enter/correct/{name}").status_code == 404
    assert client.get(f"/enter/withdraw/{name}").status_code == 404


def test_who_is_confined_to_an_area_reaches_no_record_outside(served, sign_in):
    client, name = sign_in("information", territory=("no-such-area",)), served.a_record("hazard")
    for what in ("correct", "withdraw", "attach"):
        assert client.get(f"/enter/{what}/{name}").status_code == 404


def test_kinds_that_are_not_entered_by_a_form_have_none(sign_in):
    for kind in ("decision", "withdrawal", "programme", "nonsense"):
        assert sign_in("information").get(f"/enter/new/{kind}").status_code == 404


# ---- drafts ----


def saved(client, revision, address="/enter/drafts/hazard/1", **fields):
    answer = client.put(
        address, json={"revision": revision, "fields": {name: [value] for name, value in fields.items()}}
    )
    return answer.status_code, answer.json()


def test_a_draft_is_kept_listed_and_reopened(sign_in):
    client = sign_in("information", login="drafter")
    assert saved(client, 0, id="H-9", name="Old mill") == (200, {"revision": 1})
    assert saved(client, 1, id="H-9", name="New mill") == (200, {"revision": 2})
    assert "Hazardous area · H-9 · New mill" in client.get("/enter").text
    form = client.get("/enter/new/hazard").text
    assert 'value="New mill"' in form
    assert 'data-draft-revision="2"' in form
    assert "/enter/new/hazard/2" in form
    assert saved(client, 0, "/enter/drafts/hazard/2", id="H-10") == (200, {"revision": 1})
    assert 'value="H-10"' in client.get("/enter/new/hazard/2").text


def test_a_draft_is_never_written_over(sign_in):
    client = sign_in("information", login="two-tablets")
    saved(client, 0, name="here")
    assert saved(client, 0, name="there") == (409, {"revision": 1, "fields": {"name": ["here"]}})
    assert saved(client, 7, name="there") == (409, {"revision": 1, "fields": {"name": ["here"]}})
    assert saved(client, 3, "/enter/drafts/survey/1", name="gone") == (409, {"revision": 0, "fields": {}})


def test_drafts_are_their_owners_alone(sign_in):
    saved(sign_in("information", login="owner"), 0, name="my own mill")
    other = sign_in("information", login="other")
    assert "my own mill" not in other.get("/enter/new/hazard").text
    assert saved(other, 0, name="theirs") == (200, {"revision": 1})


def test_a_draft_is_gone_when_it_is_thrown_away_or_sent(served, sign_in):
    client = sign_in("information", login="sender")
    saved(client, 0, name="away")
    answer = client.post("/enter/drafts/hazard/1/drop")
    key = f"{served.account('information', login='sender').id}:hazard:1"
    assert f'<meta name="draft-done" content="{key}">' in client.get(answer.headers["location"]).text
    saved(client, 0, name="sent")
    name = sent(client, "hazard", HAZARD | {"id": "H-SENT", "organisation": "org-9"})
    assert "Nothing is begun." in client.get("/enter").text
    foreign = client.get(f"/enter/sent/{name}?draft=somebody:hazard:1").text
    assert "draft-done" not in foreign
