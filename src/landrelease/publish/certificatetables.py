"""The tables of a certificate: totals, releases, open land, ordnance, inspections."""

from collections.abc import Sequence
from typing import Any

from landrelease.desk.certificate import Certificate
from landrelease.publish.meta import moment_text
from landrelease.publish.paper import Table, table
from landrelease.publish.wording import NO, SHORT, YES, depth, figure, named, quantity, word
from landrelease.records.text import marked as _
from landrelease.records.text import tr


def total_table(languages: Sequence[str], found: Certificate) -> Table:
    """
    Show how much land was cancelled, reduced and cleared, by method and depth.

    Parameters
    ----------
    languages
        Language tags.
    found
        The certificate.

    Returns
    -------
    Table
        One row for each, and the land counted once.
    """
    columns = (
        (_("Result"), 2, False),
        (_("Method"), 3, False),
        (_("Depth"), 1, True),
        (_("Accepted"), 1, False),
        (_("Area (m²)"), 1, True),
    )
    rows = found.computed["totals"]

    def spoken() -> list[list[str | None]]:
        lines = [
            [
                word("release_status", row["status"]),
                word("capability", row["method"]),
                depth(row["depth_m"]),
                tr(YES) if row["accepted"] else tr(NO),
                figure(row["area_m2"], 1),
            ]
            for row in rows
        ]
        whole: list[str | None] = [tr("Land released, counted once"), None, None, None]
        whole.append(figure(found.computed["released_m2"], 1))
        return [*lines, whole] if lines else []

    return table(languages, _("Land cancelled, reduced and cleared"), columns, spoken)


def release_table(languages: Sequence[str], found: Certificate) -> Table:
    """
    List the releases.

    Parameters
    ----------
    languages
        Language tags.
    found
        The certificate.

    Returns
    -------
    Table
        One row for each record.
    """
    columns = (
        (_("Release"), 1, False), (_("Date"), 0, False), (_("Result"), 1, False), (_("Method"), 2, False),
        (_("Depth"), 1, True), (_("Area (m²)"), 1, True), (_("Accepted"), 1, False), (_("Record"), 0, False),
    )  # fmt: skip
    areas = found.computed["releases"]

    def row(one: dict[str, Any]) -> list[str | None]:
        return [
            one["id"], one["date"], word("release_status", one["status"]), word("capability", one["method"]),
            depth(one["depth_m"], one["depth_reference"]), figure(areas[one["record"]], 1),
            tr(YES) if one["accepted"] else tr(NO), one["record"][:SHORT],
        ]  # fmt: skip

    return table(
        languages, _("Releases of this task"), columns, lambda: [row(one) for one in found.content["releases"]]
    )


def open_table(languages: Sequence[str], found: Certificate) -> Table:
    """
    List what other claims hold open on the released land.

    Parameters
    ----------
    languages
        Language tags.
    found
        The certificate.

    Returns
    -------
    Table
        One row for each claim; a sentence where there is none.
    """
    columns = ((_("Status"), 1, False), (_("Area (m²)"), 1, True), (_("Record"), 3, False))
    rows = found.computed["open_land"]

    def spoken() -> list[list[str | None]]:
        if not rows:
            return [[tr("none recorded"), figure(0), None]]
        return [[word("hazard_status", row["status"]), figure(row["area_m2"], 1), row["record"]] for row in rows]

    return table(languages, _("Released land that the ledger still holds open"), columns, spoken)


def ordnance_table(languages: Sequence[str], found: Certificate) -> Table:
    """
    Count the ordnance of the task by category.

    Parameters
    ----------
    languages
        Language tags.
    found
        The certificate.

    Returns
    -------
    Table
        One row for each category.
    """
    columns = (
        (_("Category"), 3, False), (_("Recorded as found"), 1, True), (_("Destroyed"), 1, True),
        (_("Otherwise dealt with"), 1, True), (_("Records without a number"), 1, True),
    )  # fmt: skip
    return table(
        languages,
        _("Explosive ordnance"),
        columns,
        lambda: [
            [
                word("contamination", row["category"]),
                *(str(row[key]) for key in ("found", "destroyed", "other", "unknown")),
            ]
            for row in found.computed["ordnance"]
        ],
    )


def inspection_table(languages: Sequence[str], found: Certificate) -> Table:
    """
    List the inspections.

    Parameters
    ----------
    languages
        Language tags.
    found
        The certificate.

    Returns
    -------
    Table
        Oldest first; how many faults were found is for those who inspect, and stands in no paper.
    """
    columns = (
        (_("Date"), 0, False), (_("Inspecting body"), 3, False), (_("Result"), 2, False), (_("Sampled (m²)"), 1, True),
        (_("Record"), 0, False),
    )  # fmt: skip

    def row(one: dict[str, Any]) -> list[str | None]:
        return [
            one["date"], named(one["organisation"], found.names), word("inspection_result", one["result"]),
            quantity(one["sampled_m2"], "m²"), one["record"][:SHORT],
        ]  # fmt: skip

    return table(
        languages, _("Inspection history"), columns, lambda: [row(one) for one in found.content["inspections"]]
    )


def check_table(languages: Sequence[str], found: Certificate) -> Table:
    """
    Say how a paper is checked, and against which state of the register.

    Parameters
    ----------
    languages
        Language tags.
    found
        The certificate.

    Returns
    -------
    Table
        Code, command, moment of knowledge and running root.
    """
    columns = ((_("What"), 1, False), (_("Value"), 4, False))
    return table(
        languages,
        _("How to check this paper"),
        columns,
        lambda: [
            [tr("Code"), found.code],
            [tr("Command"), f"landrelease verify-document REGISTER {found.code}"],
            [tr("Knowledge of"), moment_text(found.known_at)],
            [tr("Running root"), found.root],
        ],
    )
