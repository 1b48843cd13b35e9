"""The audit: it only grows, and whatever is done to it behind its back is found."""

from concurrent.futures import ThreadPoolExecutor

import apsw
import pytest

from landrelease.accounts import audit, errors
from landrelease.accounts.audit import Flaw, Head, Period, chained
from landrelease.accounts.moment import later

from .conftest import NOON

RECORD = "ab" * 32


@pytest.fixture
def five(kept, here):
    """Five rows of two accounts, a second apart."""
    about = (RECORD, "/records/{id}")
    codes = ("sign-in", "sign-in", "sign-in", "show", "show")
    return [
        kept.audit.write(f"a{number % 2}", code, about, origin=here, now=later(NOON, number))
        for number, code in enumerate(codes)
    ]


def behind(path, *statements):
    """Change the file as somebody does who may write it and knows SQL."""
    db = apsw.Connection(str(path))
    for trigger in ("audit_no_update", "audit_no_delete", "audit_no_replace"):
        db.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        db.execute(statement)
    db.close()


def test_rows_are_written_in_order_and_read_backwards(kept, five):
    assert [row.seq for row in five] == [1, 2, 3, 4, 5]
    assert kept.audit.page() == five[::-1]
    assert five[0].about == (RECORD, "/records/{id}")
    assert five[0].network == "203.0.113.0/24"
    assert kept.audit.head() == Head(5, five[4].hash)


def test_pages_follow_each_other(kept, five):
    first = kept.audit.page(limit=2)
    assert first == [five[4], five[3]]
    assert kept.audit.page(before=first[-1].seq, limit=2) == [five[2], five[1]]


@pytest.mark.parametrize(
    ("wanted", "seqs"),
    [
        (Period(account="a1"), [4, 2]),
        (Period(what="show"), [5, 4]),
        (Period(account="a0", what="sign-in"), [3, 1]),
        (Period(since=later(NOON, 1), until=later(NOON, 3)), [3, 2]),
        (Period(what="nothing"), []),
    ],
)
@pytest.mark.usefixtures("five")
def test_rows_are_found_by_account_code_and_period(kept, wanted, seqs):
    assert [row.seq for row in kept.audit.page(wanted)] == seqs


@pytest.mark.parametrize(
    "word", ["Amélie", "two words", "/explain/17.12345", "18.4131,43.8563", "33TYJ123456789012", "", "x" * 201]
)
def test_names_and_positions_are_not_written_down(kept, word):
    with pytest.raises(errors.BadValueError, match="only ids and patterns"):
        kept.audit.write("a1", "show", (word,), now=NOON)
    assert kept.audit.page() == []


@pytest.mark.parametrize("word", ["p-" + "1234567890abcdef" * 2, "1" * 64, "/api/land/{lon}/{lat}", "unit:team-3"])
def test_ids_and_patterns_are(kept, word):
    assert kept.audit.write("a1", "show", (word,), now=NOON).about == (word,)


def test_a_code_is_a_code(kept):
    with pytest.raises(errors.BadValueError, match="'Sign in' is no code"):
        kept.audit.write("a1", "Sign in", now=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET what = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    ],
)
@pytest.mark.usefixtures("five")
def test_whatever_program_opens_the_file_its_audit_stays(kept, path, statement):
    db = apsw.Connection(str(path))
    with pytest.raises(apsw.ConstraintError, match="audit rows"):
        db.execute(statement)
    db.close()
    assert kept.audit.verify() == []


@pytest.mark.usefixtures("five")
def test_not_even_this_room_changes_it(kept):
    with pytest.raises(errors.AccountsFaultError), kept.store.writing() as deed:
        deed.change("audit", {"seq": 1}, {"what": "x"})
    with pytest.raises(errors.AccountsFaultError), kept.store.writing() as deed:
        deed.drop("audit", {"seq": 1})
    assert kept.audit.verify() == []


@pytest.mark.parametrize(
    ("statement", "flaws"),
    [
        ("UPDATE audit SET account = 'a9' WHERE seq = 2", [Flaw(2, "changed")]),
        ("UPDATE audit SET time = '2026-03-01T12:00:09.000Z' WHERE seq = 5", [Flaw(5, "changed")]),
        ("UPDATE audit SET about = '[]' WHERE seq = 1", [Flaw(1, "changed")]),
        ("UPDATE audit SET network = '' WHERE seq = 3", [Flaw(3, "changed")]),
        ("DELETE FROM audit WHERE seq = 3", [Flaw(3, "missing"), Flaw(4, "changed")]),
        ("DELETE FROM audit WHERE seq = 1", [Flaw(1, "missing"), Flaw(2, "changed")]),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4", [Flaw(4, "changed"), Flaw(5, "changed")]),
    ],
)
@pytest.mark.usefixtures("five")
def test_a_change_behind_its_back_is_found(kept, path, statement, flaws):
    assert kept.audit.verify() == []
    behind(path, statement)
    assert kept.audit.verify() == flaws


def test_a_cut_end_and_a_chain_made_anew_are_found_with_a_kept_head(kept, path, five):
    head = kept.audit.head()
    kept.audit.write("a1", "sign-out", now=later(NOON, 9))
    assert kept.audit.verify(head) == []
    behind(path, "DELETE FROM audit WHERE seq >= 5")
    assert kept.audit.verify() == []
    assert kept.audit.verify(head) == [Flaw(5, "missing")]
    forged = {"seq": 5, "time": NOON, "account": "a9", "what": "show", "about": "[]", "network": ""}
    made = chained(five[3].hash, forged)
    behind_again = apsw.Connection(str(path))
    behind_again.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (*forged.values(), made))
    behind_again.close()
    assert kept.audit.verify() == []
    assert kept.audit.verify(head) == [Flaw(5, "changed")]


def test_rows_of_many_threads_make_one_chain(kept):
    with ThreadPoolExecutor(8) as threads:
        rows = list(threads.map(lambda number: kept.audit.write(f"a{number}", "show", now=NOON), range(40)))
    assert sorted(row.seq for row in rows) == list(range(1, 41))
    assert kept.audit.verify() == []


@pytest.mark.usefixtures("five")
def test_more_rows_than_are_read_at_once_are_verified(kept, path, monkeypatch):
    monkeypatch.setattr(audit, "_BATCH", 2)
    assert kept.audit.verify(kept.audit.head()) == []
    behind(path, "UPDATE audit SET account = 'a9' WHERE seq = 3")
    assert kept.audit.verify() == [Flaw(3, "changed")]
