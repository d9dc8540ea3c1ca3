"""What every source of frames delivers and promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.luma import Luma


class Undeveloped(Protocol):
    """The pixels of a frame before anybody wants to see them."""

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of the developed frame [px]."""

    @property
    def luma(self) -> Luma | None:
        """How light they are; None if only their colours tell."""

    def bgr(self) -> NDArray[np.uint8]:
        """Convert them: (H, W, 3) uint8, upright, not mirrored; in a buffer that all of a source's frames share."""

    def small_into(self, out: NDArray[np.uint8]) -> bool:
        """Convert them in the size of a smaller picture, (H, W, 3), for less; return False if that cannot be done."""


class Frame:
    """One frame and the moment it shows.

    t_s: media time [s] from the start of the recording, or since the camera was opened.
    index: number of the frame in its source, from 0; gaps mean dropped frames.
    """

    __slots__ = ("_bgr", "_undeveloped", "index", "luma", "size_wh", "t_s")

    def __init__(self, bgr: NDArray[np.uint8] | Undeveloped, t_s: float, index: int) -> None:
        """Take the pixels, (H, W, 3) uint8 BGR, or what they are developed from once somebody wants them."""
        self.t_s, self.index = t_s, index
        self._bgr: NDArray[np.uint8] | None = None
        self._undeveloped: Undeveloped | None = None
        if isinstance(bgr, np.ndarray):
            self._bgr = bgr
            self.size_wh: tuple[int, int] = (bgr.shape[1], bgr.shape[0])
            """Width and height [px]."""
            self.luma: Luma | None = None
            """How light its pixels are, where that is known without converting them."""
        else:
            self._undeveloped = bgr
            self.size_wh, self.luma = bgr.size_wh, bgr.luma

    @property
    def bgr(self) -> NDArray[np.uint8]:
        """The pixels, (H, W, 3) uint8, upright, not mirrored; of a file they are converted now, and only once.

        **Borrowed**: valid until the next read of its source; if the frame `waits`, until those of another one of that
        source are asked for, which one thread at a time may do.
        """
        if self._bgr is None:
            assert self._undeveloped is not None  # noqa: S101 - for the type checker: it has one or the other
            self._bgr = self._undeveloped.bgr()
        return self._bgr

    def small_into(self, out: NDArray[np.uint8]) -> bool:
        """Fill a smaller picture, (H, W, 3), converting no more pixels than it has; return False if that cannot be."""
        return self._undeveloped is not None and self._undeveloped.small_into(out)

    @property
    def waits(self) -> bool:
        """Whether its pixels may be asked for after the next read; until then only how light they are is known."""
        return self._undeveloped is not None and self.luma is not None


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
