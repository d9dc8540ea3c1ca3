"""The annotated video: the recording with skeleton, phase, counts and cues, which never cover the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from posecoach.capture.frame import Frame, frames
from posecoach.capture.prefetch import Ahead
from posecoach.capture.resize import Shrinker
from posecoach.capture.video import VideoFile
from posecoach.drawing.colours import BACKGROUND, TEXT
from posecoach.drawing.cue_band import Message, draw_band
from posecoach.drawing.layout import CUE_CAP_HEIGHT
from posecoach.drawing.shapes import Image
from posecoach.drawing.skeleton import Near
from posecoach.drawing.type import line
from posecoach.exercises.declaration import Severity
from posecoach.pose.between import LONGEST_S, pose_between
from posecoach.pose.pose import Pose
from posecoach.recording.movie import Movie
from posecoach.report.fault_picture import Placing, draw_person, joints_of, near_of, plain_ground
from posecoach.report.subtitles import shown
from posecoach.results.evidence import Evidence, rule_of
from posecoach.words.catalogue import ENGLISH, Words

LONGEST_PX: Final = 1280
SHORTEST_PX: Final = 640
"""The longer side of the picture: larger is only slower to play and send, smaller leaves the words unreadable."""
BAND_SHARE: Final = 0.15
"""Height of the band under the picture in picture widths (of the height, if upright: 1.4 times less)."""
COUNT_SHARE: Final = 0.2
"""Of the band's width, for the count of repetitions."""
AHEAD: Final = 4
"""Pictures that are read before they are drawn on: 11 MB at most."""
SAME_S: Final = 1e-4
"""Media times this close are those of one frame."""
BAND_UNITS: Final = 26
"""The band of the live screen has this many hundredths of the screen's height; its sizes follow from that."""


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """What one picture of the annotated video shows.

    number: of the pose in the evidence; None of one in a frame that the network did not look at, from those around it.
    frame: of the recording, if there is one.
    """

    pose: Pose
    number: int | None
    frame: Frame | None


class Captions:
    """What is to be shown at every media time: the review read forward; times must not go back."""

    def __init__(self, evidence: Evidence, words: Words = ENGLISH) -> None:
        """Prepare the spans of a review, in the person's language."""
        self._words = words
        review = evidence.report.review
        self._known = evidence.exercise is not None
        self._exercise_at = evidence.exercise_at
        self._phases, self._faults = review.phases, review.faults
        self._ends = sorted(one.end_s for one in review.repetitions)
        self._cues = shown(evidence.cues)

    def words(self, t_s: float) -> Message:
        """Return what the band says at a media time [s]: the cue while it is being read, else the phase."""
        cue = next((one.cue for one in self._cues if one.start_s <= t_s < one.end_s), None)
        return (
            Message(self._label(t_s))
            if cue is None
            else Message(self._words(cue.text), severity=cue.severity)
        )

    def count(self, t_s: float) -> str:
        """Return how many repetitions were complete at a media time [s]."""
        return (
            self._words("{count} done", count=sum(end_s <= t_s for end_s in self._ends))
            if self._known
            else ""
        )

    def _label(self, t_s: float) -> str:
        span = next((span for span in self._phases if span.start_s <= t_s < span.end_s), None)
        if span is None:
            return ""
        exercise = self._exercise_at(span.start_s)
        if exercise is None:
            return ""
        phase = next(phase for phase in exercise.phases if phase.name == span.phase)
        side = f", {self._words(span.side)}" if span.side in ("left", "right") else ""
        held = f" {int(t_s - span.start_s)} s" if phase.hold_aim_s is not None else ""
        return f"{self._words(phase.label)}{side}{held}"

    def faulty(self, t_s: float, near: Near) -> tuple[frozenset[int], Severity]:
        """Return the landmarks to paint at a media time, and the gravest fault's severity."""
        now = [fault for fault in self._faults if fault.start_s <= t_s <= fault.end_s]
        about = [(self._exercise_at(fault.start_s), fault) for fault in now]
        joints = [joints_of(rule_of(exercise, fault), near) for exercise, fault in about if exercise]
        if not joints:
            return frozenset(), "info"
        ranks: list[Severity] = ["info", "correct", "stop"]
        return frozenset().union(*joints), max((fault.severity for fault in now), key=ranks.index)


def annotate(
    evidence: Evidence,
    path: Path,
    progress: Callable[[float], None],
    offer: Callable[[int, Frame | None], None],
    words: Words = ENGLISH,
) -> None:
    """Write the annotated video of a review to an .mp4.

    The pictures come from the recording, or are skeletons on a plain ground where there is none. progress: told
    the media time [s]. offer: shown the frame of every pose, before anything is drawn on it, on another thread, which
    reads and scales while this one draws. Raises
    VideoError if the recording cannot be read again, OutputError if the file cannot be written.
    """
    if not len(evidence.poses):
        return
    source_wh = evidence.report.review.video.size_wh
    size_wh, scale = picture_size(source_wh)
    canvas = Canvas(size_wh)
    script = Captions(evidence, words)
    placing = Placing(0.0, 0.0, scale)
    near: Near = "both"
    with (
        _opened(evidence.video) as source,
        Movie(path, canvas.size_wh, _rate_hz(evidence), _sound_of(evidence.video, source)) as movie,
        closing(Ahead(_ready(evidence, source, size_wh, offer), AHEAD, "drawing")) as ready,
    ):
        ground = plain_ground(size_wh)
        for pose, scaled in ready:
            picture = canvas.show(ground if scaled is None else scaled)
            if pose.seen:
                near = near_of(pose, near)
                faulty, severity = script.faulty(pose.t_s, near)
                draw_person(picture, placing.points(pose, size_wh), near, faulty, severity)
            canvas.say(script.words(pose.t_s), script.count(pose.t_s))
            movie.add(canvas.pixels, pose.t_s)
            progress(pose.t_s)


