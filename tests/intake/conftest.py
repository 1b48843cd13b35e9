"""What the tests of intake share: a register in memory, a fixed stamp, and small files."""

from itertools import count

import pytest

from landrelease.intake.edition import Terms
from landrelease.intake.known import Earlier, Nothing, Target
from landrelease.intake.proposal import Stamp
from landrelease.intake.propose import propose
from landrelease.intake.source import read
from landrelease.records.format1 import decode
from landrelease.records.kinds import kind_of

UNASKED = Terms(most_percent=100)
"""Small files lack a large share at once; what the share decides is told where it is tested."""


class Memory:
    """A register in memory: what proposals brought, in order, and what became of it."""

    def __init__(self):
        self.records = {}
        self.outcomes = {}
        self.personal = {}
        self.taken = []

    def take(self, proposal):
        for name, data, payloads in zip(proposal.ids, proposal.data, proposal.payloads, strict=True):
            self.records[name] = decode(data)
            self.personal[name] = list(payloads)
        return self

    def _earlier(self, name):
        return Earlier(name, self.records[name], self.outcomes.get(name, ""))

    def by_origin(self, origins):
        found, asked = {}, set(origins)
        for name, record in self.records.items():
            if record.origin in asked:
                found.setdefault(record.origin, []).append(self._earlier(name))
        return found

    def of_source(self, source):
        return [self._earlier(name) for name, record in self.records.items() if record.origin.startswith(source)]

    def payloads(self, record):
        return self.personal[record]

    def editions(self, source):
        return [one for one in self.taken if one.source == source]

    def named(self, kind, field, text):  # noqa: ARG002 - as the protocol asks
        found = [name for name in self.records if name.startswith(text)]
        return Target(found[0], kind_of(self.records[found[0]])) if len(found) == 1 else Target("")


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture(scope="session")
def fresh():
    """Make a register in memory; for tests that need one for each example."""
    return Memory


class Anyone(Nothing):
    """A register that holds whatever a row names."""

    def named(self, kind, field, text):  # noqa: ARG002 - as the protocol asks
        return Target(text, "organisation")


@pytest.fixture(scope="session")
def anyone():
    return Anyone()


@pytest.fixture(scope="session")
def stamp():
    return Stamp("p-1", "2025-01-31T09:30:00.000Z")


@pytest.fixture(scope="session")
def later():
    return Stamp("p-2", "2026-01-31T09:30:00.000Z")


@pytest.fixture
def salt():
    """Salts that count up, so that a test knows what it will find."""
    numbers = count(1)
    return lambda: next(numbers).to_bytes(16, "big")


@pytest.fixture
def written(tmp_path):
    """Write a small file and give its path."""

    def write(text, name="report.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def read_csv(written):
    """Read a small CSV text."""
    return lambda text, profile=None, crs="EPSG:4326": read(written(text), crs=crs, profile=profile)


@pytest.fixture
def proposed(read_csv, stamp, salt):
    """Propose the rows of a small CSV text in the plain form."""

    def do(text, *, known=None, profile=None, crs="EPSG:4326", stamp=stamp, terms=UNASKED, **constants):
        table = read_csv(text, profile, crs)
        return propose(table, profile, constants, stamp, known, salt, terms)

    return do
