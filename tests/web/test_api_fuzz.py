"""The whole API under generated requests, as several roles: no fault of ours, no answer outside its schema."""

from collections import Counter
from typing import Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import CHECKS
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from landrelease.web.book import now

ROLES: Final = ("", "reader", "liaison", "reviewer", "information")
MANY: Final = 20_000
FEW: Final = 400
# A form that is refused leaves its file to the collector of garbage: Litestar opens it, and closes it no earlier.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
CHECKED: Final = [
    CHECKS.get_by_names(["not_a_server_error"])[0],
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def headers_of(served, role):
    """A key of a role; none for a stranger."""
    if not role:
        return {}
    parts = {"organisation": "SYN-ORG-N"} if role == "liaison" else {}
    account = served.account(role, login=f"fuzz-{role}", **parts)
    token, _ = served.accounts.keys.make(account.id, "fuzz", {"read", "propose", "decide"}, now=now())
    return {"Authorization": f"Bearer {token}"}


def fuzz(served, role, many):
    """Ask every operation its share of the cases; gives how many answers of which status there were."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", served.app)
    operations = [result.ok() for result in schema.get_all_operations()]
    headers, statuses = headers_of(served, role), Counter()
    for operation in operations:

        @seed(20260101)
        @settings(
            max_examples=max(1, many // len(operations)), deadline=None, database=None, derandomize=False,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def one(case):
            response = case.call(headers=headers, timeout=300)
            statuses[response.status_code] += 1
            case.validate_response(response, checks=CHECKED)

        given(case=operation.as_strategy())(one)()
    return statuses


def test_a_fixed_share_of_cases_finds_nothing(served, capsys):
    found = {role: fuzz(served, role, FEW // len(ROLES)) for role in ROLES}
    with capsys.disabled():
        print(  # noqa: T201 - how many there were is what one asks
            f"\n{sum(map(Counter.total, found.values())):,} generated requests: {found}"
        )


@pytest.mark.slow
def test_twenty_thousand_cases_find_nothing(served, capsys):
    found = {role: fuzz(served, role, MANY // len(ROLES) + 1) for role in ROLES}
    many = sum(map(Counter.total, found.values()))
    with capsys.disabled():
        print(  # noqa: T201 - how many there were is what one asks
            f"\n{many:,} generated requests: {found}"
        )
    assert many >= MANY
