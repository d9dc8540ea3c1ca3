"""The options of `python -m benchmarks accuracy` about unruly people. Rendering is loaded only for them."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    group = parser.add_argument_group("unruly people", "clips drawn by number in place of the sample videos")
    group.add_argument("--unruly", type=int, metavar="N", help="render and judge the first N of a seed")
    group.add_argument("--seed", type=int, default=1, metavar="S", help="which ones (default: %(default)s)")
    group.add_argument(
        "--unruly-of",
        choices=("all", "twelve", "eight"),
        default="all",
        help="draw all exercises, twelve, or the first eight, as the stored run (default: %(default)s)",
    )
    group.add_argument(
        "--unruly-only", type=int, action="append", metavar="K", help="clip K alone; may be repeated"
    )
    group.add_argument(
        "--unruly-exact",
        action="store_true",
        help="judge the exact joints in place of what the network sees: renders nothing",
    )
    group.add_argument("--unruly-stored", action="store_true", help="judge the stored poses; renders nothing")
    group.add_argument(
        "--unruly-store", action="store_true", help="render the stored run again, and store it"
    )


def is_asked_for(arguments: argparse.Namespace) -> bool:
    """Whether unruly people are meant, not the sample videos."""
    return any((arguments.unruly, arguments.unruly_only, arguments.unruly_stored, arguments.unruly_store))


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark on unruly people; return the exit status."""
    from benchmarks.accuracy.unruly.run import run as run_unruly

    return run_unruly(arguments)
