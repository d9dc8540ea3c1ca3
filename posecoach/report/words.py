"""How values, limits and times are written in reports."""

from __future__ import annotations

import re
from typing import Final

from posecoach.events import Deduction, Fault
from posecoach.exercises.declaration import Rule
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_, Phrase, counted, filled, numeral, titled

TRUNKS: Final = N_(" trunk lengths")
_UNITS: Final = {
    "deg": "°",
    "trunk lengths": TRUNKS,
    "deg/s": "°/s",
    "trunk lengths/s": N_(" trunk lengths per second"),
}
_HELD: Final = re.compile(r"(?<=\d) (?=s\b|°)| (?=× \d)|(?<=×) (?=\d)")
AT_LEAST: Final = N_("at least")
AT_MOST: Final = N_("at most")
NOTHING_JUDGED: Final = N_("Nothing was judged.")
NO_REPETITION: Final = N_("No complete repetition was seen.")
INTERRUPTED: Final = N_("Interrupted: this is what was judged until then.")
CUT_OFF: Final = N_("The file is cut off: the last {seconds} s are missing.")
NO_FAULTS: Final = N_("No form faults found.")
WORK_ON: Final = N_("What to work on")
NOT_CHECKED: Final = N_("Not checked")
NEXT_RECORDING: Final = N_("For your next recording")


def second_look(repetitions: int) -> Phrase:
    """Say of how many repetitions a coach that is watching could not have told."""
    return counted(
        "{count} repetition was judged on a second look: live, your neutral position was not known yet.",
        "{count} repetitions were judged on a second look: live, your neutral position was not known yet.",
        repetitions,
    )


def amount(value: float | None, unit: str, words: Words = ENGLISH) -> str:
    """Return a value with its unit, in as many digits as mean something."""
    return "–" if value is None else _number(value, unit, words) + _unit(unit, words)


def amount_with_error(value: float | None, error: float | None, unit: str, words: Words = ENGLISH) -> str:
    """Return a value with its measuring error, if there is one, and its unit."""
    if value is None or error is None:
        return amount(value, unit, words)
    degrees = "°" if unit == "deg" else ""
    return f"{_number(value, unit, words)}{degrees} ± {_number(error, unit, words)}{_unit(unit, words)}"


def _number(value: float, unit: str, words: Words) -> str:
    return words.number(value, ".0f" if abs(value) >= 20 or unit == "deg" else ".2g").replace("-", "−")


def _unit(unit: str, words: Words) -> str:
    return words(_UNITS[unit]) if unit in _UNITS else f" {unit}" if unit else ""


def clock(t_s: float, words: Words = ENGLISH) -> str:
    """Return a media time as minutes and seconds: 1:05.3."""
    minutes, tenths = divmod(round(t_s * 10), 600)
    return f"{minutes}:{words.number(tenths / 10, '04.1f')}"


def limit_in_words(rule: Rule, fault: Fault, words: Words = ENGLISH) -> str:
    """Return what a rule wanted: "at least 60°", or a share of the person's own best."""
    if fault.limit is None:
        return ""
    least = rule.at_least is not None if fault.limit not in _limits(rule) else fault.limit == rule.at_least
    limit = amount(fault.limit, fault.unit, words)
    if fault.limit in _limits(rule) or rule.best_share is None:
        return words(bound(least, limit))
    share = numeral(rule.best_share, ".0%")
    template = N_("at least {limit}, {share} of your own best")
    if not least:
        template = N_("at most {limit}, {share} of your own best")
    return words(template, limit=limit, share=share)


def bound(least: bool, limit: str) -> Phrase:
    """Return a lower or an upper limit."""
    return filled("at least {limit}", limit=limit) if least else filled("at most {limit}", limit=limit)


def _limits(rule: Rule) -> tuple[float | None, float | None]:
    return rule.at_least, rule.at_most


def sentence(text: str) -> str:
    """Return a text with a capital at its start; the others stay as they are."""
    return text[:1].upper() + text[1:]


def reason(deduction: Deduction, words: Words) -> str:
    """Return why points are missing, in one line."""
    about = advice(deduction, words)
    return words(titled(about, deduction.figures)) if deduction.figures else about


def unbroken(text: str, space: str = "\N{NO-BREAK SPACE}") -> str:
    """Return a text in which no line ends between a figure and its unit, or before "× 4", as none ends at `space`."""
    return _HELD.sub(space, text)


def advice(deduction: Deduction, words: Words) -> str:
    """Return what to do about missing points, and in which phase."""
    about = words(deduction.advice)
    return f"{about} ({words(deduction.phase)})" if deduction.phase else about
