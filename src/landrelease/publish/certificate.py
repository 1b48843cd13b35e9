"""Completion report and handover certificate as a paper in several languages, and as their machine-readable twin."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from landrelease.desk.certificate import Certificate, Certifier
from landrelease.desk.register import Register
from landrelease.publish import certificatetables as tables
from landrelease.publish.dossier import SIGN_LINES
from landrelease.publish.meta import Meta, notices
from landrelease.publish.paper import (
    Attachment,
    Facts,
    Ids,
    Map,
    Paper,
    Part,
    Party,
    Row,
    Side,
    Signatures,
    Words,
    in_each,
    pdf,
    words,
)
from landrelease.publish.qr import qr_svg
from landrelease.publish.scene import scene_of
from landrelease.publish.taskmap import task_map
from landrelease.publish.turningtable import turning_table
from landrelease.publish.view import meta_of
from landrelease.publish.wording import days, depth, figure, listed, named, quantity, word
from landrelease.publish.writing import replacing
from landrelease.records.text import marked as _
from landrelease.records.text import tr

TITLES: Final = {"completion": _("Completion report"), "handover": _("Handover certificate")}
DRAFT: Final = {
    "completion-not-accepted": _("Draft: the completion report is not accepted."),
    "work-to-be-done-again": _("Draft: the inspection failed; the work is to be done again."),
    "no-release-named": _("Draft: the completion report names no release, so no land is released."),
    "releases-missing": _("Draft: a release that the completion report names is not in the register."),
    "releases-not-accepted": _("Draft: a release is not accepted; its land is as dangerous as it was."),
    "land-still-open": _("Draft: other claims hold part of this land open; see the table."),
    "handover-not-accepted": _("Draft: the handover is not accepted, or does not follow on the release of the land."),
}
"""Why a paper is a draft, by the codes of its content."""
LIMIT: Final = _(
    "This paper says what was done, to which depth, by whom and on which records. Ordnance may remain below the depth "
    "stated, in land that is not named here, and in land that was left out. Whoever finds something suspicious must "
    "not touch it, mark the place from afar, and report it."
)
AS_WRITTEN: Final = _("Texts taken from records stand as they were written.")
TWIN: Final = "certificate.json"


def write_certificate(
    register: Register, task: str, kind: str, path: Path, languages: Sequence[str] = ("en", "fr"),
) -> Certificate:  # fmt: skip
    """
    Write a certificate as PDF or as its machine-readable twin.

    Parameters
    ----------
    register
        An open register.
    task
        Id of the task.
    kind
        ``completion`` or ``handover``.
    path
        A file that ends in ``.pdf`` or ``.json``, replaced whole.
    languages
        Language tags, for the paper.

    Returns
    -------
    Certificate
        What was written.
    """
    found = Certifier(register.store).certify(task, kind)
    made = twin_text(found).encode() if path.suffix == ".json" else pdf(paper_of(found, meta_of(register), languages))
    with replacing(path) as partial:
        partial.write_bytes(made)
    return found


def twin_text(found: Certificate) -> str:
    """
    Write the machine-readable twin.

    Parameters
    ----------
    found
        The certificate.

    Returns
    -------
    str
        JSON, keys in order.
    """
    return msgspec.json.format(msgspec.json.encode(found.twin, order="deterministic"), indent=2).decode() + "\n"


def paper_of(found: Certificate, meta: Meta, languages: Sequence[str]) -> Paper:
    """
    Lay a certificate out.

    Parameters
    ----------
    found
        The certificate.
    meta
        The view.
    languages
        Language tags.

    Returns
    -------
    Paper
        With its twin inside.
    """
    draft = found.content["draft"]
    return Paper(
        languages=tuple(languages),
        title=words(languages, TITLES[found.content["kind"]]),
        number=found.content["number"],
        programme=meta.name or meta.programme,
        author=meta.programme,
        moment=found.known_at,
        parts=tuple(_Layout(found, languages).parts()),
        draft=in_each(languages, lambda: tuple(tr(DRAFT[code]) for code in draft)) if draft else (),
        notices=in_each(languages, lambda: (*notices(meta), tr(AS_WRITTEN))),
        code=found.code,
        qr=qr_svg(found.code),
        attachment=Attachment(TWIN, twin_text(found), words(("en",), TITLES[found.content["kind"]])[0]),
    )


class _Layout:
    def __init__(self, found: Certificate, languages: Sequence[str]) -> None:
        self.found, self.languages = found, languages
        self.content, self.computed = found.content, found.computed
        self.done: dict[str, Any] = found.content["completion"]

    def parts(self) -> list[Part]:
        """
        List the parts in order.

        Returns
        -------
        list of Part
            Every heading is there.
        """
        found, languages = self.found, self.languages
        handed = self.content["handover"] is not None
        return [
            self._facts(_("Land and work"), self._work),
            tables.total_table(languages, found),
            self._facts(_("Depth, limits and what was not done"), self._limits),
            self._risk(),
            tables.open_table(languages, found),
            self._map(),
            turning_table(languages, found.site.area),
            tables.release_table(languages, found),
            tables.ordnance_table(languages, found),
            tables.inspection_table(languages, found),
            *([self._facts(_("Handover and briefing of the community"), self._handover)] if handed else []),
            self._facts(_("Effort, accidents and accreditation"), self._effort),
            tables.check_table(languages, found),
            self._signatures(),
            Ids(words(languages, _("Records behind this paper")), tuple((a, b) for a, b in self.content["records"])),
        ]

    def _facts(self, heading: str, rows: Callable[[], Sequence[Row]]) -> Facts:
        return Facts(in_each(self.languages, lambda: Side(tr(heading), tuple(rows()))))

    def _work(self) -> list[Row]:
        task, unit, names = self.content["task"], self.content["unit"], self.found.names
        return [
            (tr("Task"), " · ".join(part for part in (task["id"], task["name"]) if part)),
            (tr("Objective hazards"), ", ".join(task["hazards"]) or None),
            (tr("Organisation"), named((unit or {}).get("organisation") or self.done["organisation"], names)),
            (tr("Unit"), " · ".join(p for p in (unit["id"], unit["name"]) if p) if unit else self.done["unit"]),
            (tr("Days of work"), days(self.done["date_from"], self.done["date"])),
            (tr("Area of the task"), quantity(self.computed["area_m2"], "m²")),
            (tr("Land released"), quantity(self.computed["released_m2"], "m²")),
            (tr("Proposed and not accepted"), quantity(self.computed["proposed_m2"], "m²")),
            (tr("Of the task not released"), quantity(self.computed["left_m2"], "m²")),
            (tr("Method"), word("capability", self.done["method"])),
            (tr("Intended use of the land"), task["intended_use"]),
        ]

    def _limits(self) -> list[Row]:
        task, done = self.content["task"], self.done
        return [
            (tr("Ordnance expected"), listed("contamination", task["contamination"])),
            (tr("Depth asked for"), depth(task["required_depth_m"])),
            (tr("Depth reached"), depth(done["depth_m"])),
            (tr("Limits"), done["limits"]),
            (tr("Not done"), done["not_done"]),
            (tr("Marking that stays"), done["marking"]),
            (tr("Deviations from the procedures"), done["deviations"]),
            (tr("Standards and procedures"), task["standards"]),
        ]

    def _risk(self) -> Words:
        said = (self.content["handover"] or self.done)["residual_risk"] or self.done["residual_risk"]
        return Words(
            in_each(
                self.languages,
                lambda: Side(tr(_("Residual risk")), texts=(said or tr("not stated"), tr(LIMIT), *self._hotline())),
            ),
            strong=True,
        )

    def _hotline(self) -> Sequence[str]:
        number = (self.content["handover"] or {}).get("hotline")
        return [tr("Number to call: {number}").format(number=number)] if number else []

    def _map(self) -> Map:
        heading = words(self.languages, _("Map"))
        scene = scene_of(self.found.site, (), self.found.releases)

        def say(text: str) -> str:
            return " / ".join(dict.fromkeys(words(self.languages, text)))

        return Map(heading, task_map(scene, say) if scene else None)

    def _handover(self) -> list[Row]:
        handed = self.content["handover"]
        people = (("women", _("women")), ("men", _("men")), ("girls", _("girls")), ("boys", _("boys")))
        present = [f"{tr(name)}: {handed[key]}" for key, name in people if handed[key] is not None]
        return [
            (tr("Day of the handover"), handed["date"]),
            (tr("Recipient"), handed["recipient"]),
            (tr("Briefing of the community"), handed["briefed"]),
            (tr("Present"), ", ".join(present) or None),
            (tr("Number to call"), handed["hotline"]),
        ]

    def _effort(self) -> list[Row]:
        done, work = self.done, self.computed["work"]
        accidents = [
            " · ".join(part for part in (one["date"], word("accident_type", one["accident_type"])) if part)
            for one in self.content["accidents"]
        ]
        licences = [
            " · ".join(p for p in (word("capability", one["capability"]), days(one["from"], one["to"]), one["id"],
                                   named(one["organisation"], self.found.names), one["record"][:12]) if p)
            for one in self.content["accreditation"]
        ]  # fmt: skip
        return [
            (tr("Working days"), None if done["working_days"] is None else str(done["working_days"])),
            (tr("Hours of people"), quantity(done["hours"], "h")),
            (tr("Hours of machines"), quantity(work["machine_h"], "h") if work["reports"] else None),
            (tr("Metal fragments"), None if done["fragments"] is None else figure(done["fragments"])),
            (tr("Accidents during the work"), "\n".join(accidents) or tr("none recorded")),
            (tr("Accreditation"), "\n".join(licences) or None),
        ]

    def _signatures(self) -> Signatures:
        languages, names = self.languages, self.found.names
        parties = [Party(named(one, names) or one, words(languages, _("Party"))) for one in self.content["parties"]]
        handed = self.content["handover"]
        if handed is not None:
            name = handed["recipient"] or words(languages, _("not stated"))[0]
            parties.append(Party(name, words(languages, _("Recipient of the land"))))
        lines = tuple(words(languages, line) for line in SIGN_LINES)
        return Signatures(words(languages, _("Signatures")), lines, tuple(parties))
