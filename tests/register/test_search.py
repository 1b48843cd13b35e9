"""Looking for a text."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from landrelease.register.search import holder_of

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=8,
)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from texts(member)


@given(VALUES, st.text(min_size=1, max_size=3))
def test_a_text_is_found_where_a_value_holds_it(value, wanted):
    held = any(wanted.casefold() in text.casefold() for text in texts(value))
    assert holder_of(wanted)(msgspec.json.encode(value)) == held


def test_capital_letters_of_any_script():
    assert holder_of("ОБЛАСТЬ")('{"name":"область"}'.encode())
    assert holder_of("straße")(b'{"name":"STRASSE"}')
