"""What keeps a session on request: landmarks, events and video, in the background."""
