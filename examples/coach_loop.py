"""The loop of a coach in a program of your own: frames in, events out."""

from __future__ import annotations

import argparse

import posecoach as pc


def main() -> None:
    """Coach in front of a camera, or along a video, and print what the coach says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", default="0", help="number of a camera (default 0), or a video")
    parser.add_argument("--exercise", default="cat_cow", help="name of the exercise (default cat_cow)")
    parser.add_argument("--frames", type=int, help="stop after this many frames")
    arguments = parser.parse_args()

    coach = pc.Coach(pc.exercises()[arguments.exercise])
    with pc.open_source(arguments.source) as source, pc.open_estimator(outline=coach.needs_outline) as model:
        for frame in source:
            for event in coach.step(model.estimate(frame)):
                tell(event)
            if arguments.frames is not None and frame.index + 1 >= arguments.frames:
                break
    for event in coach.finish():
        tell(event)
    print(f"{coach.state.repetitions} repetitions")


def tell(event: pc.Event) -> None:
    """Print what a person would want to hear."""
    match event:
        case pc.PersonFound():
            print(f"{event.t_s:6.1f} s  I can see you")
        case pc.SetupAdvice(text=text) | pc.CueGiven(text=text):
            print(f"{event.t_s:6.1f} s  {text}")
        case pc.RepetitionDone(score=score):
            print(f"{event.t_s:6.1f} s  a repetition, {score:.0f} points")
        case _:
            pass


if __name__ == "__main__":
    main()
