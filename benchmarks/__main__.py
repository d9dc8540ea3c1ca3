"""`python -m benchmarks NAME`: measure accuracy or speed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from posecoach.errors import PosecoachError
from sample_videos.render.truth import TruthError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one benchmark and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the coach.")
    names = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    from benchmarks import cue_delay, learn, reading, soak, step_cost, throughput
    from benchmarks.accuracy import command as accuracy
    from benchmarks.beginnings import command as beginnings
    from benchmarks.confusion import command as confusion
    from benchmarks.containers import command as containers
    from benchmarks.growth import command as growth
    from benchmarks.mixed import command as mixed
    from benchmarks.page import command as page
    from benchmarks.real import command as real
    from benchmarks.slow import command as slow
    from benchmarks.speed import command as speed
    from benchmarks.waves import command as waves

    accuracy.add_arguments(
        names.add_parser("accuracy", help="reviews of the sample videos against their truth")
    )
    real.add_arguments(
        names.add_parser("real", help="reviews of recordings of real people against what somebody saw")
    )
    confusion.add_arguments(names.add_parser("confusion", help="what auto takes each movement for"))
    mixed.add_arguments(names.add_parser("mixed", help="several exercises in one recording"))
    beginnings.add_arguments(
        names.add_parser("beginnings", help="people who hesitate, start twice, walk out")
    )
    containers.add_arguments(
        names.add_parser("containers", help="other containers and codecs, trimmed, rotated, joined")
    )
    slow.add_arguments(
        names.add_parser("slow", help="slow computers live, against reviews of the same movement")
    )
    speed.add_arguments(names.add_parser("speed", help="loops, live sessions, start-up and memory"))
    growth.add_arguments(names.add_parser("growth", help="how cost grows with sizes and counts"))
    learn.add_arguments(
        names.add_parser("learn", help="exercise files proposed from sample videos, tried on others")
    )
    step_cost.add_arguments(names.add_parser("step", help="time of one step from pose to events"))
    throughput.add_arguments(names.add_parser("throughput", help="reviews with several workers"))
    cue_delay.add_arguments(
        names.add_parser("cue_delay", help="from a fault to its spoken cue, from a voice's log")
    )
    soak.add_arguments(names.add_parser("soak", help="long sessions: memory, threads and files stay flat"))
    reading.add_arguments(
        names.add_parser("reading", help="what reading files costs, beside OpenCV's reader")
    )
    page.add_arguments(names.add_parser("page", help="the figures of a run, and how they went, on one page"))
    waves.add_arguments(names.add_parser("waves", help="a wave at the camera pauses, and nothing else does"))
    arguments = parser.parse_args(argv)
    try:
        commands = {
            "accuracy": accuracy,
            "real": real,
            "confusion": confusion,
            "mixed": mixed,
            "beginnings": beginnings,
            "containers": containers,
            "slow": slow,
            "speed": speed,
            "growth": growth,
            "learn": learn,
            "step": step_cost,
            "throughput": throughput,
            "cue_delay": cue_delay,
            "soak": soak,
            "page": page,
            "reading": reading,
            "waves": waves,
        }
        return commands[arguments.name].run(arguments)
    except PosecoachError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return error.exit_status
    except TruthError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
