"""The command line: arguments, exit statuses, and errors as one line.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from posecoach import __version__
from posecoach.cli.exit_status import INTERRUPTED, UNEXPECTED, WRONG_USAGE, complain, remark
from posecoach.cli.memory import check_memory_limit, memory_ran_out
from posecoach.cli.streams import abandon_output, prepare_streams
from posecoach.errors import OutputError, PosecoachError
from posecoach.plain_text import for_terminal


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, like all others."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is; exit with status 2."""
        self.exit(WRONG_USAGE, f"posecoach: {for_terminal(message)} (see '{self.prog} --help')\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `command` to its name."""
    common = _common(argparse.SUPPRESS)
    parser = Parser(
        prog="posecoach",
        parents=[_common(None)],
        description="A coach for your back: watches exercises through a camera and judges their form. "
        "Nothing leaves this computer.",
        epilog="Pain, numbness or weakness: stop, and see a doctor or physiotherapist.",
    )
    parser.add_argument("--version", action="version", version=f"posecoach {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    _add_review(commands.add_parser("review", parents=[common], help="judge recordings"))
    _add_live(commands.add_parser("live", parents=[common], help="coach in front of the camera"))
    _add_exercises(
        commands.add_parser("exercises", parents=[common], help="what can be coached, and by which rules")
    )
    _add_bench(commands.add_parser("bench", parents=[common], help="how fast the coach is on this machine"))
    _add_history(
        commands.add_parser("history", parents=[common], help="what you have done, when and how well")
    )
    doctor = commands.add_parser(
        "doctor", parents=[common], help="what works here, and how to mend what does not"
    )
    doctor.description = (
        "Check camera, model, window and storage; exit status 3 if the coach cannot run at all."
    )
    return parser


def _common(default: str | None) -> Parser:
    """Return the options that stand before or after the command (there SUPPRESS keeps the first)."""
    common = Parser(add_help=False)
    common.add_argument(
        "--debug", action="store_true", default=default or False, help="show the traceback of an error"
    )
    common.add_argument(
        "--model",
        metavar="PATH",
        default=default,
        help="another pose landmarker bundle (.task), such as lite or heavy",
    )
    return common


def _add_review(parser: argparse.ArgumentParser) -> None:
    parser.description = "Judge the form in videos or pose recordings (.npz), or in all of a folder."
    parser.add_argument(
        "videos", nargs="+", metavar="VIDEO", help="video file, pose recording (.npz), or folder of them"
    )
    parser.add_argument(
        "--exercise",
        default="auto",
        metavar="NAME",
        help="which exercise or routine it is; auto (the default) finds out",
    )
    _add_own_exercises(parser)
    parser.add_argument(
        "--json", metavar="FILE", help="write the result as JSON; - writes it to standard output"
    )
    parser.add_argument(
        "--features", action="store_true", help="add the measured values of every frame to the JSON"
    )
    parser.add_argument(
        "--out",
        metavar="FOLDER",
        help="keep the report (HTML), JSON, landmarks, annotated video and subtitles there",
    )
    _add_overwrite(parser)
    parser.add_argument("--no-video", action="store_true", help="with --out: no annotated video")
    parser.add_argument(
        "--export", metavar="FORMATS", help="with --out: also csv, parquet, trc, openpose, or all"
    )
    parser.add_argument(
        "--compare", action="store_true", help="what changed between two recordings of the same exercise"
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="review with so many processes (default 1)"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="review on the Dask cluster at this address instead"
    )
    for option, what in (("ca", "of the cluster's authority"), ("cert", "of this machine")):
        parser.add_argument(
            f"--tls-{option}", metavar="FILE", help=f"with --scheduler tls://...: certificate {what}"
        )
    parser.add_argument("--tls-key", metavar="FILE", help="with --scheduler tls://...: key of --tls-cert")


def _add_live(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Coach in front of the camera, by picture and voice. q or Esc ends, the space bar says that it hurts."
    )
    parser.add_argument(
        "exercise",
        nargs="?",
        metavar="EXERCISE|ROUTINE",
        help="what to do; auto finds it out, left out it can be chosen",
    )
    _add_own_exercises(parser)
    parser.add_argument(
        "--source",
        default="0",
        metavar="N|FILE",
        help="camera number (default 0), or a video played as the camera",
    )
    parser.add_argument(
        "--no-window", action="store_true", help="say the cues in the terminal, without a window"
    )
    parser.add_argument(
        "--voice",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="speak (the default), or be silent",
    )
    parser.add_argument(
        "--language", metavar="CODE", help="language of screen and voice: en or de (default: the system's)"
    )
    parser.add_argument(
        "--record",
        metavar="FOLDER",
        help="keep pictures, landmarks and events of this session there; beside it if it is in use",
    )
    _add_overwrite(parser)
    parser.add_argument("--no-history", action="store_true", help="keep nothing of this session")


def _add_exercises(parser: argparse.ArgumentParser) -> None:
    parser.description = "Show what can be coached, how to place the camera, the rules and their sources."
    parser.add_argument("name", nargs="?", metavar="NAME", help="show one exercise or routine in full")
    _add_own_exercises(parser)
    parser.add_argument(
        "--check",
        metavar="FILE",
        help="validate an exercise (and run its examples) or a routine; exit status 1 if something is wrong",
    )


def _add_own_exercises(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exercises",
        metavar="FOLDER",
        help="exercises and routines of your own beside the built-in ones (folder or file)",
    )


def _add_overwrite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="replace files in the place of results even if posecoach did not make them",
    )


def _add_bench(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Measure every stage of the frame loop, and the whole against a bare MediaPipe loop and the loop of a "
        "tutorial that take turns with it, so that all figures that matter are ratios of one run."
    )
    parser.add_argument(
        "videos", nargs="*", metavar="VIDEO", help="video files; a built-in one if there are none"
    )
    parser.add_argument(
        "--exercise",
        default="cat_cow",
        metavar="NAME",
        help="what is judged (default cat_cow, which needs the outline of the back)",
    )
    parser.add_argument("--json", metavar="FILE", help="write the figures; the file can be a baseline later")
    _add_overwrite(parser)
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="compare with figures written before; exit status 1 if a ratio is worse",
    )
    parser.add_argument(
        "--tolerance",
        type=_share,
        default=0.1,
        metavar="SHARE",
        help="by how much a ratio may be worse (default 0.1; shares of our own work may rise by half)",
    )
    parser.add_argument(
        "--rounds",
        type=_positive,
        default=15,
        metavar="N",
        help="how often the loops take turns (default 15)",
    )


