"""The gate over a large programme: one answer, one order, and what a suspension stops, as the programme doubles."""

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import click
import numpy as np
import shapely

from benchmarks import machine
from landrelease.desk.gating import ask
from landrelease.desk.opening import create
from landrelease.desk.register import Register
from landrelease.desk.stopping import stopped_by
from landrelease.desk.tasks import give
from landrelease.geometry.geojson import shape
from landrelease.records.accreditation import Accreditation
from landrelease.records.agreements import Agreement
from landrelease.records.base import Record
from landrelease.records.change import Decision
from landrelease.records.context import Programme, Setting
from landrelease.records.shape import Shape
from landrelease.records.tasking import Order, Task
from landrelease.records.training import Certificate
from landrelease.records.units import Asset, Member, Rotation, Unit

ASKED: Final = 200
_A_UNIT: Final = 10
_CHUNK: Final = 1_000
_YEAR: Final = ("2025-01-01", "2025-12-31")
_DEMANDS: Final = "rotation;certificates;people;tools;agreement;medical"


def square(n: int) -> Shape:
    """
    Draw the area of a task: squares of about 80 m, 300 m from each other.

    Parameters
    ----------
    n
        Number of the task.

    Returns
    -------
    Shape
        In WGS84.
    """
    west, south = 18 + 0.004 * (n % 400), 44 + 0.003 * (n // 400)
    box = np.array([shapely.box(west, south, west + 0.001, south + 0.0007)], dtype=object)
    return shape(box, "EPSG:4326")[0]


def records(units: int) -> Iterator[Record]:
    """
    Make a programme: of each unit a rotation, ten certified people, an asset, two accreditations and four tasks.

    Parameters
    ----------
    units
        How many units.

    Yields
    ------
    Record
        Without author and time.
    """
    first, last = _YEAR
    yield Setting(key="gate.demands", value=_DEMANDS, from_=first, date=first, source="bench")
    for n in range(max(1, units // 100)):
        parties = (f"org-{n}", "centre")
        offered = ("manual-clearance", "bac")
        yield Agreement(
            id=f"agr-{n}", status="signed", parties=parties, from_=first, to=last, capabilities=offered, date=first
        )
    for n in range(units):
        unit, rotation = f"U-{n}", f"R-{n}"
        yield Unit(id=unit, organisation=f"org-{n // 100}", medical="paramedic", date=first)
        yield Rotation(id=rotation, unit=unit, from_=first, to=last, medical="paramedic", date=first)
        yield Asset(id=f"D-{n}", unit=unit, type="detector", state="serviceable", from_=first, to=last, date=first)
        for what in ("manual-clearance", "bac"):
            yield Accreditation(
                id=f"A-{n}-{what}", unit=unit, capability=what, status="accredited", from_=first, to=last, date=first
            )
        for place in range(_A_UNIT):
            person = f"P-{n}-{place}"
            yield Member(id=f"M-{n}-{place}", person=person, rotation=rotation, role="deminer", date=first)
            yield Certificate(
                id=f"C-{n}-{place}", person=person, discipline="demining", level="1", from_=first, to=last, date=first
            )
        for place in range(4):
            task = 4 * n + place
            yield Task(
                id=f"T-{task}", activity="manual-clearance", from_=first, to=last, shape=square(task), date=first
            )


def orders(units: int) -> Iterator[Order]:
    """
    Order each unit to two of its tasks, one after the other.

    Parameters
    ----------
    units
        How many units.

    Yields
    ------
    Order
        Without author and time.
    """
    for n in range(units):
        people = tuple(f"P-{n}-{place}" for place in range(4))
        for place, days in ((0, ("2025-03-01", "2025-05-31")), (1, ("2025-06-01", "2025-09-30"))):
            yield Order(
                id=f"O-{4 * n + place}", task=f"T-{4 * n + place}", unit=f"U-{n}", action="issue", from_=days[0],
                to=days[1], people=people, assets=(f"D-{n}",), organisation="centre", date="2025-02-01",
            )  # fmt: skip


def build(path: Path, units: int) -> Register:
    """
    Fill a register through its own doors.

    Parameters
    ----------
    path
        Where it is to lie.
    units
        How many units.

    Returns
    -------
    Register
        Open; the author of all is ``clerk``, who decided is ``chief``.
    """
    register = create(path, Programme(id="BENCH", plane=(18.8, 44.1)), acting="clerk")
    names = register.append_all(records(units))
    chief = register.by("chief")
    chunks = [tuple(names[at : at + _CHUNK]) for at in range(0, len(names), _CHUNK)]
    chief.append_all(Decision(verdict="accept", about=chunk) for chunk in chunks)
    given = register.append_all(orders(units))
    chief.accept(given)
    return register


def timed(asked: Sequence[int], call: Callable[[int], object]) -> tuple[float, float]:
    """
    Time calls one by one.

    Parameters
    ----------
    asked
        What each call is given.
    call
        What is timed.

    Returns
    -------
    tuple of float
        Median and 95th percentile, milliseconds.
    """
    took = []
    for n in asked:
        began = time.perf_counter()
        call(n)
        took.append((time.perf_counter() - began) * 1e3)
    return statistics.median(took), sorted(took)[int(0.95 * len(took))]


def measure(folder: Path, units: int) -> list[tuple[str, int, float, float]]:
    """
    Build a programme and ask it.

    Parameters
    ----------
    folder
        Where the register lies.
    units
        How many units.

    Returns
    -------
    list of tuple
        What was asked, units, median and 95th percentile in milliseconds.
    """
    began = time.perf_counter()
    register = build(folder / f"bench-{units}.register", units)
    sys.stderr.write(f"built {units} units in {time.perf_counter() - began:.0f} s\n")
    throw = random.Random(7)
    chosen = throw.sample(range(units), min(ASKED, units))

    def gate(n: int) -> None:
        people, assets = [f"P-{n}-{place}" for place in range(4)], [f"D-{n}"]
        found = ask(
            register, f"U-{n}", "manual-clearance", "2025-03-01", "2025-05-31",
            people=people, assets=assets, authority="centre",
        )  # fmt: skip
        if not found.allowed:
            raise click.ClickException(", ".join(one.text for one in found.refusals))

    def order(n: int) -> None:
        people = tuple(f"P-{n}-{place}" for place in range(4))
        given = Order(
            task=f"T-{4 * n + 2}", unit=f"U-{n}", action="issue", from_="2025-10-01", to="2025-10-31", people=people,
            assets=(f"D-{n}",), organisation="centre", date="2025-09-01",
        )  # fmt: skip
        give(register, given, accept_as="chief")

    def suspend(n: int) -> None:
        bar = Accreditation(unit=f"U-{n}", capability="manual-clearance", status="suspended", from_="2025-03-10")
        name = register.append(bar)
        register.accept([name], author="chief")
        if len(stopped_by(register, [name])) < 2:  # noqa: PLR2004 - two orders of a unit, for some a third
            msg = f"the suspension of U-{n} does not stop its two tasks"
            raise click.ClickException(msg)

    rows = [("one answer of the gate", units, *timed(chosen, gate))]
    rows.append(("one order judged and put in force", units, *timed(chosen[:20], order)))
    rows.append(("one suspension accepted, its tasks judged again", units, *timed(chosen[:50], suspend)))
    register.close()
    return rows


@click.command()
@click.option("--units", default=5_000, show_default=True, help="Units of the larger programme; the smaller has half.")
def main(units: int) -> None:
    """Print times and growth over a programme and one of half its size."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (measure(Path(folder), size) for size in (units // 2, units))
    click.echo(f"`python -m benchmarks.joint --units {units}`, {dt.datetime.now(dt.UTC).date().isoformat()}\n")
    click.echo("\n".join(f"- {fact}" for fact in machine.facts()))
    click.echo(
        f"\n{units} units, {10 * units} certificates, {4 * units} tasks, {2 * units} orders in force; the other half.\n"
    )
    click.echo("| asked | units | p50 ms | p95 ms | half the units, p50 ms | growth as it doubles |")
    click.echo("|---|---|---|---|---|---|")
    for (what, asked, p50, p95), (_, _, before, _) in zip(large, small, strict=True):
        click.echo(f"| {what} | {asked} | {p50:.1f} | {p95:.1f} | {before:.1f} | × {p50 / before:.2f} |")


if __name__ == "__main__":
    main()
