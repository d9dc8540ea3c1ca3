# noqa: INP001 - a script, not a package
"""Makes docs/review.png, the terminal review in the README: `python docs/review_picture.py sample_videos/NAME.mp4`.

Needs `pip install cairosvg`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import cairosvg
from rich.console import Console

from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.mediapipe.model import model_path
from posecoach.review.job import review
from posecoach.review.sources import open_material

COLUMNS = 92
SCALE = 0.9
FONT = "DejaVu Sans Mono"


def main(clip: Path, picture: Path) -> None:
    """Review a clip and draw what the terminal shows."""
    exercises = builtin_exercises()
    coach = Recogniser(tuple(exercises.values()))
    with open_material(clip, model_path(), outline=coach.needs_outline) as material:
        report = review(material, coach, exercises)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(report)
    svg = console.export_svg(title=f"posecoach review {clip.name}").replace("Fira Code", FONT)
    cairosvg.svg2png(bytestring=svg.encode(), write_to=str(picture), scale=SCALE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("review.png"))
