"""`posecoach live`: build camera, model, coach and window, run the session, show the summary."""

from __future__ import annotations

import argparse
from contextlib import ExitStack, closing
from pathlib import Path

from posecoach.capture.camera import Camera
from posecoach.capture.frame import FrameSource
from posecoach.capture.playback import Playback
from posecoach.commands import INTERRUPTED
from posecoach.commands.judges import make_judge
from posecoach.commands.output import errors_console, output_console
from posecoach.commands.record import EventLog, make_folder
from posecoach.errors import InputError, NothingToJudge
from posecoach.exercises.library import all_exercises
from posecoach.live.session import run_live
from posecoach.live.terminal import TerminalSink
from posecoach.live.window import Window, check_display
from posecoach.pipeline import Sink
from posecoach.pose.mediapipe_estimator import MediaPipeEstimator
from posecoach.pose.model import model_path, verify
from posecoach.pose.recording import Recorder
from posecoach.review.analysis import conclude
from posecoach.review.collect import Collector
from posecoach.review.job import recording_to
from posecoach.review.result import ModelInfo, write_json

HOW_TO_END = "q or Esc in the window ends the session, h shows help."


def run_live_command(arguments: argparse.Namespace) -> int:
    """Coach until the person ends it, then show the summary; returns the exit status."""
    exercises = all_exercises(arguments.exercises)
    judge = make_judge(arguments.exercise, exercises)
    model = model_path(arguments.model)
    info = ModelInfo(model.name, verify(model))
    if not arguments.no_window:
        check_display()
    collector = Collector()
    folder = make_folder(Path(arguments.record)) if arguments.record else None
    problem: InputError | None = None
    complete = True
    with ExitStack() as stack:
        source = stack.enter_context(closing(_open_source(arguments.source)))
        estimator = stack.enter_context(closing(MediaPipeEstimator(model, outline=judge.needs_outline)))
        name, size_wh = source.name, source.size_wh
        recording = _record(stack, folder, size_wh, info) if folder else []
        display = None if arguments.no_window else stack.enter_context(closing(Window()))
        words = [] if display else [TerminalSink(output_console())]
        errors_console().print(HOW_TO_END if display else "Ctrl-C ends the session.", style="dim")
        try:
            complete = run_live(
                source, estimator, judge, display, [collector, *words, *recording], remark=_remark
            )
        except InputError as error:  # told below, after what was judged until then
            problem = error
    report = conclude(collector, judge, exercises, name=name, size_wh=size_wh, duration_s=None, model=info)
    if folder is not None:
        write_json(folder / "review.json", [report.review])
    if report.review.recognised:
        output_console().print(report)
    if problem is not None:
        raise problem
    if not complete:
        return INTERRUPTED
    if not report.review.recognised:
        raise NothingToJudge(_why_nothing(collector, name))
    return 0


def _record(stack: ExitStack, folder: Path, size_wh: tuple[int, int], model: ModelInfo) -> list[Sink]:
    """Return the sinks that keep landmarks and events in a folder until the stack is closed."""
    recorder = stack.enter_context(Recorder(folder / "poses.npz", size_wh, model.sha256))
    log = stack.enter_context(closing(EventLog(folder / "events.jsonl")))
    return [recording_to(recorder), log]


def _remark(text: str) -> None:
    errors_console().print(text, style="bold #e69f00", soft_wrap=True)


def _open_source(source: str) -> FrameSource:
    return Camera(int(source)) if source.isdecimal() else Playback(Path(source))


def _why_nothing(collector: Collector, name: str) -> str:
    if not collector.frames_with_person:
        return f"{name} saw nobody; the whole body must be in the picture, with enough light"
    return f"{name} saw nobody do one of the exercises ('posecoach exercises' shows how they start)"
