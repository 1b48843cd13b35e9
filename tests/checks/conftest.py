"""Small registers for the tests of records among each other."""

from collections.abc import Callable

import msgspec
import pytest
import shapely

from landrelease.checks.finding import Finding
from landrelease.checks.held import View
from landrelease.checks.register import check_register
from landrelease.records.base import Record
from landrelease.records.shape import Shape


@pytest.fixture(scope="session")
def shape() -> Callable[..., Shape]:
    """Make the shape of a record from a shapely geometry."""

    def made(geometry: shapely.Geometry, accuracy_m: float | None = None) -> Shape:
        return Shape(wgs84=msgspec.Raw(shapely.to_geojson(geometry).encode()), accuracy_m=accuracy_m)

    return made


@pytest.fixture(scope="session")
def findings() -> Callable[..., list[Finding]]:
    """Check records by id, in the order given, accepted unless they stand with a state; one code comes back."""

    def seen(code: str, records: dict[str, Record | tuple[Record, str]], **view: object) -> list[Finding]:
        stored = []
        for second, (id_, given) in enumerate(records.items()):
            record, state = given if isinstance(given, tuple) else (given, "accepted")
            stamped = msgspec.structs.replace(record, recorded=f"2025-01-01T00:00:{second:02}.000Z")
            stored.append((id_, stamped, state))
        return [found for found in check_register(reversed(stored), View(**view)) if found.code == code]

    return seen
