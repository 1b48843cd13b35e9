"""The catalogue: codes never change, every check is proven, every finding can be put into words."""

import importlib.util
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.checks.catalogue import BLOCKING, RULES, Rendered, render
from landrelease.checks.finding import Finding
from landrelease.records.text import use_language

HERE = Path(__file__).parent
# What is once named stays: a settled finding, a profile or a script of a programme may know the code.
SEVERITIES = {
    "error": [
        "code-required", "value-not-an-object",
        "no-status", "no-date", "occurred-after-recorded", "release-without-shape-or-hazard", "empty-record",
        "date-unreadable", "completion-before-start", "number-unusable", "stated-area-other-unit",
        "stated-area-far-off", "method-contradicts-status", "coordinates-off-the-globe", "zero-coordinates",
        "axes-swapped", "wrong-hemisphere", "outside-country", "area-larger-than-admin-unit",
        "area-larger-than-country", "traverse-misclosed", "bearing-without-declination", "source-id-repeated",
        "source-id-lookalike", "two-programmes", "time-zone-unknown", "total-larger-than-country",
        "approver-is-author", "decision-about-unknown", "target-unknown", "decision-withdrawn",
        "correction-unreadable", "hazard-withdrawn", "correction-lessens-danger", "land-in-two-planes",
        "file-missing", "file-unreadable", "file-empty", "file-encrypted", "file-truncated", "file-incomplete",
        "file-format-unknown", "file-renamed", "zip-bomb", "zip-path", "layer-missing", "layer-unnamed",
        "line-too-long", "not-finite", "crs-undeclared", "crs-unknown", "crs-conflict", "crs-mismatch",
        "wrong-unit", "column-missing", "column-repeated", "columns-unknown", "constant-unusable",
        "table-unreadable",
        "profile-unknown", "profile-faulty", "profile-columns",
        "edition-replaced", "edition-unusable", "snapshot-shrunk", "kind-unknown", "value-not-a-number",
        "value-not-a-date", "number-ambiguous", "value-unmapped", "no-id", "row-ragged",
        "geometry-unreadable", "field-required", "record-unknown", "record-unfit", "setting-unusable", "cell-in-error",
        "cell-merged", "axes-exchanged",
        "order-refused",
        "parts-differ-from-whole", "lines-differ-from-total", "hazards-fill-the-land", "unit-slip",
        "cumulative-as-annual", "balance-unexplained", "year-not-begun", "spot-tasks-as-clearance",
        "credibility-without-origins",
        "figure-without-link", "figure-differs-from-ledger", "figure-tells-too-much", "record-not-in-force",
        "figure-differs-from-records",
    ],
    "warning": [
        "centre-not-accredited", "certificate-too-long", "certificate-without-pass", "examined-by-self",
        "instructor-not-qualified", "passed-against-scores",
        "edition-older", "row-only-in-older", "outside-crs-use",
        "date-implausible", "reported-before-done", "reported-after-recorded", "code-unknown",
        "unknown-contamination", "unknown-scope", "depth-implausible", "stated-area-differs",
        "stated-area-implausible", "cleared-without-depth", "cleared-without-method", "point-needs-polygon",
        "shape-missing", "shape-empty", "ring-invalid", "ring-readings-differ", "too-few-vertices",
        "end-repeats-start", "vertex-gap", "parts-overlap", "part-repeated", "line-closed",
        "coordinates-on-whole-minutes", "partly-outside-country", "outside-admin-areas", "away-from-the-rest",
        "source-id-shared", "shape-repeated", "record-repeated", "person-under-two-ids", "organisation-unknown",
        "unit-unknown", "hazard-unknown", "admin-area-unknown", "release-before-hazard", "key-on-far-apart-land",
        "ordnance-outside-area", "release-outside-named-hazard", "conflicting-decisions", "reason-missing",
        "conflicting-corrections", "reopened-released-land", "release-outside-hazard", "other-claim-remains",
        "release-too-shallow", "hazard-recorded-after-release", "hazard-during-clearance",
        "release-names-absent-hazard", "release-names-no-hazard", "ordnance-on-released-land",
        "resurvey-leaves-land-undecided", "dropped-from-source", "scope-missing-for-spot-task",
        "release-of-unknown-size", "release-without-shape", "encoding-guessed", "reader-warning", "key-missing",
        "field-not-of-kind", "key-repeated", "outside-declared-admin-area",
        "work-not-allowed", "task-stopped", "move-out-of-turn", "work-collides", "work-outside-order",
        "own-work-inspected", "released-without-inspection", "takeover-incomplete", "explosives-unbalanced",
        "hazards-on-much-land", "year-on-year-jump", "history-revised", "suspected-confirmed-together",
        "ordnance-not-apart", "spot-tasks-not-apart", "year-not-over", "figure-not-comparable",
        "grade-without-judge", "evidence-target-unknown", "evidence-contradicts", "confirmed-without-direct",
    ],
    "note": [
        "row-outdated", "row-of-older", "edition-undated", "cleared-incomplete", "hazards-overlap",
        "date-imprecise", "release-without-doer", "hazard-without-evidence", "ordnance-incomplete",
        "accident-incomplete", "vertex-repeated", "position-repeated", "circle-of-equal-area", "ordnance-repeated",
        "many-records-at-one-place", "repeat-release", "same-day", "correction-withdrawn", "imprecise-order",
        "column-unknown", "rows-above-headings", "duplicate-row", "row-corrects", "totals-row",
        "constant-fills-gaps", "ring-closed",
        "progress-exceeds-task",
        "sum-within-rounding",
        "evidence-without-hazard", "evidence-class-differs",
    ],
}  # fmt: skip
# Seen by tests of their own, beside the tables.
APART = {"ring-readings-differ", "area-larger-than-country", "away-from-the-rest"}
PARAMS = st.dictionaries(st.text(max_size=8), st.one_of(st.text(), st.integers(), st.floats()), max_size=5)


