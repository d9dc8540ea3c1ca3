"""Landmarks of a person: names and types, the MediaPipe adapter, the model bundle, recording and replay."""
