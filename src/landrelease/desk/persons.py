"""Who acts: a name is asserted, the records know a person id that says nothing."""

import os
import unicodedata
from collections.abc import Callable, Sequence

from landrelease.desk.errors import BadRequestError
from landrelease.records import format1
from landrelease.records.context import Person
from landrelease.records.seal import SALT_BYTES, Payload, commitment
from landrelease.register.batch import Batch
from landrelease.register.rows import Head
from landrelease.register.store import Store

_ID_DIGITS = 12
Salt = Callable[[], bytes]


def random_salt() -> bytes:
    """
    Draw a salt from the machine.

    Returns
    -------
    bytes
        Sixteen random bytes.

    Examples
    --------
    >>> len(random_salt())
    16
    """
    return os.urandom(SALT_BYTES)


def spelt(name: str) -> str:
    """
    Write a name in the one way in which it is compared: composed letters, single blanks, none at the ends.

    Parameters
    ----------
    name
        As somebody typed it.

    Returns
    -------
    str
        The same name.

    Raises
    ------
    BadRequestError
        Where nothing is left.

    Examples
    --------
    >>> spelt("  Zoe\u0308   Ndiaye ")
    'Zoë Ndiaye'
    """
    plain = _plain(name)
    if not plain:
        msg = "the name of who acts is empty; name a person with --as or LANDRELEASE_AS"
        raise BadRequestError(msg)
    return plain


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def known_person(store: Store, name: str) -> str | None:
    """
    Find the id of a person by id or by name.

    Parameters
    ----------
    store
        An open store.
    name
        A person id, or a name as it was asserted before.

    Returns
    -------
    str or None
        The person id; None where nobody of that name acted here yet.

    Raises
    ------
    BadRequestError
        Where the name is empty, or two persons bear it.
    """
    plain = spelt(name)
    heads = _persons(store)
    if any(head.source_id == plain for head in heads):
        return plain
    found = sorted(person for person, other in _names(store, heads).items() if _plain(other) == plain)
    if len(found) > 1:
        msg = f"{len(found)} persons are called {plain}; name one of them by id: {', '.join(found)}"
        raise BadRequestError(msg)
    return found[0] if found else None


def person_acting(
    store: Store, batch: Batch, name: str, recorded: str, *, claimed: bool = False, salt: Salt = random_salt
) -> str:
    """
    Give the id of the person who acts, and enter a person who is new here.

    Parameters
    ----------
    store
        The store of the batch.
    batch
        The open batch.
    name
        Asserted name, or person id.
    recorded
        Stamp for a new person record.
    claimed
        Whether the stamp is claimed.
    salt
        Where salts come from.

    Returns
    -------
    str
        The person id.
    """
    found = known_person(store, name)
    if found is not None:
        return found
    payload = Payload("name", salt(), spelt(name))
    sealed = commitment(payload)
    person = f"p-{sealed[:_ID_DIGITS]}"
    record = Person(id=person, author=person, recorded=recorded, recorded_claimed=claimed, sealed={"name": sealed})
    batch.add(format1.encode(record), [payload])
    return person


def names_of(store: Store) -> dict[str, str]:
    """
    List the names behind person ids, as far as they have not been erased.

    Parameters
    ----------
    store
        An open store.

    Returns
    -------
    dict
        Person id to name.
    """
    return _names(store, _persons(store))


def _persons(store: Store) -> list[Head]:
    return [head for head in store.heads(kinds=["person"]) if head.source_id]


def _names(store: Store, heads: Sequence[Head]) -> dict[str, str]:
    records = store.id_of(head.seq for head in heads)
    known = {row.record: row.value for row in store.payloads(*records.values()) if row.field == "name" and row.value}
    return {head.source_id: known[name] for head in heads if head.source_id and (name := records[head.seq]) in known}
