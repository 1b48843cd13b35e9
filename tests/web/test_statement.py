"""The statement on the screen and as files, for each audience; what stands behind its figures."""

import html
import io
import json
import re
from decimal import Decimal

import pyogrio
import pytest
from python_calamine import CalamineWorkbook

from landrelease.desk.looking import admin_areas
from landrelease.desk.opening import open_register

ASKED = (
    "", "?year=all", "?by=operator", "?by=method", "?by=unit", "?by=class", "?by=admin",
    "?year=2024&against=2025-01-31", "?from=2024-01-01&to=2024-06-30&class=mines",
)  # fmt: skip


def rows_of(text, table="statement"):
    """Label and amounts of each row of a table."""
    found = re.search(rf'<table id="{table}">.*?</table>', text, re.DOTALL)[0]
    rows = re.findall(r"<tr[^>]*><th scope=\"row\"[^>]*>(.*?)</th>(.*?)</tr>", found)
    return [(label, [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<td.*?</td>", rest)]) for label, rest in rows]


@pytest.mark.parametrize("query", ASKED)
def test_every_way_to_ask_is_answered(sign_in, query):
    answer = sign_in("director").get(f"/statement{query}")
    assert answer.status_code == 200, answer.text
    assert "Opening and movements give the closing, to the last digit." in answer.text
    assert "Hazards without a polygon" in answer.text
    assert "style=" not in answer.text
    assert " safe" not in answer.text.lower()


def test_every_number_leads_to_records_that_add_up_to_it(sign_in):
    client = sign_in("director")
    for query in ("?year=2024", "?by=admin", "?by=operator", "?by=class&year=2023", "?year=2024&against=2025-01-31"):
        text = client.get(f"/statement{query}").text
        table = re.search(r'<table id="statement">.*?</table>', text, re.DOTALL)[0]
        linked = re.findall(r'<a href="(/statement/records[^"]+)">([^<]+)</a>', table)
        assert linked, query
        for address, amount in linked[::7]:
            answer = client.get(html.unescape(address))
            assert answer.status_code == 200, address
            assert f"<strong>{amount} m²</strong>" in answer.text, address


def test_balances_lead_to_the_parcels_on_the_map(sign_in):
    text = sign_in("director").get("/statement?year=2024&class=mines").text
    assert '/map?as_of=2023-12-31&amp;class=mines&amp;hide=confirmed%2Ccancelled%2Creduced%2Ccleared"' in text
    assert '/map?as_of=2024-12-31&amp;class=mines&amp;hide=suspected%2Cconfirmed%2Ccancelled%2Creduced"' in text


def test_compared_with_earlier_knowledge_corrections_stand_in_a_line_of_their_own(sign_in):
    text = sign_in("director").get("/statement?year=2024&against=2025-01-31").text
    assert "What changed since 31 Jan 2025" in text
    assert "it is no release of land" in text
    assert "Corrections (not release)" in [label for label, _ in rows_of(text)]
    assert "Corrections (not release)" not in sign_in("director").get("/statement?year=2024").text


def test_numbers_are_written_as_the_reader_writes_them(sign_in):
    client = sign_in("director", login="french-director")
    client.post("/language", data={"language": "fr", "next": "/"})
    (_, amounts), *_ = rows_of(client.get("/statement?year=2024").text)
    assert re.fullmatch(r"\d{1,3}(\u202f\d{3})*,\d{1,2}", amounts[0])


@pytest.mark.parametrize(
    ("query", "said"),
    [("?by=colour", "there are operator"), ("?year=soon", "is no year"), ("?from=2024&to=2023", "before it begins"),
     ("?class=mine", "there are mines"), ("/records?movement=safe", "names no figure")],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(sign_in, query, said):
    answer = sign_in("director").get(f"/statement{query}")
    assert answer.status_code == 400
    assert said in html.unescape(answer.text)


def test_areas_with_few_records_stand_together_for_who_may_not_see_places(served, sign_in):
    staff, donor = (rows_of(sign_in(role).get("/statement?by=admin&year=2024").text) for role in ("director", "reader"))
    assert staff[-1][0] == donor[-1][0] == "Total"
    exact, told = (
        [float(cell.replace("&lt;10,000", "0").replace(",", "")) for cell in rows[-1][1]] for rows in (staff, donor)
    )
    assert all(cell % 10_000 == 0 and abs(cell - whole) < 10_000 for cell, whole in zip(told, exact, strict=True))
    assert "Others together" not in dict(staff)
    with open_register(served.register, acting="Programme") as register:
        area = admin_areas(register)[0]
    assert area.name in dict(staff)
    answer = sign_in("reader").get(f"/statement/records?movement=cleared&from=2024&to=2024&by=admin&group={area.id}")
    assert answer.status_code == 403
    assert "who may read the positions of land" in answer.text
    assert "by=admin" not in str(re.findall(r'href="/statement/records[^"]*group', answer.text))


def test_a_donor_sees_records_without_what_is_not_theirs(sign_in):
    address = "/statement/records?movement=cleared&from=2024-01-01&to=2024-12-31"
    seen, told = (sign_in(role).get(address).text for role in ("director", "reader"))
    sums = [re.search(r'id="sum"><strong>([\d,.]+) m²', text)[1].replace(",", "") for text in (seen, told)]
    assert (float(sums[0]) // 10_000 * 10_000, "exactly" in seen) == (float(sums[1]), True)
    assert "exactly" not in told
    adds = re.findall(r'<td class="figure">([^<]+)</td>', told)
    assert all(one == "&lt;10,000" or int(one.replace(",", "")) % 10_000 == 0 for one in adds)
    days = [re.findall(r"<tr>\s*<td>([^<]+)</td>", text) for text in (seen, told)]
    assert all(re.fullmatch(r"\d{1,2} \w{3} 2024", day) for day in days[0])
    assert all(re.fullmatch(r"\w{3} 2024", day) for day in days[1])
    assert len(days[0]) == len(days[1]) > 5
    assert sign_in("reader").get("/statement?by=unit").status_code == 403
    assert 'value="unit"' not in sign_in("reader").get("/statement").text


def test_a_liaison_sees_units_of_their_own_and_the_others_together(served, sign_in):
    with open_register(served.register, acting="Programme") as register:
        unit = next(row for row in register.statement(by="unit").rows if row["unit"])["unit"]
        organisation = next(record for _, record in register.records(["unit"]) if record.id == unit).organisation
    client = sign_in("liaison", organisation=organisation)
    rows = dict(rows_of(client.get("/statement?by=unit&year=all").text))
    assert unit in rows
    assert "Others together" in rows
    whole = dict(rows_of(sign_in("director").get("/statement?by=unit&year=all").text))
    assert rows["Total"] == whole["Total"]
    assert rows[unit] == whole[unit]
    other = next(name for name in whole if name not in rows)
    assert client.get(f"/statement/records?movement=cleared&by=unit&group={other}").status_code == 403


def test_who_is_confined_to_an_area_sees_of_other_records_what_they_add(served, sign_in):
    with open_register(served.register, acting="Programme") as register:
        area = admin_areas(register)[0].id
    address = "/statement/records?movement=cleared&from=2024-01-01&to=2024-12-31"
    whole, mine = (sign_in("operations", **more).get(address).text for more in ({}, {"territory": (area,)}))
    assert "a record outside your areas" not in whole
    assert 0 < mine.count("a record outside your areas") < whole.count('<a href="/records/')
    assert re.search(r'id="sum">.*', whole)[0] == re.search(r'id="sum">.*', mine)[0]


def test_a_statement_goes_out_in_every_form_with_the_same_closing(sign_in):
    client = sign_in("reader")
    files = {form: client.get(f"/statement/export.{form}?year=2024") for form in ("csv", "json", "xlsx", "html")}
    assert {one.status_code for one in files.values()} == {200}
    closing = json.loads(files["json"].text, parse_float=Decimal)["rows"][0]["closing"]["cleared_m2"]
    assert closing % 10_000 == 0
    assert f",{closing}," in files["csv"].text
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"].content)).get_sheet_by_index(0).to_python()
    assert any(cell == pytest.approx(float(closing)) for row in sheet for cell in row if isinstance(cell, float))
    page = files["html"].text
    assert f"{closing:,}" in page
    assert "Land is rounded to 1 ha" in page
    assert "may hold explosive ordnance" in page
    assert "href=" not in page
    assert "src=" not in page
    assert files["csv"].headers["content-disposition"] == 'attachment; filename="statement-2024-01-01-2024-12-31.csv"'
    assert sign_in("administrator").get("/statement/export.csv").status_code == 403


def test_land_goes_out_to_those_who_read_positions_and_of_their_own_areas(served, sign_in, tmp_path):
    assert sign_in("reader").get("/land/export.geojson").status_code == 403
    whole = json.loads(sign_in("director").get("/land/export.geojson?as_of=2024-12-31&class=mines").text)
    assert whole["landrelease"]["as_of"] == "2024-12-31"
    with open_register(served.register, acting="Programme") as register:
        area = admin_areas(register)[0].id
    client = sign_in("operations", territory=(area,))
    part = json.loads(client.get("/land/export.geojson?as_of=2024-12-31&class=mines").text)
    ids = [{one["id"] for one in land["features"]} for land in (whole, part)]
    assert set() < ids[1] < ids[0]
    for form in ("gpkg", "fgb"):
        path = tmp_path / f"land.{form}"
        path.write_bytes(sign_in("director").get(f"/land/export.{form}?as_of=2024-12-31&class=mines").content)
        assert pyogrio.read_info(path, layer=0)["features"] == len(ids[0])
    assert sign_in("director").get("/land/export.csv?class=mines").text.startswith("id,")
    tracks = sign_in("director").get("/land/export.gpx?as_of=2024-12-31&class=mines").text
    assert tracks.count("<trk>") == len(ids[0])
    assert "<keywords>authority, 2024-12-31</keywords>" in tracks


def test_what_goes_out_leaves_a_line_in_the_audit(served, sign_in):
    sign_in("director").get("/statement/export.csv")
    entry = served.accounts.audit.page(limit=1)[0]
    assert (entry.what, entry.about) == ("statement-export", ("/statement/export.csv",))
