"""Form review of recordings: what was done, what was wrong, and what could not be judged."""
