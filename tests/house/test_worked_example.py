"""The worked example is run as it stands, and every figure that it shows is asked of the register that it made."""

import csv
import io
import re
from decimal import Decimal

import pytest
import shapely

import landrelease as lr
from landrelease.publish.style import STYLES
from landrelease.records.codes import STATUSES

from .test_readme import DOCS, Run, blocks

TEXT = (DOCS / "how" / "worked-example.md").read_text(encoding="utf-8")
PICTURE = (DOCS / "pictures" / "ten-records.svg").read_text(encoding="utf-8")
BLOCKS = blocks(TEXT)
RECORDS = list(csv.DictReader(io.StringIO(next(block.text for block in BLOCKS if block.name.endswith(".csv")))))
DAYS = [record["date"] for record in RECORDS]
M2_OF_PICTURE = 4
"""Half a unit of the picture is a metre."""
STATUS_OF_FILL = {f"url(#t-{code})" if style.hatch else style.fill: code for code, style in STYLES.items()}


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """The register that the page makes; everything that the page shows has been compared by then."""
    folder = tmp_path_factory.mktemp("field")
    Run(folder).follow(BLOCKS)
    with lr.open(folder / "field.register") as opened:
        yield opened


def table(heading: str) -> list[dict[str, str]]:
    """Rows of the page's table that has a column of this name."""
    for text in re.findall(r"(?:^\|.*\n)+", TEXT, re.MULTILINE):
        head, _, *rows = ([cell.strip(" `") for cell in line.strip("|\n").split("|")] for line in text.splitlines())
        if heading in head:
            return [dict(zip(head, row, strict=True)) for row in rows]
    return []


def amount(cell: str) -> Decimal:
    return Decimal(cell.replace(",", ""))


def of_day(register, day: str) -> dict:
    """The row of one day's statement."""
    return register.statement(from_=day, to=day).rows[0]


def test_each_record_has_a_day_of_its_own_and_its_number_in_the_tables(register):
    assert len(set(DAYS)) == len(RECORDS) == len(list(register.records(["hazard", "release"])))
    for row in (*table("movement"), *table("memo"), *table("suspected")):
        assert DAYS[int(row["no."]) - 1] == row["date"]


def test_the_journal_is_what_the_register_posted(register):
    posted = [
        (day, posting["from"], posting["to"], posting["movement"], posting["area_m2"])
        for day in DAYS
        for posting in of_day(register, day)["postings"]
    ]
    shown = [(row["date"], row["from"], row["to"], row["movement"], amount(row["m²"])) for row in table("movement")]
    assert sorted(shown) == sorted(posted)


def test_the_journal_shows_every_movement_and_every_memo_that_there_is(register):
    row = register.statement().rows[0]
    assert {f"{entry['movement']}_m2" for entry in table("movement")} == set(row["movements"])
    assert {f"{entry['memo']}_m2" for entry in table("memo")} == set(row["memo"])


def test_the_memos_are_those_of_the_register(register):
    kept = {(day, name, area) for day in DAYS for name, area in of_day(register, day)["memo"].items() if area}
    assert {(row["date"], f"{row['memo']}_m2", amount(row["m²"])) for row in table("memo")} == kept


def test_the_accounts_are_those_of_the_register_and_of_the_journal(register):
    balance = dict.fromkeys(STATUSES, Decimal(0))
    for row in table("suspected"):
        for entry in table("movement"):
            if entry["date"] == row["date"]:
                balance[entry["from"]] -= amount(entry["m²"])
                balance[entry["to"]] += amount(entry["m²"])
        shown = {status: amount(row[status]) for status in STATUSES[1:]}
        assert shown == {status: balance[status] for status in STATUSES[1:]}
        assert shown == {status: of_day(register, row["date"])["closing"][f"{status}_m2"] for status in STATUSES[1:]}
        assert amount(row["all"]) == sum(shown.values()) == -balance["none"]


def panel(day: str) -> str:
    """What the picture draws and writes of one day."""
    return re.search(rf'<g id="day-{day}">(.*?)</g>', PICTURE, re.DOTALL)[1]


def drawn(day: str) -> dict[str, float]:
    """Areas by status in the picture of one day."""
    found = dict.fromkeys(STATUSES[1:], 0.0)
    for path, fill in re.findall(r'<path d="([^"]*)" fill="([^"]*)"', panel(day)):
        if fill != "none":
            corners = [tuple(map(float, corner.split())) for corner in re.split("[MLZ]", path) if corner.strip()]
            found[STATUS_OF_FILL[fill]] += shapely.Polygon(corners).area * M2_OF_PICTURE
    return found


@pytest.mark.parametrize("day", DAYS)
def test_the_picture_shows_the_map_and_the_amounts_of_each_day(day, register):
    land = register.land(as_of=day)
    assert drawn(day) == pytest.approx({name: land.area_m2[land.status == name].sum() for name in STATUSES[1:]})
    entries = [row for row in (*table("movement"), *table("memo")) if row["date"] == day]
    assert set(re.findall(r" ([\d,]+)</text>", panel(day))) == {row["m²"] for row in entries}
