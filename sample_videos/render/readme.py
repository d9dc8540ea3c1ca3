"""Writes sample_videos/README.md and its contact sheet from the clips and truths that are there.

python -m sample_videos.render.readme [FOLDER]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from sample_videos.render.contact_sheet import overview
from sample_videos.render.truth import Truth, read_truth, truth_path

SAMPLE_VIDEOS = Path(__file__).parents[1]
PICTURE = "contact_sheet.jpg"

_INTRODUCTION = """\
# Sample videos

{count} clips, about {minutes:.0f} minutes, {size_mb:.1f} MB with their truth. People who do not exist do the exercises
that posecoach coaches, well and badly, in front of different cameras. Our own software renderer draws them from
a posed skeleton, so that every joint angle, phase, repetition, hold and fault is known exactly: beside each clip
`NAME.mp4` lies its truth, `NAME.truth.json`, in [this format](../docs/truth_format.md).

![One moment of each clip]({picture})

Half of the clips (`tune`) are there to choose thresholds on, the other half (`test`) to report figures on; the halves
differ in bodies and cameras. `near` is the person's side toward the camera. A positive yaw is a camera nearer to the
feet of a person on the floor, to the front of a person who stands sideways, to the left of a person who faces it.
Clips are 640x480 at 24 frames/s where the table says nothing else.
"""

_REGENERATION = """\
## Rendering them again

```
pip install -e '.[render]'              # on Debian also: apt install libegl1 libgl1-mesa-dri
python -m sample_videos.render --list   # what there is
python -m sample_videos.render NAME     # one clip; --all for all of them, --workers 2 for two at once
python -m sample_videos.render.readme   # this page and its picture
```

Rendering needs no graphics card: Mesa's llvmpipe draws a frame in about 30 ms of processor time (640x480). The same
versions of Mesa and x264 give the same bytes again; other versions give the same motion, truth and picture, but other
bytes. The clips are H.264, crf 26, without a date.

The renderer is in `render/`: bodies and skinning (`body.py`), clothes (`dressing.py`, `look.py`), rooms and light
(`room.py`, `shadow.py`), the picture (`scene.py`), postures, motion scripts, truth and the catalogue of clips.

## Licence

Clips, truth, contact sheet and bodies: [CC0 1.0](https://creativecommons.org/publicdomain/zero/1.0/), see
[LICENSE](LICENSE). The bodies are blends of MakeHuman's CC0 shape targets ([provenance](render/bodies/README.md)).
"""

_HEAD = "| clip | shows | repetitions and faults | person | camera | place | half |\n|---|---|---|---|---|---|---|\n"


def main(folder: Path = SAMPLE_VIDEOS) -> None:
    """Write README.md and the contact sheet into the folder of the clips."""
    videos = sorted(folder.glob("*.mp4"), key=_order)
    if not videos:
        sys.exit(f"no clips in {folder}; render them with: python -m sample_videos.render --all")
    truths = [read_truth(truth_path(video)) for video in videos]
    overview(videos, folder / PICTURE)
    size_mb = sum(path.stat().st_size for video in videos for path in (video, truth_path(video))) / 1e6
    (folder / "README.md").write_text(page(truths, size_mb), encoding="utf-8")


def page(truths: Sequence[Truth], size_mb: float) -> str:
    """The text of README.md for these clips."""
    seconds = sum(truth.t_s[-1] for truth in truths)
    introduction = _INTRODUCTION.format(
        count=len(truths), minutes=seconds / 60, size_mb=size_mb, picture=PICTURE
    )
    tables = [
        f"## {_heading(exercise)}\n\n{_HEAD}" + "".join(_row(truth) for truth in group)
        for exercise, group in groupby(truths, key=lambda truth: truth.exercise)
    ]
    return "\n".join([introduction, *tables, _REGENERATION])


def _order(video: Path) -> tuple[bool, str]:
    return video.stem.startswith("negative_"), video.stem


def _heading(exercise: str | None) -> str:
    return f"`{exercise}`" if exercise else "None of the exercises"


def _row(truth: Truth) -> str:
    wears = f"{truth.body}, {truth.outfit}" if truth.body else "nobody"
    cells = (
        f"`{truth.clip}`",
        truth.shows,
        _content(truth),
        wears,
        _camera(truth),
        f"{truth.room}, {truth.light}",
    )
    return f"| {' | '.join(cells)} | {truth.split} |\n"


def _content(truth: Truth) -> str:
    """Number of repetitions and, by rule, how many of them break it."""
    if not truth.repetitions:
        return "none"
    broken = Counter(rule for repetition in truth.repetitions for rule in repetition.faults)
    return _joined(
        [f"{len(truth.repetitions)}", *(f"`{rule}` {count}" for rule, count in sorted(broken.items()))]
    )


def _camera(truth: Truth) -> str:
    camera = truth.camera
    width, height = camera.size_wh
    parts = [f"{camera.near_side} near" if camera.near_side else "front"]
    parts += [f"{camera.yaw_deg:+.0f} deg", f"{camera.height_m:g} m high", f"{camera.distance_m:g} m away"]
    parts += [f"{width}x{height}"] if (width, height) != (640, 480) else []
    parts += (
        ["variable rate" if camera.fps is None else f"{camera.fps:g} frames/s"] if camera.fps != 24 else []
    )
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
