"""Many polygons read at once from GeoJSON text, where it stands as `geojson.to_geojson` writes it.

The numbers of all texts are read in one pass and the brackets counted as arrays, which is several times as fast as
reading one text after another. Anything unusual (blanks, heights, open rings) is left to the general reader.
"""

from typing import NamedTuple, TypeAlias

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from landrelease.geometry.ragged import Ints, Objects

_Bytes: TypeAlias = NDArray[np.uint8]

_OPEN, _CLOSE, _COMMA = b"[],"
_FEWEST = 4
_NUMBERS = msgspec.json.Decoder(list[float])


class Form(NamedTuple):
    """
    How one type of geometry stands in the text.

    Attributes
    ----------
    kind : shapely.GeometryType
        Polygon or MultiPolygon.
    head : bytes
        What stands before the coordinates.
    depth : int
        How many brackets enclose the first position's numbers.
    """

    kind: shapely.GeometryType
    head: bytes
    depth: int

    def fits(self, text: bytes) -> bool:
        """
        Tell whether a text begins and ends in this form.

        Parameters
        ----------
        text
            GeoJSON geometry object.

        Returns
        -------
        bool
            True where `polygons` may try it.

        Examples
        --------
        >>> FORMS[0].fits(b'{"type":"Polygon","coordinates":[]}')
        False
        """
        return text.startswith(self.head + b"[" * self.depth) and text.endswith(b"]" * self.depth + b"}")


FORMS = (
    Form(shapely.GeometryType.POLYGON, b'{"type":"Polygon","coordinates":', 3),
    Form(shapely.GeometryType.MULTIPOLYGON, b'{"type":"MultiPolygon","coordinates":', 4),
)


def polygons(texts: list[bytes], form: Form) -> Objects | None:
    """
    Read polygons of one form.

    Parameters
    ----------
    texts
        Texts that begin and end in `form`, at least one.
    form
        Their form.

    Returns
    -------
    ndarray or None
        Geometries [k]; None where any of the texts is not exactly of this form inside.

    Examples
    --------
    >>> text = b'{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}'
    >>> print(polygons([text], FORMS[0])[0])
    POLYGON ((0 0, 1 0, 1 1, 0 0))
    >>> polygons([text.replace(b"[1,1]", b"[1,1,5]")], FORMS[0]) is None
    True
    """
    pieces = [text[len(form.head) : -1] for text in texts]
    joined = b",".join(pieces)
    try:
        numbers = _NUMBERS.decode(b"[" + joined.translate(None, b"[]") + b"]")
    except msgspec.DecodeError:
        return None
    mark = np.frombuffer(joined, dtype=np.uint8)
    first_open, first_close = _positions(mark)
    commas = np.flatnonzero(mark == _COMMA)
    if not _regular(first_open, first_close, commas) or len(numbers) != 2 * len(first_open):
        return None
    ends = np.cumsum([len(piece) + 1 for piece in pieces]) - 1
    offsets = _offsets(mark, first_close, ends, form.depth)
    xy, ring_start = np.array(numbers).reshape(-1, 2), offsets[0]
    if (np.diff(ring_start) < _FEWEST).any() or (xy[ring_start[:-1]] != xy[ring_start[1:] - 1]).any():
        return None
    made: Objects = shapely.from_ragged_array(form.kind, xy, offsets)
    return made


def _positions(mark: _Bytes) -> tuple[Ints, Ints]:
    """Places of the bracket that opens and the one that closes each position's numbers."""
    opens, closes = np.flatnonzero(mark == _OPEN), np.flatnonzero(mark == _CLOSE)
    return opens[mark[opens + 1] != _OPEN], closes[mark[closes - 1] != _CLOSE]


def _regular(opens: Ints, closes: Ints, commas: Ints) -> bool:
    """Whether each position has two numbers, and as many brackets open after each as closed before the comma."""
    if len(opens) != len(closes) or len(commas) != 2 * len(opens) - 1:
        return False
    inner, between = commas[0::2], commas[1::2]
    enclosed = ((opens < inner) & (inner < closes)).all()
    return bool(enclosed and (between - closes[:-1] == opens[1:] - between).all())


def _offsets(mark: _Bytes, closes: Ints, ends: Ints, depth: int) -> tuple[Ints, ...]:
    """Give starts of rings in positions, of polygons in rings, and of collections of them in polygons."""
    offsets: list[Ints] = []
    padded = np.append(mark, np.uint8(0))
    for level in range(1, depth - 1):
        last = np.flatnonzero(padded[closes + level] == _CLOSE)
        offsets.append(np.concatenate(([0], last + 1)))
        closes = closes[last]
    offsets.append(np.concatenate(([0], np.searchsorted(closes, ends))))
    return tuple(offsets)
