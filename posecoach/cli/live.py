"""`posecoach live`: find out what is to be done, run the session, show the summary and ask how it was."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Final

from posecoach.capture.network import is_address
from posecoach.capture.opening import open_source
from posecoach.capture.turnable import Turnable
from posecoach.cli.exit_status import STOPPED_FOR_PAIN
from posecoach.cli.live_plan import today_of
from posecoach.cli.live_session import (
    LiveRequest,
    SessionOutcome,
    Setting,
    Task,
    local_time,
    open_own_history,
    open_setting,
    record_folder,
    remark,
    run_session,
    stop_at_once,
)
from posecoach.cli.live_start import Known, Start
from posecoach.cli.output import errors_console, output_console
from posecoach.cli.places import input_paths
from posecoach.drawing.page import print_page
from posecoach.drawing.pages import pain_page, summary_page
from posecoach.errors import HistoryError, NothingToJudge
from posecoach.events import seconds
from posecoach.exercises.library import open_library, own_words
from posecoach.exercises.wording import with_translations
from posecoach.guiding.making import make_coach
from posecoach.guiding.steps import in_no_time
from posecoach.history.records import PainStopRow, RatingKind, RatingRow
from posecoach.history.sink import HistorySink
from posecoach.live.notices import Notices
from posecoach.live.window import Window, check_display
from posecoach.pose.inference_policy import Inference, read_inference
from posecoach.pose.opening import check_model, model_path
from posecoach.report.terminal import TerminalReport
from posecoach.results.review import Review
from posecoach.signals import INTERRUPTED
from posecoach.words.catalogue import Words
from posecoach.words.languages import load_words, system_language
from posecoach.words.phrase import N_, Phrase, filled

NOT_YOURS: Final = N_("A file was the camera: this session is not in your history (--keep saves it).")


def run_live_command(arguments: argparse.Namespace, words: Words) -> int:
    """Coach until the person ends it, then show the summary; returns the exit status."""
    asked = LiveRequest(
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
        waves=arguments.waves,
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
    waves: bool = True,
    inference: Inference = "full",
    language: str | None = None,
    exercises: str | os.PathLike[str] | None = None,
    model: str | os.PathLike[str] | None = None,
) -> Review | None:
    """Coach in front of a camera until the person ends it, as `posecoach live` does; return what was found.

    exercise: an exercise or routine by name, "auto" to find out; None: the person chooses. source: number or name
    of the camera, the address of a phone's stream (http, rtsp), or a video file played as a camera. window, voice:
    whether to show and to speak. record: a folder for video, landmarks and events; if it holds a session already, a
    folder beside it, or with overwrite its place. history: whether to keep what was done; of a video file only with
    keep, as nobody need have exercised. person: whose history and plan, where several use this computer.
    large_text, slow_speech: for people who see or hear little. waves: whether a hand that waves pauses. inference:
    frames that the model looks at, as for `posecoach.review`. language: "en", "de", "es" or "fr"; None: the
    system's. exercises, model: as for `posecoach.review`.

    None: the person left before it began. Ctrl-C ends the session as well. Raises UsageError for a name that does not
    exist, InputError for what cannot be used, OutputError for what cannot be written.
    """
    asked = LiveRequest(
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
        waves=waves,
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


def _coached(asked: LiveRequest) -> SessionOutcome | None:
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
    notices = Notices(remark, words)
    with ExitStack() as stack:
        folder = record_folder(stack, asked, words)
        opened = open_source(asked.source, real_time=True, tell=notices.tell)
        source = stack.enter_context(Turnable(opened))
        history = open_own_history(stack, asked.person, notices) if asked.history else None
        if asked.exercise is None:
            known = replace(known, today=today_of(history, known.exercises, local_time(), notices))
        if known.today is not None:  # what its author wrote is shown and said in the person's language, too
            words = with_translations(words, [known.today.followed.plan])
        setting = open_setting(stack, asked, library.exercises, words, notices, folder, history)
        start = Start(setting.pages, history, words, setting.patience_s, local_time(), counts=setting.counts)
        programme = start.programme(asked.exercise, known)
        if programme is None:
            return None
        known = programme.known(known)
        before = start.rated("pain_before")
        if before.leaves or start.stopped(programme, before.rows, begun=False):
            return None
        coach = make_coach(
            programme.steps,
            known.exercises.values(),
            guided=True,
            first=programme.first,
            done_today=start.done_today(),
            waves=asked.waves,
            telling_s=in_no_time if setting.voice is None else setting.voice.seconds,
        )
        task = Task(programme, coach, known, model, folder, before.rows)
        if before.hurts:
            outcome = stop_at_once(setting, source, task)
            _show_pain(setting, outcome)
            return outcome
        outcome = run_session(stack, setting, source, task)
        _show_end(setting, outcome)
        if outcome.complete and outcome.history is not None:
            ratings = _rate(setting, start, outcome, outcome.history, before.rows)
            start.stopped(programme, ratings)
    return outcome


def _rate(
    setting: Setting,
    start: Start,
    outcome: SessionOutcome,
    sink: HistorySink,
    before: Sequence[RatingRow],
) -> list[RatingRow]:
    """Ask how hard it was, unless it hurt, and how much it hurts now; keep each at once, return all that were said."""
    history, rated = setting.history, list(before)
    if history is None or sink.writer.number is None:
        return []
    kinds: tuple[RatingKind, ...] = ("pain_after",) if outcome.hurt else ("effort", "pain_after")
    for kind in kinds:
        answer = start.rated(kind)
        rated += answer.rows
        try:
            history.rate(sink, answer.rows)
            if answer.hurts and not outcome.hurt:
                last = outcome.results.last
                history.stop_for_pain(sink, PainStopRow(last.exercise, "", None, seconds(last.t_s)))
        except HistoryError as error:
            remark(setting.words(error.args[0]))
        if answer.hurts and not outcome.hurt:
            _show_pain(setting, outcome)
        if answer.hurts or answer.leaves:
            break
    return rated


def _show_pain(setting: Setting, outcome: SessionOutcome) -> None:
    """Show the advice after pain; it stays in the terminal where a window goes away."""
    words = setting.words
    kept = setting.history is not None and setting.counts
    page = pain_page(words(outcome.results.last.title), words, kept=kept)
    setting.pages.page(page, setting.patience_s)
    if isinstance(setting.display, Window):
        print_page(output_console(), replace(page, keys=()))


def _show_end(setting: Setting, outcome: SessionOutcome) -> None:
    """Show the page at the end: the advice after pain, else what was done."""
    results, words = outcome.results, setting.words
    if outcome.hurt:
        _show_pain(setting, outcome)
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


def _status(outcome: SessionOutcome) -> int:
    """Return the exit status; raise what went wrong."""
    if outcome.problem is not None:
        raise outcome.problem
    if not outcome.complete:
        return INTERRUPTED
    review = outcome.report.review
    if outcome.hurt:
        return STOPPED_FOR_PAIN
    if outcome.left_at_once:
        return 0
    if not review.recognised:
        raise NothingToJudge(_why_nothing(review.video.frames_with_person, outcome.source, outcome.asked))
    return 0


def _why_nothing(frames_with_person: int, name: str, asked: str) -> Phrase:
    if not frames_with_person:
        return filled("{camera} saw nobody; your whole body must be in view, with enough light", camera=name)
    if asked:
        return filled(
            "{exercise} was not seen by {camera} ('posecoach exercises {exercise}' shows how it starts)",
            exercise=asked,
            camera=name,
        )
    return filled(
        "no exercise was recognised by {camera} ('posecoach exercises' shows how they start)", camera=name
    )
