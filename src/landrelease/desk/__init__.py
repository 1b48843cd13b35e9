"""The verbs as functions, one transaction each, where register, checks and ledger meet."""
