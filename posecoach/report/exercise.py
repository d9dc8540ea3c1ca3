"""An exercise, or all of a routine, as a page: the moving figure, the steps, the camera, the cautions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from posecoach import __version__
from posecoach.coaching.demonstration import demonstration
from posecoach.exercises.declaration import Exercise
from posecoach.report.demonstration import animation
from posecoach.report.page import render
from posecoach.words.catalogue import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class ShownExercise:
    """An exercise with the figure that does it; None where there is nothing to show."""

    exercise: Exercise
    figure: Markup | None


def exercise_page(exercises: Sequence[Exercise], title: str, words: Words = ENGLISH) -> str:
    """Return the page as HTML, each exercise once; title: of the exercise or routine, in English."""
    return render(
        "exercise.html",
        words,
        script="index.js",
        plot=False,
        data={},
        title=title,
        shown=[_shown(one, words) for one in {one.key: one for one in exercises}.values()],
        version=__version__,
    )


def _shown(exercise: Exercise, words: Words) -> ShownExercise:
    moves = demonstration(exercise)
    return ShownExercise(exercise, None if moves is None else animation(moves, words(exercise.name), words))
