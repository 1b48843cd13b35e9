"""Registers as the library opens them, with a clock that a test sets."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely

from landrelease.desk.opening import create
from landrelease.desk.register import Register
from landrelease.geometry.geojson import shape
from landrelease.records.context import Programme
from landrelease.records.land import Hazard, Release
from landrelease.records.shape import Shape


class Clock:
    """A clock that moves on by a millisecond each time somebody looks."""

    def __init__(self) -> None:
        self.now = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(milliseconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture
def register(tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """A new register, in which Ana acts."""
    programme = Programme(id="XY-2025", plane=(18.0, 44.0))
    with create(tmp_path / "a.register", programme, acting="Ana", clock=clock) as made:
        yield made


@pytest.fixture
def square() -> Callable[..., Shape]:
    """A rectangle of degrees as the shape of a record."""

    def drawn(west: float, south: float = 44.0, width: float = 0.01, height: float = 0.01) -> Shape:
        box = np.array([shapely.box(west, south, west + width, south + height)], dtype=object)
        return shape(box, "EPSG:4326")[0]

    return drawn


@pytest.fixture
def hazard(square: Callable[..., Shape]) -> Callable[..., Hazard]:
    """A suspected hazard."""

    def made(name: str = "H-1", west: float = 18.0, **more: object) -> Hazard:
        fields = {"id": name, "status": "suspected", "date": "2023-05-01", "shape": square(west)} | more
        return Hazard(**fields)

    return made


@pytest.fixture
def release(square: Callable[..., Shape]) -> Callable[..., Release]:
    """A clearance of the western half of a hazard."""

    def made(name: str = "R-1", west: float = 18.0, **more: object) -> Release:
        fields = {
            "id": name, "status": "cleared", "date": "2023-06-01", "depth_m": 0.2, "shape": square(west, width=0.005),
        } | more  # fmt: skip
        return Release(**fields)

    return made
