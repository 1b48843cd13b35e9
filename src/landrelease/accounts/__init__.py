"""Who may sign in to the web application of a register: machine state beside it, never part of its records.

`accounts.open(accounts.beside("province.register"))` gives an `Accounts`, to be closed after use.
"""

from landrelease.accounts.opening import Accounts, beside
from landrelease.accounts.opening import open_accounts as open  # noqa: A004 - the verb of the house

__all__ = ["Accounts", "beside", "open"]
