"""The running root."""

import hashlib

import pytest

from landrelease.register.roots import NO_ROOT, Root


def test_the_definition():
    first, second = "ab" * 32, "cd" * 32
    root = Root(NO_ROOT)
    root.feed([first])
    root.feed([second])
    inner = hashlib.sha256(bytes.fromhex(first + second)).digest()
    assert root.digest() == hashlib.sha256(b"\x01" + bytes(32) + inner).digest()


def test_order_and_batches_matter():
    ids = ["ab" * 32, "cd" * 32]
    digests = set()
    for plan in ([ids], [ids[::-1]], [ids[:1], ids[1:]]):
        previous = NO_ROOT
        for batch in plan:
            root = Root(previous)
            root.feed(batch)
            previous = root.digest()
        digests.add(previous)
    assert len(digests) == 3


def test_an_id_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="non-hexadecimal"):
        Root(NO_ROOT).feed(["xy"])
