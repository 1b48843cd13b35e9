"""The catalogues: up to date, compiled as they are written, and whole."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "words.py"
LANGUAGES = ("ar", "es", "fr", "uk")


def words(*argv):
    return subprocess.run([sys.executable, SCRIPT, *argv], capture_output=True, text=True, check=False)


def test_the_catalogues_hold_what_the_rooms_say():
    done = words("--check")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_without_a_translation(language):
    assert words("--missing", language).stdout == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_its_text_fills_in(language):
    catalogue = ROOT / "src" / "landrelease" / "locale" / language / "LC_MESSAGES" / "landrelease.po"
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        from words import fits  # noqa: PLC0415 - a program of ours, not a package
    finally:
        sys.path.remove(str(SCRIPT.parent))
    with catalogue.open("rb") as file:
        told = [message for message in read_po(file) if message.id and all(message.string or [""])]
    assert [message.id for message in told if not fits(message)] == []


def test_a_text_of_a_page_says_a_percent_sign_twice():
    # The pages fill in values by name with the operator %, so that a lone sign ends in a fault when the page is drawn.
    templates = ROOT / "src" / "landrelease" / "web" / "templates"
    found = extract_from_dir(templates, [("**.html", "jinja2")], {"**.html": {"newstyle_gettext": "true"}})
    texts = {text for _, _, parts, *_ in found for text in ([parts] if isinstance(parts, str) else parts) if text}
    assert len(texts) > 500
    assert [text for text in texts if "%" in text and not filled(text)] == []


def filled(text):
    try:
        return text % defaultdict(int)
    except (TypeError, ValueError):
        return ""
