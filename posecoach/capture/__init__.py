"""Frames in: camera and video file behind one interface. Only this layer stamps media time."""
