"""A feature, an exercise and an export of your own."""

from __future__ import annotations

import argparse
from pathlib import Path

import posecoach as pc

EXERCISE = Path(__file__).with_name("arm_raise.toml")


@pc.register_feature(
    "trunk lengths",
    error=0.05,
    source="not measured",
    landmarks=(pc.Landmark.LEFT_SHOULDER, pc.Landmark.LEFT_WRIST),
)
def wrists_uneven(body: pc.Body) -> float:
    """How much higher one wrist is than the other."""
    left, right = body.points[pc.Landmark.LEFT_WRIST], body.points[pc.Landmark.RIGHT_WRIST]
    return abs(left[1] - right[1]) / body.trunk_px


@pc.register_export("scores", files=["scores.csv"])
def write_scores(review: pc.Evidence, folder: Path) -> None:
    """Write the score of each repetition to scores.csv."""
    lines = [f"{one.index},{one.score:g},{' '.join(one.faults)}" for one in review.repetitions]
    (folder / "scores.csv").write_text(
        "\n".join(["repetition,score,faults", *lines]) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Review a recording with the exercise of arm_raise.toml."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", help="video or pose recording (.npz)")
    parser.add_argument("folder", help="where the results go")
    arguments = parser.parse_args()

    review = pc.review(arguments.recording, exercise=pc.load_exercise(EXERCISE))
    review.save(arguments.folder, video=False, exports=["scores"])
    print((Path(arguments.folder) / "scores.csv").read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
