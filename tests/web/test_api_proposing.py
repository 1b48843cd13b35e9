"""Bringing records in by the API: what a form or a file of the pages may not do, a program may not either."""

from pathlib import Path

import pytest

from landrelease.desk.opening import open_register

HAZARD = {
    "record": "hazard", "status": "suspected", "date": "2025-03-01", "id": "SYN-API-1", "organisation": "SYN-ONE",
    "wkt": "POLYGON ((-25 40, -24.999 40, -24.999 40.001, -25 40.001, -25 40))",
}  # fmt: skip


def held(served):
    with open_register(Path(served.register)) as register:
        return register.store.count()


def sent(client, *rows, **more):
    return client.post("/api/records", json={"rows": list(rows), "crs": "EPSG:4326", **more})


def test_a_dry_run_tells_the_verdicts_and_leaves_nothing(served, sign_in):
    before = held(served)
    answer = sent(sign_in("information"), HAZARD, dry_run=True)
    assert (answer.status_code, [row["verdict"] for row in answer.json()["rows"]]) == (201, ["new"])
    assert held(served) == before


def test_a_row_becomes_a_proposal_that_waits(sign_in):
    client = sign_in("information")
    record = sent(client, HAZARD).json()["rows"][0]["record"]
    assert client.get(f"/api/records/{record}").json()["state"] == "proposed"


@pytest.mark.parametrize("role", ["information", "operations", "training", "liaison"])
def test_who_may_not_decide_brings_no_decision_in(served, sign_in, role):
    row = {"record": "decision", "verdict": "accept", "about": served.waiting(), "date": "2025-03-02"}
    before = held(served)
    answer = sent(sign_in(role), row)
    assert (answer.status_code, held(served)) == (403, before)
    assert "decision" in answer.json()["detail"]


def test_who_orders_nobody_brings_no_order_in(served, sign_in):
    before = held(served)
    row = {"record": "order", "task": "SYN-T-001", "action": "suspend", "reason": "rain", "date": "2025-03-02"}
    assert (sent(sign_in("information"), row).status_code, held(served)) == (403, before)


def test_a_liaison_speaks_for_their_own_organisation_alone(served, sign_in):
    before = held(served)
    answer = sent(sign_in("liaison", organisation="SYN-TWO"), {**HAZARD, "id": "SYN-API-2"})
    assert (answer.status_code, held(served)) == (403, before)
    assert sent(sign_in("liaison", organisation="SYN-ONE"), {**HAZARD, "id": "SYN-API-2"}).status_code == 201


def test_an_edition_is_said_of_files_that_replace_one_another(served, sign_in):
    before = held(served)
    answer = sign_in("information").post(
        "/api/files", files={"file": ("rows.csv", b"record,id\nunit,U-9\n")}, data={"edition": "2022"}
    )
    assert (answer.status_code, held(served)) == (409, before)
    assert "only files of a profile with `snapshot = true` replace earlier ones" in answer.text


def test_a_profile_is_one_that_we_ship(served, sign_in):
    before = held(served)
    answer = sign_in("information").post(
        "/api/files", files={"file": ("rows.csv", b"status\n")}, data={"profile": "/etc/hostname"}
    )
    assert (answer.status_code, held(served)) == (400, before)
