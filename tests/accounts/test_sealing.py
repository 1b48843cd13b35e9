"""The key, and that the file alone tells no secret."""

from base64 import b64decode, b64encode

import pyotp
import pytest

from landrelease.accounts import errors
from landrelease.accounts.account import Profile
from landrelease.accounts.moment import unix
from landrelease.accounts.opening import Accounts
from landrelease.accounts.origin import Origin
from landrelease.accounts.sealing import Seal

from .conftest import CHEAP, NOON, PASSWORD


@pytest.fixture
def key(path):
    Accounts(path).close()
    return path.with_name(f"{path.name}.key")


def test_what_is_sealed_opens_only_for_what_it_belongs_to():
    seal = Seal(bytes(32))
    sealed = seal.closed("secret", "a")
    assert b"secret" not in sealed
    assert sealed != seal.closed("secret", "a")
    assert seal.opened(sealed, "a") == "secret"
    for wrong, about in ((seal, "b"), (Seal(bytes(31) + b"1"), "a")):
        with pytest.raises(errors.KeyLostError):
            wrong.opened(sealed, about)
    for place in range(len(sealed)):
        with pytest.raises(errors.KeyLostError):
            seal.opened(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], "a")


def test_marks_need_the_key():
    assert Seal(bytes(32)).mark("a") == Seal(bytes(32)).mark("a")
    assert len({Seal(bytes(32)).mark("a"), Seal(bytes(32)).mark("b"), Seal(b"1" * 32).mark("a")}) == 3


def test_a_key_is_made_once_and_kept(path, key):
    made = key.read_bytes()
    assert len(b64decode(made)) == 32
    Accounts(path).close()
    assert key.read_bytes() == made


def test_accounts_without_their_key_do_not_open(path, key):
    key.unlink()
    with pytest.raises(errors.KeyLostError, match="No such file"):
        Accounts(path)
    assert not key.exists()


@pytest.mark.parametrize("content", [b"", b"no base 64!", b64encode(bytes(31)), b64encode(bytes(32))])
def test_another_key_does_not_open_them(path, key, content):
    key.write_bytes(content)
    with pytest.raises(errors.KeyLostError):
        Accounts(path)


def test_no_secret_can_be_read_from_the_files(path):
    """Everything secret that the room ever gave or took, looked for in every byte, the journal's too."""
    here = Origin("203.0.113.77", "Firefox")
    with Accounts(path, cost=CHEAP) as kept:
        account = kept.roster.add(Profile("amelie", "Amelie"), now=NOON)
        link = kept.links.make(account.id, "invitation", now=NOON)
        kept.links.follow(link, PASSWORD, now=NOON)
        setup = kept.factors.begin(account.id)
        code = pyotp.TOTP(setup.secret).at(unix(NOON))
        recovery = kept.factors.confirm(account.id, code, now=NOON)
        half = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
        whole = kept.signing.confirm(half.token, recovery[0], here, now=NOON)
        with pytest.raises(errors.SignInRefusedError):
            kept.signing.sign_in("a password in the field of names", "another wrong one", here, now=NOON)
        key, _ = kept.keys.make(account.id, "QGIS", {"read"}, now=NOON)
        errand = kept.identities.send(now=NOON)
        kept.audit.write(account.id, "sign-in", origin=here, now=NOON)
        secrets = [
            PASSWORD, "a password in the field", "another wrong", link, setup.secret, half.token, whole.token, key[20:],
            errand.state, errand.nonce, errand.verifier, "203.0.113.77", *recovery,
            *(one.replace("-", "") for one in recovery),
        ]  # fmt: skip
        files = [found for found in path.parent.iterdir() if found.suffix != ".key"]
        everything = b"".join(found.read_bytes() for found in files)
    everything += path.read_bytes()
    assert len(files) == 3
    assert b"amelie" in everything
    assert [secret for secret in secrets if secret.encode() in everything] == []
    assert [secret for secret in (setup.secret,) if pyotp.TOTP(secret).byte_secret() in everything] == []
