"""What every verb does alike: addresses that are no register, places that cannot be written, dry runs, outputs."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest

from landrelease.cli import doors
from landrelease.register.sqlite import SqliteStore

WGS84 = ("--crs", "EPSG:4326")
BORIS = "Борис Иванов"
READS = {
    "check": (), "queue": (), "find": ("x",), "land": (), "statement": (), "explain": ("18", "44"),
    "count": ("hazard",), "log": (), "show": ("ab",), "verify": (), "page": ("page.html",),
}  # fmt: skip
WRITES = {
    "accept": ("ab",), "return": ("ab", "--reason", "x"), "reject": ("ab", "--reason", "x"), "rebuild": (),
    "correct": ("ab", "--set", "id=x", "--reason", "x"), "withdraw": ("ab", "--reason", "unit"),
    "settle": ("f-ab", "--reason", "x"), "attach": (__file__, "ab"), "import": (__file__,),
}  # fmt: skip
VERBS = READS | WRITES


# ---- addresses ----


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_register_that_is_not_there(verb, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(verb, "nowhere.register", *VERBS[verb])
    assert (done.code, done.out) == (21, "")
    assert done.err.splitlines() == [
        "landrelease: nowhere.register: there is no register here.",
        "A register is never made by accident: a misspelt name would otherwise begin an empty one.",
        "Check the name, or make a new register with `landrelease init`.",
    ]
    assert list(tmp_path.iterdir()) == []


def make_folder(path):
    path.mkdir()


OTHERS = {
    "folder": (make_folder, "a folder or a device"),
    "empty": (lambda path: path.write_bytes(b""), "the file is empty"),
    "short": (lambda path: path.write_bytes(b"record,status\n"), "the file is too short"),
    "text": (lambda path: path.write_text("x" * 5000), "no SQLite"),
    "cut": (lambda path: path.write_bytes(path.with_name("province.register").read_bytes()[:5000]), ""),
    "geopackage": (lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(52) + b"GPKG" + bytes(4028)), ""),
}


@pytest.mark.parametrize("verb", ["land", "verify", "accept", "import"])
@pytest.mark.parametrize("other", sorted(OTHERS))
@pytest.mark.usefixtures("province")
def test_a_file_that_is_no_register_is_left_alone(other, verb, run, tmp_path):
    make, said = OTHERS[other]
    path = tmp_path / "other"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    done = run(verb, path, *VERBS[verb])
    assert done.code in {22, 25, 27}
    assert done.out == ""
    assert said in done.err
    assert "Traceback" not in done.err
    assert before == (path.read_bytes() if path.is_file() else None)


@pytest.mark.parametrize("address", ["postgresql://host/database", "mysql://host/x"])
def test_a_kind_of_store_that_is_not_there(address, run):
    done = run("land", address)
    assert (done.code, done.out) == (36, "")


@pytest.mark.parametrize("name", ["наш регистар.register", "a b.register", "省.register", "-dash.register"])
def test_a_register_of_any_name(name, process, province, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(province, name)
    done = process("land", "--", name)
    assert (done.code, done.err) == (0, "")
    assert "confirmed" in done.out


# ---- dry runs ----


def test_every_write_can_be_tried_without_being_done(run, province, sheet, wkt, id_of, rows):
    row = {"record": "hazard", "status": "suspected", "date": "2024", "id": "Q-1", "wkt": wkt(18.3, 44)}
    assert run("import", province, sheet("new.csv", row), *WGS84).code == 0
    finding = run("check", province, "-o", "json").json[0]["finding"]
    before = rows(province)
    waiting, held = id_of(province, "Q-1"), id_of(province, "H-1")
    another = sheet("more.csv", row | {"id": "Q-2"})
    tried = [
        ("accept", waiting), ("accept", "--all"), ("return", waiting, "--reason", "x"),
        ("reject", waiting, "--reason", "x"), ("correct", held, "--set", "name=Orchard", "--reason", "x"),
        ("withdraw", held, "--reason", "unit"), ("attach", another, held), ("settle", finding, "--reason", "x"),
        ("import", another, *WGS84), ("rebuild",),
    ]  # fmt: skip
    for verb, *more in tried:
        done = run(verb, province, *more, "--dry-run", "--as", "Somebody New")
        assert done.code == 0, (verb, done.err)
        assert "would" in done.err + done.out or verb == "rebuild"
        assert rows(province) == before, verb
    assert run("import", province, another, *WGS84, "--dry-run", "-o", "csv").rows[0]["verdict"] == "new"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("accept", "Q-3"), 43),
        (("accept", "H-1", "--as", "Ana Kovač"), 44),
        (("reject", "H-1"), 45),
        (("correct", "H-1", "--set", "colour=red", "--reason", "x"), 45),
        (("withdraw", "H-1", "--reason", "x"), 45),
        (("settle", "f-0000", "--reason", "x"), 42),
    ],
)
def test_a_dry_run_is_refused_as_the_deed_would_be(  # noqa: PLR0913, PLR0917 - one fixture each
    line, code, run, province, sheet, wkt, id_of, rows
):
    late = {"record": "hazard", "status": "suspected", "date": "2999", "id": "Q-3", "wkt": wkt(18.3, 44)}
    assert run("import", province, sheet("late.csv", late), *WGS84).code == 0
    before = rows(province)
    verb, name, *more = line
    acting = () if "--as" in more else ("--as", BORIS)
    name = name if name.startswith("f-") else id_of(province, name)
    wanted = run(verb, province, name, *more, *acting, "--dry-run")
    assert wanted.code == code
    assert wanted == run(verb, province, name, *more, *acting)
    assert rows(province) == before


# ---- one writer, places that cannot be written, full disks ----


HOLD = """
import sys, time
from landrelease.desk.opening import open_register
with open_register(sys.argv[1], acting="the other one") as register:
    with register.writing():
        print("held", flush=True)
        time.sleep(float(sys.argv[2]))
