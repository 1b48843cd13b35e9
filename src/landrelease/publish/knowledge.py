"""Whose knowledge an audience is told: never newer than what is published, never so fine that records stand out."""

import calendar
import datetime as dt

from landrelease.desk.reading import Reading
from landrelease.desk.views import EVER
from landrelease.publish.notice import rules_for
from landrelease.publish.redaction.audience import Detail, reads_exactly


def tells_figures(register: Reading, audience: str) -> bool:
    """
    Tell whether an audience is told any figure of land.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.

    Returns
    -------
    bool
        For the public only where the programme publishes figures; for nobody below those who read positions where a
        setting of publication cannot be used.
    """
    return reads_exactly(audience) or rules_for(register, audience).shows("figures")


def latest_for(register: Reading, audience: str) -> str:
    """
    Say which moment of knowledge is the latest that an audience is told.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.

    Returns
    -------
    str
        For the public the end of the day that the delay leaves; `views.EVER` where nothing known is newer.
    """
    if audience != "public":
        return EVER
    moment = register.known_at(rules_for(register, audience).known_at(register.today()))
    return moment if moment < register.last_known() else EVER


def knowledge_for(register: Reading, audience: str, asked: str = "") -> str:
    """
    Read a moment of knowledge as an audience may ask for it.

    Two moments a day apart tell what one record brought. So who may not read positions is told the knowledge of ends of
    months, or of years where ``public.dates`` says so, and of the latest moment.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.
    asked
        Date, or date and time; empty for the latest.

    Returns
    -------
    str
        Moment as `Reading.known_at` gives it: the end of the month or year in which the asked one lies, and never later
        than `latest_for`; `views.EVER` where nothing known is newer.

    Raises
    ------
    BadRequestError
        Where `asked` is neither.
    """
    latest = latest_for(register, audience)
    moment = register.known_at(asked or None)
    if not reads_exactly(audience):
        moment = register.known_at(end_of(moment[:10], rules_for(register, audience).dates))
    moment = min(moment, latest)
    return EVER if moment >= register.last_known() else moment


def day_told(register: Reading, audience: str, moment: str = EVER) -> str:
    """
    Write a moment of knowledge as an audience is told it.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.
    moment
        The moment; everything known where none is given.

    Returns
    -------
    str
        Exactly for who reads positions, and that of the latest record for everything known. For others the day, never
        later than `latest_for`, and today for everything known: the latest record's own day tells that one came.
    """
    last = register.last_known()
    if reads_exactly(audience):
        return min(moment, last)
    moment, today = min(moment, latest_for(register, audience)), register.today()
    return today if moment == last else min(moment[:10], today)


def end_of(day: str, detail: Detail) -> str:
    """
    Give the last day of the month or year in which a day lies.

    Parameters
    ----------
    day
        ISO day.
    detail
        ``day``, ``month`` or ``year``.

    Returns
    -------
    str
        ISO day.

    Examples
    --------
    >>> end_of("2024-02-03", "month"), end_of("2024-02-03", "year"), end_of("2024-02-03", "day")
    ('2024-02-29', '2024-12-31', '2024-02-03')
    """
    year, month = int(day[:4]), int(day[5:7])
    if detail == "year":
        return f"{day[:4]}-12-31"
    return day if detail == "day" else f"{day[:7]}-{calendar.monthrange(year, month)[1]:02d}"


def start_of(day: str, detail: Detail) -> str:
    """
    Give the first day of the month or year in which a day lies.

    Parameters
    ----------
    day
        ISO day.
    detail
        ``day``, ``month`` or ``year``.

    Returns
    -------
    str
        ISO day.

    Examples
    --------
    >>> start_of("2024-02-03", "month"), start_of("2024-02-03", "year"), start_of("2024-02-03", "day")
    ('2024-02-01', '2024-01-01', '2024-02-03')
    """
    return day if detail == "day" else f"{day[:4]}-01-01" if detail == "year" else f"{day[:7]}-01"


def end_before(day: str, detail: Detail) -> str:
    """
    Give the last end of a month or year that is not after a day.

    Parameters
    ----------
    day
        ISO day.
    detail
        ``day``, ``month`` or ``year``.

    Returns
    -------
    str
        ISO day.

    Examples
    --------
    >>> end_before("2024-03-03", "month"), end_before("2024-03-31", "month"), end_before("2024-03-31", "year")
    ('2024-02-29', '2024-03-31', '2023-12-31')
    """
    if end_of(day, detail) == day:
        return day
    return (dt.date.fromisoformat(start_of(day, detail)) - dt.timedelta(days=1)).isoformat()
