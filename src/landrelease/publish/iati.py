"""Results for the International Aid Transparency Initiative: one activity with what was released and destroyed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from landrelease.checks.settings_publish import IATI_ORGANISATION, IATI_TYPE
from landrelease.desk.answers import iso
from landrelease.desk.behind import Opened
from landrelease.desk.errors import BadRequestError
from landrelease.desk.reading import Reading
from landrelease.publish.form import Entry, Form, Section
from landrelease.publish.formdonor import RESULTS
from landrelease.publish.formfile import value_text
from landrelease.publish.meta import moment_text
from landrelease.records.text import marked as _
from landrelease.records.text import tr

VERSION: Final = "2.03"
GOVERNMENT: Final = "10"
_SECTOR: Final = "15250"
"""Removal of land mines and explosive remnants of war, as the Development Assistance Committee numbers purposes."""
_OUTPUT, _UNIT, _IMPLEMENTING, _BEGUN, _RUNNING, _DAC = "1", "1", "4", "2", "2", "1"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_WHO: Final = _(
    "the setting public.iati_organisation says under which identifier the programme reports to the International Aid "
    "Transparency Initiative, and it is not set; accept a record of kind setting with that key first"
)
_NO_RESULTS: Final = _("{form}: this form has no results; take the form iati-results")


class Reporter(NamedTuple):
    """
    Who reports.

    Attributes
    ----------
    identifier : str
        Identifier of the organisation.
    type : str
        Its type, as the code list of the initiative has it.
    name : str
        Its name.
    begun : str
        First day of the activity.
    """

    identifier: str
    type: str
    name: str
    begun: str


def reporter_of(register: Reading, form: Form) -> Reporter:
    """
    Say who reports.

    Parameters
    ----------
    register
        An open register.
    form
        The form.

    Returns
    -------
    Reporter
        By the settings of the programme; its activity begins with the first record about land.

    Raises
    ------
    BadRequestError
        Where no identifier is set: a made-up one would be somebody else's.
    """
    settings = {one.key: str(one.value) for one in register.frame().rulings}
    if not settings.get(IATI_ORGANISATION):
        raise BadRequestError(tr(_WHO))
    days = Opened(register).books(form.meta.known_at).columns.facts["day"]
    begun = iso(int(days.min())) if len(days) else f"{form.mark.valid_for[:4]}-01-01"
    kind = settings.get(IATI_TYPE, GOVERNMENT)
    return Reporter(settings[IATI_ORGANISATION], kind, form.meta.name or form.meta.programme, begun)


def form_iati(form: Form, reporter: Reporter) -> str:
    """
    Write the results of a form.

    Parameters
    ----------
    form
        The form ``iati-results``.
    reporter
        Who reports.

    Returns
    -------
    str
        A document in version 2.03 of the standard. The records behind an amount stand in its comment where the
        audience may know them; an amount that is left out has no place in it.

    Raises
    ------
    BadRequestError
        Where the form has no results.
    """
    found = [section for section in form.sections if section.group == RESULTS]
    if not found:
        raise BadRequestError(tr(_NO_RESULTS).format(form=form.title))
    root = ET.Element("iati-activities", {"version": VERSION})
    if form.meta.known_at:
        root.set("generated-datetime", form.meta.known_at)
    activity = ET.SubElement(root, "iati-activity", {_LANG: form.meta.language, "humanitarian": "1"})
    _head(activity, form, reporter)
    for section in found:
        _result(activity, form, section)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _head(activity: ET.Element, form: Form, reporter: Reporter) -> None:
    ET.SubElement(activity, "iati-identifier").text = f"{reporter.identifier}-{form.meta.programme}"
    who = {"ref": reporter.identifier, "type": reporter.type}
    _told(activity, "reporting-org", reporter.name, who)
    _told(activity, "title", form.title)
    known = tr("As known at {moment}.").format(moment=moment_text(form.meta.known_at))
    _told(activity, "description", " ".join((*form.mark.sentences, known)), {"type": "1"})
    _told(activity, "participating-org", reporter.name, {**who, "role": _IMPLEMENTING})
    ET.SubElement(activity, "activity-status", {"code": _RUNNING})
    ET.SubElement(activity, "activity-date", {"type": _BEGUN, "iso-date": reporter.begun})
    ET.SubElement(activity, "sector", {"vocabulary": _DAC, "code": _SECTOR})


def _told(parent: ET.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> ET.Element:
    found = ET.SubElement(parent, name, attributes or {})
    ET.SubElement(found, "narrative").text = text
    return found


def _result(activity: ET.Element, form: Form, section: Section) -> None:
    """Write a result with one indicator for each name, which has one period with an amount for each place."""
    result = ET.SubElement(activity, "result", {"type": _OUTPUT, "aggregation-status": "0"})
    _told(result, "title", section.heading)
    for note in section.notes[:1]:
        _told(result, "description", note)
    for name, rows in _by_name(section):
        indicator = ET.SubElement(result, "indicator", {"measure": _UNIT, "ascending": "1"})
        _told(indicator, "title", f"{name}: {section.columns[-1]}")
        period = ET.SubElement(indicator, "period")
        year = form.mark.valid_for[:4]
        ET.SubElement(period, "period-start", {"iso-date": f"{year}-01-01"})
        ET.SubElement(period, "period-end", {"iso-date": f"{year}-12-31"})
        for place, cell in rows:
            _actual(period, form, section, place, cell)


def _by_name(section: Section) -> Iterator[tuple[str, list[tuple[str, Entry]]]]:
    names: dict[str, list[tuple[str, Entry]]] = {}
    for name, place, cell in section.rows:
        names.setdefault(name.shown, []).append((place.shown, cell))
    yield from names.items()


def _actual(period: ET.Element, form: Form, section: Section, place: str, cell: Entry) -> None:
    if not isinstance(cell.value, Decimal):
        return
    actual = ET.SubElement(period, "actual", {"value": value_text(cell)})
    ET.SubElement(actual, "dimension", {"name": section.columns[1], "value": place})
    names = [part.record for part in cell.parts] if form.exact else []
    if names:
        _told(actual, "comment", tr("Records: {ids}").format(ids=", ".join(names)))
