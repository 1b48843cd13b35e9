"""A task for hand-held receivers: its outline and the hazards as tracks, turning points and features as waypoints."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import shapely

from landrelease.desk.dossier import Dossier, dossier_of
from landrelease.desk.register import Register
from landrelease.desk.site import placed
from landrelease.geometry.turning import turning_points
from landrelease.programme.roll import Fact
from landrelease.publish.gpx import SPACE, metadata, track, waypoint
from landrelease.publish.markup import Markup
from landrelease.publish.redaction.audience import EXACT
from landrelease.publish.style import STYLES
from landrelease.publish.view import meta_of
from landrelease.publish.writing import replacing
from landrelease.records.text import tr

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_task_gpx(register: Register, task: str, path: Path) -> None:
    """
    Write what a team needs of a task on its receiver.

    Parameters
    ----------
    register
        An open register.
    task
        Id of the task.
    path
        The file, replaced whole.
    """
    found = dossier_of(register, task)
    meta = meta_of(register, as_of=register.today(), audience=EXACT)
    with replacing(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        file.write(f'{_HEAD}<gpx version="1.1" creator="landrelease" xmlns="{SPACE}">\n')
        file.write(metadata(meta, " ".join((tr("Task"), found.case.id)), _shapes(found)))
        file.writelines([*_waypoints(found), *_tracks(found)])
        file.write("\n</gpx>\n")


def _shapes(found: Dossier) -> list[shapely.Geometry]:
    facts = (*found.site.features, *found.hazards)
    shapes = [found.site.area, *(placed(fact) for fact in facts)]
    return [shape for shape in shapes if shape is not None]


def _waypoints(found: Dossier) -> Iterator[Markup]:
    if found.site.area is not None:
        name = tr("Turning points")
        for one in turning_points(found.site.area)[1]:
            yield waypoint(one.lon, one.lat, f"{found.case.id} TP {one.number}", name, "turning-point")
    for fact in found.site.features:
        shape, record = placed(fact), fact.record
        if shape is not None:
            at = shape.centroid
            yield waypoint(at.x, at.y, record.name or record.type, tr(record.type), str(record.type))


def _tracks(found: Dossier) -> Iterator[Markup]:
    if found.site.area is not None:
        name = f"{tr('Task')} {found.case.id}"
        yield track(name, found.case.task.record.name or name, "task", found.site.area)
    yield from (_hazard(fact, shape) for fact in found.hazards if (shape := placed(fact)) is not None)


def _hazard(fact: Fact, shape: shapely.Geometry) -> Markup:
    style = STYLES[fact.record.status]
    return track(f"{tr(style.label)} {fact.record.id or ''}".strip(), tr(style.label), style.code, shape)
