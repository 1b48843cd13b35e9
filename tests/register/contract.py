"""The promises of `store.Store` as tests. A store proves itself by a subclass that says how to make and reopen one."""

import datetime as dt
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landrelease.records.seal import Payload
from landrelease.records.times import stamp
from landrelease.register import errors
from landrelease.register.ready import ready
from landrelease.register.roots import NO_ROOT
from landrelease.register.rows import DERIVED, Added, BatchRow, Box, Head, Link, LogEntry, StoredPayload
from landrelease.register.store import Store

from .specimens import (
    NAME,
    STAMP,
    attachment,
    correction,
    decision,
    hazard,
    hazards,
    ids,
    person,
    programme,
    withdrawal,
)

ONE_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def ticking() -> Callable[[], str]:
    """A clock that shows another second each time it is read."""
    seconds = count()
    begin = dt.datetime(2025, 2, 1, tzinfo=dt.UTC)
    return lambda: stamp(begin + dt.timedelta(seconds=next(seconds)))


def root_by_hand(batches: list[list[str]]) -> str:
    """The running root, straight from its definition."""
    root = bytes(32)
    for batch in batches:
        inner = hashlib.sha256(b"".join(bytes.fromhex(record) for record in batch)).digest()
        root = hashlib.sha256(b"\x01" + root + inner).digest()
    return root.hex()


