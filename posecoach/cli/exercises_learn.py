"""`posecoach exercises learn`: propose an exercise file from recordings of the movement done well."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console

from posecoach.cli.output import Bars, errors_console, output_console
from posecoach.cli.places import input_paths, named, read_besides
from posecoach.errors import UsageError
from posecoach.features.extract import get_feature
from posecoach.learning.learning import Learned, learn
from posecoach.pose.opening import check_model, model_path
from posecoach.pose.pose import Pose
from posecoach.publishing.single_file import check_file, publish_file
from posecoach.review.job import Progress
from posecoach.review.long_videos import open_pieces
from posecoach.review.sources import is_recording
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_, counted

UNNAMED: Final = "my_exercise"
"""What the exercise is called as long as there is no file to take a name from."""


def propose(arguments: argparse.Namespace, words: Words) -> Path | None:
    """Propose an exercise, and write it to --out, or to standard output; return the file that was written."""
    paths = list(dict.fromkeys(input_paths(arguments.files)))
    if not paths:
        raise UsageError(
            N_(
                "name the recordings to learn from: posecoach exercises learn first.mp4 second.mp4 --out my.toml"
            )
        )
    out = None if arguments.out is None else named(arguments.out, "--out")
    inputs = [*paths, *read_besides(arguments)]
    if out is not None:  # before minutes of work, not after
        check_file(out, "--out", overwrite=arguments.overwrite, inputs=inputs)
    model = model_path(arguments.model)
    if not all(map(is_recording, paths)):
        check_model(model, loads_next=True)
    with Bars(errors_console(), len(paths), words) as bars:
        recordings = list(_watched(paths, model, bars))
    learned = learn(UNNAMED if out is None else out.stem, recordings)
    _tell(learned, errors_console() if out is None else output_console(), words)
    if out is None:
        print(learned.text, end="")
        return None
    publish_file(out, learned.text.encode(), "--out", overwrite=arguments.overwrite, inputs=inputs)
    return out


def _watched(paths: Sequence[Path], model: Path, bars: Bars) -> Iterator[tuple[str, Sequence[Pose]]]:
    """Yield the name and the poses of every recording."""
    for path in paths:
        poses: list[Pose] = []
        with open_pieces(path, model, outline=True, workers=1) as material:
            for moment in material.moments:
                poses.append(moment.pose)
                bars.move(path.name, Progress("judging", moment.pose.t_s, material.duration_s))
        bars.end(path.name)
        yield str(path), poses


def _tell(learned: Learned, console: Console, words: Words) -> None:
    """Print what was found, for the person to compare."""

    def tell(text: str) -> None:
        console.print(text, soft_wrap=True, markup=False, highlight=False)

    feature = get_feature(learned.feature)
    tell(
        words(
            "Repetitions are told by {feature} ({name}), as the coach will count them:",
            feature=words(feature.label),
            name=feature.name,
        )
    )
    for one in learned.counted:
        found = words(counted("{count} repetition", "{count} repetitions", len(one.repetitions)))
        times = ", ".join(
            f"{words.number(start_s, '.1f')}–{words.number(end_s, '.1f')}"
            for start_s, end_s in one.repetitions
        )
        told = words("{name}: {found}, at {times} s", name=one.name, found=found, times=times)
        tell(f"  {told}")
    tell(words("Is that right? If not, the file is wrong. All of it is guessed: read it and correct it."))
