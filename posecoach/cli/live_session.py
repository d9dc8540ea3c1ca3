"""A session of `posecoach live`: what it takes place in, what is to be done, what is recorded, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from posecoach.capture.opening import is_camera
from posecoach.capture.turnable import Turnable
from posecoach.cli.live_start import Known, Programme
from posecoach.cli.output import errors_console, output_console
from posecoach.cli.places import named, read_by_all
from posecoach.drawing.snapshot import Display
from posecoach.errors import HistoryError, InputError, OutputError, PosecoachError
from posecoach.events import Command, Stage
from posecoach.exercises.declaration import Exercise
from posecoach.history.place import person_folder
from posecoach.history.records import RatingRow
from posecoach.history.sink import HistorySink
from posecoach.history.store import History, open_history
from posecoach.live.notices import Notices
from posecoach.live.read_aloud import ReadAloud
from posecoach.live.results import Results
from posecoach.live.scene_sink import SceneSink
from posecoach.live.session import run_live
from posecoach.live.terminal import TerminalSink
from posecoach.live.terminal_keys import TerminalKeys
from posecoach.live.wave_sink import WaveSink
from posecoach.live.window import Window
from posecoach.pipeline import CoachLike, Sink, run
from posecoach.pose.estimator import ModelInfo, StagedEstimator
from posecoach.pose.inference_policy import Inference
from posecoach.pose.opening import check_model, open_estimator, open_scene_look
from posecoach.publishing.disk import moved_away, put
from posecoach.recording.fault_tolerant import Tolerant
from posecoach.recording.session_files import recorders
from posecoach.recording.session_folder import RESULT, VOICE, SessionFolder, session_folder
from posecoach.results.collecting import Collector
from posecoach.results.review import Report, to_json
from posecoach.review.job import conclude
from posecoach.voice.opening import open_voice
from posecoach.voice.voice import Voice
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_

HOW_TO_END: Final = N_(
    "Press x if anything hurts, space to pause, q or Esc to end the session, h to see all keys."
)
HOW_TO_END_HERE: Final = N_("Press x if anything hurts, space to pause, q or Ctrl-C to end the session.")
HOW_TO_WAVE: Final = N_("From the mat: raise the hand nearer the camera and wave to pause and go on.")
VOICE_OFF: Final = N_("Voice off")
VOICE_ON: Final = N_("Voice on")
BESIDE: Final = N_("{wanted} already holds a session: this one goes to {folder}")
FOR_NOW: Final = N_(
    "{wanted} already holds a session: this one is recorded in {folder} and takes its place at the end if it is whole"
)
NOT_KEPT: Final = N_("Today's session will not be saved in your history")
AT_ONCE_S: Final = 3.0
"""Who ends a session sooner had no time to get into place: neither the camera nor the person is to blame."""
LOADING_LOOK_MS: Final = 50
"""How long the window system has to show that the models load."""
FILE_PATIENCE_S: Final = 8.0
"""How long a question waits where a file is played as the camera: perhaps nobody is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRequest:
    """What a session is asked to be; see `live`."""

    exercise: str | None
    source: int | str | os.PathLike[str]
    window: bool
    voice: bool
    record: str | os.PathLike[str] | None
    overwrite: bool
    history: bool
    keep: bool
    person: str | None
    large_text: bool
    slow_speech: bool
    waves: bool
    inference: Inference
    language: str | None
    exercises: str | os.PathLike[str] | None
    model: str | os.PathLike[str] | None

    @property
    def counts(self) -> bool:
        """Whether what is done is an exercise of the person's: it is kept, and counts for the day."""
        return self.history and (self.keep or is_camera(self.source))

    @property
    def folder(self) -> Path | None:
        """Where the session is recorded."""
        return None if self.record is None else named(os.fspath(self.record), "--record")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a session takes place in."""

    display: Display
    history: History | None
    counts: bool
    notices: Notices
    words: Words
    exercises: Mapping[str, Exercise]
    voice: Voice | None
    patience_s: float | None
    inference: Inference
    waves: bool

    @property
    def pages(self) -> ReadAloud:
        """What shows pages and reads them aloud."""
        return ReadAloud(self.display, self.voice)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, with which coach, where it is recorded (None: nowhere), and what was rated before it."""

    programme: Programme
    coach: CoachLike
    known: Known
    model: Path
    folder: SessionFolder | None
    ratings: tuple[RatingRow, ...] = ()

    @property
    def info(self) -> ModelInfo:
        """Name and checksum of the model."""
        return check_model(self.model)


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """What came of a session. complete: not interrupted by Ctrl-C. left_at_once: before anything could be done.

    asked: the exercise or routine that was named or chosen, "" for none of them.
    """

    report: Report
    results: Results
    complete: bool
    problem: PosecoachError | None
    history: HistorySink | None = None
    left_at_once: bool = False
    asked: str = ""

    @property
    def hurt(self) -> bool:
        """Whether the person stopped it because it hurt."""
        return self.results.last.session.stage is Stage.STOPPED

    @property
    def source(self) -> str:
        """What was looked at."""
        return self.report.review.video.path


