"""A private PostgreSQL server in a temporary folder, reached through a socket there and gone when the process ends."""

import atexit
import functools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

_UNPRIVILEGED: Final = "postgres"
_START_TIMEOUT_S: Final = 60
_TUNING: Final = {
    "listen_addresses": "",
    "shared_buffers": "2GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "8GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": str(os.cpu_count() or 2),
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "fsync": "on",
    "synchronous_commit": "on",
}


class Server(NamedTuple):
    """
    A running server.

    Attributes
    ----------
    address : str
        Connection string.
    process : int
        Process id of the postmaster.
    """

    address: str
    process: int


@functools.cache
def server() -> Server:
    """
    Start the server of this process at the first call.

    Returns
    -------
    Server
        It runs until this process ends. PostgreSQL refuses root, so root starts it as user ``postgres``.

    Raises
    ------
    TimeoutError
        Where it does not answer within a minute.
    """
    folder = Path(tempfile.mkdtemp(prefix="land-bench-"))
    user = _UNPRIVILEGED if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    programs = Path(_output(["pg_config", "--bindir"]))
    data = folder / "data"
    create = [str(programs / "initdb"), "--no-sync", "--auth=trust", "--encoding=UTF8", f"--pgdata={data}"]
    subprocess.run(create, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    settings = [f"--{name}={value}" for name, value in _TUNING.items()]
    command = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), *settings]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
    atexit.register(_end, process, folder)
    _wait(programs / "pg_isready", folder)
    name = user or pwd.getpwuid(os.geteuid()).pw_name
    return Server(f"host={folder} user={name} dbname=postgres", process.pid)


def postgis_version() -> str:
    """
    Read which PostGIS the server will load.

    Returns
    -------
    str
        Version as its control file states it.

    Raises
    ------
    ModuleNotFoundError
        Where PostgreSQL or PostGIS is not installed: for the bench just another peer that is absent.
    """
    try:
        shared = Path(_output(["pg_config", "--sharedir"]))
        control = (shared / "extension" / "postgis.control").read_text()
    except OSError as fault:
        msg = "PostgreSQL with PostGIS is not installed"
        raise ModuleNotFoundError(msg, name="postgis") from fault
    return control.partition("default_version = '")[2].partition("'")[0]


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _wait(probe: Path, folder: Path) -> None:
    give_up = time.monotonic() + _START_TIMEOUT_S
    while subprocess.run([probe, "--quiet", "--host", folder], check=False).returncode != 0:
        if time.monotonic() > give_up:
            msg = f"PostgreSQL did not answer: {(folder / 'log').read_text()}"
            raise TimeoutError(msg)
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.send_signal(signal.SIGINT)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
