"""Whatever is done to a register, in any order: its derived tables are those of a rebuild, and so are its answers."""

import datetime as dt
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from landrelease.desk import layout, upkeep
from landrelease.desk.errors import DeskError
from landrelease.desk.kept import face_from
from landrelease.desk.opening import create
from landrelease.desk.outline import outlines_from
from landrelease.desk.register import Register
from landrelease.ledger.table import Parcels
from landrelease.records import format1
from landrelease.records.base import Record
from landrelease.records.change import Correction, Decision, Withdrawal
from landrelease.records.context import Programme, Setting
from landrelease.records.land import Hazard, Release
from landrelease.records.shape import Shape
from landrelease.register.address import create_store
from landrelease.register.store import Store

PROGRAMME = Programme(id="SYN", plane=(18.0, 44.0))
PEOPLE = ("anna", "boris", "carla")
SLOTS = ("all", "mines", "cluster", "other")
STEP = 0.001  # degrees, some 100 m
SPOTS = [(18 + x * STEP, 44 + y * STEP) for x, y in ((0.5, 0.4), (1.5, 1.2), (2.3, 2.6), (3.5, 1.5))]
MEMORY = Path("/dev/shm")
FOLDER = MEMORY if MEMORY.is_dir() else None
"""Where registers are made: in memory where there is such a place, since a life on a disk is mostly waiting for it."""


# ---- records ----


def shape_of(geometry: shapely.Geometry) -> Shape:
    """Land drawn on the small grid, put into Bosnia."""
    placed = shapely.transform(geometry, lambda xy: xy * STEP + (18.0, 44.0))
    return Shape(wgs84=msgspec.Raw(shapely.to_geojson(placed).encode()))


def boxes() -> st.SearchStrategy[shapely.Geometry]:
    side = st.integers(0, 3)
    return st.builds(lambda x, y, w, h: shapely.box(x, y, x + w + 1, y + h + 1), side, side, side, side)


def triangles() -> st.SearchStrategy[shapely.Geometry]:
    corner = st.tuples(st.integers(0, 4), st.integers(0, 4))
    found = st.lists(corner, min_size=3, max_size=3, unique=True).map(shapely.Polygon)
    return found.filter(lambda shape: shape.area > 0)


def bow_ties() -> st.SearchStrategy[shapely.Geometry]:
    """An invalid ring: a hazard takes the union of its readings, a release the intersection."""
    return st.integers(0, 2).map(lambda x: shapely.Polygon([(x, 0), (x + 2, 2), (x + 2, 0), (x, 2)]))


def points() -> st.SearchStrategy[shapely.Geometry]:
    return st.integers(0, 4).map(lambda x: shapely.Point(x, x))


DATES = ("2020-03-01", "2020-03-02", "2020-03", "2020", "2021-01-01", "2021")
DAYS = ("2020-01-01", "2020-03-01", "2020-03-02", "2020-12-31", "2021-01-01")
LAND = st.one_of(boxes(), boxes(), triangles(), bow_ties())
SIZES = st.sampled_from((None, 500.0))
DEPTHS = st.sampled_from((None, 0.1, 0.2))


def hazards(dates: Sequence[str] = DATES) -> st.SearchStrategy[Hazard]:
    return st.builds(
        Hazard,
        status=st.sampled_from(("suspected", "confirmed")),
        area_id=st.sampled_from((None, "H-1", "H-2")),
        date=st.sampled_from(dates),
        contamination=st.sampled_from(((), ("AP",), ("CMR",))),
        required_depth_m=DEPTHS,
        stated_m2=SIZES,
        shape=st.one_of(LAND, LAND, points()).map(shape_of),
    )


def releases(dates: Sequence[str] = DATES) -> st.SearchStrategy[Release]:
    return st.builds(
        Release,
        status=st.sampled_from(("cancelled", "reduced", "cleared")),
        area_id=st.sampled_from((None, "H-1", "H-1;H-2")),
        date=st.sampled_from(dates),
        scope=st.sampled_from(((), ("AP",), ("CMR", "UXO"))),
        stage=st.sampled_from(("complete", "complete", "progress")),
        depth_m=DEPTHS,
        shape=LAND.map(shape_of),
    )


def rules() -> st.SearchStrategy[Setting]:
    return st.builds(
        Setting,
        key=st.just("required_depth_m.mines"),
        value=st.sampled_from((0.1, 0.2)),
        from_=st.sampled_from((None, "2021")),
    )


# ---- a life ----


class Step(NamedTuple):
    """One act: what is done, by whom, to which of the records there are, and with which new record."""

    verb: str
    who: str
    to: int
    record: Record


VERBS = ("propose", "propose", "accept", "accept", "accept", "reject", "return", "correct", "withdraw", "rival")


