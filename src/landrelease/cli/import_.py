"""`landrelease import`: the rows of files become proposed records."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import click

from landrelease.cli.doors import (
    acting_option,
    csv_text,
    dry_run_option,
    echo_stopped,
    echo_table,
    form_of,
    json_text,
    opened,
    output_option,
    progress_bar,
    recorded_option,
    register_argument,
    shown,
    write_text,
)
from landrelease.records.text import counted

if TYPE_CHECKING:
    from landrelease.desk.importing import Taken

_STDIN: Final = Path("-")
VERDICTS = ("new", "known", "correction", "withdrawal", "set-aside")
COLUMNS = ("file", "row", "verdict", "record", "code", "severity", "what", "cure")
_SHOWN_ROWS = 30


@click.command(
    "import",
    epilog="Example: landrelease import province.register survey.gpkg --as anna --accept-as boris\n",
)
@register_argument
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, readable=False))
@click.option("--profile", metavar="P", help="Path or shipped name of a profile; without it the plain form.")
@click.option("--set", "constants", multiple=True, metavar="FIELD=VALUE", help="A value for rows that have none.")
@click.option("--crs", metavar="EPSG:n", help="Reference system of files that declare none.")
@click.option("--layer", metavar="NAME", help="Layer or sheet of a file that has several.")
@click.option("--organisation", metavar="ID", help="Who reports; as --set organisation=ID.")
@click.option("--all-or-nothing", is_flag=True, help="Apply nothing where a row would be set aside.")
@click.option("--edition", metavar="DATE", help="Edition of a file that replaces the one before, such as 2022-02.")
@click.option(
    "--withdraw-missing", metavar="N", type=click.IntRange(min=0), help="Such a file may lack up to N known records."
)
@click.option("--accept-as", metavar="NAME", help="This person accepts what comes in without errors.")
@recorded_option
@dry_run_option
@output_option
@acting_option
def import_command(*, register: str, files: tuple[Path, ...], output: str, acting: str, **options: Any) -> None:  # noqa: ANN401
    """
    Propose the rows of files as records; faulty rows are set aside with their findings, the rest goes in at once.

    A fault of a file as a whole (unreadable, no reference system, wrong unit) applies nothing. The same file twice adds
    nothing. FILE may be - for standard input. -o json or csv lists every row with its verdict and findings.
    """
    form, path = form_of(output, ("table", "json", "csv"))
    from landrelease.desk.importing import Wish, import_files  # noqa: PLC0415 - heavy
    from landrelease.desk.stopping import stopped_by  # noqa: PLC0415

    wish = Wish(
        profile=options["profile"],
        constants=constants_of(options["constants"], options["organisation"]),
        crs=options["crs"],
        layer=options["layer"],
        recorded=options["recorded"],
        accept_as=options["accept_as"],
        all_or_nothing=options["all_or_nothing"],
        edition=options["edition"],
        withdraw_missing=options["withdraw_missing"],
    )
    dry_run = options["dry_run"]
    with _on_disk(files) as paths, opened(register, acting, dry_run=dry_run) as book, progress_bar("folding") as tell:
        taken = import_files(book, paths, wish, tell)
        echo_stopped([] if dry_run else stopped_by(book, (name for one in taken for name in one.decided)))
    if form == "table":
        for one in taken:
            _echo(one, dry_run=dry_run)
    else:
        rows = [row for one in taken for row in _rows(one)]
        write_text(json_text(rows) + "\n" if form == "json" else csv_text(rows, COLUMNS), path)
    if all(one.useless for one in taken):
        raise click.exceptions.Exit(1)


@contextmanager
def _on_disk(files: Sequence[Path]) -> Iterator[list[Path]]:
    """Put what comes on standard input into a file, which is gone afterwards."""
    if _STDIN not in files:
        yield list(files)
        return
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "stdin"
        with kept.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield [kept if path == _STDIN else path for path in files]


def constants_of(texts: Iterable[str], organisation: str | None) -> dict[str, str]:
    """
    Read ``--set`` options.

    Parameters
    ----------
    texts
        FIELD=VALUE each.
    organisation
        Value of ``--organisation``.

    Returns
    -------
    dict
        Field to value.

    Raises
    ------
    click.UsageError
        Where one has no equals sign.

    Examples
    --------
    >>> constants_of(["date=2024"], "org-1")
    {'organisation': 'org-1', 'date': '2024'}
    """
    found = {"organisation": organisation} if organisation else {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark or not name.strip():
            msg = f"--set {text}: write FIELD=VALUE, such as --set date=2024-07-31"
            raise click.UsageError(msg)
        found[name.strip()] = value
    return found


def _rows(taken: "Taken") -> list[dict[str, Any]]:
    """One line per row and finding."""
    from landrelease.checks.catalogue import render  # noqa: PLC0415

    by_row: dict[Any, list[Any]] = {}
    withdrawn = {verdict.record for verdict in taken.verdicts if verdict.row is None}
    for finding in taken.findings:
        by_row.setdefault(finding.row or next(filter(withdrawn.__contains__, finding.about), None), []).append(finding)
    rows = []
    for verdict in taken.verdicts:
        for finding in by_row.pop(verdict.row or verdict.record, [None]):
            words = render(finding) if finding else None
            rows.append(_line(taken.name, verdict.row, verdict.verdict, verdict.record, finding, words))
    return rows + [
        _line(taken.name, finding.row, "", "", finding, render(finding))
        for found in by_row.values()
        for finding in found
    ]


def _line(name: str, row: int | None, verdict: str, record: str, finding: Any, words: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "file": name,
        "row": row,
        "verdict": verdict,
        "record": record,
        "code": finding.code if finding else "",
        "severity": words.severity if words else "",
        "what": words.what if words else "",
        "cure": words.cure if words else "",
    }


def _echo(taken: "Taken", *, dry_run: bool) -> None:
    """Say on one page what became of a file."""
    from landrelease.checks.catalogue import RULES, render  # noqa: PLC0415

    counts = ", ".join(f"{taken.count(name):,} {name}" for name in VERDICTS if taken.count(name))
    done = "would be" if dry_run else f"{len(taken.accepted):,} accepted;"
    rows_of = counted("{count:,} row", "{count:,} rows", taken.rows)
    click.echo(f"{shown(taken.name)}: {rows_of}; {done} {counts or 'nothing'}")
    groups: dict[str, list[Any]] = {}
    for finding in taken.findings:
        groups.setdefault(finding.code, []).append(finding)
    order = {"error": 0, "warning": 1, "note": 2}
    rows = []
    for code in sorted(groups, key=lambda code: (order[RULES[code].severity], code)):
        words = render(groups[code][0])
        rows.append((words.severity, code, f"{len(groups[code]):,}", _row_list(groups[code]), words.what, words.cure))
    if rows:
        echo_table("", ("severity", "code", "count", "rows", "for example", "what to do"), rows)


def _row_list(findings: list[Any]) -> str:
    numbers = [row for row, _ in Counter(f.row for f in findings if f.row).items()]
    listed = ", ".join(map(str, numbers[:_SHOWN_ROWS]))
    return listed + (f" … ({len(numbers):,} rows; all with -o csv)" if len(numbers) > _SHOWN_ROWS else "")