"""


def held(register, seconds):
    """Start another process that holds the register for a while."""
    line = [sys.executable, "-c", HOLD, str(register), str(seconds)]
    other = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "held\n"
    return other


def test_a_second_writer_waits_for_the_first(run, province, id_of):
    with held(province, 1.0):
        done = run("return", province, id_of(province, "H-1"), "--reason", "redraw", "--as", BORIS)
    assert done.code == 0


def test_a_second_writer_is_told_who_holds_it(run, province, id_of, rows, monkeypatch):
    """Ten seconds of patience, of which a test has only half a one."""
    defaults = SqliteStore.__init__.__kwdefaults__
    assert defaults["patience_s"] == 10
    monkeypatch.setitem(defaults, "patience_s", 0.5)
    name = id_of(province, "H-1")
    before = rows(province)
    with held(province, 30) as other:
        done = run("return", province, name, "--reason", "redraw", "--as", BORIS)
        read = run("land", province)
        other.kill()
    assert (done.code, done.out) == (24, "")
    assert f"waited 0.5 seconds. Process {other.pid} on" in done.err
    assert "acting as the other one" in done.err
    assert read.code == 0
    assert rows(province) == before


AS_NOBODY = """
import contextlib, io, os, sys
from landrelease.cli.main import main
register, warm, *words = sys.argv[1:]
nowhere = io.StringIO()
with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere), contextlib.suppress(SystemExit):
    sys.argv = ["landrelease", *(word.replace(register, warm) for word in words)]
    main()  # everything is loaded now: Python's own files may be out of reach later
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.argv = ["landrelease", *words]
main()
"""


def as_nobody(warm, register, verb, *more):
    """Run a verb without the rights of root, tried on another register before."""
    line = [sys.executable, "-c", AS_NOBODY, register.parent, warm.parent, verb, register, *more]
    done = subprocess.run(list(map(str, line)), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def shared(province):
    """A folder that everybody may read and only its owner may write."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(province, folder)
    folder.chmod(0o555)
    yield folder / province.name
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX systems")
def test_a_file_that_may_not_be_read_says_where_why_and_the_way_out(province, sheet, rows):
    folder = Path(tempfile.mkdtemp())
    register = Path(shutil.copy(province, folder))
    secret = Path(shutil.copy(sheet("secret.csv", {"status": "suspected", "date": "2024", "id": "H-7"}), folder))
    for path, rights in ((folder, 0o777), (register, 0o666), (secret, 0)):
        path.chmod(rights)
    before = rows(register)
    code, out, err = as_nobody(province, register, "import", secret)
    assert (code, out) == (51, "")
    assert [line.split(":")[0] for line in err.splitlines()] == ["landrelease", "Why", "Way out"]
    assert rows(register) == before
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX systems")
def test_a_place_that_can_only_be_read(province, shared, id_of):
    code, out, err = as_nobody(province, shared, "land")
    assert (code, err) == (0, "")
    assert "confirmed" in out
    before = shared.read_bytes()
    code, out, err = as_nobody(province, shared, "return", id_of(shared, "H-1"), "--reason", "x", "--as", "Vesna")
    assert (code, out) == (28, "")
    assert "this place can only be read" in err
    code, out, err = as_nobody(province, shared, "land", "-o", shared.with_name("land.csv"))
    assert (code, out) == (2, "")
    assert "you may not write in the folder" in err
    assert shared.read_bytes() == before
    assert [found.name for found in shared.parent.iterdir()] == [shared.name]


@pytest.fixture
def much(sheet, wkt):
    """A megabyte of hazards."""
    return sheet("much.csv", *(
        {"record": "hazard", "status": "suspected", "date": "2024", "id": f"N-{n}", "wkt": wkt(18 + n / 100, 45),
         "remarks": "x" * 900} for n in range(900)
    ))  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX systems")
