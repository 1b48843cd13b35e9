"""Packed files are looked into before anything is opened."""

import io
import struct
import zipfile

import pytest

from landrelease.intake import archive
from landrelease.intake.fault import IntakeError


def packed(members, **options):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return whole.getvalue()


def refused(path):
    with pytest.raises(IntakeError) as caught:
        archive.members(path)
    return caught.value.code


def test_members_are_listed_without_folders(written):
    path = written(packed({"a/": b"", "a/b.shp": b"x", "c.txt": b""}), "a.zip")
    assert archive.members(path) == ["a/b.shp", "c.txt"]


@pytest.mark.parametrize(
    "name", ["../evil.shp", "a/../../evil.shp", "/etc/evil", "..\\evil", "C:\\evil", "\\\\host\\evil"]
)
def test_a_member_that_leads_out_is_refused(written, name):
    assert refused(written(packed({"good.shp": b"x", name: b"x"}), "a.zip")) == "zip-path"


def test_a_bomb_is_refused_by_its_ratio(written):
    assert refused(written(packed({"a.shp": bytes(archive.MEGABYTE * 65)}), "a.zip")) == "zip-bomb"


def test_a_bomb_is_refused_by_the_size_that_it_claims(written):
    data = bytearray(packed({"a.shp": b"x" * 100}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 20 : entry + 28] = struct.pack("<II", 1 << 27, 0xFFFF_FFF0)
    assert refused(written(bytes(data), "a.zip")) == "zip-bomb"


def test_a_small_file_that_packs_well_is_no_bomb(written):
    assert archive.members(written(packed({"a.shp": bytes(archive.MEGABYTE)}), "a.zip")) == ["a.shp"]


def test_a_locked_member_is_refused(written):
    data = bytearray(packed({"a.shp": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(written(bytes(data), "a.zip")) == "file-encrypted"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_zip_that_breaks_off_is_refused(written, share):
    data = packed({"a.shp": bytes(range(256)) * 50})
    assert refused(written(data[: int(len(data) * share)], "a.zip")) == "file-truncated"
