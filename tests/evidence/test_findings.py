"""Every finding about evidence has a case that triggers it and one that does not."""

import pytest

from landrelease.checks.catalogue import render
from landrelease.checks.catalogue_evidence import EVIDENCE_RULES
from landrelease.evidence.account import Item
from landrelease.evidence.findings import evidence_findings
from landrelease.evidence.gathering import weighed
from landrelease.evidence.origin import Origins
from landrelease.evidence.support import Support
from landrelease.evidence.weight import Lists
from landrelease.programme.roll import Fact
from landrelease.records.evidence import Evidence
from landrelease.records.land import Survey
from landrelease.records.sources import Source

JUDGED = {"information_judged_by": "p-1", "information_judged": "2025-01-01"}
HAZARDS = {"H-1": [("h", "confirmed")], "H-2": [("g", "suspected")]}
PAPERS = Origins(
    [
        Item("S-1", "The Ebor police found ten mines near Ebor, the Ebor police said.", publisher="Tarn Post"),
        Item("S-2", "Ten mines were found near Ebor, according to the Ebor police.", publisher="Lune Herald"),
    ]
)


def item(name="e", **said):
    return Fact(name, Evidence(**{"id": name.upper(), "type": "ordnance-seen", "organisation": "org-1", **said}))


def paper(name):
    return Fact(name, Source(id=name, type="news", publisher="of no weight"))


SEEN = item("d", supports=("H-1",), information_grade="2", **JUDGED)

CASES = {
    "credibility-without-origins": (
        (item(derived_from=("S-1", "S-2"), information_grade="1", **JUDGED), paper("S-1"), paper("S-2")),
        (item(derived_from=("S-1", "sv"), information_grade="1", **JUDGED), paper("S-1"),
         Fact("s", Survey(id="sv", organisation="org-2"))),
        ("e",),
    ),
    "grade-without-judge": (
        (item(source_grade="B", information_grade="2", **JUDGED),), (item(information_grade="2", **JUDGED),), ("e",),
    ),
    "evidence-target-unknown": ((item(supports=("H-8",)),), (item(supports=("H-2", "E")),), ("e",)),
    "evidence-without-hazard": ((item(supports=("H-9",)),), (item(supports=("H-2",)),), ("e",)),
    "evidence-contradicts": (
        (SEEN, item(type="land-use", contradicts=("H-1",))), (SEEN, item(supports=("H-1",))), ("h", "e"),
    ),
    "evidence-class-differs": (
        (item(evidence_class="indirect"),), (item(evidence_class="direct"),), ("e",),
    ),
    "confirmed-without-direct": (
        (item(type="verbal", supports=("H-1",)),), (SEEN, item(type="verbal", supports=("H-1",))), ("h", "e"),
    ),
}  # fmt: skip


def found(code, facts):
    support = Support(facts, PAPERS, {"org-1": "Example Demining", "org-2": "Second Demining"})
    told = evidence_findings(weighed(support, Lists()), support, HAZARDS, {"H-9"})
    return [one for one in told if one.code == code]


def test_every_rule_has_its_case():
    assert set(CASES) == {rule.code for rule in EVIDENCE_RULES}


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_what_it_should_and_nothing_else(code):
    bad, good, about = CASES[code]
    told = found(code, bad)
    assert [one.about for one in told] == [about]
    assert "?" not in render(told[0]).what
    assert found(code, good) == []


def test_two_papers_of_one_police_confirm_nothing():
    (told,) = found("credibility-without-origins", CASES["credibility-without-origins"][0])
    assert render(told).what == "The information is graded 1, confirmed, and one independent origin is behind it."
