"""What all tests share: no skips in CI, seeded examples, the real data, and the system's own programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).resolve().parents[1]
IN_CI: Final = os.environ.get("CI", "").lower() == "true"
LONG: Final = os.environ.get("LANDRELEASE_LONG", "") not in {"", "0"}
DATA: Final = Path(os.environ.get("LANDRELEASE_DATA") or ROOT.parent / "shared" / "data")
UNTRACED: Final = ("browser", "qgis", "real_data")
"""Markers of tests that look at the whole from outside: they run without the tracing of coverage, which is dear."""
UNTRACED_PLACES: Final = tuple(
    f"tests/{place}"
    for place in (
        "benchmarks/", "house/", "publish/test_every_door.py", "web/test_api_fuzz.py", "web/test_fields.py",
        "web/test_permissions.py", "web/test_sight.py",
    )
)  # fmt: skip
"""Tests that go through everything there is, once more: untraced for the same reason."""
SYSTEM_PYTHON: Final = Path("/usr/bin/python3")

# The same examples on every machine and day: a red run is red for everybody. The long run looks for new ones.
settings.register_profile("short", derandomize=True, deadline=None, max_examples=60, print_blob=True)
settings.register_profile(
    "long",
    deadline=None,
    max_examples=300,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("long" if LONG else "short")


# ---- what runs, what may skip ----


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests to the long run, not chosen rather than skipped; trace no line of what looks from outside."""
    for item in items:
        if item.nodeid.startswith(UNTRACED_PLACES) or any(item.get_closest_marker(name) for name in UNTRACED):
            item.add_marker("no_cover")
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow and not LONG:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def _refused(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI nothing is skipped: turn a skip into a failure that names its reason."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"CI skips nothing, and this would be: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Refuse skipped tests in CI."""
    report = yield
    _refused(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Refuse skipped modules in CI."""
    report = yield
    _refused(report)
    return report


@pytest.fixture(scope="session")
def long_run() -> bool:
    """Whether this is the long run: tests that count rounds take more of them."""
    return LONG


# ---- what is outside ----


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder of the real data: LANDRELEASE_DATA, else ``../shared/data`` beside the checkout."""
    if not DATA.is_dir():
        pytest.skip("no real data here (set LANDRELEASE_DATA to its folder)")
    return DATA


@pytest.fixture
def system_python(request: pytest.FixtureRequest) -> str:
    """
    Path of the system's own Python; under the marker ``qgis`` one that has QGIS.

    Run it as a subprocess with ``QT_QPA_PLATFORM=offscreen``: QGIS must never be imported into the tests' own process.
    """
    if not SYSTEM_PYTHON.exists():
        pytest.skip("no Python of the system's own")
    if request.node.get_closest_marker("qgis"):
        found = subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
        if found.returncode:
            pytest.skip("the system's Python has no QGIS (package python3-qgis)")
    return str(SYSTEM_PYTHON)


@pytest.fixture(scope="session")
def own_mounts() -> list[str]:
    """Beginning of a command line whose process gets mounts of its own, which end with it: for disks that are full."""
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--user", "--map-root-user"]):
        probe = [*command, "sh", "-c", "mount -t tmpfs none /mnt"]
        if shutil.which("unshare") and subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return command
    pytest.skip("this system gives a process no mounts of its own")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the system's Chromium."""
    found = shutil.which("chromium", path="/usr/bin")
    if found is None:
        pytest.skip("no Chromium (package chromium)")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator["Browser"]:
    """Chromium without a window and without a network beyond this machine; `browser.new_page()` gives a page."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only browser tests pay for it

    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    quiet.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")
    if os.geteuid() == 0:
        quiet.append("--no-sandbox")  # Chromium refuses to run as root with its sandbox
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield opened
        opened.close()
