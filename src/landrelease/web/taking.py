"""Files that were uploaded: laid down, looked at, taken in; and what was found in them, in order."""

import logging
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException

from landrelease.checks.catalogue import RULES, Rendered, render
from landrelease.checks.finding import Finding
from landrelease.checks.rule import SEVERITIES
from landrelease.desk.errors import DeskError
from landrelease.desk.importing import Taken, Wish, import_files
from landrelease.desk.opening import open_register
from landrelease.intake.fault import IntakeError
from landrelease.publish.commas import csv_rows
from landrelease.records.text import tr
from landrelease.register.errors import RegisterError
from landrelease.web.actor import Actor
from landrelease.web.conf import Conf
from landrelease.web.jobs import Job, Progress, Wanted, run
from landrelease.web.leave import leave

_LOG: Final = logging.getLogger("landrelease.web")
_PARTS: Final = frozenset({".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xml"})
_STEPS: Final = 3
_FIELD_OF: Final = {
    "crs-undeclared": "crs", "crs-unknown": "crs", "crs-conflict": "crs", "crs-mismatch": "crs",
    "layer-missing": "layer", "layer-unnamed": "layer", "columns-unknown": "profile", "profile-columns": "profile",
    "profile-unknown": "profile", "profile-faulty": "profile", "constant-unusable": "constants",
    "edition-replaced": "edition", "edition-unusable": "edition", "snapshot-shrunk": "withdraw_missing",
}  # fmt: skip
"""Code of a fault of a file to the field of the form that is the way out."""
_SHOWN_ROWS: Final = 30


def way_out(code: str) -> str:
    """
    Name the field of the form by which a fault of a file is mended.

    Parameters
    ----------
    code
        Code of the fault.

    Returns
    -------
    str
        Name of the field; empty where the file itself must be another.

    Examples
    --------
    >>> way_out("crs-undeclared"), way_out("file-truncated")
    ('crs', '')
    """
    return _FIELD_OF.get(code, "")


def mains(names: Iterable[str]) -> tuple[str, ...]:
    """
    Leave out the files that are only parts of others.

    Parameters
    ----------
    names
        Names of the files of one upload.

    Returns
    -------
    tuple of str
        Those to be read, in their order.

    Examples
    --------
    >>> mains(["a.dbf", "a.SHP", "a.shp.xml", "b.dbf", "c.csv"])
    ('a.SHP', 'b.dbf', 'c.csv')
    """
    listed = list(names)
    stems = {Path(name).stem.casefold() for name in listed if name.casefold().endswith(".shp")}
    return tuple(
        name
        for name in listed
        if not (
            Path(name).suffix.casefold() in _PARTS and name.casefold().split(".")[0] in {s.split(".")[0] for s in stems}
        )
    )


def lay_down(job: Job, files: Sequence[UploadFile], names: Sequence[str]) -> None:
    """
    Write uploaded bytes into the folder of a job.

    Parameters
    ----------
    job
        The job.
    files
        As they came.
    names
        Under which each is to lie; a second one of a name gets a number.
    """
    if job.folder is None:
        return
    laid: list[str] = []
    for file, name in zip(files, names, strict=True):
        free = next(one for one in (f"{'2-' * n}{name}" for n in range(len(names))) if one not in laid)
        with (job.folder / free).open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
        laid.append(free)
    job.names = mains(laid)


def look(conf: Conf, actor: Actor, job: Job) -> None:
    """
    Begin the dry run of a job.

    Parameters
    ----------
    conf
        Where the register is.
    actor
        Who takes the files in.
    job
        The job.
    """
    _begin(conf, actor, job, dry_run=True)


def take(conf: Conf, actor: Actor, job: Job) -> None:
    """
    Begin to take the good rows of a job in.

    Parameters
    ----------
    conf
        Where the register is.
    actor
        Who takes the files in.
    job
        The job.
    """
    _begin(conf, actor, job, dry_run=False)


def _begin(conf: Conf, actor: Actor, job: Job, *, dry_run: bool) -> None:
    whole = _STEPS * len(job.names) + (not dry_run)
    job.put(state="looking" if dry_run else "taking", progress=Progress("", 0, whole), refusal="", code="")
    run(job, lambda: _work(conf, actor, job, dry_run=dry_run))


