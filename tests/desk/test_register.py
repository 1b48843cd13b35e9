"""The register as a library: what a person proposes counts once another accepts it, and every answer follows."""

from decimal import Decimal

import pytest

import landrelease as lr
from landrelease.desk.errors import NotAcceptableError, OwnRecordError, UnknownIdError
from landrelease.records.context import Setting

FIELD = "POLYGON ((18 44, 18.001 44, 18.001 44.001, 18 44.001, 18 44))"
HALF = "POLYGON ((18 44, 18.0005 44, 18.0005 44.001, 18 44.001, 18 44))"


@pytest.fixture
def register(tmp_path):
    with lr.init(tmp_path / "p.register", programme="P", plane=(18.0, 44.0), acting="anna") as opened:
        yield opened


def suspected(**other):
    return lr.Hazard(**{"id": "H-1", "status": "suspected", "date": "2023-05-02", "shape": lr.shape(FIELD), **other})


def cleared(**other):
    whole = {"id": "R-1", "status": "cleared", "date": "2024-06-20", "area_id": "H-1", "shape": lr.shape(HALF)}
    return lr.Release(**{**whole, **other})


def test_a_proposal_moves_no_land(register):
    register.append(suspected())
    assert len(register.land().id) == 0
    assert [item.state for item in register.queue()] == ["proposed"]


def test_accepted_land_is_on_the_map_and_in_the_books(register):
    register.accept([register.append(suspected()), register.append(cleared())], author="boris")
    row = register.statement(year=2024).rows[0]
    assert set(register.land().status) == {"cleared", "suspected"}
    assert row["opening"]["suspected_m2"] == row["closing"]["suspected_m2"] + row["movements"]["cleared_m2"]
    assert row["movements"]["cleared_m2"] > Decimal(4000)
    assert register.verify() == []


def test_the_story_of_a_point_is_told_oldest_first(register):
    register.accept([register.append(cleared()), register.append(suspected())], author="boris")
    steps = register.explain(18.0002, 44.0005)
    assert [(step.claimed, step.movements["all"]) for step in steps] == [
        ("suspected", "newly_suspected"),
        ("cleared", "cleared"),
    ]
    assert register.explain(19.0, 44.0) == []


def test_nobody_accepts_their_own(register):
    name = register.append(suspected())
    with pytest.raises(OwnRecordError, match="your own"):
        register.accept([name])
    assert [item.id for item in register.queue()] == [name]


@pytest.mark.parametrize("lacking", ["status", "date"])
def test_what_says_too_little_is_never_accepted(register, lacking):
    name = register.append(suspected(**{lacking: None}))
    with pytest.raises(NotAcceptableError, match=f"no-{lacking}"):
        register.accept([name], author="boris")


def test_an_unknown_id_is_refused(register):
    with pytest.raises(UnknownIdError, match="no record"):
        register.resolve("ffff")


def test_a_decision_that_supersedes_takes_the_land_off_again(register):
    name = register.append(suspected())
    register.accept([name], author="boris")
    register.by("carla").decide([name], "reject", "drawn on the wrong sheet")
    assert len(register.land().id) == 0
    assert register.verify() == []


def test_an_earlier_knowledge_is_kept(register):
    first = register.append(suspected(), recorded="2023-06-01")
    register.accept([first], author="boris", recorded="2023-06-02")
    second = register.append(cleared(), recorded="2024-07-01")
    register.accept([second], author="boris", recorded="2024-07-02")
    assert set(register.land(known_at="2023-12-31").status) == {"suspected"}
    assert set(register.land(as_of="2023-12-31").status) == {"suspected"}
    assert set(register.land().status) == {"suspected", "cleared"}


def test_land_that_was_not_known_then_is_not_drawn_though_a_setting_changed_since(register):
    rule = register.append(Setting(key="required_depth_m.mines", value=0.2), recorded="2024-07-01")
    register.accept([rule, register.append(suspected(), recorded="2024-07-01")], author="boris", recorded="2024-07-02")
    assert len(register.land(known_at="2024-06-30").id) == 0
    assert len(register.land(known_at="2024-07-02").id) == 1


def test_names_of_people_are_not_in_the_bytes(register):
    register.accept([register.append(suspected())], author="boris")
    stored = b"".join(data for _, _, data in register.store.records())
    assert b"anna" not in stored
    assert b"boris" not in stored
