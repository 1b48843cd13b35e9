"""Where work is planned or done: the areas of open tasks, and the unit on each."""

from typing import NamedTuple

import shapely

from landrelease.desk.orders import known_now
from landrelease.desk.reading import Reading
from landrelease.desk.site import placed
from landrelease.desk.views import EVER
from landrelease.programme.case import Case, case_of
from landrelease.programme.findings import task_names
from landrelease.programme.moves import OPEN
from landrelease.programme.ordering import Known
from landrelease.programme.roll import plain


class Workplace(NamedTuple):
    """
    An open task with a place.

    Attributes
    ----------
    task : str
        Its id.
    record : str
        Id of the record that describes it.
    name : str
        What it is called; empty where it has no name.
    state : str
        Key of `programme.moves.STATES`.
    unit : str
        Id of the unit that is ordered; empty where none is.
    organisation : str
        To whom that unit belongs; empty where that is not known.
    at_work : bool
        Whether the unit may be on the land.
    area : shapely.Geometry
        Longitude and latitude.
    """

    task: str
    record: str
    name: str
    state: str
    unit: str
    organisation: str
    at_work: bool
    area: shapely.Geometry


def workplaces(register: Reading, *, organisation: str | None = None) -> list[Workplace]:
    """
    List the open tasks that have an area.

    Parameters
    ----------
    register
        An open register.
    organisation
        Only those to which no unit is ordered or one of this organisation: where others work is not theirs to see.

    Returns
    -------
    list of Workplace
        Ordered by task.
    """
    known = known_now(register.store, EVER)
    cases = (case_of(name, known.roll) for name in task_names(known.roll))
    found = [_workplace(case, known) for case in cases if case is not None and case.state in OPEN]
    return [
        one
        for one in found
        if one is not None and (organisation is None or not one.unit or one.organisation == plain(organisation))
    ]


def _workplace(case: Case, known: Known) -> Workplace | None:
    area = placed(case.task)
    if area is None:
        return None
    units = known.roll.called("unit", case.unit) if case.unit else []
    owner = plain(units[-1].record.organisation) if units else ""
    record = case.task.record
    return Workplace(case.id, case.task.id, record.name or "", case.state, case.unit, owner, case.at_work, area)
