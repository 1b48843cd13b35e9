"""Opening a register that exists, and making a new one."""

from pathlib import Path
from typing import Any

from landrelease.desk import layout
from landrelease.desk.answers import stamp_of
from landrelease.desk.persons import spelt
from landrelease.desk.reading import Clock, utc_now
from landrelease.desk.register import Register
from landrelease.records.context import Programme
from landrelease.register.address import create_store, open_store


def open_register(
    address: str | Path,
    *,
    acting: str = "unnamed",
    clock: Clock = utc_now,
    dry_run: bool = False,
    any_layout: bool = False,
) -> Register:
    """
    Open a register that exists.

    Parameters
    ----------
    address
        Path of its file.
    acting
        Name or person id of who writes.
    clock
        Where `recorded` comes from.
    dry_run
        Whether every transaction is undone at its end.
    any_layout
        Whether derived rows of another layout are left to whoever asks: for what needs only the records, as
        `Register.verify`, `Register.rebuild`, backups and the log do.

    Returns
    -------
    Register
        Close it, or use it in a ``with`` block.

    Raises
    ------
    LayoutError
        Where another version wrote the derived tables in another layout.
    RegisterError
        Of the class that fits, where it cannot be opened.
    """
    store = open_store(address)
    try:
        if not any_layout:
            layout.insist(store)
    except BaseException:
        store.close()
        raise
    return Register(store, acting=acting, clock=clock, dry_run=dry_run)


def init(address: str | Path, *, acting: str = "unnamed", **programme: Any) -> Register:  # noqa: ANN401 - its fields
    """
    Make a new register from the facts of its programme.

    Parameters
    ----------
    address
        Path of a file that does not exist yet.
    acting
        Name or person id of who makes it.
    **programme
        Fields of `Programme`; ``programme`` is another word for its ``id``.

    Returns
    -------
    Register
        Open.
    """
    name = programme.pop("programme", None)
    return create(address, Programme(**({"id": name} if name else {}), **programme), acting=acting)


def create(
    address: str | Path,
    programme: Programme,
    *,
    acting: str = "unnamed",
    clock: Clock = utc_now,
    recorded: str | None = None,
) -> Register:
    """
    Make a new register.

    Parameters
    ----------
    address
        Path of a file that does not exist yet.
    programme
        The programme it belongs to.
    acting
        Name or person id of who makes it.
    clock
        Where `recorded` comes from.
    recorded
        A claimed moment.

    Returns
    -------
    Register
        Open.

    Raises
    ------
    BadRequestError
        Where the moment or the name cannot be; no file is made then.
    RegisterError
        Of the class that fits, where the file cannot be made.
    """
    now = clock()
    stamp_of(recorded, now)
    spelt(acting)
    register = Register(create_store(address), acting=acting, clock=lambda: now)
    register.append(programme, recorded=recorded)
    register.clock = clock
    return register
