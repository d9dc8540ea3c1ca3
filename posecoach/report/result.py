"""A review for other programs: what it found, typed, and everything that `--out` writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from posecoach.pose.recording import Recorder
from posecoach.publishing.folder import published
from posecoach.publishing.tables import CsvDialect
from posecoach.report.exports import known_exports
from posecoach.report.requested import POSES, Wishes, output_names
from posecoach.results.evidence import Evidence
from posecoach.results.review import to_json
from posecoach.words.catalogue import ENGLISH
from posecoach.words.languages import load_words


@dataclass(frozen=True, repr=False, eq=False)
class ReviewResult(Evidence):
    """One reviewed recording: what an `Evidence` holds, and a way to keep it."""

    def __repr__(self) -> str:
        exercise = self.exercise.key if self.exercise is not None else "no exercise recognised"
        score = "no score" if self.score is None else f"score {self.score:g}"
        counted = f"repetitions {len(self.repetitions)}, faults {len(self.faults)}"
        return f"<ReviewResult {self.report.review.video.path}: {exercise}, {counted}, {score}>"

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        """Return the result with this evidence."""
        return cls(**{field.name: getattr(evidence, field.name) for field in fields(evidence)})

    def to_json(self) -> bytes:
        """Return what `posecoach review --json` writes: strict JSON with the schema `posecoach.review/1`."""
        return to_json([self.report.review])

    def save(
        self,
        folder: str | os.PathLike[str],
        *,
        video: bool = True,
        exports: Iterable[str] = (),
        language: str = ENGLISH.language,
        overwrite: bool = False,
        csv_dialect: CsvDialect = "point",
        progress: Callable[[float], None] | None = None,
    ) -> Path:
        """Write what `posecoach review --out` writes, and return the folder, which is made if need be.

        video: also the annotated video, which takes about as long as the review. exports: "csv", "parquet", "trc",
        "openpose", and what was registered. language: code of the language of report, video and subtitles, such as
        "de". overwrite: also replace files that posecoach did not make. csv_dialect: "comma" writes 1,5 and
        semicolons, as spreadsheets expect it where numbers have a decimal comma. progress: called with the media time
        [s] that the annotated video has reached.

        Raises UsageError for an export or a language that does not exist, OutputError for what cannot be written.
        """
        # Encoder and pages take 25 MB, which a review that leaves nothing behind can do without.
        from posecoach.report.outputs import write_outputs

        language = load_words(language).language
        wishes = Wishes(video, known_exports(exports), language, csv_dialect)
        target = Path(folder)
        review = self.report.review
        names = output_names(wishes)
        with published(
            target, overwrite=overwrite, inputs=[Path(review.video.path)], names=names, own=False
        ) as place:
            with Recorder(place / POSES, review.video.size_wh, review.model.sha256) as recorder:
                for pose in self.poses:
                    recorder.add(pose)
            write_outputs(self, place, wishes, progress or _nobody_listens)
        return target


def _nobody_listens(t_s: float) -> None:
    """Ignore progress."""
