"""Sample videos with exact ground truth."""
