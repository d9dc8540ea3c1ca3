"""Exercises as data: one TOML file each, and the declaration that reads and validates them.

Called, it returns the exercises by key: `posecoach.exercises()`.
"""

from posecoach.face import callable_floor

callable_floor(__name__, "posecoach.exercises.loader", "all_exercises")
