"""Accounts in a file of their own, with passwords that cost little, so that the tests may try many."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest

from landrelease.accounts.account import Account, Profile
from landrelease.accounts.moment import unix
from landrelease.accounts.opening import Accounts, beside
from landrelease.accounts.origin import Origin
from landrelease.accounts.password import Cost

CHEAP = Cost(rounds=1, memory_kib=8, lanes=1)
NOON = "2026-03-01T12:00:00.000Z"
PASSWORD = "apricots in the evening"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the accounts of a register lie."""
    return beside(tmp_path / "a.register")


@pytest.fixture
def kept(path: Path) -> Iterator[Accounts]:
    """Open accounts without anybody in them."""
    with Accounts(path, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def join(kept: Accounts) -> Callable[[str], Account]:
    """Invite somebody who chooses `PASSWORD`."""

    def joined(login: str) -> Account:
        account = kept.roster.add(Profile(login, login.title(), audience="operator"), now=NOON)
        return kept.links.follow(kept.links.make(account.id, "invitation", now=NOON), PASSWORD, now=NOON)

    return joined


@pytest.fixture
def amelie(join: Callable[[str], Account]) -> Account:
    """Somebody who can sign in."""
    return join("amelie")


@pytest.fixture
def app(kept: Accounts, amelie: Account) -> pyotp.TOTP:
    """The app of Amelie's second factor, confirmed an hour ago."""
    then = "2026-03-01T11:00:00.000Z"
    codes = pyotp.TOTP(kept.factors.begin(amelie.id).secret)
    kept.factors.confirm(amelie.id, codes.at(unix(then)), now=then)
    return codes


@pytest.fixture
def here() -> Origin:
    """Where Amelie's browser is."""
    return Origin("203.0.113.77", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
