"""The full-screen pages of a session: what they say for given values. Window.page shows them, draw_page draws them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Final

from posecoach.drawing import page_texts as texts
from posecoach.drawing.page import ENTER, QUIT, Block, Bullets, Choice, Choices, Key, Page, Paragraph, Table
from posecoach.words.catalogue import ENGLISH, Words

CHOICE_KEYS: Final = "123456789abcdegijklmnorstuvwyz0,.-"
"""Keys that choose, in order; f, h, p, q and x mean something else, on pages or while exercising."""
PRAISED_SCORE: Final = 80
"""Mean score from which a session is praised: what is painted as good in a report."""
CARRY_ON: Final = "c"
HURTS: Final = "x"
"""The key and the answer of "it hurts", the same as while one exercises."""
NO_PAIN: Final = "0"
"""The keys of the two steps that lead to an exercise after a stop for pain: neither is Enter, nor the same twice."""
NONE: Final = "–"
"""Stands in a table where there is no value."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen: the name that the program knows it by, its title, and a remark ("" = none).

    heading: of the column in which an exercise stands.
    """

    name: str
    title: str
    remark: str = ""
    heading: str = texts.EXERCISES


@dataclass(frozen=True, slots=True)
class Result:
    """The results of one exercise. Scores are 0..100, None where none was given.

    held_s: the longest hold [s], None without holds. unsafe: whether a movement was one to stop.
    """

    title: str
    repetitions: int
    aim: int
    score: float | None = None
    best: float | None = None
    held_s: float | None = None
    unsafe: bool = False


def warning_page(words: Words = ENGLISH) -> Page:
    """Return the guides' warning with the red flags: ENTER = read, QUIT = leave."""
    return Page(
        words(texts.WARNING),
        (
            Paragraph(words(texts.WARNING_LEAD), "lead"),
            Bullets(words(texts.RED_FLAGS_TITLE), tuple(words(flag) for flag in texts.RED_FLAGS)),
            Paragraph(words(texts.WARNING_NOTE), "quiet"),
        ),
        (Key(ENTER, words(texts.ENTER_KEY), words(texts.HAVE_READ)), Key(QUIT, "q", words(texts.LEAVE))),
        "correct",
    )


def choice_page(routines: Sequence[Option], exercises: Sequence[Option], words: Words = ENGLISH) -> Page:
    """Return the choice of a routine or exercise; it answers with the chosen one's name.

    When the keys run out, the arrow keys still lead to the rest.
    """
    keys = chain(CHOICE_KEYS, repeat(""))
    headed = {texts.ROUTINES: list(routines)}
    for one in exercises:
        headed.setdefault(one.heading, []).append(one)
    columns = tuple(
        (
            words(heading),
            tuple(
                Choice(key, one.name, words(one.title), words(one.remark))
                for one, key in zip(options, keys, strict=False)
            ),
        )
        for heading, options in headed.items()
        if options
    )
    return Page(
        words(texts.CHOICE),
        (Choices(columns), Paragraph(words(texts.CHOOSE), "quiet")),
        (Key(ENTER, words(texts.ENTER_KEY), words(texts.START)), Key(QUIT, "q", words(texts.LEAVE))),
    )


def pain_page(title: str = "", words: Words = ENGLISH, *, kept: bool = True) -> Page:
    """Return the page after "it hurts". ENTER and QUIT close it.

    title: of the exercise at that moment, "" = none. kept: whether it is saved in the history.
    """
    at = words(texts.PAIN_AT, {"title": title}) if title else ""
    note = " ".join(filter(None, [at, words(texts.PAIN_SAVED) if kept else ""]))
    return Page(
        words(texts.PAIN),
        (
            Paragraph(words(texts.PAIN_LEAD), "lead"),
            Bullets("", tuple(words(advice) for advice in texts.PAIN_ADVICE)),
            Paragraph(words(texts.PAIN_FLAGS)),
            *([Paragraph(note, "quiet")] if note else []),
        ),
        _closing(words),
        "stop",
    )


def rating_page(question: str, least: str, most: str, words: Words = ENGLISH) -> Page:
    """Return a question that is answered from 0 to 10 by one key ("t" for ten); it answers with the number.

    ENTER, on what is selected first, gives no number; QUIT = leave, HURTS = it hurts, everything stops.
    """
    skip = Choice("s", ENTER, words(texts.NO_ANSWER))
    numbers = [Choice("t" if value == 10 else str(value), str(value), str(value)) for value in range(11)]
    columns = ((words(least), (skip, *numbers[:5])), (words(most), tuple(numbers[5:])))
    return Page(
        words(question),
        (Choices(columns), Paragraph(words(texts.CHOOSE), "quiet")),
        (
            Key(ENTER, words(texts.ENTER_KEY), words(texts.NEXT_PAGE)),
            Key(HURTS, HURTS, words(texts.IT_HURTS)),
            Key(QUIT, "q", words(texts.LEAVE)),
        ),
    )


