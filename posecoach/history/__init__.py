"""What was done, when and how well, kept in the user's own data folder and nowhere else (docs/privacy.md)."""
