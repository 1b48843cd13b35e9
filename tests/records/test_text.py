"""Visible words and their translation."""

import gettext
from pathlib import Path

import pytest

from landrelease.records import text


@pytest.fixture
def french(monkeypatch):
    class Catalogue(gettext.NullTranslations):
        def gettext(self, message):
            return {"cleared": "dépollué", "": "header of the catalogue"}.get(message, message)

    monkeypatch.setattr(text, "_current", Catalogue())


@pytest.mark.usefixtures("french")
def test_a_text_is_translated_where_the_catalogue_has_it():
    assert (text.tr("cleared"), text.tr("reduced")) == ("dépollué", "reduced")


@pytest.mark.usefixtures("french")
def test_an_empty_text_stays_empty():
    assert text.tr("") == ""


def test_a_language_without_catalogue_is_english(monkeypatch):
    monkeypatch.setattr(text, "_current", text._current)
    text.use_language("xx")
    assert text.tr("cleared") == "cleared"


def test_marking_changes_nothing():
    assert text.marked("cleared") == "cleared"


def test_catalogues_lie_in_the_package():
    assert Path(text.__file__).parents[1] / "locale" == text._CATALOGUES
