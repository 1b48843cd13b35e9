"""The browser application and the HTTP API of a register."""
