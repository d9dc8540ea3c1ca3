"""Which exercises there are: those that come with posecoach, and those of a file or folder of one's own."""

from __future__ import annotations

from pathlib import Path

from posecoach.errors import ExerciseFileError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises, read_exercise, read_text
from posecoach.exercises.places import line_of
from posecoach.exercises.tables import parse
from posecoach.files import is_folder

SUFFIX = ".toml"
ROUTINE_SCHEMA = "posecoach.routine/"
"""How the schema of a routine begins; a routine may lie beside the exercises that it names."""


def exercise_files(place: Path) -> list[Path]:
    """Return the file itself, or all exercise files of a folder, in alphabetical order.

    Raises ExerciseFileError for a folder without an exercise file; whether there is a file, reading it tells.
    """
    if not is_folder(place):
        return [place]
    try:
        files = sorted(path for path in place.iterdir() if path.suffix == SUFFIX and path.is_file())
    except OSError as error:
        raise ExerciseFileError(f"{place}: cannot be read ({error.strerror}); check the path") from error
    if not files:
        raise ExerciseFileError(f"{place}: there is no exercise file in it; their names end in {SUFFIX}")
    return files


def is_routine(text: str) -> bool:
    """Whether a file says of itself that it is a routine; what is not TOML says nothing."""
    try:
        return str(parse(text, "").get("schema", "")).startswith(ROUTINE_SCHEMA)
    except ExerciseFileError:
        return False


def all_exercises(own: str | None = None) -> dict[str, Exercise]:
    """Return the exercises that come with posecoach, then those of a file or folder, by key; routines are passed over.

    Raises ExerciseFileError for a file that is invalid, and for a key that exists already, naming both files.
    """
    exercises = dict(builtin_exercises())
    if own is None:
        return exercises
    origin = {key: f"{key}{SUFFIX}, which comes with posecoach" for key in exercises}
    for path in exercise_files(Path(own)):
        text = read_text(path)
        if is_routine(text):
            continue
        exercise = read_exercise(text, str(path))
        key = exercise.key
        if key in exercises:
            raise ExerciseFileError(
                f"{path}:{line_of(text, 'key')}: key: {key!r} is already the key of {origin[key]}; choose another"
            )
        exercises[key], origin[key] = exercise, str(path)
    return exercises
