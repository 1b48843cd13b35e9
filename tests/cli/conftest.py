"""The command line as people use it: in this process where speed matters, as a process where codes and streams do."""

import csv
import io
import json
import os
import shutil
import sqlite3  # noqa: TID251 - any SQLite must be able to read a register
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest import mock

import pytest

from landrelease.cli import main as command
from landrelease.desk.opening import open_register
from landrelease.records.context import Setting

ANA, BORIS = "Ana  Kovač", "Борис Иванов"
KNOWN = SimpleNamespace(
    made="2020-01-01T08:00Z", hazards="2020-06-30T12:00Z", releases="2021-07-01", reopened="2022-04-01"
)
"""When the parts of the province were written down."""


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        """Standard output as JSON, numbers exact."""
        return json.loads(self.out, parse_float=Decimal)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Standard output as CSV."""
        return list(csv.DictReader(io.StringIO(self.out)))


class Stream(io.TextIOWrapper):
    """A stream of a process that is no terminal."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="")

    def written(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()


def called(*argv: object, stdin: bytes = b"", acting: str = ANA) -> Done:
    """Run the command as its entry point does, in this process."""
    out, err = Stream(), Stream()
    code = 0
    environment = {**os.environ, "LANDRELEASE_AS": acting}
    with (
        mock.patch.object(sys, "argv", ["landrelease", *map(str, argv)]),
        mock.patch.object(sys, "stdin", Stream(stdin)),
        mock.patch.dict(os.environ, environment),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            command.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Done(code, out.written().decode(), err.written().decode(), out.written())


@pytest.fixture
def run() -> Callable[..., Done]:
    """Run a verb in this process."""
    return called


@pytest.fixture(scope="session")
def entry() -> Callable[..., Done]:
    """Run a verb in this process, for fixtures that many tests share."""
    return called


@pytest.fixture
def process() -> Callable[..., Done]:
    """Run a verb as a process of its own."""

    def started(*argv: object, stdin: bytes = b"", acting: str = ANA, **more: Any) -> Done:
        surroundings = {**os.environ, "LANDRELEASE_AS": acting, "PYTHONUTF8": "1"}
        line = [sys.executable, "-m", "landrelease", *map(str, argv)]
        done = subprocess.run(line, input=stdin, capture_output=True, env=surroundings, check=False, **more)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode(), done.stdout)

    return started


# ---- small land ----


def square(west: float, south: float, width: float = 0.01, height: float = 0.01) -> str:
    """A rectangle of degrees as WKT."""
    east, north = west + width, south + height
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return "POLYGON ((" + ", ".join(f"{x:.6f} {y:.6f}" for x, y in corners) + "))"


@pytest.fixture
def wkt() -> Callable[..., str]:
    """Rectangles as WKT: west, south, width, height in degrees."""
    return square


def table(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write rows as CSV; the columns are all keys in the order of their first appearance."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file: name, and a dictionary for each row."""

    def written(name: str, *rows: dict[str, object]) -> Path:
        return table(tmp_path / name, list(rows))

    return written


HAZARDS: list[dict[str, object]] = [
    {"record": "hazard", "status": "suspected", "date": "2020-01-10", "id": "H-1", "organisation": "ORG-1",
     "contamination": "AP", "evidence": "two mines seen", "wkt": square(18, 44), "method": "nts"},
    {"record": "hazard", "status": "confirmed", "date": "2020-02", "id": "H-2", "organisation": "ORG-1",
     "contamination": "AP;CMR", "required_depth_m": 0.2, "evidence": "strike", "wkt": square(18.02, 44)},
    {"record": "hazard", "status": "suspected", "date": "2020", "id": "H-3", "organisation": "ORG-2",
     "evidence": "interview", "wkt": "POINT (18.05 44.05)"},
    {"record": "hazard", "status": "suspected", "date": "2020-03-01", "id": "H-4", "organisation": "ORG-2",
     "evidence": "interview", "stated_m2": 5000, "contamination": "UXO"},
]  # fmt: skip
RELEASES: list[dict[str, object]] = [
    {"record": "release", "status": "cleared", "date": "2021-05-01", "id": "R-1", "area_id": "H-1", "unit": "T-1",
     "organisation": "ORG-1", "method": "manual-clearance", "depth_m": 0.25, "wkt": square(18, 44, 0.005)},
    {"record": "release", "status": "reduced", "date": "2021-06-01", "id": "R-2", "area_id": "H-2", "unit": "T-2",
     "organisation": "ORG-2", "method": "ts", "depth_m": 0.3, "wkt": square(18.02, 44, 0.005)},
    {"record": "release", "status": "cancelled", "date": "2021-06-15", "id": "R-3", "area_id": "H-1",
     "organisation": "ORG-1", "method": "nts", "wkt": square(18.008, 44, 0.002)},
    {"record": "release", "status": "cleared", "date": "2021-06-20", "id": "R-4", "organisation": "ORG-2",
     "unit": "T-2", "method": "bac", "scope": "UXO", "depth_m": 0.5, "wkt": square(18.1, 44, 0.002)},
]  # fmt: skip
REOPENED: list[dict[str, object]] = [
    {"record": "hazard", "status": "confirmed", "date": "2022-03-01", "id": "H-5", "organisation": "ORG-1",
     "contamination": "AP", "evidence": "a mine found", "wkt": square(18.001, 44.001, 0.002, 0.002)},
]  # fmt: skip


def add(register: Path, path: Path, recorded: str, *more: str) -> None:
    """Import a table as Ana and accept it as Boris."""
    options = ("--crs", "EPSG:4326", "--accept-as", BORIS, "--recorded", recorded, *more)
    done = called("import", register, path, *options)
    assert done.code == 0, done.err


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small province of three years, written down by Ana and accepted by Boris."""
    folder = tmp_path_factory.mktemp("built")
    register = folder / "province.register"
    about = ("--programme", "XY-2025", "--name", "Северна област", "--country", "bih", "--plane", "18,44")
    zone = ("--time-zone", "Europe/Sarajevo")
    assert called("init", register, *about, *zone, "--recorded", KNOWN.made).code == 0
    add(register, table(folder / "hazards.csv", HAZARDS), KNOWN.hazards)
    add(register, table(folder / "releases.csv", RELEASES), KNOWN.releases)
    add(register, table(folder / "reopened.csv", REOPENED), KNOWN.reopened)
    return register


@pytest.fixture
def province(built: Path, tmp_path: Path) -> Path:
    """A copy of the small province, to do with as one likes."""
    return Path(shutil.copy(built, tmp_path / built.name))


SAID = {
    "public.published": True,
    "public.layers": "land-open;land-released;figures;accidents",
    "public.open_land": "grid:500",
    "public.hotline": "+387 00 123",
}


@pytest.fixture
def published(province: Path) -> Path:
    """The small province, whose programme publishes."""
    say(province, SAID)
    return province


def say(register: Path, settings: dict[str, object]) -> None:
    """Put settings in force: one proposes, another accepts."""
    with open_register(register, acting=ANA) as one:
        ids = [one.append(Setting(key=key, value=value, from_="2019-01-01")) for key, value in settings.items()]
    with open_register(register, acting=BORIS) as other:
        other.accept(ids)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A new register with nothing but its programme."""
    register = tmp_path / "empty.register"
    assert called("init", register, "--programme", "XY-2025", "--plane", "18,44").code == 0
    return register


# ---- what is in a register ----


def contents(register: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, read with the SQLite of Python itself."""
    db = sqlite3.connect(f"file:{register}?mode=ro", uri=True)
    try:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}
    finally:
        db.close()


@pytest.fixture
def rows() -> Callable[[Path], dict[str, list[tuple[Any, ...]]]]:
    """Read every row of a register, to compare before and after."""
    return contents


@pytest.fixture
def stored() -> Callable[[Path], dict[str, dict[str, Any]]]:
    """Read the records of a register: id to its members, in the order of arrival."""

    def read(register: Path) -> dict[str, dict[str, Any]]:
        db = sqlite3.connect(register)
        found = db.execute("SELECT id, bytes FROM record ORDER BY seq").fetchall()
        db.close()
        return {name: json.loads(data) for name, data in found}

    return read


@pytest.fixture
def id_of(stored: Callable[[Path], dict[str, dict[str, Any]]]) -> Callable[[Path, str], str]:
    """Find the id of the first record with a source's own id."""

    def found(register: Path, source: str) -> str:
        return next(name for name, record in stored(register).items() if record.get("id") == source)

    return found
