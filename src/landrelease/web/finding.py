"""Records found by their id or any text in them, as far as who asks may read that text."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from landrelease.desk.looking import find
from landrelease.desk.reading import Reading
from landrelease.register.search import holder_of
from landrelease.web.actor import Actor
from landrelease.web.eyes import Eyes, Told

LEAST: Final = 2
"""Letters of a text that is looked for; a shorter one is in everything."""


class Hit(NamedTuple):
    """
    A record that was found.

    Attributes
    ----------
    row : dict
        ``id``, ``kind``, ``source_id``, ``date`` and ``state``, as far as they may be read.
    told : Told
        The record as it may be read.
    """

    row: dict[str, Any]
    told: Told


def hits(register: Reading, actor: Actor, text: str) -> Iterator[Hit]:
    """
    Find records.

    Parameters
    ----------
    register
        Open and still.
    actor
        Who asks.
    text
        Beginning of an id, or any text.

    Yields
    ------
    Hit
        The latest first; below operators by id, since the order of arrival tells days. A record is found only by what
        may be read of it: else a search would tell what it hides.
    """
    wanted = text.strip()
    if len(wanted) < LEAST:
        return
    holds = holder_of(wanted)
    rows = {row["id"]: row for row in find(register, wanted)}
    eyes = Eyes(register, actor)
    for one in eyes.told(reversed(rows) if eyes.exact else sorted(rows)):
        if one.id.startswith(wanted.lower()) or holds(msgspec.json.encode(one.fields)):
            said = one.fields.get("replacement") or one.fields
            row = rows[one.id]
            row |= {"source_id": said.get("id"), "date": said.get("date"), "state": row["state"] and one.state}
            yield Hit(row, one)
