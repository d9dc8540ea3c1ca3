"""The command line: arguments, exit statuses, and errors as one line.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from types import FrameType
from typing import NoReturn

from posecoach import __version__
from posecoach.cli.exit_status import INTERRUPTED, UNEXPECTED, complain, remark
from posecoach.cli.memory import check_memory_limit, memory_ran_out
from posecoach.cli.parser import LANGUAGE, Parser, argparse_speaks, language_of
from posecoach.cli.streams import abandon_output, prepare_streams
from posecoach.errors import OutputError, PosecoachError, UsageError
from posecoach.plain_text import for_terminal
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.languages import languages, load_words, system_language


def build_parser(words: Words = ENGLISH) -> Parser:
    """Return the parser of all commands, in the person's language; each sets `command` to its name."""
    common = _common(argparse.SUPPRESS, words)
    description = words(
        "A coach for your back: watches your exercises through a camera and checks your form. "
        "Nothing leaves this computer."
    )
    parser = Parser(
        prog="posecoach",
        parents=[_common(None, words)],
        description=description,
        epilog=words("Pain, numbness or weakness: stop, and see a doctor or physiotherapist."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"posecoach {__version__}",
        help=words("show the version and exit"),
    )
    commands = parser.add_subparsers(
        dest="command", metavar=words("COMMAND"), required=True, parser_class=Parser
    )
    for name, meaning, add in (
        ("review", words("check your form in recordings"), _add_review),
        ("live", words("coach you in front of the camera"), _add_live),
        ("exercises", words("show the exercises and their rules"), _add_exercises),
        ("bench", words("measure how fast the coach is on this computer"), _add_bench),
        ("history", words("show what you have done, when and how well"), _add_history),
        ("doctor", words("check what works here, and how to fix what does not"), _add_doctor),
    ):
        add(commands.add_parser(name, parents=[common], help=meaning), words)
    return parser


def _common(default: str | None, words: Words) -> Parser:
    """Return the options that stand before or after the command (there SUPPRESS keeps the first)."""
    common = Parser(add_help=False)
    common.add_argument(
        "--debug",
        action="store_true",
        default=default or False,
        help=words("show the traceback of an error"),
    )
    common.add_argument(
        "--model",
        metavar=words("PATH"),
        default=default,
        help=words("another pose landmarker bundle (.task), such as lite or heavy"),
    )
    common.add_argument(
        LANGUAGE,
        metavar=words("CODE"),
        default=default,
        help=words("language: {codes} (default: the system's)", codes=", ".join(languages())),
    )
    return common


def _add_review(parser: Parser, words: Words) -> None:
    parser.description = words("Check your form in videos or pose recordings (.npz), or in a folder of them.")
    parser.add_argument(
        "videos",
        nargs="+",
        metavar=words("VIDEO"),
        help=words("video file, pose recording (.npz), or folder of them"),
    )
    parser.add_argument(
        "--exercise",
        default="auto",
        metavar=words("NAME"),
        help=words("the exercise or routine in it; auto (the default) recognises it"),
    )
    _add_own_exercises(parser, words)
    parser.add_argument(
        "--json",
        metavar=words("FILE"),
        help=words("write the result as JSON; - writes to standard output"),
    )
    parser.add_argument(
        "--features", action="store_true", help=words("add the measured values of every frame to the JSON")
    )
    parser.add_argument(
        "--out",
        metavar=words("FOLDER"),
        help=words("save the report (HTML), JSON, landmarks, annotated video and subtitles there"),
    )
    _add_overwrite(parser, words)
    parser.add_argument("--no-video", action="store_true", help=words("with --out: no annotated video"))
    parser.add_argument(
        "--export",
        metavar=words("FORMATS"),
        help=words("with --out: also csv, parquet, trc, openpose, or all"),
    )
    parser.add_argument(
        "--compare",
        action="store_true",
        help=words("show what changed between two recordings of the same exercise"),
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help=words("number of worker processes (default 1)"),
    )
    parser.add_argument(
        "--scheduler",
        metavar=words("ADDRESS"),
        help=words("use the Dask cluster at this address instead"),
    )
    for option, what in (
        ("--tls-ca", words("with --scheduler tls://...: certificate of the cluster's authority")),
        ("--tls-cert", words("with --scheduler tls://...: certificate of this machine")),
        ("--tls-key", words("with --scheduler tls://...: key of --tls-cert")),
    ):
        parser.add_argument(option, metavar=words("FILE"), help=what)


def _add_live(parser: Parser, words: Words) -> None:
    parser.description = words(
        "Coach you in front of the camera, on screen and by voice. "
        "Press space if anything hurts, q or Esc to end the session."
    )
    parser.add_argument(
        "exercise",
        nargs="?",
        metavar=words("EXERCISE|ROUTINE"),
        help=words("what to do; auto recognises it, without one you choose"),
    )
    _add_own_exercises(parser, words)
    parser.add_argument(
        "--source",
        default="0",
        metavar=words("N|FILE"),
        help=words("camera number (default 0), or a video to play as the camera"),
    )
    parser.add_argument(
        "--no-window", action="store_true", help=words("show the cues in the terminal, without a window")
    )
    parser.add_argument(
        "--voice",
        action=argparse.BooleanOptionalAction,
        default=True,
        help=words("speak (the default), or stay silent"),
    )
    parser.add_argument(
        "--record",
        metavar=words("FOLDER"),
        help=words("save video, landmarks and events of this session there; beside it if it is in use"),
    )
    _add_overwrite(parser, words)
    parser.add_argument(
        "--no-history", action="store_true", help=words("do not save this session in your history")
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help=words("save a session of which a file is the camera, and let it count for the day"),
    )


def _add_exercises(parser: Parser, words: Words) -> None:
    parser.description = words("Show the exercises, where to put the camera, the rules and their sources.")
    parser.add_argument(
        "name", nargs="?", metavar=words("NAME"), help=words("show one exercise or routine in full")
    )
    _add_own_exercises(parser, words)
    parser.add_argument(
        "--check",
        metavar=words("FILE"),
        help=words(
            "check an exercise file (and run its examples) or a routine file; exit status 1 if something is wrong"
        ),
    )


def _add_own_exercises(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "--exercises",
        metavar=words("FOLDER"),
        help=words("your own exercises and routines, besides the built-in ones (folder or file)"),
    )


def _add_overwrite(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help=words("replace files in the place of results even if posecoach did not make them"),
    )


def _add_bench(parser: Parser, words: Words) -> None:
    parser.description = words(
        "Measure every stage of the frame loop, and the whole against a bare MediaPipe loop and a tutorial's loop "
        "that take turns with it, so that all figures that matter are ratios within one run."
    )
    parser.add_argument(
        "videos", nargs="*", metavar=words("VIDEO"), help=words("video files; without one, a built-in video")
    )
    parser.add_argument(
        "--exercise",
        default="cat_cow",
        metavar=words("NAME"),
        help=words("the exercise to judge (default cat_cow, which needs the outline of the back)"),
    )
    parser.add_argument(
        "--json",
        metavar=words("FILE"),
        help=words("write the figures; the file can be a baseline later"),
    )
    _add_overwrite(parser, words)
    parser.add_argument(
        "--baseline",
        metavar=words("FILE"),
        help=words("compare with figures written earlier; exit status 1 if a ratio is worse"),
    )
    parser.add_argument(
        "--tolerance",
        type=partial(_share, words=words),
        default=0.1,
        metavar=words("SHARE"),
        help=words("how much worse a ratio may be (default 0.1; shares of our own work may rise by half)"),
    )
    parser.add_argument(
        "--rounds",
        type=partial(_positive, words=words),
        default=15,
        metavar="N",
        help=words("number of rounds in which the loops take turns (default 15)"),
    )


def _add_history(parser: Parser, words: Words) -> None:
    parser.description = words(
        "Show what you have done in front of the camera, saved on this computer only, and today's limits."
    )
    parser.add_argument("--exercise", metavar=words("NAME"), help=words("only this exercise"))
    parser.add_argument(
        "--days", type=partial(_positive, words=words), metavar="N", help=words("only the last N days")
    )
    _add_own_exercises(parser, words)
    parser.add_argument("--html", metavar=words("FILE"), help=words("write a page with plots"))
    parser.add_argument(
        "--csv",
        metavar=words("FILE"),
        help=words("write every repetition as CSV; - writes to standard output"),
    )
    parser.add_argument(
        "--json", metavar=words("FILE"), help=words("write everything as JSON; - writes to standard output")
    )
    _add_overwrite(parser, words)
    parser.add_argument("--delete", action="store_true", help=words("delete everything, after asking"))
    parser.add_argument("--yes", action="store_true", help=words("with --delete: without asking"))


def _add_doctor(parser: Parser, words: Words) -> None:
    parser.description = words(
        "Check camera, model, window and storage; exit status 3 if the coach cannot run at all."
    )


MOST_DIGITS = 9
"""Of a number on the command line: a thousand million of anything is no more to be had."""


def _positive(text: str, words: Words) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text) > 0):
        told = words("{text} is not a whole number from 1 to 999999999", text=for_terminal(text))
        raise argparse.ArgumentTypeError(told)
    return int(text)


def _share(text: str, words: Words) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share < 1.0:
        raise argparse.ArgumentTypeError(words("{text} is not a share, from 0 to less than 1", text=text))
    return share


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
    prepare_streams(results="live" not in (sys.argv[1:2] if argv is None else argv[:1]))
    try:
        words, arguments = parsed(sys.argv[1:] if argv is None else argv)
    except SystemExit:
        try:
            sys.stdout.flush()  # the help
        except OutputError as error:
            return complain(error)
        raise
    signal.signal(signal.SIGTERM, _like_ctrl_c)
    try:
        check_memory_limit()
        status = _run(arguments, words)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_output()  # the reader (head, less) has seen enough
        return 0
    except KeyboardInterrupt:
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
        case _:
            from posecoach.cli.doctor import run_doctor as command
    return command(arguments, words)


def _like_ctrl_c(signum: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
