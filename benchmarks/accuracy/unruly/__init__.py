"""Clips of unruly people, drawn by number: rendered, judged, scored. See sample_videos/render/unruly/README.md."""
