"""The second factor: a code counts once, a recovery code counts once, and nobody gets in without."""

import re
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from landrelease.accounts import errors
from landrelease.accounts.moment import later, unix

from .conftest import NOON, PASSWORD


@pytest.fixture
def half(kept, app, here):
    assert app
    return kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)


def test_an_app_reads_the_address_and_its_code_confirms(kept, amelie):
    setup = kept.factors.begin(amelie.id)
    address = urlsplit(setup.address)
    assert (address.scheme, address.netloc, address.path) == ("otpauth", "totp", "/landrelease:amelie")
    assert parse_qs(address.query) == {"secret": [setup.secret], "issuer": ["landrelease"]}
    assert not kept.factors.has(amelie.id)
    with pytest.raises(errors.CodeRefusedError):
        kept.factors.confirm(
            amelie.id, "000000" if pyotp.TOTP(setup.secret).at(unix(NOON)) != "000000" else "1", now=NOON
        )
    codes = kept.factors.confirm(amelie.id, f" {pyotp.TOTP(setup.secret).at(unix(NOON))} ", now=NOON)
    assert kept.factors.has(amelie.id)
    assert len(set(codes)) == kept.factors.left(amelie.id) == 10
    assert all(re.fullmatch(r"(?:[a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}", code) for code in codes)


def test_a_factor_is_not_asked_for_before_it_is_confirmed(kept, amelie, here):
    kept.factors.begin(amelie.id)
    assert not kept.signing.sign_in("amelie", PASSWORD, here, now=NOON).session.half


def test_a_confirmed_factor_is_not_replaced_unseen(kept, amelie, app):
    with pytest.raises(errors.BadValueError, match="has one already"):
        kept.factors.begin(amelie.id)
    with pytest.raises(errors.NotHereError):
        kept.factors.confirm(amelie.id, app.at(unix(NOON)), now=NOON)
    with pytest.raises(errors.NotHereError):
        kept.factors.begin("nobody")


def test_the_right_code_makes_a_whole_session_with_another_token(kept, amelie, app, half, here):
    whole = kept.signing.confirm(half.token, app.at(unix(NOON)), here, now=NOON)
    assert whole.token != half.token
    assert not whole.session.half
    assert kept.sessions.look(whole.token, now=NOON).account == amelie
    assert kept.sessions.half(half.token, now=NOON) is None
    with pytest.raises(errors.SignInRefusedError):
        kept.signing.confirm(half.token, app.at(unix(NOON) + 30), here, now=NOON)


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_early_or_late(kept, app, half, here, seconds, good):
    code = app.at(unix(NOON) + seconds)
    if good:
        assert kept.signing.confirm(half.token, code, here, now=NOON).session
    else:
        with pytest.raises(errors.CodeRefusedError):
            kept.signing.confirm(half.token, code, here, now=NOON)


def test_a_code_that_was_used_and_those_before_it_open_nothing(kept, app, half, here):
    kept.signing.confirm(half.token, app.at(unix(NOON)), here, now=NOON)
    again = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    for seconds in (0, -30):
        with pytest.raises(errors.CodeRefusedError):
            kept.signing.confirm(again.token, app.at(unix(NOON) + seconds), here, now=later(NOON, 5))
    assert kept.signing.confirm(again.token, app.at(unix(NOON) + 30), here, now=later(NOON, 5)).session


def test_the_code_that_confirmed_opens_nothing_any_more(kept, amelie, here):
    codes = pyotp.TOTP(kept.factors.begin(amelie.id).secret)
    kept.factors.confirm(amelie.id, codes.at(unix(NOON)), now=NOON)
    half = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    with pytest.raises(errors.CodeRefusedError):
        kept.signing.confirm(half.token, codes.at(unix(NOON)), here, now=NOON)


@pytest.mark.usefixtures("app")
def test_a_recovery_code_opens_once_however_it_is_typed(kept, amelie, half, here):
    code, *others = kept.factors.renew(amelie.id)
    assert kept.signing.confirm(half.token, f" {code.upper().replace('-', ' ')} ", here, now=NOON).session
    assert kept.factors.left(amelie.id) == 9
    again = kept.signing.sign_in("amelie", PASSWORD, here, now=NOON)
    with pytest.raises(errors.CodeRefusedError):
        kept.signing.confirm(again.token, code, here, now=NOON)
    assert kept.signing.confirm(again.token, others[0], here, now=NOON).session


@pytest.mark.parametrize("code", ["", "000", "\ud800" * 6, "١٢٣٤٥٦", "a" * 100_000])
def test_what_is_no_code_is_refused(kept, half, here, code):
    with pytest.raises(errors.CodeRefusedError):
        kept.signing.confirm(half.token, code, here, now=NOON)


def test_new_recovery_codes_take_the_place_of_the_old(kept, amelie, half, here):
    old = kept.factors.renew(amelie.id)
    kept.factors.renew(amelie.id)
    with pytest.raises(errors.CodeRefusedError):
        kept.signing.confirm(half.token, old[0], here, now=NOON)


def test_a_factor_that_was_taken_away_is_not_asked_for(kept, amelie, half, here):
    kept.factors.end(amelie.id)
    assert not kept.factors.has(amelie.id)
    assert kept.factors.left(amelie.id) == 0
    assert kept.sessions.half(half.token, now=NOON) is None
    assert not kept.signing.sign_in("amelie", PASSWORD, here, now=NOON).session.half
    with pytest.raises(errors.NotHereError):
        kept.factors.renew(amelie.id)
