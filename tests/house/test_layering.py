"""What the rooms may touch: the core is pure, SQL lives in one room, a bare import is light.

The order of the rooms is import-linter's contract in pyproject.toml; this is about the world outside.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "landrelease"
CORE = ("records", "geometry", "checks", "ledger")
WORLD = frozenset(
    {
        "aiosqlite",
        "apsw",
        "builtins",
        "click",
        "ctypes",
        "fiona",
        "glob",
        "http",
        "io",
        "logging",
        "mmap",
        "os",
        "pathlib",
        "platform",
        "psycopg",
        "pyogrio",
        "python_calamine",
        "random",
        "requests",
        "rich",
        "secrets",
        "shutil",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib",
        "uuid",
        "xlsxwriter",
    }
)
CALLS_OF_THE_WORLD = frozenset({"open", "input", "print", "breakpoint", "exec", "eval"})
CLOCKS = frozenset({"now", "today", "utcnow"})
SQL = frozenset({"aiosqlite", "apsw", "psycopg", "sqlite3"})
HEAVY = (
    "apsw",
    "argon2",
    "click",
    "cryptography",
    "numba",
    "numpy",
    "pyogrio",
    "pyproj",
    "rich",
    "shapely",
    "xlsxwriter",
)

# Catalogues of words and the machine code of compiled loops lie in files; neither changes a number.
ALLOWED = {"records/text.py": {"pathlib"}, "geometry/compiled.py": {"logging", "os", "pathlib", "threading"}}
# A GeoPackage is an SQLite file, its version is asked for, and accounts lie in a file of their own: no register.
SPEAKERS = {"publish/geopackage.py", "cli/versions.py", "accounts/sqlite.py"}


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (SOURCE / room).rglob("*.py"))


def rooms() -> list[str]:
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def worldly_calls(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in CALLS_OF_THE_WORLD:
            found.append(called.id)
        elif isinstance(called, ast.Attribute) and called.attr in CLOCKS:
            found.append(called.attr)
        elif isinstance(called, ast.Attribute) and called.attr == "default_rng" and not node.args:
            found.append("default_rng without a seed")
    return found


@pytest.mark.parametrize("path", modules(*CORE), ids=name_of)
def test_the_core_touches_no_file_clock_or_chance(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert imported(tree) & WORLD - ALLOWED.get(name_of(path), set()) == set()
    assert worldly_calls(tree) == []


@pytest.mark.parametrize("room", [room for room in rooms() if room != "register"])
def test_only_the_register_speaks_to_a_database(room):
    paths = (path for path in modules(room) if name_of(path) not in SPEAKERS)
    culprits = {name_of(path): imported(ast.parse(path.read_text(encoding="utf-8"))) & SQL for path in paths}
    assert {name: found for name, found in culprits.items() if found} == {}


def test_the_watch_sees_what_it_watches_for():
    lines = (
        "import os.path",
        "from sqlite3 import dbapi2",
        "open('x')",
        "dt.datetime.now()",
        "np.random.default_rng()",
    )
    tree = ast.parse("\n".join(lines))
    assert imported(tree) == {"os", "sqlite3"}
    assert worldly_calls(tree) == ["open", "now", "default_rng without a seed"]


def test_a_bare_import_loads_nothing_heavy():
    program = f"import sys, landrelease; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == []
