"""`landrelease kinds`: the kinds of record, their fields and code lists, and empty workbooks to fill in."""

from pathlib import Path

import click

from landrelease.cli.doors import echo_rows, output_option, refuse_target
from landrelease.records.kinds import BY_IMPORT, KINDS

_FORMATS = ("table", "json", "csv")
_ENTERED = sorted(KINDS.keys() - BY_IMPORT)


@click.command("kinds", epilog="Example: landrelease kinds hazard; landrelease kinds hazard -o hazard.xlsx")
@click.argument("kind", metavar="[KIND]", required=False, type=click.Choice(_ENTERED))
@output_option
def kinds_command(*, kind: str | None, output: str) -> None:
    """
    Print the kinds of record, or one kind's fields with types, code lists and an example row.

    -o FILE.xlsx writes an empty workbook of the kind, -o FOLDER/ one for every kind.
    """
    from landrelease.intake.workbook import describe  # noqa: PLC0415 - heavy

    path = Path(output)
    if path.suffix.lower() == ".xlsx":
        if kind is None:
            msg = "-o FILE.xlsx needs a kind; for all kinds give a folder, such as -o forms/"
            raise click.UsageError(msg)
        _write(kind, path)
        return
    if output.endswith("/") or (output not in _FORMATS and path.is_dir()):
        path.mkdir(parents=True, exist_ok=True)
        for name in [kind] if kind else _ENTERED:
            _write(name, path / f"{name}.xlsx")
        return
    if kind is None:
        rows = [{"kind": name, "meaning": (KINDS[name].__doc__ or "").strip().split("\n")[0]} for name in _ENTERED]
        echo_rows(output, "Kinds of record", rows, ("kind", "meaning"))
        return
    rows = [column._asdict() for column in describe(kind)]
    echo_rows(output, kind, rows, list(rows[0]))


def _write(kind: str, path: Path) -> None:
    from landrelease.intake.workbook import write_workbook  # noqa: PLC0415 - heavy
    from landrelease.publish.writing import replacing  # noqa: PLC0415

    refuse_target(path)
    with replacing(path) as partial:
        write_workbook(kind, partial)
    click.echo(f"wrote {path}", err=True)
