"""`landrelease evidence`: documents go in by one command each, nothing is guessed, nothing moves land."""

import hashlib

import pytest

WORDS = "Teams cleared a field near the school on Tuesday, the authority said.\n"


@pytest.fixture
def register(run, tmp_path):
    path = tmp_path / "province.register"
    run("init", path, "--programme", "XY", "--country", "BIH")
    return path


def test_a_document_goes_in_once_and_what_is_missing_stays_unknown(run, register, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text(WORDS, encoding="utf-8")
    first = run("evidence", "add", register, item, "-o", "json")
    record = first.json[0]["record"]
    assert first.json == [
        {"file": "item.txt", "document": first.json[0]["document"], "publisher": None, "published": None,
         "title": None, "new": "yes", "record": record},
    ]  # fmt: skip
    assert run("evidence", "add", register, item, "-o", "json").json == [{**first.json[0], "new": "no"}]
    whole = run("show", register, record).out
    assert hashlib.sha256(WORDS.encode()).hexdigest() in whole
    assert '"published"' not in whole
    assert run("land", register, "-o", "csv").rows == []


def test_what_the_person_knows_goes_before_what_the_document_says(run, register, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text(WORDS, encoding="utf-8")
    told = ("--publisher", "Gazette", "--published", "2025-11", "--url", "https://example.org/1", "--type", "news")
    done = run("evidence", "add", register, item, *told, "-o", "json").json[0]
    assert (done["publisher"], done["published"]) == ("Gazette", "2025-11")
    again = run("evidence", "add", register, item, "--publisher", "Courier", "-o", "json").json[0]
    assert (again["new"], again["publisher"]) == ("yes", "Courier"), "the same words, printed by another house"


def test_the_words_are_sealed_and_can_be_erased(run, register, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text(WORDS, encoding="utf-8")
    record = run("evidence", "add", register, item, "-o", "json").json[0]["record"]
    shown = run("show", register, record).json
    assert list(shown["record"]["sealed"]) == ["text"]
    assert shown["personal"] == {"text": WORDS.strip()}
    assert run("erase", register, record, "--reason", "asked for").code == 0
    assert run("show", register, record).json["personal"] == {"text": None}
    assert run("verify", register).code == 0


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("--published", "7 November"), "leave it out where you do not know it"),
        (("--type", "rumour"), "is no type of document"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_goes_in(run, register, tmp_path, told, words):
    item = tmp_path / "item.txt"
    item.write_text(WORDS, encoding="utf-8")
    before = run("log", register).out
    done = run("evidence", "add", register, item, *told)
    assert done.code == 45
    assert words in done.err
    assert run("log", register).out == before
