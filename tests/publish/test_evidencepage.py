"""The page of what documents say: every passage in it, nothing but text from them, no request from it."""

import re
from html import unescape

import pytest

from landrelease.desk.origins import told_of
from landrelease.desk.sources import Kept
from landrelease.publish.evidencepage import evidence_html
from landrelease.publish.meta import Meta
from landrelease.publish.redaction.stamp import stamp
from landrelease.records.sources import Source

ONE = (
    "The army cleared mines in Tarn Province, Red Banner reported.\n\n"
    "General Ana Ito met Minister Bo Lund for talks in Ebor on 6 May. Ana Ito praised <b>‘an old friendship’</b>."
)
OTHER = (
    "Mines were cleared in Tarn Province, Red Banner reported.\n\n"
    "General Ana Ito and Minister Bo Lund had talks in Ebor on 6 May. Bo Lund spoke of ‘an old friendship’, he said."
)

MARK = stamp("authority", Meta(programme="XY", known_at="2024-06-01T00:00:00.000Z"))


def kept(name, text, **said):
    return Kept(name, Source(id=name, **said), text, "proposed")


@pytest.fixture(scope="module")
def page():
    found = told_of([kept("src-1", ONE, publisher="Post", published="2024-05"), kept("src-2", OTHER)], {})
    return evidence_html(found, MARK)


def test_the_page_says_how_many_origins_there_are_and_shows_the_passages(page):
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.partition("<body>")[2]))
    assert "2 documents, 1 independent origin" in text
    assert "What they say of it rests on: Red Banner." in text
    assert "so that what they agree on is repeated, and not confirmed" in text
    assert "It makes no hazard and no release, and nothing on the ledger was changed by it." in text
    assert "For the audience authority; valid for 2024-06-01." in text
    assert "Land that is not shown here was not recorded; it may hold explosive ordnance." in text
    assert "Date May 6" in text
    assert "Tarn Province · Mine clearance · A, B" in text
    assert "publisher: unknown · published: unknown" in text


def test_words_of_a_document_never_become_markup(page):
    assert "<b>‘an old" not in page
    assert "&lt;b&gt;" in page
    assert "script" not in page
    assert "default-src 'none'" in unescape(page)


def test_only_pages_of_the_web_can_be_opened_from_it():
    urls = ("https://example.org/?a=1&b=2", "javascript:alert(1)", "doi:10.1000/1")
    shown = evidence_html(told_of([kept(f"src-{number}", ONE, url=url) for number, url in enumerate(urls)], {}), MARK)
    assert re.findall(r'href="([^"#]+)"', shown) == ["https://example.org/?a=1&amp;b=2"]
    assert all(url.partition("?")[0] in shown for url in urls), "the others stand there as words"


def test_no_document_is_no_fault():
    assert "0 documents, 0 independent origins" in evidence_html(told_of([], {}), MARK)


@pytest.mark.browser
def test_the_page_opens_without_a_word_on_the_console(browser, page, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    said: list[str] = []
    tab.on("console", lambda one: said.append(one.text))
    tab.goto(path.as_uri())
    tab.locator("summary").first.click()
    assert tab.locator("details[open] blockquote").count() == 2
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert said == []
    tab.close()
