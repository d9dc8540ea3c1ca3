"""`posecoach bench`: how fast the frame loop is here, in ratios to loops of the same run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from posecoach.bench.result import COST_TOLERANCE, Speed, read_speed, regressions, write_speed
from posecoach.bench.run import FRAMES, STAGE_FRAMES, measure
from posecoach.bench.table import page
from posecoach.cli.output import errors_console, output_console
from posecoach.exercises.library import find_exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.estimator import check_model, model_path

REGRESSION = 1
"""Exit status when a ratio is worse than the baseline's."""


def run_bench(arguments: argparse.Namespace) -> int:
    """Measure, show, compare; returns the exit status."""
    baseline = read_speed(Path(arguments.baseline)) if arguments.baseline else None
    exercise = find_exercise(arguments.exercise, builtin_exercises())
    model = model_path(arguments.model)
    check_model(model)
    console = errors_console()
    with console.status("measuring …") as status:
        speed = measure(
            [Path(video) for video in arguments.videos],
            model,
            exercise,
            rounds=arguments.rounds,
            stage_frames=min(STAGE_FRAMES, FRAMES * arguments.rounds),
            tell=lambda text: status.update(f"{text} …"),
        )
    output_console().print(page(speed))
    if arguments.json:
        write_speed(speed, Path(arguments.json))
    return 0 if baseline is None else _compare(speed, baseline, arguments.tolerance)


def _compare(speed: Speed, baseline: Speed, tolerance: float) -> int:
    if speed.machine.kind != baseline.machine.kind:
        print(
            f"posecoach: the baseline is of another kind of machine ({baseline.machine.kind}, here is "
            f"{speed.machine.kind}): ratios may differ for that reason",
            file=sys.stderr,
        )
    worse = list(regressions(speed, baseline, tolerance, max(tolerance, COST_TOLERANCE)))
    for line in worse:
        print(f"posecoach: regression: {line}", file=sys.stderr)
    if not worse:
        output_console().print(f"No ratio is worse than the baseline's by more than {tolerance:.0%}.")
    return REGRESSION if worse else 0
