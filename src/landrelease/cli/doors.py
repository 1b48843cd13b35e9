"""What all verbs share: the register argument, who acts, where output goes, and progress."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec

from landrelease.records.codes import AUDIENCES

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry as Geometry

    from landrelease.desk.register import Register
    from landrelease.desk.stopping import Stopped

Command = TypeVar("Command", bound=Callable[..., Any])
register_argument = click.argument("register", metavar="REGISTER")
output_option = click.option(
    "-o", "--output", default="table", metavar="FORMAT|FILE", help="A format's name, else a file."
)
recorded_option = click.option("--recorded", metavar="T", help="Claim an earlier moment of recording (migration only).")
known_at_option = click.option(
    "--known-at", metavar="T", help="As it was known at this moment; a bare date means its end, UTC."
)
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
on_option = click.option("--on", metavar="D", help="As it stands on this day; today without it.")
for_option = click.option(
    "--for", "organisation", metavar="ID", help="Only what concerns units of this organisation, such as a contributor."
)
class_option = click.option("--class", "klass", default="all", metavar="CLASS", help="mines, cluster, other or all.")
WHOLE_FOR: Final = "operator"
"""For whom a product with everything in it is, where nothing else is said."""
_QUIET_S: Final = 1.0
_EVERY_S: Final = 0.2
_WIDE: Final = 400
_SHORT: Final = 12
_SQLITE_HEAD: Final = 100
_APPLICATION: Final = slice(68, 72)


def audience_option(usual: str | None) -> Callable[[Command], Command]:
    """
    Make the option that says for whom a product is.

    Parameters
    ----------
    usual
        Audience where nothing is said; None where the verb must know that nothing was.

    Returns
    -------
    callable
        Adds ``--audience`` to the function of a verb.
    """
    told = f"For whom it is; decides what it shows. [{usual or WHOLE_FOR}]"
    made: Callable[[Command], Command] = click.option(
        "--audience", default=usual, metavar="AUDIENCE", type=click.Choice(AUDIENCES), help=told
    )
    return made


def place_options(command: Command) -> Command:
    """
    Add the options that choose a part of the land.

    Parameters
    ----------
    command
        Function of a verb.

    Returns
    -------
    callable
        With ``--area`` and ``--bbox``.
    """
    area = click.option("--area", metavar="ID", help="Id or name of an administrative area.")
    box = click.option("--bbox", metavar="W,S,E,N", help="West, south, east and north edge, degrees.")
    added: Command = area(box(command))
    return added


def place_of(register: "Register", area: str | None, bbox: str | None) -> "Geometry | None":
    """
    Find the part of the land that the options choose.

    Parameters
    ----------
    register
        An open register.
    area
        Id or name of an administrative area.
    bbox
        Edges in degrees, divided by commas.

    Returns
    -------
    shapely geometry or None
        Longitude and latitude; None where all land is meant.

    Raises
    ------
    click.UsageError
        Where both are given, or one of them names no place.
    """
    if area is not None and bbox is not None:
        msg = "give --area or --bbox, not both"
        raise click.UsageError(msg)
    if bbox is not None:
        return _box(bbox)
    return None if area is None else _outline(register, area)


def _box(said: str) -> "Geometry":
    import shapely  # noqa: PLC0415 - heavy

    try:
        west, south, east, north = (float(part) for part in said.split(","))
    except ValueError:
        west = east = south = north = float("nan")
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - degrees
        msg = f"--bbox {said}: give west,south,east,north in degrees, such as 18.1,44.0,18.4,44.2"
        raise click.UsageError(msg)
    return shapely.box(west, south, east, north)


def _outline(register: "Register", name: str) -> "Geometry":
    from landrelease.desk.looking import admin_areas  # noqa: PLC0415 - heavy
    from landrelease.geometry.geojson import geometry_of  # noqa: PLC0415

    areas = [one for one in admin_areas(register) if one.shape]
    for one in areas:
        if name and name in (one.id, one.name):
            found = geometry_of([one.shape])[0]
            if found is not None:
                return found
    known = ", ".join(sorted(str(one.name or one.id) for one in areas)) or "none with an outline"
    msg = f"--area {name or repr(name)}: no administrative area of this id or name; there are: {known}"
    raise click.UsageError(msg)


def acting_option(command: Command) -> Command:
    """
    Add the option that says who acts.

    Parameters
    ----------
    command
        Function of a verb.

    Returns
    -------
    callable
        With the option ``--as``; the default is LANDRELEASE_AS, else the login name.
    """
    added: Command = click.option(
        "--as",
        "acting",
        metavar="NAME",
        default=_login,
        help="Who acts (asserted, not proven). [LANDRELEASE_AS, login]",
    )(command)
    return added


def _login() -> str:
    return os.environ.get("LANDRELEASE_AS") or getuser()


@contextmanager
def opened(
    address: str, acting: str | None = None, *, dry_run: bool = False, any_layout: bool = False
) -> "Iterator[Register]":
    """
    Open a register for one verb.

    Parameters
    ----------
    address
        As on the command line.
    acting
        Who writes; None where the verb only reads: it then sees one state, whatever others write meanwhile.
    dry_run
        Whether what is written is undone.
    any_layout
        Whether the verb needs only the records, so that derived tables of another version do not matter.

    Yields
    ------
    Register
        Closed at the end.
    """
    from landrelease.desk.opening import open_register  # noqa: PLC0415 - heavy, only where a verb runs

    with open_register(address, acting=acting or "", dry_run=dry_run, any_layout=any_layout) as register:
        if acting is not None:
            yield register
            return
        with register.store.reading():
            yield register


def echo_json(document: Any) -> None:  # noqa: ANN401 - any JSON value
    """
    Print a JSON document.

    Parameters
    ----------
    document
        What msgspec can encode; decimals are written as exact numbers.
    """
    click.echo(json_text(document))


def json_text(document: Any) -> str:  # noqa: ANN401 - any JSON value
    r"""
    Write a JSON document.

    Parameters
    ----------
    document
        What msgspec can encode.

    Returns
    -------
    str
        Indented, in the order given.

    Examples
    --------
    >>> json_text({"a": [1]})
    '{\n  "a": [\n    1\n  ]\n}'
    """
    return msgspec.json.format(msgspec.json.Encoder(decimal_format="number").encode(document), indent=2).decode()


def csv_text(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()) -> str:
    r"""
    Write rows as CSV.

    Parameters
    ----------
    rows
        Dictionaries of equal keys.
    columns
        Their keys, for the heading of an empty table.

    Returns
    -------
    str
        With a heading and line feeds; cells that a spreadsheet program would take for formulas begin with an
        apostrophe.

    Examples
    --------
    >>> csv_text([{"year": 2024, "records": 3}])
    'year,records\n2024,3\n'
    """
    from landrelease.publish.commas import csv_rows  # noqa: PLC0415 - only where it is asked for

    names = list(rows[0]) if rows else list(columns)
    return csv_rows([names, *([row.get(name, "") for name in names] for row in rows)])


def echo_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> None:
    """
    Print a table for people.

    Parameters
    ----------
    title
        Above it.
    columns
        Headings; all but the first are set to the right where they hold figures.
    rows
        Texts.
    notes
        Lines below it.
    """
    from rich import box  # noqa: PLC0415 - only for people
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False, markup=False, soft_wrap=False)
    if title:
        console.print(title, soft_wrap=True)
    table = Table(box=box.SIMPLE, pad_edge=False)
    for at, name in enumerate(columns):
        figures = bool(rows) and all(_figure(row[at]) for row in rows)
        table.add_column(name, justify="right" if figures else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    if rows:
        console.print(table)
    for note in notes:
        console.print(note, soft_wrap=True)


def _figure(text: str) -> bool:
    return (
        text.replace(",", "").replace(".", "").replace("-", "").replace("–", "").strip().isdigit() or not text.strip()
    )


def echo_rows(output: str, title: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """
    Give out plain rows in the format or file that was asked for.

    Parameters
    ----------
    output
        ``table``, ``json``, ``csv``, or a file whose ending is one of the last two.
    title
        For the table.
    rows
        Dictionaries with the keys `columns`.
    columns
        Keys, in order.
    """
    form, path = form_of(output, ("table", "json", "csv"))
    if form == "table":
        echo_table(title, columns, [[shown(row.get(name)) for name in columns] for row in rows])
        return
    text = (
        json_text(list(rows)) + "\n"
        if form == "json"
        else csv_text([{n: listed(r.get(n)) for n in columns} for r in rows], columns)
    )
    write_text(text, path)


def echo_stopped(found: "Stopped") -> None:
    """
    Say on standard error which tasks must stop because of what was decided.

    Parameters
    ----------
    found
        As `desk.stopping.stopped_by` gives it.
    """
    if found:
        from landrelease.desk.stopping import lines_of  # noqa: PLC0415 - heavy

        for line in lines_of(found):
            click.echo(line, err=True)


def listed(value: object) -> str:
    """
    Write a value as one cell.

    Parameters
    ----------
    value
        Any value.

    Returns
    -------
    str
        Empty for nothing, several values with ``;``.

    Examples
    --------
    >>> listed(None), listed(("AP", "AV")), listed(3)
    ('', 'AP;AV', '3')
    """
    if value is None:
        return ""
    return ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def shown(value: object) -> str:
    r"""
    Write a value for a table on a terminal.

    Parameters
    ----------
    value
        Any value.

    Returns
    -------
    str
        On one line, without signs that would steer the terminal: an id may come from any file.

    Examples
    --------
    >>> shown("H-1\x1b[2J\n")
    'H-1 [2J '
    """
    return "".join(sign if sign.isprintable() else " " for sign in listed(value))


def form_of(output: str, forms: Sequence[str], files: Sequence[str] = ()) -> tuple[str, Path | None]:
    """
    Read what ``-o`` asks for.

    Parameters
    ----------
    output
        A format's name, or a file.
    forms
        Formats for standard output.
    files
        Further endings that only files can have.

    Returns
    -------
    tuple
        Format, and the file where it is one.

    Raises
    ------
    click.UsageError
        Where neither fits.

    Examples
    --------
    >>> form_of("json", ["table", "json"]), form_of("out.csv", ["table", "csv"])[0]
    (('json', None), 'csv')
    """
    if output in forms:
        return output, None
    path = Path(output)
    ending = path.suffix.lstrip(".").lower()
    if ending in {*forms, *files} - {"table"}:
        refuse_target(path)
        return ending, path
    endings = ", ".join(sorted({*forms, *files} - {"table"}))
    names = f"one of {', '.join(forms)} for standard output, or " if forms else ""
    msg = f"-o {output}: give {names}a file that ends in one of {endings}"
    raise click.UsageError(msg)


def refuse_target(path: Path) -> None:
    """
    Refuse an output file before any work is done for it.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    click.UsageError
        Where its folder does not exist or may not be written, or it is a folder itself or a register, which nothing
        ever replaces.
    """
    if not path.parent.is_dir():
        msg = f"{path}: the folder {path.parent} does not exist; make it first, or write to another one"
        raise click.UsageError(msg)
    if not os.access(path.parent, os.W_OK):
        msg = f"{path}: you may not write in the folder {path.parent}; write to another one"
        raise click.UsageError(msg)
    if path.is_dir():
        msg = f"{path}: this is a folder; give a file in it"
        raise click.UsageError(msg)
    if path.is_file() and _is_register(path):
        msg = f"{path}: this is a register, and nothing is ever written over one; give another name"
        raise click.UsageError(msg)


def _is_register(path: Path) -> bool:
    from landrelease.register.schema import APPLICATION_ID  # noqa: PLC0415 - only where a file would be replaced

    with path.open("rb") as file:
        return file.read(_SQLITE_HEAD)[_APPLICATION] == APPLICATION_ID.to_bytes(4, "big")


def spoken(text: str) -> tuple[str, ...]:
    """
    Read the languages of a product; one that no catalogue knows would come out in English without a word.

    Parameters
    ----------
    text
        Language tags, divided by commas.

    Returns
    -------
    tuple of str
        Each once, in order.

    Raises
    ------
    click.UsageError
        Where there is no catalogue of one, or none is given.
    """
    from landrelease.records.text import languages  # noqa: PLC0415 - reads catalogues

    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [one for one in found if one not in languages()]
    if unknown or not found:
        msg = f"--language {text}: there are {', '.join(languages())}; give one or several, divided by commas"
        raise click.UsageError(msg)
    return found


def write_text(text: str, path: Path | None) -> None:
    """
    Write text to standard output, or to a file that appears whole or not at all.

    Parameters
    ----------
    text
        What to write.
    path
        The file, if it is one.
    """
    if path is None:
        click.echo(text, nl=False)
        return
    from landrelease.publish.writing import replacing  # noqa: PLC0415

    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8")
    click.echo(f"wrote {path}", err=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """
    Show how far long work is, on a terminal and past one second.

    Parameters
    ----------
    label
        What is being done.

    Yields
    ------
    callable
        Told how much of how much is done.
    """
    began = time.monotonic()
    state = {"shown": 0.0, "drawn": 0}

    def tell(done: int, whole: int) -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or now - began < _QUIET_S or now - state["shown"] < _EVERY_S or not whole:
            return
        state["shown"] = now
        state["drawn"] = 1
        filled = int(30 * done / whole)
        click.echo(f"\r{label} [{'#' * filled}{'.' * (30 - filled)}] {100 * done // whole:3d} %", nl=False, err=True)

    yield tell
    if state["drawn"]:
        click.echo("", err=True)


def brief(rows: Sequence[Mapping[str, Any]], output: str) -> list[Mapping[str, Any]]:
    """
    Shorten the record ids of rows for a table on a terminal.

    Parameters
    ----------
    rows
        Rows, perhaps with a key ``record``.
    output
        As the command line gives it; everything but ``table`` keeps whole ids.

    Returns
    -------
    list of dict
        The rows.

    Examples
    --------
    >>> brief([{"record": "3f2a9c0d1e2f3a4b"}], "table")
    [{'record': '3f2a9c0d1e2f'}]
    """
    if output != "table":
        return list(rows)
    return [{**row, "record": row["record"][:_SHORT]} if row.get("record") else row for row in rows]
