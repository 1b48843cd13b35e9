"""Who is looking at which record."""

from concurrent.futures import ThreadPoolExecutor

from landrelease.accounts.claim import Claim
from landrelease.accounts.moment import later

from .conftest import NOON


def test_the_first_holds_a_record_for_five_minutes(kept, amelie, join):
    other = join("boris")
    mine = Claim("r1", amelie.id, later(NOON, 300))
    assert kept.claims.take(amelie.id, "r1", now=NOON) == mine
    assert kept.claims.take(other.id, "r1", now=later(NOON, 299)) == mine
    assert kept.claims.held(["r1", "r2"], now=later(NOON, 299)) == {"r1": mine}
    assert kept.claims.held(["r1"], now=later(NOON, 300)) == {}
    assert kept.claims.take(other.id, "r1", now=later(NOON, 300)).account == other.id


def test_a_claim_is_renewed_and_given_up_by_who_holds_it(kept, amelie, join):
    other = join("boris")
    kept.claims.take(amelie.id, "r1", now=NOON)
    renewed = kept.claims.take(amelie.id, "r1", now=later(NOON, 60))
    assert renewed.until == later(NOON, 360)
    kept.claims.release(other.id, "r1")
    assert kept.claims.held(["r1"], now=NOON) == {"r1": renewed}
    kept.claims.release(amelie.id, "r1")
    assert kept.claims.held(["r1"], now=NOON) == {}


def test_of_many_who_claim_at_once_all_see_one(kept, join):
    accounts = [join(f"name{number}").id for number in range(6)]
    with ThreadPoolExecutor(6) as threads:
        claims = set(threads.map(lambda account: kept.claims.take(account, "r1", now=NOON), accounts))
    assert len(claims) == 1
