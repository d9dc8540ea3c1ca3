"""What every source of frames delivers and promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame and the moment it shows.

    bgr: (H, W, 3) uint8, upright, not mirrored. **Borrowed**: valid until the next read of its source.
    t_s: media time [s] from the start of the recording, or since the camera was opened.
    index: number of the frame in its source, from 0; gaps mean dropped frames.
    """

    bgr: NDArray[np.uint8]
    t_s: float
    index: int

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height [px]."""
        return self.bgr.shape[1], self.bgr.shape[0]


class FrameSource(Protocol):
    """A camera, a video file, or a file played as if it were a camera.

    Media times increase strictly. All frames have the size `size_wh`, rotation metadata already applied.
    """

    @property
    def name(self) -> str:
        """The source's name in messages: the path or "camera 0"."""

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""

    @property
    def duration_s(self) -> float | None:
        """Length [s] as far as the container says; None for a camera."""

    @property
    def frame_count(self) -> int | None:
        """Number of frames as far as the container says (an estimate); None for a camera."""

    def read(self) -> Frame | None:
        """Return the next frame, or None at the end.

        Raises VideoError or CameraError when the source breaks.
        """

    def close(self) -> None:
        """Release the device or file; safe to call twice."""


class OpenSource(FrameSource, Protocol):
    """A source that iterates over its frames, and closes itself at the end of a `with`."""

    def __iter__(self) -> Iterator[Frame]:
        """Yield the frames that are left."""
        return frames(self)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


class EndlessSource(OpenSource, Protocol):
    """A source that does not end by itself."""

    @property
    def duration_s(self) -> None:
        """None: it does not end."""
        return None

    @property
    def frame_count(self) -> None:
        """None: it does not end."""
        return None


class WrappedSource(OpenSource, Protocol):
    """A source that hands on another one's frames, and is called as that one is."""

    _source: FrameSource

    @property
    def name(self) -> str:
        """Name of the other source."""
        return self._source.name

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._source.size_wh

    @property
    def duration_s(self) -> float | None:
        """Length of the other source [s]; None if it is not known."""
        return self._source.duration_s

    @property
    def frame_count(self) -> int | None:
        """Number of frames of the other source; None if it is not known."""
        return self._source.frame_count


def frames(source: FrameSource) -> Iterator[Frame]:
    """Yield the frames of a source until it ends."""
    while (frame := source.read()) is not None:
        yield frame
