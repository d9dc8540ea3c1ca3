"""Everything that knows MediaPipe; no other package does."""