def _add_history(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "What you have done in front of the camera, kept on this computer only, and the limits for today."
    )
    parser.add_argument("--exercise", metavar="NAME", help="only this exercise")
    parser.add_argument("--days", type=_positive, metavar="N", help="only the last N days")
    _add_own_exercises(parser)
    parser.add_argument("--html", metavar="FILE", help="write a page with plots")
    parser.add_argument(
        "--csv", metavar="FILE", help="write every repetition as CSV; - writes it to standard output"
    )
    parser.add_argument(
        "--json", metavar="FILE", help="write everything as JSON; - writes it to standard output"
    )
    _add_overwrite(parser)
    parser.add_argument("--delete", action="store_true", help="delete all that was kept, after a question")
    parser.add_argument("--yes", action="store_true", help="with --delete: without the question")


MOST_DIGITS = 9
"""Of a number on the command line: a thousand million of anything is no more to be had."""


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{for_terminal(text)} is not a whole number from 1 to 999999999")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share < 1.0:
        raise argparse.ArgumentTypeError(f"{text} is not a share, from 0 to less than 1")
    return share


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    prepare_streams(results="live" not in (sys.argv[1:2] if argv is None else argv[:1]))
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit:
        try:
            sys.stdout.flush()  # the help
        except OutputError as error:
            return complain(error)
        raise
    signal.signal(signal.SIGTERM, _like_ctrl_c)
    try:
        check_memory_limit()
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_output()  # the reader (head, less) has seen enough
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _told(error, debug=arguments.debug)
    return status


def _told(error: Exception, *, debug: bool) -> int:
    """Print what ended a command as one line; return the exit status."""
    if isinstance(error, MemoryError):
        error = memory_ran_out(error)
    if isinstance(error, PosecoachError):
        return complain(error, debug=debug)
    if debug:
        traceback.print_exception(error)
    remark(f"unexpected {type(error).__name__}: {error} (--debug shows where)")
    return UNEXPECTED


def _run(arguments: argparse.Namespace) -> int:
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
    return command(arguments)


def _like_ctrl_c(signum: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
