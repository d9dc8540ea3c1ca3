"""Marks English texts for translation: what stands in one of these calls is found by `make words`.

    N_("Hold still")                                    a text that is looked up later
    C_("breath", "in")                                  the same, where an English word means two things
    filled("score {score}", score=80)                   a template and what fills it
    counted("{count} day", "{count} days", days)        a number and its noun
    filled("{most} s", most=numeral(2.5, "g"))           a number with digits of its own choice

All of them are plain English where they are printed, compared and stored; `Words` says them in another language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

Value = str | float | Path | tuple[str, ...]
"""What fills a name in braces: words are translated too, several are joined with commas."""


class Numeral(str):
    """A number as English writes it, such as "2.5", "1.5°" or "50%"; `Words` writes it as its language does."""

    __slots__ = ()


class Phrase(str):
    """An English text that knows what it was made of, so that it can be said in another language.

    template: what the catalogues know it by. many, number: the plural of the template, and how many there are (None:
    it has no plural). context: what tells it from the same English word with another meaning ("" = nothing).
    """

    __slots__ = ("context", "many", "number", "template", "values")

    template: str
    values: Mapping[str, Value]
    many: str
    number: float | None
    context: str

    def __new__(
        cls,
        template: str,
        values: Mapping[str, Value],
        many: str = "",
        number: float | None = None,
        context: str = "",
    ) -> Self:
        """Fill the template in English."""
        chosen = many if number is not None and number != 1 else template
        phrase = super().__new__(cls, fill(chosen, {name: english(value) for name, value in values.items()}))
        phrase.template, phrase.values = template, values
        phrase.many, phrase.number, phrase.context = many, number, context
        return phrase

    def refilled(self, values: Mapping[str, Value]) -> Phrase:
        """Return the same text with other values."""
        return Phrase(self.template, values, self.many, self.number, self.context)

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep what it was made of on the way to another process."""
        return Phrase, (self.template, dict(self.values), self.many, self.number, self.context)


def N_(text: str) -> str:  # noqa: N802 - the name that every tool and translator knows
    """Return a text as it is: it is marked for translation here and looked up where it is shown."""
    return text


def C_(context: str, text: str) -> Phrase:  # noqa: N802 - as N_
    """Return a text that means something of its own in a context."""
    return Phrase(text, {}, context=context)


def filled(template: str, **values: Value) -> Phrase:
    """Return a template with the names in braces filled."""
    return Phrase(template, values)


def counted(one: str, many: str, count: float, **values: Value) -> Phrase:
    """Return the singular or plural of a text; {count} in it is the number."""
    return Phrase(one, {"count": count, **values}, many, count)


def numeral(value: float, spec: str) -> Numeral:
    """Return a number in a format such as ".1f", "g" or ".0%", to fill a name in braces."""
    return Numeral(format(value, spec))


def placed(where: str | Path, problem: str) -> Phrase:
    """Return what is wrong, after the place where it is."""
    return Phrase("{where}: {problem}", {"where": where, "problem": problem})


def titled(title: str, text: str) -> Phrase:
    """Return a text after what it is about; a language may want a space before the colon."""
    return filled("{title}: {text}", title=title, text=text)


def either(names: Sequence[str]) -> str:
    """Return names of which one is to be chosen, such as "a, b or c"."""
    if len(names) < 2:
        return "".join(names)
    return filled("{others} or {last}", others=tuple(names[:-1]), last=names[-1])


def fill(template: str, values: Mapping[str, str | float | Path]) -> str:
    """Return a template with the names in braces filled; without values, braces are only braces.

    What fills them adds no line: names of files and texts of others could pass for lines of the program.
    """
    return (
        template.format_map({name: _on_a_line(value) for name, value in values.items()})
        if values
        else template
    )


def one_line(text: str) -> str:
    """Return a text with spaces in place of its line breaks."""
    return " ".join(line for part in text.splitlines() if (line := part.strip()))


class _OneLine(str):
    """A text of several lines that fills a name in braces as one; quoted (`{name!r}`) it is what it is."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return format(one_line(self), spec)


def _on_a_line(value: str | float | Path) -> str | float | Path:
    """Return a value that adds no line to what it fills."""
    if isinstance(value, Path):
        return _OneLine(value) if breaks(str(value)) else value
    return _OneLine(value) if isinstance(value, str) and breaks(value) else value


def breaks(text: str) -> bool:
    """Whether a text has a line break of any kind."""
    return text.splitlines() not in ([], [text])


def english(value: Value) -> str | float | Path:
    """Return what fills a name in braces, in English."""
    return JOINT.join(value) if isinstance(value, tuple) else value


def plain(value: object) -> str:
    """Return a phrase as plain text, for encoders that know str alone. Raises TypeError for what is no phrase."""
    if isinstance(value, Phrase):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be encoded")


JOINT: Final = ", "
