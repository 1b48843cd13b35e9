"""A small site that serves the built assets under the strict policy, with invented land."""

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

import mapbox_vector_tile
import numpy as np
import pytest
import shapely

from landrelease.publish.style import STYLES

ROOT: Final = Path(__file__).resolve().parents[3]
ASSETS: Final = ROOT / "src" / "landrelease" / "web" / "assets"
FRONT: Final = ROOT / "front"
POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "worker-src 'self' blob:; connect-src 'self'"
)
MIME: Final = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".json": "application/json"}
EXTENT: Final = 4096


class Parcel(NamedTuple):
    """Land of one status in one class from a day until another."""

    shape: str
    status: str
    first: int
    last: int | None
    of: str = "mines"


WEST: Final = "POLYGON ((17.20 44.10, 17.22 44.10, 17.22 44.12, 17.20 44.12, 17.20 44.10))"
MIDDLE: Final = "POLYGON ((17.23 44.10, 17.25 44.10, 17.25 44.12, 17.23 44.12, 17.23 44.10))"
EAST: Final = "POLYGON ((17.26 44.10, 17.28 44.10, 17.28 44.12, 17.26 44.12, 17.26 44.10))"
NORTH: Final = "POLYGON ((17.20 44.13, 17.28 44.13, 17.28 44.14, 17.20 44.14, 17.20 44.13))"
LAND: Final = (
    Parcel(WEST, "suspected", 20200101, 20210601),
    Parcel(WEST, "confirmed", 20210601, 20230101),
    Parcel(WEST, "cleared", 20230101, None),
    Parcel(MIDDLE, "suspected", 20200101, None),
    Parcel(EAST, "cancelled", 20220101, None),
    Parcel(NORTH, "reduced", 20200101, None, "cluster"),
)
AREAS: Final = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"name": name}, "geometry": shapely.geometry.mapping(shapely.box(*box))}
        for name, box in (("منطقة الشمال", (17.18, 44.09, 17.24, 44.15)), ("Їжакове", (17.24, 44.09, 17.30, 44.15)))
    ],
}
WORDS: Final = re.findall(r'"(\w+)"', (FRONT / "src" / "map" / "words.ts").read_text(encoding="utf-8").split("] as")[0])


def settings_document(**changes: object) -> dict:
    """Give the settings document of the tests: every word is its own name in capitals."""
    return {
        "bounds": [17.18, 44.09, 17.30, 44.15],
        "classes": [{"code": "all", "label": "All hazards"}, {"code": "cluster", "label": "Cluster munitions"}],
        "class": "all",
        "tiles": "/tiles/{class}/{z}/{x}/{y}.mvt?known_at={known_at}",
        "tiles_max_zoom": 14,
        "statuses": [dict(style._asdict(), angles=list(style.angles)) for style in STYLES.values()],
        "days": {"first": "2020-01-01", "last": "2024-12-31", "day": "2024-12-31"},
        "known_at": "",
        "layers": [
            {"id": "tasks", "label": "Tasks", "url": "/tasks.json", "kind": "circle", "colour": "#5b2a86",
             "shown": False, "label_field": "name"},
        ],
        "grounds": [{"id": "areas", "label": "Areas", "kind": "admin", "url": "/areas.json", "shown": True,
                     "label_field": "name", "attribution": "Invented areas"}],
        "search": "/map/search",
        "explain": "/map/explain",
        "print": "/map/print",
        "paper": "/map/paper",
        "print_scales": [5000, 10000, 25000],
        "words": {word: word.upper() for word in WORDS},
    } | changes  # fmt: skip


def tile(of: str, z: int, x: int, y: int) -> bytes:
    """Encode the land of one class in one tile."""
    frame = shapely.box(-128, -128, EXTENT + 128, EXTENT + 128)
    features = []
    for number, parcel in enumerate(LAND):
        near = shapely.transform(shapely.from_wkt(parcel.shape), lambda points: in_tile(points, z, x, y)) & frame
        if near.is_empty or of not in {"all", parcel.of}:
            continue
        until = {} if parcel.last is None else {"to": parcel.last}
        said = {"status": parcel.status, "from": parcel.first, "record": f"{number:064x}", "area_m2": 1.0} | until
        features.append({"geometry": near, "properties": said})
    return mapbox_vector_tile.encode({"name": "land", "features": features}, default_options={"extents": EXTENT})


