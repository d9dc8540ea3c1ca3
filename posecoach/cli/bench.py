"""`posecoach bench`: how fast the frame loop is here, in ratios to loops of the same run."""

from __future__ import annotations

import argparse
from pathlib import Path

from posecoach.bench.result import COST_TOLERANCE, Speed, read_speed, regressions, to_json
from posecoach.bench.run import FRAMES, STAGE_FRAMES, measure
from posecoach.bench.table import page
from posecoach.cli.exit_status import remark
from posecoach.cli.output import errors_console, output_console
from posecoach.cli.places import check_json, input_paths, read_besides, save
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
    videos = input_paths(arguments.videos)
    inputs = [*videos, *read_besides(arguments)]
    check_json(arguments, inputs)
    console = errors_console()
    with console.status("measuring …") as status:
        speed = measure(
            videos,
            model,
            exercise,
            rounds=arguments.rounds,
            stage_frames=min(STAGE_FRAMES, FRAMES * arguments.rounds),
            tell=lambda text: status.update(f"{text} …"),
        )
    output_console().print(page(speed))
    if arguments.json is not None:
        save(arguments, "--json", to_json(speed), inputs)
    return 0 if baseline is None else _compare(speed, baseline, arguments.tolerance)


def _compare(speed: Speed, baseline: Speed, tolerance: float) -> int:
    if speed.machine.kind != baseline.machine.kind:
        remark(
            f"the baseline is of another kind of machine ({baseline.machine.kind}, here is "
            f"{speed.machine.kind}): ratios may differ for that reason"
        )
    worse = list(regressions(speed, baseline, tolerance, max(tolerance, COST_TOLERANCE)))
    for line in worse:
        remark(f"regression: {line}")
    if not worse:
        output_console().print(f"No ratio is worse than the baseline's by more than {tolerance:.0%}.")
    return REGRESSION if worse else 0
