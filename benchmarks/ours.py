"""Our own engine, called through its public doors and compared with nothing that it keeps.

The fold reads what a register prepares of each record when it is accepted (its ring on the grid and the few facts that
place it in order), and none of the answers that it keeps: postings and parcels are computed anew.
"""

import datetime as dt
import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import shapely

import landrelease
from benchmarks.generate import PLANE
from benchmarks.inputs import STATUSES, Inputs
from benchmarks.peers.python import started
from benchmarks.watch import Watch
from landrelease.desk.importing import Wish, import_files
from landrelease.desk.kept import columns_of_kept
from landrelease.desk.register import Register
from landrelease.geometry.compiled import LOAD_FROM, Loop
from landrelease.geometry.plane import Plane
from landrelease.geometry.rings import Rings, unpack
from landrelease.geometry.straight import polygons_in_degrees
from landrelease.ledger.book import fold_columns
from landrelease.ledger.columns import Columns
from landrelease.ledger.events import no_default
from landrelease.ledger.statement import SLOT_NAMES, Books, Period, Statement, statement_rows
from landrelease.records.land import Hazard, Release
from landrelease.records.shape import Shape

TITLE: Final = "landrelease"
DOES: Final = {
    "fold": "reads prepared rings from the register, folds three classes and `all` by all rules (claims by hazard, "
    "scope, depth, order, repair read both ways) and keeps postings with every attribute.",
    "parcels": "folds all records to a valid coverage whose parcels carry their history.",
    "accept": "decides on a report that was proposed before, in a transaction of its own: the decision, books and "
    "parcels of three classes and `all`. What the proposal costs stands beside it as `append`.",
    "append": "proposes the report, in a transaction of its own; nothing counts yet.",
    "as_of": "answers from the kept postings.",
    "statement": "answers one year from the kept postings.",
    "known_at": "refolds only the components that changed since.",
    "explain": "answers one point.",
    "load": "imports with all checks, transforms, repairs both ways, hashes and stores every row durably.",
    "start": "prints the help page of the command.",
}

# As in a process that has worked for a while: machine code that is kept is loaded at the first call, in the warm-up.
Loop.spent = LOAD_FROM

_IMPORTER, _REVIEWER = "bench-importer", "bench-reviewer"
_RECORDED: Final = "2024-01-01T00:00:00.000Z"
_YEAR: Final = 2010
_WARM: Final = 40
_POINTS: Final = 200
_FOR_EVER: Final = 10**6
WORKERS: Final = 2


