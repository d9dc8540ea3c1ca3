"""Everything that knows MediaPipe, and nothing else does."""