def tables():
    """The tables of cases that stand in the tests of this room."""
    found = {}
    for path in sorted(HERE.glob("test_*.py")):
        if path != Path(__file__) and "\nCASES = {" in path.read_text(encoding="utf-8"):
            spec = importlib.util.spec_from_file_location(f"cases_of_{path.stem}", path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            found[path.stem] = set(module.CASES)
    return found


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_codes_and_severities_never_change():
    assert {code: rule.severity for code, rule in RULES.items()} == {
        code: severity for severity, codes in SEVERITIES.items() for code in codes
    }


def test_every_code_of_this_room_is_triggered_by_a_test():
    cases = tables()
    assert len(cases) == 8
    seen = [code for codes in cases.values() for code in codes]
    assert len(seen) == len(set(seen))
    assert set(seen) | APART == {code for code, rule in RULES.items() if rule.room == "checks"}


def test_a_rule_is_complete_and_stands_under_its_code():
    for code, rule in RULES.items():
        assert rule.code == code
        assert code == code.lower().replace("_", "-").replace(" ", "-")
        for text in (rule.what, rule.why, rule.cure):
            assert text.strip() == text
            assert text.endswith((".", "}", "?", ")"))
        assert not fields(rule.why) | fields(rule.cure) - {"endings"}
        assert rule.severity == "error" or code not in BLOCKING


@pytest.mark.parametrize("code", RULES)
def test_a_finding_without_parameters_is_still_put_into_words(code):
    shown = render(Finding(code))
    assert isinstance(shown, Rendered)
    assert shown.where == ""
    assert shown.what.count("?") >= len(fields(RULES[code].what))


@given(code=st.one_of(st.sampled_from(sorted(RULES)), st.text()), params=PARAMS, about=st.lists(st.text(max_size=70)))
def test_words_never_fail(code, params, about):
    shown = render(Finding(code, tuple(about), 3, params, "mines"), "ar")
    assert shown.severity in SEVERITIES
    assert shown.where.endswith(", الفئة ألغام")
    assert all(sign.isprintable() for sign in shown.what if code in RULES)


def test_a_place_is_shown_coarsely():
    shown = render(
        Finding("vertex-gap", ("0123456789abcdef", "b"), 4, {"lon": 18.12345678, "lat": 43, "distance_m": 6e3})
    )
    assert shown.where == "row 4, records 0123456789ab and b, at 18.1235 43.0000"
    assert shown.what == "Two vertices in sequence are 6,000 m apart."


@pytest.mark.parametrize(
    ("about", "where"),
    [
        ((), ""),
        (("a",), "record a"),
        (("a", "b"), "records a and b"),
        (("a", "b", "c", "d"), "records a, b and 2 more"),
    ],
)
def test_many_records_are_counted(about, where):
    assert render(Finding("same-day", about)).where == where


def test_a_file_is_named_first():
    shown = render(Finding("file-empty", row=2, params={"file": "report.csv"}))
    assert (shown.where, shown.what) == ("report.csv, row 2", "it holds no data rows.")


def test_what_a_source_wrote_cannot_steer_a_terminal():
    shown = render(Finding("no-status", params={"value": "\x1b[31mred\n{0}" + "x" * 500}))
    assert "\x1b" not in shown.what
    assert "\n" not in shown.what
    assert "{0}" in shown.what
    assert len(shown.what) < 500


def test_our_own_words_inside_a_finding_are_translated(monkeypatch):
    spoken = {"hectares": "hektara", "The stated {stated_m2:g} fits the shape of": "…"}
    monkeypatch.setattr("landrelease.checks.catalogue.tr", lambda text: spoken.get(text, text))
    params = {"stated_m2": 1.2, "computed_m2": 12_345, "unit_name": "hectares"}
    what = render(Finding("stated-area-other-unit", params=params)).what
    assert what == "The stated 1.2 fits the shape of 12,345 m² when read in hektara."
    assert "hectares" in render(Finding("no-status", params={"value": "hectares"})).what


def test_a_faulty_translation_falls_back_to_english(monkeypatch):
    monkeypatch.setattr("landrelease.checks.catalogue.tr", lambda text: "{value" if "status" in text else text)
    assert render(Finding("no-status", params={"value": "x"})).what.startswith("The record has no status")


def test_the_language_in_use_is_the_default():
    use_language("xx")
    assert render(Finding("same-day")) == render(Finding("same-day"), "xx")
