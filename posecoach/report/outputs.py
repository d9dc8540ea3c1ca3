"""Everything that a review leaves in its folder when one was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from posecoach.exercises.wording import with_translations
from posecoach.plain_text import as_unicode
from posecoach.publishing.disk import put
from posecoach.report.annotated_video import annotate
from posecoach.report.drawing_thread import Drawn
from posecoach.report.exports import CSV, EXPORTS, write_csv
from posecoach.report.page import report_page
from posecoach.report.requested import REPORT, RESULT, SRT, VIDEO, VTT, Wishes, output_names
from posecoach.report.shots import seen_frames
from posecoach.report.stills import Stills
from posecoach.report.subtitles import to_srt, to_vtt
from posecoach.results.evidence import Evidence
from posecoach.results.review import write_json
from posecoach.words.languages import load_words


def write_outputs(
    evidence: Evidence,
    folder: Path,
    wishes: Wishes,
    progress: Callable[[float], None],
    drawn: Drawn | None = None,
) -> None:
    """Write JSON, report, subtitles, annotated video and exports of a review into a folder that has none of them yet.

    progress: told the media time [s] that the annotated video has reached. drawn: what of it was drawn already. Raises
    OutputError or VideoError.
    """
    words = with_translations(load_words(wishes.language), evidence.known.values())
    write_json(folder / RESULT, [evidence.report.review])
    stills = Stills(evidence)
    if wishes.video and len(evidence.poses):
        annotate(evidence, folder / VIDEO, progress, stills, words, drawn)
    else:
        for index, frame in enumerate(seen_frames(evidence)):
            if index > stills.last_index:
                break
            stills.offer(index, frame)
    video = VIDEO if wishes.video and len(evidence.poses) else None
    write_text(folder / REPORT, report_page(evidence, stills.pictures, video, words, output_names(wishes)))
    write_text(folder / SRT, to_srt(evidence.cues, words))
    write_text(folder / VTT, to_vtt(evidence.cues, words))
    for name in wishes.exports:
        if name == CSV:
            write_csv(evidence, folder, wishes.csv_dialect)
        else:
            EXPORTS[name](evidence, folder)


def write_text(path: Path, text: str) -> None:
    """Write a new text file.

    Raises OutputError.
    """
    put(path, as_unicode(text).encode())