class StoreContract(ABC):
    """What every store must do."""

    @abstractmethod
    def make(self, folder: Path, clock: Callable[[], str]) -> Store:
        """Make a new, empty store in or for a folder."""

    @abstractmethod
    def reopen(self, store: Store) -> Store:
        """Open the same register a second time."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """An empty store."""
        with self.make(tmp_path, ticking()) as made:
            yield made

    # Writing and reading records

    def test_an_empty_register(self, store: Store) -> None:
        assert store.count() == 0
        assert store.root() == NO_ROOT.hex()
        assert list(store.records()) == []
        assert list(store.log()) == []
        assert store.batches() == []
        assert store.verify_bytes() == []
        assert store.verify_bytes(NO_ROOT.hex()) == []

    def test_bytes_come_back_as_they_went_in(self, store: Store) -> None:
        items = hazards(3)
        with store.writing("a") as batch:
            added = [batch.add(data) for data in items]
        assert added == [Added(seq, record, is_new=True) for seq, record in enumerate(ids(items), start=1)]
        assert list(store.records()) == list(zip((1, 2, 3), ids(items), items, strict=True))
        assert store.get(ids(items)[1]) == items[1]
        assert store.get_many([*ids(items), "00" * 32]) == dict(zip(ids(items), items, strict=True))

    def test_the_same_bytes_twice_add_nothing(self, store: Store) -> None:
        with store.writing("a") as batch:
            first = batch.add(hazard(1))
            assert batch.add(hazard(1)) == first._replace(is_new=False)
        with store.writing("a") as batch:
            assert batch.add_many([hazard(1), hazard(2), hazard(2)]) == [
                first._replace(is_new=False),
                Added(2, ids([hazard(2)])[0], is_new=True),
                Added(2, ids([hazard(2)])[0], is_new=False),
            ]
        with store.writing("a") as batch:
            batch.add(hazard(2))
        assert [row[0] for row in store.records()] == [1, 2]
        assert [batch.size for batch in store.batches()] == [1, 1]
        assert store.verify_bytes() == []

    def test_names_that_the_caller_brings_are_proved_before_the_commit(self, store: Store) -> None:
        with store.writing("a") as batch:
            added = batch.add_ready(ready([hazard(1), hazard(2)], ids([hazard(1), hazard(2)])))
        assert [one.id for one in added] == ids([hazard(1), hazard(2)])
        before = store.root()
        with pytest.raises(errors.WriteNotKeptError), store.writing("a") as batch:
            batch.add_ready(ready([hazard(3), hazard(4)], ids([hazard(3), hazard(5)])))
        assert (store.count(), store.root(), store.verify_bytes()) == (2, before, [])

    def test_bytes_that_are_no_record_are_named_by_the_new_ones_before_them(self, store: Store) -> None:
        given = [hazard(1), hazard(2), hazard(3), hazard(3), b"{}"]
        with store.writing("a") as batch:
            batch.add_many(hazards(2))
            with pytest.raises(errors.NotARecordError, match=r"record 4 of the batch: "):
                batch.add_many(given)
        with store.writing("a") as batch, pytest.raises(errors.NotARecordError, match=r"record 2 of the batch: "):
            batch.add_many(given)

    def test_another_opening_sees_the_same(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add_many(hazards(5))
        with self.reopen(store) as again:
            assert list(again.records()) == list(store.records())
            assert again.root() == store.root()

    def test_an_absent_record_is_said_to_be_absent(self, store: Store) -> None:
        with pytest.raises(errors.NoSuchRecordError, match="there is no record ab"):
            store.get("ab")

    def test_unknown_kinds_and_members_of_later_versions_are_kept(self, store: Store) -> None:
        data = b'{"format":1,"kind":"drone_flight","id":"D-1","rotors":4,"about":7}'
        with store.writing("a") as batch:
            batch.add(data)
        assert [row[2] for row in store.records(["drone_flight"])] == [data]
        assert store.verify_bytes() == []

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"{}",
            b"null",
            b'{"format":2,"kind":"hazard"}',
            b'{"kind":"hazard","format":1}',
            b'{"format":1,"kind":"hazard"',
            b'{"format":1,"kind":"hazard"}}',
            b'{"format":1,"kind":"hazard","id":5}',
            b'{"format":1,"kind":"hazard","date":["2024"]}',
            b'{"format":1,"kind":"hazard","remarks":"\xff"}',
            b'{"format":1,"kind":"hazard","depth":NaN}',
            b'{"format":1,"kind":"decision","about":"one"}',
            b'{"format":1,"kind":"hazard","deep":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        ],
    )
    def test_what_is_no_record_is_refused_and_the_batch_goes_on(self, store: Store, data: bytes) -> None:
        with store.writing("a") as batch:
            with pytest.raises(errors.NotARecordError):
                batch.add(data)
            batch.add(hazard(1))
        assert [row[2] for row in store.records()] == [hazard(1)]
        assert store.verify_bytes() == []

    def test_any_exception_undoes_the_whole_batch(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add(hazard(1))
        before = store.root()

        def fail() -> None:
            with store.writing("a") as batch:
                batch.add_many(hazards(10))
                batch.put("land", [(1, 0, b"h", b"b")])
                batch.put_boxes([Box(1, 0, 1, 0, 1)])
                batch.add_blob(b"photo")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert (store.count(), store.root()) == (1, before)
        assert store.read("land") == []
        assert store.near(0, 0, 1, 1) == []
        assert store.blob(hashlib.sha256(b"photo").hexdigest()) is None
        assert store.verify_bytes() == []

    def test_a_swallowed_failure_cannot_be_committed(self, store: Store) -> None:
        """Half of a failed write must not get in because somebody caught the exception inside the block."""

        def swallow() -> None:
            with store.writing("a") as batch:
                batch.add(hazard(1))
                with suppress(TypeError, ValueError):
                    batch.put("land", [(1, 0, b"h", b"b"), (2, 0, object(), b"")])

        with pytest.raises((TypeError, ValueError)):
            swallow()
        assert store.count() == 0

    @pytest.mark.parametrize(
        "rows",
        [
            lambda: [(2, 0, object(), b"")],
            lambda: ((1, 0, b"", b"") if n < 3 else int("x") for n in range(9)),
            lambda: [(n, 0, b"", b"") for n in range(200)] + [(1 << 70, 0, b"", b"")],
        ],
        ids=["no value", "rows that end in a fault", "a place too far"],
    )
    def test_nothing_is_written_after_a_failure_that_was_swallowed(
        self, store: Store, rows: Callable[[], Iterable[Any]]
    ) -> None:
        """The store may have undone the transaction by itself, and what came then would stay."""

        def go_on() -> None:
            with store.writing("a") as batch:
                with suppress(TypeError, ValueError, OverflowError):
                    batch.put("land", rows())
                with pytest.raises((TypeError, ValueError, OverflowError)):
                    batch.put("land", [(1, 0, b"h", b"b")])
                batch.add(hazard(1))

        with pytest.raises((TypeError, ValueError, OverflowError)):
            go_on()
        assert (store.count(), store.read("land")) == (0, [])

    def test_nothing_goes_through_a_batch_that_has_ended(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add(hazard(1))
        with pytest.raises(RuntimeError, match="has ended"):
            batch.add(hazard(2))

    def test_two_batches_at_once_on_one_store_are_refused(self, store: Store) -> None:
        with (
            store.writing("a") as batch,
            pytest.raises(errors.RegisterError, match="already open"),
            store.writing("b"),
        ):
            batch.add(hazard(1))
        with store.reading(), pytest.raises(errors.RegisterError, match="already open"), store.writing("b"):
            pass

    # Batches, log and root

    def test_log_and_batches(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add_many(hazards(2))
        with store.writing("a") as batch:
            batch.add(hazard(9))
        names = ids([*hazards(2), hazard(9)])
        first, second = "2025-02-01T00:00:00.000Z", "2025-02-01T00:00:01.000Z"
        assert list(store.log()) == [
            LogEntry(1, names[0], 1, first),
            LogEntry(2, names[1], 1, first),
            LogEntry(3, names[2], 2, second),
        ]
        assert store.batches() == [
            BatchRow(1, first, root_by_hand([names[:2]]), 1, 2),
            BatchRow(2, second, root_by_hand([names[:2], names[2:]]), 3, 1),
        ]
        assert store.root() == store.batches()[-1].root

    def test_a_batch_without_new_records_leaves_no_row(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.put("state", [(0, 0, b"", b"x")])
        assert store.batches() == []
        assert store.read("state") == [(0, 0, b"", b"x")]

    @settings(ONE_STORE, max_examples=20)
    @given(st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=5), max_size=6))
    def test_roots_follow_from_their_definition(self, tmp_path: Path, plan: list[list[int]]) -> None:
        folder = tmp_path / hashlib.sha256(repr(plan).encode()).hexdigest()
        folder.mkdir(exist_ok=True)
        seen: set[int] = set()
        batches = []
        with self.make(folder, lambda: STAMP) as store:
            for numbers in plan:
                with store.writing("a") as batch:
                    batch.add_many(hazard(number) for number in numbers)
                fresh = [number for number in dict.fromkeys(numbers) if number not in seen]
                seen.update(fresh)
                batches.append(ids([hazard(number) for number in fresh]))
            assert store.root() == root_by_hand([batch for batch in batches if batch])
            assert store.verify_bytes(store.root()) == []
        for leftover in folder.iterdir():
            leftover.unlink()

    def test_a_kept_root_is_looked_for_in_the_history(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add(hazard(1))
        kept = store.root()
        with store.writing("a") as batch:
            batch.add(hazard(2))
        assert store.verify_bytes(kept) == []
        assert store.verify_bytes(kept.upper()) == []
        assert [fault.code for fault in store.verify_bytes("12" * 32)] == ["kept-root"]

    # Lookups

    def test_heads_and_their_filters(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add(hazard(1, organisation="org-1", area_id="A", remarks="ć"))
            batch.add(hazard(2, author="p-9"))
            batch.add(decision(ids([hazard(2)])[0]))
        one, two, three = store.heads()
        assert one == Head(1, "hazard", "H-1", "A", "row-1", "p-1", STAMP, "2024-05-17", "org-1")
        assert three == Head(3, "decision", None, None, None, "p-2", STAMP, None, None)
        assert store.heads(kinds=["hazard"]) == [one, two]
        assert store.heads(authors=["p-9", "p-2"]) == [two, three]
        assert store.heads(kinds=["hazard"], authors=["p-9"]) == [two]
        assert store.heads(organisations=["org-1"]) == [one]
        assert store.heads(seqs=[3, 1, 99]) == [one, three]
        assert store.heads(seqs=[]) == []
        assert (store.heads(after=STAMP), store.heads(after="", kinds=["decision"])) == ([], [three])

    def test_heads_hold_any_text_as_it_is_written(self, store: Store) -> None:
        texts = ['a "quoted\\" one', "two\nlines\t", "\u007f\u2028 \U0001f9e8", "{}[],null", "1", "ends\0not here"]
        for text in texts:  # each in a batch of its own: one odd text changes nothing for others
            with store.writing("a") as batch:
                batch.add_many([hazard(1, area_id=text), hazard(2, organisation=text)])
        assert [head.area_id for head in store.heads()][::2] == texts
        assert [head.organisation for head in store.heads()][1::2] == texts

    def test_the_latest_moment(self, store: Store) -> None:
        assert store.latest() == ""
        with store.writing("a") as batch:
            batch.add_many([hazard(1, recorded="2025-03-01T00:00:00.000Z"), hazard(2)])
        assert store.latest() == "2025-03-01T00:00:00.000Z"

    def test_links(self, store: Store) -> None:
        target, other = ids(hazards(2))
        with store.writing("a") as batch:
            batch.add_many(hazards(2))
            first = batch.add(decision(target, other, target))
            batch.add(decision(target, supersedes=(first.id,)))
            batch.add(correction(target))
            batch.add(withdrawal(other))
            batch.add(attachment(b"photo", target))
        assert store.links_to([target]) == [
            Link(target, 3, "about"),
            Link(target, 4, "about"),
            Link(target, 5, "corrects"),
            Link(target, 7, "about"),
        ]
        assert store.links_to([other, first.id, other]) == [
            Link(other, 3, "about"),
            Link(first.id, 4, "supersedes"),
            Link(other, 6, "withdraws"),
        ]
        assert store.links_to([]) == []

    def test_links_to_records_that_come_later(self, store: Store) -> None:
        target = ids(hazards(1))[0]
        with store.writing("a") as batch:
            batch.add(decision(target))
        assert store.links_to([target]) == [Link(target, 1, "about")]

    def test_lookups_by_origin_source_position_and_id(self, store: Store) -> None:
        items = [hazard(1), hazard(2), hazard(1, date="2024-06")]
        with store.writing("a") as batch:
            batch.add_many(items)
        names = ids(items)
        assert store.by_origin(["row-1", "row-2", "row-3", "row-1"]) == {"row-1": [1, 3], "row-2": [2]}
        assert store.by_source("hazard", ["H-1", "H-9"]) == {"H-1": [1, 3]}
        assert store.by_source("release", ["H-1"]) == {}
        assert store.seq_of([*names, "no"]) == dict(zip(names, (1, 2, 3), strict=True))
        assert store.id_of([2, 9]) == {2: names[1]}
        assert store.by_origin([]) == store.seq_of([]) == store.id_of([]) == {}

    def test_records_by_kind(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add_many([hazard(1), decision("ab"), hazard(2)])
        assert [row[0] for row in store.records(["hazard"])] == [1, 3]
        assert [row[0] for row in store.records(["decision", "hazard"])] == [1, 2, 3]
        assert list(store.records([])) == []

    def test_short_ids(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add_many(hazards(300))
        names = sorted(ids(hazards(300)))
        assert store.find_prefix(names[7]) == [names[7]]
        assert store.find_prefix(names[7][:12].upper()) == [names[7]]
        assert store.find_prefix("a", limit=1000) == [name for name in names if name.startswith("a")]
        assert len(store.find_prefix("a", limit=3)) == 3
        assert store.find_prefix("") == store.find_prefix("%") == store.find_prefix("xyz") == []

    def test_looking_for_text(self, store: Store) -> None:
        rows = [hazard(1, remarks='by the "old" mill'), hazard(2, remarks="GLAVATIČEVO"), hazard(3)]
        escaped = b'{"format":1,"kind":"hazard","remarks":"\\u0047lavati\\u010devo"}'
        with store.writing("a") as batch:
            batch.add_many([*rows, escaped])
        assert [row[0] for row in store.find_text('"Old"')] == [1]
        assert [row[0] for row in store.find_text("glavatičevo")] == [2, 4]
        assert [row[0] for row in store.find_text("h-3")] == [3]
        assert list(store.find_text("remarks")) == []
        assert list(store.find_text("")) == []

    # Personal values, attachments, signatures

    def test_personal_values_lie_beside_the_record(self, store: Store) -> None:
        with store.writing("a") as batch:
            record = batch.add(person(), [NAME]).id
        assert store.payloads(record) == [
            StoredPayload(record, "name", NAME.salt, "A. Example", None, None, None),
        ]
        assert list(store.find_text("A. Example")) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            NAME._replace(value="B. Other"),
            NAME._replace(salt=bytes(16)),
            NAME._replace(field="contact"),
            Payload("name", b"", None),
        ],
    )
    def test_a_value_that_the_record_does_not_commit_to_is_refused(self, store: Store, wrong: Payload) -> None:
        with store.writing("a") as batch, pytest.raises(errors.PayloadMismatchError):
            batch.add(person(), [wrong])
        assert store.count() == 0

    def test_a_value_may_come_later_than_its_record(self, store: Store) -> None:
        with store.writing("a") as batch:
            record = batch.add(person()).id
        assert store.payloads(record) == []
        for _ in range(2):
            with store.writing("a") as batch:
                assert not batch.add(person(), [NAME]).is_new
        assert [payload.value for payload in store.payloads(record)] == ["A. Example"]

    def test_erasure_leaves_a_tombstone_and_the_register_verifies(self, store: Store) -> None:
        with store.writing("a") as batch:
            record = batch.add(person(), [NAME]).id
        root = store.root()
        with store.writing("a") as batch:
            assert batch.erase(record, "name", who="p-2", when=STAMP, why="asked for by the person")
        tombstone = StoredPayload(record, "name", b"", None, "p-2", STAMP, "asked for by the person")
        assert store.payloads(record) == [tombstone]
        with store.writing("a") as batch:
            assert not batch.erase(record, "name", who="p-3", when=STAMP, why="again")
            batch.add(person(), [NAME])
        assert store.payloads(record) == [tombstone]
        assert store.root() == root
        assert store.verify_bytes(root) == []

    def test_a_value_erased_before_it_came_never_comes(self, store: Store) -> None:
        with store.writing("a") as batch:
            record = batch.add(person()).id
            assert not batch.erase(record, "name", who="p-2", when=STAMP, why="erased elsewhere")
            batch.add(person(), [NAME])
        assert [payload.value for payload in store.payloads(record)] == [None]

    def test_an_erasure_must_be_of_something_and_say_why(self, store: Store) -> None:
        with store.writing("a") as batch:
            record = batch.add(person(), [NAME]).id
            with pytest.raises(errors.PayloadMismatchError):
                batch.erase(record, "contact", who="p-2", when=STAMP, why="asked")
            with pytest.raises(errors.NoSuchRecordError):
                batch.erase("00" * 32, "name", who="p-2", when=STAMP, why="asked")
            with pytest.raises(ValueError, match="who erased"):
                batch.erase(record, "name", who="p-2", when=STAMP, why="")

    def test_attachments(self, store: Store) -> None:
        data = bytes(range(256)) * 500
        with store.writing("a") as batch:
            sha256 = batch.add_blob(data)
            assert batch.add_blob(data) == sha256 == hashlib.sha256(data).hexdigest()
            batch.add_blob(b"")
        assert store.blob(sha256) == data
        assert store.blob(hashlib.sha256(b"").hexdigest()) == b""
        assert store.blob("00" * 32) is None
        assert store.verify_bytes() == []

    def test_signatures(self, store: Store) -> None:
        with store.writing("a") as batch:
            record = batch.add(hazard(1)).id
            for key, signature in (("k2", b"s"), ("k1", b"s"), ("k1", b"s"), ("k1", b"r")):
                batch.sign(record, key, signature)
            with pytest.raises(errors.NoSuchRecordError):
                batch.sign("00" * 32, "k1", b"s")
        assert store.signatures(record) == [("k1", b"r"), ("k1", b"s"), ("k2", b"s")]

    def test_a_second_programme_is_refused(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add(programme("BA"))
        with (
            pytest.raises(errors.DifferentProgrammeError, match="belongs to programme BA, the record to programme CO"),
            store.writing("a") as batch,
        ):
            batch.add_many([hazard(1), programme("CO")])
        with pytest.raises(errors.DifferentProgrammeError), store.writing("a") as batch:
            batch.add_many([programme("CO"), programme("DO")])
        with store.writing("a") as batch:
            batch.add(programme("BA").replace(b"Province of", b"State of"))
        assert store.count() == 2

    # Derived tables

    @pytest.mark.parametrize("table", DERIVED)
    def test_derived_rows(self, store: Store, table: str) -> None:
        rows = [(3, 1, b"h31", b""), (1, 0, b"h10", b"b" * 5000), (3, 0, b"", b"b30")]
        with store.writing("a") as batch:
            batch.put(table, rows)
        assert store.read(table) == sorted(rows)
        assert store.read(table, [3, 7, 3]) == sorted(rows)[1:]
        assert store.read(table, []) == []
        with store.writing("a") as batch:
            batch.put(table, [(3, 0, b"new", b"new")])
            batch.drop(table, [1, 7])
        assert store.read(table) == [(3, 0, b"new", b"new"), (3, 1, b"h31", b"")]
        with store.writing("a") as batch:
            batch.take_out(table, [(3, 1), (1, 1)])
        assert store.read(table) == [(3, 0, b"new", b"new")]
        with store.writing("a") as batch:
            batch.clear(table)
            batch.put(table, rows[:1])
        assert store.read(table) == rows[:1]

    def test_many_rows_that_differ_in_their_seq_alone(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.put("state", [(7, 0, b"rejected", b"x"), (8, 0, b"proposed", b""), (9, 1, b"other", b"")])
        for _again in range(2):
            with store.writing("a") as batch:
                batch.put("state", ((seq, 0, b"proposed", b"") for seq in range(500, 0, -1)))
            rows = [(seq, 0, b"proposed", b"") for seq in range(1, 501)]
            assert store.read("state") == [*rows[:9], (9, 1, b"other", b""), *rows[9:]]
        with store.writing("a") as batch:
            batch.put("state", [(seq, 0, b"proposed", b"y" if seq == 250 else b"") for seq in range(1, 501)])
        assert [row for row in store.read("state") if row[3]] == [(250, 0, b"proposed", b"y")]

    @pytest.mark.parametrize("table", ["record", "head", "box", "land; DROP TABLE record"])
    def test_only_derived_tables_are_written_freely(self, store: Store, table: str) -> None:
        with pytest.raises(ValueError, match="no derived table"):
            store.read(table)
        with store.writing("a") as batch:
            with pytest.raises(ValueError, match="no derived table"):
                batch.put(table, [])
            with pytest.raises(ValueError, match="no derived table"):
                batch.drop(table, [1])
            with pytest.raises(ValueError, match="no derived table"):
                batch.take_out(table, [(1, 0)])

    def test_clear_refuses_records(self, store: Store) -> None:
        with pytest.raises(ValueError, match="no derived table"), store.writing("a") as batch:
            batch.clear("record")

    def test_boxes(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.put_boxes([Box(5, 0, 10, 0, 10), Box(2, 10, 20, 10, 20), Box(9, 100, 200, -50, -40)])
        assert store.near(10, 10, 10, 10) == [2, 5]
        assert store.near(150, -45, 150, -45) == [9]
        assert store.near(21, 0, 99, 100) == []
        assert store.near_many([(0, 0, 1, 1), (300, 300, 301, 301), (-1e9, -1e9, 1e9, 1e9)]) == [[5], [], [2, 5, 9]]
        with store.writing("a") as batch:
            batch.put_boxes([Box(5, 50, 51, 50, 51)])
            batch.drop_boxes([9, 77])
        assert store.near(-1e9, -1e9, 1e9, 1e9) == [2, 5]
        with store.writing("a") as batch:
            batch.clear("box")
        assert store.near(-1e9, -1e9, 1e9, 1e9) == []

    @ONE_STORE
    @given(st.lists(st.tuples(*[st.floats(-3e6, 3e6) for _ in range(4)]), min_size=1, max_size=20))
    def test_no_box_is_missed_for_its_single_precision(self, store: Store, corners: list[tuple[float, ...]]) -> None:
        boxes = [
            Box(seq, min(a, b), max(a, b), min(c, d), max(c, d)) for seq, (a, b, c, d) in enumerate(corners, start=1)
        ]
        with store.writing("a") as batch:
            batch.clear("box")
            batch.put_boxes(boxes)
        for box in boxes:
            touching = {
                other.seq
                for other in boxes
                if other.x1 >= box.x0 and other.x0 <= box.x1 and other.y1 >= box.y0 and other.y0 <= box.y1
            }
            assert touching <= set(store.near(box.x0, box.y0, box.x1, box.y1))

    # Views, index, copies

    def test_a_reading_holds_one_view(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add(hazard(1))
        with self.reopen(store) as other, other.reading():
            assert other.count() == 1
            with store.writing("a") as batch:
                batch.add(hazard(2))
            with other.reading():
                assert other.count() == 1
            assert (other.count(), store.count()) == (1, 2)

    def test_a_batch_sees_what_it_wrote(self, store: Store) -> None:
        with store.writing("a") as batch:
            record = batch.add(hazard(1)).id
            batch.put("land", [(1, 0, b"h", b"b")])
            with store.reading():
                assert store.get(record) == hazard(1)
                assert store.read("land") == [(1, 0, b"h", b"b")]
            batch.add(hazard(2))
        assert store.count() == 2

    def test_rebuilding_the_index_changes_nothing(self, store: Store) -> None:
        with store.writing("a") as batch:
            batch.add_many(hazards(50))
            batch.add(decision(*ids(hazards(50))))
        heads, links = store.heads(), store.links_to(ids(hazards(50)))
        with store.writing("a") as batch:
            batch.rebuild_index()
        assert store.heads() == heads
        assert store.links_to(ids(hazards(50))) == links
        assert len(store.batches()) == 1
        assert store.verify_bytes() == []

    def test_a_backup_is_the_same_register(self, store: Store, tmp_path: Path) -> None:
        with store.writing("a") as batch:
            batch.add(person(), [NAME])
            batch.add_many(hazards(20))
            batch.add_blob(b"photo")
            batch.put("land", [(1, 0, b"h", b"b")])
        target = tmp_path / "copy.register"
        assert store.backup(target) == store.root()
        with pytest.raises(errors.RegisterExistsError):
            store.backup(target)

    def test_what_is_not_committed_is_neither_verified_nor_copied(self, store: Store, tmp_path: Path) -> None:
        with store.writing("a") as batch:
            batch.add(hazard(1))
        kept = store.root()
        with store.writing("a") as batch:
            batch.add(hazard(2))
            assert store.verify_bytes(kept) == []
            assert store.backup(tmp_path / "copy.register") == kept

    def test_closing_twice_is_no_error(self, store: Store) -> None:
        store.close()
        store.close()
