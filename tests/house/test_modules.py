"""Every module holds one noun, every public thing says what it is, every room has its page."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "landrelease"
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
LONGEST = 600
VAGUE = {"base_classes", "common", "helper", "helpers", "manager", "misc", "tools", "util", "utils"}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def undocumented(tree: ast.Module) -> list[str]:
    """Public modules, classes, functions and methods without a docstring; what stands inside a function is private."""
    found = [] if ast.get_docstring(tree) or not tree.body else ["module"]
    inside = [tree]
    while inside:
        for node in inside.pop().body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name[0] == "_":
                continue
            if not ast.get_docstring(node):
                found.append(node.name)
            if isinstance(node, ast.ClassDef):
                inside.append(node)
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_and_named_for_a_thing(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_everything_public_is_documented(path):
    assert undocumented(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_an_undocumented_method_is_found():
    tree = ast.parse('"""M."""\nclass A:\n    """A."""\n    def b(self): ...\n    def _c(self): ...\ndef d(): ...')
    assert undocumented(tree) == ["d", "b"]


ROUTES = ("get", "post", "put", "patch", "delete")


def gives_something(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """
    Whether a function hands something back to its caller.

    A property is a noun and says what it is in its first line; what a route answers stands in its first line too, as
    that is what the document of the API shows.
    """
    marks = {ast.unparse(mark).split("(")[0].split(".")[-1] for mark in node.decorator_list}
    nothing = node.returns is None or ast.unparse(node.returns) in {"None", "NoReturn"}
    return not nothing and not marks & {"property", "cached_property", "contextmanager", *ROUTES}


def silent_on_result(tree: ast.AST) -> list[str]:
    """Public functions that give something back and do not say what; "As `Store.get`." names where it is said."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_" and gives_something(node):
            text = ast.get_docstring(node) or ""
            if text and not text.startswith("As `") and "Returns\n---" not in text and "Yields\n---" not in text:
                found.append(node.name)
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_says_what_it_gives_back(path):
    assert silent_on_result(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_a_function_that_does_not_say_is_found():
    lines = (
        'def a() -> int:\n    """Count."""',
        '@property\ndef b() -> int:\n    """Number."""',
        "def c() -> int: ...",
        '@get("/", x=1)\ndef d() -> int:\n    """Show."""',
    )
    assert silent_on_result(ast.parse("\n".join(lines))) == ["a"]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_has_a_page_that_names_its_modules(room):
    page = (room / "README.md").read_text(encoding="utf-8")
    modules = {path.name for path in room.rglob("*.py")} - {"__init__.py"}
    assert {name for name in modules if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_has_tests(room):
    assert sorted((SOURCE.parents[1] / "tests" / room.name).rglob("test_*.py"))


def test_the_walk_through_the_house_enters_every_room():
    walk = (SOURCE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    entered = {row.split("|")[1].split("]")[0].strip(" [") for row in walk.splitlines() if row.startswith("| ")}
    assert {room.name for room in ROOMS} <= entered
