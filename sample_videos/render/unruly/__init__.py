"""Unruly people: clips drawn by number, in which nobody does what the coach asks for. See README.md."""
