"""Hazards that are open on a day, one line for each and status, with the land that still belongs to it."""

from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

import shapely

from landrelease.desk.accounts import OUTSIDE
from landrelease.desk.behind import LEVELS, behind_unmapped
from landrelease.desk.views import store_view
from landrelease.geometry.geojson import geometry_of
from landrelease.publish.teller import Amount, Part, Teller, amount_of
from landrelease.records.change import Correction
from landrelease.records.kinds import replacement_of


class OpenArea(NamedTuple):
    """
    A hazard that is open, as far as it has one status.

    Attributes
    ----------
    key : str
        Name under which the hazard is known.
    status : str
        ``suspected`` or ``confirmed``.
    places : tuple of str
        Ids of the administrative areas that it touches; ``outside`` where it lies in none or has no shape.
    contamination : str
        Codes of what is expected there, divided by ``;``.
    mapped : Amount
        Open land, square metres; land of several hazards counts for the one that was recorded first.
    stated : Amount
        By stated size, where there is no polygon.
    unknown : int
        1 where nobody knows the size, else 0.
    """

    key: str
    status: str
    places: tuple[str, ...]
    contamination: str
    mapped: Amount
    stated: Amount
    unknown: int

    def records(self) -> list[str]:
        """
        List the records behind the line.

        Returns
        -------
        list of str
            Ids, each once.
        """
        return amount_of((*self.mapped.parts, *self.stated.parts)).records()


def open_areas(teller: Teller, day: str) -> list[OpenArea]:
    """
    List the hazards that are open on a day.

    Parameters
    ----------
    teller
        Of the class and knowledge that is meant.
    day
        ISO day.

    Returns
    -------
    list of OpenArea
        Confirmed ones first, then by place and key. Together they hold the open land of the ledger.
    """
    gatherer = _Gatherer(teller)
    parcels = teller.register.land(as_of=day, known_at=teller.known_at or None, klass=teller.klass)
    areas = teller.opened.areas
    tree = shapely.STRtree(geometry_of([one.shape for one in areas])) if areas else None
    for at in range(len(parcels.id)):
        status = str(parcels.status[at])
        if status in LEVELS:
            touched = sorted(tree.query(parcels.geometry[at], predicate="intersects").tolist()) if tree else []
            names = [areas[n].id or areas[n].name or "" for n in touched]
            gatherer.take(str(parcels.record[at]), status, names, Decimal(repr(float(parcels.area_m2[at]))))
    for status in LEVELS:
        figure = teller.figure("closing", "total", ("", day), status)._replace(by="")
        for one in behind_unmapped(teller.register, figure, teller.opened):
            gatherer.take_unmapped(one.record, status, one.area_m2, one.hazards)
    return gatherer.found()


class _Gatherer:
    """Gathers what belongs to one hazard and status."""

    def __init__(self, teller: Teller) -> None:
        self._view = store_view(teller.register.store)
        self._mapped: dict[tuple[str, str], list[Part]] = defaultdict(list)
        self._stated: dict[tuple[str, str], list[Part]] = defaultdict(list)
        self._unknown: dict[tuple[str, str], int] = defaultdict(int)
        self._places: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._expected: dict[tuple[str, str], set[str]] = defaultdict(set)

    def take(self, record: str, status: str, places: list[str], area_m2: Decimal) -> None:
        key = self._key(record, status)
        self._mapped[key].append(Part(record, area_m2))
        self._places[key] |= set(places)

    def take_unmapped(self, record: str, status: str, area_m2: Decimal, hazards: int) -> None:
        key = self._key(record, status)
        self._stated[key].append(Part(record, area_m2))
        self._unknown[key] += hazards

    def _key(self, record: str, status: str) -> tuple[str, str]:
        said = self._said(record)
        key = (said.area_id or said.id or record, status)
        self._expected[key] |= set(getattr(said, "contamination", ()))
        return key

    def _said(self, name: str) -> Any:  # noqa: ANN401 - a statement about land
        record = self._view.record(name)
        return replacement_of(record) if isinstance(record, Correction) else record

    def found(self) -> list[OpenArea]:
        """
        Give what was gathered.

        Returns
        -------
        list of OpenArea
            Those of which anything is left.
        """
        lines = [
            OpenArea(
                key,
                status,
                tuple(sorted(self._places[key, status])) or (OUTSIDE,),
                ";".join(sorted(self._expected[key, status])),
                amount_of(self._mapped[key, status]),
                amount_of(self._stated[key, status]),
                self._unknown[key, status],
            )
            for key, status in {**self._mapped, **self._stated}
        ]
        left = [line for line in lines if line.mapped.value or line.stated.value or line.unknown]
        return sorted(left, key=lambda line: (line.status != "confirmed", line.places, line.key))
