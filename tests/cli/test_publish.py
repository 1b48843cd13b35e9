"""`landrelease publish`: a publication is a record, the next one says what changed, anybody verifies it."""

import json

import pytest

BORIS = "Борис Иванов"


def test_a_publication_is_recorded_and_the_next_one_tells_what_changed(province, run, tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    question = ("publish", province, "apmbc-article-7", "--year", "2021", "--approved-by", BORIS)
    done = run(*question, "--known-at", "2021-06-30", "-o", first)
    assert done.code == 0, done.err
    done = run(*question, "-o", second)
    assert done.code == 0, done.err
    then, now = (json.loads(path.read_text(encoding="utf-8")) for path in (first, second))
    assert now["since"] == then["id"]
    assert now["changes"]
    assert {one["how"] for change in now["changes"] for one in change["why"]} <= {"came", "went", "moved"}
    assert f"changed since {then['id'][:12]}" in done.out
    listed = run("publish", province).out
    assert listed.count("accepted") == 2
    assert "apmbc" not in listed
    verified = run("publish", province, "--verify", second)
    assert (verified.code, verified.out.splitlines()) == (
        0, ["in this register: accepted", "the same records as then: yes", "the same figures from them: yes"],
    )  # fmt: skip
    old = run("publish", province, "--verify", first)
    assert old.code == 1
    assert "others now" in old.out
    assert run("verify", province).code == 0


def test_a_trial_writes_nothing_and_what_nobody_approved_waits(province, run, rows, tmp_path):
    before = rows(province)
    question = ("publish", province, "apmbc-article-7", "--year", "2020")
    target, text = tmp_path / "trial.json", tmp_path / "press.txt"
    assert "would be published" in run(*question, "--dry-run", "-o", target).out
    text.write_text("Nobody drove anywhere.", encoding="utf-8")
    spoken = run("publish", province, "--communique", text, "--audience", "authority", "--dry-run", "-o", target)
    assert "would be published" in spoken.out
    said = "nothing was written: no record, and no file trial.json (--dry-run)"
    assert [said in run(*question, "--dry-run", "-o", target).err, said in spoken.err] == [True, True]
    assert not target.exists()
    assert rows(province) == before
    assert "waits for a decision" in run(*question).out
    assert "proposed" in run("publish", province).out
    assert "publication" in run("queue", province).out


def test_what_was_changed_by_hand_is_refused(province, run, tmp_path):
    path = tmp_path / "2020.json"
    question = ("publish", province, "apmbc-article-7", "--year", "2020", "--approved-by", BORIS)
    assert run(*question, "-o", path).code == 0
    path.write_text(path.read_text(encoding="utf-8").replace('"year": 2020', '"year": 2019'), encoding="utf-8")
    done = run(*question, "--since", path)
    assert done.code == 45
    assert "it is no publication, or it was changed since it was frozen" in done.err


def test_brackets_without_end_are_no_publication_and_a_file_that_is_missing_is_called_so(province, run, tmp_path):
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000, encoding="ascii")
    question = ("publish", province, "apmbc-article-7", "--year", "2020", "--dry-run", "--since")
    for done in (run("publish", province, "--verify", path), run(*question, path)):
        assert (done.code, "deep.json: it is no publication" in done.err) == (45, True)
    for name, done in (
        ("missing.json", run("publish", province, "--verify", "missing.json")),
        ("nothere", run(*question, "nothere")),
    ):
        assert (done.code, f"{name}: there is no such file" in done.err) == (45, True)


def test_what_partners_get_names_no_person_and_no_record_and_is_verified_all_the_same(province, run, tmp_path):
    path, other = tmp_path / "partners.json", tmp_path / "other.json"
    question = ("publish", province, "apmbc-article-7", "--year", "2020", "--audience", "partner")
    assert run(*question, "--approved-by", BORIS, "-o", path).code == 0
    text = path.read_text(encoding="utf-8")
    told = json.loads(text)
    assert (told["approvals"], told["audience"]) == (1, "partner")
    assert told["sentences"][0].startswith("For the audience partner; valid for 2020-12-31.")
    assert {"author", "approved_by", "gathered", "findings"}.isdisjoint(told)
    assert '"p-' not in text
    assert all(figure["records"] == {} for figure in told["figures"])
    assert all(len(figure["value"].partition(".")[2]) <= 2 for figure in told["figures"] if figure["value"])
    verified = run("publish", province, "--verify", path)
    assert (verified.code, "the same figures from them: yes" in verified.out) == (0, True)
    other.write_text(text.replace('"year": 2020', '"year": 2019'), encoding="utf-8")
    assert "it was changed since it was frozen" in run("publish", province, "--verify", other).err
    again = run(*question, "--since", path)
    assert again.code == 0, again.err


def test_nobody_approves_alone_and_a_form_needs_its_year(province, run, rows):
    before = rows(province)
    done = run("publish", province, "apmbc-article-7", "--year", "2020", "--approved-by", BORIS, acting=BORIS)
    assert done.code == 44
    assert run("publish", province, "apmbc-article-7").code == 2
    assert rows(province) == before


def test_a_press_statement_is_published_and_a_later_correction_is_shown_on_it(province, run, tmp_path):
    text, page = tmp_path / "press.txt", tmp_path / "press.html"
    told = run("statement", province, "--year", "2020", "-o", "json").json
    open_m2 = told["rows"][0]["closing"]["suspected_m2"]
    text.write_text("A first sentence. Teams saw 3 herons.", encoding="utf-8")
    question = ("publish", province, "--communique", text, "--audience", "authority", "--approved-by", BORIS)
    refused = run(*question)
    assert refused.code == 1
    assert "figure-without-link: The sentence “Teams saw 3 herons.” has the figure 3" in refused.err
    text.write_text(
        f"At the end of 2020 [{open_m2:,.0f} m²](ledger:suspected;year=2020) were suspected.", encoding="utf-8"
    )
    done = run(*question, "--title", "Land in 2020", "-o", page)
    assert done.code == 0, done.err
    assert "Land in 2020" in page.read_text(encoding="utf-8")
    name = done.out.split()[1]
    assert run("publish", province, "--verify", name).out == "every sentence of 'Land in 2020' still holds\n"
    (behind,) = [row["id"] for row in run("log", province, "-o", "json").json if row["kind"] == "hazard"][:1]
    withdrawn = run("withdraw", province, behind, "--reason", "duplicate", "--evidence", "one sheet")
    assert run("accept", province, withdrawn.out.split()[0], acting=BORIS).code == 0
    after = run("publish", province, "--verify", name)
    assert after.code == 1
    assert "no longer holds" in after.out
    assert f"went: {behind[:12]} (withdrawal: duplicate)" in after.out


def test_a_press_statement_in_another_writing_is_refused(province, run, tmp_path):
    text = tmp_path / "words.txt"
    text.write_bytes("Déminage".encode("latin-1"))
    done = run("publish", province, "--communique", text)
    assert done.code == 2
    assert "words.txt: its letters are not UTF-8" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--year", 2020), "--year: there is nothing here that it could be about"),
        (("--layout", "guide", "--title", "x"), "--layout, --title: there is nothing here"),
        (("apmbc-article-7", "--year", 2020, "--title", "x"), "--title: there is nothing here"),
        (("apmbc-article-7", "--year", 2020, "--verify", "ab"), "FORM and --verify: give one of them"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(run, province, options, said):
    done = run("publish", province, *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_an_empty_id_names_no_publication(run, province):
    assert run("publish", province, "--verify", "").code == 42
