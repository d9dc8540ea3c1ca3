"""Puts the report together: one file with everything in it but the video, which lies beside it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from posecoach import __version__
from posecoach.coaching.demonstration import demonstration
from posecoach.drawing.page_texts import RED_FLAGS, RED_FLAGS_TITLE
from posecoach.events import Deduction, Fault
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.wording import fault_words
from posecoach.judging.rules.kind import kind_of
from posecoach.plain_text import as_unicode, for_page
from posecoach.report.demonstration import animation
from posecoach.report.naming import Naming
from posecoach.report.terminal import FAIR_SCORE, GOOD_SCORE, VIEWS
from posecoach.report.timeline import timeline
from posecoach.report.words import (
    advice,
    amount_with_error,
    clock,
    limit_in_words,
    reason,
    second_look,
    sentence,
    unbroken,
)
from posecoach.results.evidence import Evidence, repetition_of, rule_of
from posecoach.results.review import Review
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import C_, N_, Phrase

# Whatever a name of a file or of an exercise holds: nothing is fetched, and only the scripts run whose checksums stand
# here. Media may come from the folder that the report lies in: "file:" when it was opened from disk, 'self' when a
# server shows it.
POLICY: Final = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
    "media-src 'self' file:; base-uri 'none'; form-action 'none'"
)
SEVERITIES: Final = {
    "stop": C_("severity", "stop"),
    "correct": C_("severity", "to correct"),
    "info": C_("severity", "hint"),
}
SCRIPT_TEXTS: Final = {
    "play": N_("Play"),
    "pause": N_("Pause"),
    "span": N_("{start} to {end}"),
    "quoted": N_("“{cue}”"),
    "faults": N_("faults"),
    "repetitions": N_("repetitions"),
    "phases": N_("phases"),
    "fault": N_("fault"),
    "repetition": C_("short", "rep"),
    "phase": N_("phase"),
}
"""What the script of the report says."""


@dataclass(frozen=True, slots=True)
class FaultCard:
    """What the report says about one fault."""

    number: int
    fault: Fault
    name: str
    severity: str
    place: str
    measured: str
    value: str
    limit: str
    why: str
    at_s: float
    picture: str | None


def report_page(
    evidence: Evidence,
    pictures: Mapping[int, str],
    video: str | None,
    words: Words = ENGLISH,
    files_beside: Sequence[str] = (),
) -> str:
    """Return the report as HTML.

    files_beside: names of what else the review leaves in the report's folder.

    pictures: the data of an <img> by number of the fault. video: where the annotated video is, relative to the
    report; None if there is none.
    """
    report = evidence.report
    naming = Naming(words, evidence.known)
    lines = timeline(evidence, naming)
    return render(
        "report.html",
        words,
        script="report.js",
        plot=bool(lines["rows"] or lines["repetitions"]),
        data={"timeline": lines, "video": video, "texts": told(SCRIPT_TEXTS, words)},
        report=report,
        review=report.review,
        exercise=evidence.exercise,
        shown=_shown(evidence.exercise, words),
        exported=[name for name in files_beside if name.endswith((".srt", ".csv"))],
        naming=naming,
        reason=lambda deduction: unbroken(reason(deduction, words)),
        unjudged=[naming.unjudged(report.review, rule) for rule in report.review.summary.cannot_judge],
        view=VIEWS.get(report.review.setup.view or ""),
        video=video,
        cards=_cards(evidence, naming, lines, pictures),
        lost=_lost(report.deductions, words),
        repetitions=list(
            zip(_begun(report.review, naming), report.review.repetitions, _explained(evidence), strict=True)
        ),
        seen_share=_share(report.review.video.frames_with_person, report.review.video.frames),
        neutral_taken=bool(evidence.neutrals),
        red_flags_title=RED_FLAGS_TITLE,
        red_flags=RED_FLAGS,
        second_look=second_look(report.only_in_review) if report.only_in_review else "",
    )


def _begun(review: Review, naming: Naming) -> list[str]:
    """Return for each repetition the name of the exercise that begins with it, "" where none does."""
    done = [review.one_of_several_at(one.start_s) for one in review.repetitions]
    return [
        naming.exercise(exercise) if exercise and exercise != before else ""
        for before, exercise in zip([None, *done], done, strict=False)
    ]


def _shown(exercise: Exercise | None, words: Words) -> Markup | None:
    """Return the figure that does the exercise, None where there is nothing to show."""
    shown = None if exercise is None else demonstration(exercise)
    return None if exercise is None or shown is None else animation(shown, words(exercise.name), words)


def told(texts: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return the texts of a script in the person's language; a script holds none of its own."""
    return {name: words(text) for name, text in texts.items()}


