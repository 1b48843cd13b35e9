"""Weights, origins and advice: explicit rules, and no evidence ever makes land less dangerous."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from landrelease.evidence.advice import RANK, RULES, advise
from landrelease.evidence.gathering import Case, Weighed, cases, weighed
from landrelease.evidence.origin import Origins
from landrelease.evidence.support import Support
from landrelease.evidence.weight import Lists, class_of, weight_of
from landrelease.geometry.geojson import shape
from landrelease.programme.roll import Fact
from landrelease.records.codes import LISTS
from landrelease.records.evidence import Evidence
from landrelease.records.land import Survey
from landrelease.records.sources import Source

SEEN = Evidence(id="E-1", type="ordnance-seen", information_grade="2")
TOLD = Evidence(id="E-2", type="verbal")
USED = Evidence(id="E-3", type="land-use")


def asked(status, *items, against=()):
    rows = [
        Weighed(
            name, name, said, class_of(said, Lists()), weight_of(said, 1, Lists(), lead=name.startswith("L")), "", ()
        )
        for name, said in items
    ]
    found = advise(Case("H-1", status, tuple(rows), frozenset(against)))
    return found.advice, [reason.rule for reason in found.reasons]


@pytest.mark.parametrize(
    ("status", "items", "against", "advice", "rules"),
    [
        ("", [("a", SEEN), ("b", TOLD)], (), "confirmed", ["direct-evidence", "indirect-evidence"]),
        ("", [("b", TOLD)], (), "suspected", ["indirect-evidence"]),
        ("suspected", [("a", SEEN)], (), "confirmed", ["direct-evidence"]),
        ("suspected", [("b", TOLD)], (), "unchanged", ["indirect-evidence"]),
        ("confirmed", [("b", TOLD)], (), "unchanged", ["indirect-evidence"]),
        ("", [("L", SEEN)], (), "survey", ["only-leads"]),
        ("", [("L", SEEN), ("b", TOLD)], (), "suspected", ["indirect-evidence"]),
        ("suspected", [("c", USED)], (), "survey", ["only-negative"]),
        ("", [("c", USED)], (), "unchanged", []),
        ("confirmed", [("a", SEEN), ("c", USED)], (), "survey", ["direct-evidence", "both-sides"]),
        ("", [("a", SEEN), ("c", USED)], (), "confirmed", ["direct-evidence", "both-sides"]),
        ("suspected", [("a", SEEN)], ("a",), "survey", ["only-negative"]),
        ("", [("a", Evidence(type="detonation"))], (), "suspected", ["indirect-evidence", "not-yet-judged"]),
        ("", [("a", Evidence(type="detonation", information_grade="4"))], (), "suspected",
         ["indirect-evidence", "doubted"]),
        ("", [("a", Evidence(type="detonation", information_grade="5"))], (), "unchanged", ["improbable"]),
        ("", [("a", Evidence(type="detonation", information_grade="1"))], (), "confirmed",
         ["direct-evidence", "one-origin"]),
        ("released", [("b", TOLD)], (), "suspected", ["indirect-evidence", "after-release"]),
    ],
)  # fmt: skip
def test_each_rule_says_what_it_rests_on(status, items, against, advice, rules):
    assert asked(status, *items, against=against) == (advice, rules)


def test_every_rule_is_told_with_its_items_and_its_why():
    assert {rule.advises for rule in RULES.values()} <= {*RANK, ""}
    assert all("{items}" in rule.text and rule.why.endswith(".") for rule in RULES.values())


ITEMS = st.lists(
    st.builds(
        Evidence,
        type=st.sampled_from(sorted(LISTS["evidence_type"])),
        information_grade=st.sampled_from([None, *"123456"]),
    ),
    min_size=1,
    max_size=5,
)


@given(
    items=ITEMS,
    more=st.sampled_from(["land-use", "traffic", "searched-nothing"]),
    status=st.sampled_from(["", "suspected"]),
)
def test_evidence_against_never_lowers_an_advice(items, more, status):
    named = [(f"e{n}", one) for n, one in enumerate(items)]
    before, _ = asked(status, *named)
    after, _ = asked(status, *named, ("z", Evidence(type=more)))
    assert RANK.index(after) >= RANK.index(before)


def test_a_national_list_decides_what_is_direct():
    strict = Lists(direct=frozenset({"detonation"}))
    assert (class_of(SEEN, strict), class_of(SEEN, Lists())) == ("indirect", "direct")


def test_reports_of_one_origin_are_one_and_witnesses_are_several():
    facts = [
        Fact("e", Evidence(id="E-1", derived_from=("I-1", "I-2", "sv", "E-2"))),
        Fact("f", Evidence(id="E-2", organisation="org-1")),
        Fact("i", Source(id="I-1", type="interview", archive_sha256="aa")),
        Fact("j", Source(id="I-2", type="interview", archive_sha256="aa")),
        Fact("s", Survey(id="sv", organisation="org-1")),
    ]
    support = Support(facts, Origins([]), {"org-1": "Example Demining"})
    assert support.names("e") == ["I-1", "Example Demining"]
    assert not support.is_lead("e", Lists())


def test_an_item_that_goes_round_in_a_circle_has_no_origin():
    facts = [Fact("e", Evidence(id="E-1", derived_from=("E-2",))), Fact("f", Evidence(id="E-2", derived_from=("E-1",)))]
    support = Support(facts, Origins([]), {})
    assert (support.names("e"), support.is_lead("e", Lists())) == ([], False)


def test_items_without_a_hazard_belong_together_where_their_accuracies_touch():
    spots = {"a": (18.0, 43.0, 60.0), "b": (18.001, 43.0, 30.0), "c": (18.1, 43.0, 30.0), "d": None}
    facts, shapes = [], {}
    for name, spot in spots.items():
        said = Evidence(id=name, type="verbal")
        if spot:
            point = shapely.Point(spot[:2])
            placed = shape([point], "EPSG:4326")[0]
            said = Evidence(id=name, type="verbal", shape=type(placed)(wgs84=placed.wgs84, accuracy_m=spot[2]))
            shapes[name] = point
        facts.append(Fact(name, said))
    support = Support(facts, Origins([]), {})
    found = cases(weighed(support, Lists()), support, shapes, {})
    assert [[one.name for one in case.items] for case in found] == [["a", "b"], ["c"], ["d"]]
