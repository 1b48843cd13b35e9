"""The list of kinds, and the statement inside a correction."""

import pytest

from landrelease.records.base import Record
from landrelease.records.change import Correction
from landrelease.records.kinds import KINDS, REPLACEABLE, AnyRecord, kind_of, replacement_of

NAMES = (
    "programme setting person organisation admin_area settlement hazard survey release "
    "correction withdrawal decision attachment ordnance accident "
    "unit rotation member asset takeover alias agreement meeting participant resolution action_point "
    "course session assessment certificate equivalence lapse accreditation test_item "
    "request task task_feature order lock progress explosives completion inspection handover "
    "source casualty match evidence publication edition"
)


def test_the_kinds_of_format_1():
    assert " ".join(KINDS) == NAMES


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_frozen_and_named(kind):
    config = KINDS[kind].__struct_config__
    assert issubclass(KINDS[kind], Record)
    assert KINDS[kind] in AnyRecord.__args__
    assert (config.frozen, config.omit_defaults, config.tag_field, config.tag) == (True, True, "kind", kind)
    assert kind_of(KINDS[kind]()) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_without_any_field_can_be_said(kind):
    assert KINDS[kind]().author == ""


def test_statements_about_records_are_not_corrected():
    assert set(KINDS) - REPLACEABLE == {
        "attachment", "correction", "decision", "edition", "publication", "withdrawal",
    }  # fmt: skip


def test_the_corrected_statement_takes_author_and_time_of_the_correction():
    correction = Correction(
        author="p-2",
        recorded="2025-03-01T00:00:00.000Z",
        recorded_claimed=True,
        corrects="ab",
        replacement={"kind": "hazard", "status": "suspected", "id": "H-1", "author": "p-1", "recorded": "2020"},
    )
    found = replacement_of(correction)
    assert (found.id, found.status) == ("H-1", "suspected")
    assert (found.author, found.recorded, found.recorded_claimed) == ("p-2", "2025-03-01T00:00:00.000Z", True)


@pytest.mark.parametrize(
    ("replacement", "words"),
    [
        ({}, "must carry the whole corrected statement"),
        ({"status": "suspected"}, "must carry the whole corrected statement"),
        ({"kind": "decision", "verdict": "accept"}, "must carry the whole corrected statement"),
        ({"kind": ["hazard"]}, "must carry the whole corrected statement"),
        ({"kind": "hazard", "required_depth_m": "deep"}, "does not fit `hazard`"),
        ({"kind": "release", "depth_m": -1}, "does not fit `release`"),
    ],
)
def test_a_correction_without_a_statement_is_refused(replacement, words):
    with pytest.raises(ValueError, match=words):
        replacement_of(Correction(replacement=replacement))
