"""What is done once a day while the process serves: what has run out in the accounts is removed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from anyio.to_thread import run_sync
from litestar import Litestar

from landrelease.accounts import Accounts
from landrelease.web.book import now

DAY_S: Final = 24 * 3600


@asynccontextmanager
async def swept(app: Litestar) -> AsyncIterator[None]:
    """
    Remove what has run out before the first request, and every day after that.

    Parameters
    ----------
    app
        The application.

    Yields
    ------
    None
        While the application serves.
    """
    accounts: Accounts = app.state.accounts
    await run_sync(_sweep, accounts)
    daily = asyncio.create_task(_every_day(accounts))
    yield
    daily.cancel()
    with suppress(asyncio.CancelledError):
        await daily


async def _every_day(accounts: Accounts) -> None:
    while True:
        await asyncio.sleep(DAY_S)
        await run_sync(_sweep, accounts)


def _sweep(accounts: Accounts) -> None:
    accounts.sweep(now=now())