def test_a_file_that_may_not_grow(province, much, rows):
    before = rows(province)

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    line = [sys.executable, "-m", "landrelease", "import", str(province), str(much), *WGS84]
    done = subprocess.run(line, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert (done.returncode, done.stdout) == (27, "")
    assert "the disk refused to read or write" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(province) == before


SMALL = """
mount -t tmpfs -o size=800k none "$1" && cp "$2" "$1/small.register" || exit 90
"$3" -m landrelease import "$1/small.register" "$4" --crs EPSG:4326
code=$?
cp "$1"/* "$5"
exit $code
"""


def own_mounts():
    """How a process gets mounts that end with it; empty where the system gives none."""
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--user", "--map-root-user"]):
        probe = [*command, "sh", "-c", "mount -t tmpfs none /mnt"]
        if shutil.which("unshare") and subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return command
    return []


@pytest.mark.parametrize("way", [way for way in (own_mounts(),) if way])
def test_a_full_disk(way, province, much, rows, tmp_path):
    for name in ("disk", "after"):
        (tmp_path / name).mkdir()
    words = ["sh", "-c", SMALL, "sh", tmp_path / "disk", province, sys.executable, much, tmp_path / "after"]
    done = subprocess.run([*way, *map(str, words)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (26, "")
    assert "the disk is full" in done.stderr
    assert "Make room, then do the same again." in done.stderr
    assert rows(tmp_path / "after" / "small.register") == rows(province)


# ---- outputs ----


@pytest.mark.parametrize("verb", ["check", "queue", "find", "explain", "count", "log", "statement", "land", "kinds"])
def test_a_file_is_what_standard_output_would_be(verb, run, province, tmp_path):
    words = (verb,) if verb == "kinds" else (verb, province, *(("H-1",) if verb == "find" else READS[verb]))
    for form in ("json", "csv"):
        path = tmp_path / f"out.{form}"
        printed = run(*words, "-o", form)
        written = run(*words, "-o", path)
        assert (written.code, written.out, written.err) == (
            printed.code, "", f"wrote {path}" + (f": {count} parcels\n" if (count := parcels(printed, verb)) else "\n"),
        )  # fmt: skip
        assert path.read_bytes() == printed.raw
        if form == "json":
            assert json.loads(printed.out) is not None


def parcels(done, verb):
    if verb != "land":
        return 0
    return len(done.json["parcels"]) if done.out.startswith("{") else len(done.rows)


@pytest.mark.parametrize("verb", ["check", "queue", "explain", "count", "log", "statement", "land", "kinds"])
def test_a_form_or_folder_that_does_not_exist(verb, run, province, tmp_path):
    words = (verb,) if verb == "kinds" else (verb, province, *READS[verb])
    for target in ("pdf", tmp_path / "x.pdf", tmp_path / "nowhere" / "x.csv"):
        done = run(*words, "-o", target)
        assert (done.code, done.out) == (2, "")
    assert sorted(found.name for found in tmp_path.iterdir()) == [province.name]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "True"),
        (("AP", "AV"), "AP;AV"),
        ([], ""),
        ("поље\tсевер", "поље север"),
        ("\x1b]0;title\x07H-1", " ]0;title H-1"),
        ("\u202eH-1", " H-1"),
    ],
)
def test_no_value_steers_the_terminal(value, text):
    assert doors.shown(value) == text


def test_an_id_from_a_hostile_file_does_no_harm(run, empty, sheet, wkt):
    row = {"record": "hazard", "status": "suspected", "date": "2024", "id": "H\x1b[2J\x07[red]1", "wkt": wkt(18, 44)}
    assert run("import", empty, sheet("hostile.csv", row), *WGS84).code == 0
    for verb in (("queue", empty), ("find", empty, "red"), ("log", empty), ("check", empty)):
        done = run(*verb)
        assert "\x1b" not in done.out
        assert "\x07" not in done.out
    assert "[red]1" in run("queue", empty).out


def test_the_page_works_from_a_file(run, province, tmp_path):
    path = tmp_path / "stranica – 页.html"
    done = run("page", province, path)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"wrote {path}: ")
    text = path.read_text(encoding="utf-8")
    assert "Северна област" in text
    assert "Kova" not in text
    assert run("page", province, tmp_path / "nowhere" / "x.html").code == 2
    assert run("page", province, tmp_path).code == 2


def test_kinds_as_workbooks(run, tmp_path):
    assert run("kinds", "hazard", "-o", tmp_path / "hazard.xlsx").code == 0
    assert run("kinds", "-o", f"{tmp_path}/all/").code == 0
    listed = [row["kind"] for row in run("kinds", "-o", "json").json]
    assert sorted(found.stem for found in (tmp_path / "all").iterdir()) == listed
    assert run("kinds", "-o", tmp_path / "all.xlsx").code == 2
    assert run("kinds", "minefield").code == 2
    fields = [row["field"] for row in run("kinds", "release", "-o", "json").json]
    assert {"record", "status", "date", "area_id", "depth_m", "scope", "stage", "wkt"} <= set(fields)


def test_a_verb_that_writes_only_files_offers_no_standard_output():
    with pytest.raises(click.UsageError, match=r"^-o map: give a file that ends in one of pdf, png$"):
        doors.form_of("map", (), ("pdf", "png"))
