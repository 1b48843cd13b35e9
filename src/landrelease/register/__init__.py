"""Where records are kept: append, read, attach, verify; see ``README.md`` here."""
