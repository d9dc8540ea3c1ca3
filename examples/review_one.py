"""Review a recording and print what was good, what to change, and what was not seen."""

from __future__ import annotations

import argparse

import posecoach as pc


def main() -> None:
    """Review the recording that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", help="video or pose recording (.npz)")
    parser.add_argument("--exercise", default="auto", help="which exercise it is (default: find out)")
    parser.add_argument("--out", metavar="FOLDER", help="keep report, landmarks and features there")
    arguments = parser.parse_args()

    review = pc.review(arguments.recording, exercise=arguments.exercise)
    if review.exercise is None:
        print("No exercise was recognised.")
        return
    print(f"{review.exercise.name}: {len(review.repetitions)} repetitions")
    for one in review.repetitions:
        print(f"  {one.start_s:6.1f} s  {one.side or '':6} {one.score:5.0f}  {' '.join(one.faults)}")
    for fault in review.faults:
        print(f"  {fault.start_s:6.1f} s  {fault.cue}")
    for rule, reason in review.cannot_judge.items():
        print(f"  not judged: {rule} ({reason})")
    if arguments.out:
        print(f"Kept in {review.save(arguments.out, video=False, exports=['csv'])}")


if __name__ == "__main__":
    main()
