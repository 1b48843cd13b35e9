"""The command `landrelease`: finds the verb's file, and turns refusals into sentences and exit codes."""

import importlib
import io
import os
import sys
import traceback
from typing import Final

import click

VERBS: Final = {
    "accept": "decide",
    "agreement": "agreement",
    "attach": "attach",
    "backup": "backup",
    "check": "check",
    "correct": "correct",
    "count": "count",
    "demo": "demo",
    "duplicates": "duplicates",
    "erase": "erase",
    "evidence": "evidence",
    "explain": "explain",
    "find": "find",
    "form": "form",
    "gate": "gate",
    "import": "import_",
    "init": "init",
    "keep-apart": "duplicates",
    "kinds": "kinds",
    "land": "land",
    "log": "log",
    "map": "map",
    "meeting": "meeting",
    "merge": "duplicates",
    "page": "page",
    "programme": "programme",
    "publish": "publish",
    "queue": "queue",
    "rebuild": "rebuild",
    "reconcile": "reconcile",
    "reject": "decide",
    "return": "decide",
    "serve": "serve",
    "settle": "settle",
    "show": "show",
    "site": "site",
    "statement": "statement",
    "task": "task",
    "training": "training",
    "unit": "unit",
    "unmerge": "duplicates",
    "verify": "verify",
    "verify-document": "verify_document",
    "withdraw": "withdraw",
}
"""Verb to the module of this room that holds it, as ``verb`` with dashes for underscores; loaded only when called."""
SUMMARIES: Final = {
    "accept": "Accept records, so that they count.",
    "agreement": "Agreements between partners and their terms.",
    "attach": "Attach a file to records.",
    "backup": "Write a verified copy of a register.",
    "check": "List findings; exit 1 where there are errors.",
    "correct": "Propose a correction of a record.",
    "count": "Count records of a kind by year, area or field.",
    "demo": "Run a worked example with synthetic data.",
    "duplicates": "List records that may be one event or person.",
    "erase": "Erase personal values for ever, records stay.",
    "evidence": "Documents and the independent origins behind them.",
    "explain": "Tell what made a point of land what it is.",
    "find": "Look records up by any text in them.",
    "form": "Fill a form of a treaty; exit 1 where it is not plausible.",
    "gate": "Ask whether a unit may do an activity; exit 1 where not.",
    "import": "Propose the rows of files as records.",
    "init": "Make a new register.",
    "keep-apart": "Say that records are different events.",
    "kinds": "Print the kinds of record, or write empty workbooks.",
    "land": "Draw the land: one status and one history per parcel.",
    "log": "List what came in, in order.",
    "map": "Draw a map for paper: pdf, png or svg.",
    "meeting": "Meetings, their decisions and action points.",
    "merge": "Say that records are one event; counts take it once.",
    "page": "Write one web page that works without a network.",
    "programme": "The programme on one screen; shares of contributors.",
    "publish": "Freeze a form with its records; says what changed since.",
    "queue": "List records that wait for a decision.",
    "rebuild": "Make every derived table anew.",
    "reconcile": "Compare a published table with ours; exit 1 where unexplained.",
    "reject": "Reject records, with the reason.",
    "return": "Return records to their author, with the reason.",
    "serve": "Serve the web application and the HTTP API.",
    "settle": "Say why a finding may stand.",
    "show": "Show one record whole.",
    "site": "Write the public site as a folder for a web server.",
    "statement": "Opening, movements and closing of a period.",
    "task": "Tasks: list, show, and order units to them.",
    "training": "Training sessions, results and certificates.",
    "unit": "Units: what each may do, who is in it.",
    "unmerge": "Take back what was said about records.",
    "verify": "Re-hash everything and compare it with a rebuild.",
    "verify-document": "Check a paper or its code; exit 1 where it does not stand.",
    "withdraw": "Propose to withdraw a record that was never true.",
}
OUTPUT: Final = 50
"""Exit code of a product that cannot be written as asked."""
SYSTEM: Final = 51
"""Exit code of a file that the operating system refused to read or write."""
FAULT: Final = 99
"""Exit code of a fault that no verb foresaw."""


class Verbs(click.Group):
    """A group that loads the file of a verb only when the verb is called, so that help is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """As `click.Group.list_commands`."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """As `click.Group.get_command`; the verb's file is loaded now."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"landrelease.cli.{VERBS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command".replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """As `click.Group.format_commands`, without loading the verbs."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, SUMMARIES[verb]) for verb in sorted(VERBS)])


def _versions(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's signature
    if not asked:
        return
    from landrelease.cli.versions import lines  # noqa: PLC0415 - imports every engine

    click.echo("\n".join(lines()))
    ctx.exit()


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Example: landrelease init province.register --programme XY-2025 --country BIH\n",
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_versions, help="Print all versions."
)
def root() -> None:
    """Keep the open register and ledger of mined land: every square metre counted once, every figure traced."""


def main() -> None:
    """
    Run the command line and exit.

    Refusals of the desk, the register and the intake exit with the code of their class; nothing was changed then.
    """
    for stream in (sys.stdout, sys.stderr):
        _in_any_script(stream)
    try:
        sys.exit(root.main(standalone_mode=False) or 0)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except Exception as fault:  # noqa: BLE001 - a person reads a sentence, never a traceback
        code, message = said_of(fault)
        click.echo(f"landrelease: {message}", err=True)
        sys.exit(code)


def _in_any_script(stream: object) -> None:
    """Give files and pipes UTF-8 with line feeds on every machine; a terminal shows a sign for what it lacks."""
    if not isinstance(stream, io.TextIOWrapper):
        return
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def said_of(fault: Exception) -> tuple[int, str]:
    """
    Say what a fault means to the person who gave the command.

    Parameters
    ----------
    fault
        Anything that a verb raised.

    Returns
    -------
    code : int
        Exit code.
    message : str
        Where, what, why, and the way out.

    Examples
    --------
    >>> said_of(PermissionError(13, "Permission denied", "land.csv"))[0]
    51
    >>> print(said_of(KeyError(7))[1])
    a fault that was not foreseen: KeyError: 7
    Why: an unfinished answer would be worse than none. What was not reported as written was not written.
    Way out: run `landrelease verify` on the register; LANDRELEASE_TRACE=1 shows where it happened, for a report.
    """
    code = getattr(fault, "exit_code", None)
    if isinstance(code, int):
        command = getattr(fault, "command", "")
        return code, f"{fault}\nWay out: {command}." if command else str(fault)
    if os.environ.get("LANDRELEASE_TRACE"):
        traceback.print_exception(fault)
    if type(fault).__name__ == "OutputError":  # its module is heavy, and loaded already where it is raised
        return OUTPUT, str(fault)
    if isinstance(fault, OSError):
        where = f"{fault.filename}: " if fault.filename else ""
        return SYSTEM, f"{where}{fault.strerror or fault}\n{_OF_THE_SYSTEM}"
    return FAULT, f"a fault that was not foreseen: {type(fault).__name__}: {fault}\n{_UNFORESEEN}"


_OF_THE_SYSTEM: Final = (
    "Why: the operating system refused to read or write it; records go in whole or not at all.\n"
    "Way out: check the name, your rights and the room on the disk, then do the same again; no import adds twice."
)
_UNFORESEEN: Final = (
    "Why: an unfinished answer would be worse than none. What was not reported as written was not written.\n"
    "Way out: run `landrelease verify` on the register; LANDRELEASE_TRACE=1 shows where it happened, for a report."
)