def record_folder(stack: ExitStack, asked: LiveRequest, words: Words) -> SessionFolder | None:
    """Return where the session is kept, if it is; a session that is there already has one beside it."""
    wanted = asked.folder
    if wanted is None:
        return None
    inputs = [Path(asked.source)] if not isinstance(asked.source, int) else []
    inputs += read_by_all(asked.model, asked.exercises)
    folder = stack.enter_context(session_folder(wanted, overwrite=asked.overwrite, inputs=inputs))
    if folder.path != wanted:
        remark(words(FOR_NOW if asked.overwrite else BESIDE, wanted=wanted, folder=folder.path))
    return folder


def open_own_history(stack: ExitStack, person: str | None, notices: Notices) -> History | None:
    """Open a person's history; without one the coach works all the same."""
    try:
        return stack.enter_context(open_history(person_folder(person)))
    except HistoryError as error:
        notices.tell(NOT_KEPT, error.args[0])
        return None


def open_setting(
    stack: ExitStack,
    asked: LiveRequest,
    exercises: Mapping[str, Exercise],
    words: Words,
    notices: Notices,
    folder: SessionFolder | None,
    history: History | None,
) -> Setting:
    """Open screen and voice; only the screen has to work."""
    display: Display
    if not asked.window:
        display = stack.enter_context(TerminalKeys(output_console()))
    else:
        display = stack.enter_context(
            closing(Window(words=words, exercises=exercises, large=asked.large_text, waves=asked.waves))
        )
    voice = None
    if asked.voice:
        remark = partial(notices.tell, on_screen=False)
        voice = stack.enter_context(closing(_voice(words, remark, folder, slow=asked.slow_speech)))
    patience_s = None if is_camera(asked.source) else FILE_PATIENCE_S
    return Setting(
        display,
        history,
        asked.counts,
        notices,
        words,
        exercises,
        voice,
        patience_s,
        asked.inference,
        asked.waves,
    )


def _voice(words: Words, remark: Callable[[str], None], folder: SessionFolder | None, *, slow: bool) -> Voice:
    """Open a voice, with a log where the session is recorded."""
    if folder is None:
        return open_voice(words, remark, slow=slow)
    return open_voice(words, remark, folder.path / VOICE, slow=slow, create=folder.create)


