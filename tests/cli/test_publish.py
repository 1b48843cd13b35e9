"""`landrelease publish`: the file of a publication, and the next one beside it."""

import json

BORIS = "Борис Иванов"


def test_a_publication_is_frozen_and_the_next_one_tells_what_changed(province, run, rows, tmp_path):
    before = rows(province)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    question = ("publish", province, "apmbc-article-7", "--year", "2021", "--approved-by", BORIS)
    done = run(*question, "--known-at", "2021-06-30", "-o", first)
    assert done.code == 0, done.err
    done = run(*question, "--since", first, "-o", second)
    assert done.code == 0, done.err
    then, now = (json.loads(path.read_text(encoding="utf-8")) for path in (first, second))
    assert now["since"] == then["id"]
    assert now["changes"]
    assert {one["how"] for change in now["changes"] for one in change["why"]} <= {"came", "went", "moved"}
    assert f"changed since {then['id'][:12]}" in done.out
    assert now["id"] in done.out
    assert rows(province) == before


def test_what_was_changed_by_hand_is_refused(province, run, tmp_path):
    path = tmp_path / "2020.json"
    question = ("publish", province, "apmbc-article-7", "--year", "2020", "--approved-by", BORIS)
    assert run(*question, "-o", path).code == 0
    path.write_text(path.read_text(encoding="utf-8").replace('"year": 2020', '"year": 2019'), encoding="utf-8")
    done = run(*question, "--since", path)
    assert done.code == 45
    assert "it is no publication, or it was changed since it was frozen" in done.err


def test_nobody_approves_alone(province, run, tmp_path):
    done = run("publish", province, "apmbc-article-7", "--year", "2020", "--approved-by", BORIS, acting=BORIS)
    assert done.code == 44
    assert not list(tmp_path.glob("*.json"))
