"""What the three ways to review have in common (one recording, a comparison, many): jobs, outputs, statuses."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from posecoach.cli.exit_status import UNEXPECTED, WRONG_USAGE
from posecoach.cli.places import STANDARD_OUTPUT, check_json, place_of, print_json, save
from posecoach.coaching.phrases import SETUP
from posecoach.coaching.placement import WITHOUT_PICTURE
from posecoach.errors import InputError, NothingToJudge
from posecoach.exercises.library import AUTO, Library
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.inference_policy import read_inference
from posecoach.publishing.folder import check_inputs
from posecoach.publishing.names import TAKEN
from posecoach.publishing.single_file import REVIEWS
from posecoach.report.exports import parse_exports
from posecoach.report.requested import RESULT, Wishes, output_names
from posecoach.results.review import Review, to_json
from posecoach.review.job import Job
from posecoach.review.request import job_for
from posecoach.signals import INTERRUPTED
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_, Phrase, filled

NOT_SEEN = {
    "side": N_(
        "{exercise} was not seen in {path}: nobody took its starting position in the side view ('{command}' shows it)"
    ),
    "front": N_(
        "{exercise} was not seen in {path}: nobody took its starting position in the front view ('{command}' shows it)"
    ),
}
"""Why nothing was recognised, by the view from which the exercise is judged."""

# From harmless to worst: a review of several recordings ends with the worst of their statuses.
SEVERITY = (0, NothingToJudge.exit_status, UNEXPECTED, InputError.exit_status, WRONG_USAGE, INTERRUPTED)


def job_of(
    path: Path,
    folder: Path | None,
    model: Path,
    arguments: argparse.Namespace,
    library: Library,
    words: Words = ENGLISH,
) -> Job:
    """Return what the arguments ask to be done with one recording.

    Raises UsageError for a name that is no exercise, no routine or no format.
    """
    return job_for(
        path,
        arguments.exercise,
        library,
        model,
        folder=folder,
        features=arguments.features,
        overwrite=arguments.overwrite,
        inference=read_inference(arguments.inference),
        wishes=Wishes(
            not arguments.no_video, parse_exports(arguments.export), words.language, arguments.csv_dialect
        ),
    )


def check_outputs(arguments: argparse.Namespace, jobs: Sequence[Job], inputs: Sequence[Path]) -> None:
    """Refuse outputs that would go over an input or over each other, or cannot be written. Raises OutputError."""
    folders = [(job.folder, output_names(job.wishes)) for job in jobs if job.folder is not None]
    for folder, names in folders:
        check_inputs(folder, names, inputs)
    alone = len(jobs) == 1 and arguments.out is not None and jobs[0].folder == Path(arguments.out)
    if alone and _is_result(arguments):
        return  # The JSON of one recording is the same as the one in its folder, which is written with the rest.
    taken = [folder / name for folder, names in folders for name in names]
    if not alone and arguments.out is not None:
        taken += [Path(arguments.out) / name for name in TAKEN]
    check_json(arguments, inputs, REVIEWS, taken)


def _is_result(arguments: argparse.Namespace) -> bool:
    """Whether --json names the result that a review of one recording puts into its folder anyway."""
    if not arguments.out or arguments.json in (None, "", STANDARD_OUTPUT):
        return False
    return place_of(Path(arguments.json)) == place_of(Path(arguments.out) / RESULT)


def write(
    arguments: argparse.Namespace, results: Sequence[Review], inputs: Sequence[Path], *, several: bool
) -> None:
    """Write results to the JSON file asked for, or to standard output.

    Raises OutputError.
    """
    if arguments.json is None or (not several and (not results or _is_result(arguments))):
        return
    content = to_json(results, several=several)
    if arguments.json == STANDARD_OUTPUT:
        print_json(content)
    else:
        save(arguments, "--json", content, inputs)


def why_nothing(review: Review, asked: str, library: Library) -> Phrase:
    """Return why a review recognised nothing."""
    path = review.video.path
    if not review.video.frames_with_person:
        if any(SETUP[code] in review.setup.advice for code in WITHOUT_PICTURE):
            return filled("nothing can be seen in {path}: copy or record it again", path=path)
        return filled(
            "nobody was seen in {path}; your whole body must be in view, with enough light", path=path
        )
    if asked == AUTO:
        likely = next(
            (candidate.exercise for candidate in review.candidates if candidate.confidence > 0), None
        )
        if likely is not None:
            return filled(
                "the starting position of {exercise} was seen in {path}, but none of its movements",
                exercise=likely,
                path=path,
            )
        return filled(
            "no exercise was recognised in {path}; name one with --exercise ('{command}' lists them)",
            path=path,
            command=f"posecoach exercises{_own(library.exercises)}",
        )
    steps = library.steps(asked)
    if len(steps) > 1:
        return filled(
            "none of the exercises of {routine} was seen in {path}: nobody took one of their starting positions",
            routine=asked,
            path=path,
        )
    exercise = steps[0].exercise
    command = f"posecoach exercises {exercise.key}{_own((exercise.key,))}"
    return filled(NOT_SEEN[exercise.view], exercise=exercise.key, path=path, command=command)


def _own(keys: Iterable[str]) -> str:
    """Return the option without which a command does not know these exercises."""
    return "" if all(key in builtin_exercises() for key in keys) else " --exercises FOLDER"


def worse(status: int, other: int) -> int:
    """Return the worse of two exit statuses."""
    return max(status, other, key=SEVERITY.index)