def in_tile(points: np.ndarray, z: int, x: int, y: int) -> np.ndarray:
    """Project longitudes and latitudes into the square of a tile, upwards."""
    across = (points[:, 0] + 180) / 360 * 2**z - x
    down = (0.5 - np.arcsinh(np.tan(np.radians(points[:, 1]))) / (2 * np.pi)) * 2**z - y
    return np.stack([across, 1 - down], axis=1) * EXTENT


def manifest() -> dict[str, dict]:
    return json.loads((ASSETS / "manifest.json").read_text(encoding="utf-8"))


def written(body: str, *scripts: str, lang: str = "en", attributes: str = "") -> str:
    """Write a page with the assets that it names."""
    files = manifest()
    names = ["style.css", *(["map-style.css"] if set(scripts) & {"map.js", "draw.js"} else [])]
    links = "".join(
        f'<link rel="stylesheet" href="/assets/{files[name]["file"]}" integrity="{files[name]["integrity"]}">'
        for name in names
    )
    tags = "".join(
        f'<script type="module" src="/assets/{files[name]["file"]}" integrity="{files[name]["integrity"]}"></script>'
        for name in scripts
    )
    direction = "rtl" if lang == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{lang}" dir="{direction}" {attributes}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>Test</title>'
        f'<link rel="icon" href="data:,"><meta name="csrf-token" content="token-1">{links}{tags}</head>'
        f"<body>{body}</body></html>"
    )


class Site(ThreadingHTTPServer):
    """Pages and answers by path; what was asked is kept."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pages: dict[str, str] = {}
        self.answers: dict[str, Callable[[dict[str, str], bytes], tuple[int, str, str | bytes]]] = {}
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    """Answer one request under the policy."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_PUT(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def do_POST(self) -> None:
        self.do_PUT()

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal of the tests."""

    def _answer(self, body: bytes) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        status, kind, content = self._find(urlsplit(self.path).path, body)
        data = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(data)

    def _find(self, path: str, body: bytes) -> tuple[int, str, str | bytes]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if path in self.server.pages:
            return 200, "text/html; charset=utf-8", self.server.pages[path]
        if path in self.server.answers:
            return self.server.answers[path](query, body)
        if path.startswith("/assets/") and (ASSETS / path[8:]).is_file():
            return 200, MIME[Path(path).suffix], (ASSETS / path[8:]).read_bytes()
        if path == "/sw.js":
            return 200, MIME[".js"], (ASSETS / manifest()["sw.js"]["file"]).read_bytes()
        found = re.fullmatch(r"/tiles/(\w+)/(\d+)/(\d+)/(\d+)\.mvt", path)
        if found:
            return 200, "application/vnd.mapbox-vector-tile", tile(found[1], *map(int, found.groups()[1:]))
        return 404, "text/plain", "nothing here"


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve a site of its own for each test."""
    server = Site()
    server.answers["/areas.json"] = lambda *_: (200, MIME[".json"], json.dumps(AREAS))
    server.answers["/settings.json"] = lambda *_: (200, MIME[".json"], json.dumps(settings_document()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def opened(browser, site):
    """Open a page of the site; every complaint of the browser and every request elsewhere is a fault at the end."""
    contexts, faults = [], []

    def opener(path, *, allow=(), **options):
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(20_000)

        def told(text):
            if not any(part in text for part in allow):
                faults.append(text)

        tab.on("console", lambda message: told(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda fault: told(str(fault)))
        tab.on("request", lambda request: None if ours(request.url, site) else faults.append(request.url))
        tab.goto(site.url + path)
        return tab

    yield opener
    for context in contexts:
        context.close()
    assert faults == []


def ours(url: str, site: Site) -> bool:
    """Whether an address is of the site, or of the page itself."""
    return url.startswith((site.url, "data:", f"blob:{site.url}"))


@pytest.fixture
def document() -> Callable[..., str]:
    """Write pages: `document(body, "base.js", lang="ar")`."""
    return written


@pytest.fixture
def settings() -> Callable[..., dict]:
    """Write settings documents: `settings(days=...)`."""
    return settings_document


@pytest.fixture(scope="session")
def node() -> str:
    """Path of Node, where npm is beside it."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        pytest.skip("no node and npm")
    return found
