"""Plans as data: what a professional asks of a person, over weeks, and what is due on a day."""
