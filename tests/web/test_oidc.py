"""Signing in elsewhere, against a small provider of OpenID Connect that answers over HTTP with a key of its own."""

import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from litestar.testing import TestClient

from landrelease.web.app import application
from landrelease.web.book import now
from landrelease.web.conf import conf_of
from landrelease.web.machine import MachineError, machine_of
from landrelease.web.oidc import Service

PASSWORD = "four plain words here"
SECRET = "a secret of this machine"


class Provider:
    """The service: who signs in there is always `subject`; `bend` changes the claims, `sign` makes the token."""

    def __init__(self):
        self.key = RSAKey.generate_key(2048, {"kid": "k1"}, auto_kid=False)
        self.subject, self.bend, self.sign, self.codes = "s-1", {}, self.signed, {}
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def log_message(self, *_):
                """Say nothing."""

            def do_GET(self):
                self.give(provider.get(self.path))

            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
                self.give(provider.token({key: one[0] for key, one in form.items()}, self.headers))

            def give(self, said):
                body = json.dumps(said or {"error": "invalid_grant"}).encode()
                self.send_response(200 if said else 400)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def get(self, path):
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        return {"keys": [self.key.as_dict(private=False)]} if path == "/keys" else None

    def visited(self, address):
        """What the browser brings back to us after somebody signed in there."""
        asked = {key: one[0] for key, one in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", "lr", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def token(self, form, headers):
        asked = self.codes.pop(form.get("code"), None)
        proved = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        who = b64decode(headers.get("authorization", "").removeprefix("Basic ")).decode()
        if asked is None or proved != asked["code_challenge"] or who != "lr:a+secret+of+this+machine".replace("+", " "):
            return None
        at = int(time.time())
        claims = {"iss": self.issuer, "aud": "lr", "sub": self.subject, "nonce": asked["nonce"]}
        claims |= {"iat": at, "exp": at + 300} | self.bend
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def signed(self, claims):
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.key)


@pytest.fixture
def provider():
    found = Provider()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def app(served, provider):
    service = Service(provider.issuer, "lr", SECRET, "the ministry")
    return application(conf_of(str(served.register), sign_in=service), served.accounts)


@pytest.fixture
def browser_of(app, served):
    def made(role="", **parts):
        client = TestClient(app, base_url="http://localhost.local", raise_server_exceptions=False)
        client.follow_redirects = False
        if role:
            client.cookies.set("session", served.token(role, **parts))
        client.get("/healthz")
        client.headers["X-Token"] = client.cookies["token"]
        return client

    return made


def signed_in(client, provider, path="/sign-in/service?next=/account"):
    """The answer after a walk to the service and back."""
    back = provider.visited(client.get(path).headers["location"])
    return client.get(back.removeprefix("http://localhost.local"))


def test_an_invitation_is_taken_up_with_the_service_and_opens_the_account_from_then_on(served, provider, browser_of):
    provider.subject = "invited"
    invited = served.account("reader", login="new-reader")
    served.accounts.roster.put(invited.id, "invited", now=now())
    link = served.accounts.links.make(invited.id, "invitation", now=now())
    client = browser_of()
    assert "Sign in with the ministry instead of a password" in client.get(f"/welcome/{link}").text
    answer = signed_in(client, provider, f"/sign-in/service?invitation={link}")
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert served.accounts.roster.get(invited.id).state == "active"
    again = browser_of()
    assert signed_in(again, provider).headers["location"] == "/account"
    assert "Reader One" in again.get("/account").text


def test_who_is_signed_in_links_the_service_to_their_account(served, provider, browser_of):
    provider.subject = "linking"
    client = browser_of("director", login="linking")
    assert client.post("/account/link", data={"password": "wrong"}).status_code == 403
    page = client.post("/account/link", data={"password": PASSWORD}).text
    address = page.split('<a class="button main" href="')[1].split('"')[0].replace("&amp;", "&")
    back = provider.visited(address).removeprefix("http://localhost.local")
    assert client.get(back).headers["location"] == "/account?said=linked"
    account = served.account("director", login="linking").id
    assert [one.subject for one in served.accounts.identities.of(account)] == ["linking"]
    assert signed_in(browser_of(), provider).status_code == 302


def test_whom_nobody_invited_is_refused_with_a_way_out(provider, browser_of):
    provider.subject = "nobody"
    answer = signed_in(browser_of(), provider)
    assert answer.status_code == 403
    assert "Follow the link of an invitation, or sign in with your password" in answer.text
    assert "session" not in answer.cookies


@pytest.fixture
def known(served, provider):
    """Somebody whom the service may open."""
    provider.subject = "known"
    account = served.account("reader", login="known").id
    served.accounts.identities.link(account, provider.issuer, "known", now=now())
    return account


