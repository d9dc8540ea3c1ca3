"""The kinds of rules: how each is watched, judged, worded and drawn."""
