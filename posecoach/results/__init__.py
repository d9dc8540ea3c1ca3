"""What a review found, as values, and what collects and compares them."""
