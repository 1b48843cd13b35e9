"""`landrelease correct`, `withdraw` and `attach`: nothing is edited, everything names what it changes."""

import hashlib
from decimal import Decimal

import pytest

ANA, BORIS = "Ana Kovač", "Борис Иванов"
BALANCES = ("suspected_m2", "confirmed_m2", "cancelled_m2", "reduced_m2", "cleared_m2")


def closing(run, register, **more):
    options = [part for name, value in more.items() for part in (f"--{name.replace('_', '-')}", value)]
    return run("statement", register, "-o", "json", *options).json["rows"][0]["closing"]


# ---- corrections ----


def test_a_correction_is_the_whole_statement_put_right(run, province, id_of, stored):
    name = id_of(province, "R-2")
    options = ("--set", "depth_m=0.15", "--set", "unit=", "--reason", "typed 3 for 1.5", "--evidence", "log p. 3")
    done = run("correct", province, name[:12], *options, "--as", "Vesna")
    assert done.code == 0
    assert done.err == "proposed; it counts once another person accepts it\n"
    old, new = stored(province)[name], stored(province)[done.out.strip()]
    assert (new["kind"], new["corrects"], new["reason"], new["evidence"]) == (
        "correction", name, "typed 3 for 1.5", "log p. 3",
    )  # fmt: skip
    dropped = {"format", "author", "recorded", "recorded_claimed", "unit"}
    assert new["replacement"] == {k: v for k, v in old.items() if k not in dropped} | {"depth_m": 0.15}


def test_it_counts_once_somebody_else_accepts_it(run, province, id_of):
    """The reduction of H-2 was too shallow, so that its land is confirmed again; history keeps both."""
    before = closing(run, province)
    made = run("correct", province, id_of(province, "R-2"), "--set", "depth_m=0.1", "--reason", "typed").out.strip()
    assert closing(run, province) == before
    assert run("accept", province, made).code == 44
    assert run("accept", province, made, "--as", BORIS).code == 0
    after = closing(run, province)
    reduced, confirmed = (after[name] - before[name] for name in ("reduced_m2", "confirmed_m2"))
    assert confirmed > 0
    assert reduced < 0
    assert closing(run, province, known_at="2024-01-01") == before
    told = run("explain", province, 18.022, 44.005, "-o", "json").json
    (step,) = [step for step in told if step["corrects"]]
    assert (step["record"], step["source_id"], step["organisation"]) == (made, "R-2", "ORG-2")
    assert step["recorded_claimed"] is False


def test_a_shape_is_put_right_in_its_own_system(run, province, id_of, stored):
    moved = "POLYGON ((6500000 4870000, 6500500 4870000, 6500500 4870500, 6500000 4870000))"
    done = run("correct", province, id_of(province, "H-1"), "--wkt", moved, "--crs", "EPSG:3908", "--reason", "datum")
    assert done.code == 0
    shape = stored(province)[done.out.strip()]["replacement"]["shape"]
    assert shape["crs"] == "EPSG:3908"
    assert shape["entered"]["coordinates"][0][0] == [6500000, 4870000]
    lon, lat = shape["wgs84"]["coordinates"][0][0]
    assert (round(lon, 1), round(lat, 1)) == (18.0, 44.0)


def test_a_correction_of_a_correction_carries_on_from_it(run, province, id_of, stored):
    first = run("correct", province, id_of(province, "R-2"), "--set", "depth_m=0.1", "--reason", "typed").out.strip()
    second = run("correct", province, first, "--set", "unit=T-9", "--reason", "team").out.strip()
    replacement = stored(province)[second]["replacement"]
    assert (replacement["depth_m"], replacement["unit"]) == (0.1, "T-9")
    assert stored(province)[second]["corrects"] == first


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "nothing is changed"),
        (("--set", "status=reduced"), "nothing is changed"),
        (("--set", "status=nonsense"), "--set status=nonsense: it takes cancelled, reduced, cleared"),
        (("--set", "date=2021-99"), "--set date=2021-99: it takes YYYY-MM-DD"),
        (("--set", "depth_m=deep"), "--set depth_m=deep: it takes"),
        (("--set", "colour=red"), "--set colour: release has no such field; there are area_id"),
        (("--set", "shape=POINT (1 1)"), "--set shape: release has no such field"),
        (("--set", "author=p-1"), "--set author: release has no such field"),
        (("--set", "recorded=2020"), "--set recorded: release has no such field"),
        (("--wkt", "POLYGON ((18 44"), "--wkt: "),
        (("--wkt", "POLYGON EMPTY"), "it is empty"),
        (("--wkt", "POLYGON ((500 44, 501 44, 501 45, 500 44))"), "have no place on the earth"),
        (("--wkt", "POLYGON ((18 44, 19 44, 19 45, 18 44))", "--crs", "EPSG:999999"), "EPSG:999999"),
        (("--set", "depth_m=0.1", "--recorded", "2999"), "cannot be claimed"),
    ],
)
def test_what_does_not_fit_is_refused_whole(options, said, run, province, id_of, rows):
    before = rows(province)
    done = run("correct", province, id_of(province, "R-2"), *options, "--reason", "typed")
    assert (done.code, done.out) == (45, "")
    assert said in done.err
    assert "Why: " in done.err
    assert rows(province) == before


