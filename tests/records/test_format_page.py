"""Every byte that docs/formats/record-1.md shows is true."""

import re
import subprocess
from pathlib import Path

import pytest

from landrelease.records.format1 import decode, encode, identity

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "record-1.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.*)\n```$", PAGE, re.MULTILINE)
SESSIONS = re.findall(r"^\$ (.*)\n(.*)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_a_record_named_as_the_page_says(text):
    data = text.encode()
    assert encode(decode(data)) == data
    assert f"`{identity(data)}`" in PAGE


def test_the_dump_shows_the_first_bytes():
    data = EXAMPLES[0].encode()
    rows = re.findall(r"^([0-9a-f]{8})  ((?:[0-9a-f]{2} ){15}[0-9a-f]{2})  (.*)$", PAGE, re.MULTILINE)
    assert len(rows) == 6
    for offset, dump, shown in rows:
        part = data[int(offset, 16) :][:16]
        assert (part.hex(" "), part.decode()) == (dump, shown)


def test_the_length_and_the_letter_of_two_bytes():
    data = EXAMPLES[0].encode()
    assert f"It is {len(data)} bytes long" in PAGE
    assert "š".encode().hex(" ") in PAGE
    assert data.startswith(b'{"format":1,')
    assert len(b'{"format":1,') == 12


@pytest.mark.parametrize(("command", "shown"), SESSIONS)
def test_the_tools_of_the_system_agree(command, shown):
    ran = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == shown


def test_the_page_has_its_examples():
    assert (len(EXAMPLES), len(SESSIONS)) == (2, 2)
