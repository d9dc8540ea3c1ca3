"""From a folder of recordings to a table of repetitions, a table of recordings and a plot (docs/researchers.md)."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

import posecoach as pc

SUFFIXES = {".mp4", ".mov", ".mkv", ".webm", ".avi", ".npz"}
Row = Mapping[str, object]


def main() -> None:
    """Review everything in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of videos and pose recordings")
    parser.add_argument("results", type=Path, help="folder for the tables and the plot")
    parser.add_argument("--exercise", default="auto", help="which exercise it is (default: find out)")
    parser.add_argument("--workers", type=int, default=1, help="worker processes for each long video")
    arguments = parser.parse_args()

    paths = sorted(path for path in arguments.folder.iterdir() if path.suffix.lower() in SUFFIXES)
    reviews: dict[str, pc.ReviewResult] = {}
    problems: dict[str, str] = {}
    for path in paths:
        try:
            reviews[path.name] = pc.review(path, exercise=arguments.exercise, workers=arguments.workers)
        except pc.InputError as error:  # one bad file stops nothing
            problems[path.name] = str(error)
    arguments.results.mkdir(parents=True, exist_ok=True)
    write_table(arguments.results / "repetitions.csv", list(repetitions(reviews)))
    write_table(arguments.results / "recordings.csv", list(recordings(reviews, problems)))
    draw(arguments.results / "curves.png", reviews)
    print(f"{len(reviews)} recordings, {len(problems)} could not be read: tables in {arguments.results}")


def repetitions(reviews: Mapping[str, pc.ReviewResult]) -> Iterator[Row]:
    """Yield one row for each repetition."""
    for name, review in reviews.items():
        for one in review.repetitions:
            yield {
                "recording": name,
                "repetition": one.index,
                "side": one.side,
                "start_s": one.start_s,
                "end_s": one.end_s,
                "hold_s": one.hold_s,
                "score": one.score,
                "faults": " ".join(one.faults),
                **one.range,
            }


def recordings(reviews: Mapping[str, pc.ReviewResult], problems: Mapping[str, str]) -> Iterator[Row]:
    """Yield one row for each recording."""
    for name, review in reviews.items():
        yield {
            "recording": name,
            "exercise": review.exercise.key if review.exercise is not None else None,
            "repetitions": len(review.repetitions),
            "score": review.score,
            "not_judged": "; ".join(f"{rule}: {reason}" for rule, reason in review.cannot_judge.items()),
            "problem": None,
        }
    for name, problem in problems.items():
        yield {"recording": name, "problem": problem}


def write_table(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as CSV; what is missing or was not seen is empty."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def draw(path: Path, reviews: Mapping[str, pc.ReviewResult]) -> None:
    """Plot the first reported feature of each recording over media time, its repetitions shaded."""
    shown = {name: review for name, review in reviews.items() if review.exercise is not None}
    mpl.use("agg")
    figure, axes = plt.subplots(
        max(1, len(shown)), figsize=(8, 2 * max(1, len(shown))), squeeze=False, layout="constrained"
    )
    for axis, (name, review) in zip(axes[:, 0], shown.items(), strict=False):
        feature = first_feature(review)
        axis.plot(review.t_s, review.features[feature], linewidth=1)
        for one in review.repetitions:
            axis.axvspan(one.start_s, one.end_s, alpha=0.15)
        axis.set(title=name, ylabel=feature)
    axes[-1, 0].set_xlabel("media time [s]")
    figure.savefig(path, dpi=120)
    plt.close(figure)


def first_feature(review: pc.ReviewResult) -> str:
    """Return the feature that an exercise reports first, or uses first if it reports none."""
    reported = review.exercise.repetition.report if review.exercise is not None else ()
    return next(iter([*reported, *review.features]))


if __name__ == "__main__":
    main()
