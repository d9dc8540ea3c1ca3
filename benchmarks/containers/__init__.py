"""What people do to recordings: sample videos in other containers and codecs, trimmed, squeezed, rotated, joined."""
