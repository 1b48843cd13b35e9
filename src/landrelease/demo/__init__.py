"""The worked example: a synthetic province in the open sea, six years of partners' files, and an oracle of them."""
