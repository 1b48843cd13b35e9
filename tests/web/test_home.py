"""The first page shows each role what concerns them."""

import pytest

from landrelease.web.policy import ROLES


@pytest.mark.parametrize("role", ROLES)
def test_everybody_has_a_first_page_that_promises_nothing(sign_in, role):
    answer = sign_in(role).get("/")
    assert answer.status_code == 200, answer.text
    assert "may hold explosive ordnance" in answer.text
    assert " safe" not in answer.text.lower()
    assert ("waiting for a decision" in answer.text) == (role not in {"reader", "administrator"})
    assert ('id="late"' in answer.text) == (role not in {"reader", "administrator"})
