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
    except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001 - told at the end, so that none hides another
        found.faults.append(f"{operation.method} {operation.path}: {[*getattr(fault, 'exceptions', [fault])]}")
    return found


def test_a_fixed_share_of_cases_finds_nothing(served):
    headers = [headers_of(served, role) for role in ROLES]
    found = [ask(one, headers[at % len(ROLES)], EACH, 20260101) for at, one in enumerate(operations_of(served))]
    assert [fault for one in found for fault in one.faults] == []
    assert sum((one.statuses for one in found), Counter()).total() >= len(found)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_twenty_thousand_cases_of_all_roles_find_nothing(served, request, role):
    """Operations without parameters have few different cases; what they leave is asked of the others."""
    first, many = request.config.getoption("--hypothesis-seed"), MANY // len(ROLES)
    began, faults, statuses = time.monotonic(), [], Counter()
    headers, going, number = headers_of(served, role), operations_of(served), int(first) if first is not None else 1
    while going and not faults and (left := many - statuses.total()) > 0:
        share = -(-left // len(going))
        found = [(one, ask(one, headers, share, number)) for one in going]
        statuses += sum((one.statuses for _, one in found), Counter())
        faults += [fault for _, one in found for fault in one.faults]
        going, number = [operation for operation, one in found if one.statuses.total() >= share], number + 1
    told = ", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items()))
    print(  # noqa: T201 - how many there were is what one asks; -rP shows it
        f"{role or 'stranger'}: {statuses.total():,} requests in {time.monotonic() - began:,.0f} s; {told}"
    )
    assert faults == []
    assert statuses.total() >= many
