"""What each setting of the gate takes."""

import pytest

from landrelease.checks.settings import PARAMETERS, unfit
from landrelease.checks.settings_gate import ITEMS, Need, counts, need_of, words

GOOD = [
    ("gate.demands", "rotation;area"),
    ("gate.demands", ["people"]),
    ("gate.accrediting_bodies", "nmac"),
    ("gate.provisional_counts", False),
    ("gate.accreditation_days", 365),
    ("gate.competence.bac", "deminer=bac:1;eod=eod:2:demolition+moving"),
    ("gate.people.bac", "deminer:4;medic"),
    ("gate.tools.mechanical", "machine:1"),
    ("gate.medical", "ambulance"),
    ("gate.safety_distance_m.bac", 50),
    ("gate.safety_distance_m.bac", 0),
]
BAD = [
    ("gate.demands", "passport"),
    ("gate.demands", ""),
    ("gate.demands", None),
    ("gate.accrediting_bodies", " ; "),
    ("gate.provisional_counts", 1),
    ("gate.accreditation_days", -1),
    ("gate.accreditation_days", float("nan")),
    ("gate.accreditation_days", float("inf")),
    ("gate.competence.bac", "deminer=bac"),
    ("gate.competence.bac", "deminer=bac:1;eod"),
    ("gate.people.bac", "deminer:4.5"),
    ("gate.people.bac", "cook:1"),
    ("gate.tools.bac", "detector:x"),
    ("gate.medical", ["ambulance"]),
    ("gate.medical", {}),
    ("gate.safety_distance_m.bac", "50"),
    ("gate.safety_distance_m.bac", True),
    ("gate.people.dancing", "deminer:1"),
    ("gate.people", "deminer:1"),
    ("gate.nothing", "x"),
    ("gate.", "x"),
    ("gate.demands.bac", "area"),
]


@pytest.mark.parametrize(("key", "value"), GOOD, ids=repr)
def test_what_fits_is_taken(key, value):
    assert unfit(key, value) == ""


@pytest.mark.parametrize(("key", "value"), BAD, ids=repr)
def test_what_does_not_fit_is_told_what_would(key, value):
    assert unfit(key, value) != ""


def test_every_setting_of_the_gate_is_a_parameter_with_its_default():
    keys = {parameter.key.replace("<capability>", "bac") for parameter in PARAMETERS if parameter.key[:5] == "gate."}
    assert keys == {key.replace("mechanical", "bac") for key, _ in GOOD}


def test_settings_are_read_as_people_write_them():
    assert words(" rotation ;; area;") == ("rotation", "area")
    assert counts(["deminer: 4", "medic"]) == {"deminer": 4, "medic": 1}
    assert need_of("eod=eod:3plus:a+b") == ("eod", Need("eod", "3plus", frozenset({"a", "b"})))
    assert ITEMS[0] == "accreditation"
