"""The French catalogue: compiled as it is written, and whole for the papers that come out in two languages."""

import gettext
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from landrelease.publish.meta import Meta, notices
from landrelease.records.codes import LISTS
from landrelease.records.text import languages, speaking, tr

SOURCE = Path(__file__).resolve().parents[2] / "src" / "landrelease"
FRENCH = SOURCE / "locale" / "fr" / "LC_MESSAGES"
PAPERS = (
    "certificate", "certificatetables", "dossier", "dossiertables", "marks", "meta", "paper", "style", "taskmap",
    "turningtable", "wording",
)  # fmt: skip
SHOWN = (
    "accident_type", "capability", "contamination", "depth_reference", "feature_type", "hazard_status",
    "inspection_result", "priority", "release_status",
)  # fmt: skip


def catalogue() -> gettext.GNUTranslations:
    with (FRENCH / "landrelease.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def texts(name: str) -> set[str]:
    found = extract_from_file("python", str(SOURCE / "publish" / f"{name}.py"), keywords={"tr": None, "_": None})
    return {message if isinstance(message, str) else message[0] for _line, message, _comments, _context in found}


@pytest.mark.parametrize("name", PAPERS)
def test_every_text_of_the_papers_is_there_in_french(name):
    assert {text for text in texts(name) if text not in catalogue()._catalog} == set()


@pytest.mark.parametrize("name", SHOWN)
def test_every_code_that_papers_show_has_a_french_word(name):
    assert {term.word for term in LISTS[name].values() if term.word not in catalogue()._catalog} == set()


def test_places_to_fill_in_are_the_same_in_both_languages():
    pairs = {text: said for text, said in catalogue()._catalog.items() if text and isinstance(text, str)}
    assert {text for text, said in pairs.items() if places(text) != places(said)} == set()


def places(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}


def test_the_language_of_before_comes_back():
    with speaking("fr"):
        inside = tr("cleared"), notices(Meta(programme="p"))[0][:10]
    assert (inside, tr("cleared"), languages()) == (
        ("dépollué", "Un terrain"),
        "cleared",
        ["ar", "en", "es", "fr", "uk"],
    )
