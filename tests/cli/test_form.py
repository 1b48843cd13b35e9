"""`landrelease form`: what is not plausible does not leave without a reason, and the reason stands on it."""

import pytest

BORIS = "Борис Иванов"


@pytest.fixture
def filled(empty, run, sheet, wkt):
    """A district that one hazard fills to its border."""
    land = wkt(18, 44)
    rows = [
        {"record": "admin_area", "id": "D-1", "name": "Mill", "level": 1, "date": "2020-01-01", "wkt": land},
        {"record": "hazard", "id": "H-1", "status": "suspected", "date": "2023-02-01", "wkt": land},
    ]
    for row in rows:
        taken = run("import", empty, sheet("rows.csv", row), "--crs", "EPSG:4326", "--accept-as", BORIS)
        assert taken.code == 0, taken.err
    return empty


def test_what_is_not_plausible_is_stopped(filled, run, tmp_path):
    target = tmp_path / "report.html"
    done = run("form", filled, "apmbc-article-7", "--year", "2023", "-o", target)
    assert done.code == 1
    assert "error hazards-fill-the-land: " in done.err
    assert "nothing was written" in done.err
    assert not target.exists()


def test_a_reason_lets_it_leave_and_stands_on_it(filled, run, tmp_path):
    target, book = tmp_path / "report.html", tmp_path / "report.xlsx"
    for path in (target, book):
        reason = ("--despite", "the district is one old range")
        done = run("form", filled, "apmbc-article-7", "--year", "2023", *reason, "-o", path)
        assert (done.code, done.err.splitlines()[-1]) == (0, f"wrote {path}")
    page = target.read_text(encoding="utf-8")
    assert "Published in spite of errors: the district is one old range" in page
    assert book.stat().st_size > 1000


def test_a_plausible_form_goes_to_standard_output(province, run):
    done = run("form", province, "apmbc-article-7", "--year", "2021", "--layout", "guide")
    assert done.code == 0
    assert {row["part"] for row in done.rows} >= {"5.1", "5.2", "5.3", "5.4", "5.5", "5.6"}
    assert {row["audience"] for row in done.rows} == {"authority"}


UNKNOWN = [("apmbc-article-9", "--year", "2021"), ("ccm-article-7", "--year", "2021", "--layout", "guide")]


@pytest.mark.parametrize("question", UNKNOWN)
def test_an_unknown_form_or_layout_is_refused_with_the_choices(question, province, run):
    done = run("form", province, *question)
    assert done.code == 45
    assert "apmbc-article-7 (classic, guide); ccm-article-7 (classic); article-5-extension (classic)" in done.err


MISSPELT = [("--audience", "everyone"), ("--year", "21")]


@pytest.mark.parametrize("verb", ["form", "publish"])
@pytest.mark.parametrize("misspelt", MISSPELT)
def test_a_misspelt_audience_or_year_is_refused_with_the_choices(verb, misspelt, province, run):
    done = run(verb, province, "5w", "--year", "2021", *misspelt)
    assert done.code == 2
    assert f"Invalid value for '{misspelt[0]}'" in done.err


def test_tables_with_hashtags_and_results_have_endings_of_their_own(filled, run, tmp_path):
    tagged = tmp_path / "work.hxl.csv"
    reason = ("--despite", "the district is one old range")
    assert run("form", filled, "5w", "--year", "2023", *reason, "-o", tagged).code == 0
    assert tagged.read_text(encoding="utf-8").splitlines()[1].startswith("#org+impl+code,")
    done = run("form", filled, "iati-results", "--year", "2023", *reason, "-o", tmp_path / "results.xml")
    assert done.code == 45
    assert "public.iati_organisation" in done.err
