"""The papers of a task: read back as other programs read them, and checked against the register that they came from."""

import csv
import datetime as dt
import json
import re
import shutil
import sqlite3  # noqa: TID251 - the client that everybody has
from contextlib import closing
from pathlib import Path

import msgspec
import numpy as np
import pyogrio
import pypdf
import pytest
import shapely

from landrelease.desk.certificate import code_of

ANA, BORIS = "Ana  Kovač", "Борис Иванов"
TASK_AREA = ((18.2, 44.1), (18.2015, 44.1001), (18.2022, 44.1006), (18.2019, 44.1013), (18.1999, 44.1008))
WEST = ((18.2, 44.1), (18.2015, 44.1001), (18.2022, 44.1006), (18.1999, 44.1008))
NORTH = ((18.2022, 44.1006), (18.2019, 44.1013), (18.1999, 44.1008))
CODE = re.compile(r"LR1(?:-[A-Z2-7]{4}){5}")


def polygon(corners) -> str:
    return "POLYGON ((" + ", ".join(f"{x} {y}" for x, y in (*corners, corners[0])) + "))"


def box(west: float, south: float, size: float) -> str:
    return polygon(((west, south), (west + size, south), (west + size, south + size), (west, south + size)))


LAND = [
    {"record": "hazard", "status": "confirmed", "id": "H-42", "date": "2024-06-01", "contamination": "AP;UXO",
     "required_depth_m": 0.2, "evidence": "mines seen", "wkt": polygon(TASK_AREA), "organisation": "NMAC"},
    {"record": "survey", "id": "S-7", "date": "2024-05-20", "method": "nts", "result": "hazard-found",
     "area_id": "H-42", "wkt": polygon(TASK_AREA), "organisation": "NMAC"},
    {"record": "accident", "id": "A-3", "date": "2022-08-03", "accident_type": "civilian", "category": "AP",
     "injured": 1, "wkt": "POINT (18.2008 44.1005)", "organisation": "NMAC"},
]  # fmt: skip
PEOPLE = [
    {"record": "organisation", "id": "NMAC", "name": "National Mine Action Centre"},
    {"record": "organisation", "id": "NOR", "name": "Norwegian Engineer Contingent"},
    {"record": "unit", "id": "team-3", "name": "Engineer Company 3", "organisation": "NOR", "country": "NOR"},
    {"record": "unit", "id": "team-4", "organisation": "NOR"},
    {"record": "agreement", "id": "agr-2", "type": "technical-arrangement", "status": "signed", "parties": "NMAC;NOR",
     "from": "2025-01-15", "to": "2025-12-31", "capabilities": "manual-clearance"},
    {"record": "rotation", "id": "rot-7", "unit": "team-3", "from": "2025-02-01", "to": "2025-11-30",
     "agreement": "agr-2"},
    *({"record": "accreditation", "unit": unit, "capability": "manual-clearance", "status": "accredited",
       "from": "2025-02-05", "to": "2025-11-30", "organisation": "NMAC"} for unit in ("team-3", "team-4")),
    {"record": "action_point", "id": "ap-1", "text": "Send interpreters", "party": "NOR", "due": "2025-04-01",
     "status": "open"},
]  # fmt: skip
TASKS = [
    {"record": "task", "id": "T-118", "name": "School yard", "activity": "manual-clearance", "area_id": "H-42",
     "required_depth_m": 0.2, "contamination": "AP", "from": "2025-03-10", "to": "2025-06-30",
     "tasking_authority": "NMAC", "land_user": "Village council", "hospital": "District hospital", "hospital_min": 35,
     "limits": "No machines", "donors": "NOR", "wkt": polygon(TASK_AREA)},
    {"record": "task", "id": "T-119", "activity": "manual-clearance", "from": "2025-03-10", "to": "2025-06-30",
     "wkt": box(18.206, 44.1, 0.001)},
    {"record": "task", "id": "T-120"},
    {"record": "task_feature", "task": "T-118", "type": "benchmark", "name": "BM 1", "wkt": "POINT (18.199 44.0996)"},
    {"record": "task_feature", "task": "T-118", "type": "access-route", "name": "track",
     "wkt": "LINESTRING (18.197 44.099, 18.2 44.1)"},
    {"record": "task_feature", "task": "T-118", "type": "exclusion-zone", "name": "well",
     "wkt": box(18.2008, 44.1005, 0.0002)},
    {"record": "order", "id": "ord-5", "task": "T-118", "action": "issue", "unit": "team-3", "rotation": "rot-7",
     "from": "2025-03-10", "to": "2025-06-30", "people": "p-1;p-2"},
    {"record": "order", "id": "ord-6", "task": "T-119", "action": "issue", "unit": "team-4"},
]  # fmt: skip
WORK = [
    {"record": "progress", "task": "T-118", "unit": "team-3", "date": "2025-03-15", "area_m2": 420, "hours": 96},
    {"record": "ordnance", "id": "O-1", "date": "2025-03-20", "category": "AP", "quantity": 11, "action": "destroyed",
     "task": "T-118"},
    {"record": "ordnance", "id": "O-2", "date": "2025-03-28", "category": "UXO", "action": "destroyed",
     "task": "T-118"},
    *({"record": "release", "id": name, "status": "cleared", "date": "2025-06-20", "area_id": "H-42", "unit": "team-3",
       "method": "manual-clearance", "depth_m": depth, "task": "T-118", "wkt": polygon(land)}
      for name, depth, land in (("R-118a", 0.2, WEST), ("R-118b", 0.25, NORTH))),
    {"record": "completion", "id": "comp-118", "task": "T-118", "unit": "team-3", "date": "2025-06-22",
     "date_from": "2025-03-10", "releases": "R-118a;R-118b", "method": "manual-clearance", "depth_m": 0.2,
     "limits": "No deeper than 0.2 m", "residual_risk": "Items deeper than 0.2 m", "signed_by": "p-1"},
    {"record": "inspection", "id": "insp-1", "task": "T-118", "date": "2025-06-25", "organisation": "NMAC",
     "result": "passed", "sampled_m2": 1100},
    {"record": "handover", "id": "HC-31", "task": "T-118", "completion": "comp-118", "date": "2025-07-01",
     "recipient": "Village council", "hotline": "+000 101", "parties": "NMAC;NOR", "women": 14},
]  # fmt: skip
LATER = [
    {"record": "inspection", "id": "insp-2", "task": "T-118", "date": "2025-06-28", "organisation": "NMAC",
     "result": "passed"},
]  # fmt: skip
SUSPICION = [
    {"record": "hazard", "status": "suspected", "id": "H-99", "date": "2025-09-01", "contamination": "AP",
     "evidence": "a mine seen", "wkt": box(18.2003, 44.1003, 0.0003)},
]  # fmt: skip


