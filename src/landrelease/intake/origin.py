"""How rows are known again: by their key, else by their content and their number among equal rows."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final
from unicodedata import normalize

import msgspec
import shapely

from landrelease.intake.cell import text_of
from landrelease.intake.table import Column, Objects, Table

_MARKS: Final = str.maketrans({"%": "%25", "|": "%7C", "/": "%2F", ":": "%3A"})


def beginning(source: str) -> str:
    """
    Write how the origins of a source begin.

    Parameters
    ----------
    source
        Name of the source.

    Returns
    -------
    str
        The name with a slash behind it.

    Examples
    --------
    >>> beginning("bosnia-suspected")
    'bosnia-suspected/'
    """
    return f"{source.translate(_MARKS)}/"


def equals(origin: str) -> tuple[str, int]:
    """
    Take apart the origin of a row that has no key.

    Parameters
    ----------
    origin
        An origin.

    Returns
    -------
    tuple
        What equal rows share, and the number among them, from 1; 0 for a row with a key.

    Examples
    --------
    >>> equals("s/hazard/sha256:ab:2"), equals("s/hazard/H-1")
    (('s/hazard/sha256:ab', 2), ('s/hazard/H-1', 0))
    """
    shared, divided, order = origin.rpartition(":")
    return (shared, int(order)) if divided else (origin, 0)


def origins(
    table: Table, source: str, kinds: Sequence[str | None], keys: Sequence[str | None], ignored: frozenset[str]
) -> list[str]:
    """
    Name the row that each record comes from.

    Parameters
    ----------
    table
        The table.
    source
        Name of the source.
    kinds
        Kind of each row [n].
    keys
        Key of each row [n]; none where it has none.
    ignored
        Columns that do not belong to a row.

    Returns
    -------
    list of str
        ``source/kind/key``; a row without a key is named by the hash of its cells and geometry and, since equal rows
        may be separate accidents, by its number among its equals.

    Examples
    --------
    >>> table = Table("t.csv", "", "", {"a": ["x", "x", "x"]}, None, None, [1, 2, 3])
    >>> named = origins(table, "s", ["hazard"] * 3, [None, None, "H-1"], frozenset())
    >>> named[0][:16], named[0][-2:], named[1][-2:], named[2]
    ('s/hazard/sha256:', ':1', ':2', 's/hazard/H-1')
    """
    hashed = _hashes(table, ignored) if any(key is None for key in keys) else [""] * len(table.rows)
    begin = beginning(source)
    if None not in keys:
        return [f"{begin}{kind or ''}/{key}" for kind, key in zip(kinds, keys, strict=True)]
    seen: dict[str, int] = {}
    found = []
    for kind, key, row in zip(kinds, keys, hashed, strict=True):
        origin = f"{begin}{kind or ''}/{key if key is not None else row}"
        if key is None:
            seen[origin] = seen.get(origin, 0) + 1
            origin = f"{origin}:{seen[origin]}"
        found.append(origin)
    return found


def keys_of(columns: Sequence[Column]) -> list[str | None]:
    """
    Write the key of each row.

    Parameters
    ----------
    columns
        Cells of the key columns [n].

    Returns
    -------
    list of str or None
        Cells divided by ``|``, in Unicode's composed form [n]; none where all are empty.

    Examples
    --------
    >>> keys_of([["GG_001A", "a|b", None], [None, 7.0, None]])
    ['GG_001A|', 'a%7Cb|7', None]
    """
    texts = [_marked(_texts(cells)) for cells in columns]
    if len(texts) == 1:
        return texts[0]
    if all(None not in column for column in texts):
        return ["|".join(row) for row in zip(*texts, strict=True)]
    return ["|".join(map(_plain, row)) if any(row) else None for row in zip(*texts, strict=True)]


def _plain(text: str | None) -> str:
    return text or ""


def _marked(texts: list[str | None]) -> list[str | None]:
    """Spell out the signs that divide a key, and bring accents into one form; most columns need neither."""
    whole = "".join(filter(None, texts))
    if whole.isascii() and not any(chr(sign) in whole for sign in _MARKS):
        return texts
    return [text and normalize("NFC", text).translate(_MARKS) for text in texts]


def _hashes(table: Table, ignored: frozenset[str]) -> list[str]:
    """Hash each row over its cells as text, columns by name, and its geometry: the file's format does not matter."""
    left = {name.casefold() for name in ignored}
    texts = {name.casefold(): _texts(cells) for name, cells in table.columns.items() if name.casefold() not in left}
    used = sorted(name for name, cells in texts.items() if any(cells))
    begin = hashlib.sha256(msgspec.json.encode(used))
    rows = zip(*(texts[name] for name in used), strict=True) if used else [()] * len(table.rows)
    return [
        _digest(begin, msgspec.json.encode(row), shape)
        for row, shape in zip(rows, _binary(table.geometry, len(table.rows)), strict=True)
    ]


def _digest(begin: Any, row: bytes, shape: bytes) -> str:  # noqa: ANN401 - hashlib does not name its type
    whole = begin.copy()
    whole.update(row)
    whole.update(shape)
    return f"sha256:{whole.hexdigest()}"


def _texts(cells: Column) -> list[str | None]:
    return [(cell.strip() or None) if type(cell) is str else text_of(cell) for cell in cells]


def _binary(geometry: Objects | None, rows: int) -> Iterable[bytes]:
    if geometry is None:
        return [b""] * rows
    return [shape or b"" for shape in shapely.to_wkb(geometry, byte_order=1, flavor="iso").tolist()]
