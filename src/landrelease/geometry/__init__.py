"""Coordinates as entered, the plane and its grid, repair, areas, traverses and the exact overlay: no files."""
