import re
from collections import Counter
from itertools import pairwise

import pytest

from landrelease.demo import cast, mistakes, press, script

VERBS = {
    "init",
    "import",
    "check",
    "correct",
    "withdraw",
    "accept",
    "settle",
    "statement",
    "land",
    "explain",
    "count",
    "verify",
    "gate",
    "task",
    "programme",
    "verify-document",
    "map",
    "backup",
    "site",
    "evidence",
    "duplicates",
    "merge",
    "form",
    "publish",
}


@pytest.fixture(scope="module")
def steps(told):
    return script.script(told)


def _imported(step):
    return [word.removeprefix("incoming/") for word in step.argv if word.startswith("incoming/")]


def test_steps_use_the_public_doors_and_each_at_least_once(steps):
    assert {step.argv[0] for step in steps} == VERBS
    assert all({script.REGISTER, script.COPY} & set(step.argv[1:4]) for step in steps)
    assert all(isinstance(word, str) and word for step in steps for word in step.argv)
    assert all(step.title and step.why for step in steps)


def test_every_file_is_imported_once_and_three_once_more_on_purpose(told, steps):
    counts = Counter(path for step in steps for path in _imported(step))
    assert set(counts) == {row.sheet.path for row in (*told.rows, *told.season)}
    again = {path: count for path, count in counts.items() if count > 1}
    assert again == {"2019/centre_registry_2019.csv": 2, "2019/kestrel_2019.gpkg": 2, mistakes.NO_CRS.path: 2}


def test_an_import_claims_the_moment_of_its_files_in_rising_order(told, steps):
    moments = {row.sheet.path: row.sheet.recorded for row in (*told.rows, *told.season)}
    claimed = []
    for step in (one for one in steps if one.chapter != "joint"):  # that one is looked at in test_joint
        paths = _imported(step)
        if paths:
            claimed.append(step.argv[step.argv.index("--recorded") + 1])
            assert {moments[path] for path in paths} == {claimed[-1]}
    usual = claimed[:-2]  # the same file twice, and the corrected sketch map, come after all others
    assert all(one <= other for one, other in pairwise(usual))


def test_nobody_accepts_their_own(steps):
    for step in steps:
        who = {
            option: step.argv[step.argv.index(option) + 1] for option in ("--as", "--accept-as") if option in step.argv
        }
        assert len(set(who.values())) == len(who)
        if step.argv[0] == "accept":
            assert who["--as"] == script.REVIEWER


def test_coordinates_without_a_system_get_one_or_are_refused(told, steps):
    sheets = {row.sheet.path: row.sheet for row in (*told.rows, *told.season)}
    for step in steps:
        for path in _imported(step):
            if sheets[path].group in {"tables", "points", "joint"}:
                assert sheets[path].crs == step.argv[step.argv.index("--crs") + 1]
            elif sheets[path] == mistakes.NO_CRS:
                assert ("--crs" in step.argv) == (step.ends == "ok")
            else:
                assert "--crs" not in step.argv


def test_what_only_the_register_knows_stands_in_braces_and_can_be_filled(told, steps):
    asked = []

    def answer(what, words):
        asked.append((what, words))
        return "0" * 64

    lines = [script.filled(step.argv, answer) for step in steps]
    assert not re.search(r"[{}]", " ".join(" ".join(line) for line in lines))
    ids = {row.id for row in told.rows}
    people = {press.PERSON, press.AGAIN}
    assert Counter(what for what, _ in asked) == {"record": 4, "proposed": 3, "finding": 1}
    assert all(words[-1] in ids | people for _, words in asked)
    for what, words in asked:
        if what == "record" and words[0] not in people:
            assert sum(row.id == words[0] for row in told.rows) == 1, "the source id must name one record"


def test_coordinates_below_zero_are_no_options(steps):
    for step in steps:
        if step.argv[0] == "explain":
            assert step.argv[2] == "--"
            lon, lat = map(float, step.argv[3:])
            assert (lon, lat) == pytest.approx(cast.CENTRE, abs=0.3)


def test_chapters_come_in_order_and_one_step_is_refused(steps):
    chapters = list(dict.fromkeys(step.chapter for step in steps))
    assert chapters == [
        "opening",
        *map(str, cast.YEARS),
        "corrections",
        "joint",
        "answers",
        "outputs",
        "evidence",
        "publication",
    ]
    assert [step.title for step in steps if step.ends == "refused"] == [
        "A file without a reference system",
        "It is ordered all the same",
        "Two units too near",
        "A rotation ends in mid-task",
    ]
    assert [step.argv[0] for step in steps if step.ends == "findings"] == ["gate", "check"]
