"""Outside files become proposed records: readers by format, the plain form, profiles, and how rows are known again."""
