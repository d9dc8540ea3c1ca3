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
from posecoach.pose.opening import check_model, model_path
from posecoach.words.catalogue import Words

REGRESSION = 1
"""Exit status when a ratio is worse than the baseline's."""


def run_bench(arguments: argparse.Namespace, words: Words) -> int:
    """Measure, show, compare; returns the exit status."""
    baseline = read_speed(Path(arguments.baseline)) if arguments.baseline else None
    exercise = find_exercise(arguments.exercise, builtin_exercises())
    model = model_path(arguments.model)
    check_model(model)
    videos = input_paths(arguments.videos)
    inputs = [*videos, *read_besides(arguments)]
    check_json(arguments, inputs, "posecoach.bench")
    console = errors_console()
    with console.status(words("measuring …")) as status:
        speed = measure(
            videos,
            model,
            exercise,
            rounds=arguments.rounds,
            stage_frames=min(STAGE_FRAMES, FRAMES * arguments.rounds),
            tell=lambda text: status.update(f"{words(text)} …"),
        )
    output_console().print(page(speed, words))
    if arguments.json is not None:
        save(arguments, "--json", to_json(speed), inputs)
    return 0 if baseline is None else _compare(speed, baseline, arguments.tolerance, words)


def _compare(speed: Speed, baseline: Speed, tolerance: float, words: Words) -> int:
    if speed.machine.kind != baseline.machine.kind:
        remark(
            words(
                "the baseline is from another kind of machine ({there}; this is {here}), so ratios may differ",
                there=baseline.machine.kind,
                here=speed.machine.kind,
            )
        )
    worse = list(regressions(speed, baseline, tolerance, max(tolerance, COST_TOLERANCE)))
    for line in worse:
        remark(words("regression: {line}", line=line))
    if not worse:
        share = f"{tolerance:.0%}"
        output_console().print(
            words("No ratio is worse than the baseline's by more than {share}.", share=share)
        )
    return REGRESSION if worse else 0
