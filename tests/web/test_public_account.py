"""What an account of the audience public is told where the programme publishes nothing, or with a delay."""

import re

import pytest

EXACTLY = re.compile(r"[0-9][0-9.,  \N{NO-BREAK SPACE}]*(m²|ha|km²)")


@pytest.fixture
def public(sign_in):
    """Somebody who is signed in and reads as the public."""
    return sign_in("reader", audience="public")


def test_where_nothing_is_published_an_account_of_the_public_sees_no_land_and_no_figure(public):
    today = public.get("/").text
    assert not EXACTLY.search(today)
    assert "The programme publishes no figures." in today
    assert "No land yet" not in today
    assert public.get("/api/land").json()["features"] == []
    assert public.get("/ogc/collections/land/items").status_code == 404
    settings = public.get("/map/settings.json").json()
    assert settings["days"]["first"] == f"{settings['days']['day'][:7]}-01"
    assert public.get("/statement").status_code == 403


def test_donors_are_told_of_the_land_of_a_programme_that_publishes_nothing(sign_in):
    client = sign_in("reader", audience="donor")
    assert EXACTLY.search(client.get("/").text)
    assert client.get("/api/land").json()["features"]
