"""Frames in: camera and video file behind one interface. The only layer that stamps time."""
