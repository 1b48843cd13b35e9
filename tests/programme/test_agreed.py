"""What was agreed, by whom, from when: amendments, endings, caveats, depth, orders, territory."""

import pytest
import shapely

from landrelease.programme import agreed

from .tables import asked, roll_of, rules_of

UNIT = "unit id=u organisation=o\n"
G = "agreement id=g status=signed parties=o;host from=2025-01-01 to=2025-12-31 capabilities=bac;ts\n"
EMPTY = rules_of()


def told(table, first="2025-05-01", last="2025-05-31", activity="bac", **more):
    found = agreed.check(asked(f"u {activity} {first} {last}", **more), roll_of(table), EMPTY)
    return sorted({one.code for one in found})


def fine(*lines, **more):
    return told(UNIT + "\n".join(line.strip() for line in lines), **more) in (["agreed"], ["agreed", "manner-limited"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (G, True),
        (G.replace("=signed", "=draft"), False),
        (G.replace("status=signed", ""), False),
        (G.replace("bac;ts", "ts"), False),
        (G.replace("o;host", "host;x"), False),
        (G.replace("from=2025-01-01", ""), False),
        (G.replace("to=2025-12-31", ""), True),
        (G.replace("to=2025-12-31", "to=2025-05-30"), False),
        (G.replace("=signed", "=signed caveats=no-mines"), True),
        (G.replace("=signed", "=signed caveats=no-night"), True),
        (G.replace("=signed", "=signed caveats=no-digging"), False),
    ],
)
def test_an_agreement_offers_what_it_says(line, expected):
    assert fine(line) == expected


@pytest.mark.parametrize(
    ("later", "day", "expected"),
    [
        ("agreement id=g status=ended date=2025-05-10", "2025-05-09", True),
        ("agreement id=g status=ended date=2025-05-10", "2025-05-10", False),
        ("agreement amends=g status=ended date=2025-05-10", "2025-05-10", False),
        ("agreement amends=g status=ended date=2025-05-10 from=2025-01-01", "2025-05-10", False),
        ("agreement amends=g status=ended date=2025-05-10 from=2025-06-01", "2025-05-10", False),
        ("agreement amends=g status=ended date=2025-05", "2025-05-01", False),
        ("agreement amends=g status=ended", "2025-01-01", False),
        ("agreement amends=g status=ended date=soon", "2025-01-01", False),
        ("agreement amends=g status=void date=2025-05-10", "2025-05-10", False),
        ("agreement amends=g status=draft date=2025-05-10", "2025-05-10", True),
        (
            "agreement id=h amends=g status=signed parties=o;host capabilities=ts date=2025-05-10 from=2025-01-01",
            "2025-05-10",
            False,
        ),
        (
            "agreement id=h amends=g status=signed parties=o;host capabilities=ts date=2025-05-10 from=2025-01-01",
            "2025-05-09",
            True,
        ),
        (
            "agreement id=h amends=g status=signed parties=o;host capabilities=ts date=2025-05-10 from=2025-06-01",
            "2025-05-31",
            True,
        ),
        ("agreement id=h amends=g status=signed parties=x;host capabilities=bac date=2025-05-10", "2025-05-10", False),
        (
            (
                "agreement id=h amends=g status=draft date=2025-05-10\n"
                "agreement id=i amends=h status=signed parties=o capabilities=ts date=2025-05-20"
            ),
            "2025-05-20",
            False,
        ),
        (
            (
                "agreement id=h amends=g status=signed parties=o capabilities=bac date=2025-05-10\n"
                "agreement id=i amends=h status=signed parties=o capabilities=ts date=2025-05-20"
            ),
            "2025-05-20",
            False,
        ),
        (
            (
                "agreement id=h amends=g status=signed parties=o capabilities=bac date=2025-05-10\n"
                "agreement id=i amends=g status=signed parties=o capabilities=ts date=2025-05-10"
            ),
            "2025-05-20",
            False,
        ),
        (
            "agreement id=g status=ended date=2025-05-10\n" + G.strip() + " date=2025-05-20",
            "2025-05-20",
            True,
        ),
    ],
)
def test_the_terms_of_a_day_are_the_last_that_were_agreed(later, day, expected):
    assert fine(G.strip() + " date=2024-12-01", later, first=day, last=day) == expected


def test_terms_that_widen_count_from_their_own_day_on():
    wider = "agreement id=h amends=g status=signed parties=o capabilities=bac;nts date=2025-05-10 from=2025-01-01"
    assert not fine(G, wider, activity="nts", first="2025-05-09", last="2025-05-10")
    assert fine(G, wider, activity="nts", first="2025-05-10")


