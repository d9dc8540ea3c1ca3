"""The coach in front of a camera: threads, the picture with its overlay, the window, the terminal."""
