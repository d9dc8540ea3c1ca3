"""One person in front of one camera: which exercise it is, how well they can be seen, breath, pauses and pain."""
