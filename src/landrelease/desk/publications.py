"""What was published, at the desk: each publication is a record with its frozen file, accepted by somebody else."""

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from landrelease.desk import upkeep
from landrelease.desk.errors import BadRequestError
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.views import EVER, store_view
from landrelease.ledger.force import state_of
from landrelease.records import format1
from landrelease.records.change import Attachment
from landrelease.records.publications import Publication
from landrelease.records.text import marked as _
from landrelease.records.text import tr

JSON: Final = "application/json"
_NO_FILE: Final = _(
    "the frozen file of the publication {name} is not in this register; take it from where the record came from"
)


class Published(NamedTuple):
    """
    A publication of the register.

    Attributes
    ----------
    record : str
        Id of its record.
    said : Publication
        The record.
    state : str
        What became of it, as `ledger.force` names it.
    """

    record: str
    said: Publication
    state: str


def put_publication(
    register: Register, said: Publication, data: bytes, approvers: Sequence[str] = (), given: bytes = b""
) -> str:
    """
    Write a publication into the register with its frozen file.

    Parameters
    ----------
    register
        An open register; who acts publishes.
    said
        What is published, without the hash of the file.
    data
        The frozen file.
    approvers
        Names or person ids of those who accept it at once; without them it waits for a decision.
    given
        The file that its audience gets, kept beside the frozen one; nothing where it is the same.

    Returns
    -------
    str
        Id of its record.
    """
    digest = hashlib.sha256(data).hexdigest()
    now = register.at_once()
    with now.writing() as batch:
        author = now.author_in(batch, None)
        record = msgspec.structs.replace(said, file_sha256=digest)
        name = batch.add(format1.encode(now.stamped(batch, record, None, author))).id
        files = {"": data} | ({f"-{said.audience}": given} if given not in {b"", data} else {})
        copies = [
            batch.add(format1.encode(now.stamped(batch, _file_of(name, one, mark), None, author))).id
            for mark, one in files.items()
        ]
        for one in files.values():
            batch.add_blob(one)
        upkeep.refresh(now.store, batch, [name, *copies])
    for approver in approvers:
        register.accept([name], author=approver)
    return name


def _file_of(name: str, data: bytes, mark: str) -> Attachment:
    return Attachment(
        about=(name,), sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), media_type=JSON,
        file_name=f"publication-{name[:12]}{mark}.json",
    )  # fmt: skip


def publications(register: Reading, known_at: str = "") -> list[Published]:
    """
    List what was published.

    Parameters
    ----------
    register
        An open register.
    known_at
        Moment of knowledge; empty for everything known.

    Returns
    -------
    list of Published
        In the order in which they were recorded, those that wait or were rejected among them.
    """
    view = store_view(register.store, register.known_at(known_at) if known_at else EVER)
    found = [
        Published(name, record, state_of(view, name))
        for name, record in register.records(["publication"])
        if isinstance(record, Publication)
    ]
    return sorted(found, key=lambda one: (one.said.recorded, one.record))


def latest(register: Reading, *, form: str, layout: str, audience: str) -> Published | None:
    """
    Find the publication before.

    Parameters
    ----------
    register
        An open register.
    form, layout, audience
        Of which form, and for whom.

    Returns
    -------
    Published or None
        The last one that was accepted; None where there is none.
    """
    asked = form, layout, audience
    found = [
        one
        for one in publications(register)
        if one.state == "accepted" and (one.said.form, one.said.layout, one.said.audience) == asked
    ]
    return found[-1] if found else None


def frozen_file(register: Reading, one: Published) -> bytes:
    """
    Give the frozen file of a publication.

    Parameters
    ----------
    register
        An open register.
    one
        The publication.

    Returns
    -------
    bytes
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where the register has only the record, since files do not always travel with records.
    """
    data = register.store.blob(one.said.file_sha256 or "")
    if data is None:
        raise BadRequestError(tr(_NO_FILE).format(name=one.record[:12]))
    return data


def given_files(register: Reading, one: Published) -> list[bytes]:
    """
    Give the files that belong to a publication besides the frozen one.

    Parameters
    ----------
    register
        An open register.
    one
        The publication.

    Returns
    -------
    list of bytes
        As they were kept, those that are here; what they are is for who reads them.
    """
    links = register.store.links_to([one.record])
    names = sorted(register.store.id_of({link.source_seq for link in links}).values())
    found = [format1.decode(register.store.get(name)) for name in names]
    kept = [other for other in found if isinstance(other, Attachment) and other.sha256 != one.said.file_sha256]
    blobs = (register.store.blob(other.sha256) for other in kept)
    return [data for data in blobs if data is not None]
