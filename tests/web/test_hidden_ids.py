"""Ids of records that somebody may not know of are answered as ids that nobody gave."""

import pytest

from landrelease.register.errors import NoSuchRecordError
from landrelease.web.refusal import problem_of


@pytest.mark.parametrize(
    "address", ["/records/{}", "/records/{}/findings", "/records/{}/file", "/api/records/{}", "/api/records?after={}"]
)
def test_a_hidden_record_is_answered_as_one_that_does_not_exist(served, sign_in, address):
    hidden, invented = served.waiting(), "00ff" * 16
    client = sign_in("reader", audience="donor")
    there, nowhere = (client.get(address.format(name)) for name in (hidden, invented))
    assert (there.status_code, there.text.replace(hidden, "ID")) == (
        nowhere.status_code, nowhere.text.replace(invented, "ID"),
    )  # fmt: skip
    assert there.status_code in {403, 404}
    assert "landrelease find" not in there.text


def test_nobody_at_a_browser_is_told_to_run_a_command():
    assert problem_of(NoSuchRecordError("a.register", id="ff")).detail == (
        "There is no record of this id that your account may read."
    )
