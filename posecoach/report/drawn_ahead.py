"""The annotated video drawn and encoded beside the network, second by second, from what is known until then.

What a picture says is final only when all is judged. Some seconds later little of it changes; so each group of pictures
is drawn once those are over, and what was drawn is kept. In the end `annotate` draws the groups again that would look
otherwise now. When a group is drawn depends on media time alone, so the same recording gives the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from posecoach.drawing.skeleton import Near
from posecoach.events import CueGiven, Event, Fault, Repetition
from posecoach.exercises.declaration import Exercise
from posecoach.pipeline import CoachLike, Moment
from posecoach.pose.pose import Pose
from posecoach.publishing.disk import remove
from posecoach.report.captions import Captions
from posecoach.report.drawing_thread import DrawingThread, Drawn, DueGroup
from posecoach.report.fault_picture import near_of
from posecoach.report.shots import group_of
from posecoach.results.collecting import Collector
from posecoach.results.review import PhaseSpan, Segment, exercise_at
from posecoach.state import CoachState
from posecoach.words.catalogue import Words

LAG_S: Final = 3.0
"""After which a group is drawn. Of 1924 groups of the sample videos, 11 % are drawn again with one second, 5.8 % with
three and 5.0 % with six."""


@dataclass(frozen=True, slots=True)
class _SoFar:
    """What has been found until now; as the evidence of a whole review."""

    exercise: Exercise | None
    phases: Sequence[PhaseSpan]
    faults: Sequence[Fault]
    repetitions: Sequence[Repetition]
    cues: Sequence[CueGiven]
    segments: Sequence[Segment]
    known: Mapping[str, Exercise]

    def exercise_at(self, t_s: float) -> Exercise | None:
        key = exercise_at(self.segments, t_s)
        return self.exercise if key is None else self.known.get(key, self.exercise)


class DrawnAhead:
    """A sink that has the annotated video of a file drawn meanwhile; a context manager.

    path: for what is drawn, removed in the end. Raises OutputError or VideoError, with a later step or at the end,
    when drawing failed.
    """

    def __init__(
        self, video: Path, path: Path, coach: CoachLike, known: Mapping[str, Exercise], words: Words
    ) -> None:
        self._video, self._path = video, path
        self._coach, self._known, self._words = coach, known, words
        self._collector = Collector()
        self._cues: list[CueGiven] = []
        self._poses: list[Pose] = []
        self._next = 0
        self._before = Pose.nobody(0.0)
        self._near: Near = "both"
        self._thread: DrawingThread | None = None

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop; hand over what is due with it."""
        if moment is None:
            return  # the rest is drawn when all is known
        self._collector(moment, events, state)
        self._cues += [event for event in events if isinstance(event, CueGiven)]
        self._poses.append(moment.pose)
        while moment.pose.t_s >= self._next + 1 + LAG_S:
            self._hand_over(self._next)
            self._next += 1

    def finish(self, progress: Callable[[float], None]) -> Drawn | None:
        """Wait until all is drawn that was handed over; None if nothing is of use.

        progress: told the media time [s] that has been reached.
        """
        return self._thread.finish(progress) if self._thread is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and remove what was drawn."""
        if self._thread is not None:
            self._thread.stop()
        with suppress(OSError):
            remove(self._path)

    def _hand_over(self, number: int) -> None:
        """Have a group drawn, unless no exercise was recognised until now: all of it would be drawn again."""
        count = sum(group_of(pose.t_s) <= number for pose in self._poses)
        poses, self._poses = self._poses[:count], self._poses[count:]
        exercise = self._known.get(self._coach.recognised or "")
        if self._thread is None and exercise is not None:
            self._thread = DrawingThread(self._video, self._path, number, self._before, self._near)
        if self._thread is not None:
            captions = Captions(self._so_far(exercise), self._words).within(number - 1, number + 2)
            self._thread.put(DueGroup(poses, captions))
            return
        for pose in poses:
            self._before, self._near = pose, near_of(pose, self._near)

    def _so_far(self, exercise: Exercise | None) -> _SoFar:
        found = self._collector
        phases, faults = found.open_spans()
        return _SoFar(
            exercise,
            (*found.phases, *phases),
            (*found.faults, *faults),
            tuple(found.repetitions),
            tuple(self._cues),
            tuple(found.segments),
            self._known,
        )