def fold(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Fold all records to a statement.

    Parameters
    ----------
    inputs
        The register to fold.
    watch
        Times the parts.

    Returns
    -------
    dict
        Square metres by status of the closing balance.
    """
    register = _opened(built(inputs), watch)
    columns, rings = _prepared(register)
    watch.lap("read prepared rings")
    depth = register.frame().default_depth if register.frame().has_default_depth else no_default
    postings = fold_columns(columns, rings, default_depth=depth, workers=WORKERS).postings
    watch.lap("fold")
    books = Books(columns, *postings, [])
    rows = [statement_rows(books, Period(1, _FOR_EVER), slot)[0] for slot in range(len(SLOT_NAMES))]
    watch.lap("statements")
    return {status: float(rows[-1]["closing"][f"{status}_m2"]) for status in STATUSES}


def parcels(inputs: Inputs, watch: Watch) -> npt.NDArray[np.object_]:
    """
    Fold all records to parcels.

    Parameters
    ----------
    inputs
        The register to fold.
    watch
        Times the parts.

    Returns
    -------
    ndarray
        Shapely polygons of the parcels of `all`.
    """
    register = _opened(built(inputs), watch)
    columns, rings = _prepared(register)
    watch.lap("read prepared rings")
    frame = register.frame()
    depth = frame.default_depth if frame.has_default_depth else no_default
    found = fold_columns(columns, rings, default_depth=depth, map_too=True, workers=WORKERS)
    watch.lap("fold to parcels")
    drawn = np.concatenate([polygons_in_degrees(part.rings, Plane(*PLANE)) for part in found.faces])
    watch.lap("degrees")
    return drawn


def accept(inputs: Inputs, watch: Watch) -> list[float]:
    """
    Accept reports one by one, each right after it was proposed.

    Parameters
    ----------
    inputs
        The register to begin with, which is copied, and the arrivals.
    watch
        Times the parts.

    Returns
    -------
    list of float
        Seconds of each acceptance, durable, with books and parcels brought up to date; the first forty are left out as
        warm-up.
    """
    return [accepted for _, accepted in _taken_in(inputs, watch)]


def append(inputs: Inputs, watch: Watch) -> list[float]:
    """
    Propose reports one by one, accepting each before the next.

    Parameters
    ----------
    inputs
        As in `accept`.
    watch
        Times the parts.

    Returns
    -------
    list of float
        Seconds of each proposal, durable; the first forty are left out as warm-up.
    """
    return [appended for appended, _ in _taken_in(inputs, watch)]


def _taken_in(inputs: Inputs, watch: Watch) -> list[tuple[float, float]]:
    records = _arrivals(inputs)
    with _copied(inputs, watch) as register:
        return [_take_in(register, record, watch) for record in records][_WARM:]


def as_of(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Answer the balance of the day by which half of the reports had come.

    Parameters
    ----------
    inputs
        The register to ask.
    watch
        Times the parts.

    Returns
    -------
    dict
        Square metres by status.
    """
    dates = pq.read_table(inputs.reports, columns=["date"])["date"].to_pylist()
    day = dt.date.fromisoformat(sorted(dates)[len(dates) // 2])
    register = _opened(built(inputs), watch)
    return _closing(register.statement(to=day.isoformat()))


def statement(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Answer the statement of one year in the middle.

    Parameters
    ----------
    inputs
        The register to ask.
    watch
        Times the parts.

    Returns
    -------
    dict
        Square metres by status of the closing balance.
    """
    register = _opened(built(inputs), watch)
    return _closing(register.statement(year=_YEAR))


def known_at(inputs: Inputs, watch: Watch) -> dict[str, float]:
    """
    Answer the balance as it was known before the arrivals came in.

    Parameters
    ----------
    inputs
        The register to begin with, which is copied, and the arrivals.
    watch
        Times the answer only.

    Returns
    -------
    dict
        Square metres by status.
    """
    records = _arrivals(inputs)
    with _copied(inputs, watch) as register:
        for record in records:
            _take_in(register, record, watch)
        watch.restart()
        answer = _closing(register.statement(known_at=_RECORDED))
        watch.stop()
    return answer


def explain(inputs: Inputs, watch: Watch) -> list[float]:
    """
    Ask what made single points what they are.

    Parameters
    ----------
    inputs
        The register to ask.
    watch
        Times the whole.

    Returns
    -------
    list of float
        Seconds of each question, about points on reported land.
    """
    wkb = pq.read_table(inputs.reports, columns=["wkb"])["wkb"].to_numpy(zero_copy_only=False)
    chosen = wkb[:: max(1, len(wkb) // _POINTS)]
    points = shapely.get_coordinates(shapely.point_on_surface(shapely.make_valid(shapely.from_wkb(chosen))))
    register = _opened(built(inputs), watch)
    return [_seconds(register.explain, float(lon), float(lat)) for lon, lat in points]


def load(inputs: Inputs, watch: Watch) -> int:
    """
    Import a GeoPackage with all checks into an empty register.

    Parameters
    ----------
    inputs
        The file to import.
    watch
        Times the parts.

    Returns
    -------
    int
        How many records the register then holds.
    """
    with tempfile.TemporaryDirectory(prefix="land-bench-") as folder:
        register = _empty(Path(folder) / "import.register")
        watch.restart()
        (taken,) = import_files(register, [inputs.geopackage], Wish(recorded=_RECORDED))
        watch.stop()
        register.close()
    return len(taken.ids)


def start(inputs: Inputs, watch: Watch) -> list[float]:  # noqa: ARG001 - every engine is called alike
    """
    Start the command for its help page.

    Parameters
    ----------
    inputs
        Not needed.
    watch
        Times the whole.

    Returns
    -------
    list of float
        Seconds of each start.
    """
    return started([sys.executable, "-m", "landrelease", "--help"])


def _prepared(register: Register) -> tuple[Columns, Rings]:
    """Read what the register prepared of each record in force: no posting and no parcel."""
    rings = {seq: body for seq, _, _, body in register.store.read("land")}
    rows = register.store.read("posting")
    columns = columns_of_kept([head for _, _, head, _ in rows])
    folding = np.flatnonzero((columns.facts["mapped"] == 1) & (columns.facts["progress"] == 0))
    return columns.take(folding), unpack([rings[rows[n][0]] for n in folding.tolist()])


def _opened(address: Path, watch: Watch) -> Register:
    watch.restart()
    register: Register = landrelease.open(str(address), acting=_IMPORTER)
    watch.lap("open")
    return register


def _empty(address: Path) -> Register:
    return landrelease.init(str(address), programme="bench", plane=PLANE, acting=_IMPORTER)


def built(inputs: Inputs) -> Path:
    """
    Import and accept all reports once: the register is an input of the other tasks, its making is a task itself.

    It carries the hash of our sources in its name, so that no run reads what another version prepared, and a process of
    its own makes it, so that its memory is not counted as that of the task.
    """
    wanted = inputs.folder / f"{_sources()}.register"
    if not wanted.exists():
        for old in (*inputs.folder.glob("*.register*"), *inputs.folder.glob("*.growing*")):
            old.unlink()
        making = get_context("spawn").Process(target=_make, args=(inputs.geopackage, wanted.with_suffix(".growing")))
        making.start()
        making.join()
        wanted.with_suffix(".growing").rename(wanted)
    return wanted


def _make(reports: Path, address: Path) -> None:
    register = _empty(address)
    import_files(register, [reports], Wish(recorded=_RECORDED, accept_as=_REVIEWER))
    register.close()


def _sources() -> str:
    tree = Path(landrelease.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(tree.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _copied(inputs: Inputs, watch: Watch) -> Iterator[Register]:
    with tempfile.TemporaryDirectory(prefix="land-bench-") as folder:
        copy = Path(folder) / "copy.register"
        shutil.copyfile(built(inputs), copy)
        yield _opened(copy, watch)


def _take_in(register: Register, record: Hazard | Release, watch: Watch) -> tuple[float, float]:
    """Seconds of a proposal and of its acceptance."""
    begin = time.perf_counter()
    identity = register.append(record)
    between = time.perf_counter()
    watch.lap("append")
    again = time.perf_counter()
    register.accept([identity], author=_REVIEWER)
    end = time.perf_counter()
    watch.lap("accept")
    return between - begin, end - again


def _arrivals(inputs: Inputs) -> list[Hazard | Release]:
    rows = pq.read_table(inputs.arrivals).to_pylist()
    return [_record(row) for row in rows]


def _record(row: dict[str, Any]) -> Hazard | Release:
    geojson = shapely.to_geojson(shapely.from_wkb(row["wkb"])).encode()
    shared: dict[str, Any] = {
        name: row[name] for name in ("id", "date", "area_id", "organisation", "unit", "status", "method", "stated_m2")
    }
    shared |= {"shape": Shape(wgs84=msgspec.Raw(geojson))}
    if row["record"] == "hazard":
        return Hazard(contamination=(row["contamination"],), required_depth_m=row["required_depth_m"], **shared)
    return Release(scope=(row["scope"],) if row["scope"] else (), depth_m=row["depth_m"], **shared)


def _seconds(ask: Callable[..., Any], *about: float) -> float:
    begin = time.perf_counter()
    ask(*about)
    return time.perf_counter() - begin


def _closing(answer: Statement) -> dict[str, float]:
    (row,) = msgspec.to_builtins(answer)["rows"]
    return {status: float(row["closing"][f"{status}_m2"]) for status in STATUSES}
