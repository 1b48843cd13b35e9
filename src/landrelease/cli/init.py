"""`landrelease init`: a new register with its programme."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from landrelease.cli.doors import acting_option, dry_run_option, recorded_option, register_argument
from landrelease.records.codes import CLASSES

_COUNTRY_LETTERS: Final = 3


@click.command("init", epilog="Example: landrelease init province.register --programme XY-2025 --plane 18,44")
@register_argument
@click.option("--programme", metavar="ID", help="Id of the programme; registers of one programme can be joined.")
@click.option("--name", metavar="N", help="Its name for people.")
@click.option("--country", metavar="ISO3", help="Three-letter country code.")
@click.option("--time-zone", default="UTC", show_default=True, metavar="Z", help="IANA time zone; days are days there.")
@click.option("--plane", metavar="LON,LAT", help="Centre of the equal-area plane; else that of the first import.")
@click.option(
    "--classes", default=",".join(CLASSES), show_default=True, metavar="LIST", help="Hazard classes kept apart."
)
@recorded_option
@dry_run_option
@acting_option
def init_command(  # noqa: PLR0913 - one argument per option
    *,
    register: str,
    programme: str | None,
    name: str | None,
    country: str | None,
    time_zone: str,
    plane: str | None,
    classes: str,
    recorded: str | None,
    dry_run: bool,
    acting: str,
) -> None:
    """Make a new, empty register."""
    from landrelease.desk.opening import create  # noqa: PLC0415 - heavy
    from landrelease.records.context import Programme  # noqa: PLC0415

    record = Programme(
        id=programme or click.format_filename(register, shorten=True).rsplit(".", 1)[0],
        name=name,
        country=_country(country),
        time_zone=_zone(time_zone),
        plane=_centre(plane),
        classes=_classes(classes),
    )
    if dry_run:
        with TemporaryDirectory() as folder, create(f"{folder}/new.register", record, acting=acting, recorded=recorded):
            _refuse_taken(register)
        click.echo(f"would make {register}: programme {record.id}", err=True)
        return
    with create(register, record, acting=acting, recorded=recorded):
        click.echo(f"made {register}: programme {record.id}", err=True)


def _refuse_taken(register: str) -> None:
    from landrelease.register.errors import DiskFaultError, RegisterExistsError  # noqa: PLC0415

    if Path(register).exists():
        raise RegisterExistsError(register)
    if not Path(register).parent.is_dir():
        raise DiskFaultError(register, detail="there is no such folder")


def _country(text: str | None) -> str | None:
    code = (text or "").strip().upper()
    if text is None or (len(code) == _COUNTRY_LETTERS and code.isascii() and code.isalpha()):
        return code or None
    msg = f"--country {text}: write the three letters of ISO 3166, like BIH"
    raise click.UsageError(msg)


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        msg = f"--time-zone {name}: there is no such IANA time zone; write it like Europe/Sarajevo or UTC"
        raise click.UsageError(msg) from None
    return name


def _centre(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon, lat = 999.0, 999.0
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 - the globe
        msg = f"--plane {text}: write longitude and latitude in degrees with a comma between them, like 18,44"
        raise click.UsageError(msg)
    return lon, lat


def _classes(text: str) -> tuple[str, ...]:
    asked = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [name for name in asked if name not in CLASSES]
    if unknown or not asked:
        msg = f"--classes {text}: the classes are {', '.join(CLASSES)}"
        raise click.UsageError(msg)
    return tuple(name for name in CLASSES if name in asked)
