"""Looking for a text in the values of records."""

from collections.abc import Callable
from typing import Any

import msgspec

_DECODER = msgspec.json.Decoder()


def holder_of(text: str) -> Callable[[bytes], bool]:
    """
    Make the test for one text.

    Only values are searched, never the names of members; numbers are not texts. Most records are passed over by a look
    at their bytes; those that might hold the text are read.

    Parameters
    ----------
    text
        What to look for, in any case; an empty text is in no record.

    Returns
    -------
    callable
        Takes the bytes of a record, says whether a value holds the text.

    Examples
    --------
    >>> holds = holder_of("orchard")
    >>> holds(b'{"format":1,"kind":"hazard","name":"Orchard by the bridge"}')
    True
    >>> holder_of("kind")(b'{"format":1,"kind":"hazard"}')
    False
    """
    wanted = text.casefold()
    written = msgspec.json.encode(wanted)[1:-1].decode()

    def holds(data: bytes) -> bool:
        seen = data.decode()
        # A writer may have escaped letters that we would not: only then must a record be read without a first match.
        if written not in seen.casefold() and "\\u" not in seen:
            return False
        return _in_value(_DECODER.decode(data), wanted)

    return holds if wanted else (lambda _: False)


def _in_value(value: Any, wanted: str) -> bool:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return wanted in value.casefold()
    if isinstance(value, dict):
        return any(_in_value(member, wanted) for member in value.values())
    return isinstance(value, list) and any(_in_value(member, wanted) for member in value)
