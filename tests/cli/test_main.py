"""The command as a whole: its verbs, its help, how fast it starts, and how it ends."""

import os
import subprocess
import sys

import click
import pytest

from landrelease.cli import main as command
from landrelease.desk import errors as of_desk
from landrelease.desk.importing import SetAsideError
from landrelease.intake.fault import EXITS
from landrelease.publish.writing import OutputError
from landrelease.register import errors as of_register

HEAVY = ("apsw", "numba", "numpy", "pyogrio", "pyproj", "rich", "shapely", "xlsxwriter")
WRITES = {
    "accept", "attach", "backup", "correct", "erase", "import", "init", "rebuild", "reject", "return", "settle",
    "withdraw", "publish", "merge", "keep-apart", "unmerge",
}  # fmt: skip
GIVES_ROWS = {"check", "count", "explain", "find", "gate", "import", "kinds", "land", "log", "queue", "statement"} | {
    "map",
    "duplicates",
    "form",
    "publish",
    "reconcile",
    "verify-document",
}


def modules_after(*argv):
    program = (
        "import sys\nfrom landrelease.cli.main import main\n"
        f"sys.argv = ['landrelease', *{argv!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.split()), done.stdout


@pytest.mark.parametrize("argv", [("--help",), ("import", "--help"), ("statement", "--help"), ("kinds", "--help")])
def test_help_loads_nothing_heavy(argv):
    loaded, shown = modules_after(*argv)
    assert "Usage: landrelease" in shown
    assert [name for name in HEAVY if name in loaded] == []


def test_every_verb_has_its_file_and_its_line(run):
    done = run("--help")
    assert done.code == 0
    listed = [line.split()[0] for line in done.out.split("Verbs:")[1].splitlines() if line.startswith("  ")]
    assert [name for name in listed if name in command.VERBS] == sorted(command.VERBS)
    assert command.VERBS.keys() == command.SUMMARIES.keys()


@pytest.mark.parametrize("verb", sorted(command.VERBS))
def test_every_verb_helps_with_an_example(verb, run):
    done = run(verb, "--help")
    assert done.code == 0
    assert done.err == ""
    assert f"Example: landrelease {verb}" in " ".join(done.out.split())
    assert done.out == run(verb, "-h").out


@pytest.mark.parametrize("verb", sorted(command.VERBS))
def test_options_are_the_same_everywhere(verb):
    found = command.root.get_command(click.Context(command.root), verb)
    options = {name for parameter in found.params for name in parameter.opts}
    assert ("--dry-run" in options) is (verb in WRITES)
    assert ({"--as", "--recorded"} <= options) is (verb in WRITES - {"rebuild", "backup", "erase", "publish"})
    assert ({"-o", "--output"} <= options) is (verb in GIVES_ROWS)


def test_without_a_verb_it_says_what_there_is(run):
    done = run()
    assert done.code == 2
    assert "Verbs:" in done.out + done.err


def test_a_verb_that_does_not_exist(run):
    done = run("clear-everything")
    assert (done.code, done.out) == (2, "")
    assert "No such command 'clear-everything'" in done.err


def test_versions_of_everything_that_answers_depend_on(run):
    done = run("--version")
    assert done.code == 0
    names = [line.split()[0] for line in done.out.splitlines()]
    assert names == ["landrelease", "Python", "SQLite", "GEOS", "PROJ", "GDAL"]


def classes(module, base):
    return [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, base)]


def test_no_two_kinds_of_failure_share_a_code():
    register = [one.exit_code for one in classes(of_register, of_register.RegisterError)]
    desk = [one.exit_code for one in (*classes(of_desk, of_desk.DeskError), SetAsideError)]
    intake = sorted(set(EXITS.values()))
    own = [0, 1, 2, command.OUTPUT, command.SYSTEM, command.FAULT, 130]
    every = [*register, *desk, *intake, *own]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OutputError("land.csv: its folder is gone."), command.OUTPUT),
        (PermissionError(13, "Permission denied", "land.csv"), command.SYSTEM),
        (KeyError(7), command.FAULT),
        (of_desk.NoProgrammeError("a.register: no programme"), 41),
    ],
)
def test_every_fault_has_a_code_and_a_sentence(fault, code):
    found, message = command.said_of(fault)
    assert found == code
    assert "Traceback" not in message


def test_an_unforeseen_fault_shows_a_sentence_and_no_traceback(run, province, monkeypatch):
    monkeypatch.setattr("landrelease.desk.looking.log_rows", lambda _book: {}["a fault"])
    done = run("log", province)
    assert (done.code, done.out) == (command.FAULT, "")
    assert done.err.startswith("landrelease: a fault that was not foreseen: KeyError: 'a fault'\n")
    assert "Way out: run `landrelease verify`" in done.err
    assert "Traceback" not in done.err


def test_its_place_is_shown_where_somebody_asks(run, province, monkeypatch):
    monkeypatch.setattr("landrelease.desk.looking.log_rows", lambda _book: {}["a fault"])
    monkeypatch.setenv("LANDRELEASE_TRACE", "1")
    assert "Traceback" in run("log", province).err


@pytest.mark.skipif(os.name != "posix", reason="pipes break otherwise elsewhere")
def test_a_reader_that_has_seen_enough_is_no_fault(province):
    line = [sys.executable, "-m", "landrelease", "land", str(province), "-o", "geojson"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        said = running.stderr.read().decode()
    assert said == ""


def test_data_on_stdout_and_words_on_stderr(process, province):
    done = process("import", province, "-", "--crs", "EPSG:4326", "-o", "json", stdin=b"")
    assert done.out == ""
    assert done.code == 62
    listed = process("queue", province, "-o", "json")
    assert (listed.code, listed.json, listed.err) == (0, [], "")


def test_the_installed_command_is_the_same(process, province):
    assert process("find", province, "no such text anywhere").code == 1
    assert process("find", province, "H-1").code == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_every_script_goes_through_a_pipe_as_utf8(encoding, province):
    line = [sys.executable, "-m", "landrelease", "find", str(province), "Северна", "-o", "json"]
    surroundings = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(line, capture_output=True, env=surroundings, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = subprocess.run([*line[:5], "nothing – ништа"], capture_output=True, env=surroundings, check=False)
    assert shown.stdout.decode() == "0 records hold 'nothing – ништа'\n"


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX systems")
def test_a_name_that_is_no_text_is_said_all_the_same(province, tmp_path):
    line = [sys.executable, "-m", "landrelease", "import", str(province), os.fsencode(tmp_path) + b"/\xff\xfe.csv"]
    done = subprocess.run(line, capture_output=True, check=False)
    assert done.returncode == 60
    assert b"Traceback" not in done.stderr