@pytest.fixture(scope="module")
def take(entry, tmp_path_factory):
    """Import rows as Ana; Boris accepts them where he is asked to."""

    def taken(register: Path, rows, moment: str, *, accept: bool = True) -> None:
        path = tmp_path_factory.mktemp("rows") / "rows.csv"
        columns = list(dict.fromkeys(name for row in rows for name in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows({"date": "2025-02-20", **row} if "date" in columns else row for row in rows)
        decided = ("--accept-as", BORIS) if accept else ()
        done = entry("import", register, path, "--crs", "EPSG:4326", *decided, "--recorded", moment, acting=ANA)
        assert done.code == 0, done.err

    return taken


@pytest.fixture(scope="module")
def tasked(entry, take, tmp_path_factory) -> Path:
    """A register in which T-118 and T-119 are ordered."""
    register = tmp_path_factory.mktemp("tasked") / "p.register"
    name = ("--programme", "XY-SYNTHETIC", "--name", "Province (synthetic)", "--plane", "18,44")
    assert entry("init", register, *name, "--recorded", "2025-01-01T08:00Z").code == 0
    for rows, moment in ((LAND, "2025-02-01T08:00Z"), (PEOPLE, "2025-02-10T08:00Z"), (TASKS, "2025-03-02T08:00Z")):
        take(register, [{"date": "2025-01-20", **row} for row in rows], moment)
    return register


@pytest.fixture(scope="module")
def handed(tasked, take, tmp_path_factory) -> Path:
    """The same after the work: T-118 is handed over."""
    register = Path(shutil.copy(tasked, tmp_path_factory.mktemp("handed") / "p.register"))
    take(register, WORK, "2025-07-05T08:00Z")
    return register


@pytest.fixture(scope="module")
def drafted(tasked, take, tmp_path_factory) -> Path:
    """The same with the work reported and nothing of it accepted."""
    register = Path(shutil.copy(tasked, tmp_path_factory.mktemp("drafted") / "p.register"))
    take(register, WORK, "2025-07-05T08:00Z", accept=False)
    return register


@pytest.fixture(scope="module")
def papers(handed, entry, tmp_path_factory) -> Path:
    """A folder with both papers of T-118, and their twins."""
    folder = tmp_path_factory.mktemp("papers")
    for kind in ("completion", "handover"):
        for ending in ("pdf", "json"):
            done = entry("task", "certificate", handed, "T-118", "--kind", kind, "-o", folder / f"{kind}.{ending}")
            assert done.code == 0, done.err
    return folder


@pytest.fixture
def changed(handed, tmp_path) -> Path:
    return Path(shutil.copy(handed, tmp_path / "changed.register"))


def pages(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def twin(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


# ---- the dossier ----

HEADINGS = (
    "Task", "Objective hazards", "Area to be worked", "Map", "Turning points", "On the ground", "Work",
    "People on the land, security and medical evacuation", "History of this land", "Organisation and unit",
    "Required accreditation and the answer of the gate", "Reasons of the gate", "People, assets and days",
    "Work of others nearby", "Reporting, quality and donors", "Signatures", "Records behind this paper",
    "Access route", "Exclusion zones", "Benchmark", "Start point", "Ordnance expected", "Depth to be reached",
    "Limits of method and environment", "Consent of the land user", "Security", "Medical evacuation",
    "Nearest hospital with surgery", "Time to that hospital", "Standards and procedures", "Priority",
    "Intended use of the land", "Required accreditation", "People ordered", "Assets ordered", "Planned start and end",
    "Reporting cycle", "Quality plan", "Donors",
)  # fmt: skip


@pytest.fixture(scope="module")
def dossier(tasked, entry, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "T-118.pdf"
    assert entry("task", "dossier", tasked, "T-118", "-o", path).code == 0
    return path


@pytest.mark.parametrize("task", ["T-118", "T-120"])
def test_a_dossier_has_every_heading_also_where_nothing_is_stated(tasked, run, tmp_path, task):
    path = tmp_path / "d.pdf"
    assert run("task", "dossier", tasked, task, "-o", path).code == 0
    text = " ".join(pages(path))
    assert [heading for heading in HEADINGS if heading not in text] == []
    assert "not stated" in text


def test_a_dossier_tells_what_the_records_say(dossier):
    text = " ".join(pages(dossier))
    for said in ("confirmed", "mines seen", "track", "BM 1", "35 min", "No machines", "agr-2", "rot-7", "p-1, p-2"):
        assert said in text.replace("\xa0", " "), said
    assert "Answer of the gate allowed" in text
    assert "civilian accident" in text
    assert "UTM 34N, EPSG:32634" in text


def test_a_dossier_names_the_work_of_others_with_days_and_distance(dossier):
    text = " ".join(pages(dossier))
    assert re.search(r"T-119 team-4 manual clearance 2025-03-10 – 2025-06-30 \d{3} ", text)


def test_a_dossier_of_a_synthetic_programme_says_so_and_is_no_draft(dossier):
    text = pages(dossier)
    assert "Synthetic data" in text[0]
    assert not any("DRAFT" in page for page in text)


def test_the_same_records_make_the_same_dossier(tasked, dossier, run, tmp_path):
    again = tmp_path / "again.pdf"
    run("task", "dossier", tasked, "T-118", "-o", again)
    assert again.read_bytes() == dossier.read_bytes()
    assert pypdf.PdfReader(again).metadata.creation_date == dt.datetime(2025, 3, 2, 8, tzinfo=dt.UTC)


def test_a_dossier_can_be_had_in_french(tasked, run, tmp_path):
    run("task", "dossier", tasked, "T-118", "-o", tmp_path / "d.pdf", "--lang", "fr")
    assert "Dossier de tâche" in pages(tmp_path / "d.pdf")[0]


@pytest.mark.parametrize("language", ["xx", "ar"])
def test_a_language_without_catalogue_or_letters_is_refused(tasked, run, tmp_path, language):
    done = run("task", "dossier", tasked, "T-118", "-o", tmp_path / "d.pdf", "--lang", language)
    assert (done.code, "there are en, es, fr, uk" in done.err, list(tmp_path.iterdir())) == (2, True, [])


def test_an_unknown_task_is_refused_with_the_way_out(tasked, run, tmp_path):
    done = run("task", "dossier", tasked, "T-7", "-o", tmp_path / "d.pdf")
    assert done.code == 42
    assert "landrelease task list" in done.err


@pytest.mark.parametrize(("task", "counts"), [("T-118", [1, 3, 1, 1, 5]), ("T-120", [0, 0, 0, 0, 0])])
def test_a_dossier_is_a_geopackage_with_five_styled_layers(tasked, run, tmp_path, task, counts):
    path = tmp_path / "d.gpkg"
    assert run("task", "dossier", tasked, task, "-o", path).code == 0
    assert [found.name for found in tmp_path.iterdir()] == ["d.gpkg"]
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
        styled = connection.execute("SELECT f_table_name FROM layer_styles ORDER BY id").fetchall()
    names = ["task", "features", "hazards", "land", "turning_points"]
    assert styled == [(name,) for name in names]
    assert [pyogrio.read_info(path, layer=name)["features"] for name in names] == counts


def test_the_same_records_make_the_same_geopackage(tasked, run, tmp_path):
    for name in ("a.gpkg", "b.gpkg"):
        run("task", "dossier", tasked, "T-118", "-o", tmp_path / name)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()


def test_a_dossier_is_a_gpx_with_its_corners_and_features(tasked, run, tmp_path):
    for name in ("a.gpx", "b.gpx"):
        assert run("task", "dossier", tasked, "T-118", "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.gpx").read_bytes() == (tmp_path / "b.gpx").read_bytes()
    _, _, wkb, (names, kinds) = pyogrio.raw.read(tmp_path / "a.gpx", layer="waypoints", columns=["name", "type"])
    corners = [f"T-118 TP {number}" for number in range(1, 6)]
    assert names.tolist()[:5] == corners
    assert kinds.tolist()[:5] == ["turning-point"] * 5
    assert len(names) == 5 + 3
    assert shapely.get_coordinates(shapely.from_wkb(wkb[:5])) == pytest.approx(np.array(TASK_AREA))
    _, _, _, (tracks,) = pyogrio.raw.read(tmp_path / "a.gpx", layer="tracks", columns=["name"])
    assert tracks.tolist() == ["Task T-118", "Confirmed hazard H-42"]
    assert run("task", "dossier", tasked, "T-120", "-o", tmp_path / "c.gpx").code == 0


# ---- certificates ----


def test_the_twin_holds_the_facts_with_ids_and_geometry(papers):
    found = twin(papers / "handover.json")
    assert list(found) == ["code", "computed", "content", "format", "known_at", "root"]
    assert (found["format"], found["known_at"]) == ("landrelease-certificate-2", "2025-07-05T08:00:00.000Z")
    content = found["content"]
    assert sorted(content) == [
        "accidents", "accreditation", "agreements", "completion", "draft", "handover", "inspections", "kind", "number",
        "open_land", "order", "ordnance", "parties", "programme", "records", "releases", "task", "unit",
    ]  # fmt: skip
    assert (content["kind"], content["number"], content["draft"]) == ("handover", "HC-31", [])
    assert content["parties"] == ["NMAC", "NOR"]
    assert [(one["id"], one["depth_m"], one["accepted"]) for one in content["releases"]] == [
        ("R-118a", 0.2, True), ("R-118b", 0.25, True),
    ]  # fmt: skip
    assert shapely.from_geojson(json.dumps(content["task"]["area"])).equals(shapely.Polygon(TASK_AREA))
    assert [one["result"] for one in content["inspections"]] == ["passed"]
    assert all(re.fullmatch("[0-9a-f]{64}", name) for _kind, name in content["records"])


def test_the_figures_of_the_twin_count_land_once(papers):
    computed = twin(papers / "completion.json")["computed"]
    assert sorted(computed) == [
        "area_m2", "left_m2", "open_land", "ordnance", "proposed_m2", "released_m2", "releases", "repeated_m2",
        "totals", "turning_points", "utm", "work",
    ]  # fmt: skip
    assert computed["released_m2"] == pytest.approx(computed["area_m2"], abs=0.2)
    assert (computed["proposed_m2"], computed["repeated_m2"], computed["open_land"]) == (0, 0, [])
    assert sum(row["area_m2"] for row in computed["totals"]) == pytest.approx(computed["released_m2"], abs=0.2)
    assert [(row["status"], row["depth_m"]) for row in computed["totals"]] == [("cleared", 0.2), ("cleared", 0.25)]
    assert computed["ordnance"] == [
        {"category": "AP", "destroyed": 11, "found": 0, "other": 0, "unknown": 0},
        {"category": "UXO", "destroyed": 0, "found": 0, "other": 0, "unknown": 1},
    ]
    assert [(one["lon"], one["lat"]) for one in computed["turning_points"]] == list(TASK_AREA)


def test_no_person_signs_or_is_named_in_a_twin(papers):
    text = (papers / "handover.json").read_text(encoding="utf-8") + (papers / "completion.json").read_text("utf-8")
    assert "signed_by" not in text
    assert '"p-1"' not in text


@pytest.mark.parametrize("kind", ["completion", "handover"])
def test_a_certificate_speaks_two_languages_and_carries_its_code_on_every_page(papers, kind):
    code, text = twin(papers / f"{kind}.json")["code"], pages(papers / f"{kind}.pdf")
    for word in (
        "Residual risk",
        "Risque résiduel",
        "Items deeper than 0.2 m",
        "dépollution manuelle",
        "Turning points",
    ):
        assert word in " ".join(text), word
    assert all(code in page for page in text)
    assert not any("DRAFT" in page for page in text)
    assert "Synthetic data" in text[0]
    assert "Données synthétiques" in text[0]


def test_a_handover_is_signed_by_its_parties_and_the_recipient(papers):
    text = " ".join(pages(papers / "handover.pdf"))
    signed = text[text.index("Signatures") :]
    for party in ("National Mine Action Centre (NMAC)", "Norwegian Engineer Contingent (NOR)", "Village council"):
        assert party in signed


def test_the_paper_never_calls_land_safe(papers):
    text = " ".join(pages(papers / "handover.pdf") + pages(papers / "completion.pdf"))
    assert not re.search(r"\bsafe(ty|ly)?\b", text, re.IGNORECASE)


def test_the_twin_lies_inside_the_pdf(papers):
    (inside,) = pypdf.PdfReader(papers / "handover.pdf").attachments["certificate.json"]
    assert inside == (papers / "handover.json").read_bytes()


def test_a_telephone_reads_the_code(papers):
    pdfium = pytest.importorskip("typst")
    zxing = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    import io  # noqa: PLC0415 - only here

    from landrelease.publish.qr import qr_svg  # noqa: PLC0415 - only here

    code = twin(papers / "handover.json")["code"]
    source = (
        b'#set page(width: auto, height: auto, margin: 5mm)\n#image(bytes(sys.inputs.s), format: "svg", width: 27mm)'
    )
    png = pdfium.Compiler(source, sys_inputs={"s": qr_svg(code)}).compile(format="png", ppi=200)
    assert [found.text for found in zxing.read_barcodes(image.open(io.BytesIO(png)))] == [code]


def test_the_same_records_make_the_same_paper(papers, handed, run, tmp_path):
    run("task", "certificate", handed, "T-118", "--kind", "handover", "-o", tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (papers / "handover.pdf").read_bytes()


def test_what_is_not_accepted_makes_a_draft_on_every_page(drafted, run, tmp_path):
    done = run("task", "certificate", drafted, "T-118", "--kind", "handover", "-o", tmp_path / "d.pdf")
    assert done.code == 0
    assert "draft: releases-not-accepted" in done.err
    text = pages(tmp_path / "d.pdf")
    assert all("DRAFT" in page.replace(" ", "") for page in text)
    assert "its land is as dangerous as it was" in text[0]


def test_a_draft_releases_nothing(drafted, run, tmp_path):
    run("task", "certificate", drafted, "T-118", "--kind", "completion", "-o", tmp_path / "d.json")
    found = twin(tmp_path / "d.json")
    assert found["content"]["draft"] == ["completion-not-accepted", "releases-not-accepted", "land-still-open"]
    assert found["computed"]["released_m2"] == 0
    assert found["computed"]["proposed_m2"] == pytest.approx(found["computed"]["area_m2"], abs=0.2)


def test_land_that_is_suspected_again_makes_a_draft(changed, take, run, tmp_path):
    take(changed, SUSPICION, "2025-09-02T08:00Z")
    run("task", "certificate", changed, "T-118", "--kind", "handover", "-o", tmp_path / "d.json")
    found = twin(tmp_path / "d.json")
    assert found["content"]["draft"] == ["land-still-open"]
    assert [row["status"] for row in found["computed"]["open_land"]] == ["suspected"]


def test_a_task_without_a_completion_report_has_no_certificate(tasked, run):
    done = run("task", "certificate", tasked, "T-118", "--kind", "completion")
    assert done.code == 45
    assert "record=completion" in done.err


# ---- checking a paper ----


@pytest.mark.parametrize("name", ["handover.pdf", "handover.json", "completion.pdf", "completion.json"])
def test_a_paper_is_genuine_and_current(handed, papers, run, name):
    done = run("verify-document", handed, papers / name, "-o", "json")
    found = twin(papers / f"{name.split('.')[0]}.json")
    answer = json.loads(done.out)
    assert (done.code, answer["verdict"], answer["code"]) == (0, "current", found["code"])
    assert [[one["kind"], one["id"]] for one in answer["records"]] == found["content"]["records"]


@pytest.mark.parametrize("spoil", [str, str.lower, lambda code: code.replace("-", " ").replace("O", "0")])
def test_a_code_alone_leads_to_the_records(handed, papers, run, spoil):
    code = twin(papers / "completion.json")["code"]
    done = run("verify-document", handed, spoil(code), "-o", "json")
    assert (done.code, json.loads(done.out)["task"], json.loads(done.out)["kind"]) == (0, "T-118", "completion")


@pytest.mark.parametrize("by", ["pdf", "json", "code"])
def test_a_paper_is_superseded_when_its_records_change(changed, papers, take, run, by):
    take(changed, LATER, "2025-08-01T08:00Z")
    asked = twin(papers / "completion.json")["code"] if by == "code" else papers / f"completion.{by}"
    done = run("verify-document", changed, asked, "-o", "json")
    answer = json.loads(done.out)
    assert (done.code, answer["verdict"]) == (1, "superseded")
    assert [one for one in answer["changed"] if one[0] != "+"] == ["inspections"]
    assert len(answer["changed"]) == 2


def test_a_paper_is_superseded_when_its_land_is_suspected_again(changed, papers, take, run):
    take(changed, SUSPICION, "2025-09-02T08:00Z")
    done = run("verify-document", changed, papers / "handover.pdf", "-o", "json")
    assert (done.code, json.loads(done.out)["verdict"]) == (1, "superseded")
    assert {"draft", "open_land"} <= set(json.loads(done.out)["changed"])


def test_records_about_other_land_leave_a_paper_current(changed, papers, take, run):
    take(changed, [SUSPICION[0] | {"wkt": box(18.5, 44.5, 0.001)}], "2025-09-02T08:00Z")
    assert run("verify-document", changed, papers / "handover.pdf").code == 0


def test_a_draft_does_not_stand(drafted, run, tmp_path):
    run("task", "certificate", drafted, "T-118", "--kind", "handover", "-o", tmp_path / "d.pdf")
    done = run("verify-document", drafted, tmp_path / "d.pdf", "-o", "json")
    assert (done.code, json.loads(done.out)["verdict"]) == (1, "draft")


def test_a_paper_of_another_register_is_unknown(tasked, papers, run):
    done = run("verify-document", tasked, papers / "handover.pdf", "-o", "json")
    assert (done.code, json.loads(done.out)["verdict"]) == (1, "unknown")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("content", "completion", "depth_m"), 0.5),
        (("content", "releases", 0, "depth_m"), 1),
        (("computed", "released_m2"), 90_000),
        (("computed", "turning_points", 0, "lon"), 18.21),
        (("code",), "LR1-AAAA-AAAA-AAAA-AAAA-AAAA"),
    ],
)
def test_an_altered_twin_is_found(handed, papers, run, tmp_path, place, value):
    found = inner = twin(papers / "completion.json")
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    (tmp_path / "altered.json").write_text(json.dumps(found), encoding="utf-8")
    done = run("verify-document", handed, tmp_path / "altered.json", "-o", "json")
    assert (done.code, json.loads(done.out)["verdict"]) == (1, "altered")


def test_a_paper_of_the_first_format_still_stands_though_papers_say_less_of_inspections_now(
    handed, papers, run, tmp_path
):
    found = twin(papers / "handover.json")
    (inspection,) = found["content"]["inspections"]
    assert list(inspection) == ["date", "id", "organisation", "record", "result", "sampled_m2"]
    inspection["nonconformities"] = None
    found |= {"format": "landrelease-certificate-1", "code": code_of(found["content"])}
    (tmp_path / "first.json").write_text(json.dumps(found), encoding="utf-8")
    assert run("verify-document", handed, tmp_path / "first.json").code == 0
    assert run("verify-document", handed, found["code"]).code == 0
    inspection["nonconformities"] = 7
    found["code"] = code_of(found["content"])
    (tmp_path / "first.json").write_text(json.dumps(found), encoding="utf-8")
    assert run("verify-document", handed, tmp_path / "first.json").code == 1


def test_a_forged_twin_with_a_code_of_its_own_is_unknown(handed, papers, run, tmp_path):
    found = twin(papers / "completion.json")
    found["content"]["completion"]["depth_m"] = 0.5
    found["code"] = code_of(found["content"])
    (tmp_path / "forged.json").write_text(json.dumps(found), encoding="utf-8")
    done = run("verify-document", handed, tmp_path / "forged.json", "-o", "json")
    assert (done.code, json.loads(done.out)["verdict"]) == (1, "unknown")


def test_a_twin_written_anew_by_another_program_is_the_same(handed, papers, run, tmp_path):
    found = twin(papers / "completion.json")
    whole = msgspec.json.encode(found).replace(b".0,", b",").replace(b".0}", b"}")
    (tmp_path / "other.json").write_bytes(whole)
    assert run("verify-document", handed, tmp_path / "other.json").code == 0


def test_a_pdf_that_another_program_saved_is_still_read(handed, papers, run, tmp_path):
    writer = pypdf.PdfWriter(clone_from=papers / "handover.pdf")
    writer.write(tmp_path / "saved.pdf")
    assert run("verify-document", handed, tmp_path / "saved.pdf").code == 0


def test_a_pdf_that_lost_its_twin_is_read_by_its_code(handed, papers, run, tmp_path):
    writer = pypdf.PdfWriter()
    writer.append(papers / "handover.pdf", import_outline=False)
    writer.add_metadata({"/Keywords": twin(papers / "handover.json")["code"]})
    writer.write(tmp_path / "bare.pdf")
    assert run("verify-document", handed, tmp_path / "bare.pdf").code == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\nstream\nxx",
        b"{}",
        b'{"format":"landrelease-certificate-1"}',
        b"\xff" * 99,
        b'{"format":"landrelease-certificate-2","more":' + b"[" * 100_000,
    ],
    ids=["empty", "torn", "bare", "alone", "bytes", "deep"],
)
def test_a_file_that_is_no_paper_is_refused_with_the_way_out(handed, run, tmp_path, data):
    (tmp_path / "x.pdf").write_bytes(data)
    done = run("verify-document", handed, tmp_path / "x.pdf")
    assert done.code == 45
    assert "Why:" in done.err


def test_what_is_neither_a_file_nor_a_code_is_refused(handed, run):
    assert run("verify-document", handed, "LR1-AAAA").code == 2


# ---- the calendar ----


def test_the_calendar_names_tasks_expiries_rotations_and_action_points(tasked, run, tmp_path):
    from icalendar import Calendar  # noqa: PLC0415 - only here

    assert run("task", "calendar", tasked, "-o", tmp_path / "t.ics").code == 0
    events = Calendar.from_ical((tmp_path / "t.ics").read_bytes()).walk("VEVENT")
    listed = {str(one["uid"]): (str(one["dtstart"].dt), str(one["dtend"].dt), str(one["summary"])) for one in events}
    assert len(listed) == len(events)
    assert listed["task-T-118-ordered@XY-SYNTHETIC.landrelease"] == (
        "2025-03-10", "2025-07-01", "Ordered: task T-118 School yard, unit team-3",
    )  # fmt: skip
    assert listed["rotation-rot-7-out@XY-SYNTHETIC.landrelease"][0] == "2025-11-30"
    assert listed["action-ap-1@XY-SYNTHETIC.landrelease"][2] == "Due: Send interpreters (NOR)"
    assert sum("accreditation" in uid for uid in listed) == 2


def test_a_task_that_is_done_leaves_the_calendar(handed, run):
    assert "T-118" not in run("task", "calendar", handed).out


def test_the_same_records_make_the_same_calendar(tasked, run):
    first, second = run("task", "calendar", tasked), run("task", "calendar", tasked)
    assert first.raw == second.raw
    assert first.raw.startswith(b"BEGIN:VCALENDAR\r\n")
