"""`landrelease demo`: a worked example programme, run through the same doors that everybody uses."""

import contextlib
import io
import os
import shlex
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from landrelease.cli.doors import opened
from landrelease.records.text import counted

if TYPE_CHECKING:
    from landrelease.demo.script import Step

PAGE = "synthetic-province.html"
_LINES = 14
_ENDS = {0: "ok", 1: "findings"}


@click.command("demo", epilog="Example: landrelease demo out/demo")
@click.argument("folder", metavar="[DIR]", default="landrelease-demo", type=click.Path(path_type=Path, file_okay=False))
@click.option("--only", metavar="CHAPTER", help="Stop after this chapter of the story, such as 2021 or answers.")
@click.option("--seed", default=2024, show_default=True, help="Another seed makes another province.")
def demo_command(*, folder: Path, only: str | None, seed: int) -> None:
    """
    Run a worked example over six years with synthetic data, and name the files that it writes.

    Everything is made up by a program and says so; the whole chain runs through the public doors.
    """
    from landrelease.demo.files import FOLDER, write, write_publication  # noqa: PLC0415 - heavy
    from landrelease.demo.script import COPY, REGISTER, filled, script  # noqa: PLC0415
    from landrelease.demo.story import tell  # noqa: PLC0415

    began = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / REGISTER).exists():
        msg = f"{folder / REGISTER} is there already, and no register is ever overwritten; give another folder"
        raise click.UsageError(msg)
    click.echo("SYNTHETIC example programme: no such land and no such hazard exists.\n")
    story = tell(seed)
    paths = write(story, folder / FOLDER)
    write_publication(folder)
    click.echo(
        counted(
            "Partners sent {count} file, now in {place}.\n",
            "Partners sent {count} files, now in {place}.\n",
            len(paths),
            place=folder / FOLDER,
        )
    )
    with _inside(folder):
        for step in _until(script(story), only):
            if step.chapter == "evidence":
                _write_press(COPY)
            _run(step, filled(step.argv, _answers(COPY if COPY in step.argv else REGISTER)))
        code, lines = _call(["page", REGISTER, PAGE])
        if code:
            raise click.ClickException("\n".join(lines))
    _name_files(folder)
    click.echo(f"\nDone in {time.monotonic() - began:.0f} s.")


def _write_press(address: str) -> None:
    """Write what the papers say, and a press statement with the figures of the books."""
    from landrelease.demo.press import FOLDER, write_press  # noqa: PLC0415 - heavy

    if not Path(FOLDER).exists():
        with opened(address) as book:
            row = book.statement(year=2024).rows[0]
        write_press(Path(), row["movements"]["cleared_m2"], row["closing"]["suspected_m2"])


def _until(steps: "list[Step]", only: str | None) -> "Iterator[Step]":
    chapters = list(dict.fromkeys(step.chapter for step in steps))
    if only is not None and only not in chapters:
        msg = f"--only {only}: the chapters are {', '.join(chapters)}"
        raise click.UsageError(msg)
    last = chapters.index(only) if only else len(chapters) - 1
    yield from (step for step in steps if chapters.index(step.chapter) <= last)


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _run(step: "Step", argv: list[str]) -> None:
    """Open one door, and show what came out of it."""
    click.echo(f"[{step.chapter}] {step.title}" + (f": {step.why}" if step.why else ""))
    click.echo(f"  $ landrelease {shlex.join(argv)}")
    code, lines = _call(argv)
    for line in lines[:_LINES]:
        click.echo(f"  | {line[:150]}")
    if len(lines) > _LINES:
        click.echo(f"  | … {len(lines) - _LINES} more lines")
    click.echo("")
    ended = _ENDS.get(code, "refused")
    if ended != step.ends:
        msg = f"step {step.title!r} ended with {ended} (exit {code}), the story says {step.ends}"
        raise click.ClickException(msg)


def _call(argv: list[str]) -> tuple[int, list[str]]:
    """Run a verb in this process as the command line would; returns its exit code and what it printed."""
    from landrelease.cli.main import root  # noqa: PLC0415 - the group that holds this verb

    out = io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = root.main(list(argv), standalone_mode=False) or 0
        except click.ClickException as fault:
            fault.show(out)
            code = fault.exit_code
        except Exception as fault:
            if not isinstance(getattr(fault, "exit_code", None), int):
                raise
            print(f"landrelease: {fault}", file=out)
            code = fault.exit_code  # type: ignore[attr-defined]
    return code, [line.rstrip() for line in out.getvalue().splitlines() if line.strip()]


def _answers(address: str) -> Callable[[str, tuple[str, ...]], str]:
    """Look up the ids that only the register knows."""

    def answer(what: str, words: tuple[str, ...]) -> str:
        from landrelease.desk.checking import check  # noqa: PLC0415 - heavy

        with opened(address) as book:
            if what == "finding":
                code, source = words
                names = set(_of_source(book, source))
                return next(
                    one.id for one in check(book) if one.finding.code == code and names & set(one.finding.about)
                )
            names = set(_of_source(book, words[0]))
            if what == "record":
                return min(names)
            waiting = [(item.id, book.store.get(item.id).decode()) for item in book.queue()]
            return next(name for name, text in waiting if any(target in text for target in names))

    return answer


def _of_source(book: "object", source: str) -> list[str]:
    store = book.store  # type: ignore[attr-defined]
    seqs = [
        seq for kind in ("hazard", "release", "casualty") for seq in store.by_source(kind, [source]).get(source, [])
    ]
    return list(store.id_of(seqs).values())


def _name_files(folder: Path) -> None:
    click.echo("Files written:")
    for path in sorted(folder.iterdir()):
        if path.is_file():
            click.echo(f"  {path}  ({path.stat().st_size / 1e6:.1f} MB)")
