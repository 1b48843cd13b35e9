"""The task dossier as a paper: every heading is there, also where nothing is stated."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import shapely

from landrelease.desk.dossier import Dossier, dossier_of, hazards_of
from landrelease.desk.register import Register
from landrelease.desk.site import in_plane, placed
from landrelease.geometry.plane import Plane
from landrelease.programme.gate import Answer
from landrelease.programme.moves import STATES
from landrelease.programme.reason import Reason
from landrelease.publish.dossiertables import (
    hazard_table,
    history_table,
    neighbour_table,
    reason_table,
)
from landrelease.publish.meta import Meta, moment_text, notices
from landrelease.publish.paper import Facts, Ids, Map, Paper, Part, Party, Row, Side, Signatures, in_each, pdf, words
from landrelease.publish.scene import scene_of
from landrelease.publish.taskmap import task_map
from landrelease.publish.turningtable import turning_table
from landrelease.publish.view import meta_of
from landrelease.publish.wording import days, degrees, depth, listed, named, quantity, word
from landrelease.publish.writing import replacing
from landrelease.records.text import marked as _
from landrelease.records.text import tr

SIGN_LINES: Final = (_("Name and rank"), _("Date"), _("Signature and stamp"))


def write_dossier(register: Register, task: str, path: Path, language: str = "en") -> None:
    """
    Write the dossier of a task as PDF.

    Parameters
    ----------
    register
        An open register.
    task
        Id of the task.
    path
        The file, replaced whole.
    language
        Language tag.
    """
    found = dossier_of(register, task)
    made = pdf(dossier_paper(found, meta_of(register), register.frame().plane, (language,)))
    with replacing(path) as partial:
        partial.write_bytes(made)


def dossier_paper(found: Dossier, meta: Meta, plane: Plane | None, languages: Sequence[str]) -> Paper:
    """
    Lay a dossier out.

    Parameters
    ----------
    found
        What is known of the task.
    meta
        The view.
    plane
        The programme's plane.
    languages
        Language tags.

    Returns
    -------
    Paper
        With every heading of a task dossier.
    """
    layout = _Layout(found, plane, languages)
    return Paper(
        languages=tuple(languages),
        title=words(languages, _("Task dossier")),
        number=_number(found),
        programme=" · ".join(part for part in (meta.name or meta.programme, moment_text(meta.known_at)) if part),
        author=meta.programme,
        moment=meta.known_at,
        parts=tuple(layout.parts()),
        notices=in_each(languages, lambda: tuple(notices(meta))),
    )


def _number(found: Dossier) -> str:
    return " · ".join(part for part in (found.case.id, found.case.task.record.name) if part)


class _Layout:
    def __init__(self, found: Dossier, plane: Plane | None, languages: Sequence[str]) -> None:
        self.found, self.plane, self.languages = found, plane, languages
        self.task = found.case.task.record
        self.order = found.case.order.record if found.case.order else None

    def parts(self) -> list[Part]:
        """
        List the parts in the order of the headings of a dossier.

        Returns
        -------
        list of Part
            Every heading is there.
        """
        found, languages = self.found, self.languages
        return [
            self._facts(_("Task"), self._task),
            hazard_table(languages, found),
            self._facts(_("Area to be worked"), self._area),
            self._map(),
            turning_table(languages, found.site.area),
            self._facts(_("On the ground"), self._ground),
            self._facts(_("Work"), self._work),
            self._facts(_("People on the land, security and medical evacuation"), self._care),
            history_table(languages, found),
            self._facts(_("Organisation and unit"), self._unit),
            self._facts(_("Required accreditation and the answer of the gate"), self._gate),
            reason_table(languages, found),
            self._facts(_("People, assets and days"), self._days),
            neighbour_table(languages, found),
            self._facts(_("Reporting, quality and donors"), self._reports),
            self._signatures(),
            Ids(words(languages, _("Records behind this paper")), found.records),
        ]

    def _facts(self, heading: str, rows: Callable[[], Sequence[Row]]) -> Facts:
        return Facts(in_each(self.languages, lambda: Side(tr(heading), tuple(rows()))))

    def _task(self) -> list[Row]:
        task, request = self.task, self.found.request.record if self.found.request else None
        return [
            (tr("Task"), self.found.case.id),
            (tr("Name"), task.name),
            (tr("State"), tr(STATES[self.found.case.state].word)),
            (tr("Activity"), word("capability", task.activity)),
            (tr("Priority"), word("priority", task.priority)),
            (tr("Intended use of the land"), task.intended_use),
            (
                tr("Requested"),
                " · ".join(p for p in (request.id, request.date, request.reason) if p) if request else None,
            ),
            (tr("Split from or merged of"), ", ".join(task.parents) or None),
            (tr("Objective hazards"), ", ".join(hazards_of(self.found.case)) or None),
            (tr("Remarks"), task.remarks),
        ]

    def _area(self) -> list[Row]:
        area = self.found.site.area
        m2 = float(shapely.area(in_plane(area, self.plane))) if area is not None and self.plane else None
        entered = self.task.shape.crs if self.task.shape else None
        return [
            (tr("Area"), quantity(m2, "m²")),
            (tr("Coordinates entered in"), entered),
            (tr("Position taken by"), (self.task.shape.fixed_by or None) if self.task.shape else None),
            (tr("Imagery"), None),
        ]

    def _map(self) -> Map:
        scene = scene_of(self.found.site, self.found.neighbours)
        heading = words(self.languages, _("Map"))
        say = lambda text: " / ".join(dict.fromkeys(words(self.languages, text)))  # noqa: E731 - one line, used once
        return Map(heading, task_map(scene, say) if scene else None)

    def _ground(self) -> list[Row]:
        rows = (
            (_("Access route"), ("access-route",)),
            (_("Exclusion zones"), ("exclusion-zone",)),
            (_("Benchmark"), ("benchmark",)),
            (_("Start point"), ("start-point",)),
            (_("Control point"), ("control-point",)),
            (_("Evacuation point"), ("evacuation-point",)),
            (_("Planned demolitions"), ("demolition",)),
            (_("Lanes"), ("lane",)),
        )
        return [(tr(name), self._features(kinds)) for name, kinds in rows]

    def _features(self, kinds: Sequence[str]) -> str | None:
        found = []
        for fact in self.found.site.features:
            if fact.record.type in kinds:
                record, shape = fact.record, placed(fact)
                when = days(record.starts, record.ends)
                kept = quantity(record.distance_m, "m")
                found.append(
                    " · ".join(
                        part
                        for part in (
                            record.name, _place(shape), when,
                            tr("keep {distance} away").format(distance=kept) if kept else None,
                        )
                        if part
                    )
                )  # fmt: skip
        return "\n".join(found) or None

    def _work(self) -> list[Row]:
        task = self.task
        return [
            (tr("Ordnance expected"), listed("contamination", task.contamination)),
            (tr("Depth to be reached"), depth(task.required_depth_m)),
            (tr("Limits of method and environment"), task.limits),
            (tr("Standards and procedures"), task.standards),
        ]

    def _care(self) -> list[Row]:
        task = self.task
        return [
            (tr("Consent of the land user"), task.land_user),
            (tr("Security"), task.security),
            (tr("Medical evacuation"), task.medevac),
            (tr("Nearest hospital with surgery"), task.hospital),
            (tr("Time to that hospital"), quantity(task.hospital_min, "min")),
        ]

    def _unit(self) -> list[Row]:
        unit = self.found.unit.record if self.found.unit else None
        rotation = self.found.rotation.record if self.found.rotation else None
        return [
            (tr("Unit"), " · ".join(p for p in (unit.id, unit.name) if p) if unit else self.found.case.unit or None),
            (tr("Organisation"), named(unit.organisation, self.found.names) if unit else None),
            (tr("Sending state"), unit.country if unit else None),
            (tr("Rotation"), _spoken(rotation.id, days(rotation.from_, rotation.to)) if rotation else None),
            (tr("Commander"), rotation.commander if rotation else None),
            (tr("Languages"), ", ".join(unit.languages) or None if unit else None),
            (tr("Medical support"), word("medical_level", (rotation and rotation.medical) or (unit and unit.medical))),
            (tr("Agreement"), "\n".join(self._agreements()) or None),
        ]

    def _agreements(self) -> Iterable[str]:
        for fact in self.found.agreements:
            record = fact.record
            caveats = listed("caveat", record.caveats)
            limit = quantity(record.depth_limit_m, "m", 2)
            yield _spoken(
                record.id, record.name, days(record.from_, record.to), caveats,
                tr("no deeper than {depth}").format(depth=limit) if limit else None,
            )  # fmt: skip

    def _gate(self) -> list[Row]:
        answer = self.found.answer
        if isinstance(answer, Answer):
            said = tr("allowed") if answer.allowed else tr("not allowed")
            unchecked = ", ".join(answer.unchecked) or tr("nothing")
        else:
            said = answer.text if isinstance(answer, Reason) else tr("no unit is ordered, so it was not asked")
            unchecked = None
        return [
            (tr("Required accreditation"), word("capability", self.task.activity)),
            (tr("Answer of the gate"), said),
            (tr("Not checked"), unchecked),
        ]

    def _days(self) -> list[Row]:
        order = self.order
        return [
            (tr("Planned start and end"), days(self.task.from_, self.task.to)),
            (tr("Order"), _spoken(order.id, order.date, order.reason) if order else None),
            (tr("Ordered days"), days(order.from_, order.to) if order else None),
            (tr("People ordered"), ", ".join(order.people) or None if order else None),
            (tr("Assets ordered"), ", ".join(order.assets) or None if order else None),
        ]

    def _reports(self) -> list[Row]:
        return [
            (tr("Reporting cycle"), self.task.reporting),
            (tr("Quality plan"), self.task.quality_plan),
            (tr("Donors"), ", ".join(named(one, self.found.names) or "" for one in self.task.donors) or None),
        ]

    def _signatures(self) -> Signatures:
        languages, names = self.languages, self.found.names
        organisation = self.found.unit.record.organisation if self.found.unit else None
        parties = (
            (named(self.task.tasking_authority, names), _("Tasking authority")),
            (named(organisation, names), _("Organisation of the unit")),
            (self.task.land_user, _("Land user")),
        )
        return Signatures(
            words(languages, _("Signatures")),
            tuple(words(languages, line) for line in SIGN_LINES),
            tuple(
                Party(name or words(languages, _("not stated"))[0], words(languages, role)) for name, role in parties
            ),
        )


def _spoken(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _place(shape: shapely.Geometry | None) -> str | None:
    if shape is None:
        return None
    if shapely.get_dimensions(shape) == 0:
        return degrees(shape.centroid.x, shape.centroid.y)
    first = shapely.get_coordinates(shape)[0].tolist()
    if shapely.get_dimensions(shape) == 1:
        last = shapely.get_coordinates(shape)[-1].tolist()
        return tr("from {first} to {last}").format(first=degrees(*first), last=degrees(*last))
    return tr("area around {place}").format(place=degrees(shape.centroid.x, shape.centroid.y))
