"""Values never become markup."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.publish.markup import Markup, element, escaped, joined

# what XML 1.0 can carry at all
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(texts, texts)
def test_a_parser_reads_back_the_very_text_and_attribute(text, value):
    read = ET.fromstring(element("p", text, title=value))
    assert (read.text or "", read.get("title"), len(read)) == (text, value, 0)


def test_nested_sequences_of_texts_and_markup_keep_their_order():
    assert element("ul", [element("li", "a & b"), ["<c>", element("li")]]) == (
        "<ul><li>a &amp; b</li>&lt;c&gt;<li></li></ul>"
    )


def test_what_is_neither_text_nor_markup_is_refused():
    with pytest.raises(TypeError, match="int is neither text nor markup"):
        element("p", 5)


def test_escaped_text_is_not_escaped_again():
    assert element("p", escaped("a < b")) == "<p>a &lt; b</p>"
    assert joined([Markup("<b></b>"), escaped("<")], " & ") == "<b></b> &amp; &lt;"
