"""Jobs: files that somebody is taking in, read and stored in a thread of their own while the browser watches."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, Literal, NamedTuple

from landrelease.accounts.secret import new_id
from landrelease.desk.importing import Taken

State = Literal["looking", "looked", "taking", "taken", "refused"]
RUNNING: Final = frozenset({"looking", "taking"})
_KEPT_S: Final = 3600.0
_MOST: Final = 5
_HEARTBEAT_S: Final = 15.0


class Wanted(NamedTuple):
    """
    How somebody wants their files taken in.

    Attributes
    ----------
    profile : str
        Name of a shipped profile, or of the uploaded one; empty for the plain form.
    constants : mapping
        Field to a value for rows that have none.
    crs : str
        Reference system of files that declare none.
    layer : str
        Layer or sheet.
    organisation : str
        Who reports.
    recorded : str
        A claimed moment of recording.
    edition : str
        Date of the edition of a file that replaces earlier ones.
    withdraw_missing : str
        How many known records such a file may lack, as somebody wrote it.
    """

    profile: str = ""
    constants: Mapping[str, str] = {}
    crs: str = ""
    layer: str = ""
    organisation: str = ""
    recorded: str = ""
    edition: str = ""
    withdraw_missing: str = ""


class Progress(NamedTuple):
    """
    How far a job is.

    Attributes
    ----------
    step : str
        What it does now: ``read``, ``propose``, ``check``, ``store``; empty before it begins.
    done, whole : int
        Steps that are over, and all of them.
    """

    step: str = ""
    done: int = 0
    whole: int = 1


@dataclass
class Job:
    """
    Files of one account on their way in.

    Attributes
    ----------
    account : str
        Whose they are; nobody else sees them.
    id : str
        Random.
    folder : Path or None
        Where the bytes lie, readable by the process's owner alone; None once they are gone.
    names : tuple of str
        Names of the files, without parts of others.
    wanted : Wanted
        How they are to be taken in.
    state : str
        Where it stands.
    progress : Progress
        How far it is, while it runs.
    taken : list of Taken
        What became, or would become, of the files.
    refusal : str
        Why nothing was taken in; its lines say what, why and the way out.
    code : str
        Code of the fault of the file; empty where it has none.
    touched : float
        When somebody last asked for it, by the clock of the process.
    """

    account: str
    names: tuple[str, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    id: str = field(default_factory=new_id)
    folder: Path | None = None
    state: State = "looking"
    progress: Progress = field(default_factory=Progress)
    taken: list[Taken] = field(default_factory=list)
    refusal: str = ""
    code: str = ""
    touched: float = field(default_factory=time.monotonic)
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def running(self) -> bool:
        """Whether a thread is at work on it."""
        return self.state in RUNNING

    @property
    def paths(self) -> list[Path]:
        """Where the files lie."""
        return [] if self.folder is None else [self.folder / name for name in self.names]

    def put(self, **parts: object) -> None:
        """
        Change it, and tell those who watch.

        Parameters
        ----------
        **parts
            Attributes.
        """
        with self.changed:
            for name, value in parts.items():
                setattr(self, name, value)
            self.changed.notify_all()

    def step(self, name: str) -> None:
        """
        Note that a step begins.

        Parameters
        ----------
        name
            As `Progress.step`.
        """
        was = self.progress
        self.put(progress=Progress(name, was.done + bool(was.step), was.whole))

    def steps(self) -> Iterator[Progress]:
        """
        Watch it until it no longer runs.

        Yields
        ------
        Progress
            At each change, and now and then without one, so that a watcher who is gone is noticed.
        """
        seen: Progress | None = None
        while self.running:
            yield self.progress
            seen = self.progress
            with self.changed:
                self.changed.wait_for(lambda: self.progress != seen or not self.running, timeout=_HEARTBEAT_S)  # noqa: B023 - asked at once

    def clear(self) -> None:
        """Remove the bytes."""
        folder, self.folder = self.folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


class Jobs:
    """The jobs of a process; they end with it, and so do their bytes."""

    def __init__(self) -> None:
        self._kept: dict[str, Job] = {}
        self._lock = threading.Lock()

    def begin(self, account: str) -> Job:
        """
        Make a job with an empty folder; old ones of the account make room.

        Parameters
        ----------
        account
            Whose it is.

        Returns
        -------
        Job
            Nothing runs yet.
        """
        made = Job(account, folder=Path(mkdtemp(prefix="landrelease-")))
        with self._lock:
            gone = self._too_old(account)
            for job in gone:
                del self._kept[job.id]
            self._kept[made.id] = made
        for job in gone:
            job.clear()
        return made

    def _too_old(self, account: str) -> list[Job]:
        now = time.monotonic()
        still = [job for job in self._kept.values() if not job.running]
        own = sorted((job for job in still if job.account == account), key=lambda job: job.touched)
        over = own[: max(0, len(own) - _MOST + 1)]
        return [job for job in still if now - job.touched > _KEPT_S or job in over]

    def get(self, account: str, name: str) -> Job | None:
        """
        Find a job of an account.

        Parameters
        ----------
        account
            Who asks.
        name
            Id of the job.

        Returns
        -------
        Job or None
            None where there is none, or it is another's.
        """
        with self._lock:
            found = self._kept.get(name)
        if found is None or found.account != account:
            return None
        found.touched = time.monotonic()
        return found

    def drop(self, job: Job) -> None:
        """
        Forget a job and its bytes.

        Parameters
        ----------
        job
            The job.
        """
        with self._lock:
            self._kept.pop(job.id, None)
        job.clear()

    def close(self) -> None:
        """Forget all jobs and their bytes."""
        with self._lock:
            kept, self._kept = list(self._kept.values()), {}
        for job in kept:
            job.clear()


def run(job: Job, work: Callable[[], None]) -> threading.Thread:
    """
    Let a thread work, in the language of whoever asked.

    Parameters
    ----------
    job
        The job, for the thread's name.
    work
        What is to be done; it tells the job how it ended.

    Returns
    -------
    threading.Thread
        At work.
    """
    thread = threading.Thread(target=copy_context().run, args=(work,), name=f"job-{job.id[:6]}")
    thread.start()
    return thread
