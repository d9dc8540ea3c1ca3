"""`posecoach plan new`: asks for a plan in the terminal and writes its file, with comments, to be gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import as_key
from posecoach.exercises.template import key_of
from posecoach.plans.declaration import DAYS
from posecoach.plans.prescribing import holds
from posecoach.plans.wording import DAY_NAMES
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_

Ask = Callable[[str], str]
"""Puts a question and returns the answer, "" at the end of the input."""

HEAD: Final = """\
# A plan of posecoach. What follows this sign is for human readers; docs/plans.md explains every key.
schema = "posecoach.plan/1"
"""
TAIL: Final = """
# What is to be done besides, which no camera watches. Remove the signs in front to use it.
# [[unwatched]]
# text = "Walk for 20 minutes"
# days = ["tue", "thu"]

# When to stop: pain_before, pain_after (0 to 10), or pain_rise (after minus before).
[[stop]]
sign = "pain_before"
above = 3
say = "Leave the exercises out today. If the pain stays, ask a health professional."
"""
DAYS_HINT: Final = N_("On which days? Some of {days}; Enter means every day:")


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One exercise as it was answered; None = as the exercise says, or not at all."""

    exercise: str
    sets: int
    repetitions: int | None
    hold_s: float | None
    days: tuple[str, ...]
    rise_to: int | None
    rise_week: int


class Questions:
    """Asks until each answer makes sense; what cannot be understood is said and asked again."""

    def __init__(self, ask: Ask, tell: Callable[[str], None], words: Words) -> None:
        self._ask = ask
        self._tell = tell
        self._words = words

    def text(self, question: str) -> str:
        """Return an answer, without what would end a TOML text."""
        return " ".join(self._ask(self._words(question)).split())

    def number(self, question: str) -> int | None:
        """Return a whole number from 1 to 999, None for no answer."""
        while answer := self.text(question):
            if answer.isascii() and answer.isdecimal() and 0 < int(answer) < 1000:
                return int(answer)
            self._tell(self._words("{answer} is no number from 1 to 999", answer=answer))
        return None

    def days(self) -> tuple[str, ...]:
        """Return days of the week as they stand in a file; none for every day."""
        names = {self._words(name).casefold(): day for day, name in DAY_NAMES.items()} | {
            day: day for day in DAYS
        }
        question = self._words(DAYS_HINT, days=", ".join(self._words(name) for name in DAY_NAMES.values()))
        while answer := self.text(question):
            told = answer.casefold().replace(",", " ").split()
            unknown = [one for one in told if one not in names]
            if not unknown:
                chosen = {names[one] for one in told}
                return tuple(day for day in DAYS if day in chosen)
            self._tell(self._words("{answer} is no day of the week", answer=unknown[0]))
        return ()

    def exercise(self, exercises: Mapping[str, Exercise]) -> Exercise | None:
        """Return the exercise that was chosen by its number or key, None for no more."""
        known = list(exercises.values())
        while answer := self.text(N_("Which exercise? Its number or name; Enter ends the list:")):
            if answer.isascii() and answer.isdecimal() and 0 < int(answer) <= len(known):
                return known[int(answer) - 1]
            if as_key(answer) in exercises:
                return exercises[as_key(answer)]
            self._tell(self._words("there is no exercise {answer}", answer=answer))
        return None


def new_plan(
    exercises: Mapping[str, Exercise], ask: Ask, tell: Callable[[str], None], words: Words
) -> str | None:
    """Ask for a plan and return the text of its file; None if no exercise was chosen."""
    questions = Questions(ask, tell, words)
    name = questions.text(N_("What is the plan called?")) or words(N_("My plan"))
    person = questions.text(N_("For whom is it? A name, or Enter for none:"))
    goal = questions.text(N_("What is it to achieve, in your own words?"))
    weeks = questions.number(N_("For how many weeks? Enter means until it is ended:"))
    for number, one in enumerate(exercises.values(), 1):
        tell(f"{number:3}  {words(one.name)}")
    items: list[AskedItem] = []
    while (exercise := questions.exercise(exercises)) is not None:
        items.append(_item(questions, exercise))
    return _written(name, person, goal, weeks, items) if items else None


def _item(questions: Questions, exercise: Exercise) -> AskedItem:
    sets = questions.number(N_("How many sets? Enter means 1:")) or 1
    repetitions = questions.number(N_("How many repetitions in a set? Enter means as the exercise says:"))
    hold_s = (
        questions.number(N_("Hold for how many seconds? Enter means as the exercise says:"))
        if holds(exercise)
        else None
    )
    days = questions.days()
    rise_to = questions.number(N_("Raise to how many repetitions later? Enter means not at all:"))
    rise_week = questions.number(N_("From which week on?")) or 2 if rise_to else 2
    return AskedItem(exercise.key, sets, repetitions, hold_s, days, rise_to, max(2, rise_week))


def _written(name: str, person: str, goal: str, weeks: int | None, items: list[AskedItem]) -> str:
    """Return the text of a plan file."""
    lines = [HEAD.rstrip("\n"), f"key = {quoted(key_of(name, 'plan'))}", f"name = {quoted(name)}"]
    if person:
        lines.append(f"person = {quoted(person)}")
    if goal:
        lines.append(f"goals = [{quoted(goal)}]")
    if weeks is not None:
        lines.append(f"weeks = {weeks}")
    for item in items:
        lines += ["", *_item_lines(item)]
    return "\n".join(lines) + "\n" + TAIL


def _item_lines(item: AskedItem) -> Iterator[str]:
    yield "[[exercises]]"
    yield f"exercise = {quoted(item.exercise)}"
    yield f"sets = {item.sets}"
    if item.repetitions is not None:
        yield f"repetitions = {item.repetitions}"
    if item.hold_s is not None:
        yield f"hold_s = {item.hold_s:g}"
    if item.days:
        yield f"days = [{', '.join(map(quoted, item.days))}]"
    if item.rise_to is not None:
        yield ""
        yield "[[exercises.progression]]"
        yield f"from_week = {item.rise_week}"
        yield f"repetitions = {item.rise_to}"
        yield "pain_at_most = 3"


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    shown = "".join(one if one.isprintable() else " " for one in text)
    return '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