BENT = {
    "another nonce": {"nonce": "of-somebody-else"},
    "no nonce": {"nonce": None},
    "expired": {"exp": 1_600_000_000},
    "issued in the future": {"iat": 9_999_999_999},
    "another audience": {"aud": "another-application"},
    "several audiences and no word for whom": {"aud": ["lr", "another-application"]},
    "for another party": {"azp": "another-application"},
    "another issuer": {"iss": "https://elsewhere.example"},
    "nobody": {"sub": None},
}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
def test_a_token_that_says_anything_else_opens_nothing(provider, browser_of, bend):
    assert signed_in(browser_of(), provider).status_code == 302
    provider.bend = bend
    answer = signed_in(browser_of(), provider)
    assert (answer.status_code, "session" in answer.cookies) == (403, False)


def unsigned(claims):
    parts = (urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in ({"alg": "none"}, claims))
    return f"{'.'.join(parts)}."


SIGNED = {
    "alg none": lambda _provider: unsigned,
    "by another key": lambda _provider: (
        lambda claims: jwt.encode({"alg": "RS256", "kid": "k1"}, claims, RSAKey.generate_key(2048))
    ),
    "with our own secret": lambda _provider: (
        lambda claims: jwt.encode({"alg": "HS256", "kid": "k1"}, claims, OctKey.import_key(SECRET.ljust(32)))
    ),
    "no token": lambda _provider: lambda _claims: "x",
}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("sign", SIGNED.values(), ids=SIGNED)
def test_a_token_that_the_service_did_not_sign_opens_nothing(provider, browser_of, sign):
    provider.sign = sign(provider)
    answer = signed_in(browser_of(), provider)
    assert (answer.status_code, "session" in answer.cookies) == (403, False)


@pytest.mark.usefixtures("known")
def test_new_keys_of_the_service_are_looked_up(provider, browser_of):
    assert signed_in(browser_of(), provider).status_code == 302
    provider.key = RSAKey.generate_key(2048, {"kid": "k2"}, auto_kid=False)
    provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "k2"}, claims, provider.key)
    assert signed_in(browser_of(), provider).status_code == 302


@pytest.mark.usefixtures("known")
def test_an_answer_counts_once_and_only_in_the_browser_that_was_sent(provider, browser_of):
    client, other = browser_of(), browser_of()
    back = provider.visited(client.get("/sign-in/service").headers["location"]).removeprefix("http://localhost.local")
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 403
    stolen = provider.visited(client.get("/sign-in/service").headers["location"]).removeprefix("http://localhost.local")
    assert other.get(stolen).status_code == 403
    assert client.get(stolen).status_code == 403, "used up by the one who stole it"
    assert client.get("/sign-in/return?state=made-up&code=x").status_code == 403


def test_a_locked_account_is_not_opened_by_the_service(served, provider, browser_of, known):
    served.accounts.roster.put(known, "locked", now=now())
    assert signed_in(browser_of(), provider).status_code == 403
    served.accounts.roster.put(known, "active", now=now())


def test_a_service_that_does_not_answer_leaves_the_password(browser_of, provider):
    provider.server.shutdown()
    provider.server.server_close()
    answer = browser_of().get("/sign-in/service")
    assert (answer.status_code, "sign in with your password" in answer.text) == (403, True)


def test_a_service_without_tls_elsewhere_is_not_asked(served):
    app = application(conf_of(str(served.register), sign_in=Service("http://sign-in.example", "lr")), served.accounts)
    client = TestClient(app, base_url="http://localhost.local")
    assert "must begin with https" in client.get("/sign-in/service").text


def test_without_a_service_nobody_is_offered_one(sign_in):
    assert "/sign-in/service" not in sign_in().get("/sign-in").text
    assert sign_in().get("/sign-in/service").status_code == 404


def test_the_file_of_a_machine_is_read_with_its_secret_beside_it(tmp_path):
    (tmp_path / "secret").write_text("word\n")
    (tmp_path / "machine.toml").write_text(
        'basemap = "a.pmtiles"\nsecond_factor = ["reviewer"]\n'
        '[sign_in]\nissuer = "https://sign-in.example"\nclient = "lr"\nsecret_file = "secret"\n'
    )
    assert machine_of(tmp_path / "machine.toml") == {
        "basemap": "a.pmtiles",
        "second_factor": frozenset({"reviewer"}),
        "sign_in": Service("https://sign-in.example", "lr", "word"),
    }


@pytest.mark.parametrize(
    "text",
    [
        'second_facto = ["reviewer"]',
        'second_factor = ["owner"]',
        'requests_per_minute = "many"',
        '[sign_in]\nissuer = "https://sign-in.example"',
        '[sign_in]\nissuer = "x"\nclient = "lr"\nsecret_file = "absent"',
        "no toml",
    ],
)
def test_a_slip_of_the_pen_in_the_file_is_refused(tmp_path, text):
    (tmp_path / "machine.toml").write_text(text)
    with pytest.raises(MachineError):
        machine_of(tmp_path / "machine.toml")
