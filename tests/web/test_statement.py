"""The statement on the screen and as files, for each audience."""

import html
import re

import pytest


@pytest.mark.parametrize("query", ["", "?year=all", "?by=operator", "?by=method", "?by=unit", "?by=class", "?by=admin",
                                   "?year=2024&against=2025-01-31", "?from=2024-01-01&to=2024-06-30&class=mines"])  # fmt: skip
def test_every_way_to_ask_is_answered(sign_in, query):
    answer = sign_in("director").get(f"/statement{query}")
    assert answer.status_code == 200, answer.text
    assert "style=" not in answer.text


def test_every_number_leads_to_records_that_add_up_to_it(sign_in):
    client = sign_in("director")
    for query in (
        "?year=2024",
        "?year=2024&by=admin",
        "?by=operator",
        "?by=class&year=2023",
        "?year=2024&against=2025-01-31",
    ):
        text = client.get(f"/statement{query}").text
        table = re.search(r'<table id="statement">.*?</table>', text, re.DOTALL)[0]
        linked = re.findall(r'<a href="(/statement/records[^"]+)">([^<]+)</a>', table)
        assert linked, query
        for address, amount in linked[::7]:
            answer = client.get(html.unescape(address))
            assert answer.status_code == 200, address
            assert f"<strong>{amount} m²</strong>" in answer.text, address
