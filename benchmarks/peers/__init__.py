"""One module per peer: `TITLE`, `DOES` (what it can and cannot express) and one function per task that it can do."""
