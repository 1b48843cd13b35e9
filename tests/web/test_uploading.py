"""Files through the browser: looked at, refused with the way out, taken in."""

import csv
import io
import re
import stat
from typing import TYPE_CHECKING

import msgspec

from landrelease.desk.opening import open_register

if TYPE_CHECKING:
    from landrelease.web.jobs import Job

ROWS = """record,id,date,status,organisation,contamination,evidence,wkt
hazard,{0}-1,2026-02-01,suspected,org-1,AP,two mines seen,"POLYGON ((17.4 43.9, 17.41 43.9, 17.41 43.91, 17.4 43.9))"
hazard,{0}-2,yesterday,suspected,org-1,AP,two mines seen,"POLYGON ((17.42 43.9, 17.43 43.9, 17.43 43.91, 17.42 43.9))"
"""
PROFILE = """[profile]
name = "ours"
about = "A list of ours."
record = "hazard"
key = ["Nr"]

[columns]
Nr = "id"
Day = "date"

[set]
status = "suspected"

[date]
forms = ["%d.%m.%Y"]
"""


def uploaded(served, client, *files, role="information", **fields) -> "Job":
    """Upload files and wait until they were looked at."""
    answer = client.post("/enter/files", data=fields, files=[("files", file) for file in files])
    assert answer.status_code == 302, answer.text
    return waited(served, answer, role)


def waited(served, answer, role="information") -> "Job":
    job = served.app.state.jobs.get(served.account(role).id, answer.headers["location"].rpartition("/")[2])
    for _progress in job.steps():
        pass
    return job


def counts(answer):
    return dict(re.findall(r'data-verdict="([\w-]+)"><h3>.+?</h3><span class="number">(\d+)<', answer.text))


def count(served):
    with open_register(served.register) as register:
        return register.store.count()


def test_nothing_goes_in_before_the_rows_were_looked_at(served, sign_in):
    client, before = sign_in("information"), count(served)
    job = uploaded(served, client, ("rows.csv", ROWS.format("A")), crs="EPSG:4326")
    shown = client.get(f"/enter/files/{job.id}")
    assert counts(shown) == {"new": "1", "known": "0", "correction": "0", "withdrawal": "0", "set-aside": "1"}
    assert "Propose 1 good row" in shown.text
    assert count(served) == before
    assert client.post(f"/enter/files/{job.id}/propose").status_code == 302
    for _progress in job.steps():
        pass
    assert "1 record went in and waits for a decision." in client.get(f"/enter/files/{job.id}").text
    with open_register(served.register) as register:
        record = msgspec.json.decode(register.store.get(job.taken[0].ids[0]))
    assert (record["id"], record["status"], record["organisation"]) == ("A-1", "suspected", "org-1")


def test_the_findings_come_as_a_table(served, sign_in):
    client = sign_in("information")
    job = uploaded(served, client, ("rows.csv", ROWS.format("B")), crs="EPSG:4326")
    text = client.get(f"/enter/files/{job.id}/findings.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["row"], row["verdict"], row["code"]) for row in rows if row["row"]] == [
        ("1", "new", "outside-admin-areas"), ("2", "set-aside", "value-not-a-date"),
    ]  # fmt: skip
    assert rows[1]["cure"]


def test_a_fault_of_the_file_leads_to_the_field_that_mends_it(served, sign_in):
    client = sign_in("information")
    job = uploaded(served, client, ("rows.csv", ROWS.format("C")))
    refused = client.get(f"/enter/files/{job.id}").text
    assert "rows.csv: it does not say in which reference system its coordinates" in refused
    assert 'name="crs" autocomplete="off" dir="ltr" placeholder="EPSG:32634" value="" aria-invalid="true"' in refused
    answer = client.post(f"/enter/files/{job.id}/again", data={"crs": "EPSG:4326"}, files={"none": ("", b"")})
    assert counts(client.get(f"/enter/files/{waited(served, answer).id}"))["new"] == "1"


def test_a_profile_of_ones_own_and_constants_are_used(served, sign_in):
    client = sign_in("information")
    fields = {"constant_field": ["organisation", ""], "constant_value": ["org-5", ""]}
    answer = client.post("/enter/files", data=fields, files=[
        ("files", ("ours.csv", "Nr,Day\n7,17.05.2024\n")), ("profile_file", ("ours.toml", PROFILE)),
    ])  # fmt: skip
    job = waited(served, answer)
    shown = client.get(f"/enter/files/{job.id}")
    assert counts(shown)["new"] == "1"
    assert '<option value="profile/ours.toml" selected>ours.toml</option>' in shown.text
    assert job.wanted.constants == {"organisation": "org-5"}


