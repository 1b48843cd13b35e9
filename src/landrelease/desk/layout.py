"""The number of the layout in which a register's derived rows are kept, and the refusal of any other."""

from typing import Final

from landrelease.desk.errors import LayoutError
from landrelease.records.text import tr
from landrelease.register.batch import Batch
from landrelease.register.roots import NO_ROOT
from landrelease.register.rows import Row
from landrelease.register.store import Store

LAYOUT: Final = 3
"""Raise it by one with every change after which a rebuild writes other derived rows from the same records."""
SEQ: Final = 0
"""Place of the number in table `state`: no record has it."""
NUMBER: Final[Row] = (SEQ, 0, b"layout", b"%d" % LAYOUT)
"""The row of table `state` that says in which layout all derived rows are."""


def found_in(store: Store) -> str:
    """
    Read the number of a register's layout.

    Parameters
    ----------
    store
        An open store.

    Returns
    -------
    str
        As it is written there; empty where there is none.
    """
    return next((body.decode("ascii", "replace") for _, no, _, body in store.read("state", [SEQ]) if no == 0), "")


def fault(store: Store) -> str:
    """
    Say what is wrong with a register's layout.

    Parameters
    ----------
    store
        An open store.

    Returns
    -------
    str
        What, and the way out; empty where nothing is wrong, as in a register without records.
    """
    found = found_in(store)
    if found == str(LAYOUT) or (not found and not store.count()):
        return ""
    if found.isdecimal() and int(found) > LAYOUT:
        text = tr(
            "{where}: a later version wrote the derived tables (layout {found}; this one reads {known}); "
            "use that version, or make them anew for this one with `landrelease rebuild {where}`"
        )
    else:
        text = tr(
            "{where}: an earlier version wrote the derived tables (layout {found}; this one reads {known}); "
            "make them anew with `landrelease rebuild {where}`"
        )
    return text.format(where=store.address, found=found or tr("without a number"), known=LAYOUT)


def insist(store: Store) -> None:
    """
    Refuse a register whose derived rows are in another layout.

    Parameters
    ----------
    store
        An open store.

    Raises
    ------
    LayoutError
        Where they are.
    """
    wrong = fault(store)
    if wrong:
        raise LayoutError(wrong)


def begin(store: Store, batch: Batch) -> None:
    """
    Make sure that derived rows of this layout may be written: the first batch of a register writes the number.

    Parameters
    ----------
    store
        The store of the batch.
    batch
        The open batch.

    Raises
    ------
    LayoutError
        Where the rows that are there are in another layout.
    """
    if found_in(store) == str(LAYOUT):
        return
    if store.root() != NO_ROOT.hex():
        insist(store)
    write(batch)


def write(batch: Batch) -> None:
    """
    Write the number.

    Parameters
    ----------
    batch
        An open batch that writes, or has written, all derived rows.
    """
    batch.put("state", [NUMBER])