def steps(*, decide_all: bool = False, dates: Sequence[str] = DATES) -> st.SearchStrategy[Step]:
    record = st.one_of(
        hazards(dates), releases(dates), hazards(dates), releases(dates), *([] if decide_all else [rules()])
    )
    verbs = ("agree",) if decide_all else (*VERBS, "agree", "agree", "agree")
    return st.builds(Step, st.sampled_from(verbs), st.sampled_from(PEOPLE), st.integers(0, 9), record)


def act(register: Register, known: list[str], step: Step) -> None:
    """Do one thing; what the desk refuses is left undone."""
    writer = register.by(step.who)
    of = known[step.to % len(known)] if known else ""
    with suppress(DeskError):
        if step.verb in {"propose", "agree"} or not known:
            known.append(writer.append(step.record))
            if step.verb == "agree":
                writer.accept([known[-1]], author="boss")
        elif step.verb in {"accept", "reject", "return"}:
            writer.decide([of], step.verb, "because")
        elif step.verb == "correct":
            statement = msgspec.json.decode(msgspec.json.encode(step.record))
            known.append(writer.append(Correction(corrects=of, reason="typing", replacement=statement)))
        elif step.verb == "withdraw":
            known.append(writer.append(Withdrawal(withdraws=of, reason="duplicate")))
        else:
            writer.append(Decision(verdict="accept" if step.to % 2 else "reject", about=(of,), reason="because"))


@contextmanager
def office() -> Iterator[Register]:
    """An empty register whose clock moves a day with every look at it."""
    days = iter(range(10_000))
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=next(days))  # noqa: E731
        with create(Path(folder) / "a.register", PROGRAMME, acting="office", clock=clock) as register:
            yield register


def lived(register: Register, life: Sequence[Step]) -> list[str]:
    known: list[str] = []
    for step in life:
        act(register, known, step)
    return known


LIFE = st.lists(steps(), min_size=2, max_size=12)


# ---- what is compared ----


def derived(store: Store) -> dict[str, list[tuple]]:
    """Every derived row but the number of their layout, by the id of its record, in order."""
    found = {}
    for table in upkeep.TABLES:
        rows = [row for row in store.read(table) if row != layout.NUMBER and row[0] >= 0]
        names = store.id_of({row[1] if table == "key" else row[0] for row in rows})
        named = [(names[row[1]], row[0]) if table == "key" else (names[row[0]], row[1]) for row in rows]
        found[table] = sorted((*name, *row[2:]) for name, row in zip(named, rows, strict=True))
    found["outline"] = outlined(store)
    found["parcel"] = [(*row[:2], by_names(store, row[2]), row[3]) for row in found["parcel"]]
    return found


def outlined(store: Store) -> list[tuple]:
    """What is kept of the outlines of parcels, with the ids of the records that it names by their seqs."""
    outlines = outlines_from(row for row in store.read("key") if row[0] < 0)
    names = store.id_of({*outlines.home.tolist(), *outlines.moves["seq"].tolist()})
    moves = [(day, after, names[seq]) for day, after, seq in outlines.moves.tolist()]
    cuts = pairwise(outlines.move_start.tolist())
    told = zip(outlines.home.tolist(), outlines.rows.tolist(), cuts, strict=True)
    return sorted((names[home], no, tuple(box), area, moves[a:b]) for home, (no, box, area, _), (a, b) in told)


def by_names(store: Store, head: bytes) -> tuple:
    """What is kept of a parcel, with the ids of the records that it names by their seqs."""
    face = face_from(head)
    names = store.id_of({*face.record, *face.depth_record, *face.history})
    said = [[names.get(seq, "") for seq in part] for part in (face.record, face.depth_record, face.history)]
    return face.area_m2, face.status, face.since, face.depth_um, *said


def answers(register: Register, *, as_of: str | None = None, known_at: str | None = None) -> list:
    """Land and statements in every class, and the stories of some places, as they leave the register."""
    found = []
    for klass in SLOTS:
        found.append(drawn(register.land(as_of=as_of, known_at=known_at, klass=klass)))
        found.append(register.statement(from_="2019", to=as_of or "2030", known_at=known_at, klass=klass).rows)
    stories = [register.explain(lon, lat, as_of=as_of, known_at=known_at) for lon, lat in SPOTS]
    return [*found, stories]


def drawn(land: Parcels) -> list[tuple]:
    """Parcels with all that is said of them."""
    return [(str(row), shape.wkb) for row, shape in zip(land.rows(), land.geometry, strict=True)]


