"""Visible words and their translation."""

import gettext
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from landrelease.records import text


@pytest.fixture
def french():
    class Catalogue(gettext.NullTranslations):
        def gettext(self, message):
            return {"cleared": "dépollué", "": "header of the catalogue"}.get(message, message)

    token = text._current.set(Catalogue())
    yield
    text._current.reset(token)


@pytest.mark.usefixtures("french")
def test_a_text_is_translated_where_the_catalogue_has_it():
    assert (text.tr("cleared"), text.tr("reduced")) == ("dépollué", "reduced")


@pytest.mark.usefixtures("french")
def test_an_empty_text_stays_empty():
    assert text.tr("") == ""


def test_a_language_without_catalogue_is_english():
    with text.speaking("fr"):
        text.use_language("xx")
        assert text.tr("cleared") == "cleared"


def test_people_who_are_served_at_once_each_have_their_language():
    def said(code):
        text.use_language(code)
        ready.wait(timeout=10)
        return text.tr("cleared")

    ready = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(said, ["fr", "xx"])) == ["dépollué", "cleared"]


def test_marking_changes_nothing():
    assert text.marked("cleared") == "cleared"


def test_catalogues_lie_in_the_package():
    assert Path(text.__file__).parents[1] / "locale" == text._CATALOGUES
