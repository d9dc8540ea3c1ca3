"""`posecoach live`: build camera, model, coach, window and voice, run the session, show the summary."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from posecoach.capture.network import is_address
from posecoach.capture.opening import is_camera, open_source
from posecoach.capture.turnable import Turnable
from posecoach.cli.exit_status import INTERRUPTED, STOPPED_FOR_PAIN
from posecoach.cli.live_plan import today_of
from posecoach.cli.live_start import Known, Programme, Start
from posecoach.cli.output import errors_console, output_console
from posecoach.cli.places import input_paths, named
from posecoach.drawing.page import print_page
from posecoach.drawing.pages import pain_page, summary_page
from posecoach.drawing.snapshot import Display
from posecoach.errors import HistoryError, InputError, NothingToJudge, OutputError, PosecoachError
from posecoach.events import Command, Stage
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import open_library, own_words
from posecoach.guiding.making import make_coach
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
from posecoach.live.window import Window, check_display
from posecoach.pipeline import CoachLike, Sink
from posecoach.pose.estimator import ModelInfo, StagedEstimator
from posecoach.pose.inference_policy import Inference, read_inference
from posecoach.pose.opening import check_model, model_path, open_estimator, open_scene_look
from posecoach.recording.fault_tolerant import Tolerant
from posecoach.recording.session_files import recorders
from posecoach.recording.session_folder import RESULT, VOICE, SessionFolder, session_folder
from posecoach.report.terminal import TerminalReport
from posecoach.results.collecting import Collector
from posecoach.results.review import Report, Review, write_json
from posecoach.review.job import conclude
from posecoach.voice.opening import open_voice
from posecoach.voice.voice import Voice
from posecoach.words.catalogue import Words
from posecoach.words.languages import load_words, system_language
from posecoach.words.phrase import N_, Phrase, filled

HOW_TO_END: Final = N_(
    "Press x if anything hurts, space to pause, q or Esc to end the session, h to see all keys."
)
HOW_TO_END_HERE: Final = N_("Press x if anything hurts, space to pause, q or Ctrl-C to end the session.")
VOICE_OFF: Final = N_("Voice off")
VOICE_ON: Final = N_("Voice on")
NOT_YOURS: Final = N_("A file was the camera: this session is not in your history (--keep saves it).")
NOT_KEPT: Final = N_("Today's session will not be saved in your history")
FILE_PATIENCE_S: Final = 8.0
"""How long a question waits where a file is played as the camera: perhaps nobody is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _LiveRequest:
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
class _Setting:
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

    @property
    def pages(self) -> ReadAloud:
        """What shows pages and reads them aloud."""
        return ReadAloud(self.display, self.voice)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be done, with which coach, and where it is recorded (None: nowhere)."""

    programme: Programme
    coach: CoachLike
    known: Known
    model: Path
    folder: SessionFolder | None

    @property
    def info(self) -> ModelInfo:
        """Name and checksum of the model."""
        return check_model(self.model)


@dataclass(frozen=True, slots=True)
class _SessionOutcome:
    """What came of a session. complete: not interrupted by Ctrl-C."""

    report: Report
    results: Results
    complete: bool
    problem: PosecoachError | None
    history: HistorySink | None = None

    @property
    def hurt(self) -> bool:
        """Whether the person stopped it because it hurt."""
        return self.results.last.session.stage is Stage.STOPPED

    @property
    def source(self) -> str:
        """What was looked at."""
        return self.report.review.video.path


def run_live_command(arguments: argparse.Namespace, words: Words) -> int:
    """Coach until the person ends it, then show the summary; returns the exit status."""
    asked = _LiveRequest(
        exercise=arguments.exercise,
        source=_source(arguments.source),
        window=not arguments.no_window,
        voice=arguments.voice,
        record=arguments.record,
        overwrite=arguments.overwrite,
        history=not arguments.no_history,
        keep=arguments.keep,
        person=arguments.person,
        large_text=arguments.large_text,
        slow_speech=arguments.slow_speech,
        inference=read_inference(arguments.inference),
        language=words.language,
        exercises=arguments.exercises,
        model=arguments.model,
    )
    outcome = _coached(asked)
    return 0 if outcome is None else _status(outcome)


def _source(text: str) -> str:
    """Return what --source names: an address as it is, a number, name or path as text."""
    return text if is_address(text) else str(input_paths([text])[0])


def live(
    exercise: str | None = None,
    *,
    source: int | str | os.PathLike[str] = 0,
    window: bool = True,
    voice: bool = True,
    record: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    history: bool = True,
    keep: bool = False,
    person: str | None = None,
    large_text: bool = False,
    slow_speech: bool = False,
    inference: Inference = "full",
    language: str | None = None,
    exercises: str | os.PathLike[str] | None = None,
    model: str | os.PathLike[str] | None = None,
) -> Review | None:
    """Coach in front of a camera until the person ends it, as `posecoach live` does; return what was found.

    exercise: an exercise or routine by name, "auto" to find out; None: the person chooses. source: number or name of
    the camera, the address of a phone's stream (http, rtsp), or a video file played as a camera. window, voice: whether
    to show and to speak. record: a folder for video, landmarks and events; if it holds a session already, a folder
    beside it, or with overwrite its place. history: whether to keep what was done; of a video file only with keep, as
    nobody need have exercised. person: whose history and plan, where several use this computer. large_text,
    slow_speech: for people who see or hear little. inference: frames that the model looks at, as for
    `posecoach.review`. language: "en" or "de"; None: the system's. exercises, model: as for
    `posecoach.review`.

    None: the person left before it began. Ctrl-C ends the session as well. Raises UsageError for a name that does not
    exist, InputError for what cannot be used, OutputError for what cannot be written.
    """
    asked = _LiveRequest(
        exercise=exercise,
        source=source,
        window=window,
        voice=voice,
        record=record,
        overwrite=overwrite,
        history=history,
        keep=keep,
        person=person,
        large_text=large_text,
        slow_speech=slow_speech,
        inference=read_inference(str(inference)),
        language=language,
        exercises=exercises,
        model=model,
    )
    outcome = _coached(asked)
    if outcome is None:
        return None
    if outcome.problem is not None:
        raise outcome.problem
    return outcome.report.review


def _coached(asked: _LiveRequest) -> _SessionOutcome | None:
    """Coach until the person ends it and show the end; None if they left before it began."""
    library = open_library(asked.exercises)
    known = Known(library.exercises, library.routines)
    words = own_words(load_words(asked.language or system_language()), library)
    if asked.exercise is not None:
        known.programme(asked.exercise)  # a wrong name is told before anything is opened
    model = model_path(asked.model)
    check_model(model, loads_next=True)
    if asked.window:
        check_display()
    notices = Notices(_remark, words)
    with ExitStack() as stack:
        folder = _record_folder(stack, asked, words)
        opened = open_source(asked.source, real_time=True, tell=notices.tell)
        source = stack.enter_context(Turnable(opened))
        setting = _open_setting(stack, asked, library.exercises, words, notices, folder)
        start = Start(
            setting.pages, setting.history, words, setting.patience_s, _now(), counts=setting.counts
        )
        if asked.exercise is None:
            known = replace(known, today=today_of(setting.history, known.exercises, _now(), notices))
        programme = start.programme(asked.exercise, known)
        if programme is None:
            return None
        known = programme.known(known)
        ratings = list(start.rated("pain_before"))
        if start.stopped(programme, ratings):
            start.left_before(programme, ratings)
            return None
        coach = make_coach(
            programme.steps,
            known.exercises.values(),
            guided=True,
            first=programme.first,
            done_today=start.done_today(),
        )
        outcome = _session(stack, setting, source, _Task(programme, coach, known, model, folder))
        _show_end(setting, outcome)
        if outcome.complete and outcome.history is not None:
            ratings = _rate(setting, start, outcome.history, ratings, hurt=outcome.hurt)
            start.stopped(programme, ratings)
    return outcome


def _rate(
    setting: _Setting, start: Start, sink: HistorySink, ratings: Sequence[RatingRow], *, hurt: bool
) -> list[RatingRow]:
    """Ask how hard it was, unless it hurt, and how much it hurts now; keep and return it with what was said before."""
    if setting.history is None or sink.writer.number is None:
        return []
    effort = () if hurt else start.rated("effort")
    rated = [*ratings, *effort, *start.rated("pain_after")]
    try:
        setting.history.rate(sink, rated)
    except HistoryError as error:
        _remark(setting.words(error.args[0]))
    return rated


def _record_folder(stack: ExitStack, asked: _LiveRequest, words: Words) -> SessionFolder | None:
    """Return where the session is kept, if it is; a session that is there already has one beside it."""
    wanted = asked.folder
    if wanted is None:
        return None
    folder = stack.enter_context(session_folder(wanted, overwrite=asked.overwrite))
    if folder.path != wanted:
        told = N_("{wanted} already holds a session: this one goes to {folder}")
        _remark(words(told, wanted=wanted, folder=folder.path))
    return folder


def _open_setting(
    stack: ExitStack,
    asked: _LiveRequest,
    exercises: Mapping[str, Exercise],
    words: Words,
    notices: Notices,
    folder: SessionFolder | None,
) -> _Setting:
    """Open history, screen and voice; only the screen has to work."""
    history = _open_history(stack, asked.person, notices) if asked.history else None
    display: Display
    if not asked.window:
        display = stack.enter_context(TerminalKeys(output_console()))
    else:
        display = stack.enter_context(
            closing(Window(words=words, exercises=exercises, large=asked.large_text))
        )
    voice = None
    if asked.voice:
        log = folder.path / VOICE if folder is not None else None
        remark = partial(notices.tell, on_screen=False)
        voice = stack.enter_context(closing(open_voice(words, remark, log, slow=asked.slow_speech)))
    patience_s = None if is_camera(asked.source) else FILE_PATIENCE_S
    return _Setting(
        display, history, asked.counts, notices, words, exercises, voice, patience_s, asked.inference
    )


def _session(stack: ExitStack, setting: _Setting, source: Turnable, task: _Task) -> _SessionOutcome:
    """Run the session and return what came of it, also after an error of the source."""
    coach, notices, info = task.coach, setting.notices, task.info
    name, size_wh = source.name, source.size_wh
    estimator = stack.enter_context(open_estimator(task.model, coach.needs_outline))
    collector = Collector()
    results = Results(task.known.exercises)
    opened = recorders(task.folder.path, size_wh, info, notices) if task.folder else ()
    recording: list[Tolerant] = [stack.enter_context(closing(sink)) for sink in opened]
    listeners = _listeners(stack, setting, task, estimator)
    sinks: list[Sink] = [collector, results, *listeners, *recording]
    kept = next((sink for sink in listeners if isinstance(sink, HistorySink)), None)
    windowed = isinstance(setting.display, Window)
    errors_console().print(setting.words(HOW_TO_END if windowed else HOW_TO_END_HERE), style="dim")
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
    not_kept = _keep(recording, task.folder, report)
    problem = problem or not_kept
    if task.folder is not None:
        task.folder.whole = problem is None
    return _SessionOutcome(report, results, complete, problem, kept)


def _keep(
    recording: Sequence[Tolerant], folder: SessionFolder | None, report: Report
) -> PosecoachError | None:
    """End the recording and write the result beside it; return what could not be kept."""
    for sink in recording:
        sink.close()
    if folder is not None:
        try:
            write_json(folder.path / RESULT, [report.review])
        except OutputError as error:
            return error
    return next((sink.error for sink in recording if sink.error is not None), None)


def _listeners(stack: ExitStack, setting: _Setting, task: _Task, estimator: StagedEstimator) -> list[Sink]:
    """Return the sinks of the setting: history, voice, terminal, and what looks at the place."""
    sinks: list[Sink] = []
    if setting.history is not None and setting.counts:
        sinks.append(setting.history.start_session(task.programme.name, _now(), setting.notices.tell))
    if setting.voice is not None:
        sinks.append(setting.voice)
    if isinstance(setting.display, TerminalKeys):
        sinks.append(TerminalSink(output_console(), setting.words, setting.exercises))
    scenes = SceneSink(task.coach, open_scene_look(task.model), estimator.look_anew)
    sinks.append(stack.enter_context(closing(scenes)))
    return sinks


def _show_end(setting: _Setting, outcome: _SessionOutcome) -> None:
    """Show the page at the end: the advice after pain, else what was done."""
    results, words = outcome.results, setting.words
    if outcome.hurt:
        page = pain_page(
            words(results.last.title), words, kept=setting.history is not None and setting.counts
        )
        setting.pages.page(page, setting.patience_s)
        if isinstance(setting.display, Window):
            print_page(output_console(), replace(page, keys=()))
        return  # somebody who is in pain is given neither points nor praise
    if outcome.complete and outcome.report.review.recognised and isinstance(setting.display, Window):
        advice = outcome.report.review.setup.advice
        page = summary_page(
            results.rows(), results.work_on(), results.not_judged(words), advice[0] if advice else "", words
        )
        setting.pages.page(page, setting.patience_s)
    if outcome.report.review.recognised:
        if setting.history is not None and not setting.counts:
            errors_console().print(words(NOT_YOURS), style="dim", soft_wrap=True)
        output_console().print(TerminalReport(outcome.report, words, setting.exercises))


def _status(outcome: _SessionOutcome) -> int:
    """Return the exit status; raise what went wrong."""
    if outcome.problem is not None:
        raise outcome.problem
    if not outcome.complete:
        return INTERRUPTED
    review = outcome.report.review
    if outcome.hurt:
        return STOPPED_FOR_PAIN
    if not review.recognised:
        raise NothingToJudge(_why_nothing(review.video.frames_with_person, outcome.source))
    return 0


def _open_history(stack: ExitStack, person: str | None, notices: Notices) -> History | None:
    """Open a person's history; without one the coach works all the same."""
    try:
        return stack.enter_context(open_history(person_folder(person)))
    except HistoryError as error:
        notices.tell(NOT_KEPT, error.args[0])
        return None


def _remark(text: str) -> None:
    errors_console().print(text, style="bold #e69f00", soft_wrap=True)


def _now() -> datetime:
    return datetime.now().astimezone()


def _why_nothing(frames_with_person: int, name: str) -> Phrase:
    if not frames_with_person:
        return filled("{camera} saw nobody; your whole body must be in view, with enough light", camera=name)
    return filled(
        "no exercise was recognised by {camera} ('posecoach exercises' shows how they start)", camera=name
    )
