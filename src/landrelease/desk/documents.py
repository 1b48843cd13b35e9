"""Files that belong to records: which there are, what they are about, and their bytes."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from landrelease.desk.errors import UnknownIdError
from landrelease.desk.reading import Reading
from landrelease.desk.views import store_view
from landrelease.ledger.force import View
from landrelease.programme.roll import plain
from landrelease.records.base import Record
from landrelease.records.change import Attachment, Correction
from landrelease.records.kinds import kind_of, replacement_of


class Document(NamedTuple):
    """
    A file of the register.

    Attributes
    ----------
    id : str
        Id of the attachment record.
    record : Attachment
        What is said of the file.
    about : tuple of dict
        ``kind``, ``id`` (the source's own), ``record`` and ``said`` (the record itself) of what it belongs to.
    """

    id: str
    record: Attachment
    about: tuple[dict[str, Any], ...]


def documents(register: Reading) -> list[Document]:
    """
    List the files.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of Document
        The newest first.
    """
    view = store_view(register.store)
    found = [
        _document(view, name, record)
        for name, record in register.records(["attachment"])
        if isinstance(record, Attachment)
    ]
    return sorted(found, key=lambda one: (one.record.recorded, one.id), reverse=True)


def document(register: Reading, name: str) -> tuple[Document, bytes]:
    """
    Read a file.

    Parameters
    ----------
    register
        An open register.
    name
        Whole id of its attachment record.

    Returns
    -------
    tuple
        What is known of it, and its bytes.

    Raises
    ------
    UnknownIdError
        Where there is no such file, or its bytes are not in this register.
    """
    view = store_view(register.store)
    record = view.record(name)
    data = register.store.blob(record.sha256) if isinstance(record, Attachment) else None
    if not isinstance(record, Attachment) or data is None:
        msg = f"there is no file {name[:12]!r} here; the page of documents lists those that there are"
        raise UnknownIdError(msg)
    return _document(view, name, record), data


def _document(view: View, name: str, record: Attachment) -> Document:
    return Document(name, record, tuple(_about(view, record.about)))


def _about(view: View, names: Iterable[str]) -> Iterable[dict[str, Any]]:
    for name in names:
        found = view.record(name)
        said = _statement(found) if found is not None else None
        if said is not None:
            yield {"kind": kind_of(said), "id": plain(getattr(said, "id", None)), "record": name, "said": said}


def _statement(record: Record) -> Record | None:
    if not isinstance(record, Correction):
        return record
    try:
        return replacement_of(record)
    except ValueError:
        return None
