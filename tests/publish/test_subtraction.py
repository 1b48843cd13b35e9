"""
Somebody lays all forms side by side, of every class, year and edition, and subtracts: what was hidden stays hidden.

Every figure of a form is a sum over administrative areas of something that the reader wants to know. The reader knows
which areas a row stands for, that land at the end of a year is land at the beginning of the next, that open land is
what was open and came less what was released, that classes add up where hazards do not overlap, and compares two
editions. All of that is linear, so what can be worked out is what lies in the span of what is known.
"""

import datetime as dt
import itertools
from decimal import Decimal

import msgspec
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from landrelease.desk.behind import Figure, Opened
from landrelease.desk.bygroup import changed_by_group, records_by_group
from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.publish.figures import land_figures
from landrelease.publish.notice import rules_for
from landrelease.publish.publishing import publish_form
from landrelease.publish.redaction.gathering import few
from landrelease.publish.redaction.rounding import group_of
from landrelease.publish.redaction.suppression import spread, suppressed, suppressed_changes, table
from landrelease.publish.told import told
from landrelease.publish.treaty import form_of
from landrelease.publish.writing import OutputError
from landrelease.records.context import AdminArea, Programme, Setting
from landrelease.records.land import Hazard, Release

SMALL = 5
AREAS = "ABCDEF"
YEARS = (2022, 2023)
EDITIONS = ("2024-01-15T00:00:00.000Z", "2024-06-15T00:00:00.000Z")
FORMS = {"mines": ("apmbc-article-7", "F2"), "cluster": ("ccm-article-7", "F (4)"), "all": ("landmine-monitor", "4")}
IN, OUT = ("newly_suspected", "newly_confirmed", "reopened"), ("cancelled", "reduced", "cleared")
LEVELS = ("suspected", "confirmed")
MEASURES = ("opening_suspected", "opening_confirmed", *IN, *OUT, "suspected", "confirmed")


def square(west, south, side):
    return shape(np.array([shapely.box(west, south, west + side, south + side)], dtype=object), "EPSG:4326")[0]


WORK = {
    # hazards of 2021, releases in 2022, in 2023, and what came late: mines, then cluster munitions
    "A": ((15, 6, 5, 1), (12, 5, 5, 0)),
    "B": ((14, 5, 5, 0), (11, 5, 5, 0)),
    "C": ((13, 5, 6, 0), (10, 5, 0, 0)),
    "D": ((9, 2, 0, 0), (7, 0, 0, 0)),
    "E": ((6, 0, 1, 0), (3, 1, 0, 1)),
    "F": ((3, 1, 1, 0), (0, 0, 0, 0)),
}


