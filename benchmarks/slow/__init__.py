"""What a slow computer says in front of the camera, against the review of the same movement."""
