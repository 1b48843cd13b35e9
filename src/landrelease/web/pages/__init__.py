"""Pages, one file per group; each gives `ROUTES`, and `MENU` where people should find it."""
