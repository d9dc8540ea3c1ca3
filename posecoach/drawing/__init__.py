"""Pixels: everything that is drawn on a picture or a page. Knows no window."""
