"""Every error that posecoach raises on purpose, and the exit status that each one ends the program with.

PosecoachError
├── UsageError            2   wrong usage that the argument parser cannot see by itself
├── ExerciseFileError     1   an exercise declaration is invalid
│   └── NoExerciseFile    3   it cannot be read: there is none, or no right to
├── InputError            3   an input or device cannot be used
│   ├── VideoError            a video file is missing, unreadable or broken
│   ├── CameraError           no camera, or it stopped delivering
│   ├── ModelError            the model bundle is missing, damaged or not a model
│   ├── RecordingError        a pose recording is missing, damaged or of an unknown version
│   ├── WindowError           no window can be opened here
│   └── SoundError            nothing can be said or sounded here; a session goes on without
├── OutputError           3   a result cannot be written where it was asked for
│   ├── MovedAway             what is being written was moved to another place, or deleted
│   └── HistoryError          the history cannot be read, written or understood
└── NothingToJudge        4   nobody was seen, or none of the exercises was recognised

A message says what is wrong, where, and what to do, in one line. It is a phrase, and said in the person's language
where it is shown.
"""

from __future__ import annotations

from typing import Final

from posecoach.words.phrase import N_


class PosecoachError(Exception):
    """Base of all errors that are shown to the user as one line; `exit_status` ends the program."""

    exit_status = 1


class UsageError(PosecoachError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_status = 2


class ExerciseFileError(PosecoachError):
    """An exercise declaration is invalid; the message names file, place and nearest valid name."""

    exit_status = 1


class NoExerciseFile(ExerciseFileError):
    """An exercise declaration cannot be read: there is none, or no right to."""

    exit_status = 3


class InputError(PosecoachError):
    """An input or a device cannot be used."""

    exit_status = 3


class VideoError(InputError):
    """A video file is missing, unreadable or broken."""


class CameraError(InputError):
    """No camera can be opened, or it stopped delivering frames."""


class ModelError(InputError):
    """The model bundle is missing, damaged or not a model."""


class RecordingError(InputError):
    """A pose recording is missing, damaged or of an unknown version."""


class WindowError(InputError):
    """No window can be opened on this machine."""


class SoundError(InputError):
    """Nothing can be said or sounded on this machine; a session goes on without."""


class OutputError(PosecoachError):
    """A result cannot be written where it was asked for."""

    exit_status = 3


class MovedAway(OutputError):
    """What is being written was moved to another place meanwhile, or deleted."""


class HistoryError(OutputError):
    """The history in the user's data folder cannot be read, written or understood; coaching goes on without it."""


class NothingToJudge(PosecoachError):
    """Nobody was seen, or none of the exercises was recognised."""

    exit_status = 4


def reason(error: BaseException) -> str:
    """Return why something failed, to be named in a message: a phrase of ours, the words of the system, or the kind."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    message = error.args[0] if len(error.args) == 1 else str(error)
    return (message if isinstance(message, str) else str(error)) or type(error).__name__


OF_THE_SYSTEM: Final = (
    N_("Disk quota exceeded"),
    N_("File exists"),
    N_("File name too long"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Too many levels of symbolic links"),
    N_("Too many open files"),
)
"""Why a system refuses a file, in the words of its C library, as far as people meet it."""
