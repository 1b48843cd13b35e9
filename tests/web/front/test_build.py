"""The committed assets are those of the sources, say what they are, and look as the statuses do everywhere."""

import base64
import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import pyproj
import pytest

from landrelease.publish.style import STYLES

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "src" / "landrelease" / "web" / "assets"
FRONT = ROOT / "front"
RINGS = {
    "a spot of one square metre": [(17.0, 44.0), (17.0000125, 44.0), (17.0000125, 44.000009), (17.0, 44.000009)],
    "a field": [(17.2, 44.1), (17.21, 44.1), (17.21, 44.11), (17.2, 44.11)],
    "a field in the south": [(-69.9, -18.3), (-69.88, -18.31), (-69.89, -18.28)],
    "a field on the equator": [(28.999, -0.001), (29.001, -0.001), (29.0, 0.001)],
    "a strip of ten kilometres": [(36.0, 49.0), (36.1, 49.05), (36.1, 49.051), (36.0, 49.001)],
}
DAYS = [
    ("2024-02-29", "year", 1, "2025-02-28"),
    ("2024-03-31", "month", -1, "2024-02-29"),
    ("2023-12-31", "day", 1, "2024-01-01"),
    ("2023-12-31", "month", 1, "2024-01-31"),
]


@pytest.fixture(scope="module")
def files():
    return json.loads((ASSETS / "manifest.json").read_text(encoding="utf-8"))


def installed():
    """Install what the lock file names, as the script for the assets does."""
    return subprocess.run([ROOT / "scripts" / "assets.sh", "--check"], capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("node")
def test_the_committed_assets_are_those_of_the_sources():
    done = installed()
    assert (done.returncode, "those of the sources" in done.stderr) == (0, True), done.stderr


def test_the_modules_without_a_page_compute_as_proj_does(node, tmp_path):
    installed()
    geod = pyproj.Geod(ellps="WGS84")
    cases = []
    for name, ring in RINGS.items():
        m2, m = geod.polygon_area_perimeter(*zip(*ring, strict=True))
        cases.append({"name": name, "ring": ring, "m2": abs(m2), "m": m})
    (tmp_path / "cases.json").write_text(json.dumps({"cases": cases, "days": DAYS}))
    parts = ("map/geodesy", "map/days", "draw/wkt")
    entry = "".join(f"export * from {json.dumps(str(FRONT / 'src' / part) + '.ts')};" for part in parts)
    bundle = [
        FRONT / "node_modules" / ".bin" / "esbuild",
        "--bundle",
        "--format=esm",
        f"--outfile={tmp_path}/modules.mjs",
    ]
    subprocess.run([*bundle, "--loader=ts", "--log-level=error"], input=entry, text=True, cwd=FRONT, check=True)
    told = os.environ | {"FRONT_MODULES": f"{tmp_path}/modules.mjs", "FRONT_CASES": f"{tmp_path}/cases.json"}
    done = subprocess.run([node, "--test", FRONT / "test"], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert f"# pass {len(RINGS) + len(DAYS) + 13}" in done.stdout


def test_the_manifest_names_every_file_with_its_size_and_hash(files):
    for logical, entry in files.items():
        content = (ASSETS / entry["file"]).read_bytes()
        digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
        assert (logical, len(content), f"sha384-{digest}") == (logical, entry["size"], entry["integrity"])
        assert all((ASSETS / name).is_file() for name in entry["imports"])
    assert {"base.js", "map.js", "draw.js", "map-worker.js", "sw.js", "style.css", "map-style.css"} <= set(files)


def test_pages_without_a_map_stay_light(files):
    assert files["base.js"]["imports"] == []
    assert files["base.js"]["size"] + files["style.css"]["size"] < 90_000


def test_the_licences_of_everything_bundled_are_there():
    text = (ASSETS / "LICENCES.md").read_text(encoding="utf-8")
    for name in ("htmx.org", "maplibre-gl", "pmtiles", "terra-draw", "@fontsource-variable/noto-sans-arabic", "earcut"):
        assert f"\n## {name} " in text
    assert "SIL OPEN FONT LICENSE" in text.upper()


def test_no_script_is_made_from_text_and_nothing_is_asked_of_others(files):
    styles = "".join(
        (ASSETS / files[name]["file"]).read_text(encoding="utf-8") for name in ("style.css", "map-style.css")
    )
    assert re.findall(r"url\(['\"]?(?:https?:)?//", styles) == []


def test_statuses_look_on_pages_as_on_every_map():
    tokens = dict(
        re.findall(
            r"--([\w-]+): (#\w{6});", (FRONT / "src/css/tokens.css").read_text(encoding="utf-8").split("@media")[0]
        )
    )
    for code, style in STYLES.items():
        assert (tokens[code], tokens[f"{code}-line"]) == (style.fill, style.line)
        assert tokens.get(f"{code}-hatch", "") == style.hatch


def test_pages_lay_out_by_reading_direction():
    physical = re.compile(
        r"(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)|left|right|float: (?:left|right))\s*:", re.MULTILINE
    )
    for path in sorted((FRONT / "src").rglob("*.css")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if physical.search(line)]
        assert lines == (["    right: auto;"] if path.name == "map.css" else [])
