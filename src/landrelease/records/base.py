"""What all kinds of records share: author, times, origin, and the base class with its strict, frozen settings."""

from typing import Annotated

import msgspec

from landrelease.records.marks import mark
from landrelease.records.text import marked as _

PartialDate = Annotated[
    str | None,
    mark(
        "public", _("When it was true on the ground: a day, or a month or year where no more is known."), "2024-05-17"
    ),
]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", gc=False):
    """
    One immutable statement by somebody about land, people or work.

    Attributes
    ----------
    id : str
        The source's own id, as it wrote it.
    date : str
        When it was true on the ground (`occurred`): ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    organisation : str
        Id of the organisation that reports.
    remarks : str
        Free text.
    author : str
        Id of the person who wrote the record; set by the register that takes it in.
    recorded : str
        UTC moment of the first writing, see `times.stamp`; set once, one value for one import.
    recorded_claimed : bool
        Whether `recorded` was claimed (migration, synthetic data) rather than read from a clock.
    origin : str
        Key of the row it came from: how an import knows a row again.
    sealed : dict
        Written name of each personal field to its salted commitment, see `seal`.
    """

    id: Annotated[str | None, mark("public", _("The source's own id, as it wrote it."), "H-0042")] = None
    date: PartialDate = None
    organisation: Annotated[str | None, mark("public", _("Id of the organisation that reports."), "org-1")] = None
    remarks: Annotated[str | None, mark("operator", _("Free text."), "seen from the road")] = None
    author: Annotated[str, mark("authority", _("Id of the person who wrote the record."), "p-5f0c9a12e4b7")] = ""
    recorded: Annotated[
        str, mark("public", _("When the record was first written (UTC)."), "2025-01-31T09:30:00.000Z")
    ] = ""
    recorded_claimed: Annotated[bool, mark("public", _("Whether that moment is claimed, not clocked."), "false")] = (
        False
    )
    origin: Annotated[str | None, mark("authority", _("Key of the source row, to know it again."), "sha256:…")] = None
    sealed: Annotated[dict[str, str], mark("authority", _("Commitments of the personal fields."))] = {}

    @property
    def warns(self) -> bool:
        """Whether it calls for caution: it then counts while anybody accepts it, others only while all do."""
        return False
