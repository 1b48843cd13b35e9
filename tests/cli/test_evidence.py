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
         "title": None, "new": "yes", "copy_of": [], "record": record},
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
    assert again["copy_of"] == [done["document"]]


def test_what_is_told_of_a_document_that_is_here_is_shown_with_the_way_to_correct_it(run, register, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text(WORDS, encoding="utf-8")
    record = run("evidence", "add", register, item, "-o", "json").json[0]["record"]
    told = ("--published", "2025-11", "--language", "fr", "--written-by", "A. Example", "--publisher", "Ebor Gazette")
    again = run("evidence", "add", register, item, *told)
    assert again.code == 0
    assert "item.txt: it is here already with published 'unknown', so '2025-11' was not taken" in again.err
    assert f"record {record[:12]} names nobody who wrote it" in again.err
    command = (
        f"correct {register} {record[:12]} --set 'publisher=Ebor Gazette' --set published=2025-11 --set language=fr"
    )
    assert command in again.err
    fields = ("--set", "publisher=Ebor Gazette", "--set", "published=2025-11", "--set", "language=en")
    done = run("correct", register, record, *fields, "--reason", "nobody had said so")
    assert run("accept", register, done.out.strip(), acting="Boris").code == 0
    now = run("evidence", "add", register, item, *told[:2], "-o", "json")
    assert (now.json[0]["new"], now.json[0]["published"], now.err) == ("no", "2025-11", "")


def test_who_wrote_a_document_that_is_here_is_never_dropped_without_a_word(run, register, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text(WORDS, encoding="utf-8")
    run("evidence", "add", register, item, "--written-by", "A. Example")
    assert run("evidence", "add", register, item, "--written-by", "A. Example").err == ""
    other = run("evidence", "add", register, item, "--written-by", "B. Example")
    assert "who wrote it is sealed in record" in other.err
    assert "A. Example" not in other.err


def test_every_file_that_is_no_text_is_named_and_none_is_taken_in(run, register, tmp_path):
    said = {
        "a.txt": WORDS.encode(),
        "b.txt": b"PK\x03\x04\x00\x00 data",
        "c.html": b"<html><body>One\x00</body>",
    }
    for name, data in said.items():
        (tmp_path / name).write_bytes(data)
    done = run("evidence", "add", register, *(tmp_path / name for name in (*said, "d.txt")))
    assert done.code == 61
    for name in ("b.txt", "c.html"):
        assert f"{name}: it holds bytes that stand for no letter (NUL)" in done.err
    assert "d.txt: it cannot be opened" in done.err
    assert run("evidence", "origins", register, "-o", "json").json["documents"] == []


def test_the_same_bytes_at_another_address_are_a_copy_and_one_origin(run, register, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text("Ten mines were cleared near Ebor on Monday.\n", encoding="utf-8")
    urls = ("https://example.org/1", "https://example.net/2")
    first, second = (
        run("evidence", "add", register, item, "--url", url, "--publisher", house, "-o", "json")
        for url, house in zip(urls, ("Ebor Police", "Coast Mail"), strict=True)
    )
    name = first.json[0]["document"]
    assert (second.json[0]["new"], second.json[0]["copy_of"]) == ("yes", [name])
    assert f"the same bytes as {name}, published elsewhere: a copy, and one origin with it" in second.err
    found = run("evidence", "origins", register, "-o", "json").json
    made = {one["id"]: one["derived_from"] for one in found["documents"]}
    assert made[second.json[0]["document"]] == [{"document": name, "how": "copy", "shared": 1.0}]
    assert (found["independent_origins"], len(found["lead"]["documents"])) == (1, 2)


def test_every_fault_of_one_command_is_told_at_once_and_files_by_name(run, register, tmp_path):
    item, empty = tmp_path / "item.txt", tmp_path / "empty.txt"
    item.write_text(WORDS, encoding="utf-8")
    empty.touch()
    told = ("--published", "2999", "--type", "rumour", "--url", "javascript:alert(1)", "--language", "english")
    before = run("log", register).out
    done = run("evidence", "add", register, item, empty, tmp_path / "gone.txt", tmp_path, *told)
    assert done.code == 45
    for words in ("one address belongs to one document", "'rumour' is no type", "2999 is still to come",
                  "'javascript:alert(1)' is no address", "'english' is no code of a language",
                  "empty.txt: it holds no words", "gone.txt: it cannot be opened",
                  f"{tmp_path.name}: it cannot be opened"):  # fmt: skip
        assert words in done.err
    files = run("evidence", "add", register, empty, tmp_path / "gone.txt")
    assert (files.code, files.err.count("cannot be opened"), files.err.count("holds no words")) == (61, 1, 1)
    assert run("log", register).out == before


def test_what_a_document_states_of_itself_and_cannot_be_right_stays_unknown(run, register, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text(f"publisher: Gazette\npublished: 2999\nurl: javascript:x()\n\n{WORDS}", encoding="utf-8")
    done = run("evidence", "add", register, item, "-o", "json")
    assert (done.json[0]["publisher"], done.json[0]["published"]) == ("Gazette", None)
    assert done.err.count("which cannot be right") == 2


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


COPY = "Ten mines were cleared near Ebor, the Ebor police said on Monday.\n"


def test_origins_are_counted_for_the_lead_event_and_nothing_moves(run, register, tmp_path):
    for name, publisher in (("a.txt", "Far Post"), ("b.txt", "Coast Mail")):
        (tmp_path / name).write_text(COPY, encoding="utf-8")
        assert run("evidence", "add", register, tmp_path / name, "--publisher", publisher).code == 0
    found = run("evidence", "origins", register, "-o", "json").json
    names = [one["id"] for one in found["documents"]]
    assert found["lead"] == {"kind": "mine-clearance", "documents": names}
    assert found["independent_origins"] == 1
    assert [(one["name"], one["documents"]) for one in found["origins"]] == [("the Ebor police", names)]
    assert [one["origins"] for one in found["statements"]] == [["the Ebor police"]] * 2
    assert "mine-clearance" in run("evidence", "origins", register).out
    assert run("evidence", "origins", register, "-o", tmp_path / "page.html").code == 0
    assert "the Ebor police" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert run("land", register, "-o", "csv").rows == []


def test_a_document_that_was_rejected_or_whose_words_were_erased_says_nothing_any_more(run, register, tmp_path):
    (tmp_path / "a.txt").write_text(COPY, encoding="utf-8")
    record = run("evidence", "add", register, tmp_path / "a.txt", "-o", "json").json[0]["record"]
    run("erase", register, record, "--reason", "asked for")
    found = run("evidence", "origins", register, "-o", "json").json
    assert (len(found["documents"]), found["events"], found["statements"]) == (1, [], [])
    assert run("reject", register, record, "--reason", "a rumour", acting="Boris").code == 0
    assert run("evidence", "origins", register, "-o", "json").json["documents"] == []


def test_a_lead_is_open_until_somebody_asks_for_a_survey_and_moves_no_land(run, register, tmp_path):
    words = "Ten mines were cleared in Tarn Province, the Tarn police said.\n"
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    run("evidence", "add", register, tmp_path / "a.txt")
    lead = run("evidence", "origins", register, "-o", "json").json["leads"][0]
    assert (lead["place"], lead["state"], lead["request"]) == ("Tarn Province", "open", None)
    assert run("evidence", "follow", register, "lead-0").code == 42
    made = run("evidence", "follow", register, "-o", "json").json
    assert [one["lead"] for one in made] == [lead["id"]]
    again = run("evidence", "origins", register, "-o", "json").json["leads"][0]
    assert (again["state"], again["request"]) == ("followed-up", made[0]["record"])
    assert run("evidence", "follow", register, "-o", "json").json == []
    assert run("show", register, made[0]["record"]).json["record"]["activity"] == "nts"
    assert run("land", register, "-o", "csv").rows == []


@pytest.mark.real_data
def test_two_news_items_rest_on_one_newspaper_and_clash_where_they_clash(run, register, data_dir):
    for number in (1, 2):
        assert run("evidence", "add", register, data_dir / "news" / f"item-{number}.txt").code == 0
    found = run("evidence", "origins", register, "-o", "json").json
    assert (len(found["documents"]), found["independent_origins"]) == (2, 1)
    assert [(one["name"], len(one["documents"])) for one in found["origins"]] == [("Krasnaya Zvezda", 2)]
    assert [one["kind"] for one in found["events"]] == ["mine-clearance", "meeting", "training"]
    assert all(len(one["documents"]) == 2 for one in found["events"])
    clearance, meeting, _training = found["events"]
    agreed = {(one["kind"], one["value"]) for one in meeting["agreed"]}
    assert agreed == {
        ("date", "--11-06"), ("place", "Pyongyang"), ("quote", "friendly atmosphere"), ("person", "Victor Goremykin"),
        ("person", "No Gun Chol"), ("person", "Alexander Matsygora"), ("person", "Pak Yong-il"),
        ("person", "Kim Jong-gyu"),
    }  # fmt: skip
    assert [(one["kind"], one["value"]) for one in clearance["contradicted"]] == [("explanation", "dugongs")]
    clash = meeting["contradicted"][0]
    assert (clash["kind"], clash["value"]) == ("speaker", "combat brotherhood")
    assert {side["value"] for side in clash["sides"]} == {"General No Gun Chol", "the Russian Ministry of Defense"}
    alone = {one["passage"].split(",")[0]: (one["hedged"], one["opinion"]) for one in meeting["only_in_one"]}
    assert alone["The discussions reportedly covered a range of topics"] == (True, False)
    assert [(one["place"], len(one["documents"])) for one in found["leads"]] == [("Kursk region", 2)]
