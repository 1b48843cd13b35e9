"""Who may sign in to the web application of a register: machine state beside it, never part of its records.

`accounts.open(accounts.beside("province.register"))` gives an `Accounts`, to be closed after use.
"""

from landrelease.accounts.opening import Accounts, beside, open_accounts

open = open_accounts  # noqa: A001 - the verb of the house, as in `landrelease.open`

__all__ = ["Accounts", "beside", "open", "open_accounts"]
