"""Every reason of the gate has a case that gives it and one that does not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
import shapely

from landrelease.programme import gate
from landrelease.programme.order_grounds import ORDER_GROUNDS
from landrelease.programme.reason import GROUNDS as ALL_GROUNDS
from landrelease.programme.rules import Rules

from .tables import asked, roll_of, rules_of

GROUNDS = {code: ground for code, ground in ALL_GROUNDS.items() if code not in ORDER_GROUNDS}
"""Those of the gate; test_ordering has those of orders."""

READY = """
unit id=u organisation=o medical=paramedic
rotation id=r1 unit=u from=2025-01-01 to=2025-06-30
rotation id=r2 unit=u from=2025-07-01 to=2025-12-31 follows=r1
takeover outgoing=r1 incoming=r2 date=2025-06-30 open_work=none unfinished_lanes=none open_nonconformities=none \
marking_state=good explosives=none signed_outgoing=p8 signed_incoming=p9
member person=p1 rotation=r2 role=deminer
member person=p2 rotation=r2 role=medic
certificate id=c1 person=p1 discipline=demining level=1 from=2025-01-01 to=2025-12-31
certificate id=c2 person=p2 discipline=medical level=1 from=2025-01-01 to=2025-12-31
asset id=d1 unit=u type=detector state=serviceable tested=2025-06-01 to=2025-12-31
agreement id=g status=signed parties=o;host from=2025-01-01 to=2025-12-31 capabilities=manual-clearance \
tasking_authority=host shape="POLYGON ((18 44, 19 44, 19 45, 18 45, 18 44))"
accreditation unit=u capability=manual-clearance from=2025-07-01 to=2025-12-31 status=accredited date=2025-06-20
"""
"""A unit that lacks nothing, though everything is demanded."""
SETTINGS = {
    "demands": "rotation;certificates;people;tools;agreement;medical;area",
    "people__MC": "deminer:1;medic:1",
    "tools__MC": "detector:1",
    "medical": "paramedic",
}
INSIDE = shapely.box(18.1, 44.1, 18.2, 44.2)
QUESTION = {"people": ("p1", "p2"), "assets": ("d1",), "area": INSIDE, "depth_m": 0.2, "authority": "host"}


class Case(NamedTuple):
    """What is otherwise than in `READY`."""

    old: str = ""
    new: str = ""
    more: str = ""
    asks: Mapping[str, Any] = MappingProxyType({})
    sets: Mapping[str, Any] = MappingProxyType({})
    unusable: str = ""


ACCREDITED = "from=2025-07-01 to=2025-12-31 status=accredited"
CASES = {
    "accredited": Case("status=accredited", "status=applied"),
    "capability-unknown": Case(asks={"activity": "dowsing"}),
    "unit-unknown": Case("unit=u capability", "unit=v capability", asks={"unit": "w"}),
    "not-accredited": Case("2025-12-31 status=accredited", "2025-08-30 status=accredited"),
    "only-applied": Case("status=accredited", "status=applied"),
    "only-provisional": Case("status=accredited", "status=provisional"),
    "refused": Case("status=accredited", "status=refused"),
    "suspended": Case(more="accreditation unit=u capability=manual-clearance status=suspended date=2025-08-10"),
    "withdrawn": Case(more="accreditation unit=u capability=manual-clearance status=withdrawn date=2025-08-10"),
    "body-does-not-count": Case(sets={"accrediting_bodies": "nmac"}),
    "other-rotation": Case("status=accredited", "status=accredited rotation=r1", asks={"rotation": "r2"}),
    "accredited-less-deep": Case("status=accredited", "status=accredited depth_limit_m=0.1"),
    "accreditation-unclear": Case(more="accreditation unit=u capability=manual-clearance date=2025-08-31"),
    "on-conditions": Case("status=accredited", 'status=accredited conditions="two medics"'),
    "accreditation-undated": Case(f"{ACCREDITED} date=2025-06-20", "to=2025-12-31 status=accredited"),
    "unit-stands-down": Case(more="lapse unit=u reason=stand-down from=2025-08-31"),
    "on-duty": Case("rotation id=r2 unit=u", "rotation id=r2 unit=v"),
    "no-rotation": Case("to=2025-12-31 follows", "to=2025-08-30 follows"),
    "not-taken-over": Case("explosives=none", "explosives=' '"),
    "certified": Case(asks={"people": ()}),
    "counts-as-equal": Case(
        "id=c1 person=p1 discipline=demining level=1", "id=c1 person=p1 discipline=demining level=2 system=s",
        more="equivalence system=s discipline=demining level=2 counts_as_discipline=demining counts_as_level=1 "
        "status=granted from=2025-01-01",
    ),
    "not-certified": Case("id=c1 person=p1", "id=c1 person=p7"),
    "competence-unknown": Case(asks={"activity": "dogs"}, sets={"codes.capability": "dogs"}),
    "no-certificate-asked": Case(sets={"competence__MC": "surveyor=survey:1"}),
    "certificate-revoked": Case(more="certificate id=c1 person=p1 status=revoked date=2025-08-31"),
    "no-equivalence": Case("id=c1 person=p1", "id=c1 person=p1 system=s"),
    "person-lapsed": Case(more="lapse person=p1 reason=leave from=2025-08-31 to=2025-09-20"),
    "crew-complete": Case("member person=p2", "member person=p7"),
    "not-a-member": Case("member person=p2 rotation=r2", "member person=p2 rotation=r1"),
    "in-two-units": Case(more="member person=p1 unit=v role=deminer from=2025-08-31"),
    "too-few": Case(sets={"people__MC": "deminer:2"}),
    "tools-fit": Case("state=serviceable", "state=unserviceable"),
    "tool-unfit": Case("tested=2025-06-01 to=2025-12-31", "tested=2025-06-01 to=2025-08-30"),
    "tool-of-others": Case("asset id=d1 unit=u", "asset id=d1 unit=v"),
    "handler-not-named": Case("type=detector", "type=detector handler=p7"),
    "too-few-tools": Case(sets={"tools__MC": "machine:1"}),
    "agreed": Case("status=signed", "status=draft"),
    "no-agreement": Case("parties=o;host", "parties=x;host"),
    "manner-limited": Case("status=signed", "status=signed caveats=no-night"),
    "caveat": Case("status=signed", "status=signed caveats=no-mines"),
    "too-deep": Case("status=signed", "status=signed depth_limit_m=0.13"),
    "other-tasking-authority": Case("tasking_authority=host", "tasking_authority=o"),
    "medical-enough": Case("medical=paramedic", "medical=none"),
    "medical-too-little": Case(sets={"medical": "surgical"}),
    "inside": Case(asks={"area": shapely.box(18.9, 44.1, 19.1, 44.2)}),
    "outside": Case(asks={"area": shapely.box(18.9, 44.1, 19.1, 44.2)}),
    "no-days": Case(asks={"last": 1}),
    "setting-unusable": Case(unusable="gate.demands"),
    "demanded-unchecked": Case(asks={"assets": ()}),
}  # fmt: skip


def answered(case: Case) -> gate.Answer:
    assert case.old in READY, f"no line has {case.old!r}"
    table = READY.replace(case.old, case.new) if case.old else READY
    known = rules_of(**{**SETTINGS, **case.sets})
    rules = Rules(known.lookup, unusable=lambda key, _day: "a setting" if key == case.unusable else "")
    question = asked("u manual-clearance 2025-08-01 2025-08-31", **QUESTION)._replace(**case.asks)
    return gate.answer(question, roll_of(table + "\n" + case.more), rules)


def test_the_unit_that_lacks_nothing_is_allowed_and_all_was_looked_at():
    found = answered(Case())
    assert found == gate.Answer(allowed=True, reasons=found.reasons, unchecked=())
    assert [f"{one.code} {one.record}".strip() for one in found.reasons] == [
        "accredited 11", "on-duty 3", "certified 7", "certified 8", "crew-complete", "tools-fit", "agreed 10",
        "medical-enough 1", "inside 10",
    ]  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_a_case_gives_the_reason_that_is_not_there_without_it(code):
    before, after = answered(Case()), answered(CASES[code])
    first, then = ({one.code for one in found.reasons} for found in (before, after))
    assert (code in first) != (code in then)
    if not GROUNDS[code].allows:
        assert not after.allowed


def test_every_reason_has_its_case():
    assert set(CASES) == set(GROUNDS)


@pytest.mark.parametrize("code", GROUNDS)
def test_every_reason_reads_as_a_sentence_with_its_rule(code):
    found = next(one for one in (*answered(CASES[code]).reasons, *answered(Case()).reasons) if one.code == code)
    assert found.text
    assert "{" not in found.text
    assert found.rule.endswith(".")
    assert GROUNDS[code].item in gate.CHECKS
