"""Checks of what a register holds: records among each other, over plain records without any database."""

from collections.abc import Callable, Iterable
from typing import Final

from landrelease.checks import decision, identity, reference, whereabouts
from landrelease.checks.finding import Finding
from landrelease.checks.held import Held, Stored, View


def check_register(stored: Iterable[Stored], view: View = View()) -> list[Finding]:  # noqa: B008 - immutable
    """
    Check the records of a register among each other.

    The answer depends on the set of records alone, not on the order in which they come.

    Parameters
    ----------
    stored
        Id, record and state of every record; a state outside `held.LIVE` keeps a record known, but it states nothing.
    view
        What is known beside the records.

    Returns
    -------
    list of Finding
        In the order of codes, then of the records concerned.

    Examples
    --------
    >>> from landrelease.records.change import Decision
    >>> from landrelease.records.land import Hazard
    >>> hazard = Hazard(id="H-1", author="p-1", recorded="2025-01-01T00:00:00.000Z")
    >>> verdict = Decision(verdict="accept", about=("aa",), author="p-1", recorded="2025-01-02T00:00:00.000Z")
    >>> (found,) = check_register([("aa", hazard, "accepted"), ("bb", verdict, "accepted")])
    >>> found.code, found.about
    ('approver-is-author', ('aa', 'bb'))
    """
    held = Held(stored, view)
    found = [finding for check in REGISTER_CHECKS for finding in check(held)]
    return sorted(found, key=lambda finding: (finding.code, finding.about))


REGISTER_CHECKS: Final[tuple[Callable[[Held], list[Finding]], ...]] = (
    identity.source_id_repeated,
    identity.source_id_shared,
    identity.source_id_lookalike,
    identity.shape_repeated,
    identity.record_repeated,
    identity.ordnance_repeated,
    identity.many_records_at_one_place,
    identity.person_under_two_ids,
    identity.two_programmes,
    identity.land_in_two_planes,
    identity.time_zone_unknown,
    reference.organisation_unknown,
    reference.unit_unknown,
    reference.hazard_unknown,
    reference.admin_area_unknown,
    reference.release_before_hazard,
    whereabouts.key_on_far_apart_land,
    whereabouts.release_outside_named_hazard,
    whereabouts.ordnance_outside_area,
    whereabouts.outside_declared_admin_area,
    whereabouts.total_larger_than_country,
    decision.approver_is_author,
    decision.conflicting_decisions,
    decision.decision_about_unknown,
    decision.reason_missing,
    decision.target_unknown,
    decision.decision_withdrawn,
    decision.correction_unreadable,
    decision.conflicting_corrections,
    decision.hazard_withdrawn,
    decision.correction_lessens_danger,
    decision.correction_withdrawn,
    decision.dropped_from_source,
)
