"""The arguments of every command, in the person's language."""

from __future__ import annotations

import argparse

from posecoach import __version__
from posecoach.cli.options import Options, calendar_day, common_options, positive, share, time_of_day
from posecoach.cli.parser import Parser
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_


def build_parser(words: Words = ENGLISH) -> Parser:
    """Return the parser of all commands, in the person's language; each sets `command` to its name."""
    parser = Parser(
        prog="posecoach",
        parents=[common_options(None, words)],
        description=words(
            "A coach for your back: watches your exercises through a camera and checks your form. "
            "Nothing leaves this computer."
        ),
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
    common = common_options(argparse.SUPPRESS, words)
    for name, meaning, add in (
        ("review", words("check your form in recordings"), _review),
        ("live", words("coach you in front of the camera"), _live),
        ("exercises", words("show the exercises and their rules"), _exercises),
        ("plan", words("check, write and show plans of exercises"), _plan),
        ("bench", words("measure how fast the coach is on this computer"), _bench),
        ("history", words("show what you have done, when and how well"), _history),
        ("report", words("put the last weeks on a sheet for an appointment"), _report),
        ("doctor", words("check what works here, and how to fix what does not"), _doctor),
    ):
        add(Options(commands.add_parser(name, parents=[common], help=meaning), words))
    return parser


def _review(options: Options) -> None:
    options.about(N_("Check your form in videos or pose recordings (.npz), or in a folder of them."))
    options.value(
        "videos", N_("VIDEO"), N_("video file, pose recording (.npz), or folder of them"), nargs="+"
    )
    options.value(
        "--exercise",
        N_("NAME"),
        N_("the exercise or routine in it; auto (the default) recognises it"),
        default="auto",
    )
    options.own_exercises()
    options.value("--json", N_("FILE"), N_("write the result as JSON; - writes to standard output"))
    options.flag("--features", N_("add the measured values of every frame to the JSON"))
    options.value(
        "--out",
        N_("FOLDER"),
        N_("save the report (HTML), JSON, landmarks, annotated video and subtitles there"),
    )
    options.overwrite()
    options.flag("--no-video", N_("with --out: no annotated video"))
    options.value("--export", N_("FORMATS"), N_("with --out: also csv, parquet, trc, openpose, or all"))
    options.csv_dialect()
    options.flag("--compare", N_("show what changed between two recordings of the same exercise"))
    options.value("--workers", "N", N_("number of worker processes (default 1)"), type=int, default=1)
    options.inference()
    options.value("--scheduler", N_("ADDRESS"), N_("use the Dask cluster at this address instead"))
    for name, meaning in (
        ("--tls-ca", N_("with --scheduler tls://...: certificate of the cluster's authority")),
        ("--tls-cert", N_("with --scheduler tls://...: certificate of this machine")),
        ("--tls-key", N_("with --scheduler tls://...: key of --tls-cert")),
    ):
        options.value(name, N_("FILE"), meaning)


def _live(options: Options) -> None:
    options.about(
        N_(
            "Coach you in front of the camera, on screen and by voice. "
            "Press x if anything hurts, space to pause, q or Esc to end the session."
        )
    )
    options.value(
        "exercise",
        N_("EXERCISE|ROUTINE"),
        N_("what to do; auto recognises it, without one you choose"),
        nargs="?",
    )
    options.own_exercises()
    options.value(
        "--source",
        N_("N|NAME|URL|FILE"),
        N_(
            "camera by number (default 0) or name, a phone by its address (http or rtsp), "
            "or a video to play as the camera"
        ),
        default="0",
    )
    options.flag("--no-window", N_("show the cues in the terminal, without a window"))
    options.flag(
        "--voice",
        N_("speak (the default), or stay silent"),
        action=argparse.BooleanOptionalAction,
        default=True,
    )
    options.flag("--large-text", N_("larger words and numbers, a smaller image"))
    options.flag("--slow-speech", N_("speak slowly and clearly"))
    options.flag(
        "--waves",
        N_("pause and go on when you wave at the camera (the default), or take no notice"),
        action=argparse.BooleanOptionalAction,
        default=True,
    )
    options.inference()
    options.value(
        "--record",
        N_("FOLDER"),
        N_("save video, landmarks and events of this session there; beside it if it is in use"),
    )
    options.overwrite()
    options.flag("--no-history", N_("do not save this session in your history"))
    options.flag("--keep", N_("save a session of which a file is the camera, and let it count for the day"))
    options.person()


def _exercises(options: Options) -> None:
    options.about(N_("Show the exercises, where to put the camera, the rules and their sources."))
    options.value("name", N_("NAME"), N_("show one exercise or routine in full"), nargs="?")
    options.value(
        "files",
        N_("FILE"),
        N_(
            "after the name new: begin a file for an exercise of yours; "
            "after the name learn: recordings of it done well, from which a file is proposed"
        ),
        nargs="*",
    )
    options.value("--out", N_("FILE"), N_("with learn: the exercise file to write (default: it is printed)"))
    options.own_exercises()
    options.value("--html", N_("FILE"), N_("write a page with the moving figure and the steps of NAME"))
    options.overwrite()
    options.value(
        "--check",
        N_("FILE"),
        N_(
            "check an exercise file (and run its examples) or a routine file; exit status 1 if something is wrong"
        ),
    )


def _plan(options: Options) -> None:
    options.about(N_("Plans of exercises over weeks, which a professional writes and you follow."))
    action = options.actions()
    check = action("check", N_("check a plan file; exit status 1 if something is wrong"))
    check.value("file", N_("FILE"), N_("the plan file"))
    new = action("new", N_("ask for a plan in the terminal and write its file"))
    new.value("file", N_("FILE"), N_("the file to be written, such as my_plan.toml"))
    new.overwrite()
    show = action(
        "show", N_("show a plan; without a name the one you follow, or those that come with posecoach")
    )
    show.value("plan", N_("PLAN|FILE"), N_("the plan, by its name or file"), nargs="?")
    follow = action("follow", N_("follow a plan from a day on"))
    follow.value("plan", N_("PLAN|FILE"), N_("the plan, by its name or file"))
    end = action("end", N_("follow no plan any more"))
    dated = action("calendar", N_("write the days of a plan as a calendar file (.ics)"))
    dated.value(
        "plan",
        N_("PLAN|FILE"),
        N_("the plan, by its name or file (default: the one you follow)"),
        nargs="?",
    )
    dated.value("--out", N_("FILE"), N_("where to write it"), required=True)
    dated.value(
        "--at",
        N_("TIME"),
        N_("when the reminder comes (default 08:00)"),
        type=dated.checked(time_of_day),
        default="08:00",
    )
    dated.overwrite()
    for one in (follow, dated):
        one.value(
            "--from",
            N_("DATE"),
            N_("its first day, such as 2026-03-02 (default: as the plan says, or today)"),
            dest="begins",
            type=one.checked(calendar_day),
        )
    for one in (show, follow, end, dated):
        one.person()
    for one in (check, new, show, follow, end, dated):
        one.own_exercises()


def _bench(options: Options) -> None:
    options.about(
        N_(
            "Measure every stage of the frame loop, and the whole against a bare MediaPipe loop and a tutorial's "
            "loop that take turns with it, so that all figures that matter are ratios within one run."
        )
    )
    options.value("videos", N_("VIDEO"), N_("video files; without one, a built-in video"), nargs="*")
    options.value(
        "--exercise",
        N_("NAME"),
        N_("the exercise to judge (default cat_cow, which needs the outline of the back)"),
        default="cat_cow",
    )
    options.value("--json", N_("FILE"), N_("write the figures; the file can be a baseline later"))
    options.overwrite()
    options.value(
        "--baseline",
        N_("FILE"),
        N_("compare with figures written earlier; exit status 1 if a ratio is worse"),
    )
    options.value(
        "--tolerance",
        N_("SHARE"),
        N_("how much worse a ratio may be (default 0.1; shares of our own work may rise by half)"),
        type=options.checked(share),
        default=0.1,
    )
    options.value(
        "--rounds",
        "N",
        N_("number of rounds in which the loops take turns (default 15)"),
        type=options.checked(positive),
        default=15,
    )


def _history(options: Options) -> None:
    options.about(
        N_("Show what you have done in front of the camera, saved on this computer only, and today's limits.")
    )
    options.value("--exercise", N_("NAME"), N_("only this exercise"))
    options.value("--days", "N", N_("only the last N days"), type=options.checked(positive))
    options.value(
        "--by",
        N_("PERIOD"),
        N_("session, week or month: its figures, and how far each movement went"),
        choices=("session", "week", "month"),
    )
    options.person()
    options.own_exercises()
    options.value("--html", N_("FILE"), N_("write a page with plots"))
    options.value("--csv", N_("FILE"), N_("write every repetition as CSV; - writes to standard output"))
    options.csv_dialect()
    options.value("--json", N_("FILE"), N_("write everything as JSON; - writes to standard output"))
    options.overwrite()
    options.flag("--delete", N_("delete everything, after asking"))
    options.flag("--yes", N_("with --delete: without asking"))


def _report(options: Options) -> None:
    options.about(
        N_(
            "Put the last weeks on one page to print, with the figures as CSV and JSON: what was planned, done and "
            "stopped, pain, faults, and how far each movement went. Nothing leaves this computer."
        )
    )
    options.value(
        "--weeks",
        "N",
        N_("how many weeks, up to today (default 4)"),
        type=options.checked(positive),
        default=4,
    )
    options.value("--out", N_("FOLDER"), N_("where to write it"), required=True)
    options.value(
        "--recordings",
        N_("FOLDER"),
        N_("folders that live --record has made: the frequent faults are shown in pictures from them"),
        nargs="+",
        default=[],
    )
    options.flag(
        "--fhir",
        N_("write report.fhir.json as well, for a practice whose system reads FHIR (needs posecoach[fhir])"),
    )
    options.person()
    options.own_exercises()
    options.csv_dialect()
    options.overwrite()


def _doctor(options: Options) -> None:
    options.about(
        N_("Check camera, model, window and storage; exit status 3 if the coach cannot run at all.")
    )
    options.value(
        "--json",
        N_("FILE"),
        N_("write it for a bug report, without anything personal; '-' for standard output"),
    )
    options.overwrite()
