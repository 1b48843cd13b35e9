"""Nothing in the repository tells on which machine it was made, and no data of anybody else lies in it."""

import re
import sys
import tempfile
from pathlib import Path

TEXT = {
    ".css",
    ".csv",
    ".geojson",
    ".html",
    ".js",
    ".json",
    ".md",
    ".po",
    ".py",
    ".qml",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
}
NAMED = {".gitignore", "LICENSE", "Makefile", "NOTICE", "run"}
HOMES = re.compile(r"(?<![\w.~/])/(?:home|root|Users)/\w|\b[A-Z]:\\\\?Users\\")
INDEXES = re.compile(r"https?://[\w.:-]+/(?:simple|packages)/|\"resolved\": *\"https?:")
LARGEST_BYTES = 1_000_000
LARGEST_SCRIPT_BYTES = 1_200_000  # MapLibre is one module


def places(root: Path) -> list[str]:
    """Folders of this very machine; the system's own, such as a checkout right under the root, say nothing."""
    found = {root, root.parent, Path.home(), Path(sys.prefix), Path(sys.base_prefix)}
    found |= {root / "out", Path(tempfile.gettempdir()) / root.name}
    return sorted(f"{path}/" for path in found if len(path.parts) > 1 and path != Path("/usr"))


def texts(files: list[Path]) -> list[tuple[Path, str]]:
    chosen = (path for path in files if path.suffix in TEXT or path.name in NAMED)
    return [(path, path.read_text(encoding="utf-8")) for path in chosen]


def test_no_file_names_a_folder_of_a_machine_or_an_index_of_packages(root, kept_files):
    machine = re.compile("|".join(rf"(?<![\w.]){re.escape(place)}" for place in places(root)))
    faults = [
        f"{path.relative_to(root)}: {found[0]}"
        for path, text in texts(kept_files)
        for pattern in (machine, HOMES, INDEXES)
        for found in pattern.finditer(text)
    ]
    assert faults == []


def test_no_file_is_large(root, kept_files):
    built = root / "src" / "landrelease" / "web" / "assets"
    limits = ((path, LARGEST_SCRIPT_BYTES if path.parent == built else LARGEST_BYTES) for path in kept_files)
    assert [str(path.relative_to(root)) for path, limit in limits if path.stat().st_size > limit] == []


def test_no_unfinished_work_is_left_behind(root, kept_files):
    marks = re.compile(r"#\s*(?:TO" + r"DO|FIX" + r"ME|XXX)\b|\bNotImplemented" + r"Error\b")
    programs = ((path, text) for path, text in texts(kept_files) if path.suffix == ".py")
    assert [str(path.relative_to(root)) for path, text in programs if marks.search(text)] == []
