"""Forms of the treaties: each figure is the ledger's, names its records, and tells nobody what is not for them."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from landrelease.desk.errors import BadRequestError
from landrelease.desk.opening import create
from landrelease.publish.form import Entry, Section, printed
from landrelease.publish.formbook import write_form_xlsx
from landrelease.publish.formfile import form_csv, form_html
from landrelease.publish.formout import form_text
from landrelease.publish.publishing import publish_form
from landrelease.publish.treaty import KINDS, form_of
from landrelease.records.context import Programme, Setting
from landrelease.records.land import Hazard

FORMS = [(kind, layout) for kind, one in KINDS.items() for layout in one.layouts]


@pytest.fixture(scope="module")
def register(formed):
    return formed


def texts(section):
    return [[cell.shown for cell in row] for row in section.rows]


def section(form, code):
    return next(one for one in form.sections if one.code == code)


def rounded(amount):
    return f"{round(amount, 2):,.2f}"


@pytest.mark.parametrize(("kind", "layout"), FORMS)
def test_every_figure_is_the_sum_of_its_records(kind, layout, register):
    form = form_of(register, kind, 2023, layout=layout)
    figures = list(form.figures())
    assert figures
    for spot in figures:
        assert sum((part.value for part in spot.entry.parts), Decimal(0)) == spot.entry.value
        assert len({part.record for part in spot.entry.parts}) == len(spot.entry.parts)
        assert all(register.store.get(part.record) for part in spot.entry.parts)


def test_the_progress_is_the_statement_by_area(register):
    rows = register.statement(year=2023, by="admin", klass="mines").rows
    told = texts(section(form_of(register, "apmbc-article-7", 2023), "F2"))
    assert [line[0] for line in told] == ["E East", "W West", "Total"]
    for line, name in zip(told, ("E", "W", "total"), strict=True):
        row = next(one for one in rows if one["admin"] == name)
        assert line[1:] == [
            rounded(amount)
            for amount in (
                row["opening"]["suspected_m2"], row["opening"]["confirmed_m2"],
                *(row["movements"][f"{one}_m2"] for one in ("newly_suspected", "newly_confirmed", "reopened",
                                                            "cancelled", "reduced", "cleared")),
                row["closing"]["suspected_m2"], row["closing"]["confirmed_m2"],
            )
        ]  # fmt: skip


def test_the_lists_hold_every_open_area_and_what_has_no_polygon(register):
    form = form_of(register, "apmbc-article-7", 2023)
    closing = register.statement(year=2023, klass="mines").rows[0]["closing"]
    confirmed, suspected = section(form, "C1"), section(form, "C2")
    assert [line[:3] for line in texts(confirmed)] == [
        ["E East", "H-7", "AP"], ["W West", "H-6", "AP;AV"], ["Total", "", ""],
    ]  # fmt: skip
    borders_m = 2 * 2 * (800 + 1112)
    assert abs(confirmed.rows[-1][3].value - closing["confirmed_m2"]) < Decimal("0.0001") * borders_m
    assert [line[:2] + line[4:] for line in texts(suspected)][-3:] == [
        ["outside all areas", "H-9", "5,000.00", "0"],
        ["outside all areas", "H-X", "0.00", "1"],
        ["Total", "", "5,000.00", "1"],
    ]


def test_ordnance_stands_apart_by_kind_and_by_work(register):
    told = section(form_of(register, "apmbc-article-7", 2023), "G2")
    lines = {line[0]: [line[1], line[2], line[-1]] for line in texts(told)}
    assert lines["anti-personnel mine"] == ["40", "2", "42"]
    assert lines["improvised mine"] == ["30", "0", "30"]
    assert lines["Total"] == ["82", "27", "109"]
    assert "count as anti-personnel mines" in told.notes[0]


def test_cluster_munitions_are_another_treaty(register):
    told = texts(section(form_of(register, "ccm-article-7", 2023), "F (3)"))
    assert [line[:3] for line in told] == [["E East", "H-C", "CMR"], ["Total", "", ""]]


def test_milestones_are_what_tasks_say_and_each_hazard_stands_once(register):
    form = form_of(register, "article-5-extension", 2023)
    years, milestones = section(form, "4"), section(form, "5")
    assert [line[0] for line in texts(years)] == ["2020", "2021", "2022", "2023"]
    confirmed = section(form, "2").rows[-1][3]
    assert [line[:2] for line in texts(milestones)] == [["2024", "1"], ["2026", "1"], ["without a planned end", ""]]
    assert milestones.rows[0][2].value == confirmed.value
    assert milestones.rows[1][2].value == 0


def test_for_those_who_may_not_know_places_areas_stand_together_and_records_are_not_named(register):
    form = form_of(register, "apmbc-article-7", 2023, layout="guide", audience="partner")
    assert texts(section(form, "5.4"))[0][0] == "others"
    assert [line[0] for line in texts(section(form, "5.2"))] == ["others", "Total"]
    assert [line[0] for line in texts(section(form, "5.5"))] == ["others", "Total"]
    remains = {line[0]: line[2:] for line in texts(section(form, "5.1"))}
    assert remains["Suspected hazard"][2:] == ["–", "–"]
    assert "5,000.00" not in form_html(form)
    ordnance = {line[0]: line[2] for line in texts(section(form, "5.6"))}
    assert ordnance["anti-personnel mine"] == "–"
    written = form_csv(form) + form_html(form)
    ids = [name for name, _ in register.records()]
    assert not any(name[:12] in written for name in ids)
    assert not any(f"H-{n}" in written for n in range(10))
    assert "East" not in written
    assert "For the audience partner; valid for 2023-12-31." in written


def test_the_public_gets_nothing_until_the_programme_publishes(register, tmp_path):
    with pytest.raises(BadRequestError, match="publishes no figures"):
        form_of(register, "apmbc-article-7", 2023, audience="public")
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(tmp_path / "b.register", Programme(id="P", plane=(18.0, 44.0)), acting="Ana", clock=clock) as other:
        said = Setting(key="public.published", value=True), Hazard(status="suspected", date="2020-01-01")
        made = other.append_all(said, recorded="2024-01-01T00:00:00.000Z")
        other.accept(made, author="Boris", recorded="2024-01-01T00:00:00.000Z")
        assert form_of(other, "apmbc-article-7", 2023, audience="public").mark.audience == "public"


@pytest.mark.parametrize(("kind", "layout"), [("apmbc-article-8", "classic"), ("ccm-article-7", "guide")])
def test_an_unknown_form_is_refused_with_those_that_there_are(kind, layout, register):
    with pytest.raises(BadRequestError, match=r"there are apmbc-article-7 \(classic, guide\)"):
        form_of(register, kind, 2023, layout=layout)


def test_csv_holds_every_figure_with_its_records(register):
    form = form_of(register, "apmbc-article-7", 2023)
    rows = list(csv.DictReader(io.StringIO(form_csv(form))))
    figures = [row for row in rows if row["unit"]]
    assert len(figures) == len(list(form.figures()))
    cleared = next(row for row in figures if (row["part"], row["row"], row["column"]) == ("F2", "Total", "Cleared, m²"))
    assert [b'"R-7"' in register.store.get(name) for name in cleared["records"].split(";")] == [True]
    said = [row["row"] for row in rows if not row["unit"]]
    assert "Land that is not shown here was not recorded; it may hold explosive ordnance." in said


def test_files_for_readers_without_positions_hold_what_is_printed_and_no_digit_more(register, tmp_path):
    form = form_of(register, "apmbc-article-7", 2023, audience="partner")
    shown = [spot.entry.shown.replace(",", "") for spot in form.figures() if spot.entry.value is not None]
    rows = [row for row in csv.DictReader(io.StringIO(form_csv(form))) if row["value"]]
    assert [row["value"] for row in rows] == shown
    areas = [int(row["value"]) for row in rows if row["unit"] == "m2"]
    assert any(areas)
    assert {one % 10_000 for one in areas} == {0}
    note = (
        "Land is rounded to 1 ha, open land up and released land down; each figure by itself, so that sums may differ. "
        "Where released land is 0, it may be less than 1 ha."
    )
    assert all(note in text for text in (form_csv(form), form_html(form)))
    assert note in form_text(register, form_of(register, "5w", 2023, audience="partner"), "hxl")
    write_form_xlsx(form, tmp_path / "form.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "form.xlsx")
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    numbers = [cell for cell in cells if isinstance(cell, float)]
    assert numbers
    assert all(cell < 10_000 or cell % 10_000 == 0 for cell in numbers)
    whole = form_of(register, "apmbc-article-7", 2023)
    assert any(len(row["value"].partition(".")[2]) == 9 for row in csv.DictReader(io.StringIO(form_csv(whole))))


def test_released_land_that_is_less_than_a_unit_does_not_read_as_nothing(register, tmp_path):
    part = Section("1", "Land", ("", "m²"), ((Entry("A"), Entry(Decimal(4000), m2=True, group="released")),
                                            (Entry("B"), Entry(Decimal(4000), m2=True)),
                                            (Entry("C"), Entry(Decimal(0), m2=True, group="released"))))  # fmt: skip
    form = form_of(register, "apmbc-article-7", 2023, audience="partner")
    form = form._replace(sections=printed([part], 10_000))
    assert texts(form.sections[0]) == [["A", "<10,000"], ["B", "10,000"], ["C", "0"]]
    assert "&lt;10,000" in form_html(form)
    assert [row["value"] for row in csv.DictReader(io.StringIO(form_csv(form))) if row["unit"]] == ["0", "10000", "0"]
    write_form_xlsx(form, tmp_path / "form.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "form.xlsx").get_sheet_by_name("1").to_python()
    assert [row[1] for row in rows[-3:]] == ["<10,000", 10_000, 0]


def test_a_form_of_a_year_that_lies_ahead_is_stopped_and_says_why_it_leaves_all_the_same(register):
    form = form_of(register, "apmbc-article-7", 2031, despite="a table to be filled by hand")
    assert [one.code for one in form.findings if one.code.startswith("year")] == ["year-not-begun"]
    assert "Published in spite of errors: a table to be filled by hand" in form_html(form)
    assert publish_form(register, "apmbc-article-7", 2031).record == ""


def test_the_page_leads_from_each_figure_to_its_records_and_never_promises(register):
    form = form_of(register, "apmbc-article-7", 2023, despite="the army's report is late")
    page = form_html(form)
    links = {part.split('"')[0] for part in page.split('href="#')[1:]}
    anchors = {part.split('"')[0] for part in page.split('id="')[1:]}
    assert links
    assert links == anchors
    assert "in spite of errors" not in page
    assert "safe" not in page.lower()
    assert "<script" not in page


def test_the_workbook_holds_the_same_figures_and_their_records(register, tmp_path):
    form = form_of(register, "apmbc-article-7", 2023)
    path = tmp_path / "form.xlsx"
    write_form_xlsx(form, path)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["C1", "C2", "F2", "F2 (method)", "G2", "A B D E H I J", "Records", "Notes"]
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    for spot in form.figures():
        name = {"A, B, D, E, H, I, J": "A B D E H I J"}.get(spot.section.code, spot.section.code)
        assert sheets[name][3 + spot.row][spot.column] == pytest.approx(float(spot.entry.value))
    added = {}
    for part, cell, _, _, figure, _, adds in sheets["Records"][1:]:
        added.setdefault((part, cell, figure), []).append(adds)
    assert all(sum(some) == pytest.approx(figure) for (_, _, figure), some in added.items())
    write_form_xlsx(form, tmp_path / "again.xlsx")
    assert path.read_bytes() == (tmp_path / "again.xlsx").read_bytes()
