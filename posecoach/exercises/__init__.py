"""Exercises as data: one TOML file each, and the declaration that reads and validates them."""
