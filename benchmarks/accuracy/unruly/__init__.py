"""Clips of unruly people, drawn by number: rendered, judged and scored. See README.md of sample_videos/render/unruly."""
