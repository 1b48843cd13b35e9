"""docs/formats/register-1.md says what is so; its sessions run in tests/house/test_documents.py."""

import hashlib
import re
from pathlib import Path

from landrelease.register import schema
from landrelease.register.sqlite import SqliteStore
from landrelease.register.verify import CODES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "register-1.md").read_text(encoding="utf-8")
RECORD_PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "record-1.md").read_text(encoding="utf-8")


def test_the_schema_of_the_page_is_the_schema():
    shown = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert "".join(shown) == schema.SQL.lstrip()


def test_the_first_bytes_of_a_file_are_as_shown(tmp_path):
    SqliteStore.create(tmp_path / "a.register").close()
    head = (tmp_path / "a.register").read_bytes()[:100]
    assert head[:16] == b"SQLite format 3\x00"
    for place in (slice(60, 64), slice(68, 72)):
        assert f"| {place.start} to {place.stop - 1} |" in PAGE
        assert f"`{head[place].hex(' ')}`" in PAGE


def test_the_worked_example_adds_up():
    records = re.search(r"^```text\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)[1].encode().split(b"\n")
    ids = [hashlib.sha256(record).digest() for record in records]
    values, root = [], bytes(32)
    for batch in (ids[:2], ids[2:]):
        inner = hashlib.sha256(b"".join(batch)).digest()
        root = hashlib.sha256(b"\x01" + root + inner).digest()
        values += [*batch, inner, root]
    rows = re.findall(r"^\| .* \| `([0-9a-f]{64})` \|$", PAGE, re.MULTILINE)
    assert rows == [value.hex() for value in values]


def test_its_records_are_those_of_the_page_of_the_record():
    records = re.search(r"^```text\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)[1].split("\n")
    assert all(record in RECORD_PAGE for record in records[:2])


def test_every_finding_is_in_the_table():
    table = PAGE[PAGE.index("## What is found by what") :]
    assert {code for code in CODES if f"`{code}`" not in table} == {"orphan"}
