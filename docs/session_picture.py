# noqa: INP001 - a script, not a package
"""Makes docs/transcript.md and docs/session.jpg: a whole routine, played by the sample videos, as it is heard and seen.

    PYTHONPATH=. python docs/session_picture.py [POSES]

POSES: a folder with the poses of the clips as NAME-*.npz, which saves some minutes; otherwise they are estimated anew.
The voice is not made: every utterance takes as long as its words would at the voice's tempo.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.capture.video import VideoFile
from posecoach.coaching.demonstration import Demonstrations
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.page_drawing import draw_page
from posecoach.drawing.pages import pain_page, summary_page
from posecoach.drawing.snapshot import Latest, Snapshot
from posecoach.events import Event, Stage
from posecoach.exercises.library import find_steps
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import builtin_routines
from posecoach.guiding.guide import Guide
from posecoach.live.results import Results
from posecoach.pipeline import Moment, observe
from posecoach.pose.opening import model_path, open_estimator
from posecoach.pose.pose import Pose
from posecoach.pose.recording import read_recording
from posecoach.state import CoachState
from posecoach.voice.script import Script, announcement_of
from posecoach.voice.speech import seconds_to_say
from posecoach.voice.turns import Turn, Turns
from posecoach.words.catalogue import ENGLISH
from tools.routine_film import CLIPS, SAMPLES, SEAM_S, STILL_S

ROUTINE: Final = "pop_your_back"
DOCS: Final = Path(__file__).resolve().parent
SIZE_WH: Final = (960, 540)
COLUMNS: Final = 2


@dataclass(frozen=True)
class Shot:
    """A frame of the routine with its pose, its media time set."""

    bgr: NDArray[np.uint8]
    pose: Pose


def clip(name: str, folder: Path | None) -> list[Shot]:
    """Return the frames of a clip with their poses."""
    with closing(VideoFile(SAMPLES / f"{name}.mp4")) as source:
        frames = [frame.bgr.copy() for frame in source]
    if folder is not None:
        (path,) = folder.glob(f"{name}-*.npz")
        poses: Sequence[Pose] = list(read_recording(path).poses)
    else:
        with (
            closing(VideoFile(SAMPLES / f"{name}.mp4")) as source,
            open_estimator(model_path(None), True) as estimator,
        ):
            poses = [moment.pose for moment in observe(source, estimator)]
    return [Shot(bgr, pose) for bgr, pose in zip(frames, poses, strict=True)]


def film(folder: Path | None) -> Iterator[Shot]:
    """Yield the routine as tools/routine_film.py shows it: before each later exercise its first frame stands."""
    begun, shown_before = 0.0, ""
    for name, times in CLIPS:
        shots = clip(name, folder)
        for _ in range(times):
            exercise = name.rpartition("_clean")[0] or shown_before
            still_s = STILL_S if shown_before and exercise != shown_before else 0.0
            shown_before = exercise
            for index in range(round(still_s / SEAM_S)):
                yield Shot(shots[0].bgr, replace(shots[0].pose, t_s=begun + index * SEAM_S))
            for shot in shots:
                yield Shot(shot.bgr, replace(shot.pose, t_s=begun + still_s + shot.pose.t_s))
            begun += still_s + shots[-1].pose.t_s + SEAM_S


class Listener:
    """Hears what the voice would say, and when, by media time."""

    def __init__(self) -> None:
        """Begin in silence."""
        self.heard: list[tuple[float, str]] = []
        self._script = Script(ENGLISH)
        self._turns = Turns(self._over)
        self._until_s = 0.0

    def __call__(self, t_s: float, events: Sequence[Event], state: CoachState) -> None:
        """Listen to one step."""
        turns = self._turns
        lines = self._script.lines(events, state)
        if lines and self._script.moves_on(events):
            turns.overtake(t_s)
        if self._script.pauses(events) and turns.drop("replaced", t_s):
            turns.end(t_s)
        stopped = [turns.offer(line, t_s) for line in lines]  # all are offered, as the voice does
        if any(stopped) or (turns.speaking and t_s >= self._until_s):
            turns.end(t_s)
        if turns.speaking is None and (turn := turns.take(t_s)) is not None:
            self.heard.append((t_s, turn.utterance.text))
            self._until_s = t_s + seconds_to_say(turn.utterance.text)

    def _over(self, turn: Turn) -> None:
        """Mark what was broken off for something more important."""
        if turn.outcome == "interrupted" and self.heard:
            t_s, text = self.heard[-1]
            self.heard[-1] = (t_s, f"{text.rstrip('.')} ...")


def telling_s(events: Sequence[Event]) -> float:
    """Return how long the voice would take for what events announce."""
    return seconds_to_say(announcement_of(events, ENGLISH))


WANTED: Final = ("setup", "rest", "cow", "cue", "hold", "pause")


def seen(state: CoachState) -> str:
    """Return which picture of the page a moment would be, "" for none."""
    session, moving = state.session, state.movement
    if session.stage in ("setup", "rest") and state.t_s > 2.0:
        return str(session.stage)
    if state.cue.text and state.cue.severity == "correct" and state.t_s - state.cue.since_s > 0.5:
        return "cue"
    if moving.hold_s is not None and moving.hold_aim_s == 3.0 and moving.hold_s > 2.0:
        return "hold"
    return "cow" if moving.phase == "cow" and (moving.breath_share or 0.0) > 0.6 else ""


def paused(snapshot: Snapshot) -> Snapshot:
    """Return a moment as it is when the person pauses then."""
    place = msgspec.structs.replace(snapshot.state.session, stage=Stage.PAUSED)
    return replace(snapshot, state=msgspec.structs.replace(snapshot.state.paused(), session=place))


def main() -> None:
    """Play the routine; write the transcript and the picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    exercises = builtin_exercises()
    routines = builtin_routines(exercises)
    guide = Guide(find_steps(ROUTINE, exercises, routines), waves=True, telling_s=telling_s)
    overlay = Overlay(SIZE_WH, ENGLISH, Demonstrations(exercises), waves=True)
    latest, listener, results = Latest(), Listener(), Results(exercises)
    pictures: dict[str, NDArray[np.uint8]] = {}
    for shot in film(folder):
        events, moment = guide.step(shot.pose), Moment(shot.pose)
        for sink in (latest, results):
            sink(moment, events, guide.state)
        listener(shot.pose.t_s, events, guide.state)
        wanted = seen(guide.state)
        if wanted and wanted not in pictures and latest.snapshot is not None:
            pictures[wanted] = overlay.draw(shot.bgr, latest.snapshot).copy()
            if wanted == "hold":
                pictures["pause"] = overlay.draw(shot.bgr, paused(latest.snapshot)).copy()
    pages = (
        pain_page(exercises["cat_cow"].name),
        summary_page(results.rows(), results.work_on(), results.not_judged(ENGLISH)),
    )
    drawn = [pictures[name] for name in WANTED if name in pictures]
    for page in pages:
        canvas = np.zeros((SIZE_WH[1], SIZE_WH[0], 3), np.uint8)
        draw_page(canvas, page, 0)
        drawn.append(canvas)
    drawn += [np.zeros_like(drawn[0])] * (-len(drawn) % COLUMNS)
    rows = [np.hstack(drawn[at : at + COLUMNS]) for at in range(0, len(drawn), COLUMNS)]
    cv2.imwrite(str(DOCS / "session.jpg"), np.vstack(rows), [cv2.IMWRITE_JPEG_QUALITY, 85])
    (DOCS / "transcript.md").write_text(written(listener.heard, routines[ROUTINE].name), encoding="utf-8")


def written(heard: Sequence[tuple[float, str]], name: str) -> str:
    """Return the transcript as a page."""
    lines = [f"| {int(t_s) // 60}:{int(t_s) % 60:02d} | {text} |" for t_s, text in heard]
    return "\n".join(
        [
            f"# What is said in a whole routine: {name}",
            "",
            "Played by the sample videos, good and faulty ones, in place of a person, by `docs/session_picture.py`.",
            "Three dots: broken off for something more important.",
            "",
            "| time | said |",
            "|---:|---|",
            *lines,
            "",
        ]
    )


if __name__ == "__main__":
    main()
