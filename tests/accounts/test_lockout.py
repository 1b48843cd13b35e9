"""The lockout beside a slow reference that keeps every try it ever saw and looks at all of them each time."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from landrelease.accounts import errors
from landrelease.accounts.lockout import LIMITS, Limits, Lockout, right
from landrelease.accounts.moment import later
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin

from .conftest import CHEAP, NOON

SMALL = Limits(of_login=2, of_address=3, within_s=10, pause_s=7)
STEPS = st.tuples(
    st.integers(0, 8),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["192.0.2.1", "192.0.2.2", ""]),
    st.sampled_from(["wrong", "right", "half"]),
)


class Slow:
    """Failures as seconds, nothing ever thrown away."""

    def __init__(self):
        self.failures = []

    def refused(self, now, login, address):
        return self.too_many(now, 0, login, SMALL.of_login) or (
            address != "" and self.too_many(now, 1, address, SMALL.of_address)
        )

    def too_many(self, now, column, value, most):
        times = [time for time, *of in self.failures if of[column] == value]
        too_many = [t for t in times if sum(t - SMALL.within_s < other <= t for other in times) >= most]
        return any(now < t + SMALL.pause_s for t in too_many)

    def take(self, now, login, address, outcome):
        if self.refused(now, login, address):
            return False
        if outcome == "wrong":
            self.failures.append((now, login, address))
        if outcome == "right":
            self.failures = [(t, name if name != login else None, where) for t, name, where in self.failures]
        return True


@given(st.lists(STEPS, max_size=40))
def test_the_lockout_refuses_what_the_slow_reference_refuses(steps):
    slow, now = Slow(), 0
    with tempfile.TemporaryDirectory() as folder, Accounts(Path(folder) / "a", cost=CHEAP) as kept:
        lockout = Lockout(kept.store, kept.seal, SMALL)
        for wait, login, address, outcome in steps:
            now += wait
            try:
                attempt = lockout.begin(login, Origin(address), now=later(NOON, now))
            except errors.LockedOutError:
                assert not slow.take(now, login, address, outcome)
                continue
            assert slow.take(now, login, address, outcome)
            if outcome != "wrong":
                with kept.store.writing() as deed:
                    right(deed, attempt, whole=outcome == "right")


def test_the_limits_are_those_that_were_agreed():
    assert LIMITS == (5, 20, 900, 900)


def tries(kept, attempts):
    """How many of some tries are looked at."""
    looked = 0
    for login, address, seconds in attempts:
        try:
            kept.lockout.begin(login, Origin(address), now=later(NOON, seconds))
        except errors.LockedOutError:
            break
        looked += 1
    return looked


def test_old_failures_do_not_count_and_are_forgotten(kept):
    minutes = (0, 4, 8, 12, 15, 19, 23, 24, 25)
    assert tries(kept, [("a", "192.0.2.1", minute * 60) for minute in minutes]) == 8
    kept.lockout.begin("b", Origin(), now=later(NOON, 24 * 3600))
    with kept.store.reading() as view:
        assert view.count("attempt", {}) == 1


def test_addresses_of_version_6_are_counted_by_household(kept):
    assert tries(kept, [(f"name {number}", f"2001:db8:0:7::{number:x}", 0) for number in range(30)]) == 20
    assert tries(kept, [("a", "2001:db8:0:8::1", 0)]) == 1