def test_a_file_that_lacks_much_leads_to_the_field_that_lets_it_pass(served, sign_in):
    client = sign_in("information")
    ours = ("ours.toml", PROFILE.replace('key = ["Nr"]', 'source = "shrinking"\nkey = ["Nr"]\nsnapshot = true'))

    def look(text, **fields):
        files = [("files", ("ours.csv", text)), ("profile_file", ours)]
        return waited(served, client.post("/enter/files", data=fields, files=files))

    first = look("Nr,Day\n7,17.05.2024\n8,17.05.2024\n", edition="2024")
    client.post(f"/enter/files/{first.id}/propose")
    for _progress in first.steps():
        pass
    job = look("Nr,Day\n7,17.05.2024\n")
    refused = client.get(f"/enter/files/{job.id}").text
    assert (
        "ours.csv: it lacks 1 of 2 known records of its source, 50 %, such as 8; up to 10 % passes unasked." in refused
    )
    assert re.search(r'name="withdraw_missing"[^>]*aria-invalid="true"', refused)
    for fields, withdrawn in (({"withdraw_missing": "1"}, "1"), ({"edition": "2023"}, "0")):
        again = client.post(f"/enter/files/{job.id}/again", data={"profile": job.wanted.profile, **fields},
                            files={"none": ("", b"")})  # fmt: skip
        assert counts(client.get(f"/enter/files/{waited(served, again).id}"))["withdrawal"] == withdrawn
    answer = client.post(f"/enter/files/{job.id}/again", data={"withdraw_missing": "one"}, files={"none": ("", b"")})
    assert "`one` is no whole number of records." in client.get(f"/enter/files/{waited(served, answer).id}").text


def test_no_profile_is_read_from_elsewhere_on_the_machine(served, sign_in, tmp_path):
    (tmp_path / "evil.toml").write_text(PROFILE)
    client = sign_in("information")
    for name in (str(tmp_path / "evil.toml"), "profile/../../evil.toml"):
        assert uploaded(served, client, ("rows.csv", ROWS.format("D")), profile=name).wanted.profile == ""


def test_bytes_lie_in_a_private_folder_and_are_gone_afterwards(served, sign_in):
    client = sign_in("information")
    job = uploaded(served, client, ("../rows.csv", ROWS.format("E")), crs="EPSG:4326")
    folder = job.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["rows.csv"]
    client.post(f"/enter/files/{job.id}/propose")
    for _progress in job.steps():
        pass
    assert not folder.exists()
    other = uploaded(served, client, ("rows.csv", ROWS.format("F")), crs="EPSG:4326")
    folder = other.folder
    client.post(f"/enter/files/{other.id}/drop")
    assert not folder.exists()
    assert client.get(f"/enter/files/{other.id}").status_code == 404


def test_files_are_their_owners_alone(served, sign_in):
    job = uploaded(served, sign_in("information"), ("rows.csv", ROWS.format("G")), crs="EPSG:4326")
    other = sign_in("reviewer")
    for path in ("", "/events", "/findings.csv"):
        assert other.get(f"/enter/files/{job.id}{path}").status_code == 404
    for path in ("propose", "drop"):
        assert other.post(f"/enter/files/{job.id}/{path}").status_code == 404


def test_progress_comes_as_events_until_it_is_done(served, sign_in):
    client = sign_in("information")
    job = uploaded(served, client, ("rows.csv", ROWS.format("H")), crs="EPSG:4326")
    answer = client.get(f"/enter/files/{job.id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.split()[-3:] == ["event:", "done", "data:"]
    assert 'data-verdict="new"' in answer.text


def test_a_file_with_decisions_is_refused_to_who_may_not_decide(served, sign_in):
    with open_register(served.register) as register:
        (waiting, *_) = register.queue()
    rows = f"record,verdict,about\ndecision,accept,{waiting.id}\n"
    before = count(served)
    job = uploaded(served, sign_in("information"), ("decisions.csv", rows))
    assert job.state == "refused"
    assert job.refusal == "Your roles do not include bringing in records of this kind: decision."
    assert count(served) == before


def test_a_liaison_brings_in_nothing_of_another(served, sign_in):
    client = sign_in("liaison", organisation="org-liaison")
    answer = client.post("/enter/files", data={"crs": "EPSG:4326"}, files=[("files", ("rows.csv", ROWS.format("L")))])
    account = served.account("liaison", organisation="org-liaison")
    job = served.app.state.jobs.get(account.id, answer.headers["location"].rpartition("/")[2])
    for _progress in job.steps():
        pass
    assert job.refusal.startswith("You speak for org-liaison, and these records are of org-1.")


def test_an_empty_form_asks_for_a_file(sign_in):
    answer = sign_in("information").post("/enter/files", data={"crs": ""}, files=[("files", ("", b""))])
    assert (answer.status_code, "Choose a file." in answer.text) == (422, True)


def test_files_that_cannot_be_read_say_why(served, sign_in):
    client = sign_in("information")
    job = uploaded(served, client, ("broken.gpkg", b"SQLite format 3\x00 and then nothing"))
    assert job.state == "refused"
    lines = job.refusal.splitlines()
    assert (lines[0].startswith("broken.gpkg: "), lines[1][:5], lines[2][:9]) == (True, "Why: ", "Way out: ")
