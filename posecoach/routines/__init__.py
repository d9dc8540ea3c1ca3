"""Routines as data: which exercises follow each other, how often, and with which rests."""