def hurt_page(lead: str, words: Words = ENGLISH) -> Page:
    """Return what is said at a start after a stop for pain: ENTER and QUIT = leave, CARRY_ON = ask once more."""
    return Page(
        words(texts.HURT),
        (Paragraph(words(lead), "lead"), Paragraph(words(texts.HURT_NOTE))),
        (
            Key(ENTER, words(texts.ENTER_KEY), words(texts.LEAVE)),
            Key(CARRY_ON, CARRY_ON, words(texts.EXERCISE_ANYWAY)),
        ),
        "stop",
    )


def no_pain_page(words: Words = ENGLISH) -> Page:
    """Return the question after `hurt_page`: NO_PAIN = it does not hurt, ENTER and QUIT = leave."""
    return Page(
        words(texts.HURT_CHECK),
        (Bullets(words(texts.RED_FLAGS_TITLE), tuple(words(flag) for flag in texts.RED_FLAGS)),),
        (Key(ENTER, words(texts.ENTER_KEY), words(texts.LEAVE)), Key(NO_PAIN, NO_PAIN, words(texts.NO_PAIN))),
        "stop",
    )


def summary_page(
    results: Sequence[Result],
    work_on: Sequence[str] = (),
    not_judged: Sequence[str] = (),
    next_time: str = "",
    words: Words = ENGLISH,
) -> Page:
    """Return the summary at the end; the texts are looked up in `words`. ENTER and QUIT close it."""
    blocks: list[Block] = []
    if results:
        blocks.append(_table(results, words))
    else:
        blocks.append(Paragraph(words(texts.NOTHING_DONE), "lead"))
    for heading, points in (
        (texts.WORK_ON, work_on),
        (texts.NOT_JUDGED, not_judged),
        (texts.NEXT_TIME, [next_time] if next_time else []),
    ):
        if points:
            blocks.append(Bullets(words(heading), tuple(words(point) for point in points)))
    if _earned_praise(results):
        return Page(words(texts.SUMMARY_GOOD), tuple(blocks), _closing(words), "done")
    return Page(words(texts.SUMMARY), tuple(blocks), _closing(words))


def _earned_praise(results: Sequence[Result]) -> bool:
    """Whether everything that was begun was done to its end, safely and, as far as it was all judged, well."""
    scores = [one.score for one in results if one.score is not None]
    done = all(one.repetitions >= one.aim and not one.unsafe for one in results)
    judged = bool(scores) and len(scores) == len(results)
    return judged and done and round(statistics.fmean(scores)) >= PRAISED_SCORE


def _held(held_s: float, words: Words) -> str:
    """Return seconds rounded: to tenths where a few of them are much."""
    return words(texts.SECONDS, {"seconds": words.number(held_s, ".0f" if held_s >= 10.0 else ".1f")})


def resume_page(routine: str, exercise: str, words: Words = ENGLISH) -> Page:
    """Return the question after an interruption: ENTER = go on there, "n" = from the beginning, QUIT = leave."""
    return Page(
        words(texts.RESUME),
        (Paragraph(words(texts.RESUME_AT, {"routine": routine, "exercise": exercise}), "lead"),),
        (
            Key(ENTER, words(texts.ENTER_KEY), words(texts.GO_ON)),
            Key("n", "n", words(texts.FROM_START)),
            Key(QUIT, "q", words(texts.LEAVE)),
        ),
    )


def enough_page(title: str, words: Words = ENGLISH) -> Page:
    """Return what is said when the day's most is reached: ENTER = choose something else, QUIT = leave."""
    return Page(
        words(texts.ENOUGH),
        (
            Paragraph(words(texts.ENOUGH_LEAD, {"title": title}), "lead"),
            Paragraph(words(texts.ENOUGH_NOTE)),
        ),
        (Key(ENTER, words(texts.ENTER_KEY), words(texts.CHOOSE_OTHER)), Key(QUIT, "q", words(texts.LEAVE))),
        "done",
    )


def _closing(words: Words) -> tuple[Key, ...]:
    return (Key(ENTER, words(texts.ENTER_KEY), words(texts.CLOSE)),)


def _table(results: Sequence[Result], words: Words) -> Table:
    """Return the results as a table, leaving out columns that would be empty."""
    head = tuple(words(name) for name in texts.SUMMARY_HEAD)
    rows = [head] + [
        (
            words(one.title),
            words(texts.OF, {"done": one.repetitions, "aim": one.aim}),
            NONE if one.held_s is None else _held(one.held_s, words),
            NONE if one.score is None else f"{one.score:.0f}",
            NONE if one.best is None else f"{one.best:.0f}",
        )
        for one in results
    ]
    columns = [column for column in zip(*rows, strict=True) if any(cell != NONE for cell in column[1:])]
    return Table(tuple(zip(*columns, strict=True)))