def test_an_agreement_amended_in_the_middle_binds_with_both_its_terms():
    limited = "agreement id=h amends=g status=signed parties=o capabilities=bac caveats=no-digging date=2025-05-20"
    assert told(UNIT + G + limited) == ["agreed", "caveat", "no-agreement"]


@pytest.mark.parametrize(
    ("caveat", "activity", "expected"),
    [
        ("no-render-safe", "eod-level-3", False),
        ("no-render-safe", "eod-level-1", True),
        ("no-demolition", "eod-level-1", False),
        ("no-mines", "manual-clearance", False),
        ("no-mines", "bac", True),
        ("no-iedd", "iedd", False),
        ("no-machines", "mechanical", False),
        ("no-night", "manual-clearance", True),
    ],
)
def test_a_caveat_rules_out_what_it_names(caveat, activity, expected):
    line = G.replace("bac;ts", activity).replace("=signed", f"=signed caveats={caveat}")
    assert fine(line, activity=activity) == expected


@pytest.mark.parametrize(("depth", "expected"), [(0.3, True), (0.31, False), (None, False), (float("nan"), False)])
def test_a_depth_that_is_not_known_is_too_deep(depth, expected):
    assert fine(G.replace("=signed", "=signed depth_limit_m=0.3"), depth_m=depth) == expected


@pytest.mark.parametrize(("authority", "expected"), [("host", True), ("host ", True), ("x", False), ("", False)])
def test_orders_come_from_whom_the_agreement_names(authority, expected):
    assert fine(G.replace("=signed", "=signed tasking_authority=host"), authority=authority) == expected


def test_a_unit_without_an_organisation_has_no_agreement():
    assert told("unit id=u\n" + G) == ["no-agreement"]
    assert told(G) == ["no-agreement"]


def test_a_unit_that_changes_its_organisation_needs_the_agreements_of_both():
    moved = "unit id=u organisation=x date=2025-05-15\n"
    assert told(UNIT + moved + G) == ["agreed", "no-agreement"]
    assert told(UNIT + moved + G + G.replace("=g", "=h").replace("o;host", "x;host")) == ["agreed"]


# ---- territory ----

LAND = 'shape="POLYGON ((18 44, 19 44, 19 45, 18 45, 18 44))"'
AREA = shapely.box(18.1, 44.1, 18.2, 44.2)
BOW = shapely.from_wkt("POLYGON ((18.9 44.1, 19.1 44.2, 19.1 44.1, 18.9 44.2, 18.9 44.1))")


def where(table, area=AREA, first="2025-05-01", last="2025-05-31"):
    found = agreed.check_area(asked(f"u bac {first} {last}", area=area), roll_of(UNIT + table), EMPTY)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("table", "area", "expected"),
    [
        (G, AREA, True),
        (G.strip() + " " + LAND, AREA, True),
        (G.strip() + " " + LAND, shapely.box(18.9, 44.1, 19.1, 44.2), False),
        (G.strip() + " " + LAND, BOW, False),
        (G.strip() + " " + LAND, shapely.Point(18.5, 44.5), True),
        (G.strip() + " admin_areas=A", AREA, False),
        (G.strip() + " admin_areas=A\nadmin_area id=A name=North", AREA, False),
        (G + f"admin_area id=A {LAND}", AREA, True),
        (G.strip() + f" admin_areas=A\nadmin_area id=A {LAND}", AREA, True),
        (G.strip() + f" admin_areas=A;B\nadmin_area id=A {LAND}", AREA, True),
        ("", AREA, False),
        (G.replace("=signed", "=draft"), AREA, False),
    ],
)
def test_the_area_lies_in_the_territory(table, area, expected):
    inside = "The area lies in the territory of agreement g."
    assert (where(table, area) == [inside]) == expected


def test_the_area_lies_in_the_territory_on_every_day():
    north = G.replace("to=2025-12-31", "to=2025-05-15").strip() + " " + LAND + "\n"
    south = G.replace("=g", "=h").replace("from=2025-01-01", "from=2025-05-16").strip()
    assert where(north + south + ' shape="POLYGON ((18 40, 19 40, 19 41, 18 41, 18 40))"') == [
        "The area lies in the territory of agreement g.",
        "The area leaves the territory of agreement h.",
    ]
    assert where(north) == [
        "The area lies in the territory of agreement g.",
        "No agreement of o is in force and offers bac on 2025-05-16..2025-05-31.",
    ]
    assert where(north + south) == [
        "The area lies in the territory of agreement g.",
        "The area lies in the territory of agreement h.",
    ]
