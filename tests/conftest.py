"""Material that several tests look at: people on video, and recordings of real people where they are at hand."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def person_video() -> Path:
    """A short video with one person in the whole picture, from the side."""
    places = [
        *sorted((ROOT / "sample_videos").glob("cat_cow_*.mp4")),
        SHARED / "real_clips" / "glute_bridge.mp4",
    ]
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        pytest.skip("neither a sample video nor ../shared/real_clips is here")
    return found


@pytest.fixture(scope="session")
def person_pictures(person_video: Path) -> list[NDArray[np.uint8]]:
    """The first second of that video (BGR)."""
    from posecoach.capture.frame import frames
    from posecoach.capture.video import VideoFile

    with closing(VideoFile(person_video)) as video:
        return [frame.bgr.copy() for frame in islice(frames(video), 25)]


@pytest.fixture(params=["cat_cow_a", "cat_cow_b", "bridge_a"])
def real_poses(request: pytest.FixtureRequest) -> Path:
    """A recording of a real person, with masks."""
    path = SHARED / "real_poses" / f"{request.param}.npz"
    if not path.is_file():
        pytest.skip("../shared/real_poses is not here")
    return path
