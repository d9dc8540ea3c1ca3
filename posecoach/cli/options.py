"""What the commands' arguments are made of: options in the person's language, and values that are checked."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, Final

from posecoach.cli.parser import LANGUAGE, Parser
from posecoach.plain_text import for_terminal
from posecoach.plans.years import YEARS
from posecoach.publishing.tables import CSV_DIALECTS
from posecoach.words.catalogue import Words
from posecoach.words.languages import languages
from posecoach.words.phrase import N_

MOST_DIGITS: Final = 9
"""Of a number on the command line: more than a thousand million of anything is a typing mistake."""

TIME_OF_DAY: Final = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
"""It is that of the place where the calendar is looked at, and a reminder needs no seconds."""


class Options:
    """Adds the arguments of one command to its parser; texts are English and looked up here."""

    def __init__(self, parser: Parser, words: Words) -> None:
        """Take the parser of the command and the person's language."""
        self._parser = parser
        self._words = words

    def about(self, description: str) -> None:
        """Say what the command does."""
        self._parser.description = self._words(description)

    def value(self, name: str, placeholder: str, meaning: str, **more: Any) -> None:
        """Add an argument that has a value; `more` goes to argparse."""
        self._parser.add_argument(name, metavar=self._words(placeholder), help=self._words(meaning), **more)

    def flag(self, name: str, meaning: str, **more: Any) -> None:
        """Add an option without a value, which is off by default."""
        self._parser.add_argument(name, help=self._words(meaning), **{"action": "store_true", **more})

    def checked(self, check: Callable[[str, Words], object]) -> Callable[[str], object]:
        """Return a type for argparse whose errors are in the person's language."""
        return lambda text: check(text, self._words)

    def own_exercises(self) -> None:
        """Add what every command has that knows exercises."""
        self.value(
            "--exercises",
            N_("FOLDER"),
            N_("your own exercises and routines, besides the built-in ones (folder or file)"),
        )

    def csv_dialect(self) -> None:
        """Add what every command has that writes CSV."""
        self.value(
            "--csv-dialect",
            N_("KIND"),
            N_(
                "CSV with 1.5 and commas (point, the default) or, for spreadsheets, 1,5 and semicolons (comma)"
            ),
            choices=CSV_DIALECTS,
            default="point",
        )

    def inference(self) -> None:
        """Offer to look at fewer frames."""
        self.value(
            "--inference",
            N_("HOW"),
            N_(
                "frames to look at: full = all (the default), auto = where something moves, or a number a second"
            ),
            default="full",
        )

    def person(self) -> None:
        """Add what every command has that keeps people apart."""
        self.value(
            "--person", N_("NAME"), N_("whose history and plan, where several people use this computer")
        )

    def actions(self) -> Callable[[str, str], Options]:
        """Begin the actions of a command; return what adds one, of a name and a meaning."""
        actions = self._parser.add_subparsers(
            dest="action", metavar=self._words(N_("ACTION")), required=True, parser_class=Parser
        )
        common = common_options(argparse.SUPPRESS, self._words)

        def add(name: str, meaning: str) -> Options:
            return Options(actions.add_parser(name, parents=[common], help=self._words(meaning)), self._words)

        return add

    def overwrite(self) -> None:
        """Add what every command has that writes results."""
        self.flag(
            "--overwrite", N_("replace files in the place of results even if posecoach did not make them")
        )


def common_options(default: str | None, words: Words) -> Parser:
    """Return the options that stand before or after the command (there SUPPRESS keeps the first)."""
    common = Parser(add_help=False)
    options = Options(common, words)
    options.flag("--debug", N_("show the traceback of an error"), default=default or False)
    options.value(
        "--model",
        N_("PATH"),
        N_("another pose landmarker bundle (.task), such as lite or heavy"),
        default=default,
    )
    known = words("language: {codes} (default: the system's)", codes=", ".join(languages()))
    options.value(LANGUAGE, N_("CODE"), known, default=default)
    return common


def positive(text: str, words: Words) -> int:
    """Return a whole number above 0. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text) > 0):
        told = words("{text} is not a whole number from 1 to 999999999", text=for_terminal(text))
        raise argparse.ArgumentTypeError(told)
    return int(text)


def calendar_day(text: str, words: Words) -> date:
    """Return a day as ISO 8601 writes it. Raises ArgumentTypeError."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        told = words("{text} is not a date such as 2026-03-02", text=for_terminal(text))
        raise argparse.ArgumentTypeError(told) from None
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(words("{day} is not a day from 2000 to 2199", day=day.isoformat()))
    return day


def time_of_day(text: str, words: Words) -> time:
    """Return a time such as 08:00. Raises ArgumentTypeError."""
    if TIME_OF_DAY.fullmatch(text) is None:
        raise argparse.ArgumentTypeError(words("{text} is not a time such as 08:00", text=for_terminal(text)))
    return time.fromisoformat(text)


def share(text: str, words: Words) -> float:
    """Return a number from 0 to less than 1. Raises ArgumentTypeError."""
    try:
        part = float(text)
    except ValueError:
        part = -1.0
    if not 0.0 <= part < 1.0:
        raise argparse.ArgumentTypeError(words("{text} is not a share, from 0 to less than 1", text=text))
    return part
