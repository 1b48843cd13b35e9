"""The whole API under generated requests, as several roles: no fault of ours, no answer outside its schema."""

import time
from collections import Counter
from typing import Any, Final, NamedTuple

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
EACH: Final = 2
"""Cases of each operation in the short run, as one of the roles each."""
# A form that is refused leaves its file to the collector of garbage: Litestar opens it, and closes it no earlier.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
CHECKED: Final = [
    CHECKS.get_by_names(["not_a_server_error"])[0],
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class Asked(NamedTuple):
    """What became of some cases: how many answers of which status, and what was wrong with them."""

    statuses: Counter[int]
    faults: list[str]


def headers_of(served, role):
    """A key of a role; none for a stranger."""
    if not role:
        return {}
    parts = {"organisation": "SYN-ORG-N"} if role == "liaison" else {}
    account = served.account(role, login=f"fuzz-{role}", **parts)
    token, _ = served.accounts.keys.make(account.id, "fuzz", {"read", "propose", "decide"}, now=now())
    return {"Authorization": f"Bearer {token}"}


def operations_of(served):
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", served.app)
    return [result.ok() for result in schema.get_all_operations()]


def ask(operation: Any, headers: dict[str, str], many: int, number: int) -> Asked:
    """Ask an operation up to so many different cases; the first fault ends it."""
    found = Asked(Counter(), [])

    @seed(number)
    @settings(
        max_examples=many, deadline=None, database=None, derandomize=False, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def one(case):
        response = case.call(headers=headers, timeout=300)
        found.statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKED)

    try:
        given(case=operation.as_strategy())(one)()
    except Exception as fault:  # noqa: BLE001 - each is told at the end, so that one does not hide the others
        found.faults.append(f"{operation.method} {operation.path}: {fault}")
    return found


def test_a_fixed_share_of_cases_finds_nothing(served):
    headers = [headers_of(served, role) for role in ROLES]
    found = [ask(one, headers[at % len(ROLES)], EACH, 20260101) for at, one in enumerate(operations_of(served))]
    assert [fault for one in found for fault in one.faults] == []
    assert sum((one.statuses for one in found), Counter()).total() >= len(found)


@pytest.mark.slow
def test_twenty_thousand_cases_find_nothing(served, request, capsys):
    """Operations without parameters have few different cases; what they leave is asked of the others."""
    first = request.config.getoption("--hypothesis-seed")
    began, faults, statuses = time.monotonic(), [], {role: Counter() for role in ROLES}
    headers = {role: headers_of(served, role) for role in ROLES}
    open_ones = [(role, one) for role in ROLES for one in operations_of(served)]
    number = int(first) if first is not None else 1
    while open_ones and not faults and (left := MANY - sum(map(Counter.total, statuses.values()))) > 0:
        share, going = -(-left // len(open_ones)), []
        for role, operation in open_ones:
            found = ask(operation, headers[role], share, number)
            statuses[role] += found.statuses
            faults += [f"as {role or 'a stranger'}: {fault}" for fault in found.faults]
            going += [(role, operation)] if found.statuses.total() >= share else []
        open_ones, number = going, number + 1
    many = sum(map(Counter.total, statuses.values()))
    with capsys.disabled():
        told = {role or "stranger": dict(sorted(one.items())) for role, one in statuses.items()}
        print(f"\n{many:,} generated requests in {time.monotonic() - began:,.0f} s, answers by role and status: {told}")  # noqa: T201 - how many there were is what one asks
    assert faults == []
    assert many >= MANY
