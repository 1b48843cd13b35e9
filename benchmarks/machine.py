"""Facts about where and on what a run was made, without which its numbers mean nothing."""

import datetime as dt
import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]
_PACKAGES: Final = (
    *("numpy", "shapely", "pyproj", "pyogrio", "numba", "msgspec", "apsw"),
    *("geopandas", "duckdb", "sedonadb", "psycopg"),
)


def facts() -> list[str]:
    """
    Describe the machine and the versions.

    Returns
    -------
    list of str
        One fact each; no host names and no paths.
    """
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    return [
        f"commit {commit()}, {dt.datetime.now(dt.UTC).date()}",
        f"{os.cpu_count()} cores ({_processor()}), {memory_gb:.0f} GB, load at the start {load}",
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {_versions()}",
    ]


def commit() -> str:
    """
    Name the commit of this tree.

    Returns
    -------
    str
        Short hash, marked where the tree differs from it.
    """
    found = _git("rev-parse", "--short", "HEAD")
    if not found:
        return "none yet"
    return f"{found} with changes" if _git("status", "--porcelain") else found


def _git(*arguments: str) -> str:
    try:
        answer = subprocess.run(["git", "-C", _ROOT, *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _versions() -> str:
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)
