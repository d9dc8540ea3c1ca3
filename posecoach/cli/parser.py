"""An argument parser that speaks the person's language, argparse's own words included."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NoReturn

from posecoach.cli.exit_status import WRONG_USAGE
from posecoach.plain_text import for_terminal
from posecoach.words.catalogue import Words
from posecoach.words.languages import languages, system_language
from posecoach.words.phrase import N_

LANGUAGE: Final = "--language"
SURELY: Final = "--lan"
"""The shortest beginning of it that no other option has."""
OF_ARGPARSE: Final = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected at most one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
)
"""What argparse asks its gettext for, as far as our commands can make it."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, like all others."""

    words: Words

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is; exit with status 2."""
        hint = argparse._("(see '%s --help')") % self.prog  # type: ignore[attr-defined]
        self.exit(WRONG_USAGE, f"posecoach: {for_terminal(message)} {hint}\n")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> object:
        # Until Python 3.12 argparse drops the value of `--person=--` and hands on an empty list in the place of a text.
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            self._match_argument(action, "")  # raises what argparse says of an option without a value
        return super()._get_values(action, arg_strings)


@contextmanager
def argparse_speaks(words: Words) -> Iterator[None]:
    """Let argparse look its own words up in the person's language; it knows no other way than its module's `_`."""
    before = argparse._  # type: ignore[attr-defined]
    argparse._ = words  # type: ignore[attr-defined]
    try:
        yield
    finally:
        argparse._ = before  # type: ignore[attr-defined]


def language_of(argv: Sequence[str]) -> str:
    """Return the language asked for, which has to be known before the help can be written; else the system's.

    As argparse sees it: the last one counts, and the option may be shortened. Where it is so short that it may be
    another one, such as --large-text, only a language that exists tells that it is meant.
    """
    found: str | None = None
    for name, value in zip(argv, [*argv[1:], ""], strict=False):
        option, equals, joined = name.partition("=")
        told = joined if equals else value
        if LANGUAGE.startswith(option) and (
            len(option) >= len(SURELY) or (len(option) > 2 and told in languages())
        ):
            found = told
    return system_language() if found is None else found