def render(
    template: str, words: Words, *, script: str, plot: bool, data: Mapping[str, Any], **values: Any
) -> str:
    """Return a page of this package: template, style and script in one file, with values for the script as JSON."""
    own = _asset("common.js") + _asset(script)
    return (
        _environment()
        .get_template(template)
        .render(
            policy=Markup(_policy(own, _plotly() if plot else "")),  # noqa: S704  (our own words and checksums)
            generator=f"posecoach {__version__}",
            style=Markup(_asset("report.css")),  # noqa: S704  (our own file)
            plotly=Markup(_plotly()) if plot else None,  # noqa: S704  (the library's own file)
            script=Markup(own),  # noqa: S704  (our own files)
            data=Markup(json_for_html(data)),  # noqa: S704  (escaped for its place)
            language=words.language,
            _=partial(_said, words),
            number=words.number,
            clock=partial(clock, words=words),
            counted=partial(_counted, words),
            **values,
        )
    )


def _said(words: Words, text: str, **values: str | float) -> Markup:
    """Return a text in the person's language; the values that fill it are escaped, unless they are HTML."""
    said = escape(for_page(words(text)))
    return said.format(**_as_texts(values)) if values else said


def _counted(words: Words, one: str, many: str, count: int, **values: str | float) -> Markup:
    """Return the singular or plural of a text; {count} in it is the number."""
    said = escape(for_page(words(Phrase(one, {}, many, count))))
    return said.format(count=count, **_as_texts(values))


def json_for_html(data: Mapping[str, Any]) -> str:
    """Return JSON that may stand in a script element: strict, and without what could end the element."""
    text = as_unicode(json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def score_class(score: float | None) -> str:
    """Return the class of a score: good, fair or poor."""
    if score is None:
        return "none"
    shown = round(score)  # 79.6 is written as 80 and must not look like less
    return "good" if shown >= GOOD_SCORE else "fair" if shown >= FAIR_SCORE else "poor"


def _policy(*scripts: str) -> str:
    """Return the policy of a page with these scripts; the browser reads every line break as one character."""
    digests = [hashlib.sha256(text.replace("\r\n", "\n").encode()).digest() for text in scripts if text]
    sources = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    return POLICY.format(scripts=" ".join(sources))


def _as_texts(values: Mapping[str, object]) -> dict[str, object]:
    """Return what fills a text, still to be escaped."""
    return {name: _as_text(value) for name, value in values.items()}


def _as_text(value: object) -> object:
    """Return what a template inserts, still to be escaped if it is a plain text."""
    return for_page(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("posecoach.report", "assets"),
        autoescape=True,
        finalize=_as_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["score_class"] = score_class
    return environment


def _asset(name: str) -> str:
    return files("posecoach.report").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _plotly() -> str:
    # The file alone: importing plotly itself would take a second.
    return files("plotly.package_data").joinpath("plotly.min.js").read_text(encoding="utf-8")


def _cards(
    evidence: Evidence, naming: Naming, lines: dict[str, Any], pictures: Mapping[int, str]
) -> list[FaultCard]:
    review = evidence.report.review
    return [
        _card(
            evidence, naming, exercise, number, fault, lines["faults"][number]["at_s"], pictures.get(number)
        )
        for number, fault in enumerate(review.faults)
        if (exercise := evidence.exercise_at(fault.start_s)) is not None
    ]


def _card(
    evidence: Evidence,
    naming: Naming,
    exercise: Exercise,
    number: int,
    fault: Fault,
    at_s: float,
    picture: str | None,
) -> FaultCard:
    words, rule = naming.words, rule_of(exercise, fault)
    repetition = repetition_of(evidence.report.review.repetitions, fault)
    phase = next((phase.label for phase in exercise.phases if phase.name == fault.phase), None)
    places = [words("repetition {index}", index=repetition.index) if repetition else None]
    places += [words(phase) if phase else None]
    places.append(words(fault.side) if fault.side in ("left", "right") else None)
    kind = kind_of(rule)
    measured = sentence(words(kind.measured(rule)))
    return FaultCard(
        number=number,
        fault=fault,
        name=words(fault_words(rule)),
        severity=words(SEVERITIES[fault.severity]),
        place=", ".join(place for place in places if place),
        measured=measured,
        value=amount_with_error(fault.value, kind.error(rule), fault.unit, words) if measured else "",
        limit=limit_in_words(rule, fault, words) if measured else "",
        why=words(rule.why),
        at_s=at_s,
        picture=picture,
    )


def _lost(repetitions: Sequence[Sequence[Deduction]], words: Words) -> list[tuple[str, float, int]]:
    """Return (advice, points, in how many repetitions) of everything that cost points, the most costly first."""
    points: defaultdict[str, float] = defaultdict(float)
    times: Counter[str] = Counter()
    for deductions in repetitions:
        times.update({advice(one, words) for one in deductions})
        for one in deductions:
            points[advice(one, words)] += one.points
    return [
        (about, points[about], times[about]) for about in sorted(points, key=lambda about: -points[about])
    ]


def _explained(evidence: Evidence) -> list[tuple[Deduction, ...]]:
    report = evidence.report
    return list(report.deductions) or [() for _ in report.review.repetitions]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
