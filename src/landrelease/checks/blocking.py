"""What keeps records from being accepted at all, and the records of which one look shows that nothing does."""

from landrelease.checks.columns import Columns, local_day, zone_of
from landrelease.checks.finding import Finding
from landrelease.checks.proposed import Frame, Proposed, in_order
from landrelease.checks.row import BLOCKING_CHECKS, STATUSES
from landrelease.records.base import Record
from landrelease.records.land import Hazard, Release
from landrelease.records.times import interval


def check_blocking(proposed: Proposed, frame: Frame = Frame()) -> list[Finding]:  # noqa: B008 - immutable
    """
    Find what keeps records from being accepted at all.

    Parameters
    ----------
    proposed
        Records.
    frame
        What is known of the programme.

    Returns
    -------
    list of Finding
        In the order of the rows.

    Examples
    --------
    >>> import numpy as np
    >>> [found.code for found in check_blocking(Proposed([Hazard(id="H-1")], np.array([None])))]
    ['empty-record', 'no-date', 'no-status']
    """
    columns = Columns(proposed, frame)
    return in_order([found for check in BLOCKING_CHECKS for found in check(columns)])


def asks_for_shape(record: Record) -> bool:
    """
    Tell whether a check that blocks looks at the shape of a record: only where nothing else says enough.

    Parameters
    ----------
    record
        A record.

    Returns
    -------
    bool
        False where `check_blocking` finds the same without its shape.

    Examples
    --------
    >>> asks_for_shape(Release(date="2024", area_id="H-1")), asks_for_shape(Release(date="2024"))
    (False, True)
    >>> asks_for_shape(Hazard(date="2024")), asks_for_shape(Hazard())
    (False, True)
    """
    if isinstance(record, Release) and not (record.area_id or "").strip("; "):
        return True
    return getattr(record, "date", None) is None and getattr(record, "status", None) is None


def plainly_fit(record: Record, time_zone: str) -> bool:
    """
    See at one look that nothing keeps a hazard or release from being accepted.

    Columns pay from some ten records on; a single one is looked at in a twentieth of their time.

    Parameters
    ----------
    record
        A record.
    time_zone
        Time zone of the programme.

    Returns
    -------
    bool
        True only where `check_blocking` finds nothing; False says nothing.

    Examples
    --------
    >>> sound = Hazard(date="2024-05-03", status="suspected", recorded="2024-05-03T09:00:00.000Z")
    >>> plainly_fit(sound, "UTC"), plainly_fit(sound, "Pacific/Honolulu"), plainly_fit(Record(), "UTC")
    (True, False, False)
    """
    if not isinstance(record, Hazard | Release) or record.status not in STATUSES[type(record)] or not record.date:
        return False
    try:
        happened = interval(record.date).first
    except ValueError:
        return False
    return happened <= local_day(record.recorded, zone_of(time_zone)) and not asks_for_shape(record)
