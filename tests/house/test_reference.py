"""What a person can write or meet is documented: fields, codes, findings, settings, commands, environment variables."""

import importlib
import re
from pathlib import Path

import pytest

from landrelease.records.base import Record
from landrelease.records.codes import AUDIENCES, LISTS
from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
VARIABLE = re.compile(r"\bLANDRELEASE_[A-Z][A-Z_]*\b")


def section(page: str, title: str) -> str:
    """Text under one second-level heading of a reference page."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no section {title!r}"
    return found[1]


def room_has(module: str) -> bool:
    return (ROOT / "src" / "landrelease" / module).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_an_audience_and_a_place_in_the_reference(kind):
    marks = field_marks(KINDS[kind])
    common = section("kinds.md", "Every kind")
    own = section("kinds.md", kind)
    for field, mark in marks.items():
        assert mark.audience in AUDIENCES
        assert mark.meaning
        assert f"| `{field}` |" in (common if field in field_marks(Record) else own)


@pytest.mark.parametrize("name", LISTS)
def test_every_term_is_documented(name):
    text = section("codes.md", name.replace("_", " "))
    for term in LISTS[name].values():
        assert f"| `{term.code}` | {term.word} | {term.meaning} |" in text


def findings() -> dict[str, object]:
    if not room_has("checks/catalogue.py"):
        return {}
    return dict(importlib.import_module("landrelease.checks.catalogue").RULES)


@pytest.mark.parametrize("code", findings())
def test_every_finding_is_documented_and_named_in_a_test(code):
    rule = findings()[code]
    text = section("findings.md", code)
    parts = (rule.severity, rule.what, rule.why, rule.cure.replace("](", "]\\("))  # an example of a link is none
    assert all(part.replace("|", "\\|") in text for part in parts)
    tests = (path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__))
    assert any(f'"{code}"' in path.read_text(encoding="utf-8") for path in tests), f"no test names {code!r}"


def grounds() -> dict[str, object]:
    if not room_has("programme/reason.py"):
        return {}
    return dict(importlib.import_module("landrelease.programme.reason").GROUNDS)


@pytest.mark.parametrize("code", grounds())
def test_every_reason_of_the_gate_is_documented(code):
    ground = grounds()[code]
    says = "yes" if ground.allows else "no"
    assert f"| `{code}` | {says} | {ground.text} | {ground.rule} |" in section("gate.md", ground.item)


def commands() -> list[str]:
    if not room_has("cli/main.py"):
        return []
    import click  # noqa: PLC0415 - only where there are commands

    module = importlib.import_module("landrelease.cli.main")
    group = next(thing for thing in vars(module).values() if isinstance(thing, click.Group))
    return group.list_commands(click.Context(group))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented_with_an_example(command):
    assert f"landrelease {command}" in section("commands.md", f"landrelease {command}")
    written = (path for path in (ROOT / "docs").rglob("*.md") if path.parent != REFERENCE)
    how = "".join(path.read_text(encoding="utf-8") for path in written)
    assert f"landrelease {command}" in how, f"no page outside the reference shows `landrelease {command}`"


def used_variables() -> set[str]:
    programs = [*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").iterdir(), ROOT / "tests" / "conftest.py"]
    found = set()
    for path in programs:
        if path.is_file():
            found |= set(VARIABLE.findall(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("variable", sorted(used_variables()))
def test_every_environment_variable_is_documented(variable):
    assert f"`{variable}`" in (REFERENCE / "environment.md").read_text(encoding="utf-8")


def setting_keys() -> list[str]:
    if not room_has("checks/limits.py"):
        return []
    limits = importlib.import_module("landrelease.checks.limits")
    return [limits.PREFIX + name for name in limits.Limits.__struct_fields__]


def parameter_keys() -> list[str]:
    if not room_has("checks/settings.py"):
        return []
    return [one.key for one in importlib.import_module("landrelease.checks.settings").PARAMETERS]


@pytest.mark.parametrize("key", [*setting_keys(), *parameter_keys()])
def test_every_setting_is_documented(key):
    assert f"| `{key}` |" in (REFERENCE / "settings.md").read_text(encoding="utf-8")
