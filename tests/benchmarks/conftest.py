"""The bench is no part of the package: its tests find it at the top of the checkout, with a small nation of its own."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECORDS = 300

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """Folder of the generated inputs."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="session")
def small(data):
    """Inputs of 300 reports."""
    pytest.importorskip("pyarrow", reason="the bench needs its extra: pip install -e .[bench]")
    from benchmarks.generate import write_inputs  # noqa: PLC0415 - needs the extra
    from benchmarks.inputs import Inputs  # noqa: PLC0415

    inputs = Inputs.of(data, RECORDS)
    write_inputs(inputs, RECORDS)
    return inputs


@pytest.fixture(scope="session")
def exact(small):
    """The exact areas by status of those reports."""
    from benchmarks.watch import Watch  # noqa: PLC0415

    from benchmarks import reference  # noqa: PLC0415 - needs the extra

    return reference.fold(small, Watch())
