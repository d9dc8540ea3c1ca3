"""The postures that exercises start in, one module each: recogniser, words, silhouette, figure. See posture.py."""
