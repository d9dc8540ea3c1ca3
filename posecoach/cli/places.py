"""What the arguments name to read and to write, and whether the two may stand side by side."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from posecoach.errors import ExerciseFileError, InputError, OutputError
from posecoach.exercises.loader import exercise_files
from posecoach.files import real_path
from posecoach.history.place import every_history
from posecoach.plain_text import for_json
from posecoach.plans.reading import plan_file
from posecoach.publishing.single_file import check_file, publish_file
from posecoach.words.phrase import N_, filled

Place = str | os.PathLike[str]

STANDARD_OUTPUT: Final = "-"


def named(text: str, option: str) -> Path:
    """Return the path that an option names for something to be written. Raises OutputError for none, and for "-"."""
    if not text:
        raise OutputError(filled("{option} names nothing: give a name that is not empty", option=option))
    if text == STANDARD_OUTPUT:  # who means it has asked before
        template = N_(
            "{option} cannot write to standard output: give another name, or ./- for one that is called -"
        )
        raise OutputError(filled(template, option=option))
    return Path(text)


def input_paths(texts: Sequence[str]) -> list[Path]:
    """Return the paths that are to be read. Raises InputError for an empty name."""
    if not all(texts):
        raise InputError(filled("the name of a recording is empty: give the path of a file or folder"))
    return [Path(text) for text in texts]


def read_besides(arguments: argparse.Namespace) -> list[Path]:
    """Return what a command reads besides recordings: model, exercise files, plan, baseline, and every history."""
    given = {name: vars(arguments).get(name) for name in ("model", "exercises", "plan", "baseline")}
    return [*read_by_all(given["model"], given["exercises"]), *_plan_and_baseline(given)]


def read_by_all(model: Place | None, exercises: Place | None) -> list[Path]:
    """Return what no command may write over: a model, exercise files, and the histories of all people."""
    models = [] if not model else [Path(model)]
    own: list[Path] = []
    if exercises:
        with suppress(ExerciseFileError):  # there is none yet; who needs one says so
            own = exercise_files(Path(exercises))
    return [*models, *own, *every_history()]


def _plan_and_baseline(given: Mapping[str, str | None]) -> Iterator[Path]:
    if given["baseline"]:
        yield Path(given["baseline"])
    plan = None if given["plan"] is None else plan_file(given["plan"])
    if plan is not None:
        yield plan


def check_json(
    arguments: argparse.Namespace, inputs: Sequence[Path], mark: str, taken: Sequence[Path] = ()
) -> None:
    """Refuse a JSON file that may not or cannot be written before minutes of work, not after.

    mark: of what will be written, as `mark_of` returns it. taken: files that the same command will make. Raises
    OutputError.
    """
    if arguments.json in (None, STANDARD_OUTPUT):
        return
    path = named(arguments.json, "--json")
    places = [place_of(one) for one in taken]
    if place_of(path) in places:
        raise OutputError(filled("{path} is a file of --out: give another file with --json", path=path))
    if any(place_of(path) in place.parents for place in places):
        raise OutputError(
            filled(
                "{path} is given with {one} and {other}: give two files",
                path=path,
                one="--out",
                other="--json",
            )
        )
    check_file(path, "--json", overwrite=arguments.overwrite, inputs=inputs, mark=mark)


def place_of(path: Path) -> Path:
    """Return a place with all links on the way to it followed, but not one that lies there itself."""
    return real_path(path.parent) / path.name


def print_json(content: bytes) -> None:
    """Write JSON to standard output, with what would steer a terminal as escapes."""
    sys.stdout.buffer.write(for_json(content.decode()).encode())


def save(arguments: argparse.Namespace, option: str, content: bytes, inputs: Sequence[Path]) -> None:
    """Write what an option such as --json asks for to the file that it names. Raises OutputError."""
    path = named(vars(arguments)[option.removeprefix("--")], option)
    publish_file(path, content, option, overwrite=arguments.overwrite, inputs=inputs)
