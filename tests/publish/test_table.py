"""The statement as people see it in the terminal."""

from decimal import Decimal

from landrelease.publish.table import square_metres, statement_table


def test_a_statement_without_groups_is_an_account(province):
    table = statement_table(province.years[0])
    assert table.title == "Statement of land, 2019-01-01 to 2019-12-31, class all, known at 2026-01-31 00:00 UTC"
    assert table.columns == (
        "Square metres", "Suspected hazard", "Confirmed hazard", "Cancelled", "Reduced", "Cleared",
    )  # fmt: skip
    suspected = square_metres(province.years[0]["rows"][0]["closing"]["suspected_m2"])
    assert table.rows == [
        ("Opening", *["0.00"] * 5),
        ("newly suspected", suspected, *["0.00"] * 4),
        ("Closing", suspected, *["0.00"] * 4),
    ]
    assert table.notes == [
        "Memo: released once more, already released 1,500.00 m².",
        "Hazards without a polygon: 12,500.00 m² suspected by stated size, 7 suspected of unknown size.",
    ]


def test_books_that_do_not_balance_show_it(province):
    row = province.years[0]["rows"][0]
    off = row | {"closing": row["closing"] | {"reduced_m2": Decimal("0.25")}}
    rows = statement_table(province.years[0] | {"rows": [off]}).rows
    assert rows[-1] == ("Difference", "0.00", "0.00", "0.00", "0.25", "0.00")


def test_groups_are_lines_and_empty_columns_are_left_out(province):
    row = province.years[0]["rows"][0]
    one = {"operator": "org-1", "movements": row["movements"], "postings": row["postings"], "memo": row["memo"]}
    table = statement_table(province.years[0] | {"rows": [one, row]})
    suspected = square_metres(row["closing"]["suspected_m2"])
    assert table.columns == (
        "Group", "newly suspected", "Closing: Suspected hazard", "released once more, already released",
    )  # fmt: skip
    assert table.rows == [("org-1", suspected, "", "1,500.00"), ("All land", suspected, suspected, "1,500.00")]


def test_amounts_are_rounded_to_the_nearest_and_zero_has_no_sign():
    texts = [square_metres(Decimal(text)) for text in ("-0.004", "0.005", "1234567.895", "-1234.5")]
    assert texts == ["0.00", "0.00", "1,234,567.90", "-1,234.50"]
