"""The command line: one command run, its exit status, and errors as one line.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
import warnings
from collections.abc import Sequence

from posecoach.arenas import share_arenas
from posecoach.cli.arguments import build_parser
from posecoach.cli.clock import check_time_zone
from posecoach.cli.exit_status import UNEXPECTED, complain, remark
from posecoach.cli.memory import check_memory_limit, memory_ran_out
from posecoach.cli.parser import argparse_speaks, language_of
from posecoach.cli.streams import abandon_output, prepare_streams
from posecoach.errors import OutputError, PosecoachError, UsageError
from posecoach.signals import INTERRUPTED, end_in_order
from posecoach.words.catalogue import Words
from posecoach.words.languages import load_words, system_language


def parsed(argv: Sequence[str]) -> tuple[Words, argparse.Namespace]:
    """Return the language that everything is said in, and the arguments; exits where they are wrong."""
    try:
        words = load_words(language_of(argv))
    except UsageError as error:
        sys.exit(complain(error, load_words(system_language())))
    with argparse_speaks(words):
        return words, build_parser(words).parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    if argv is None and not sys.warnoptions:  # a program of its own, and nobody asked Python for them with -W
        warnings.simplefilter("ignore")
        os.environ["PYTHONWARNINGS"] = "ignore"  # for the worker processes
    prepare_streams(results="live" not in (sys.argv[1:2] if argv is None else argv[:1]))
    try:
        words, arguments = parsed(sys.argv[1:] if argv is None else argv)
    except SystemExit:
        try:
            sys.stdout.flush()  # the help
        except OutputError as error:
            return complain(error)
        raise
    try:
        check_memory_limit()
        if argv is None:
            share_arenas()
        check_time_zone()
        status = _run(arguments, words)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_output()  # the reader (head, less) has seen enough
        return 0
    except KeyboardInterrupt:
        remark(words("interrupted"))
        return INTERRUPTED
    except Exception as error:
        return _told(error, words, debug=arguments.debug)
    return status


def _told(error: Exception, words: Words, *, debug: bool) -> int:
    """Print what ended a command as one line; return the exit status."""
    if isinstance(error, MemoryError):
        error = memory_ran_out(error)
    if isinstance(error, PosecoachError):
        return complain(error, words, debug=debug)
    if debug:
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}"
    remark(words("unexpected {error} (--debug shows where)", error=what))
    return UNEXPECTED


def _run(arguments: argparse.Namespace, words: Words) -> int:
    match arguments.command:
        case "review":
            from posecoach.cli.review import run_review as command
        case "live":
            from posecoach.cli.live import run_live_command as command
        case "exercises":
            from posecoach.cli.exercises import run_exercises as command
        case "bench":
            from posecoach.cli.bench import run_bench as command
        case "history":
            from posecoach.cli.history import run_history as command
        case "report":
            from posecoach.cli.report import run_report as command
        case "plan":
            from posecoach.cli.plan import run_plan as command
        case _:
            from posecoach.cli.doctor import run_doctor as command
    end_in_order()
    return command(arguments, words)