def _ready(
    evidence: Evidence,
    source: VideoFile | None,
    size_wh: tuple[int, int],
    offer: Callable[[int, Frame | None], None],
) -> Iterator[tuple[Pose, Image | None]]:
    """Yield poses and the pictures for them, of a size; `offer` is shown the frames of the recording."""
    shrinker = Shrinker()
    for shot in shots(evidence, source):
        if shot.number is not None:
            offer(shot.number, shot.frame)
        picture: Image | None = None
        if shot.frame is not None:
            picture = np.empty((size_wh[1], size_wh[0], 3), np.uint8)
            shrinker.shrink_frame(shot.frame, picture)
        yield shot.pose, picture


def picture_size(source_wh: tuple[int, int]) -> tuple[tuple[int, int], float]:
    """Return the size of the annotated picture, both sides even [px], and its scale against the source."""
    longer = max(source_wh)
    scale = min(max(longer, SHORTEST_PX), LONGEST_PX) / longer
    width, height = (max(2, 2 * round(side * scale / 2)) for side in source_wh)
    return (width, height), width / source_wh[0]


class Canvas:
    """A picture with a band of words under it; the band is drawn only when its words change."""

    def __init__(self, size_wh: tuple[int, int]) -> None:
        """Make an empty canvas for pictures of this size [px]."""
        width, height = size_wh
        self._band_px = 2 * round(BAND_SHARE * min(width, 1.4 * height) / 2)
        self._picture_wh = size_wh
        self.pixels: Image = np.full((height + self._band_px, width, 3), BACKGROUND, np.uint8)
        self._said: tuple[Message, str] | None = None

    @property
    def size_wh(self) -> tuple[int, int]:
        """Size of the whole [px]."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def show(self, picture: Image) -> Image:
        """Copy a picture of the canvas's size into it; return the part of the canvas that it fills."""
        shown = self.pixels[: self._picture_wh[1]]
        np.copyto(shown, picture)
        return shown

    def say(self, message: Message, count: str) -> None:
        """Draw the band, the count at its right, if there is anything new to say."""
        if (message, count) == self._said:
            return
        self._said = (message, count)
        band = self.pixels[self._picture_wh[1] :]
        unit = band.shape[0] / BAND_UNITS
        left = round(band.shape[1] * (1 - COUNT_SHARE))
        draw_band(band[:, :left], message, unit)
        box = band[:, left:]
        draw_band(box, Message(""), unit)
        written = line(count, 0.7 * CUE_CAP_HEIGHT * 100 * unit, 0.8 * box.shape[1])
        written.draw(box, (box.shape[1] - written.width_px) / 2, (box.shape[0] + written.cap_px) / 2, TEXT)


def seen_frames(evidence: Evidence) -> Iterator[Frame | None]:
    """Yield the frame of every pose, in order, None without a video; a video that became shorter ends early.

    Raises VideoError.
    """
    with _opened(evidence.video) as source:
        yield from (shot.frame for shot in shots(evidence, source) if shot.number is not None)


def _opened(video: Path | None) -> AbstractContextManager[VideoFile | None]:
    return nullcontext() if video is None else closing(VideoFile(video))


def shots(evidence: Evidence, source: VideoFile | None) -> Iterator[ShownFrame]:
    """Yield what there is to show, in order; a video that became shorter ends early."""
    if source is None:
        yield from (ShownFrame(pose, number, None) for number, pose in enumerate(evidence.poses))
        return
    count, before = 0, Pose.nobody(0.0)
    after = next(iter(evidence.poses), None)
    for frame in frames(source):
        if after is not None and frame.t_s >= after.t_s - SAME_S:
            yield ShownFrame(after, count, frame)
            count, before = count + 1, after
            after = evidence.poses[count] if count < len(evidence.poses) else None
        elif after is None and frame.t_s - before.t_s > LONGEST_S:
            return
        else:
            yield ShownFrame(pose_between(before, after, frame.t_s), None, frame)


def _sound_of(video: Path | None, source: VideoFile | None) -> Path | None:
    """Return the recording whose sound goes with the pictures: none for slow motion, read at its real speed."""
    return video if source is not None and source.speed == 1 else None


def _rate_hz(evidence: Evidence) -> float:
    steps = np.diff(evidence.t_s)
    return float(1.0 / np.median(steps)) if steps.size else 25.0
