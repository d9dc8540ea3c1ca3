"""The words of the coach in the person's language: one catalogue file per language, keyed by the English text."""