def run_session(stack: ExitStack, setting: Setting, source: Turnable, task: Task) -> SessionOutcome:
    """Run the session and return what came of it, also after an error of the source."""
    coach, notices, info = task.coach, setting.notices, task.info
    name, size_wh = source.name, source.size_wh
    _show_loading(setting.display, size_wh)
    estimator = stack.enter_context(open_estimator(task.model, coach.needs_outline))
    collector = Collector()
    results = Results(task.known.exercises)
    folder = task.folder
    opened = recorders(folder.path, size_wh, info, notices, folder.create) if folder else ()
    recording: list[Tolerant] = [stack.enter_context(closing(sink)) for sink in opened]
    listeners = _listeners(stack, setting, task, estimator)
    sinks: list[Sink] = [collector, results, *listeners, *recording]
    kept = next((sink for sink in listeners if isinstance(sink, HistorySink)), None)
    windowed = isinstance(setting.display, Window)
    errors_console().print(setting.words(HOW_TO_END if windowed else HOW_TO_END_HERE), style="dim")
    if setting.waves:
        errors_console().print(setting.words(HOW_TO_WAVE), style="dim")
    problem: PosecoachError | None = None
    complete = True

    def heard(command: Command) -> None:
        if command == "mute" and setting.voice is not None:
            notices.tell(VOICE_OFF if setting.voice.mute() else VOICE_ON)
        elif command == "turn":
            source.turn()

    try:
        complete = run_live(
            source, estimator, coach, setting.display, sinks, notices, heard, setting.inference
        )
    except InputError as error:  # told in the end, after what was judged until then
        problem = error
    report = conclude(
        collector, coach, task.known.exercises, name=name, size_wh=size_wh, duration_s=None, model=info
    )
    if len(task.programme.steps) > 1:
        report = replace(report, title=task.programme.title)
    not_kept = _keep(recording, folder, report)
    problem = problem or not_kept
    if folder is not None:
        folder.whole = problem is None
    seen = report.review.video
    left = setting.display.ended and problem is None and (not seen.frames or seen.duration_s < AT_ONCE_S)
    return SessionOutcome(report, results, complete, problem, kept, left, task.programme.asked)


def _show_loading(display: Display, size_wh: tuple[int, int]) -> None:
    """Take the last question away while the models load; keys pressed meanwhile are kept for the session."""
    display.show(np.zeros((size_wh[1], size_wh[0], 3), np.uint8), None)
    display.attend(LOADING_LOOK_MS)


def stop_at_once(setting: Setting, source: Turnable, task: Task) -> SessionOutcome:
    """Stop because it hurts before anything has begun: told and kept as at any other moment, and no model is loaded."""
    collector, results = Collector(), Results(task.known.exercises)
    kept = _history_sink(setting, task)
    sinks: list[Sink] = [
        collector,
        results,
        *([kept] if kept else []),
        *([setting.voice] if setting.voice else []),
    ]
    task.coach.command("pain")
    run((), task.coach, sinks)
    known, name, size_wh = task.known.exercises, source.name, source.size_wh
    report = conclude(
        collector, task.coach, known, name=name, size_wh=size_wh, duration_s=None, model=task.info
    )
    return SessionOutcome(report, results, complete=True, problem=None, history=kept)


def _history_sink(setting: Setting, task: Task) -> HistorySink | None:
    """Return what keeps the session in the person's history, None where it is not kept."""
    if setting.history is None or not setting.counts:
        return None
    name, tell = task.programme.name, setting.notices.tell
    return setting.history.start_session(name, local_time(), tell, task.ratings)


def _keep(
    recording: Sequence[Tolerant], folder: SessionFolder | None, report: Report
) -> PosecoachError | None:
    """End the recording and write the result beside it; return what could not be kept."""
    for sink in recording:
        sink.close()
    if folder is not None:
        if folder.moved:
            return moved_away(folder.path)
        try:
            put(folder.path / RESULT, to_json([report.review]), folder.create)
        except OutputError as error:
            return error
    return next((sink.error for sink in recording if sink.error is not None), None)


def _listeners(stack: ExitStack, setting: Setting, task: Task, estimator: StagedEstimator) -> list[Sink]:
    """Return the sinks of the setting: history, voice, terminal, and what looks at the place."""
    sinks: list[Sink] = []
    if (history := _history_sink(setting, task)) is not None:
        sinks.append(history)
    if setting.voice is not None:
        sinks.append(setting.voice)
    if isinstance(setting.display, TerminalKeys):
        sinks.append(TerminalSink(output_console(), setting.words, setting.exercises))
    if setting.waves:
        sinks.append(WaveSink(task.coach))
    scenes = SceneSink(task.coach, open_scene_look(task.model), estimator.look_anew)
    sinks.append(stack.enter_context(closing(scenes)))
    return sinks


def local_time() -> datetime:
    """Return the time on the wall, with its zone."""
    return datetime.now().astimezone()


def remark(text: str) -> None:
    """Print a remark about the session in the terminal."""
    errors_console().print(text, style="bold #e69f00", soft_wrap=True)
