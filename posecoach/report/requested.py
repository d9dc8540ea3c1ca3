"""What a review leaves in its folder, by name, and what of it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from posecoach.publishing.tables import CsvDialect
from posecoach.report.exports import FILES
from posecoach.words.catalogue import ENGLISH

REPORT: Final = "report.html"
RESULT: Final = "review.json"
POSES: Final = "poses.npz"
VIDEO: Final = "annotated.mp4"
SRT: Final = "cues.srt"
VTT: Final = "cues.vtt"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted beyond report and JSON.

    video: the annotated one; exports: names of formats (exports.py); language: of report, video and subtitles.
    csv_dialect: how numbers are written in CSV.
    """

    video: bool = True
    exports: tuple[str, ...] = ()
    language: str = ENGLISH.language
    csv_dialect: CsvDialect = "point"


def output_names(wishes: Wishes) -> tuple[str, ...]:
    """Return the files that a review may leave; those that an export does not name are found out later."""
    names = [RESULT, REPORT, POSES, SRT, VTT]
    names += [VIDEO] if wishes.video else []
    for export in wishes.exports:
        names += FILES.get(export, ())
    return tuple(names)
