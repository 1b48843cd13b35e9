"""No output says that land is safe; it says what was done."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "landrelease"
# To render safe is a procedure on an item, a term of the trade; Jinja and YAML have a function of that name.
FORBIDDEN = re.compile(r"(?<!render )(?<!rendered )(?<!render-)(?<!\| )(?<!\|)\b(?:un)?safe(?:ly|ty)?\b", re.IGNORECASE)
SHOWN = {".css", ".html", ".j2", ".js", ".po", ".qml", ".svg", ".toml", ".ts", ".typ"}
FRONT = SOURCE.parents[1] / "front" / "src"
MODULES = sorted(SOURCE.rglob("*.py"))
BUILT = SOURCE / "web" / "assets"  # from the sources in front/, with the code of others
WRITTEN = [path for top in (SOURCE, FRONT) for path in top.rglob("*") if path.suffix in SHOWN]
OTHERS = sorted(path for path in WRITTEN if path.parent != BUILT)


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE.parents[1]).as_posix()


def shown_texts(tree: ast.AST) -> list[str]:
    """All texts of a module but its docstrings."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node.value for node in texts if id(node) not in documents]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_text_calls_land_safe(path):
    texts = shown_texts(ast.parse(path.read_text(encoding="utf-8")))
    assert [text for text in texts if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("path", OTHERS, ids=name_of)
def test_no_page_or_style_calls_land_safe(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if FORBIDDEN.search(line)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The land is safe.", True),
        ("SAFE TO USE", True),
        ("Safely returned", True),
        ("May render safe and dispose", False),
        ("rendered safe", False),
        ("{{ page | safe }}", False),
        ("a safeguard", False),
    ],
)
def test_the_word_is_found_where_it_is_said_of_land(text, found):
    assert bool(FORBIDDEN.search(text)) is found
