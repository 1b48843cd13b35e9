"""The figures and the table of years say what the statements say."""

import xml.etree.ElementTree as ET
from decimal import Decimal

from landrelease.publish.yeartable import figures, year_table


def lines(docs):
    """Groups of the table: heading, then label and cells of each line."""
    root = ET.fromstring(year_table(docs))
    found = {}
    for body in root.iter("tbody"):
        head, *rest = body.iter("tr")
        found["".join(head.itertext())] = {
            "".join(row[0].itertext()): [[part.text for part in cell] or cell.text for cell in row[1:]] for row in rest
        }
    return found


def test_every_group_has_a_column_for_each_year(province):
    found = lines(province.years)
    assert list(found) == [
        "Opening", "Movements", "Closing", "Memo (moves nothing)", "Hazards without a polygon, closing",
    ]  # fmt: skip
    cleared = province.years[6]["rows"][0]["closing"]["cleared_m2"]
    assert found["Closing"]["Cleared"][6] == [f"{cleared / 1_000_000:,.3f}", f"{cleared:,.2f}"]
    assert found["Opening"]["Cleared"][0] == "0"
    assert found["Closing"]["Opening and movements"] == ["adds up"] * 7
    assert found["Hazards without a polygon, closing"]["Suspected hazard, count of unknown size"] == ["7"] * 7
    assert "suspected only, was confirmed" not in found["Movements"]


def test_a_year_that_does_not_add_up_is_marked(province):
    row = province.years[1]["rows"][0]
    off = row | {"closing": row["closing"] | {"reduced_m2": Decimal("2.5")}}
    docs = [province.years[0], province.years[1] | {"rows": [off]}]
    assert lines(docs)["Closing"]["Opening and movements"] == ["adds up", "2.50 m²"]
    assert 'class="wrong"' in year_table(docs)


def test_corrections_stand_apart_where_there_are_any(province):
    row = province.years[1]["rows"][0]
    corrected = row | {"corrections": row["corrections"] | {"suspected_m2": Decimal(-7_000)}}
    found = lines([province.years[1] | {"rows": [corrected]}])["Corrections (not release)"]
    assert found == {"Suspected hazard": [["-0.007", "-7,000.00"]]}


def test_the_figures_are_those_of_the_last_year(province):
    root = ET.fromstring(figures(province.years))
    told = {card[0].text: card[1].text.strip() for card in root}
    row = province.years[-1]["rows"][0]

    def km2(part, *statuses):
        return f"{sum(row[part][f'{status}_m2'] for status in statuses) / 1_000_000:,.2f}"

    assert told == {
        "Open at the end of 2025": km2("closing", "confirmed", "suspected"),
        "of that confirmed": km2("closing", "confirmed"),
        "Released so far": km2("closing", "cancelled", "reduced", "cleared"),
        "Released in 2025": km2("movements", "cancelled", "reduced", "cleared"),
        "Beside the map": (
            "Memo: released once more, already released 1,500.00 m². Hazards without a polygon: 12,500.00 m² suspected"
            " by stated size, 7 suspected of unknown size."
        ),
    }