def copied(records: Sequence[bytes], batches: int) -> Iterator[Register]:
    """A register that the same records reach in this order, in some batches."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder, create_store(Path(folder) / "b.register") as store:
        size = max(1, -(-len(records) // batches))
        for at in range(0, len(records), size):
            with store.writing("sync") as batch:
                upkeep.refresh(store, batch, [batch.add(data).id for data in records[at : at + size]])
        yield Register(store)


copy = contextmanager(copied)


# ---- the invariants ----


@given(life=LIFE)
def test_after_every_act_the_derived_tables_are_those_of_a_rebuild(life):
    with office() as register:
        known: list[str] = []
        for step in life:
            act(register, known, step)
            assert upkeep.differences(register.store) == []
        before = derived(register.store)
        register.rebuild()
        assert derived(register.store) == before


@given(life=LIFE, seed=st.integers(0, 2**16), batches=st.integers(1, 6))
def test_the_order_of_arrival_changes_nothing(life, seed, batches):
    with office() as register:
        lived(register, life)
        records = [data for _, _, data in register.store.records()]
        random.Random(seed).shuffle(records)
        with copy(records, batches) as other:
            assert derived(other.store) == derived(register.store)
            assert answers(other) == answers(register)
            assert upkeep.differences(other.store) == []


@given(life=LIFE, data=st.data())
def test_what_was_known_at_a_moment_is_what_a_register_of_that_moment_says(life, data):
    with office() as register:
        lived(register, life)
        records = [(format1.decode(data).recorded, data) for _, _, data in register.store.records()]
        moments = sorted({recorded for recorded, _ in records})
        moment, day = data.draw(st.sampled_from(moments)), data.draw(st.sampled_from((None, *DAYS)))
        with copy([data for recorded, data in records if recorded <= moment], 1) as then:
            assert answers(register, known_at=moment, as_of=day) == answers(then, as_of=day)


@given(life=st.lists(steps(decide_all=True, dates=DAYS), min_size=2, max_size=10), day=st.sampled_from(DAYS))
def test_a_past_day_is_what_a_register_without_later_records_says(life, day):
    """With exact dates: where dates are imprecise, a later hazard may move a release that names it."""
    with office() as register:
        lived(register, life)
        records = [data for _, _, data in register.store.records()]
        with copy([data for data in records if (format1.decode(data).date or day) <= day], 1) as then:
            for klass in SLOTS:
                maps = [drawn(one.land(as_of=day, klass=klass)) for one in (register, then)]
                assert maps[0] == maps[1]
                rows = [one.statement(from_="2019", to=day, klass=klass).rows[0] for one in (register, then)]
                assert apart(*map(amounts, rows)) == {}


def amounts(row: dict, path: str = "") -> dict[str, Decimal]:
    """All amounts of a statement's row by where they stand."""
    found = {}
    for name, value in row.items():
        if isinstance(value, list):
            found |= {"/".join((p["from"], p["to"], p["movement"])): p["area_m2"] for p in value}
        else:
            found |= amounts(value, f"{path}/{name}") if isinstance(value, dict) else {f"{path}/{name}": Decimal(value)}
    return found


def apart(one: dict[str, Decimal], other: dict[str, Decimal]) -> dict[str, tuple]:
    """
    Amounts that differ by a square millimetre or more.

    Later records cut the edges of earlier ones; each cut is rounded to a nanometre, so the last digits may differ.
    """
    pairs = {name: (one.get(name, Decimal(0)), other.get(name, Decimal(0))) for name in one.keys() | other.keys()}
    return {name: pair for name, pair in pairs.items() if abs(pair[0] - pair[1]) >= Decimal("1e-6")}


@given(life=st.lists(steps(decide_all=True), min_size=1, max_size=6), waiting=st.lists(steps(), min_size=1, max_size=6))
def test_nothing_that_is_not_in_force_moves_land(life, waiting):
    with office() as register:
        known = lived(register, life)
        before = answers(register)
        for step in waiting:
            verb = step.verb if step.verb in {"correct", "withdraw"} else "propose"
            act(register, list(known), step._replace(verb=verb))
        assert answers(register) == before


@given(
    life=st.lists(steps(decide_all=True), min_size=1, max_size=10),
    days=st.lists(st.dates(dt.date(2019, 1, 1), dt.date(2022, 1, 1)), min_size=2, max_size=4, unique=True),
)
@example(life=[], days=[dt.date(2020, 1, 1), dt.date(2020, 1, 2)])
def test_opening_and_movements_make_the_closing_in_every_period(life, days):
    with office() as register:
        lived(register, life)
        ends = [day.isoformat() for day in sorted(days)]
        starts = [None, *((dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat() for day in ends[:-1])]
        for klass in SLOTS:
            closing = None
            for from_, to in zip(starts, ends, strict=True):
                (row,) = register.statement(from_=from_, to=to, klass=klass).rows
                assert closing is None or row["opening"] == closing
                closing = row["closing"]
                assert closing == carried(row)
                assert row["movements"] == summed(row)


def carried(row: dict) -> dict:
    """The opening balance with all postings added to it."""
    found = dict(row["opening"])
    for posting in row["postings"]:
        for status, sign in ((posting["from"], -1), (posting["to"], 1)):
            if status != "none":
                found[f"{status}_m2"] += sign * posting["area_m2"]
    return found


def summed(row: dict) -> dict:
    """Movements as the postings give them."""
    found = dict.fromkeys(row["movements"], 0)
    for posting in row["postings"]:
        found[f"{posting['movement']}_m2"] += posting["area_m2"]
    return found
