"""Render unruly clips to look at: `python -m sample_videos.render.unruly --seed S NUMBER... --out FOLDER`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from sample_videos.render.contact_sheet import contact_sheet
from sample_videos.render.encode import encode
from sample_videos.render.truth import truth_path, write_truth
from sample_videos.render.unruly.film import frames
from sample_videos.render.unruly.generator import Choice, describe
from sample_videos.render.unruly.grading import verdict_of
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.stamps import stamps_s
from sample_videos.render.unruly.verdict import SUFFIX, write_verdicts


def main(arguments: Sequence[str] | None = None) -> int:
    """Render, or only describe, the clips that are asked for."""
    options = _parser().parse_args(arguments)
    for number in options.numbers:
        if options.describe:
            sys.stdout.write(describe(options.seed, number, options.of).as_json().decode())
        else:
            print(write_clip(options.seed, number, options.out, options.of, sheet=options.sheet), flush=True)
    return 0


def write_clip(seed: int, number: int, folder: Path, of: Choice = "all", *, sheet: bool = False) -> Path:
    """Write a clip with its truth, its verdict and its description into a folder; returns the clip's path."""
    description = describe(seed, number, of)
    stage = Stage(description)
    path = folder / f"{description.name}.mp4"
    encode(path, frames(stage), [float(t_s) for t_s in stamps_s(description)])
    verdict = verdict_of(stage)
    write_truth(verdict.truth, truth_path(path))
    write_verdicts([verdict.without_angles()], path.with_suffix(SUFFIX))
    path.with_suffix(".description.json").write_bytes(description.as_json())
    if sheet:
        contact_sheet(path, path.with_suffix(".png"))
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sample_videos.render.unruly", description=__doc__)
    parser.add_argument("numbers", nargs="+", type=int, metavar="NUMBER", help="which clips of the seed")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument(
        "--of", choices=get_args(Choice), default="all", help="exercises to draw from (default: %(default)s)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build/unruly"), help="folder to write to (default: %(default)s)"
    )
    parser.add_argument("--sheet", action="store_true", help="also write a contact sheet of each clip")
    parser.add_argument("--describe", action="store_true", help="print the descriptions and render nothing")
    return parser


if __name__ == "__main__":
    sys.exit(main())