def test_all_faults_at_once(run, province, id_of):
    bad = ("--set", "colour=red", "--set", "date=soon", "--wkt", "POLYGON EMPTY")
    done = run("correct", province, id_of(province, "R-2"), *bad, "--reason", " ")
    assert done.code == 45
    assert all(said in done.err for said in ("--set colour", "--set date", "it is empty", "--reason: say why"))


@pytest.mark.parametrize("kind", ["decision", "programme"])
def test_some_records_are_never_corrected(kind, run, province, stored, rows):
    name = next(name for name, record in stored(province).items() if record["kind"] == kind)
    before = rows(province)
    done = run("correct", province, name, "--set", "id=x", "--reason", "typed")
    assert done.code == 45
    assert f"is a {kind}, which is never corrected" in done.err
    assert rows(province) == before


def test_a_name_never_enters_a_record_by_a_correction(run, province, stored, rows):
    person = next(name for name, record in stored(province).items() if record["kind"] == "person")
    before = rows(province)
    done = run("correct", province, person, "--set", "name=Eve", "--reason", "married")
    assert done.code == 45
    assert "--set name: it is personal and never enters a record" in done.err
    assert rows(province) == before


# ---- withdrawals ----


def test_a_withdrawal_takes_a_record_out_and_appears_as_correction(run, province, id_of):
    name = id_of(province, "H-1")
    made = run("withdraw", province, name, "--reason", "duplicate", "--evidence", "sheet 12", "--remarks", "seen twice")
    assert made.code == 0
    assert made.err == "proposed; it counts once another person accepts it\n"
    before = closing(run, province)
    assert run("accept", province, made.out.strip(), "--as", BORIS).code == 0
    assert run("show", province, name).json["state"] == "withdrawn"
    row = run("statement", province, "--against", "2024-01-01", "-o", "json").json["rows"][0]
    assert row["movements"]["cancelled_m2"] > 0
    after = closing(run, province)
    assert row["corrections"] == {name: after[name] - before[name] for name in BALANCES}
    assert row["corrections"]["suspected_m2"] < 0


def test_several_at_once_are_one_batch_of_one_moment(run, province, id_of, stored):
    names = [id_of(province, source) for source in ("H-1", "H-2")]
    made = run("withdraw", province, *names, names[0], "--reason", "mapping").out.split()
    records = [stored(province)[name] for name in made]
    assert [record["withdraws"] for record in records] == names
    assert len({record["recorded"] for record in records}) == 1
    assert len({row["batch"] for row in run("log", province, "--last", 2, "-o", "json").json}) == 1


def test_a_withdrawal_of_a_withdrawal_brings_the_record_back(run, province, id_of):
    before = closing(run, province)
    first = run("withdraw", province, id_of(province, "H-1"), "--reason", "duplicate").out.strip()
    assert run("accept", province, first, "--as", BORIS).code == 0
    second = run("withdraw", province, first, "--reason", "entered-in-error").out.strip()
    assert run("accept", province, second, "--as", BORIS).code == 0
    assert closing(run, province) == before


def test_a_withdrawal_names_a_reason_of_the_list(run, province, id_of, rows):
    before = rows(province)
    done = run("withdraw", province, id_of(province, "H-1"), "--reason", "cleared meanwhile")
    assert (done.code, done.out) == (45, "")
    assert "only for what was never true" in done.err
    assert "duplicate (" in done.err
    assert rows(province) == before


@pytest.mark.parametrize("kind", ["decision", "programme", "person"])
def test_some_records_are_never_withdrawn(kind, run, province, stored, rows, id_of):
    name = next(name for name, record in stored(province).items() if record["kind"] == kind)
    before = rows(province)
    done = run("withdraw", province, id_of(province, "H-1"), name, "--reason", "duplicate")
    assert (done.code, done.out) == (45, "")
    assert f"is a {kind}: " in done.err
    assert rows(province) == before


# ---- attachments ----


def test_a_file_is_kept_whole(run, province, id_of, tmp_path, rows):
    path = tmp_path / "izvještaj – 完.bin"
    path.write_bytes(bytes(range(256)) * 100)
    names = [id_of(province, source) for source in ("R-1", "R-2")]
    done = run("attach", province, path, *names, names[0], "--caption", "completion report")
    assert done.code == 0
    record = run("show", province, done.out.strip()).json["record"]
    assert {name: record[name] for name in ("about", "sha256", "size_bytes", "file_name", "caption")} == {
        "about": names,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "size_bytes": Decimal(25_600),
        "file_name": path.name,
        "caption": "completion report",
    }
    assert path.read_bytes() in [cell for row in rows(province)["blob"] for cell in row]
    assert {"id": done.out.strip(), "kind": "attachment"} in run("show", province, names[1]).json["named_by"]


def test_a_file_that_is_not_there(run, province, id_of, tmp_path, rows):
    before = rows(province)
    for path in (tmp_path / "nothing.pdf", tmp_path):
        assert run("attach", province, path, id_of(province, "R-1")).code == 2
    assert run("attach", province, __file__, "zz").code == 42
    assert rows(province) == before
