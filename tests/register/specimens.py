"""Small inputs that the tests of this room share."""

import hashlib

from landrelease.records.change import Attachment, Correction, Decision, Withdrawal
from landrelease.records.context import Person, Programme
from landrelease.records.format1 import encode, identity
from landrelease.records.land import Hazard
from landrelease.records.seal import Payload, commitment

STAMP = "2025-01-31T09:30:00.000Z"
NAME = Payload("name", bytes(range(16)), "A. Example")


def hazard(number: int, **fields: str) -> bytes:
    """One hazard, another for each number."""
    known = {"author": "p-1", "recorded": STAMP, "origin": f"row-{number}", "date": "2024-05-17"}
    return encode(Hazard(id=f"H-{number}", status="suspected", **{**known, **fields}))


def hazards(count: int, first: int = 1) -> list[bytes]:
    """Several hazards."""
    return [hazard(number) for number in range(first, first + count)]


def decision(*about: str, supersedes: tuple[str, ...] = ()) -> bytes:
    """An acceptance."""
    return encode(Decision(verdict="accept", about=about, supersedes=supersedes, author="p-2", recorded=STAMP))


def correction(record: str) -> bytes:
    """A correction of a hazard."""
    replacement = {"kind": "hazard", "status": "confirmed"}
    return encode(Correction(corrects=record, reason="datum", replacement=replacement, author="p-1", recorded=STAMP))


def withdrawal(record: str) -> bytes:
    """A withdrawal."""
    return encode(Withdrawal(withdraws=record, reason="duplicate", author="p-1", recorded=STAMP))


def attachment(data: bytes, *about: str) -> bytes:
    """A record of a file."""
    sha256 = hashlib.sha256(data).hexdigest()
    return encode(Attachment(about=about, sha256=sha256, size_bytes=len(data), author="p-1", recorded=STAMP))


def programme(name: str) -> bytes:
    """A programme record."""
    return encode(Programme(id=name, name="Province of Example", author="p-1", recorded=STAMP))


def person(payload: Payload = NAME) -> bytes:
    """A person whose name is sealed."""
    return encode(Person(id="p-7", sealed={payload.field: commitment(payload)}, author="p-1", recorded=STAMP))


def ids(items: list[bytes]) -> list[str]:
    """Identities of bytes."""
    return [identity(data) for data in items]
