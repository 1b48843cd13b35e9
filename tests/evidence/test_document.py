"""Documents as they come in: text, web page, PDF; what they do not say stays empty."""

import time

import pytest
import typst

from landrelease.evidence.document import Document, UnreadableError, read_document

PAGE = """<!doctype html><html lang="en-GB"><head><title>Field cleared - Gazette</title>
<meta property="og:site_name" content="Example Gazette"><meta property="og:url" content="https://example.org/1">
<meta name="author" content="A. Writer"><meta property="article:published_time" content="2025-11-07T08:00:00Z">
<meta property="article:modified_time" content="2026-01-01"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/a">About</a></li></ul></nav>
<article><h1>Field cleared</h1><p>Teams cleared a field near the school on Tuesday, the authority said.</p>
<p>The field had been used as a playground before the war and goes back to the village in spring.</p></article>
<footer>Copyright 2026</footer></body></html>"""
WORDS = (
    "Teams cleared a field near the school on Tuesday, the authority said.\n\n"
    "The field had been used as a playground before the war and goes back to the village in spring."
)


def test_a_web_page_gives_its_words_and_what_it_says_of_itself():
    assert read_document(PAGE.encode(), "a.html") == Document(
        WORDS,
        title="Field cleared",
        publisher="Example Gazette",
        published="2025-11-07",
        written_by="A. Writer",
        language="en",
        url="https://example.org/1",
        media_type="text/html",
    )


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2025-11">', "2025-11"),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2025"}]}</script>', "2025"),
        ('<script type="application/ld+json">{broken</script>', ""),
        ('<meta name="date" content="7 November">', ""),
        ('<meta name="date" content="2025-02-30">', ""),
        ('<meta property="article:modified_time" content="2025-11-07">', ""),
    ],
)
def test_a_page_without_a_day_of_publication_has_none(head, published):
    page = f"<html><head>{head}</head><body><p>{WORDS}</p></body></html>"
    assert read_document(page.encode(), "a.html").published == published


def test_a_text_has_a_heading_only_where_it_stands_alone():
    assert read_document("Field cleared\r\n\r\nTeams left.\u00a0 \n".encode(), "a.txt")[:2] == (
        "Teams left.",
        "Field cleared",
    )
    assert read_document(b"Teams left.\n\nNobody stayed.", "a.txt")[:2] == ("Teams left.\n\nNobody stayed.", "")
    assert read_document("Поле".encode("utf-16"), "a.txt").text == "Поле"


def test_first_lines_may_state_what_a_text_is():
    words = b"publisher: Gazette\npublished: 2025-11\ntitle: Field cleared\n\nTeams left.\n"
    assert read_document(words, "a.txt") == Document(
        "Teams left.", title="Field cleared", publisher="Gazette", published="2025-11"
    )
    assert read_document(b"published: last week\n\nTeams left.", "a.txt") == Document("Teams left.")
    assert read_document(b"title: Field\nOPERATOR: hello\n\nCALLER: yes.", "a.txt").publisher == ""


def test_a_paper_gives_its_words_in_paragraphs():
    paper = typst.compile(
        b"#set document(title: [Field cleared], date: datetime(year: 2020, month: 1, day: 1))\nTeams left."
    )
    assert read_document(paper, "a.pdf") == Document("Teams left.", title="Field cleared", media_type="application/pdf")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no words"),
        (b"\n \n", "holds no words"),
        (b"caf\xe9 \xff", "letters are not UTF-8"),
        (b"MZ\x00\x03 mines", "stand for no letter .NUL."),
        (typst.compile(b"#rect()"), "a scanned page must be typed first"),
        (b"%PDF-1.7 torn", "cannot be read"),
        (b"%PDF-1.7\n" + b"x" * 64_000_000, "larger than a document ever is"),
        (b"<html><body>" + b"<div>" * 20_000 + b"Mines", "larger than a document ever is"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_with_the_way_out(data, words):
    with pytest.raises(UnreadableError, match=words) as fault:
        read_document(data, "a.txt")
    assert "Way out: save the document as UTF-8 text" in str(fault.value)


def test_what_is_wrong_with_a_paper_is_said_once_by_the_refusal(caplog):
    with pytest.raises(UnreadableError):
        read_document(b"%PDF-1.4 torn", "a.pdf")
    assert caplog.messages == []


def test_a_page_with_thousands_of_tags_in_its_head_is_read_in_one_walk():
    head = '<link rel="canonical" href="https://example.org/2">' + '<meta name="keywords" content="mines">' * 2000
    began = time.process_time()
    found = read_document(f"<html><head>{head}</head><body>Cleared.</body></html>".encode(), "a.html")
    assert (found.text, found.url) == ("Cleared.", "https://example.org/2")
    assert time.process_time() - began < 10, "a step through query results takes over a minute"