def records(area, klass, hazards, first, second, late):
    """Lay hazards in rows, suspected and confirmed in turn, and release a part of the first ones."""
    west, south = 18 + AREAS.index(area) / 10, 44 + (klass == "CMR") * 0.05
    corners = [(west + (n % 8) / 80, south + n // 8 / 80) for n in range(hazards)]
    found = [
        Hazard(
            status=("suspected", "confirmed")[n % 2],
            date="2021-03-01",
            contamination=(klass,),
            shape=square(*at, 0.003),
        )
        for n, at in enumerate(corners)
    ]
    years = [2022] * first + [2023] * (second + late)
    done = [
        Release(status=("cancelled", "cleared")[n % 2], method=("nts", "manual-clearance")[n % 2], date=f"{year}-06-01",
                depth_m=0.2, scope=(klass,), shape=square(*at, 0.002), organisation="one" if area in "AC" else "two")
        for n, (at, year) in enumerate(zip(corners, years, strict=False))
    ]  # fmt: skip
    return found + done[: first + second], done[first + second :]


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """Six districts from many hazards to few, with work of two years, and two reports that came late."""
    path = tmp_path_factory.mktemp("subtraction") / "a.register"
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(path, Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        first, late = [Setting(key="public.published", value=True, from_="2019-01-01")], []
        for at, (name, work) in enumerate(WORK.items()):
            first.append(AdminArea(id=name, name=name, level=1, shape=square(18 + at / 10, 44, 0.1)))
            for klass, numbers in zip(("AP", "CMR"), work, strict=True):
                some, later = records(name, klass, *numbers)
                first += some
                late += later
        for moment, some in (("2024-01-01T00:00:00.000Z", first), ("2024-06-01T00:00:00.000Z", late)):
            made.accept(made.append_all(some, recorded=moment), author="Boris", recorded=moment)
        yield made


class Reader:
    """Knows equations, and which unknowns they are about."""

    def __init__(self):
        self.columns, self.rows = {}, []

    def knows(self, terms):
        """Take an equation: unknowns with their factors; its value does not matter for what can be worked out."""
        self.rows.append([(self.columns.setdefault(key, len(self.columns)), factor) for factor, key in terms])

    def works_out(self, wanted):
        """Tell which sums of unknowns are in the span of what is known."""
        free = np.linalg.svd(self.matrix(self.rows))
        free = free[2][int((free[1] > 1e-9).sum()) :]
        wanted = {name: terms for name, terms in wanted.items() if all(key in self.columns for _, key in terms)}
        asked = self.matrix([[(self.columns[key], factor) for factor, key in terms] for terms in wanted.values()])
        left = np.abs(asked @ free.T).max(axis=1, initial=0)
        return {name for name, far in zip(wanted, left.tolist(), strict=True) if far < 1e-9}

    def matrix(self, rows):
        made = np.zeros((len(rows), len(self.columns)))
        for at, row in enumerate(rows):
            for column, factor in row:
                made[at, column] += factor
        return made


def terms(measure, edition, klass, year, area, factor=1):
    """Say of what a figure is the sum: opening is closing of the year before, all is both classes."""
    if measure.startswith("opening_"):
        measure, year = measure.removeprefix("opening_"), year - 1
    classes = ("mines", "cluster") if klass == "all" else (klass,)
    return [(factor, (edition, one, measure, year, area)) for one in classes]


def reads(reader, edition, klass, year, groups):
    """Take a form: a row for each group of areas, and the total."""
    for measure, group in itertools.product(MEASURES, (*groups, AREAS)):
        reader.knows([term for area in group for term in terms(measure, edition, klass, year, area)])


def thinks(reader):
    """Take what holds whatever the figures are: open land is what was open and came, less what was released."""
    factors = {"suspected": 1, "confirmed": 1, "opening_suspected": -1, "opening_confirmed": -1}
    factors |= dict.fromkeys(IN, -1) | dict.fromkeys(OUT, 1)
    for edition, klass, year, area in itertools.product(range(2), ("mines", "cluster"), YEARS, AREAS):
        sums = (terms(measure, edition, klass, year, area, factor) for measure, factor in factors.items())
        reader.knows([term for some in sums for term in some])


def secrets(register):
    """List what a reader must not learn: figures of few records, and changes through few."""
    opened, found = Opened(register), {}
    for klass, year in itertools.product(FORMS, YEARS):
        for edition, moment in enumerate(EDITIONS):
            figure = Figure("closing", "", f"{year}-01-01", f"{year}-12-31", klass, "admin", "total", moment)
            for area, (within, ever) in records_by_group(figure, opened).items():
                few_ones = (*LEVELS, *IN, *OUT) if 0 < ever < SMALL else (*IN, *OUT) if 0 < within < SMALL else ()
                for one in few_ones:
                    found[one, edition, klass, year, area] = terms(one, edition, klass, year, area)
        for area, (count, _) in changed_by_group(opened, klass, EDITIONS).items():
            for one in (*LEVELS, *IN, *OUT) if 0 < count < SMALL else ():
                then, now = (terms(one, edition, klass, year, area, edition * 2 - 1) for edition in range(2))
                found["change", one, klass, year, area] = then + now
    return found


def test_forms_of_all_classes_years_and_editions_give_nothing_away(register):
    reader = Reader()
    thinks(reader)
    hidden = {}
    for (edition, moment), year, (klass, (kind, code)) in itertools.product(enumerate(EDITIONS), YEARS, FORMS.items()):
        form = form_of(register, kind, year, audience="partner", known_at=moment)
        if (edition, klass, year) == (0, "all", YEARS[-1]):
            publish_form(
                register, kind, year, audience="partner", known_at=moment, approved_by=["Boris"], despite="a test"
            )
        part = next(one for one in form.sections if one.code == code)
        named = [row[0].shown.split()[0] for row in part.rows if row[0].shown[:1] in AREAS]
        others = [area for area in AREAS if area not in named]
        reads(reader, edition, klass, year, [*((area,) for area in named), *([others] if others else [])])
        hidden[edition, klass, year] = others
    assert all(len(some) > 0 for some in hidden.values())
    assert any(len(some) < len(AREAS) for some in hidden.values())
    known = secrets(register)
    assert len(known) > 50
    assert reader.works_out(known) == set()


def test_the_same_reader_sees_through_forms_that_each_look_at_themselves_only(register):
    reader = Reader()
    thinks(reader)
    opened = Opened(register)
    for (edition, moment), year, klass in itertools.product(enumerate(EDITIONS), YEARS, FORMS):
        figure = Figure("closing", "", f"{year}-01-01", f"{year}-12-31", klass, "admin", "total", moment)
        others = few(records_by_group(figure, opened), SMALL) - {"outside"}
        groups = [*((area,) for area in AREAS if area not in others), *([sorted(others)] if others else [])]
        reads(reader, edition, klass, year, groups)
    assert reader.works_out(secrets(register))


UNIT = 10_000
OUTSIDE = "outside all areas"
WHOLE = (*AREAS, "outside")
SLIVER = 100
"""Square metres of squares that reach over a border, so that an operator of some areas worked outside them."""
GROUPS = {"one": ("AC", OUT), "two": ("BDEF", OUT), "nts": (WHOLE, ("cancelled",)),
          "manual-clearance": (WHOLE, ("cleared",)), "total": (WHOLE, OUT)}  # fmt: skip


def figures_of(register, audience):
    """Take every figure of forms of two years, of the site and of statements: what it sums, and what it says."""
    for (klass, (kind, code)), year in itertools.product(FORMS.items(), YEARS):
        form = form_of(register, kind, year, audience=audience)
        part = next(one for one in form.sections if one.code == code)
        named = {row[0].shown[0]: row for row in part.rows if row[0].shown[:1] in AREAS}
        others = [area for area in AREAS if area not in named]
        groups = {"others": others, "Total": WHOLE, OUTSIDE: ("outside",)} | {area: area for area in named}
        others += [] if any(row[0].shown == OUTSIDE for row in part.rows) else ["outside"]
        rows = [row for row in part.rows if row[0].shown in groups or row[0].shown[0] in named]
        for row, (at, measure) in itertools.product(rows, enumerate(MEASURES, 1)):
            areas = groups[row[0].shown if row[0].shown in groups else row[0].shown[0]]
            yield [one for area in areas for one in terms(measure, 1, klass, year, area)], measure, row[at].value
        for by in ("", "operator", "method"):
            found = told(register, register.statement(year=year, klass=klass, by=by or None), audience, by)["rows"]
            for row in (row for row in found if row.get(by or "x", "total") in GROUPS):
                areas, measures = GROUPS[row.get(by or "x", "total")]
                for measure in measures:
                    sums = [one for area in areas for one in terms(measure, 1, klass, year, area)]
                    yield sums, measure, row["movements"][f"{measure}_m2"]
    day = register.today()
    site = land_figures(register, rules_for(register, audience), register.land(as_of=day), (day, day))
    for name, values in zip(site.rows, site.values, strict=True):
        for group, units in zip(site.columns, values, strict=True):
            moved = [(one, year) for one in OUT for year in YEARS] if group == "released" else [
                (one, YEARS[-1]) for one in LEVELS]  # fmt: skip
            sums = [some for area in (WHOLE if name == "total" else name) for one, year in moved
                    for some in terms(one, 1, "all", year, area)]  # fmt: skip
            if units is not None and name not in {"", "total"} and group != "total":  # sums of what is rounded
                yield sums, group, Decimal(units * UNIT)


def bounds(equations):
    """Draw every figure together as far as all others allow, over and over, until nothing moves any more."""
    keys = {key: at for at, key in enumerate(dict.fromkeys(key for some, *_ in equations for _, key in some))}
    made = np.zeros((len(equations), len(keys)))
    for at, (some, *_) in enumerate(equations):
        for factor, key in some:
            made[at, keys[key]] += factor
    least, most = (np.array([one[at] for one in equations], float)[:, None] for at in (1, 2))
    low, high = np.zeros(len(keys)), np.full(len(keys), 1e9)
    for _ in range(100):
        ends = np.minimum(made * low, made * high), np.maximum(made * low, made * high)
        rest = [end.sum(1, keepdims=True) - end for end in ends]
        with np.errstate(divide="ignore", invalid="ignore"):
            pair = (least - rest[1]) / made, (most - rest[0]) / made
        down, up = np.where(made > 0, pair, np.where(made < 0, pair[::-1], ([[-np.inf]], [[np.inf]])))
        before = low, high
        low, high = np.maximum(low, down.max(0)), np.minimum(high, up.min(0))
        if np.allclose(before, (low, high), rtol=0, atol=1e-3):
            break
    return {key: (low[at], high[at]) for key, at in keys.items()}


def test_products_of_two_years_subtracted_from_each_other_tell_no_movement_finer_than_the_unit(register):
    truth = {}
    for klass, year in itertools.product(("mines", "cluster"), (YEARS[0] - 1, *YEARS)):
        for row in register.statement(year=year, klass=klass, by="admin").rows:
            for one in (*LEVELS, *IN, *OUT):
                part = "closing" if one in LEVELS else "movements"
                truth[1, klass, one, year, row["admin"]] = float(row[part][f"{one}_m2"])
    told_ones = [one for audience in ("public", "donor") for one in figures_of(register, audience)]
    assert all(value % UNIT == 0 for *_, value in told_ones)
    thought = Reader()
    thinks(thought)
    names = list(thought.columns)
    sums = [[(factor, names[at]) for at, factor in row] for row in thought.rows]
    balances = [(some, -0.01, 0.01) for some in sums if some[0][1][0] == 1]
    coarse, exact = list(balances), list(balances)
    for some, measure, value in told_ones:
        is_open, told_as = group_of(measure) == "open", float(value)
        said = sum(factor * truth[key] for factor, key in some)
        least, most = told_as - UNIT * is_open - SLIVER, told_as + UNIT * (not is_open)
        assert least - 1 <= said <= most + 1, (measure, some, told_as, said)
        coarse.append((some, least, most))
        exact.append((some, said - 0.005, said + 0.005))
    wanted = {key for name, some in secrets(register).items() if name[0] in OUT and name[1] == 1
              for _, key in some if truth[key] > 0}  # fmt: skip
    now, before = bounds(coarse), bounds(exact)
    assert wanted
    assert all(now[key][0] - 1 <= truth[key] <= now[key][1] + 1 for key in wanted)
    assert min(now[key][1] - now[key][0] for key in wanted) > UNIT * 0.99
    told_exactly = {key for key, (low, high) in before.items() if truth[key] > 0 and high - low < 1}
    assert told_exactly  # this reader works figures out where they are exact, and none where they are not
    assert min(now[key][1] - now[key][0] for key in told_exactly) > UNIT * 0.99


grown = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3)


@settings(max_examples=60, deadline=None)
@given(grown, grown)
def test_two_editions_of_a_table_tell_no_small_change(first, more):
    more = [[value if value < 12 else 0 for value in line] for line in more]
    heads = ("a", "b", "c")
    before, change = (table(dict(zip(heads, map(tuple, some), strict=True)), heads) for some in (first, more))
    both = {name: tuple(map(sum, zip(*lines, strict=True))) for name, *lines in zip(heads, first, more, strict=True)}
    now = table(both, heads)
    printed = [
        suppressed(before, SMALL).values, suppressed(now, SMALL, also=suppressed_changes(now, before, SMALL)).values,
    ]  # fmt: skip
    cells = list(itertools.product(range(4), repeat=2))
    left_out = {(y, x) for y, x in cells if None in {one[y][x] for one in printed}}
    for cell in cells:
        if 0 < change.values[cell[0]][cell[1]] < SMALL:
            assert cell in left_out
            assert spread(change, cell, left_out) >= SMALL


@pytest.mark.parametrize(
    ("dates", "said"), [("month", "2023-06-01 to 2023-06-30"), ("year", "2023-01-01 to 2023-12-31")]
)
def test_days_of_a_statement_undo_no_coarsening_of_dates(tmp_path, dates, said):
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(tmp_path / "a.register", Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        work = {"org-1": [*records("A", "AP", 12, 6, 6, 0)[0], *records("A", "CMR", 12, 6, 6, 0)[0]],
                "org-2": records("B", "AP", 3, 0, 3, 0)[0], "org-3": records("C", "AP", 3, 0, 3, 0)[0]}  # fmt: skip
        done = [msgspec.structs.replace(one, organisation=name) for name, some in work.items() for one in some]
        put = made.append_all([*done, Setting(key="public.dates", value=dates, from_="2019-01-01")])
        made.accept(put, author="Boris")
        ask = {"from_": "2023-06-01", "to": "2023-06-01", "by": "operator"}
        with pytest.raises(OutputError, match=f"ask from {said}"):
            told(made, made.statement(**ask), "partner", "operator")
        year = told(made, made.statement(year=2023, by="operator"), "partner", "operator")["rows"]
        assert [row["operator"] for row in year] == ["org-1", "others", "total"]
        assert {amount.as_tuple().exponent for row in year for amount in row["movements"].values()} == {0}
        june = made.statement(**ask | {"to": "2023-06-30"})
        if dates == "month":
            assert [row["operator"] for row in told(made, june, "partner", "operator")["rows"]] == ["others", "total"]
        assert told(made, made.statement(**ask), "operator", "operator")["rows"][1]["operator"] == "org-2"
