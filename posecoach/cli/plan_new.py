"""`posecoach plan new`: asks for a plan in the terminal and writes its file, with comments, to be gone on with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from posecoach.exercises.conditions import CONDITIONS
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import as_key
from posecoach.exercises.template import key_of
from posecoach.plans.declaration import DAYS
from posecoach.plans.prescribing import holds
from posecoach.plans.wording import DAY_NAMES
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_

Chosen = TypeVar("Chosen")
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

# What the plan says in another language, text by text. Remove the signs in front to use it.
# [translations.de]
# "Leave the exercises out today. If the pain stays, ask a health professional." = "Lass die Übungen heute aus."
"""
LONGEST_ANSWER: Final = 500
"""Characters; each may take two in a file, whose lines may have 2000."""
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
        """Return an answer on one line, which is short enough for a file."""
        while len(answer := " ".join(self._ask(self._words(question)).split())) > LONGEST_ANSWER:
            self._tell(self._words("please use at most {count} characters", count=LONGEST_ANSWER))
        return answer

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

    def conditions(self) -> tuple[str, ...]:
        """Return what of the known conditions the person has, by their keys."""
        known = list(CONDITIONS)
        for number, one in enumerate(known, 1):
            self._tell(f"{number:3}  {self._words(CONDITIONS[one])}")
        question = N_("Does the person have any of these? Their numbers, or Enter for none:")
        while answer := self.text(question):
            told = answer.replace(",", " ").split()
            wrong = next((one for one in told if self._chosen(one, known) is None), None)
            if wrong is None:
                return tuple(one for number, one in enumerate(known, 1) if str(number) in told)
            self._tell(self._words("{answer} is none of these numbers", answer=wrong))
        return ()

    def exercise(self, exercises: Mapping[str, Exercise], conditions: Collection[str]) -> Exercise | None:
        """Return the exercise that was chosen by its number or key, None for no more.

        conditions: what the person has; an exercise that is not for them is not taken.
        """
        known = list(exercises.values())
        while answer := self.text(N_("Which exercise? Its number or name; Enter ends the list:")):
            chosen = self._chosen(answer, known) or exercises.get(as_key(answer))
            against = [one for one in chosen.not_with if one in conditions] if chosen else []
            if chosen is None:
                self._tell(self._words("there is no exercise {answer}", answer=answer))
            elif against:
                self._tell(
                    self._words(
                        "{exercise} is not for people with {condition}; choose another exercise",
                        exercise=self._words(chosen.name),
                        condition=self._words(CONDITIONS[against[0]]),
                    )
                )
            else:
                return chosen
        return None

    @staticmethod
    def _chosen(answer: str, known: Sequence[Chosen]) -> Chosen | None:
        """Return what stands at a number in a list that was shown, None if none does."""
        right = answer.isascii() and answer.isdecimal() and len(answer) < 4 and 0 < int(answer) <= len(known)
        return known[int(answer) - 1] if right else None


def new_plan(
    exercises: Mapping[str, Exercise], ask: Ask, tell: Callable[[str], None], words: Words
) -> str | None:
    """Ask for a plan and return the text of its file; None if no exercise was chosen."""
    questions = Questions(ask, tell, words)
    name = questions.text(N_("What is the plan called?")) or words(N_("My plan"))
    person = questions.text(N_("For whom is it? A name, or Enter for none:"))
    goal = questions.text(N_("What is it to achieve, in your own words?"))
    weeks = questions.number(N_("For how many weeks? Enter means until it is ended:"))
    conditions = questions.conditions()
    for number, one in enumerate(exercises.values(), 1):
        against = [words(CONDITIONS[each]) for each in one.not_with if each in conditions]
        why = words("not with {conditions}", conditions=", ".join(against))
        tell(f"{number:3}  {words(one.name)}{f' ({why})' if against else ''}")
    items: list[AskedItem] = []
    while (exercise := questions.exercise(exercises, conditions)) is not None:
        items.append(_item(questions, exercise))
    return _written(name, person, goal, weeks, conditions, items) if items else None


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


def _written(
    name: str, person: str, goal: str, weeks: int | None, conditions: Sequence[str], items: list[AskedItem]
) -> str:
    """Return the text of a plan file."""
    lines = [HEAD.rstrip("\n"), f"key = {quoted(key_of(name, 'plan'))}", f"name = {quoted(name)}"]
    if person:
        lines.append(f"person = {quoted(person)}")
    if goal:
        lines.append(f"goals = [{quoted(goal)}]")
    if conditions:
        lines.append(f"conditions = [{', '.join(map(quoted, conditions))}]")
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
