"""Judge 17 points without depth, as most other pose models deliver them."""

from __future__ import annotations

import argparse
from collections import Counter

import numpy as np

import posecoach as pc


def main() -> None:
    """Judge the points in a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "keypoints", help=".npy of (T, 17, 3): x [px], y [px] and score, in the order of COCO"
    )
    parser.add_argument("--exercise", default="toe_touch", help="which exercise it is (default toe_touch)")
    parser.add_argument("--rate", type=float, default=30.0, metavar="HZ", help="frames a second (default 30)")
    parser.add_argument(
        "--size", type=int, nargs=2, default=(1280, 720), metavar=("W", "H"), help="frame [px]"
    )
    arguments = parser.parse_args()

    keypoints = np.load(arguments.keypoints)
    width, height = arguments.size
    poses = [
        pc.Pose.from_coco17(points, index / arguments.rate, (width, height))
        for index, points in enumerate(keypoints)
    ]
    not_judged: Counter[str] = Counter()
    for event in pc.judge(poses, exercise=arguments.exercise):
        match event:
            case pc.RepetitionDone(score=score):
                print(f"{event.t_s:6.1f} s  a repetition, {score:.0f} points")
            case pc.FaultRaised(rule=rule):
                print(f"{event.t_s:6.1f} s  broken: {rule}")
            case pc.CannotJudge(rule=rule, reason=reason):
                not_judged[f"{rule} ({reason})"] += 1
            case _:
                pass
    for what, times in not_judged.items():
        print(f"not judged {times} times: {what}")


if __name__ == "__main__":
    main()
