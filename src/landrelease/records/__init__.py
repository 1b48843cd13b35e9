"""The vocabulary: one typed struct per kind of record, the code lists, the bytes and their hash."""
