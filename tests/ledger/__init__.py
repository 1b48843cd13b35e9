"""The ledger against its rules: a slow reference, invariants, and cases that a person can check by hand."""
