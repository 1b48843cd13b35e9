"""The documents are tests: sessions run, commands and links exist, and the page of a format is executed elsewhere."""

import doctest
import importlib
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {"_build", "api", "node_modules", "out"}
HIDDEN = re.compile(r"^\.")
BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\S*)[^\n]*\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
TARGET = re.compile(r"^(?P<name>[a-z][a-z-]*):(?!=)", re.MULTILINE)


def pages() -> list[Path]:
    found = (path for path in ROOT.rglob("*.md"))
    return sorted(
        path for path in found if not any(part in MADE or HIDDEN.match(part) for part in path.relative_to(ROOT).parts)
    )


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [found["text"] for found in BLOCK.finditer(text) if found["language"] == language]


def shell_lines(page: Path) -> list[list[str]]:
    """Commands of all ``console`` blocks, as words; a line ends in a backslash where it goes on."""
    text = "\n".join(blocks(page, "console")).replace("\\\n", " ")
    return [shlex.split(line[2:], comments=True) for line in text.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_sessions_show_what_python_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = "\n".join(blocks(page, "pycon"))
    example = doctest.DocTestParser().get_doctest(session, {}, name_of(page), str(page), 0)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append)
    assert result.failed == 0, "".join(report)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_shown_python_compiles(page):
    for text in blocks(page, "python"):
        compile(text, name_of(page), "exec")


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_shown_make_targets_exist(page):
    targets = {found["name"] for found in TARGET.finditer((ROOT / "Makefile").read_text(encoding="utf-8"))}
    shown = {word for words in shell_lines(page) if words[:1] == ["make"] for word in words[1:] if "=" not in word}
    assert shown <= targets


def parameters(command, words):
    """Long options that a command line uses and those that its command knows."""
    used = {word.split("=")[0] for word in words if word.startswith("--") and word != "--"}
    return used, {name for parameter in command.params for name in parameter.opts} | {"--help"}


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_shown_commands_exist_with_their_options(page):
    shown = [words[1:] for words in shell_lines(page) if words[:1] == ["landrelease"]]
    if not shown:
        return
    import click  # noqa: PLC0415 - only where a page shows commands

    module = importlib.import_module("landrelease.cli.main")
    group = next(thing for thing in vars(module).values() if isinstance(thing, click.Group))
    context = click.Context(group)
    for words in shown:
        command = group if words[0].startswith("-") else group.get_command(context, words[0])
        assert command is not None, f"no command {words[0]!r}"
        rest = iter(words[1:])
        while isinstance(command, click.Group) and not words[0].startswith("-"):
            word = next(rest, "")
            command = command.get_command(context, word)
            assert command is not None, f"{words[0]}: no command {word!r}"
        used, known = parameters(command, words)
        assert used <= known, f"{' '.join(words)}: no option {used - known}"


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_between_files_lead_somewhere(page):
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    targets = {found["target"].split("#")[0] for found in LINK.finditer(text)}
    files = {target for target in targets if target and ":" not in target}
    assert {target for target in files if not (page.parent / target).exists()} == set()