def _work(conf: Conf, actor: Actor, job: Job, *, dry_run: bool) -> None:
    try:
        with open_register(conf.address, acting=actor.person or actor.name or "unnamed", dry_run=dry_run) as register:
            wish = _wish(job.wanted, job)._replace(look=leave(register, actor))
            taken = import_files(register, job.paths, wish, watch=job.step)
    except IntakeError as fault:
        job.put(state="refused", refusal=str(fault), code=fault.code)
    except HTTPException as fault:
        job.put(state="refused", refusal=fault.detail, code="")
    except (DeskError, RegisterError) as fault:
        job.put(state="refused", refusal=str(fault), code="")
    except Exception as fault:  # noqa: BLE001 - the thread ends here, and the browser must hear of it
        _LOG.exception("taking files in: %s", type(fault).__name__)
        job.put(state="refused", refusal=tr("Something went wrong that nobody foresaw. Nothing was changed."), code="")
    else:
        if not dry_run:
            job.clear()
        job.put(state="looked" if dry_run else "taken", taken=taken)


def _wish(wanted: Wanted, job: Job) -> Wish:
    constants = {**({"organisation": wanted.organisation} if wanted.organisation else {}), **wanted.constants}
    profile = wanted.profile
    if profile.startswith(OWN) and job.folder is not None:
        profile = str(job.folder / OWN / profile.removeprefix(f"{OWN}/"))
    return Wish(
        profile=profile or None,
        constants=constants,
        crs=wanted.crs or None,
        layer=wanted.layer or None,
        recorded=wanted.recorded or None,
        edition=wanted.edition or None,
        withdraw_missing=_number(wanted.withdraw_missing),
    )


def _number(text: str) -> int | None:
    """Read how many records a file may lack; refused in words where it is no number."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise HTTPException(detail=tr("`{text}` is no whole number of records.").format(text=text), status_code=422)
    return int(text)


OWN: Final = "profile"
"""Folder of an uploaded profile inside that of the job, and how its name begins."""


# ---- what was found ----


class Group(NamedTuple):
    """
    Findings of one code.

    Attributes
    ----------
    code : str
        Their code.
    severity : str
        Their weight.
    number : int
        How many.
    rows : tuple of int
        The first rows that they are about.
    more : int
        How many further rows.
    said : Rendered
        The first of them in words.
    """

    code: str
    severity: str
    number: int
    rows: tuple[int, ...]
    more: int
    said: Rendered


def groups_of(taken: Taken) -> list[Group]:
    """
    Group the findings of a file by code, what weighs most first.

    Parameters
    ----------
    taken
        What would become of the file.

    Returns
    -------
    list of Group
        One for each code.
    """
    by_code: dict[str, list[Finding]] = {}
    for finding in taken.findings:
        by_code.setdefault(finding.code, []).append(finding)
    found = []
    for code, findings in by_code.items():
        rows = tuple(dict.fromkeys(one.row for one in findings if one.row))
        said = render(msgspec.structs.replace(findings[0], about=()))
        found.append(Group(code, said.severity, len(findings), rows[:_SHOWN_ROWS], len(rows[_SHOWN_ROWS:]), said))
    return sorted(found, key=lambda group: (SEVERITIES.index(RULES[group.code].severity), group.code))


COLUMNS: Final = ("file", "row", "verdict", "record", "code", "severity", "what", "why", "cure")


def lines_of(taken: Taken) -> list[Mapping[str, Any]]:
    """
    List every row of a file with its verdict, once for each finding.

    Parameters
    ----------
    taken
        What would become of the file.

    Returns
    -------
    list of mapping
        `COLUMNS` to cells; findings of the file as a whole have no row.
    """
    by_row: dict[int | None, list[Finding]] = {}
    for finding in taken.findings:
        by_row.setdefault(finding.row, []).append(finding)
    lines = []
    for verdict in taken.verdicts:
        found = by_row.pop(verdict.row, []) if verdict.row is not None else []
        told: dict[str, Any] = {
            "file": taken.name,
            "row": verdict.row or "",
            "verdict": verdict.verdict,
            "record": verdict.record,
        }
        lines += [told | _told(finding) for finding in found] or [told]
    bare: dict[str, Any] = {"file": taken.name, "row": "", "verdict": "", "record": ""}
    rest = [finding for findings in by_row.values() for finding in findings]
    return lines + [bare | {"row": finding.row or ""} | _told(finding) for finding in rest]


def csv_of(lines: Iterable[Mapping[str, Any]]) -> str:
    """
    Write lines as CSV for spreadsheets; a cell that one would take for a formula begins with an apostrophe.

    Parameters
    ----------
    lines
        From `lines_of`.

    Returns
    -------
    str
        With a heading.

    Examples
    --------
    >>> print(csv_of([{"file": "=1+1.csv", "row": 7, "verdict": "new"}]).splitlines()[1])
    '=1+1.csv,7,new,,,,,,
    """
    return csv_rows([COLUMNS, *([line.get(name, "") for name in COLUMNS] for line in lines)])


def _told(finding: Finding) -> dict[str, Any]:
    said = render(finding)
    return {"code": finding.code, "severity": said.severity, "what": said.what, "why": said.why, "cure": said.cure}
