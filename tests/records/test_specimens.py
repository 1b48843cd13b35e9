"""
The drawer of specimens: what was written in format 1 is read for ever.

``tests/specimens/format-1`` holds one file a record, byte for byte, named for its kind and what is odd about it;
``SHA256SUMS`` holds their identities in the form of ``sha256sum`` (``sha256sum --check`` reads it), ``defaults.json``
what a field means that is left out. Files are added; none is ever changed or removed.
"""

import json
import subprocess
from pathlib import Path

import msgspec
import pytest

from landrelease.records.format1 import decode, encode, identity
from landrelease.records.kinds import KINDS, kind_of
from landrelease.records.marks import field_marks

DRAWER = Path(__file__).resolve().parents[1] / "specimens" / "format-1"
SUMS = {line.split("  ")[1]: line.split("  ")[0] for line in (DRAWER / "SHA256SUMS").read_text().splitlines()}
DEFAULTS = json.loads((DRAWER / "defaults.json").read_text(encoding="utf-8"))
WRITTEN_FIRST = 32


@pytest.mark.parametrize("name", SUMS)
def test_a_specimen_has_its_identity_and_its_kind(name):
    data = (DRAWER / name).read_bytes()
    assert identity(data) == SUMS[name]
    assert kind_of(decode(data)) == name.split(".")[0].split("-")[0]


@pytest.mark.parametrize("name", SUMS)
def test_every_member_of_a_specimen_is_still_read(name):
    members = json.loads((DRAWER / name).read_bytes())
    read = json.loads(encode(decode((DRAWER / name).read_bytes())))
    unknown = {member for member in members if member.startswith("later_")}
    assert {member: value for member, value in members.items() if member not in unknown} == read


def test_the_drawer_holds_what_its_list_says():
    assert {path.name for path in DRAWER.glob("*-*.json")} == set(SUMS)
    assert len(SUMS) >= WRITTEN_FIRST


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_lies_in_the_drawer_with_all_its_fields(kind):
    members = set(json.loads((DRAWER / f"{kind}-full.json").read_bytes()))
    open_fields = {field for field, mark in field_marks(KINDS[kind]).items() if not mark.personal}
    later = set().union(*(json.loads((DRAWER / name).read_bytes()) for name in SUMS if name.startswith(f"{kind}-")))
    assert members <= open_fields | {"format", "kind"}
    assert open_fields <= later, "a field was added to the kind: add a specimen that has it"


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_missing_member_means_never_changes(kind):
    bare = msgspec.to_builtins(decode((DRAWER / f"{kind}-bare.json").read_bytes()))
    fields = zip(KINDS[kind].__struct_encode_fields__, KINDS[kind].__struct_fields__, strict=True)
    meant = {written: json.loads(msgspec.json.encode(getattr(KINDS[kind](), field))) for written, field in fields}
    assert set(bare) == {"kind"}
    assert {field: meant[field] for field in DEFAULTS[kind]} == DEFAULTS[kind]
    assert set(meant) == set(DEFAULTS[kind]), "a field was added to the kind: add its default"


def test_the_tool_of_the_system_agrees():
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=DRAWER, check=True, capture_output=True)
