"""Somebody waves to pause: seen in time in rendered tries, and never where nobody waves."""
