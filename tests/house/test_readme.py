"""The README is run as it stands: files, commands with their answers, Python with what it prints; other pages as well.

A fenced block is a session of the shell (``console``), a file (``text NAME``), a program (``python``), or what the
program before it prints (``text``). An answer is compared word by word: blanks do not count, ``…`` stands for anything,
and an id is the id of this run from then on, so that a page may use in a command what it showed in an answer.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
ID = re.compile(r"(?<![\w.])(?:[fp]-)?(?=[0-9a-f]*\d)[0-9a-f]{8,64}(?![\w.])")
LOOSE = re.compile(rf"{ID.pattern}| ?… ?")
FROM_OUTSIDE = {".", "make", "python", "qgis", "xdg-open"}


class Block(NamedTuple):
    """A fenced block: its language, the name of its file if it is one, its text."""

    language: str
    name: str
    text: str


class Command(NamedTuple):
    """A typed line and the answer that the page shows; an empty answer is not compared."""

    line: str
    answer: str


def blocks(text: str) -> list[Block]:
    infos = ((found["info"].strip().partition(" "), found["text"]) for found in FENCE.finditer(text))
    return [Block(language, name.strip(), inside) for (language, _, name), inside in infos]


def commands(session: str) -> list[Command]:
    parts = re.split(r"^\$ ", session.replace("\\\n", " "), flags=re.MULTILINE)[1:]
    return [Command(line.strip(), answer) for line, _, answer in (part.partition("\n") for part in parts)]


def plain(text: str) -> str:
    return " ".join(re.sub("[─━]+", " ", text).split())


class Run:
    """What a page does in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ids: dict[str, str] = {}

    def said(self, command: str) -> str:
        path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
        surroundings = {"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8", "LANDRELEASE_AS": "anna"}
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.folder,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        return done.stderr + done.stdout

    def compare(self, shown: str, said: str) -> None:
        shown, said = plain(shown), plain(said)
        names: list[str] = []
        pattern = ""
        at = 0
        for found in LOOSE.finditer(shown):
            pattern += re.escape(shown[at : found.start()])
            at = found.end()
            if "…" in found[0]:
                pattern += ".*?"
            elif found[0] in names:
                pattern += rf"(?P=id{names.index(found[0])})"
            else:
                letter, _, digits = found[0].rpartition("-")
                pattern += rf"(?P<id{len(names)}>{letter and letter + '-'}[0-9a-f]{{{len(digits)}}})"
                names.append(found[0])
        match = re.fullmatch(pattern + re.escape(shown[at:]), said)
        assert match, f"the page shows\n{shown}\nand it says\n{said}"
        self.ids |= {name: match[f"id{number}"] for number, name in enumerate(names)}

    def meant(self, name: str) -> str:
        """Id of this run that an id of the page, or the beginning of one, stands for."""
        whole = next((shown for shown in self.ids if shown.startswith(name)), "")
        return self.ids[whole][: len(name)] if whole else name

    def run(self, command: Command) -> None:
        line = ID.sub(lambda found: self.meant(found[0]), command.line)
        said = self.said(line)
        if command.answer.strip():
            self.compare(command.answer, said)
        else:
            assert "Traceback" not in said, said

    def program(self, text: str, shown: str) -> None:
        (self.folder / "program.py").write_text(text, encoding="utf-8")
        said = self.said(f"{Path(sys.executable).name} program.py")
        assert "Traceback" not in said, said
        if shown:
            self.compare(shown, said)

    def follow(self, page: list[Block]) -> None:
        for block, after in zip(page, [*page[1:], Block("", "", "")], strict=True):
            if block.name:
                (self.folder / block.name).write_text(block.text, encoding="utf-8")
            elif block.language == "console":
                for command in commands(block.text):
                    if command.line.split()[0] not in FROM_OUTSIDE:
                        self.run(command)
            elif block.language == "python":
                self.program(block.text, after.text if after.language == "text" and not after.name else "")


def statement(folder: Path) -> str:
    """Statement of the README's register as CSV, but for the moment of its last record."""
    said = Run(folder).said("landrelease statement province.register --year 2024 -o csv")
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "", said)


def test_the_readme_runs_and_both_its_ways_agree(tmp_path):
    shell, library = tmp_path / "shell", tmp_path / "library"
    shell.mkdir()
    library.mkdir()
    page = blocks(README.read_text(encoding="utf-8"))
    Run(shell).follow([block for block in page if block.language == "console" or block.name])
    Run(library).follow([block for block in page if block.language != "console"])
    assert (shell / "land.gpkg").exists()
    assert statement(shell) == statement(library) != ""


NOT_RUN = {"index.md", "province.md", "worked-example.md"}
"""Lists of links and of commands, and the page that has a test of its own."""
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.glob("how/*.md") if path.name not in NOT_RUN)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Make what `make demo` makes."""
    folder = tmp_path_factory.mktemp("demo")
    Run(folder).said("landrelease demo out/demo")
    return folder / "out"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["start/tour.md", *PAGES])
def test_a_page_runs(name, tmp_path, request):
    text = (DOCS / name).read_text(encoding="utf-8")
    if "import geopandas" in text:
        pytest.importorskip("geopandas")
    if "out/demo" in text:
        (tmp_path / "out").symlink_to(request.getfixturevalue("demo"))
    Run(tmp_path).follow(blocks(text))


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        ("4 rows;  4 new", "4 rows; 4 new\n", True),
        ("4 rows; … new", "4 rows; 1 known, 3 new", True),
        ("4 rows", "5 rows", False),
        ("a1b2c3d4 of a1b2c3d4", "0123abcd of 0123abcd", True),
        ("a1b2c3d4 of a1b2c3d4", "0123abcd of 0123abce", False),
    ],
)
def test_answers_are_compared_word_by_word(shown, said, same, tmp_path):
    run = Run(tmp_path)
    if same:
        run.compare(shown, said)
    else:
        with pytest.raises(AssertionError, match="the page shows"):
            run.compare(shown, said)
