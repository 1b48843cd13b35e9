"""The fold of all accepted land records: parcels, postings, statements, as of any day, explained."""
