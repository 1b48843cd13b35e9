"""What is wrong or doubtful with evidence items: grades that nothing bears out, links that lead nowhere, two sides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from landrelease.checks.finding import Finding
from landrelease.evidence.gathering import Weighed, hazards_of
from landrelease.evidence.support import Support
from landrelease.evidence.weight import CONFIRMED, ORIGINS_FOR_CONFIRMED
from landrelease.programme.roll import plain

_GRADES: Final = ("source", "information")


def evidence_findings(
    items: Sequence[Weighed],
    support: Support,
    hazards: Mapping[str, Sequence[tuple[str, str]]],
    gone: Iterable[str],
    other: Iterable[str] = (),
) -> list[Finding]:
    """
    Look over evidence items.

    Parameters
    ----------
    items
        The items.
    support
        What is behind them.
    hazards
        Key of each hazard that counts to its records, each with its status.
    gone
        Keys of hazards and ids of items that were withdrawn or rejected.
    other
        Further ids that items may name.

    Returns
    -------
    list of Finding
        In no order.
    """
    known = {*hazards, *other, *(plain(fact.record.id) for fact in support.facts)}
    lost = frozenset(gone) - known
    return [
        *(found for item in items for found in _of_item(item, known, lost)),
        *_of_hazards(items, support, hazards),
    ]


def _of_item(item: Weighed, known: set[str], lost: frozenset[str]) -> Iterator[Finding]:
    said = item.said
    if said.information_grade == CONFIRMED and len(item.origins) < ORIGINS_FOR_CONFIRMED:
        yield _about(item, "credibility-without-origins", n=len(item.origins))
    judged = [
        f"{grade}_grade"
        for grade in _GRADES
        if getattr(said, f"{grade}_grade")
        and not (getattr(said, f"{grade}_judged_by") and getattr(said, f"{grade}_judged"))
    ]
    if judged:
        yield _about(item, "grade-without-judge", field=", ".join(judged))
    named = {plain(name) for name in (*said.hazards, *said.derived_from)} - known - {""}
    if named - lost:
        yield _about(item, "evidence-target-unknown", value=", ".join(sorted(named - lost)))
    if named & lost:
        yield _about(item, "evidence-without-hazard", value=", ".join(sorted(named & lost)))
    if said.evidence_class and said.evidence_class != item.counted:
        yield _about(
            item, "evidence-class-differs", stated=said.evidence_class, type=said.type or "-", counted=item.counted
        )


def _about(item: Weighed, code: str, **params: Any) -> Finding:  # noqa: ANN401 - values of parameters
    return Finding(code, (item.record,), params=params)


def _of_hazards(
    items: Sequence[Weighed], support: Support, hazards: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterator[Finding]:
    """Look at each hazard beside the items that speak of it."""
    of_hazard: dict[str, list[Weighed]] = defaultdict(list)
    for item in items:
        for key in hazards_of(item.record, support) & hazards.keys():
            of_hazard[key].append(item)
    for key, told in sorted(of_hazard.items()):
        record = hazards[key][-1][0]
        against = [one for one in told if one.weight != "none" and _against(one, key)]
        if against:
            yield _beside("evidence-contradicts", record, key, against)
        if any(status == "confirmed" for _, status in hazards[key]) and all(one.weight != "direct" for one in told):
            yield _beside("confirmed-without-direct", record, key, told)


def _against(item: Weighed, key: str) -> bool:
    return item.counted == "negative" or key in {plain(name) for name in item.said.contradicts}


def _beside(code: str, record: str, key: str, items: Sequence[Weighed]) -> Finding:
    params: dict[str, str | int | float] = {"value": key, "items": ", ".join(one.name for one in items)}
    return Finding(code, (record, *(one.record for one in items)), params=params)
