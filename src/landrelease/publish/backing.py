"""What the records behind a figure of a press statement say themselves, so that the figure can be held against them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from landrelease.checks.finding import Finding
from landrelease.geometry.area import geodesic_area
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import View
from landrelease.publish.redaction.rounding import OPEN, RELEASED, coarse
from landrelease.publish.sentences import Number, number_of
from landrelease.publish.table import to_the_cent
from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import replacement_of

_STATED: Final = "stated_m2"
_NO_COUNTS: Final = frozenset({"year", "figures", "size_bytes"})
"""Whole numbers that count nothing on the ground."""


def against_records(
    view: View, sentence: str, label: str, names: Sequence[str], text: str = "", unit: int = 0
) -> Iterator[Finding]:
    """
    Hold a figure against the records that it names.

    An area is held against the sum of the areas that they state, and of those that follow from their outlines; a count
    against how many they are, and against the sum of each number that all of them hold. It fits where any of these is
    the figure as it is rounded.

    Parameters
    ----------
    view
        What is known.
    sentence
        The sentence.
    label
        The figure as it is printed, perhaps without any number.
    names
        Ids of the records.
    text
        The whole text, whose language decides how figures are written; empty for the sentence alone.

    unit
        Square metres to which areas are rounded for the readers, up or down, since records do not say whether the
        figure is of open or of released land; 0 where every digit may be told.

    Yields
    ------
    Finding
        ``figure-differs-from-records`` where none fits, ``figure-not-comparable`` where the one record holds nothing
        of the kind.
    """
    try:
        number = number_of(label, text or sentence)
    except ValueError:
        return
    records = [one for one in (statement_in(view, name) for name in names) if one is not None]
    told = _told(_areas(records), unit) if number.area else [Decimal(len(records)), *_counts(records)]
    if any(abs(number.value - one) <= number.half for one in told):
        return
    params: dict[str, str | int | float] = {"sentence": sentence, "figure": label}
    if _silent(number, records, told):
        yield Finding("figure-not-comparable", about=tuple(names)[:4], params=params)
        return
    said = " / ".join(f"{to_the_cent(one):,}" for one in dict.fromkeys(told))
    yield Finding("figure-differs-from-records", about=tuple(names)[:4], params={**params, "told": said})


def _silent(number: Number, records: Sequence[Record], told: Sequence[Decimal]) -> bool:
    """Tell whether nothing in the records is of the kind of the figure: one record counts as nothing but one."""
    return not told if number.area else len(records) <= 1 and len(told) <= 1


def statement_in(view: View, name: str) -> Record | None:
    """
    Give what a record states; of a correction, what it puts in the place.

    Parameters
    ----------
    view
        What is known.
    name
        Id of the record.

    Returns
    -------
    Record or None
        None where it is not here.
    """
    found = view.record(name)
    return replacement_of(found) if isinstance(found, Correction) else found


def _areas(records: Sequence[Record]) -> list[Decimal]:
    """Add up the areas that are stated, and those that follow from outlines; neither where one record lacks it."""
    stated = [getattr(one, _STATED, None) for one in records]
    shapes = [getattr(one, "shape", None) for one in records]
    found = []
    if records and None not in stated:
        found.append(sum((Decimal(str(one)) for one in stated), Decimal(0)))
    if records and None not in shapes:
        found.append(Decimal(str(float(sum(geodesic_area(geometry_of(shapes)))))))
    return [one for one in found if one]


def _told(areas: Sequence[Decimal], unit: int) -> list[Decimal]:
    return [coarse(one, group, unit) for one in areas for group in (OPEN, RELEASED)] if unit else list(areas)


def _counts(records: Sequence[Record]) -> list[Decimal]:
    """Add up each number that all of the records hold."""
    numbers = [
        {
            name: value
            for name, value in msgspec.structs.asdict(one).items()
            if isinstance(value, int) and not isinstance(value, bool) and name not in _NO_COUNTS
        }
        for one in records
    ]
    shared = set(numbers[0]).intersection(*numbers) if numbers else set()
    return [Decimal(sum(one[name] for one in numbers)) for name in sorted(shared)]
