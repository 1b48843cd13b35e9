"""Records as a batch takes them: named, and read for the index, which any thread can do before the store is asked."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from landrelease.records.format1 import identity
from landrelease.register import index
from landrelease.register.rows import Head, Link

_HEADS: Final = msgspec.json.Encoder()


class Ready(NamedTuple):
    """
    Records without personal values, ready to be stored.

    Attributes
    ----------
    data : sequence of bytes
        Their bytes, of format 1 [k].
    ids : sequence of str
        Their identities [k].
    heads : sequence of Head
        Their heads [k], `seq` being the place in this list.
    links : list of Link
        What they name, `source_seq` being the same.
    written : str
        The heads as one JSON array of arrays.
    """

    data: Sequence[bytes]
    ids: Sequence[str]
    heads: Sequence[Head]
    links: list[Link]
    written: str

    def without(self, known: Mapping[str, int]) -> "Ready":
        """
        Leave out what a register holds already, and whatever stands here twice.

        Parameters
        ----------
        known
            Identities of records that are there.

        Returns
        -------
        Ready
            The others, with their new places; the same object where all are new.

        Examples
        --------
        >>> first, other = b'{"format":1,"kind":"hazard"}', b'{"format":1,"kind":"release"}'
        >>> rest = ready([first, other, other]).without({identity(first): 1})
        >>> rest.written
        '[[0,"release",null,null,null,"","",null,null]]'
        """
        if not known and len(set(self.ids)) == len(self.ids):
            return self
        first = {record: place for place, record in reversed(list(enumerate(self.ids))) if record not in known}
        kept = sorted(first.values())
        heads = [self.heads[place]._replace(seq=seq) for seq, place in enumerate(kept)]
        return ready([self.data[place] for place in kept], [self.ids[place] for place in kept], heads)


def ready(items: Sequence[bytes], names: Sequence[str] = (), heads: Sequence[Head] = ()) -> Ready:
    """
    Read what a register keeps of some records beside their bytes.

    Parameters
    ----------
    items
        Bytes of format 1 [k].
    names
        Their identities [k], where the caller has hashed the bytes already.
    heads
        Their heads [k], as `index.heads_of` gives them of the records that the bytes are written from.

    Returns
    -------
    Ready
        For `batch.Batch.add_ready`.

    Raises
    ------
    NotARecordError
        As `index.head`, for any of them; it names the place.
    ValueError
        Where there is not one name and one head for each.

    Examples
    --------
    >>> found = ready([b'{"format":1,"kind":"withdrawal","withdraws":"ab"}'])
    >>> found.written, found.links
    ('[[0,"withdrawal",null,null,null,"","",null,null]]', [Link(target='ab', source_seq=0, how='withdraws')])
    """
    heads = heads or index.heads(range(len(items)), items)
    names = names or list(map(identity, items))
    if not len(items) == len(names) == len(heads):
        msg = f"{len(items)} records with {len(names)} names and {len(heads)} heads"
        raise ValueError(msg)
    naming = set(filter(index.names_others, {head.kind for head in heads}))
    spoken = [(head, data) for head, data in zip(heads, items, strict=True) if head.kind in naming] if naming else []
    links = [link for head, data in spoken for link in index.links(head.seq, head.kind, data)]
    return Ready(items, names, heads, links, _HEADS.encode(heads).decode())
