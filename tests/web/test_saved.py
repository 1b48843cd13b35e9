"""Saved views: kept under a name, shared with all who sign in, dropped by who saved them."""

import re


def names(client):
    return re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a>', client.get("/account/saved").text)


def test_a_view_is_saved_shared_and_forgotten(sign_in):
    mine, other = sign_in("director", login="saver"), sign_in("reader", login="finder")
    assert "Nothing saved yet" in mine.get("/account/saved").text
    assert 'action="/account/saved"' in mine.get("/statement?year=2024&by=operator").text
    answer = mine.post("/account/saved", data={"name": "Operators 2024", "address": "/statement?year=2024&by=operator"})
    assert answer.headers["location"] == "/account/saved"
    assert names(mine) == [("/statement?year=2024&amp;by=operator", "Operators 2024")]
    assert names(other) == []
    (saved,) = set(re.findall(r"/account/saved/([\w-]+)/share", mine.get("/account/saved").text))
    mine.post(f"/account/saved/{saved}/share", data={"shared": "1"})
    assert names(other) == names(mine)
    assert f"/account/saved/{saved}/drop" not in other.get("/account/saved").text
    assert other.post(f"/account/saved/{saved}/drop").status_code >= 400
    mine.post(f"/account/saved/{saved}/share", data={})
    assert names(other) == []
    mine.post(f"/account/saved/{saved}/drop")
    assert names(mine) == []


def test_an_address_is_taken_as_the_browser_shows_it(sign_in):
    client = sign_in("director", login="saver-of-maps")
    client.post("/account/saved", data={"name": "Map", "address": "http://localhost.local/map?as_of=2024-12-31"})
    assert names(client) == [("/map?as_of=2024-12-31", "Map")]
    assert 'action="/account/saved"' in client.get("/find?q=SYN").text
    assert 'action="/account/saved"' in client.get("/review").text


def test_an_address_of_somebody_else_is_not_saved(sign_in):
    client = sign_in("director", login="saver-of-others")
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"):
        answer = client.post("/account/saved", data={"name": "Elsewhere", "address": address})
        assert answer.status_code >= 400
        assert "no address of this application" in answer.text
    assert names(client) == []
