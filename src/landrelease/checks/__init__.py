"""What can be wrong with a record: the catalogue of findings, one function each: no files, no database."""
