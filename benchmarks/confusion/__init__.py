"""What `auto` takes each movement for: sample videos, unruly people, real people."""
